//! Kinds of entity, and the traits by which Rust speaks of them.

use serde::Deserialize;

use crate::fact::Kind;

/// Index of a kind in its schema; below 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(u8);

impl KindId {
    /// # Panics
    /// Where `index` is 64 or more: the loader refuses such a schema.
    pub fn from_index(index: usize) -> Self {
        assert!(index < 64, "a schema has at most 64 kinds");
        Self(index as u8)
    }

    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What the reader has to know of a kind to find and to follow its entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Trait {
    /// Has a forename and a surname, titles and offices; "he", "she", "who".
    Person,
    /// A state: has a demonym, a capital that stands for its government, forces; "the republic", "it".
    State,
    /// Somewhere: can hold things and be visited.
    Place,
    /// People acting as one: organisations, forces; "it", "they".
    Group,
    /// Part of the armed forces of a state: "the Air Force" is that of the state in question.
    Force,
    /// A site with a name of its own: "the base", "the airfield".
    Site,
    /// Concluded and signed; named by head noun and complement: "the agreement".
    Document,
    /// Things counted, delivered and operated; named by designation and class.
    Materiel,
    /// Takes place at a time: "the exercise", "the summit".
    Happening,
}

/// A kind as graph-schema/kinds.toml declares it.
#[derive(Clone, Debug)]
pub struct KindDeclaration {
    pub id: KindId,
    pub name: Kind,
    /// What it covers, in words.
    pub reads: String,
    pub traits: Vec<Trait>,
    /// Labels of the trained recogniser that suggest this kind.
    pub recogniser: Vec<String>,
    /// Graphviz shape and fill colour.
    pub shape: String,
    pub colour: String,
}
