//! `relata schema`: what a schema declares, in words.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use relata::schema::{Frame, KindId, Realisation, Schema};
use serde_json::{Value, json};

use crate::cli::flags::{Format, FormatFlag, SchemaFlag};

#[derive(clap::Args)]
pub struct ShowArgs {
    #[command(flatten)]
    schema: SchemaFlag,

    #[command(flatten)]
    format: FormatFlag,
}

pub fn run(args: &ShowArgs) -> anyhow::Result<ExitCode> {
    let schema = args.schema.schema()?;
    let text = match args.format.format {
        Format::Text => in_words(&schema)?,
        Format::Json => serde_json::to_string_pretty(&as_json(&schema))? + "\n",
    };
    anstream::stdout().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn in_words(schema: &Schema) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    writeln!(text, "Kinds of entity")?;
    for kind in schema.kinds() {
        writeln!(text, "  {:14} {}", kind.name.to_string(), kind.reads)?;
    }
    writeln!(text, "\nPredicates (subject → object)")?;
    for predicate in schema.predicates() {
        let arrow = if predicate.symmetric { "↔" } else { "→" };
        writeln!(text, "  {:17} {}", predicate.name.to_string(), predicate.reads)?;
        writeln!(
            text,
            "  {:17} {} {arrow} {}",
            "",
            names(schema, &predicate.subject).join(" or "),
            names(schema, &predicate.object).join(" or ")
        )?;
        if !predicate.qualifiers.is_empty() {
            let qualifiers: Vec<&str> = predicate.qualifiers.iter().map(|name| name.as_str()).collect();
            writeln!(text, "  {:17} with {}", "", qualifiers.join(", "))?;
        }
    }
    writeln!(text, "\nQualifiers (every statement also has a time, a factuality and perhaps a speaker)")?;
    for qualifier in schema.qualifiers() {
        writeln!(text, "  {:10} {}", qualifier.name.to_string(), qualifier.reads)?;
    }
    writeln!(text, "\nFrames: how statements are worded")?;
    for frame in schema.frames() {
        frame_in_words(schema, frame, &mut text)?;
    }
    Ok(text)
}

fn frame_in_words(schema: &Schema, frame: &Frame, text: &mut String) -> std::fmt::Result {
    writeln!(text, "  {}: {}", frame.name, frame.reads)?;
    for realisation in &frame.realisations {
        writeln!(text, "    {:12} {}", realisation.name, triggers(schema, realisation).join(", "))?;
    }
    let examples = frame.realisations.iter().flat_map(|realisation| &realisation.examples);
    if let Some(example) = examples.into_iter().find(|example| !example.statements.is_empty()) {
        writeln!(text, "    for example  \"{}\"", example.text)?;
        for statement in &example.statements {
            writeln!(text, "                 {statement}")?;
        }
    }
    Ok(())
}

fn triggers(schema: &Schema, realisation: &Realisation) -> Vec<String> {
    let triggers = &realisation.triggers;
    let words = [&triggers.verbs, &triggers.nouns, &triggers.adjectives].into_iter().flatten();
    let kinds = names(schema, &triggers.kinds).into_iter().map(|kind| format!("any {kind}"));
    words.map(ToString::to_string).chain(kinds).collect()
}

fn names(schema: &Schema, kinds: &[KindId]) -> Vec<String> {
    kinds.iter().map(|&kind| schema.kind(kind).name.to_string()).collect()
}

fn as_json(schema: &Schema) -> Value {
    let kinds = schema.kinds().iter().map(|kind| json!({ "name": kind.name, "reads": kind.reads }));
    let qualifiers = schema.qualifiers().iter().map(|qualifier| {
        json!({ "name": qualifier.name, "reads": qualifier.reads, "value": format!("{:?}", qualifier.value).to_lowercase() })
    });
    let predicates = schema.predicates().iter().map(|predicate| {
        json!({
            "name": predicate.name,
            "reads": predicate.reads,
            "subject": names(schema, &predicate.subject),
            "object": names(schema, &predicate.object),
            "symmetric": predicate.symmetric,
            "qualifiers": predicate.qualifiers,
        })
    });
    let frames = schema.frames().iter().map(|frame| {
        let realisations = frame.realisations.iter().map(|realisation| {
            let examples = realisation.examples.iter();
            json!({
                "name": realisation.name,
                "triggers": triggers(schema, realisation),
                "examples": examples
                    .map(|example| json!({ "text": example.text, "yields": example.statements.iter().map(ToString::to_string).collect::<Vec<_>>() }))
                    .collect::<Vec<_>>(),
                "counterexamples": realisation.counterexamples.iter().map(|example| &example.text).collect::<Vec<_>>(),
            })
        });
        json!({ "name": frame.name, "reads": frame.reads, "realisations": realisations.collect::<Vec<_>>() })
    });
    json!({
        "kinds": kinds.collect::<Vec<_>>(),
        "qualifiers": qualifiers.collect::<Vec<_>>(),
        "predicates": predicates.collect::<Vec<_>>(),
        "frames": frames.collect::<Vec<_>>(),
    })
}
