//! `relata eval`: how well the package reads, by public corpora.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use relata::eval::carb;

/// Scores what the package reads against public corpora
///
/// The corpora lie in one folder, in the layout that models/MODEL.md tells; nothing of them is part of the package.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  cargo run --features train -- eval carb --data ../data")]
pub struct Args {
    #[command(subcommand)]
    corpus: Corpus,
}

/// One a corpus.
#[derive(Subcommand)]
enum Corpus {
    /// Open relations: CaRB's development sentences
    Carb(DataFlag),
}

#[derive(clap::Args)]
struct DataFlag {
    /// Folder of the corpora
    #[arg(long, value_name = "FOLDER")]
    data: PathBuf,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.corpus {
        Corpus::Carb(flag) => {
            println!("{} sentences", carb::sentences(&flag.data)?.len());
        }
    }
    Ok(ExitCode::SUCCESS)
}
