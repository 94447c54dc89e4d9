//! Every example and counter-example of graph-schema/frames, through the whole pipeline.

use std::fmt::Write as _;

use relata::fact::{EntityId, Statement, Value};
use relata::pipeline::Pipeline;
use relata::resolve::Reading;
use relata::schema::{Example, Frame};
use relata::text::Document;

#[test]
fn each_realisation_has_its_examples() {
    let schema = relata::schema::Schema::embedded();
    let mut lacking = Vec::new();
    for frame in schema.frames() {
        for realisation in &frame.realisations {
            let examples = realisation.examples.iter().filter(|example| example.known_miss.is_none()).count();
            let counterexamples = realisation.counterexamples.len();
            if examples < 3 || counterexamples < 2 {
                lacking.push(format!("{}/{}: {examples} and {counterexamples}", frame.name, realisation.name));
            }
        }
    }
    assert!(
        lacking.is_empty(),
        "3 examples that are read right and 2 counter-examples are needed:\n{}",
        lacking.join("\n")
    );
}

#[test]
#[ignore = "until the analyser is in the pipeline"]
fn examples_yield_what_they_say() {
    let pipeline = Pipeline::embedded();
    let mut failures = String::new();
    let mut run = 0;
    for frame in pipeline.schema().frames() {
        for realisation in &frame.realisations {
            for example in realisation.examples.iter().chain(&realisation.counterexamples) {
                run += 1;
                let found = found(&pipeline, frame, &example.text);
                let complaint = match (compare(example, &found), &example.known_miss) {
                    (None, None) | (Some(_), Some(_)) => continue,
                    (Some(complaint), None) => complaint,
                    (None, Some(_)) => "  it is read right now: delete its known_miss\n".to_owned(),
                };
                let place = format!("{}/{}: {}", frame.name, realisation.name, example.text);
                write!(failures, "{place}\n{complaint}").expect("writing to a string does not fail");
            }
        }
    }
    assert!(failures.is_empty(), "of {run} examples these are not read right:\n\n{failures}");
}

/// What one frame makes of a sentence.
fn found(pipeline: &Pipeline, frame: &Frame, text: &str) -> Vec<Told> {
    let reading = pipeline.read(&Document::from_text("example", text));
    let prefix = format!("{}/", frame.name);
    let statements = reading.statements.iter();
    statements
        .filter(|statement| statement.evidence().iter().any(|evidence| evidence.rule.starts_with(&prefix)))
        .map(|statement| Told::of(&reading, statement))
        .collect()
}

/// A statement in the notation of frames: its ends folded, its parts as `name=value`.
#[derive(Debug)]
struct Told {
    ends: [String; 2],
    predicate: String,
    factuality: String,
    parts: Vec<String>,
}

impl Told {
    fn of(reading: &Reading, statement: &Statement) -> Self {
        let name = |id: &EntityId| {
            let entity = reading.entities.iter().find(|entity| &entity.id == id).expect("a reading holds its entities");
            entity.name.to_string()
        };
        let value = |value: &Value| match value {
            Value::Entity(id) => name(id),
            Value::Quantity(quantity) => quantity.0.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Text(text) => text.to_string(),
        };
        let claimed = statement.claimed();
        let mut parts: Vec<String> =
            claimed.qualifiers.iter().map(|(name, of)| fold(&format!("{name}={}", value(of)))).collect();
        parts.extend(claimed.when.as_ref().map(|when| fold(&format!("when={when}"))));
        parts.extend(claimed.said_by.as_ref().map(|speaker| fold(&format!("said_by={}", value(speaker)))));
        Self {
            ends: [fold(&name(&claimed.subject)), fold(&name(&claimed.object))],
            predicate: claimed.predicate.to_string(),
            factuality: claimed.factuality.to_string(),
            parts,
        }
    }

    /// `subject | predicate | object; name=value; planned`.
    fn parse(notation: &str) -> Self {
        let mut parts = notation.split("; ");
        let triple: Vec<&str> = parts.next().unwrap_or_default().split(" | ").collect();
        let [subject, predicate, object] = triple[..] else {
            panic!("{notation:?} is not \"subject | predicate | object; …\"");
        };
        let (parts, factuality): (Vec<&str>, Vec<&str>) = parts.partition(|part| part.contains('='));
        Self {
            ends: [fold(subject), fold(object)],
            predicate: predicate.to_owned(),
            factuality: (*factuality.first().unwrap_or(&"actual")).to_owned(),
            parts: parts.into_iter().map(fold).collect(),
        }
    }

    fn same_triple(&self, other: &Self, symmetric: bool) -> bool {
        let straight = self.ends == other.ends;
        let crossed = symmetric && self.ends[0] == other.ends[1] && self.ends[1] == other.ends[0];
        self.predicate == other.predicate && self.factuality == other.factuality && (straight || crossed)
    }

    fn show(&self) -> String {
        let mut parts = vec![format!("{} | {} | {}", self.ends[0], self.predicate, self.ends[1])];
        parts.extend(self.parts.iter().cloned());
        parts.push(self.factuality.clone());
        parts.join("; ")
    }
}

/// What is missing and what is too much, or `None`.
fn compare(example: &Example, found: &[Told]) -> Option<String> {
    let symmetric = ["met", "borders", "exercises_with"];
    let expected: Vec<Told> = example.statements.iter().map(|notation| Told::parse(notation)).collect();
    let mut complaint = String::new();
    for wanted in &expected {
        let is_there = found.iter().any(|told| {
            told.same_triple(wanted, symmetric.contains(&wanted.predicate.as_str()))
                && wanted.parts.iter().all(|part| told.parts.contains(part))
        });
        if !is_there {
            complaint.push_str(&format!("  missing  {}\n", wanted.show()));
        }
    }
    for told in found {
        if !expected.iter().any(|wanted| told.same_triple(wanted, symmetric.contains(&told.predicate.as_str()))) {
            complaint.push_str(&format!("  too much {}\n", told.show()));
        } else if !complaint.is_empty() {
            complaint.push_str(&format!("  found    {}\n", told.show()));
        }
    }
    (!complaint.is_empty()).then_some(complaint)
}

fn fold(text: &str) -> String {
    let text = text.to_lowercase().replace("defense", "defence");
    let (key, value) = text.split_once('=').map_or(("", text.as_str()), |(key, value)| (key, value));
    let value = value.trim().trim_start_matches("the ").trim_start_matches("a ");
    if key.is_empty() { value.to_owned() } else { format!("{key}={value}") }
}
