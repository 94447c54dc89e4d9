//! Open: what each clause says, in the text's own words: argument, relation phrase, arguments.
//!
//! For what no frame covers. Knows the tree and the propositions read from it, whose time, factuality and speaker each
//! tuple takes over; knows no schema, no kinds and no names.

mod clause;
mod complement;
mod nominal;
mod phrase;
mod reader;
mod relation;
mod reliability;
mod subject;
#[cfg(test)]
mod tests;
mod tuple;
mod verbal;

pub use reader::tuples;
pub use tuple::{Shape, Tuple};
