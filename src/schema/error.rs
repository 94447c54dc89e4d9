//! What can be wrong with a schema, with place and remedy.

use thiserror::Error;

/// A mistake in graph-schema.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SchemaError {
    #[error("{file}: {message}")]
    Syntax { file: String, message: String },
    #[error("{file}: {place}: {what} {name:?} is not declared; declared are {declared}")]
    Undeclared { file: String, place: String, what: &'static str, name: String, declared: String },
    #[error("{file}: {place}: {message}")]
    Invalid { file: String, place: String, message: String },
}
