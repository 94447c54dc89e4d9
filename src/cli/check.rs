//! `relata check`: is the store sound?

use std::process::ExitCode;

use anstream::println;
use relata::store::{Check, check};
use serde_json::json;

use super::flags::{Format, FormatFlag, StoreFlag};
use super::style;

/// Verifies the store: checksums, edges from both of their ends, evidence within its texts, counts
///
/// Says what is wrong and what helps; the exit code is then 1. Changes nothing.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  relata check\n  relata check --store asia.db || relata rebuild --store asia.db")]
pub struct Args {
    #[command(flatten)]
    store: StoreFlag,

    #[command(flatten)]
    format: FormatFlag,
}

/// Problems shown as text; a damaged graph may have one for each statement.
const SHOWN: usize = 20;

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let found = check(&args.store.store)?;
    for notice in &found.notices {
        anstream::eprintln!("note: {notice}");
    }
    match args.format.format {
        Format::Text => print_text(&found),
        Format::Json => println!("{}", serde_json::to_string_pretty(&as_json(&found))?),
    }
    Ok(if found.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print_text(found: &Check) {
    for problem in found.problems.iter().take(SHOWN) {
        println!("{}wrong{}: {}; {}", style::WRONG.render(), style::WRONG.render_reset(), problem.what, problem.remedy);
    }
    if found.problems.len() > SHOWN {
        println!("and {} more", found.problems.len() - SHOWN);
    }
    let verdict = if found.problems.is_empty() { "sound" } else { "not sound" };
    println!(
        "{verdict}: {} articles, {} entities, {} statements, {} pieces of evidence, {} judgements checked",
        found.articles, found.entities, found.statements, found.evidence, found.judgements
    );
}

fn as_json(found: &Check) -> serde_json::Value {
    let problems = found.problems.iter().map(|problem| json!({ "what": problem.what, "remedy": problem.remedy }));
    json!({
        "sound": found.problems.is_empty(),
        "articles": found.articles,
        "entities": found.entities,
        "statements": found.statements,
        "evidence": found.evidence,
        "judgements": found.judgements,
        "problems": problems.collect::<Vec<_>>(),
    })
}
