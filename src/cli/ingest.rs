//! `relata ingest`: articles into the store.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use anstream::{eprintln, println};
use indicatif::ProgressBar;
use jiff::civil::Date;
use relata::pipeline::{Knowledge, Pipeline, PipelineError, in_order};
use relata::read::{ReadOptions, documents};
use relata::resolve::Reading;
use relata::schema::{Pack, SchemaError, SchemaFiles};
use relata::store::{Committed, Store, StoreError, Writer};
use relata::text::Document;

use super::flags::{SchemaFlag, StoreFlag};
use super::{interrupt, progress, stats, style, suggest};

/// Reads articles into the store
///
/// Reads what `relata extract` reads. Makes the store where there is none. An article that is in the store already is
/// left as it is, so the same folder can be given again and again; one that cannot be read is named on the standard
/// error and the exit code is 1, and the others are still done. Ctrl-C stops after what was read is stored.
///
/// The store keeps a copy of the schema pack that its first articles are read with, and goes on with it.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  relata ingest seeds/articles\n  relata ingest --store asia.db news/*.jsonl\n  \
                        zcat articles.jsonl.gz | relata ingest -\n  \
                        relata ingest --schema examples/company-deals --store deals.db examples/company-deals/articles")]
pub struct Args {
    /// Files, folders (searched through) or - for the standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    store: StoreFlag,

    /// The publication date of articles that carry none, as in 2022-12-09
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,

    /// How many articles are read at a time [default: the machine's cores]
    #[arg(long, value_name = "COUNT")]
    threads: Option<NonZeroUsize>,

    #[command(flatten)]
    schema: SchemaFlag,
}

/// What is taken is made durable, and counted as done, at least this often.
const SYNC_EVERY: Duration = Duration::from_secs(2);

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    // Before a store is made: a schema with mistakes leaves nothing behind.
    let given = args.schema.given()?.map(with_knowledge).transpose()?;
    let mut writer = Writer::open_or_create(&args.store.store)?;
    interrupt::listen()?;
    for notice in writer.store().notices() {
        eprintln!("note: {notice}");
    }
    // The store's own schema, where none was asked for.
    let (pack, knowledge) = match given {
        Some(given) => given,
        None => with_knowledge(writer.store().pack()?)?,
    };
    writer.set_pack(pack.as_ref())?;
    let pipeline = Pipeline::new(&knowledge);
    // Where the system does not tell its cores, one thread does the work.
    let threads = args.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let bar = progress::articles();
    let mut run = Run { bar: &bar, synced: Instant::now(), tally: Tally::default() };

    let known = writer.known();
    let read = |next: Result<Document, StoreError>| {
        let document = next?;
        Ok(pipeline.attempt(Ok(document)))
    };
    let done = in_order(writer.unread(), threads, read, |outcome| match outcome {
        Ok(outcome) => run.take(&mut writer, outcome.map(Article::read)),
        Err(error) => ControlFlow::Break(Stop::Failed(error)),
    });
    let read = |next| {
        let document = match next {
            Ok(document) => document,
            failed => return pipeline.attempt(failed).map(Article::read),
        };
        match known.holds(document.id()) {
            Ok(true) => Ok(Article::Known),
            // Whatever is wrong with the store is told by the commit that follows.
            _ => pipeline.attempt(Ok(document)).map(Article::read),
        }
    };
    let options = ReadOptions { published: args.published };
    let done = match done {
        ControlFlow::Continue(()) => {
            in_order(documents(args.paths, options), threads, read, |outcome| run.take(&mut writer, outcome))
        }
        stopped => stopped,
    };
    bar.finish_and_clear();
    let tally = run.tally;
    if let ControlFlow::Break(Stop::Failed(error)) = done {
        return Err(error.into());
    }
    drop(known);
    let store = writer.finish()?;
    summarise(&store, &tally, &args.store, &pipeline)?;
    Ok(if tally.failed > 0 || interrupt::asked() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn with_knowledge(pack: Option<Pack>) -> Result<(Option<Pack>, Knowledge), SchemaError> {
    let knowledge = Knowledge::load(&SchemaFiles::of(pack.as_ref()))?;
    Ok((pack, knowledge))
}

/// What the threads hand over.
enum Article {
    Known,
    Read(Box<(Document, Reading)>),
}

impl Article {
    fn read(read: (Document, Reading)) -> Self {
        Self::Read(Box::new(read))
    }
}

/// Why a run ends before its articles do.
enum Stop {
    Asked,
    Failed(StoreError),
}

#[derive(Default)]
struct Tally {
    new: u64,
    known: u64,
    failed: u64,
}

/// A run of articles into a store.
struct Run<'a> {
    bar: &'a ProgressBar,
    synced: Instant,
    tally: Tally,
}

impl Run<'_> {
    fn take(&mut self, writer: &mut Writer, outcome: Result<Article, PipelineError>) -> ControlFlow<Stop> {
        match self.store(writer, outcome) {
            Err(error) => ControlFlow::Break(Stop::Failed(error)),
            Ok(()) if interrupt::asked() => ControlFlow::Break(Stop::Asked),
            Ok(()) => ControlFlow::Continue(()),
        }
    }

    fn store(&mut self, writer: &mut Writer, outcome: Result<Article, PipelineError>) -> Result<(), StoreError> {
        match outcome {
            Ok(Article::Read(read)) => {
                let (document, reading) = *read;
                match writer.commit(document, reading)? {
                    Committed::New => self.tally.new += 1,
                    Committed::Known => self.tally.known += 1,
                }
            }
            Ok(Article::Known) => self.tally.known += 1,
            Err(error) => {
                self.tally.failed += 1;
                let (wrong, reset) = (style::WRONG.render(), style::WRONG.render_reset());
                self.bar.suspend(|| eprintln!("{wrong}error{reset}: {error}"));
            }
        }
        if self.synced.elapsed() >= SYNC_EVERY {
            writer.sync()?;
        }
        if writer.pending() == 0 {
            self.synced = Instant::now();
            self.bar.set_position(self.tally.new + self.tally.known + self.tally.failed);
        }
        Ok(())
    }
}

fn summarise(store: &Store, tally: &Tally, flag: &StoreFlag, pipeline: &Pipeline) -> anyhow::Result<()> {
    println!("{} new in {}", count(tally.new, "article"), flag.store.display());
    if tally.known > 0 {
        println!("{} skipped: in the store already", count(tally.known, "article"));
    }
    if tally.failed > 0 {
        println!("{} skipped: could not be read, as told above", count(tally.failed, "article"));
    }
    println!();
    stats::print_text(&store.statistics()?);
    let commands = suggest::commands(store, pipeline.schema())?;
    if !commands.is_empty() {
        println!("\n{}Worth trying{}", style::HEADING.render(), style::HEADING.render_reset());
        let store = flag.as_written();
        for command in commands {
            println!("  relata {command}{store}");
        }
    }
    Ok(())
}

fn count(number: u64, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
