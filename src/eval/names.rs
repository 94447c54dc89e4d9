//! Names of persons, organisations and places on the web: UNER's layer over the English Web Treebank.
//!
//! Sentences are read one by one, as the corpus gives them. A name is right if its first and last letter and its class
//! are; titles are no part of names, there as here.

use std::path::{Path, PathBuf};

use super::entities::{ClassOf, is_name, labelled};
use super::spans::{Both, Labelled};
use super::{EvalError, Report, text};
use crate::pipeline::Pipeline;
use crate::schema::Trait;
use crate::text::{Document, Span};

/// The development file.
pub fn file(data: &Path) -> PathBuf {
    data.join("ner/uner-ewt/en_ewt-ud-dev.iob2")
}

const CLASSES: [ClassOf; 3] = [(Trait::Person, "PER"), (Trait::Place, "LOC"), (Trait::Group, "ORG")];

/// Scores the mentions by name of the sentences in `file`.
pub fn score(file: &Path, pipeline: &Pipeline<'_>) -> Result<Report, EvalError> {
    let (mut both, mut report) = (Both::default(), Report::default());
    for Sentence { id, text, names } in sentences(&text(file)?) {
        let document = Document::from_text(&id, &text);
        let analysis = pipeline.analyser().analyse(&document);
        let found = labelled(pipeline.schema(), &analysis, &CLASSES, is_name);
        both.count(&id, &text, &names, &found, &mut report);
    }
    report.row("names, whole", both.exact);
    report.row("names, overlap", both.overlap);
    Ok(report)
}

struct Sentence {
    id: String,
    text: String,
    names: Vec<Labelled>,
}

/// The sentences of an IOB2 file: `number form label`, with the text as a comment.
fn sentences(file: &str) -> Vec<Sentence> {
    let mut all = Vec::new();
    let (mut id, mut text, mut words) = ("", "", Vec::new());
    for line in file.lines().chain([""]) {
        if let Some(told) = line.strip_prefix("# sent_id = ") {
            id = told;
        } else if let Some(told) = line.strip_prefix("# text = ") {
            text = told;
        } else if line.trim().is_empty() {
            if !words.is_empty() {
                let names = names(text, &words);
                all.push(Sentence { id: id.to_owned(), text: text.to_owned(), names });
            }
            words.clear();
        } else if !line.starts_with('#') {
            let mut columns = line.split('\t').skip(1);
            if let (Some(form), Some(label)) = (columns.next(), columns.next()) {
                words.push((form, label));
            }
        }
    }
    all
}

fn names(text: &str, words: &[(&str, &str)]) -> Vec<Labelled> {
    let mut names: Vec<Labelled> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for &(form, label) in words {
        // A word that is not in the text as written ends what stands before it.
        let Some(start) = text[at..].find(form).map(|found| at + found) else {
            open = false;
            continue;
        };
        at = start + form.len();
        let (place, class) = label.split_once('-').unwrap_or(("O", ""));
        let class = CLASSES.iter().find(|(_, own)| *own == class).map(|(_, own)| *own);
        match (place, class, Span::new(start, at)) {
            ("I", Some(class), Some(span)) if open && names.last().is_some_and(|last| last.class == class) => {
                let last = names.last_mut().expect("an open name was pushed");
                last.span = last.span.cover(span);
            }
            ("B" | "I", Some(class), Some(span)) => {
                names.push(Labelled { span, class });
                open = true;
            }
            _ => open = false,
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_spans_of_the_text() {
        let file = "# sent_id = a\n# text = Ana Lim's NATO trip, Rome\n1\tAna\tB-PER\t-\tx\n2\tLim\tI-PER\t-\tx\n\
            3\t's\tO\t-\t-\n4\tNATO\tB-ORG\t-\tx\n5\ttrip\tO\t-\t-\n6\t,\tO\t-\t-\n7\tRome\tB-LOC\t-\tx\n\n";
        let read = sentences(file);
        let cut = |one: &Labelled| (&read[0].text[one.span.start()..one.span.end()], one.class);
        assert_eq!(
            read[0].names.iter().map(cut).collect::<Vec<_>>(),
            [("Ana Lim", "PER"), ("NATO", "ORG"), ("Rome", "LOC")]
        );
    }
}
