//! `relata mentions`: what articles mention, before it is resolved.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use relata::analyse::{Analyser, Form, Mention};
use relata::pipeline::Knowledge;
use relata::read::{ReadOptions, documents};
use relata::schema::Schema;
use relata::text::Document;
use serde::Serialize;

use super::flags::SchemaFlag;

/// Prints the mentions of articles as JSON Lines: names, noun phrases, pronouns, dates, counts
#[derive(clap::Args)]
#[command(after_help = "Example:\n  relata mentions seeds/articles > mentions.jsonl")]
pub struct Args {
    /// Files, folders (searched through) or - for the standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    schema: SchemaFlag,
}

/// A line of output; `start` and `end` count bytes of the article's text.
#[derive(Serialize)]
struct Line<'a> {
    doc: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    form: &'static str,
    /// One kind, or all that it can be.
    kind: Kinds<'a>,
    /// The canonical name, where it is known from the start.
    entity: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Kinds<'a> {
    One(&'a str),
    Several(Vec<&'a str>),
}

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let Knowledge { schema, gazetteer, nouns, .. } = args.schema.knowledge()?;
    let analyser = Analyser::embedded(&schema, &gazetteer, &nouns);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut code = ExitCode::SUCCESS;
    for document in documents(args.paths, ReadOptions::default()) {
        match document {
            Ok(document) => {
                for mention in &analyser.analyse(&document).mentions {
                    serde_json::to_writer(&mut out, &line(&schema, &document, mention))?;
                    out.write_all(b"\n")?;
                }
            }
            Err(error) => {
                anstream::eprintln!("error: {error}");
                code = ExitCode::FAILURE;
            }
        }
    }
    out.flush()?;
    Ok(code)
}

fn line<'a>(schema: &'a Schema, document: &'a Document, mention: &'a Mention) -> Line<'a> {
    let names: Vec<&str> =
        schema.kinds().iter().filter(|kind| mention.kinds.contains(kind.id)).map(|kind| kind.name.as_str()).collect();
    let form = match mention.form {
        Form::Name => "name",
        Form::Demonym => "demonym",
        Form::Nominal => "nominal",
        Form::Pronoun => "pronoun",
        Form::Time(_) => "time",
        Form::Quantity => "quantity",
    };
    Line {
        doc: &document.metadata().name,
        start: mention.span.start(),
        end: mention.span.end(),
        text: document.slice(mention.span),
        form,
        kind: if let [one] = names[..] { Kinds::One(one) } else { Kinds::Several(names) },
        entity: mention.known.as_deref(),
    }
}
