//! The examples and counter-examples of a frame, through the whole pipeline.

use std::fmt;

use super::Pipeline;
use crate::fact::{EntityId, Factuality, Predicate, Statement, Value};
use crate::resolve::Reading;
use crate::schema::{Example, ExampleStatement, Frame, Realisation, Schema};
use crate::text::Document;

/// An example that was run.
#[derive(Debug)]
pub struct Tried<'s> {
    pub realisation: &'s Realisation,
    pub example: &'s Example,
    /// What is wrong with what was read; none where it is what the example says.
    pub complaint: Option<Complaint>,
}

/// How what a frame makes of a sentence differs from what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub missing: Vec<String>,
    pub too_much: Vec<String>,
    /// The rest of what was read.
    pub found: Vec<String>,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [("missing ", &self.missing), ("too much", &self.too_much), ("found   ", &self.found)];
        let lines = parts.into_iter().flat_map(|(what, told)| told.iter().map(move |told| format!("  {what} {told}")));
        f.write_str(&lines.collect::<Vec<_>>().join("\n"))
    }
}

/// Runs all examples of a frame, then of each realisation its counter-examples. Names are compared folded, without
/// articles; only statements that this frame yields count.
pub fn examples<'s>(pipeline: &Pipeline<'_>, frame: &'s Frame) -> Vec<Tried<'s>> {
    let own = frame.realisations.iter().flat_map(|realisation| {
        let examples = realisation.examples.iter().chain(&realisation.counterexamples);
        examples.map(move |example| (realisation, example))
    });
    own.map(|(realisation, example)| {
        let complaint = compare(pipeline.schema(), &example.statements, &found(pipeline, frame, &example.text));
        Tried { realisation, example, complaint }
    })
    .collect()
}

/// What one frame makes of a sentence.
fn found(pipeline: &Pipeline<'_>, frame: &Frame, text: &str) -> Vec<Told> {
    let reading = pipeline.read(&Document::from_text("example", text));
    let prefix = format!("{}/", frame.name);
    let statements = reading.statements.iter();
    statements
        .filter(|statement| statement.evidence().iter().any(|evidence| evidence.rule.starts_with(&prefix)))
        .map(|statement| Told::read(&reading, statement))
        .collect()
}

/// A statement as examples word it: folded, its parts as `name=value`.
struct Told {
    ends: [String; 2],
    predicate: Predicate,
    factuality: Factuality,
    parts: Vec<String>,
}

impl Told {
    fn read(reading: &Reading, statement: &Statement) -> Self {
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
            claimed.qualifiers.iter().map(|(name, of)| part(name.as_str(), &value(of))).collect();
        parts.extend(claimed.when.as_ref().map(|when| part("when", &when.to_string())));
        parts.extend(claimed.said_by.as_ref().map(|speaker| part("said_by", &value(speaker))));
        Self {
            ends: [fold(&name(&claimed.subject)), fold(&name(&claimed.object))],
            predicate: claimed.predicate.clone(),
            factuality: claimed.factuality,
            parts,
        }
    }

    fn wanted(statement: &ExampleStatement) -> Self {
        Self {
            ends: [fold(&statement.subject), fold(&statement.object)],
            predicate: statement.predicate.clone(),
            factuality: statement.factuality,
            parts: statement.parts.iter().map(|(name, value)| part(name, value)).collect(),
        }
    }

    fn same_triple(&self, other: &Self, schema: &Schema) -> bool {
        let symmetric = schema.predicate(&self.predicate).is_some_and(|declared| declared.symmetric);
        let straight = self.ends == other.ends;
        let crossed = symmetric && self.ends[0] == other.ends[1] && self.ends[1] == other.ends[0];
        self.predicate == other.predicate && self.factuality == other.factuality && (straight || crossed)
    }

    fn show(&self) -> String {
        let mut parts = vec![format!("{} | {} | {}", self.ends[0], self.predicate, self.ends[1])];
        parts.extend(self.parts.iter().cloned());
        if self.factuality != Factuality::Actual {
            parts.push(self.factuality.to_string());
        }
        parts.join("; ")
    }
}

fn compare(schema: &Schema, statements: &[ExampleStatement], found: &[Told]) -> Option<Complaint> {
    let wanted: Vec<Told> = statements.iter().map(Told::wanted).collect();
    let told = |wanted: &Told| {
        let parts_told = |told: &Told| wanted.parts.iter().all(|part| told.parts.contains(part));
        found.iter().any(|told| told.same_triple(wanted, schema) && parts_told(told))
    };
    let missing: Vec<String> = wanted.iter().filter(|wanted| !told(wanted)).map(Told::show).collect();
    let (expected, extra): (Vec<_>, Vec<_>) =
        found.iter().partition(|told| wanted.iter().any(|wanted| told.same_triple(wanted, schema)));
    if missing.is_empty() && extra.is_empty() {
        return None;
    }
    let shown = |told: Vec<&Told>| told.into_iter().map(Told::show).collect();
    Some(Complaint { missing, too_much: shown(extra), found: shown(expected) })
}

fn part(name: &str, value: &str) -> String {
    format!("{name}={}", fold(value))
}

fn fold(text: &str) -> String {
    let text = text.to_lowercase().replace("defense", "defence");
    text.trim().trim_start_matches("the ").trim_start_matches("a ").to_owned()
}
