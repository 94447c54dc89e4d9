//! relata turns news articles into a knowledge graph that a researcher can cite.
//!
//! The journey of an article, one direction, a module a stage:
//!
//! ```text
//! bytes ─read→ Document ─analyse→ Analysis ─proposition→ Propositions ─extract→ Claims ─resolve→ Statements
//!       ─store→ sled ─graph→ petgraph ─query→ answers ─export→ DOT
//! ```
//!
//! Beside [`extract`], [`open`] takes the propositions that no frame covers into tuples of the text's own words.
//!
//! [`text`], [`fact`] and [`schema`] hold the words that all stages share and know none of them. No stage knows a later
//! one; only [`pipeline`] and the command line put stages together. Behind the feature `train` stand `train`, which makes
//! the models that [`analyse`] reads with, and `eval`, which scores what the stages read.

pub mod text;
pub mod fact;
pub mod schema;

pub mod read;
pub mod analyse;
pub mod proposition;
pub mod extract;
pub mod open;
pub mod resolve;
pub mod store;
pub mod graph;
pub mod query;
pub mod export;

pub mod pipeline;

#[cfg(feature = "train")]
pub mod train;
#[cfg(feature = "train")]
pub mod eval;
