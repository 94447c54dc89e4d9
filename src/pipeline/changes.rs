//! What a change of schema makes of a document: which statements it gains and which it loses.

use std::collections::HashSet;

use super::Pipeline;
use crate::fact::{Statement, StatementId};
use crate::resolve::Reading;
use crate::text::Document;

/// Two readings of one document, reduced to what they do not share.
#[derive(Clone, Debug)]
pub struct Change {
    /// The old reading, with the lost statements alone.
    pub lost: Reading,
    /// The new reading, with the gained statements alone.
    pub gained: Reading,
    /// How many statements both read.
    pub kept: usize,
}

/// A statement that differs in any part, be it a qualifier or the kind of an end, is lost and gained. What is told of
/// somebody whom the document does not name is left out.
pub fn changes(document: &Document, old: &Pipeline<'_>, new: &Pipeline<'_>) -> Change {
    let (mut lost, mut gained) = (old.read(document), new.read(document));
    for reading in [&mut lost, &mut gained] {
        reading.statements.retain(|statement| !statement.claimed().has_unnamed_end());
    }
    let told: HashSet<StatementId> = lost.statements.iter().map(Statement::id).collect();
    let tells: HashSet<StatementId> = gained.statements.iter().map(Statement::id).collect();
    lost.statements.retain(|statement| !tells.contains(&statement.id()));
    gained.statements.retain(|statement| !told.contains(&statement.id()));
    Change { kept: told.len() - lost.statements.len(), lost, gained }
}
