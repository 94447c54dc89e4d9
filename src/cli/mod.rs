//! The command line: one file a command, each with its flags, its help and its run.

mod extract;
mod schema;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Turns news articles into a knowledge graph you can cite: every edge leads to the sentence that shows it.
#[derive(Parser)]
#[command(version, about, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Extract(extract::Args),
    Schema(schema::Args),
}

/// Exit codes: 0 done, 1 an error or a partial failure, 2 wrong usage.
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Extract(args) => extract::run(args),
        Command::Schema(args) => schema::run(&args),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
