//! Pipeline: the stages from a document to its reading, put together.
//!
//! The one place below the command line that knows all stages up to `resolve`. A document is read by itself: the same
//! document gives the same reading whatever stands beside it and however many threads there are.

mod order;

pub use order::in_order;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use thiserror::Error;

use crate::extract::Extractor;
use crate::read::ReadError;
use crate::resolve::Reading;
use crate::schema::Schema;
use crate::text::Document;

/// Why an article has no reading.
#[derive(Debug, Error)]
pub enum PipelineError {
    #[error(transparent)]
    Read(#[from] ReadError),

    #[error(
        "{document}: reading it failed inside: {message}; this is a fault of relata, please report it with the article"
    )]
    Fault { document: String, message: String },
}

/// The stages, ready to read documents; shared by threads.
pub struct Pipeline {
    schema: Schema,
    extractor: Extractor,
}

impl Pipeline {
    /// With the schema, word lists and models of the package.
    pub fn embedded() -> Self {
        let schema = Schema::embedded();
        let extractor = Extractor::new(&schema);
        Self { schema, extractor }
    }

    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// What a document says.
    pub fn read(&self, document: &Document) -> Reading {
        let _ = &self.extractor; // until the analyser is here
        Reading { document: document.id(), entities: Vec::new(), statements: Vec::new() }
    }

    /// What the next of a stream of documents says; a panic within the stages is a failure of that document alone.
    pub fn attempt(&self, next: Result<Document, ReadError>) -> Result<(Document, Reading), PipelineError> {
        let document = next?;
        // The stages share only immutable data, so nothing half-done outlives a panic.
        match catch_unwind(AssertUnwindSafe(|| self.read(&document))) {
            Ok(reading) => Ok((document, reading)),
            Err(panic) => {
                let document = document.metadata().name.clone();
                Err(PipelineError::Fault { document, message: message(panic.as_ref()).to_owned() })
            }
        }
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a message")
}
