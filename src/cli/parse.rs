//! `relata parse`: sentences, tags, lemmas and trees as CoNLL-U.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use relata::analyse::conllu::{self, Tree};
use relata::analyse::{Analysis, Syntax};
use relata::read::{ReadOptions, documents};

/// Prints sentences, words, tags, lemmas and dependency trees as CoNLL-U
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  relata parse article.txt\n  relata parse --tokens treebank.conllu > parsed.conllu"
)]
pub struct Args {
    /// Files, folders (searched through) or - for the standard input
    #[arg(required_unless_present = "tokens", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Keeps this file's sentences and words and predicts the rest
    #[arg(long, value_name = "FILE.conllu", conflicts_with = "paths")]
    tokens: Option<PathBuf>,
}

pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let done = match &args.tokens {
        Some(path) => write_reparsed(path, &mut out).map(|()| true),
        None => write_parsed(args.paths, &mut out),
    };
    match done.and_then(|whole| Ok(out.flush().map(|()| whole)?)) {
        Ok(true) => Ok(ExitCode::SUCCESS),
        Ok(false) => Ok(ExitCode::FAILURE),
        Err(error) if is_closed_pipe(&error) => Ok(ExitCode::SUCCESS),
        Err(error) => Err(error),
    }
}

/// Whether whoever reads our output has heard enough: `relata parse … | head`.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Whether all articles could be read; those that could not are named on the standard error.
fn write_parsed(paths: Vec<PathBuf>, out: &mut impl Write) -> anyhow::Result<bool> {
    let mut whole = true;
    for document in documents(paths, ReadOptions::default()) {
        match document {
            Ok(document) => {
                let analysis =
                    Analysis { sentences: Syntax::embedded().parse(&document).sentences, ..Analysis::default() };
                out.write_all(conllu::write(&conllu::trees(&document, &analysis)).as_bytes())?;
            }
            Err(error) => {
                whole = false;
                eprintln!("error: {error}");
            }
        }
    }
    Ok(whole)
}

fn write_reparsed(path: &Path, out: &mut impl Write) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let trees = conllu::read(&text).with_context(|| path.display().to_string())?;
    let syntax = Syntax::embedded();
    for mut tree in trees {
        reparse(syntax, &mut tree);
        out.write_all(conllu::write(&[tree]).as_bytes())?;
    }
    Ok(())
}

fn reparse(syntax: &Syntax, tree: &mut Tree) {
    let forms: Vec<&str> = tree.words.iter().map(|word| word.form.as_str()).collect();
    let (parsed, _) = syntax.parse_sentence(forms);
    for (word, found) in tree.words.iter_mut().zip(parsed) {
        word.lemma = found.lemma.to_string();
        (word.upos, word.xpos, word.head, word.deprel) = (found.upos, found.xpos, found.head, found.deprel);
    }
}
