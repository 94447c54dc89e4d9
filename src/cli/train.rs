//! `relata train`: trains the embedded models from public corpora, or scores those that are embedded.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use relata::analyse::conllu;
use relata::train::{Corpora, Options, Stage, load, score, train};

/// Trains the models from public corpora, or scores the embedded ones
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  relata train --data ../data --models models && cargo run --release --features train -- train --data ../data --check"
)]
pub struct Args {
    /// Folder of the corpora (models/MODEL.md says what lies where)
    #[arg(long)]
    data: PathBuf,
    /// Folder that the models are written into
    #[arg(long, default_value = "models")]
    models: PathBuf,
    /// Folders of text without labels, for the word clusters
    #[arg(long)]
    text: Vec<PathBuf>,
    /// Scores the models in the folder, and trains nothing
    #[arg(long)]
    check: bool,
    /// Prints what is learned from, for a teacher outside the package, and trains nothing
    #[arg(long, value_enum, conflicts_with = "check")]
    print: Option<Lessons>,
    /// Trees that a teacher made of plain text, as CoNLL-U
    #[arg(long)]
    silver: Vec<PathBuf>,
    /// How often each of those trees is read
    #[arg(long, default_value_t = 2)]
    silver_rounds: usize,
    /// Trains these models alone, on top of the others in the folder
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
    /// Goes on from the network in the folder, in smaller steps, instead of beginning anew
    #[arg(long)]
    go_on: bool,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long, default_value_t = 10)]
    epochs: usize,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Lessons {
    /// As CoNLL-U
    Trees,
    /// One word and its IOB tag a line
    Names,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Part {
    Clusters,
    Lemmas,
    Network,
}

impl From<Part> for Stage {
    fn from(part: Part) -> Self {
        match part {
            Part::Clusters => Self::Clusters,
            Part::Lemmas => Self::Lemmas,
            Part::Network => Self::Network,
        }
    }
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let corpora = Corpora::new(&args.data);
    if args.check {
        return check(&corpora, args);
    }
    match args.print {
        Some(Lessons::Trees) => {
            print!("{}", conllu::write(&corpora.training_trees(args.seed)?));
            return Ok(ExitCode::SUCCESS);
        }
        Some(Lessons::Names) => {
            for sentence in corpora.training_names()? {
                println!("{}", sentence.iob());
            }
            return Ok(ExitCode::SUCCESS);
        }
        None => {}
    }
    let only: Vec<Stage> = args.only.iter().map(|&part| part.into()).collect();
    let stages = if only.is_empty() { Stage::ALL.to_vec() } else { only };
    let options = Options {
        seed: args.seed,
        epochs: args.epochs,
        text: args.text.clone(),
        silver: args.silver.clone(),
        silver_rounds: args.silver_rounds,
        go_on: args.go_on,
        stages,
    };
    let start = Instant::now();
    train(&corpora, &options, &args.models, &mut |line| {
        eprintln!("{:>6.0} s  {line}", start.elapsed().as_secs_f64());
    })?;
    Ok(ExitCode::SUCCESS)
}

fn check(corpora: &Corpora, args: &Args) -> anyhow::Result<ExitCode> {
    let syntax = &load(&args.models)?;
    let ewt = corpora.ewt_dev()?;
    let gum = corpora.gum_dev()?;
    println!("EWT dev, gold words:  {}", score::with_gold_words(syntax, &ewt));
    println!("EWT dev, raw text:    {}", score::from_raw_text(syntax, &ewt));
    println!("GUM dev, gold words:  {}", score::with_gold_words(syntax, &gum));
    println!("GUM dev, raw text:    {}", score::from_raw_text(syntax, &gum));
    let (precision, recall, f1) = score::names(syntax, &corpora.names_dev()?);
    println!("names on EWT dev:     precision {precision:.2} recall {recall:.2} F1 {f1:.2}");
    let sentences: Vec<Vec<&str>> =
        ewt.iter().map(|tree| tree.words.iter().map(|word| word.form.as_str()).collect()).collect();
    let start = Instant::now();
    let mut count = 0;
    while start.elapsed().as_secs_f64() < 2.0 {
        count += syntax.parse_words(&sentences).iter().map(|(words, _)| words.len()).sum::<usize>();
    }
    println!(
        "tagging and parsing:  {:.0} words/s on one core",
        f64::from(u32::try_from(count)?) / start.elapsed().as_secs_f64()
    );
    Ok(ExitCode::SUCCESS)
}
