//! The command line: one file a command, each with its flags, its help and its run.

mod ask;
mod check;
mod entity;
#[cfg(feature = "train")]
mod eval;
mod exit;
mod export;
mod explain;
mod extract;
mod flags;
mod ingest;
mod interrupt;
mod layout;
mod mentions;
mod neighbors;
mod offices;
mod path;
mod progress;
mod rebuild;
mod schema;
mod stats;
mod style;
mod suggest;
mod wording;
mod parse;
#[cfg(feature = "train")]
mod train;

use std::io::ErrorKind;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Turns news articles into a knowledge graph you can cite: every edge leads to the sentence that shows it.
#[derive(Parser)]
#[command(version, about, max_term_width = 100, arg_required_else_help = true, after_help = exit::HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Ingest(ingest::Args),
    Explain(explain::Args),
    Extract(extract::Args),
    Entity(entity::Args),
    Neighbors(neighbors::Args),
    Offices(offices::Args),
    Path(path::Args),
    Export(export::Args),
    Stats(stats::Args),
    Schema(schema::Args),
    Mentions(mentions::Args),
    Check(check::Args),
    Rebuild(rebuild::Args),
    Parse(parse::Args),
    #[cfg(feature = "train")]
    Train(train::Args),
    #[cfg(feature = "train")]
    Eval(eval::Args),
}

/// Runs what the arguments ask for; [`exit`] tells the codes.
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Ingest(args) => ingest::run(args),
        Command::Explain(args) => explain::run(&args),
        Command::Extract(args) => extract::run(args),
        Command::Stats(args) => stats::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Rebuild(args) => rebuild::run(&args),
        Command::Entity(args) => entity::run(&args),
        Command::Neighbors(args) => neighbors::run(&args),
        Command::Offices(args) => offices::run(&args),
        Command::Path(args) => path::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Parse(args) => parse::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Mentions(args) => mentions::run(args),
        #[cfg(feature = "train")]
        Command::Train(args) => train::run(&args),
        #[cfg(feature = "train")]
        Command::Eval(args) => eval::run(&args),
    };
    match done {
        Ok(code) => code,
        // Whoever read our output has seen enough: `relata export | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("{}error{}: {error:#}", style::WRONG.render(), style::WRONG.render_reset());
            if error.is::<exit::Usage>() { exit::usage() } else { ExitCode::FAILURE }
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.into_iter().any(|error| error.kind() == ErrorKind::BrokenPipe)
}
