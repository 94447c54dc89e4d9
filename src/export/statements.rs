//! Statements as JSON Lines: what `relata extract` prints and other engines read.
//!
//! One line for each sentence that shows a statement, in the order of the text: a statement that two sentences show has
//! two lines, alike but for `evidence`. Keys and their order are fixed; scripts rely on them. What is told of somebody
//! whom the article names by office alone is left to the store, which may know who that was.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::fact::{Edtf, Entity, EntityId, Evidence, Factuality, Qualifiers, Statement, Value};
use crate::resolve::Reading;
use crate::text::{Document, Span};

/// Appends the lines of one document.
pub fn statement_lines(document: &Document, reading: &Reading, out: &mut Vec<u8>) {
    each_line(document, reading, |line| write_line(&line, out));
}

fn each_line<'a>(document: &'a Document, reading: &'a Reading, mut write: impl FnMut(Line<'a>)) {
    let entities: HashMap<&EntityId, &Entity> = reading.entities.iter().map(|entity| (&entity.id, entity)).collect();
    let named = reading.statements.iter().filter(|statement| !statement.claimed().has_unnamed_end());
    let mut shown: Vec<(&Evidence, &Statement)> = named.flat_map(best_of_each_sentence).collect();
    shown.sort_by_key(|(evidence, _)| evidence.sentence);
    for (evidence, statement) in shown {
        write(Line::new(document, &entities, statement, evidence));
    }
}

fn write_line(line: &impl Serialize, out: &mut Vec<u8>) {
    serde_json::to_writer(&mut *out, line).expect("a line holds only strings and numbers, and a vector takes all");
    out.push(b'\n');
}

/// What became of a statement when the schema changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    Lost,
    Gained,
}

/// Appends the lines of one document's lost or gained statements, each with its fate in the key `change`.
pub fn changed_lines(document: &Document, fate: Fate, reading: &Reading, out: &mut Vec<u8>) {
    each_line(document, reading, |line| write_line(&ChangedLine { change: fate, line }, out));
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
struct ChangedLine<'a> {
    change: Fate,
    #[serde(flatten)]
    line: Line<'a>,
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

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::statement_lines;
    use crate::fact::{
        Claimed, Entity, EntityId, Evidence, Factuality, Kind, Predicate, Qualifier, Qualifiers, Quantity, Reliability,
        Statement, Value,
    };
    use crate::resolve::Reading;
    use crate::text::{Document, Span};

    #[test]
    fn a_line_has_the_keys_that_scripts_rely_on() {
        let document = Document::from_text("a.txt", "Peru met. Oslo gave Peru two tugs, he said.");
        let kind = Kind::new("Country").expect("a kind");
        let entity = |name: &str| Entity {
            id: EntityId::new(&kind, &name.to_lowercase()),
            kind: kind.clone(),
            name: name.into(),
            aliases: Vec::new(),
        };
        let (norway, peru) = (entity("Norway"), entity("Peru"));
        let qualifier = |name: &str| Qualifier::new(name).expect("a qualifier");
        let claimed = Claimed {
            subject: norway.id.clone(),
            predicate: Predicate::new("supplies").expect("a predicate"),
            object: peru.id.clone(),
            qualifiers: Qualifiers::from(vec![
                (qualifier("item"), Value::Text("tugs".into())),
                (qualifier("item"), Value::Text("boats".into())),
                (qualifier("quantity"), Value::Quantity(Quantity("2".into()))),
            ]),
            when: "2012-10".parse().ok(),
            factuality: Factuality::Planned,
            said_by: Some(Value::Entity(norway.id.clone())),
        };
        let evidence = |rule: &str, reliability: u16| Evidence {
            document: document.id(),
            sentence: Span::new(10, 43).expect("a span"),
            trigger: Span::new(15, 19).expect("a span"),
            rule: rule.into(),
            reliability: Reliability::from_thousandths(reliability).expect("up to 1000"),
        };
        let mut statement = Statement::new(claimed, evidence("supply/verb", 700));
        statement.add_evidence(evidence("transfer/verb", 900));
        let reading = Reading { document: document.id(), entities: vec![norway, peru], statements: vec![statement] };
        let mut lines = Vec::new();
        statement_lines(&document, &reading, &mut lines);
        let lines = String::from_utf8(lines).expect("lines are UTF-8");
        expect![[r#"
            {"doc":"a.txt","subject":{"name":"Norway","kind":"Country","id":"Country:norway"},"predicate":"supplies","object":{"name":"Peru","kind":"Country","id":"Country:peru"},"qualifiers":{"item":["boats","tugs"],"quantity":"2"},"when":"2012-10","factuality":"planned","said_by":"Norway","evidence":{"start":10,"end":43,"text":"Oslo gave Peru two tugs, he said.","rule":"transfer/verb"},"reliability":0.9}
        "#]]
        .assert_eq(&lines);
    }
}
