//! Why a question has no answer.

use thiserror::Error;

use crate::store::StoreError;

/// Why a question has no answer.
#[derive(Debug, Error)]
pub enum QueryError {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The graph contradicts itself.
    #[error("the store lacks {what}, which its graph names; `relata rebuild` makes the graph again from the journal")]
    Lacks { what: String },
}
