//! `relata schema suggest`: what articles often say of known kinds and no frame reads.

use std::io::Write;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use relata::pipeline::{Argument, Pipeline, Suggestion, Suggestions, in_order};
use relata::read::{ReadOptions, documents};
use relata::schema::Schema;
use relata::text::Document;
use serde_json::{Value, json};

use crate::cli::ask::print_json;
use crate::cli::flags::SchemaFlag;
use crate::cli::layout::count;
use crate::cli::{progress, style};

/// Ranks what articles say of two known entities or more and no frame reads: where a schema may grow
///
/// Each trigger word comes with the grammatical functions beside it, the kinds that fill them, counts and up to three
/// sentences. As TOML, each is a frame to begin with: name its roles and predicate, and put it into frames/.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  relata schema suggest seeds/articles\n  \
                        relata schema suggest --schema my-schema --least 5 news/\n  \
                        relata schema suggest --limit 1 --format toml news/ >> my-schema/frames/new.toml")]
pub struct Args {
    /// Files, folders (searched through) or - for the standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Leave out what is met less often
    #[arg(long, value_name = "COUNT", default_value_t = 2)]
    least: usize,

    /// At most so many, the most frequent; 0 for all
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    limit: usize,

    /// Text for people, JSON for programs, or frames to begin with
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,

    #[command(flatten)]
    schema: SchemaFlag,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Text,
    Json,
    Toml,
}

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let knowledge = args.schema.knowledge()?;
    let pipeline = Pipeline::new(&knowledge);
    // Where the system does not tell its cores, one thread does the work.
    let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let bar = progress::articles();
    let mut suggestions = Suggestions::default();
    let mut failed = false;
    let read = |next: Result<Document, _>| {
        next.map(|document| {
            let remainder = pipeline.remainder(&document);
            (document, remainder)
        })
    };
    let done = in_order(documents(args.paths, ReadOptions::default()), threads, read, |outcome| {
        bar.inc(1);
        match outcome {
            Ok((document, remainder)) => suggestions.add(&document, remainder),
            Err(error) => {
                failed = true;
                bar.suspend(|| anstream::eprintln!("error: {error}"));
            }
        }
        ControlFlow::<()>::Continue(())
    });
    debug_assert!(done.is_continue(), "nothing above breaks off");
    bar.finish_and_clear();
    let mut ranked = suggestions.ranked(args.least);
    if args.limit > 0 {
        ranked.truncate(args.limit);
    }
    let schema = &knowledge.schema;
    match args.format {
        Form::Json => print_json(&ranked.iter().map(|suggestion| as_json(schema, suggestion)).collect::<Vec<_>>())?,
        Form::Text => in_words(schema, &ranked)?,
        Form::Toml => {
            let frames: Vec<String> = ranked.iter().map(|suggestion| suggestion.frame(schema)).collect();
            write!(anstream::stdout(), "{}", frames.join("\n"))?;
        }
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn in_words(schema: &Schema, ranked: &[Suggestion]) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    let (bold, aside) = (style::NAME, style::ASIDE);
    for suggestion in ranked {
        let class = format!("{:?}", suggestion.class).to_lowercase();
        let (times, articles) =
            (count(suggestion.count, "time", "times"), count(suggestion.documents, "article", "articles"));
        writeln!(out, "{bold}{}{bold:#} ({class}), {times} in {articles}", suggestion.trigger)?;
        for argument in &suggestion.arguments {
            let kinds: Vec<String> = kinds(schema, argument).map(|(kind, count)| format!("{kind} {count}")).collect();
            writeln!(out, "  {:12} {}", argument.function, kinds.join(", "))?;
        }
        for (document, sentence) in &suggestion.sentences {
            writeln!(out, "    “{sentence}” {aside}— {document}{aside:#}")?;
        }
    }
    if ranked.is_empty() {
        writeln!(out, "nothing is met often enough; try --least 1, or more articles")?;
    }
    Ok(())
}

fn as_json(schema: &Schema, suggestion: &Suggestion) -> Value {
    let arguments = suggestion.arguments.iter().map(|argument| {
        let kinds = kinds(schema, argument).map(|(kind, count)| json!({ "kind": kind, "count": count }));
        json!({ "function": argument.function, "count": argument.count, "kinds": kinds.collect::<Vec<_>>() })
    });
    let sentences =
        suggestion.sentences.iter().map(|(document, sentence)| json!({ "doc": document, "text": sentence }));
    json!({
        "trigger": suggestion.trigger,
        "class": format!("{:?}", suggestion.class).to_lowercase(),
        "count": suggestion.count,
        "articles": suggestion.documents,
        "arguments": arguments.collect::<Vec<_>>(),
        "sentences": sentences.collect::<Vec<_>>(),
        "frame": suggestion.frame(schema),
    })
}

fn kinds<'a>(schema: &'a Schema, argument: &'a Argument) -> impl Iterator<Item = (&'a str, usize)> {
    argument.kinds.iter().map(|&(kind, count)| (schema.kind(kind).name.as_str(), count))
}
