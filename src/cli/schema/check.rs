//! `relata schema check`: the mistakes of a pack, and which of its examples do not read.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use relata::pipeline::{Knowledge, Pipeline, Tried, examples};
use relata::schema::{Frame, Layer, Mistake, Pack, SchemaError, SchemaFiles};
use serde_json::{Value, json};

use crate::cli::ask::print_json;
use crate::cli::flags::{Format, FormatFlag, pack_at};
use crate::cli::layout::count;
use crate::cli::style;

/// Checks a schema pack: tells every mistake with file, line and remedy, and which examples do not read as they say
///
/// The exit code is 0 where there is no mistake and every example and counter-example of the pack's own frames reads as
/// it says, 1 otherwise.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  relata schema check examples/company-deals\n  \
                        relata schema check my-schema --format json | jq .mistakes\n  relata schema check builtin")]
pub struct Args {
    /// Folder of the pack; "builtin" for the built-in schema
    #[arg(value_name = "FOLDER")]
    pack: PathBuf,

    #[command(flatten)]
    format: FormatFlag,
}

/// Examples and counter-examples that each realisation should have.
const ENOUGH: (usize, usize) = (3, 2);

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let format = args.format.format;
    let (pack, knowledge) = match load(args) {
        Ok(loaded) => loaded,
        Err(error) => {
            tell_mistakes(format, error.mistakes())?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let pipeline = Pipeline::new(&knowledge);
    let layer = if pack.is_some() { Layer::Pack } else { Layer::Package };
    let own = knowledge.schema.frames().iter().filter(|frame| frame.layer == layer);
    let tried: Vec<(&Frame, Vec<Tried<'_>>)> = own.map(|frame| (frame, examples(&pipeline, frame))).collect();
    let fails = tried.iter().flat_map(|(_, tried)| tried).any(|tried| tried.complaint.is_some());
    match format {
        Format::Json => print_json(&as_json(&[], &tried))?,
        Format::Text => in_words(pack.as_ref(), &tried)?,
    }
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn load(args: &Args) -> Result<(Option<Pack>, Knowledge), SchemaError> {
    let pack = pack_at(&args.pack)?;
    let knowledge = Knowledge::load(&SchemaFiles::of(pack.as_ref()))?;
    Ok((pack, knowledge))
}

fn tell_mistakes(format: Format, mistakes: &[Mistake]) -> anyhow::Result<()> {
    if format == Format::Json {
        return print_json(&as_json(mistakes, &[]));
    }
    let mut out = anstream::stdout().lock();
    for mistake in mistakes {
        writeln!(out, "{mistake}")?;
    }
    let wrong = style::WRONG;
    writeln!(out, "{wrong}{}{wrong:#}; no example was run", count(mistakes.len(), "mistake", "mistakes"))?;
    Ok(())
}

fn in_words(pack: Option<&Pack>, tried: &[(&Frame, Vec<Tried<'_>>)]) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    for (frame, failed, complaint) in failures(tried) {
        let rule = rule(frame, failed);
        writeln!(out, "{}:{}: {rule}: \"{}\"\n{complaint}", frame.file, failed.example.line, failed.example.text)?;
    }
    for (frame, realisation) in tried.iter().flat_map(|(frame, _)| frame.realisations.iter().map(|own| (*frame, own))) {
        let (examples, counterexamples) = (realisation.examples.len(), realisation.counterexamples.len());
        if examples < ENOUGH.0 || counterexamples < ENOUGH.1 {
            writeln!(
                out,
                "note: {}: {}/{} has {} and {}; {} and {} would tell more",
                frame.file,
                frame.name,
                realisation.name,
                count(examples, "example", "examples"),
                count(counterexamples, "counter-example", "counter-examples"),
                ENOUGH.0,
                ENOUGH.1
            )?;
        }
    }
    if let Some(pack) = pack {
        let alone = if pack.is_alone() { "stands alone" } else { "adds to the built-in schema" };
        writeln!(out, "{} {alone}: {}", pack.name(), pack.reads())?;
    }
    let run: usize = tried.iter().map(|(_, tried)| tried.len()).sum();
    let failed = failures(tried).count();
    let frames = count(tried.len(), "frame", "frames");
    let examples = count(run, "example and counter-example", "examples and counter-examples");
    match failed {
        0 => writeln!(out, "no mistake; {examples} of {frames} read as they say")?,
        failed => {
            let wrong = style::WRONG;
            writeln!(
                out,
                "no mistake, but of {examples} of {frames} {wrong}{failed} do not read as they say{wrong:#}"
            )?;
        }
    }
    Ok(())
}

/// The examples that do not read, in the order of the frames.
fn failures<'t, 's>(
    tried: &'t [(&'s Frame, Vec<Tried<'s>>)],
) -> impl Iterator<Item = (&'s Frame, &'t Tried<'s>, &'t relata::pipeline::Complaint)> {
    let all = tried.iter().flat_map(|(frame, tried)| tried.iter().map(move |tried| (*frame, tried)));
    all.filter_map(|(frame, tried)| Some((frame, tried, tried.complaint.as_ref()?)))
}

fn rule(frame: &Frame, tried: &Tried<'_>) -> String {
    format!("{}/{}", frame.name, tried.realisation.name)
}

fn as_json(mistakes: &[Mistake], tried: &[(&Frame, Vec<Tried<'_>>)]) -> Value {
    let mistakes = mistakes
        .iter()
        .map(|mistake| json!({ "file": mistake.file, "line": mistake.line, "message": mistake.message }));
    let unread = failures(tried).map(|(frame, tried, complaint)| {
        json!({
            "file": frame.file,
            "line": tried.example.line,
            "rule": rule(frame, tried),
            "text": tried.example.text,
            "missing": complaint.missing,
            "too_much": complaint.too_much,
            "found": complaint.found,
        })
    });
    json!({
        "mistakes": mistakes.collect::<Vec<_>>(),
        "frames": tried.len(),
        "examples": tried.iter().map(|(_, tried)| tried.len()).sum::<usize>(),
        "unread": unread.collect::<Vec<_>>(),
    })
}
