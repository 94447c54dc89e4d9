//! `relata path`: how two entities are connected.

use std::process::ExitCode;

use relata::export::PathForm;
use relata::query::{Connection, Path, Quoter, paths};
use relata::schema::Schema;

use super::exit::Usage;
use super::flags::{Format, Question};
use super::layout::{count, date_width, page, plain};
use super::{ask, exit, style};

const HELP: &str = "\
Shortest paths come first; of equals those whose hops are proved by more documents and more reliable readings. Two
paths differ in the entities they pass; of the statements that join two entities, the best proved is shown.

Examples:
  relata path \"Sergei Shoigu\" \"Kant Air Base\"
  relata path Russia \"F-16\" --max-hops 4 -k 5 --factuality all
  relata path Shoigu Ayni --predicate holds_office,stationed_in,leases,located_in --format json

JSON: [{\"hops\": [{from, to, total, statements}], \"doubt\"}], statements as in `relata entity --help`; `doubt` bounds how
  likely any hop is misread.

Exit codes: 0 found, 1 an error, 2 wrong usage, 3 unknown or ambiguous name, or no path.";

/// Shows how two entities are connected, each hop with its sentence, date and sources
#[derive(clap::Args)]
#[command(after_help = HELP)]
pub struct Args {
    /// Name or id of one end
    from: String,
    /// Name or id of the other end
    to: String,
    /// Longest path to look for
    #[arg(long, value_name = "HOPS", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=20))]
    max_hops: u8,
    /// How many paths to show
    #[arg(short = 'k', long = "paths", value_name = "COUNT", default_value_t = 1)]
    count: u16,
    #[command(flatten)]
    question: Question,
    /// Statements to show for each hop; 0 for all
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    limit: usize,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (store, schema, filter) = args.question.put((args.limit > 0).then_some(args.limit))?;
    let format = args.question.format();
    let Some(from) = ask::meant(&store, &args.from, format)? else { return Ok(exit::nothing_found()) };
    let Some(to) = ask::meant(&store, &args.to, format)? else { return Ok(exit::nothing_found()) };
    if from.number == to.number {
        let name = &from.entity.name;
        let message = format!("{:?} and {:?} are both {name}; give two entities", args.from, args.to);
        return Err(Usage(message).into());
    }
    let connection = Connection {
        from: from.number,
        to: to.number,
        max_hops: usize::from(args.max_hops),
        count: usize::from(args.count),
    };
    let found = paths(&mut Quoter::new(&store).with_register(&schema), &connection, &filter)?;
    match format {
        Format::Json => ask::print_json(&found.iter().map(PathForm::from).collect::<Vec<_>>())?,
        Format::Text if found.is_empty() => {
            let hops = count(connection.max_hops, "hop", "hops");
            let (from, to) = (plain(&from.entity.name), plain(&to.entity.name));
            anstream::eprintln!(
                "no path of at most {hops} joins {from} and {to}; try a higher --max-hops, or --factuality all"
            );
        }
        Format::Text => print(&schema, &found)?,
    }
    Ok(if found.is_empty() { exit::nothing_found() } else { ExitCode::SUCCESS })
}

fn print(schema: &Schema, found: &[Path]) -> anyhow::Result<()> {
    let mut page = page(schema);
    for (place, path) in found.iter().enumerate() {
        if place > 0 {
            page.blank()?;
        }
        let stations = path.hops.first().map(|hop| &hop.from).into_iter().chain(path.hops.iter().map(|hop| &hop.to));
        let stations = stations.map(|entity| plain(&entity.name)).collect::<Vec<_>>().join(" · ");
        let hops = count(path.hops.len(), "hop", "hops");
        page.heading(&format!("{}. {stations} ({hops})", place + 1))?;
        let dates = date_width(path.hops.iter().flat_map(|hop| &hop.statements));
        for hop in &path.hops {
            page.statements(&hop.statements, dates, Some(&hop.from.id))?;
            let more = hop.total - hop.statements.len();
            if more > 0 {
                let more = count(more, "further statement joins", "further statements join");
                page.paragraph(4, 6, vec![(style::ASIDE, format!("{more} these two; --limit 0 shows all"))])?;
            }
        }
    }
    Ok(())
}
