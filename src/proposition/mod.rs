//! Proposition: trees into clauses and noun phrases read as a trigger word with its arguments by grammatical function.
//!
//! Knows the syntax of English, once: voice undone, control and raising followed, conjunctions shared out, quotations
//! and reported speech attributed. Knows no frame, kind or predicate: what a word means is graph-schema's.

mod form;

pub use form::{Argument, Attribution, Modality, Polarity, Proposition, Speech, Tense, Trigger, TriggerClass};
