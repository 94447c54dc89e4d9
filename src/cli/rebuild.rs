//! `relata rebuild`: the graph again, from the journal.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::thread;

use anstream::{eprintln, println};
use relata::pipeline::{Knowledge, Pipeline, in_order};
use relata::schema::SchemaFiles;
use relata::store::{Place, Rebuild, Store, StoreError};
use relata::text::Document;

use super::flags::{SchemaFlag, StoreFlag};
use super::{interrupt, progress, stats, style};

/// Makes the graph again from the articles in the store's journal
///
/// After damage, or after the schema changed. The articles are read again, so none need be at hand. Judgements stay.
/// The old graph is kept until the new one is whole; ctrl-C leaves it as it was. With --schema the articles are read with
/// that schema pack from now on, without it with the one that the store keeps.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  relata rebuild\n  relata rebuild --store asia.db\n  relata rebuild --schema my-schema"
)]
pub struct Args {
    #[command(flatten)]
    store: StoreFlag,

    /// How many articles are read at a time [default: the machine's cores]
    #[arg(long, value_name = "COUNT")]
    threads: Option<NonZeroUsize>,

    #[command(flatten)]
    schema: SchemaFlag,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut rebuild = Rebuild::begin(&args.store.store)?;
    interrupt::listen()?;
    // The store's own schema, where none was asked for.
    let pack = match args.schema.given()? {
        Some(given) => given,
        None => rebuild.pack()?,
    };
    let knowledge = Knowledge::load(&SchemaFiles::of(pack.as_ref()))?;
    let pipeline = Pipeline::new(&knowledge);
    // Where the system does not tell its cores, one thread does the work.
    let threads = args.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let bar = progress::articles();
    let mut lost = 0;

    let read = |next: Result<(Place, Document), StoreError>| {
        next.map(|(place, document)| (place, pipeline.attempt(Ok(document))))
    };
    let mut complain = |error: &dyn std::error::Error| {
        lost += 1;
        let (wrong, reset) = (style::WRONG.render(), style::WRONG.render_reset());
        bar.suspend(|| eprintln!("{wrong}error{reset}: {error}"));
    };
    let done = in_order(rebuild.documents(), threads, read, |outcome| {
        bar.inc(1);
        match outcome {
            Ok((place, Ok((document, reading)))) => {
                if let Err(error) = rebuild.commit(place, &document, reading) {
                    return ControlFlow::Break(Some(error));
                }
            }
            Ok((_, Err(error))) => complain(&error),
            Err(error) => complain(&error),
        }
        if interrupt::asked() { ControlFlow::Break(None) } else { ControlFlow::Continue(()) }
    });
    bar.finish_and_clear();
    match done {
        ControlFlow::Break(Some(error)) => return Err(error.into()),
        ControlFlow::Break(None) => anyhow::bail!("stopped; the graph is as it was"),
        ControlFlow::Continue(()) => {}
    }
    rebuild.set_pack(pack);
    rebuild.finish()?;
    println!("made the graph of {} again", args.store.store.display());
    stats::print_text(&Store::open(&args.store.store)?.statistics()?);
    Ok(if lost > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
