//! `relata stats`: what a store holds, counted.

use std::cmp::Reverse;
use std::fmt::Display;
use std::process::ExitCode;

use anstream::println;
use relata::store::Statistics;
use serde_json::{Map, Value, json};

use super::flags::{Format, FormatFlag, StoreFlag};
use super::{ask, style};

/// Counts what the store holds: articles, entities by kind, statements by predicate and factuality
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  relata stats\n  relata stats --format json | jq .statements.visited")]
pub struct Args {
    #[command(flatten)]
    store: StoreFlag,

    #[command(flatten)]
    format: FormatFlag,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let store = ask::open(&args.store)?;
    let statistics = store.statistics()?;
    match args.format.format {
        Format::Text => {
            print_text(&statistics);
            let (journal, graph) = (mebibytes(statistics.journal_bytes), mebibytes(statistics.graph_bytes));
            println!("On disk: journal {journal}, graph {graph}");
        }
        Format::Json => println!("{}", serde_json::to_string_pretty(&as_json(&statistics))?),
    }
    Ok(ExitCode::SUCCESS)
}

/// Counts under headings, the largest first.
pub fn print_text(statistics: &Statistics) {
    let articles = statistics.documents;
    let entities: u64 = statistics.entities.values().sum();
    let statements: u64 = statistics.statements.values().sum();
    heading(&format!("{articles} articles"));
    heading(&format!("{entities} entities"));
    table(statistics.entities.iter());
    if statistics.unnamed > 0 {
        println!("  of these {} known by their office alone", statistics.unnamed);
    }
    heading(&format!("{statements} statements, {} pieces of evidence", statistics.evidence));
    table(statistics.statements.iter());
    if !statistics.factualities.is_empty() {
        let told: Vec<_> = statistics.factualities.iter().map(|(what, count)| format!("{count} {what}")).collect();
        println!("  of these {}", told.join(", "));
    }
    if statistics.judgements > 0 {
        heading(&format!("{} judgements", statistics.judgements));
    }
}

fn heading(text: &str) {
    println!("{}{text}{}", style::HEADING.render(), style::HEADING.render_reset());
}

fn table<'a, T: Display + 'a>(counts: impl Iterator<Item = (T, &'a u64)>) {
    let mut counts: Vec<_> = counts.map(|(what, count)| (what.to_string(), *count)).collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    for (what, count) in counts {
        println!("  {count:>8} {what}");
    }
}

fn mebibytes(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}

fn as_json(statistics: &Statistics) -> Value {
    fn counts<'a, T: Display>(counts: impl Iterator<Item = (T, &'a u64)>) -> Map<String, Value> {
        counts.map(|(what, count)| (what.to_string(), Value::from(*count))).collect()
    }
    json!({
        "articles": statistics.documents,
        "entities": counts(statistics.entities.iter()),
        "unnamed": statistics.unnamed,
        "statements": counts(statistics.statements.iter()),
        "factuality": counts(statistics.factualities.iter()),
        "evidence": statistics.evidence,
        "judgements": statistics.judgements,
        "bytes": { "journal": statistics.journal_bytes, "graph": statistics.graph_bytes },
    })
}
