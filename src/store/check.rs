//! Checking a store: every checksum, both directions of every adjacency, every span in its text.

use std::collections::BTreeSet;
use std::path::Path;

use super::article::decode_article;
use super::group::Tables;
use super::journal::Position;
use super::wire::{ClaimRecord, DatedRecord, DocumentRecord, EntityRecord, LightRecord, ValueRecord, days};
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
    /// What opening the store mended.
    pub notices: Vec<String>,
}

/// A check under way: counts that must agree.
#[derive(Default)]
struct Tally {
    check: Check,
    counted_evidence: u64,
    dated: u64,
    with_date: u64,
    mentioned: u64,
    with_mention: u64,
}

/// Checks all of a store; what is wrong with its content is in the answer.
///
/// # Errors
/// Where it cannot be opened: then nothing is known of its content but what the error says.
pub fn check(path: &Path) -> Result<Check, StoreError> {
    let store = Store::open(path)?;
    let mut tally = Tally::default();
    tally.check.judgements = store.judgements().len() as u64;
    tally.check.notices = store.notices().to_vec();
    tally.articles(&store);
    if let Err(error) = tally.graph(&store.tables) {
        tally.graph_problem(error.to_string());
    }
    Ok(tally.check)
}

impl Tally {
    fn graph_problem(&mut self, what: String) {
        self.check.problems.push(Problem { what, remedy: REBUILD });
    }

    /// Each article of the journal with what the graph holds of it.
    fn articles(&mut self, store: &Store) {
        let mut in_graph = 0;
        for block in store.articles.blocks(Position::default()) {
            let (at, block) = match block {
                Ok(block) => block,
                Err(error) => {
                    self.check.problems.push(Problem { what: error.to_string(), remedy: INGEST });
                    continue;
                }
            };
            for (index, record) in block.records().enumerate() {
                self.check.articles += 1;
                let Some(document) = decode_article(record) else {
                    let what = store.damaged_article(at, index).to_string();
                    self.check.problems.push(Problem { what, remedy: INGEST });
                    continue;
                };
                match self.article(&store.tables, &document) {
                    Ok(true) => in_graph += 1,
                    Ok(false) => self.check.problems.push(Problem {
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
            self.check.problems.push(Problem { what, remedy: INGEST });
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
        for (statement, pieces) in record.statements {
            let statement = StatementId::from_u64(statement);
            if pieces.is_empty() {
                self.graph_problem(format!("article {id} has no evidence of its statement {statement}"));
            }
            self.check.evidence += pieces.len() as u64;
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
            if edges != self.check.statements {
                let end = if tag == key::BY_SUBJECT { "subject" } else { "object" };
                self.graph_problem(format!("{edges} edges by {end} for {} statements", self.check.statements));
            }
        }
        for entry in tables.graph.scan(key::BY_TIME) {
            let (key, value) = entry?;
            let day = key::parse_time(&key);
            for (apart, id) in tables.graph.decode::<Vec<DatedRecord>>(&value)? {
                let id = StatementId::from_u64(id);
                let claim: Option<ClaimRecord> = tables.graph.record(&key::claim(id))?;
                let when = claim.and_then(|record| record.light.when).and_then(wire::WhenRecord::edtf).and_then(days);
                let own = when.map(|(first, last)| (wire::day_number(first), wire::day_number(last)));
                if own.is_none() || own != day.map(|day| (day, day.saturating_add(apart))) {
                    self.graph_problem(format!("statement {id} stands at another time than its own"));
                }
                self.dated += 1;
            }
        }
        for entry in tables.graph.scan(key::BY_MENTION) {
            for id in tables.graph.decode::<Vec<u64>>(&entry?.1)? {
                if tables.graph.get(&key::claim(StatementId::from_u64(id)))?.is_none() {
                    self.graph_problem("a mention leads to a statement that is not there".to_owned());
                }
                self.mentioned += 1;
            }
        }
        for (found, expected, what) in [
            (self.dated, self.with_date, "times"),
            (self.mentioned, self.with_mention, "mentions"),
            (self.counted_evidence, self.check.evidence, "pieces of evidence"),
        ] {
            if found != expected {
                self.graph_problem(format!("{found} {what} for {expected}"));
            }
        }
        Ok(())
    }

    fn entities(&mut self, tables: &Tables) -> Result<(), StoreError> {
        for entry in tables.graph.scan(key::ENTITIES) {
            let (key, value) = entry?;
            self.check.entities += 1;
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
        if ids != self.check.entities || u64::from(tables.mark.entities) != self.check.entities {
            let numbered = tables.mark.entities;
            self.graph_problem(format!("{} entities, {ids} ids, {numbered} numbers given", self.check.entities));
        }
        Ok(())
    }

    fn claims(&mut self, tables: &Tables) -> Result<(), StoreError> {
        for entry in tables.graph.scan(key::CLAIMS) {
            let (key, value) = entry?;
            self.check.statements += 1;
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
            self.counted_evidence += u64::from(record.light.evidence);
            if record.documents.len() != record.light.documents as usize || record.documents.is_empty() {
                self.graph_problem(format!("statement {id} counts its documents wrongly"));
            }
            if record.light.when.and_then(wire::WhenRecord::edtf).and_then(days).is_some() {
                self.with_date += 1;
            }
            let values = record.qualifiers.iter().map(|(_, value)| value).chain(&record.said_by);
            let entities = values.filter_map(|value| if let ValueRecord::Entity(n) = value { Some(n) } else { None });
            self.with_mention += entities.collect::<BTreeSet<_>>().len() as u64;
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
        Ok(())
    }
}
