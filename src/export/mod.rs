//! Export: answers into files of other programs, one file a format, into any `Write`.
//!
//! Knows what answers are made of and what the schema says of their looks; asks nothing itself.

mod dot;
mod escape;
mod statements;

pub use dot::DotWriter;
pub use statements::statement_lines;
