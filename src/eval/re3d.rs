//! Entities of defence and security documents: Dstl's re3d.
//!
//! Counted are its Person, Organisation, Location, Weapon and MilitaryPlatform with confidence 0.5 or more; weapons and
//! platforms as one class, since our kinds cut materiel in another way. The corpus marks descriptions ("the rebels") as
//! well as names; so all our mentions answer, but pronouns, demonyms, and descriptions of kinds that the corpus has not.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::entities::{ClassOf, labelled};
use super::spans::{Both, Labelled};
use super::{EvalError, Report, records};
use crate::analyse::Form;
use crate::pipeline::Pipeline;
use crate::read::{ReadOptions, article};
use crate::schema::Trait;
use crate::text::{Metadata, Span};

/// The development documents.
pub fn folder(data: &Path) -> PathBuf {
    data.join("relations/re3d-split/dev")
}

const CLASSES: [ClassOf; 4] = [
    (Trait::Person, "Person"),
    (Trait::Place, "Location"),
    (Trait::Group, "Organisation"),
    (Trait::Materiel, "Materiel"),
];

const CONFIDENT: f64 = 0.5;

#[derive(Deserialize)]
struct Text {
    #[serde(rename = "_id")]
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Entity {
    #[serde(rename = "documentId")]
    document: String,
    begin: usize,
    end: usize,
    #[serde(rename = "type")]
    class: String,
    confidence: f64,
}

/// Scores the mentions of the documents in `folder`.
pub fn score(folder: &Path, pipeline: &Pipeline<'_>) -> Result<Report, EvalError> {
    let mut entities: HashMap<String, Vec<Entity>> = HashMap::new();
    for entity in records::<Entity>(&folder.join("entities.jsonl"))? {
        entities.entry(entity.document.clone()).or_default().push(entity);
    }
    let (mut both, mut report) = (Both::default(), Report::default());
    for Text { id, text } in records::<Text>(&folder.join("documents.jsonl"))? {
        let gold = gold(&text, entities.get(&id).map_or(&[], Vec::as_slice));
        let document = article(text, Metadata { name: id.clone(), ..Metadata::default() }, ReadOptions::default());
        let analysis = pipeline.analyser().analyse(&document);
        let found = labelled(pipeline.schema(), &analysis, &CLASSES, |mention| {
            matches!(mention.form, Form::Name | Form::Nominal)
        });
        both.count(&id[..8.min(id.len())], document.text(), &gold, &found, &mut report);
    }
    report.row("entities, overlap", both.overlap);
    report.row("entities, exact", both.exact);
    Ok(report)
}

/// The corpus counts characters, we count bytes.
fn gold(text: &str, entities: &[Entity]) -> Vec<Labelled> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut gold: Vec<Labelled> = entities
        .iter()
        .filter(|entity| entity.confidence >= CONFIDENT)
        .filter_map(|entity| {
            let class = match entity.class.as_str() {
                "Weapon" | "MilitaryPlatform" => "Materiel",
                class => CLASSES.iter().find(|(_, own)| *own == class)?.1,
            };
            let span = Span::new(*bytes.get(entity.begin)?, *bytes.get(entity.end)?)?;
            Some(Labelled { span, class })
        })
        .collect();
    gold.sort();
    gold.dedup();
    gold
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gold_counts_characters_and_leaves_out_doubt() {
        let entity = |begin, end, class: &str, confidence| Entity {
            document: String::new(),
            begin,
            end,
            class: class.to_owned(),
            confidence,
        };
        let told = [
            entity(0, 4, "Location", 0.9),
            entity(0, 4, "Location", 0.5),
            entity(5, 9, "Weapon", 1.0),
            entity(5, 9, "Money", 1.0),
            entity(5, 9, "Person", 0.4),
            entity(5, 99, "Person", 0.9),
        ];
        let gold = gold("Örög guns", &told);
        let spans: Vec<_> = gold.iter().map(|one| (one.span.start(), one.span.end(), one.class)).collect();
        assert_eq!(spans, [(0, 6, "Location"), (7, 11, "Materiel")]);
    }
}
