//! The graph's tables, and how a group of readings is written into them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use smol_str::SmolStr;

use super::graph::Graph;
use super::journal::Position;
use super::redo::Redo;
use super::wire::{
    ClaimRecord, DatedRecord, DocumentRecord, EntityRecord, EvidenceRecord, LightRecord, Mark, ValueRecord, day_number,
    days, encode, factuality_number,
};
use super::words::{Class, Words};
use super::{StoreError, key, name};
use crate::fact::{Claimed, Entity, EntityId, Evidence, StatementId, Value};
use crate::resolve::Reading;
use crate::text::DocumentId;

/// The graph with what of it is held in memory.
pub(super) struct Tables {
    pub graph: Graph,
    pub words: Words,
    pub mark: Mark,
}

/// Where the journal holds an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Location {
    pub block: Position,
    pub index: u16,
}

/// What a group is protected by while it is written.
#[derive(Clone, Copy)]
pub(super) enum Protection<'a> {
    /// A redo file in this store; the group is durable when written.
    Redo(&'a Path),
    /// None: the graph is thrown away where it was not finished.
    Scratch,
}

impl Tables {
    /// Of an opened graph; finishes the group that a crash cut off.
    pub fn load(graph: Graph, store: &Path) -> Result<Self, StoreError> {
        let mut mark: Mark = graph.record(key::MARK)?.unwrap_or_default();
        match Redo::left(store)? {
            Some(redo) if redo.is_done() && redo.group > mark.group => {
                return Err(graph.damaged("it has lost articles that it held"));
            }
            Some(redo) if !redo.is_done() && redo.group >= mark.group => {
                graph.put(redo.puts.iter().map(|(key, value)| (key.as_slice(), value.as_slice())))?;
                graph.sync()?;
                mark = graph.record(key::MARK)?.unwrap_or_default();
                Redo::done(store, mark.group)?;
            }
            _ => {}
        }
        let words = Words::load(&graph)?;
        Ok(Self { graph, words, mark })
    }

    pub fn document_number(&self, id: DocumentId) -> Result<Option<u32>, StoreError> {
        let number = self.graph.get(&key::document_id(id))?;
        number
            .map(|bytes| key::parse_number(&bytes).ok_or_else(|| self.graph.damaged("a document has no number")))
            .transpose()
    }

    /// Writes readings of documents that are not in the graph yet: all or none of them, where `protection` says so.
    pub fn write<'a>(
        &mut self,
        readings: impl Iterator<Item = (Location, &'a Reading)>,
        journal_end: Position,
        protection: Protection<'_>,
    ) -> Result<(), StoreError> {
        let mut mark = self.mark;
        mark.group += 1;
        (mark.segment, mark.offset) = (journal_end.segment, journal_end.offset);
        let mut group =
            Group { tables: self, mark, puts: BTreeMap::new(), entities: BTreeMap::new(), claims: BTreeMap::new() };
        for (location, reading) in readings {
            group.add(location, reading)?;
        }
        let (mark, puts) = group.finish();
        let last = (key::MARK.to_vec(), encode(&mark));
        let puts = || puts.iter().map(|(key, value)| (key.as_slice(), value.as_slice()));
        let all = || puts().chain(std::iter::once((last.0.as_slice(), last.1.as_slice())));
        match protection {
            Protection::Redo(store) => {
                Redo::write(store, mark.group, all())?;
                self.graph.put(all())?;
                self.graph.sync()?;
                Redo::done(store, mark.group)?;
            }
            Protection::Scratch => self.graph.put(all())?,
        }
        self.mark = mark;
        Ok(())
    }
}

/// A group of readings on its way into the graph.
struct Group<'a> {
    tables: &'a mut Tables,
    mark: Mark,
    puts: BTreeMap<Vec<u8>, Vec<u8>>,
    entities: BTreeMap<u32, EntityRecord>,
    claims: BTreeMap<StatementId, ClaimRecord>,
}

/// What a document brings that was not in the store, for the indices by time and by mention.
#[derive(Default)]
struct Fresh {
    by_day: BTreeMap<u32, Vec<DatedRecord>>,
    by_mention: BTreeMap<u32, Vec<u64>>,
}

impl Group<'_> {
    fn add(&mut self, location: Location, reading: &Reading) -> Result<(), StoreError> {
        let document = self.mark.documents;
        self.mark.documents = document.checked_add(1).ok_or(StoreError::Full { what: "documents" })?;
        let mut numbers = HashMap::with_capacity(reading.entities.len());
        for entity in &reading.entities {
            numbers.insert(&entity.id, self.add_entity(entity)?);
        }
        let mut evidence: BTreeMap<StatementId, (&Claimed, BTreeSet<&Evidence>)> = BTreeMap::new();
        for statement in &reading.statements {
            let own = evidence.entry(statement.id()).or_insert_with(|| (statement.claimed(), BTreeSet::new()));
            own.1.extend(statement.evidence());
        }
        let mut record = DocumentRecord {
            id: *reading.document.as_bytes(),
            segment: location.block.segment,
            offset: location.block.offset,
            index: location.index,
            statements: Vec::with_capacity(evidence.len()),
        };
        let mut fresh = Fresh::default();
        for (id, (claimed, pieces)) in evidence {
            let mut records = Vec::with_capacity(pieces.len());
            for piece in pieces {
                records.push(self.evidence_record(piece)?);
            }
            self.add_claim(id, claimed, &numbers, document, &records, &mut fresh)?;
            record.statements.push((id.as_u64(), records));
        }
        self.puts.insert(key::document(document), encode(&record));
        self.puts.insert(key::document_id(reading.document), document.to_be_bytes().to_vec());
        for (day, statements) in fresh.by_day {
            self.puts.insert(key::time(day, document), encode(&statements));
        }
        for (entity, statements) in fresh.by_mention {
            self.puts.insert(key::mention(entity, document), encode(&statements));
        }
        Ok(())
    }

    fn add_entity(&mut self, entity: &Entity) -> Result<u32, StoreError> {
        let id_key = key::entity_id(entity.id.as_str());
        let known = match self.puts.get(&id_key) {
            Some(bytes) => key::parse_number(bytes),
            None => self.tables.graph.get(&id_key)?.and_then(|bytes| key::parse_number(&bytes)),
        };
        let number = match known {
            Some(number) => number,
            None => {
                let number = self.mark.entities;
                self.mark.entities = number.checked_add(1).ok_or(StoreError::Full { what: "entities" })?;
                self.puts.insert(id_key, number.to_be_bytes().to_vec());
                let kind = self.intern(Class::Kind, entity.kind.as_str())?;
                let record = EntityRecord { id: entity.id.as_str().into(), kind, documents: 0, names: Vec::new() };
                self.entities.insert(number, record);
                number
            }
        };
        let loaded = match self.entities.remove(&number) {
            Some(record) => Some(record),
            None => self.tables.graph.record::<EntityRecord>(&key::entity(number))?,
        };
        let mut record = loaded.ok_or_else(|| self.tables.graph.damaged("an entity has a number and no record"))?;
        record.documents = record.documents.saturating_add(1);
        let shown = std::iter::once((&entity.name, 1, 0));
        for (name, shown, alias) in shown.chain(entity.aliases.iter().map(|alias| (alias, 0, 1))) {
            match record.names.binary_search_by(|(known, ..)| known.cmp(name)) {
                Ok(place) => {
                    record.names[place].1 = record.names[place].1.saturating_add(shown);
                    record.names[place].2 = record.names[place].2.saturating_add(alias);
                }
                Err(place) => {
                    record.names.insert(place, (name.clone(), shown, alias));
                    for (rank, folded) in name::look_ups(name) {
                        self.puts.insert(key::name(&folded, rank, number), Vec::new());
                    }
                }
            }
        }
        self.entities.insert(number, record);
        Ok(number)
    }

    fn add_claim(
        &mut self,
        id: StatementId,
        claimed: &Claimed,
        numbers: &HashMap<&EntityId, u32>,
        document: u32,
        pieces: &[EvidenceRecord],
        fresh: &mut Fresh,
    ) -> Result<(), StoreError> {
        let known = match self.claims.remove(&id) {
            Some(record) => Some(record),
            None => self.tables.graph.record::<ClaimRecord>(&key::claim(id))?,
        };
        let mut record = match known {
            Some(record) => record,
            None => self.new_claim(id, claimed, numbers, fresh)?,
        };
        let best = pieces.iter().map(|piece| piece.reliability).max();
        record.light.reliability = record.light.reliability.max(best.unwrap_or(0));
        let pieces = u32::try_from(pieces.len()).unwrap_or(u32::MAX);
        record.light.evidence = record.light.evidence.saturating_add(pieces);
        record.light.documents = record.light.documents.saturating_add(1);
        record.add_document(document);
        self.claims.insert(id, record);
        Ok(())
    }

    fn new_claim(
        &mut self,
        id: StatementId,
        claimed: &Claimed,
        numbers: &HashMap<&EntityId, u32>,
        fresh: &mut Fresh,
    ) -> Result<ClaimRecord, StoreError> {
        let number = |id: &EntityId| *numbers.get(id).expect("a reading was checked to hold the entities it names");
        let value = |value: &Value| match value {
            Value::Entity(id) => ValueRecord::Entity(number(id)),
            Value::Quantity(quantity) => ValueRecord::Quantity(quantity.0.clone()),
            Value::Date(date) => ValueRecord::Date((*date).into()),
            Value::Text(text) => ValueRecord::Text(text.clone()),
        };
        let mut qualifiers = Vec::new();
        for (qualifier, own) in claimed.qualifiers.iter() {
            qualifiers.push((self.intern(Class::Qualifier, qualifier.as_str())?, value(own)));
        }
        let record = ClaimRecord {
            subject: number(&claimed.subject),
            predicate: self.intern(Class::Predicate, claimed.predicate.as_str())?,
            object: number(&claimed.object),
            qualifiers,
            said_by: claimed.said_by.as_ref().map(value),
            light: LightRecord {
                factuality: factuality_number(claimed.factuality),
                when: claimed.when.map(Into::into),
                evidence: 0,
                documents: 0,
                reliability: 0,
                until: claimed.until().map(Into::into),
            },
            documents: Vec::new(),
        };
        let values = record.qualifiers.iter().map(|(_, value)| value).chain(&record.said_by);
        for value in values {
            if let ValueRecord::Entity(entity) = value {
                let own = fresh.by_mention.entry(*entity).or_default();
                if own.last() != Some(&id.as_u64()) {
                    own.push(id.as_u64());
                }
            }
        }
        if let Some((first, last)) = claimed.when.and_then(days) {
            // Days apart: most statements name one day, and a 0 is one byte.
            let apart = day_number(last) - day_number(first);
            fresh.by_day.entry(day_number(first)).or_default().push((apart, id.as_u64()));
        }
        Ok(record)
    }

    fn evidence_record(&mut self, evidence: &Evidence) -> Result<EvidenceRecord, StoreError> {
        let (start, end) = evidence.sentence.into();
        let (trigger_start, trigger_end): (u32, u32) = evidence.trigger.into();
        let trigger = i64::from(trigger_start) - i64::from(start);
        Ok(EvidenceRecord {
            start,
            length: end - start,
            trigger: i32::try_from(trigger).map_err(|_| StoreError::Full { what: "bytes between two words" })?,
            trigger_length: trigger_end - trigger_start,
            rule: self.intern(Class::Rule, &evidence.rule)?,
            reliability: evidence.reliability.thousandths(),
        })
    }

    fn intern(&mut self, class: Class, word: &str) -> Result<u16, StoreError> {
        let (number, new) = self.tables.words.intern(class, word)?;
        if new {
            self.puts.insert(key::word(class as u8, number), SmolStr::new(word).as_bytes().to_vec());
        }
        Ok(number)
    }

    /// The mark that ends the group, and its puts.
    fn finish(mut self) -> (Mark, BTreeMap<Vec<u8>, Vec<u8>>) {
        for (number, record) in std::mem::take(&mut self.entities) {
            self.puts.insert(key::entity(number), encode(&record));
        }
        for (id, record) in std::mem::take(&mut self.claims) {
            let light = encode(&record.light);
            let (subject, predicate, object) = (record.subject, record.predicate, record.object);
            self.puts.insert(key::claim(id), encode(&record));
            self.puts.insert(key::adjacency(key::BY_OBJECT, object, predicate, subject, id), light.clone());
            self.puts.insert(key::adjacency(key::BY_SUBJECT, subject, predicate, object, id), light);
        }
        (self.mark, self.puts)
    }
}
