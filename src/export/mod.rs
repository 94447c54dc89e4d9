//! Export: answers into files of other programs, one file a format, into any `Write`.
//!
//! Knows what answers are made of and what the schema says of their looks; asks nothing itself.

mod answer;
mod dot;
mod escape;
mod json;
mod statements;

pub use answer::{CandidatesForm, DossierForm, EntityForm, NeighbourhoodForm, NodeForm, PathForm, StatementForm};
pub use dot::DotWriter;
pub use json::JsonWriter;
pub use statements::statement_lines;
