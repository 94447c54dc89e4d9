//! `relata schema`: what the schema declares, in words.

use std::process::ExitCode;

use relata::schema::Schema;

/// Shows the kinds, predicates and frames that relata reads, in words
#[derive(clap::Args)]
#[command(after_help = "Example:\n  relata schema")]
pub struct Args {}

pub fn run(_args: &Args) -> anyhow::Result<ExitCode> {
    let schema = Schema::embedded();
    for kind in schema.kinds() {
        println!("{}: {}", kind.name, kind.reads);
    }
    for predicate in schema.predicates() {
        println!("{}: {}", predicate.name, predicate.reads);
    }
    Ok(ExitCode::SUCCESS)
}
