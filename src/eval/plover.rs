//! Who does what to whom in single diplomatic sentences: PLOVER's gold standard records.
//!
//! Counted are the classes that the schema speaks of: AGREE, CONSULT, COOPERATE and AID. The corpus marks the words of
//! the event, its source and its target. A sentence is right if the propositions that its event words trigger name each
//! source as subject and each target in another function; where source and target are one group ("Israel and Lebanon
//! renewed negotiations"), any function will do, as long as one of them is subject. An argument names an actor if its
//! noun phrase, without the clauses that describe it, holds the actor's words ("Hungarian officials" names "Hungarian").
//!
//! The second row is stricter: one claim of the schema's frames must have a source as subject and a target as object or
//! qualifier. It tells how much of the corpus the eighteen predicates cover.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{EvalError, Report, Sort, Tally, text};
use crate::analyse::{Analysis, Deprel, Sentence, TokenId};
use crate::extract::{Claim, QualifierFiller};
use crate::pipeline::Pipeline;
use crate::proposition::{Proposition, propositions};
use crate::schema::Function;
use crate::text::{Document, Span};

/// The development records.
pub fn file(data: &Path) -> PathBuf {
    data.join("events/plover-split/dev.json")
}

const CLASSES: [&str; 4] = ["AGREE", "CONSULT", "COOPERATE", "AID"];

/// Scores the records of the classes in `file`.
pub fn score(file: &Path, pipeline: &Pipeline<'_>) -> Result<Report, EvalError> {
    let records: Vec<Record> = serde_json::from_str(&text(file)?).map_err(|error| EvalError::Line {
        path: file.to_owned(),
        line: error.line(),
        problem: error.to_string(),
    })?;
    let mut report = Report::default();
    let (mut asked, mut by_proposition, mut by_claim) = (0, 0, 0);
    for record in records.iter().filter(|record| CLASSES.contains(&record.event.as_str())) {
        let marked = Marked::read(record.info.markup());
        let document = Document::from_text(&record.id, &marked.text);
        let analysis = pipeline.analyser().analyse(&document);
        let read = propositions(&document, &analysis, pipeline.grammar());
        let claims = pipeline.extractor().claims(&document, &analysis, &read);
        asked += 1;
        let right = marked.is_told_by(&analysis, &read);
        by_proposition += usize::from(right);
        by_claim += usize::from(claims.iter().any(|claim| marked.is_claimed_by(&analysis, claim)));
        if !right {
            let told: Vec<String> = read.iter().map(|proposition| shown(&document, &analysis, proposition)).collect();
            report.differ(
                Sort::Wrong,
                &record.event,
                format!("{}\n        {}", record.info.markup(), told.join("\n        ")),
            );
        }
    }
    report.row("source and target", Tally::of_answers(by_proposition, asked));
    report.row("in one claim of a frame", Tally::of_answers(by_claim, asked));
    Ok(report)
}

#[derive(Deserialize)]
struct Record {
    id: String,
    event: String,
    #[serde(rename = "textInfo")]
    info: Info,
}

/// Most records hold the marked sentence in an object, some as it is.
#[derive(Deserialize)]
#[serde(untagged)]
enum Info {
    Object { markup: String },
    Plain(String),
}

impl Info {
    fn markup(&self) -> &str {
        match self {
            Self::Object { markup } | Self::Plain(markup) => markup,
        }
    }
}

/// A sentence with its marks.
#[derive(Debug, Default)]
struct Marked {
    text: String,
    events: Vec<Span>,
    sources: Vec<Span>,
    targets: Vec<Span>,
    /// Source and target at once.
    both: Vec<Span>,
}

impl Marked {
    /// From "(SRC: Portugal) (EVT: will support) (TAR: Turkey)".
    fn read(markup: &str) -> Self {
        let mut marked = Self::default();
        let mut rest = markup;
        while let Some((before, label, after)) = next_mark(rest) {
            marked.text.push_str(before);
            // A mark may hold a bracket of its own: "(SRC: Revolutionary United Front (RUF))".
            let mut depth = 1;
            let end = after.find(|c: char| {
                depth += i32::from(c == '(') - i32::from(c == ')');
                depth == 0
            });
            let (inside, after) = after.split_at(end.unwrap_or(after.len()));
            let start = marked.text.len();
            marked.text.push_str(inside);
            if let Some(span) = Span::new(start, marked.text.len()) {
                match label {
                    "EVT" => marked.events.push(span),
                    "SRC" => marked.sources.push(span),
                    "TAR" => marked.targets.push(span),
                    _ => marked.both.push(span),
                }
            }
            rest = after.strip_prefix(')').unwrap_or(after);
        }
        marked.text.push_str(rest);
        marked
    }

    fn is_told_by(&self, analysis: &Analysis, propositions: &[Proposition]) -> bool {
        let evoked: Vec<&Proposition> = propositions
            .iter()
            .filter(|proposition| {
                let trigger = analysis.sentences[proposition.sentence].token(proposition.trigger.token).span;
                self.events.iter().any(|event| event.overlaps(trigger))
            })
            .collect();
        let is_named = |actor: &Span, asked: fn(&Function) -> bool| {
            evoked.iter().any(|proposition| {
                let sentence = &analysis.sentences[proposition.sentence];
                let arguments = proposition.arguments.iter().filter(|argument| asked(&argument.function));
                arguments.flat_map(|argument| &argument.heads).any(|&head| names(sentence, head, *actor))
            })
        };
        let is_subject = |actor: &Span| is_named(actor, |function| *function == Function::Subject);
        let is_other = |actor: &Span| is_named(actor, |function| *function != Function::Subject);
        self.sources.iter().all(is_subject)
            && self.targets.iter().all(is_other)
            && self.both.iter().all(|actor| is_subject(actor) || is_other(actor))
            && (self.both.is_empty() || self.both.iter().any(is_subject))
    }

    fn is_claimed_by(&self, analysis: &Analysis, claim: &Claim) -> bool {
        let spans = |mention| analysis.mention(mention).span;
        let subject = spans(claim.subject.mention);
        let mut others = vec![spans(claim.object.mention)];
        others.extend(claim.qualifiers.iter().filter_map(|(_, filler)| match filler {
            QualifierFiller::Mention(filler) => Some(spans(filler.mention)),
            _ => None,
        }));
        let meets = |actors: &[Span], span: Span| actors.iter().any(|actor| actor.overlaps(span));
        let apart = meets(&self.sources, subject)
            && (self.targets.is_empty() || others.iter().any(|&other| meets(&self.targets, other)));
        apart || meets(&self.both, subject) && others.iter().any(|&other| meets(&self.both, other))
    }
}

/// The text before the next mark, its label, and what follows the label.
fn next_mark(text: &str) -> Option<(&str, &str, &str)> {
    let found = ["(SRC/TAR: ", "(SRC: ", "(TAR: ", "(EVT: "]
        .into_iter()
        .filter_map(|opening| Some((text.find(opening)?, opening)))
        .min()?;
    let (at, opening) = found;
    Some((&text[..at], opening.trim_matches(['(', ':', ' ']), &text[at + opening.len()..]))
}

/// Whether the noun phrase of a head, without the clauses on it, holds some word of an actor.
fn names(sentence: &Sentence, head: TokenId, actor: Span) -> bool {
    use Deprel as D;
    let mut agenda = vec![head];
    // A parser's circle ends with the number of tokens.
    let mut steps = 0;
    while let Some(token) = agenda.pop().filter(|_| steps <= sentence.tokens().len()) {
        steps += 1;
        if actor.overlaps(sentence.token(token).span) {
            return true;
        }
        agenda.extend(sentence.children(token).filter(|&child| {
            let deprel = sentence.token(child).deprel;
            [D::Nmod, D::Amod, D::Compound, D::Appos, D::Flat, D::Conj].iter().any(|own| deprel.is(*own))
        }));
    }
    false
}

fn shown(document: &Document, analysis: &Analysis, proposition: &Proposition) -> String {
    let sentence = &analysis.sentences[proposition.sentence];
    let form = |&token: &TokenId| document.slice(sentence.token(token).span);
    let arguments: Vec<String> = proposition
        .arguments
        .iter()
        .map(|argument| {
            let heads: Vec<&str> = argument.heads.iter().map(form).collect();
            format!("{}={}", argument.function, heads.join("+"))
        })
        .collect();
    format!("{} {}", proposition.trigger.lemma, arguments.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_with_their_places() {
        let read = Marked::read("The (SRC: Front (FR)) and (SRC/TAR: Peru) (EVT: met) us.");
        assert_eq!(read.text, "The Front (FR) and Peru met us.");
        let cut = |spans: &[Span]| spans.iter().map(|s| read.text[s.start()..s.end()].to_owned()).collect::<Vec<_>>();
        assert_eq!(cut(&read.sources), ["Front (FR)"]);
        assert_eq!(cut(&read.both), ["Peru"]);
        assert_eq!(cut(&read.events), ["met"]);
        assert!(read.targets.is_empty());
    }
}
