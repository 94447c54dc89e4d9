//! `relata schema`: what a schema declares, and the life of a schema pack.

mod check;
mod diff;
mod show;
mod suggest;

use std::process::ExitCode;

/// Shows the kinds, predicates and frames that relata reads, in words; checks, compares and grows schema packs
///
/// A schema pack is a folder with pack.toml, kinds.toml, predicates.toml, frames/, lexicons/ and entities/, all but the
/// first at will. It adds to the built-in schema, or stands alone where pack.toml says `alone = true`.
#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  relata schema\n  relata schema --format json\n  \
                  relata schema --schema examples/company-deals\n  relata schema check examples/company-deals"
)]
pub struct Args {
    #[command(subcommand)]
    task: Option<Task>,

    #[command(flatten)]
    show: show::ShowArgs,
}

#[derive(clap::Subcommand)]
enum Task {
    Check(check::Args),
    Diff(diff::Args),
    Suggest(suggest::Args),
}

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    match args.task {
        None => show::run(&args.show),
        Some(Task::Check(args)) => check::run(&args),
        Some(Task::Diff(args)) => diff::run(args),
        Some(Task::Suggest(args)) => suggest::run(args),
    }
}
