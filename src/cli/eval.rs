//! `relata eval`: how well the package reads, by public corpora.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use relata::eval::{Report, carb, meantime, names, plover, re3d};
use relata::pipeline::Pipeline;

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
    Carb(CorpusFlags),
    /// Entities of defence and security documents: re3d's development set
    Re3d(CorpusFlags),
    /// Persons, organisations and places of web texts: UNER's layer over EWT
    Names(CorpusFlags),
    /// Dates of news: MEANTIME, sentences 0 to 5
    Time(CorpusFlags),
    /// Certainty and polarity of the events of news: MEANTIME, sentences 0 to 5
    Certainty(CorpusFlags),
    /// Sources and targets of diplomatic events: PLOVER's development sentences of AGREE, CONSULT, COOPERATE and AID
    Plover(CorpusFlags),
}

#[derive(clap::Args)]
struct DataFlag {
    /// Folder of the corpora
    #[arg(long, value_name = "FOLDER")]
    data: PathBuf,
}

#[derive(clap::Args)]
struct CorpusFlags {
    #[command(flatten)]
    data: DataFlag,
    /// Also print what was missed, false or wrong
    #[arg(long)]
    show: bool,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let pipeline = Pipeline::embedded();
    let (report, flags) = match &args.corpus {
        Corpus::Carb(flags) => return open_relations(&pipeline, flags),
        Corpus::Plover(flags) => (plover::score(&plover::file(&flags.data.data), &pipeline)?, flags),
        Corpus::Re3d(flags) => (re3d::score(&re3d::folder(&flags.data.data), &pipeline)?, flags),
        Corpus::Names(flags) => (names::score(&names::file(&flags.data.data), &pipeline)?, flags),
        Corpus::Time(flags) => (meantime::time::score(&meantime::folder(&flags.data.data), &pipeline)?, flags),
        Corpus::Certainty(flags) => {
            (meantime::certainty::score(&meantime::folder(&flags.data.data), &pipeline)?, flags)
        }
    };
    print(&report, flags.show);
    Ok(ExitCode::SUCCESS)
}

/// The sweep's best point and area; with `--show` each sentence at that point, every tuple with its share of words right.
fn open_relations(pipeline: &Pipeline<'_>, flags: &CorpusFlags) -> anyhow::Result<ExitCode> {
    let sentences = carb::read(pipeline, &carb::gold(&flags.data.data)?);
    let score = carb::sweep(&sentences);
    let Some(best) = score.optimal() else {
        println!("nothing was found");
        return Ok(ExitCode::FAILURE);
    };
    for sentence in sentences.iter().filter(|_| flags.show) {
        println!("{}", sentence.text);
        for (tuple, recall) in sentence.gold.iter().zip(sentence.recalls(best.confidence)) {
            println!("  gold  {recall:.2}       {tuple}");
        }
        for ((tuple, confidence), precision) in sentence.found.iter().zip(sentence.precisions(best.confidence)) {
            println!("  found {precision:.2} {confidence:.3} {tuple}");
        }
    }
    let all = score.points.first().map(|point| point.figures).unwrap_or_default();
    println!("CaRB dev, {} sentences", sentences.len());
    println!("  all:     {all}");
    println!("  optimal: {} at confidence {:.3}", best.figures, best.confidence);
    println!("  AUC:     {:.3}", score.auc);
    Ok(ExitCode::SUCCESS)
}

fn print(report: &Report, show: bool) {
    for difference in report.differences.iter().filter(|_| show) {
        println!("{difference}");
    }
    print!("{report}");
}
