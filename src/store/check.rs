//! Checking a store: every checksum, both directions of every adjacency, every span in its text.

use std::collections::BTreeSet;
use std::path::Path;

use super::article::decode_article;
use super::group::Tables;
use super::journal::Position;
use super::wire::{ClaimRecord, DocumentRecord, EntityRecord, EvidenceRecord, LightRecord, ValueRecord, days};
use super::{Store, StoreError, key, name, read, wire};
use crate::fact::{Statement, StatementId};
use crate::text::Document;

/// What is wrong, and what helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub what: String,
    pub remedy: &'static str,
}

const REBUILD: &str = "`relata rebuild` makes the graph again";
const INGEST: &str = "`relata ingest` of the same sources brings back what is lost, after `relata rebuild`";
const READ_ON: &str = "`relata ingest` goes on where it was stopped";

/// What was checked, counted, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    pub articles: u64,
    pub entities: u64,
    pub statements: u64,
    pub evidence: u64,
    pub judgements: u64,
    pub problems: Vec<Problem>,
}

/// Checks all of a store; what is wrong with its content is in the answer.
///
/// # Errors
/// Where it cannot be opened: then nothing is known of its content but what the error says.
pub fn check(path: &Path) -> Result<Check, StoreError> {
    let store = Store::open(path)?;
    let mut check = Check { judgements: store.judgements().len() as u64, ..Check::default() };
    check.articles(&store);
    if let Err(error) = check.graph(&store.tables) {
        check.graph_problem(error.to_string());
    }
    Ok(check)
}

impl Check {
    fn graph_problem(&mut self, what: String) {
        self.problems.push(Problem { what, remedy: REBUILD });
    }

    /// Each article of the journal with what the graph holds of it.
    fn articles(&mut self, store: &Store) {
        let mut in_graph = 0;
        for block in store.articles.blocks(Position::default()) {
            let (at, block) = match block {
                Ok(block) => block,
                Err(error) => {
                    self.problems.push(Problem { what: error.to_string(), remedy: INGEST });
                    continue;
                }
            };
            for (index, record) in block.records().enumerate() {
                self.articles += 1;
                let Some(document) = decode_article(record) else {
                    let what = store.damaged_article(at, index).to_string();
                    self.problems.push(Problem { what, remedy: INGEST });
                    continue;
                };
                match self.article(&store.tables, &document) {
                    Ok(true) => in_graph += 1,
                    Ok(false) => self.problems.push(Problem {
                        what: format!("article {} ({}) has no reading", document.id(), document.metadata().name),
                        remedy: READ_ON,
                    }),
                    Err(error) => self.graph_problem(error.to_string()),
                }
            }
        }
        let known = store.tables.mark.documents;
        if u64::from(known) != in_graph {
            let what = format!("the graph knows {known} articles, and the journal holds {in_graph} of them");
            self.problems.push(Problem { what, remedy: INGEST });
        }
    }

    /// Whether the graph knows an article; checks its evidence where it does.
    fn article(&mut self, tables: &Tables, document: &Document) -> Result<bool, StoreError> {
        let id = document.id();
        let Some(number) = tables.document_number(id)? else { return Ok(false) };
        let Some(record) = tables.graph.record::<DocumentRecord>(&key::document(number))? else {
            self.graph_problem(format!("article {id} has a number and no record"));
            return Ok(true);
        };
        if record.id != *id.as_bytes() {
            self.graph_problem(format!("article {id} has the number of another"));
        }
        for statement in record.statements.into_iter().map(StatementId::from_u64) {
            let pieces = tables.graph.record::<Vec<EvidenceRecord>>(&key::evidence(statement, number))?;
            let Some(pieces) = pieces.filter(|pieces| !pieces.is_empty()) else {
                self.graph_problem(format!("article {id} has no evidence of its statement {statement}"));
                continue;
            };
            self.evidence += pieces.len() as u64;
            for piece in pieces {
                let evidence = read::piece(tables, id, &piece);
                let fits = evidence.as_ref().is_some_and(|evidence| {
                    [evidence.sentence, evidence.trigger]
                        .iter()
                        .all(|span| document.text().get(span.start()..span.end()).is_some())
                });
                if !fits {
                    self.graph_problem(format!(
                        "evidence of statement {statement} lies outside the text of article {id}"
                    ));
                }
            }
        }
        Ok(true)
    }

    fn graph(&mut self, tables: &Tables) -> Result<(), StoreError> {
        self.entities(tables)?;
        self.claims(tables)?;
        for tag in [key::BY_SUBJECT, key::BY_OBJECT] {
            let mut edges = 0;
            for entry in tables.graph.scan(tag) {
                let (key, _) = entry?;
                edges += 1;
                let claim = key::parse_adjacency(&key).map(|(.., id)| tables.graph.get(&key::claim(id))).transpose()?;
                if claim.flatten().is_none() {
                    self.graph_problem("an edge leads to a statement that is not there".to_owned());
                }
            }
            if edges != self.statements {
                let end = if tag == key::BY_SUBJECT { "subject" } else { "object" };
                self.graph_problem(format!("{edges} edges by {end} for {} statements", self.statements));
            }
        }
        for tag in [key::BY_TIME, key::BY_MENTION] {
            for entry in tables.graph.scan(tag) {
                let id = key::parse_numbered(&entry?.0).map(|(_, id)| tables.graph.get(&key::claim(id))).transpose()?;
                if id.flatten().is_none() {
                    self.graph_problem("an index leads to a statement that is not there".to_owned());
                }
            }
        }
        let mut evidence = 0;
        for entry in tables.graph.scan(key::EVIDENCE) {
            evidence += tables.graph.decode::<Vec<EvidenceRecord>>(&entry?.1)?.len() as u64;
        }
        if evidence != self.evidence {
            self.graph_problem(format!("{evidence} pieces of evidence, and articles show {}", self.evidence));
        }
        Ok(())
    }

    fn entities(&mut self, tables: &Tables) -> Result<(), StoreError> {
        for entry in tables.graph.scan(key::ENTITIES) {
            let (key, value) = entry?;
            self.entities += 1;
            let record: EntityRecord = tables.graph.decode(&value)?;
            let number = key::parse_number(&key);
            let back = tables.graph.get(&key::entity_id(&record.id))?.and_then(|bytes| key::parse_number(&bytes));
            if number.is_none() || number != back {
                self.graph_problem(format!("entity {} is not found by its id", record.id));
            }
            let names: BTreeSet<_> = record.names.iter().flat_map(|(name, ..)| name::look_ups(name)).collect();
            for (rank, folded) in names {
                if number.map(|n| tables.graph.get(&key::name(&folded, rank, n))).transpose()?.flatten().is_none() {
                    self.graph_problem(format!("entity {} is not found by its name {folded:?}", record.id));
                }
            }
        }
        let ids = tables.graph.scan(key::ENTITY_IDS).count() as u64;
        if ids != self.entities || u64::from(tables.mark.entities) != self.entities {
            let numbered = tables.mark.entities;
            self.graph_problem(format!("{} entities, {ids} ids, {numbered} numbers given", self.entities));
        }
        Ok(())
    }

    fn claims(&mut self, tables: &Tables) -> Result<(), StoreError> {
        for entry in tables.graph.scan(key::CLAIMS) {
            let (key, value) = entry?;
            self.statements += 1;
            let record: ClaimRecord = tables.graph.decode(&value)?;
            let Some(id) = key::parse_claim(&key) else {
                self.graph_problem("a statement's key has another length".to_owned());
                continue;
            };
            match read::raw_claimed(tables, &record) {
                Ok(claimed) if Statement::id_of(&claimed) == id => {}
                Ok(_) => self.graph_problem(format!("statement {id} is not what its id says")),
                Err(error) => self.graph_problem(format!("statement {id}: {error}")),
            }
            self.adjacency(tables, id, &record)?;
            let (mut pieces, mut documents) = (0, 0);
            for entry in tables.graph.scan(&key::evidence_of(id)) {
                pieces += tables.graph.decode::<Vec<EvidenceRecord>>(&entry?.1)?.len();
                documents += 1;
            }
            if (pieces, documents) != (record.light.evidence as usize, record.light.documents) || pieces == 0 {
                self.graph_problem(format!("statement {id} counts its evidence wrongly"));
            }
        }
        Ok(())
    }

    fn adjacency(&mut self, tables: &Tables, id: StatementId, record: &ClaimRecord) -> Result<(), StoreError> {
        let (subject, object) = (record.subject, record.object);
        for (tag, near, far) in [(key::BY_SUBJECT, subject, object), (key::BY_OBJECT, object, subject)] {
            let light: Option<LightRecord> =
                tables.graph.record(&key::adjacency(tag, near, record.predicate, far, id))?;
            if light != Some(record.light) {
                self.graph_problem(format!("statement {id} is not at both of its ends"));
            }
        }
        if let Some((first, _)) = record.light.when.and_then(wire::WhenRecord::edtf).and_then(days)
            && tables.graph.get(&key::time(wire::day_number(first), id))?.is_none()
        {
            self.graph_problem(format!("statement {id} is not found by its time"));
        }
        for value in record.qualifiers.iter().map(|(_, value)| value).chain(&record.said_by) {
            if let ValueRecord::Entity(entity) = value
                && tables.graph.get(&key::mention(*entity, id))?.is_none()
            {
                self.graph_problem(format!("statement {id} is not found by an entity that it mentions"));
            }
        }
        Ok(())
    }
}
