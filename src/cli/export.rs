//! `relata export`: the graph, whole or around an entity, for other programs.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use relata::export::{DotWriter, GraphWriter, JsonWriter};
use relata::query::{Filter, Quoter, neighbourhood, select};
use relata::store::{EntityNumber, Store};

use super::flags::{self, FilterFlags, StoreFlag};
use super::layout::count;
use super::{ask, exit};

const HELP: &str = "\
In DOT, kinds differ by shape and colour, planned statements are dashed, possible ones dotted, negated ones dashed and
red; the tooltip of an edge holds its sentence and source.

Examples:
  relata export --around \"Kant Air Base\" --depth 2 --legend | dot -Tsvg -o kant.svg
  relata export --factuality all --kind Person,Country -o graph.dot
  relata export --format json -o graph.json

JSON: {\"edges\": [statement], \"nodes\": [{id, name, kind, aliases}]}, statements as in `relata entity --help`.

Exit codes: 0 done, 1 an error, 2 wrong usage, 3 unknown or ambiguous name.";

/// Writes the graph, whole or around an entity, as Graphviz DOT or JSON
#[derive(clap::Args)]
#[command(after_help = HELP)]
pub struct Args {
    /// Only around the entity of this name or id
    #[arg(long, value_name = "NAME")]
    around: Option<String>,
    /// How many hops to go around it
    #[arg(
        long,
        value_name = "HOPS",
        default_value_t = 1,
        requires = "around",
        value_parser = clap::value_parser!(u8).range(1..=20)
    )]
    depth: u8,
    /// Graphviz DOT, or JSON
    #[arg(long, value_enum, default_value_t = Format::Dot)]
    format: Format,
    /// Draw what shapes, colours and lines mean (DOT)
    #[arg(long)]
    legend: bool,
    /// File to write; standard output where there is none
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    store: StoreFlag,
    #[command(flatten)]
    filter: FilterFlags,
    /// At most so many statements, the best proved; 0 for all
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    limit: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Dot,
    Json,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let store = ask::open(&args.store)?;
    let schema = ask::schema(&store)?;
    let filter = args.filter.filter(&schema, (args.limit > 0).then_some(args.limit))?;
    let centre = match &args.around {
        None => None,
        Some(name) => match ask::meant(&store, name, flags::Format::Text)? {
            Some(named) => Some(named.number),
            None => return Ok(exit::nothing_found()),
        },
    };
    let out: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?),
        None => Box::new(io::stdout().lock()),
    };
    let out = BufWriter::new(out);
    let left_out = match args.format {
        Format::Dot => {
            let mut writer = DotWriter::new(out, &schema)?;
            let left_out = feed(&mut writer, &store, centre, usize::from(args.depth), &filter)?;
            if args.legend {
                writer.legend()?;
            }
            writer.finish()?;
            left_out
        }
        Format::Json => {
            let mut writer = JsonWriter::new(out)?;
            let left_out = feed(&mut writer, &store, centre, usize::from(args.depth), &filter)?;
            writer.finish()?;
            left_out
        }
    };
    if left_out > 0 {
        anstream::eprintln!("note: the limit left out {}", count(left_out, "statement", "statements"));
    }
    Ok(ExitCode::SUCCESS)
}

/// How many statements the limit left out.
fn feed(
    writer: &mut impl GraphWriter,
    store: &Store,
    centre: Option<EntityNumber>,
    depth: usize,
    filter: &Filter,
) -> anyhow::Result<usize> {
    let mut quoter = Quoter::new(store);
    let Some(centre) = centre else {
        let selection = select(store, filter)?;
        for statement in selection.statements {
            if let Some(quoted) = quoter.quote(statement, filter)? {
                writer.statement(&quoted)?;
            }
        }
        return Ok(selection.left_out);
    };
    let found = neighbourhood(&mut quoter, centre, depth, filter)?;
    writer.entity(&found.centre)?;
    for quoted in found.layers.iter().flat_map(|layer| &layer.statements) {
        writer.statement(quoted)?;
    }
    Ok(found.left_out)
}
