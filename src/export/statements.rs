//! Statements as JSON Lines: what `relata extract` prints and other engines read.
//!
//! One line for each sentence that shows a statement, in the order of the text: a statement that two sentences show has
//! two lines, alike but for `evidence`. Keys and their order are fixed; scripts rely on them.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::fact::{Edtf, Entity, EntityId, Evidence, Factuality, Qualifiers, Statement, Value};
use crate::resolve::Reading;
use crate::text::{Document, Span};

/// Appends the lines of one document.
pub fn statement_lines(document: &Document, reading: &Reading, out: &mut Vec<u8>) {
    let entities: HashMap<&EntityId, &Entity> = reading.entities.iter().map(|entity| (&entity.id, entity)).collect();
    let mut shown: Vec<(&Evidence, &Statement)> = reading.statements.iter().flat_map(best_of_each_sentence).collect();
    shown.sort_by_key(|(evidence, _)| evidence.sentence);
    for (evidence, statement) in shown {
        let line = Line::new(document, &entities, statement, evidence);
        serde_json::to_writer(&mut *out, &line).expect("a line holds only strings and numbers, and a vector takes all");
        out.push(b'\n');
    }
}

/// Several frames may read one statement in one sentence: the most reliable reading speaks for it.
fn best_of_each_sentence(statement: &Statement) -> Vec<(&Evidence, &Statement)> {
    let mut best: BTreeMap<Span, &Evidence> = BTreeMap::new();
    for evidence in statement.evidence() {
        let held = best.entry(evidence.sentence).or_insert(evidence);
        if evidence.reliability > held.reliability {
            *held = evidence;
        }
    }
    best.into_values().map(|evidence| (evidence, statement)).collect()
}

#[derive(Serialize)]
struct Line<'a> {
    doc: &'a str,
    subject: Node<'a>,
    predicate: &'a str,
    object: Node<'a>,
    qualifiers: BTreeMap<&'a str, OneOrMore>,
    when: Option<String>,
    factuality: Factuality,
    said_by: Option<String>,
    evidence: Shown<'a>,
    reliability: f64,
}

#[derive(Serialize)]
struct Node<'a> {
    name: &'a str,
    kind: &'a str,
    id: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

#[derive(Serialize)]
struct Shown<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    rule: &'a str,
}

type Entities<'a> = HashMap<&'a EntityId, &'a Entity>;

impl<'a> Line<'a> {
    fn new(document: &'a Document, entities: &Entities<'a>, statement: &'a Statement, evidence: &'a Evidence) -> Self {
        let claimed = statement.claimed();
        Self {
            doc: &document.metadata().name,
            subject: Node::new(entities, &claimed.subject),
            predicate: claimed.predicate.as_str(),
            object: Node::new(entities, &claimed.object),
            qualifiers: qualifiers(entities, &claimed.qualifiers),
            when: claimed.when.map(|when: Edtf| when.to_string()),
            factuality: claimed.factuality,
            said_by: claimed.said_by.as_ref().map(|speaker| shown_value(entities, speaker)),
            evidence: Shown {
                start: evidence.sentence.start(),
                end: evidence.sentence.end(),
                text: document.slice(evidence.sentence),
                rule: &evidence.rule,
            },
            reliability: evidence.reliability.as_f64(),
        }
    }
}

impl<'a> Node<'a> {
    fn new(entities: &Entities<'a>, id: &'a EntityId) -> Self {
        let entity = entities.get(id).expect("a reading holds every entity that its statements name");
        Self { name: &entity.name, kind: entity.kind.as_str(), id: id.as_str() }
    }
}

fn qualifiers<'a>(entities: &Entities<'_>, qualifiers: &'a Qualifiers) -> BTreeMap<&'a str, OneOrMore> {
    let mut out: BTreeMap<&str, OneOrMore> = BTreeMap::new();
    for (qualifier, value) in qualifiers.iter() {
        let value = shown_value(entities, value);
        let values = match out.remove(qualifier.as_str()) {
            None => OneOrMore::One(value),
            Some(OneOrMore::One(first)) => OneOrMore::More(vec![first, value]),
            Some(OneOrMore::More(mut values)) => {
                values.push(value);
                OneOrMore::More(values)
            }
        };
        out.insert(qualifier.as_str(), values);
    }
    out
}

fn shown_value(entities: &Entities<'_>, value: &Value) -> String {
    match value {
        Value::Entity(id) => entities.get(id).map_or(id.as_str(), |entity| &entity.name).to_owned(),
        Value::Quantity(quantity) => quantity.0.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Text(text) => text.to_string(),
    }
}
