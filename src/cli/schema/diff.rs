//! `relata schema diff`: which statements a change of schema gains and loses.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use jiff::civil::Date;
use relata::export::{Fate, changed_lines};
use relata::pipeline::{Change, Knowledge, Pipeline, changes, in_order};
use relata::read::{ReadOptions, documents};
use relata::schema::{SchemaError, SchemaFiles};
use relata::text::{Document, Span};

use crate::cli::flags::{Format, FormatFlag, pack_at};
use crate::cli::layout::count;
use crate::cli::{progress, style, wording};

/// Shows which statements a change of schema gains (+) and loses (-) over articles, with their sentences
///
/// A statement that differs in any part is lost and gained. As JSON Lines, each statement has the form of
/// `relata extract` with "change" before it, "lost" or "gained".
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  relata schema diff builtin my-schema seeds/articles\n  \
                        relata schema diff graph-schema changed-schema news.jsonl --format json > changes.jsonl")]
pub struct Args {
    /// Folder of the schema pack as it was; "builtin" for the built-in schema
    #[arg(value_name = "OLD")]
    old: PathBuf,

    /// Folder of the schema pack as it is
    #[arg(value_name = "NEW")]
    new: PathBuf,

    /// Files, folders (searched through) or - for the standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The publication date of articles that carry none, as in 2022-12-09
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,

    #[command(flatten)]
    format: FormatFlag,
}

#[derive(Default)]
struct Tally {
    articles: usize,
    gained: usize,
    lost: usize,
    kept: usize,
    failed: bool,
}

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let (old, new) = (knowledge(&args.old)?, knowledge(&args.new)?);
    let (old, new) = (Pipeline::new(&old), Pipeline::new(&new));
    // Where the system does not tell its cores, one thread does the work.
    let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let options = ReadOptions { published: args.published };
    let format = args.format.format;
    let bar = progress::articles();
    let mut out = anstream::stdout().lock();
    let mut tally = Tally::default();
    let compare = |next: Result<Document, _>| {
        next.map(|document| {
            let change = changes(&document, &old, &new);
            (document, change)
        })
    };
    let done = in_order(documents(args.paths, options), threads, compare, |outcome| {
        bar.inc(1);
        match outcome {
            Ok((document, change)) => {
                tally.articles += 1;
                tally.gained += change.gained.statements.len();
                tally.lost += change.lost.statements.len();
                tally.kept += change.kept;
                let told = bar.suspend(|| tell(&mut out, format, &document, &change));
                told.map_or_else(ControlFlow::Break, ControlFlow::Continue)
            }
            Err(error) => {
                tally.failed = true;
                bar.suspend(|| anstream::eprintln!("error: {error}"));
                ControlFlow::Continue(())
            }
        }
    });
    bar.finish_and_clear();
    if let ControlFlow::Break(error) = done {
        return Err(error.into());
    }
    if format == Format::Text {
        let articles = count(tally.articles, "article", "articles");
        writeln!(out, "{} gained, {} lost, {} kept in {articles}", tally.gained, tally.lost, tally.kept)?;
    }
    Ok(if tally.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn knowledge(folder: &Path) -> Result<Knowledge, SchemaError> {
    Knowledge::load(&SchemaFiles::of(pack_at(folder)?.as_ref()))
}

fn tell(out: &mut impl Write, format: Format, document: &Document, change: &Change) -> io::Result<()> {
    match format {
        Format::Json => {
            let mut lines = Vec::new();
            changed_lines(document, Fate::Lost, &change.lost, &mut lines);
            changed_lines(document, Fate::Gained, &change.gained, &mut lines);
            out.write_all(&lines)
        }
        Format::Text => in_words(out, document, change),
    }
}

/// Under each sentence what is lost, then what is gained.
fn in_words(out: &mut impl Write, document: &Document, change: &Change) -> io::Result<()> {
    let (lost, gained) = (style::WRONG, style::NAME);
    let mut by_sentence: BTreeMap<Span, Vec<String>> = BTreeMap::new();
    for (mark, reading) in
        [(format!("{lost}-{lost:#}"), &change.lost), (format!("{gained}+{gained:#}"), &change.gained)]
    {
        for statement in &reading.statements {
            let line = format!("{mark} {}", wording::statement(reading, statement));
            by_sentence.entry(statement.evidence()[0].sentence).or_default().push(line);
        }
    }
    if by_sentence.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", document.metadata().name)?;
    for (sentence, lines) in by_sentence {
        let words: Vec<&str> = document.slice(sentence).split_whitespace().collect();
        writeln!(out, "  “{}”", words.join(" "))?;
        for line in lines {
            writeln!(out, "  {line}")?;
        }
    }
    writeln!(out)
}
