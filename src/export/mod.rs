//! Export: answers into files of other programs, one file a format, into any `Write`.
//!
//! Knows what answers are made of and what the schema says of their looks; asks nothing itself.

mod answer;
mod dot;
mod escape;
mod json;
mod open;
mod statements;

pub use answer::{
    CandidatesForm, DossierForm, EntityForm, NeighbourhoodForm, NodeForm, PathForm, SeatForm, StatementForm,
};
pub use dot::DotWriter;
pub use json::JsonWriter;
pub use open::{carb_lines, open_lines};
pub use statements::{Fate, changed_lines, statement_lines};

use std::io;

use crate::fact::Entity;
use crate::query::QuotedStatement;

/// Takes a graph statement by statement, so that the whole of it need not be in memory.
pub trait GraphWriter {
    /// An entity by itself; once, however often it comes.
    fn entity(&mut self, entity: &Entity) -> io::Result<()>;

    /// A statement, with its ends where they have not come yet.
    fn statement(&mut self, quoted: &QuotedStatement) -> io::Result<()>;
}
