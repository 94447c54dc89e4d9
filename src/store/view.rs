//! What the store hands out: light records, already free of keys and encodings.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::fact::{Edtf, Entity, Factuality, Kind, Predicate, Reliability, StatementId};

/// Handle of an entity within one opened store: cheap to copy, to hash and to index by.
///
/// Numbers are dense from 0 and given in the order of ingestion, so they differ between stores and after a rebuild:
/// never show or keep them. [`crate::fact::EntityId`] is what stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityNumber(pub(super) u32);

impl EntityNumber {
    /// For graphs that are made without a store.
    pub fn from_index(index: u32) -> Self {
        Self(index)
    }

    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Which end of its statements an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    Subject,
    Object,
}

impl End {
    pub const BOTH: [Self; 2] = [Self::Subject, Self::Object];
}

/// A statement as the adjacency holds it: all that a filter needs, without its qualifiers and evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    pub statement: StatementId,
    pub subject: EntityNumber,
    pub predicate: Predicate,
    pub object: EntityNumber,
    pub factuality: Factuality,
    pub when: Option<Edtf>,
    /// Pieces of evidence, at least 1.
    pub evidence: u32,
    /// Documents that show it, at least 1.
    pub documents: u32,
    /// Of its best reading.
    pub reliability: Reliability,
    /// When it ends, where a qualifier tells: the first that does.
    pub until: Option<Edtf>,
}

impl Edge {
    /// The end that is not `from`.
    pub fn other(&self, from: EntityNumber) -> EntityNumber {
        if self.subject == from { self.object } else { self.subject }
    }
}

/// An entity with its handle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub number: EntityNumber,
    pub entity: Entity,
    /// Documents that name it.
    pub documents: u32,
}

/// How a name met an entity's name or alias, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameMatch {
    /// The whole name, case, accents and punctuation aside.
    Whole,
    /// The last words of a name: a surname.
    LastWords,
    /// The first letters of a name.
    Start,
    /// The first letters of a later word.
    WordStart,
}

/// An entity that a name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub node: Node,
    pub matched: NameMatch,
}

/// A statement in the time index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated {
    /// First and last day that its `when` can mean; an open end takes the day of the other.
    pub first: Date,
    pub last: Date,
    pub statement: StatementId,
}

/// What a store holds, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    pub documents: u64,
    pub entities: BTreeMap<Kind, u64>,
    /// Of the entities, those known by their post alone: no article read so far names them there.
    pub unnamed: u64,
    pub statements: BTreeMap<Predicate, u64>,
    pub factualities: BTreeMap<Factuality, u64>,
    pub evidence: u64,
    pub judgements: u64,
    /// Bytes on disk.
    pub journal_bytes: u64,
    pub graph_bytes: u64,
}
