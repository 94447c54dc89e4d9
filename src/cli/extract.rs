//! `relata extract`: articles in, statements out, without a store.

use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use relata::export::{carb_lines, open_lines, statement_lines};
use relata::pipeline::{Pipeline, PipelineError, in_order};
use relata::read::{ReadOptions, documents};

use super::exit::Usage;
use super::flags::SchemaFlag;

/// Prints the statements of articles as JSON Lines, without a store
///
/// Reads plain text (.txt), Markdown (.md, with or without front matter) and records (.jsonl, .ndjson, .json) with the
/// keys "id", "title", "outlet", "url", "published" and "text". An article that cannot be read is named on the standard
/// error and the exit code is 1; the others are still done.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  relata extract seeds/articles\n  relata extract --published 2022-12-09 note.txt\n  \
                        zcat articles.jsonl.gz | relata extract - > statements.jsonl\n  \
                        relata extract --open article.txt\n  relata extract --open --format carb sentences.txt\n  \
                        relata extract --schema examples/company-deals examples/company-deals/articles"
)]
pub struct Args {
    /// Files, folders (searched through) or - for the standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The publication date of articles that carry none, as in 2022-12-09
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,

    /// How many articles are read at a time [default: the machine's cores]
    #[arg(long, value_name = "COUNT")]
    threads: Option<NonZeroUsize>,

    /// Prints what each clause says in the text's own words instead, whether or not a frame reads it
    ///
    /// A line holds "subject", "relation" (the verb group with its auxiliaries, negation, particle and preposition) and
    /// "arguments", with "when", "factuality", "said_by" and "evidence" as for statements. "reliability" ranks lines by
    /// their construction; what is read from a noun phrase alone, such as a possessive, ranks lowest.
    #[arg(long)]
    open: bool,

    /// JSON Lines, or with --open the tab-separated form of the CaRB benchmark
    #[arg(long, value_enum, default_value_t = Form::Jsonl)]
    format: Form,

    #[command(flatten)]
    schema: SchemaFlag,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Jsonl,
    /// Sentence, confidence, relation, first argument, further arguments
    Carb,
}

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    if args.format == Form::Carb && !args.open {
        return Err(Usage("--format carb is a form of open statements: add --open".to_owned()).into());
    }
    let knowledge = args.schema.knowledge()?;
    let pipeline = Pipeline::new(&knowledge);
    let options = ReadOptions { published: args.published };
    // Where the system does not tell its cores, one thread does the work.
    let threads = args.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let progress = progress();
    let mut out = io::stdout().lock();
    let mut failed = false;

    let read = |next| {
        let mut lines = Vec::new();
        if args.open {
            let (document, statements) = pipeline.attempt_openly(next)?;
            match args.format {
                Form::Jsonl => open_lines(&document, &statements, &mut lines),
                Form::Carb => carb_lines(&document, &statements, &mut lines),
            }
        } else {
            let (document, reading) = pipeline.attempt(next)?;
            statement_lines(&document, &reading, &mut lines);
        }
        Ok::<_, PipelineError>(lines)
    };
    let done = in_order(documents(args.paths, options), threads, read, |outcome| {
        progress.inc(1);
        match outcome {
            Ok(lines) => match out.write_all(&lines) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => ControlFlow::Break(error),
            },
            Err(error) => {
                failed = true;
                progress.suspend(|| eprintln!("error: {error}"));
                ControlFlow::Continue(())
            }
        }
    });
    progress.finish_and_clear();
    let written = match done {
        ControlFlow::Continue(()) => out.flush(),
        ControlFlow::Break(error) => Err(error),
    };
    match written {
        // The reader has seen enough, as `head` has.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(error).context("cannot write the statements"),
        Ok(()) if failed => Ok(ExitCode::FAILURE),
        Ok(()) => Ok(ExitCode::SUCCESS),
    }
}

/// A count of articles on a terminal's standard error; nothing elsewhere.
fn progress() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{spinner} {human_pos} articles, {per_sec}").expect("the template is valid");
    ProgressBar::new_spinner().with_style(style)
}
