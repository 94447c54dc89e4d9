//! What one document yields.

use crate::fact::{Entity, Statement};
use crate::text::DocumentId;

/// What one document yields: the entities it names and the statements it makes of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub document: DocumentId,
    /// Sorted by id; holds every entity that a statement names.
    pub entities: Vec<Entity>,
    /// In the order of their sentences. Each has evidence in this document alone.
    pub statements: Vec<Statement>,
}
