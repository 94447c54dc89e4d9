//! Pipeline: the stages from a document to its reading, put together.
//!
//! The one place below the command line that knows all stages up to `resolve`. A document is read by itself: the same
//! document gives the same reading whatever stands beside it and however many threads there are.

mod changes;
mod examples;
mod order;
mod suggestions;

pub use changes::{Change, changes};
pub use examples::{Complaint, Tried, examples};
pub use order::in_order;
pub use suggestions::{Argument, Remainder, Suggestion, Suggestions};

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use thiserror::Error;

use crate::analyse::Analyser;
use crate::extract::Extractor;
use crate::open::tuples;
use crate::proposition::{Grammar, propositions};
use crate::read::ReadError;
use crate::resolve::{OpenStatement, Reading, Resolver};
use crate::schema::{Gazetteer, GrammarLexicon, Mistakes, NounLexicon, Schema, SchemaError, SchemaFiles};
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

/// All that the stages look things up in. Made once; the stages borrow from it.
pub struct Knowledge {
    pub schema: Schema,
    pub gazetteer: Gazetteer,
    pub nouns: NounLexicon,
    pub grammar: Grammar,
}

impl Knowledge {
    /// What the package carries.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Knowledge> = LazyLock::new(|| {
            Knowledge::load(&SchemaFiles::package()).expect("the package's schema and lists are valid")
        });
        &EMBEDDED
    }

    /// What the package carries, with a pack or without its own schema.
    ///
    /// # Errors
    /// Where a file has a mistake: all of them, with file, line and remedy.
    pub fn load(files: &SchemaFiles) -> Result<Self, SchemaError> {
        let mut mistakes = Mistakes::default();
        let schema = Schema::read(files, &mut mistakes);
        let gazetteer = Gazetteer::read(files, &schema, &mut mistakes);
        let nouns = NounLexicon::read(files, &schema, &mut mistakes);
        let grammar = Grammar::new(&schema, GrammarLexicon::read(files, &mut mistakes));
        mistakes.or(Self { schema, gazetteer, nouns, grammar })
    }
}

/// The stages, ready to read documents; shared by threads.
pub struct Pipeline<'k> {
    knowledge: &'k Knowledge,
    analyser: Analyser<'k>,
    extractor: Extractor<'k>,
    resolver: Resolver<'k>,
}

impl Pipeline<'static> {
    /// With the schema, word lists and models of the package.
    pub fn embedded() -> Self {
        Self::new(Knowledge::embedded())
    }
}

impl<'k> Pipeline<'k> {
    pub fn new(knowledge: &'k Knowledge) -> Self {
        Self {
            knowledge,
            analyser: Analyser::embedded(&knowledge.schema, &knowledge.gazetteer, &knowledge.nouns),
            extractor: Extractor::new(&knowledge.schema, knowledge.grammar.lexicon()),
            resolver: Resolver::new(&knowledge.schema, &knowledge.gazetteer),
        }
    }

    pub fn schema(&self) -> &'k Schema {
        &self.knowledge.schema
    }

    pub fn analyser(&self) -> &Analyser<'k> {
        &self.analyser
    }

    pub fn grammar(&self) -> &'k Grammar {
        &self.knowledge.grammar
    }

    pub fn extractor(&self) -> &Extractor<'k> {
        &self.extractor
    }

    pub fn resolver(&self) -> &Resolver<'k> {
        &self.resolver
    }

    /// What a document says.
    pub fn read(&self, document: &Document) -> Reading {
        let analysis = self.analyser.analyse(document);
        let propositions = propositions(document, &analysis, self.grammar());
        let claims = self.extractor.claims(document, &analysis, &propositions);
        self.resolver.resolve(document, &analysis, claims)
    }

    /// What a document says in its own words, whether or not a frame reads it.
    pub fn read_openly(&self, document: &Document) -> Vec<OpenStatement> {
        let analysis = self.analyser.analyse(document);
        let propositions = propositions(document, &analysis, self.grammar());
        let claims = self.extractor.claims(document, &analysis, &propositions);
        let tuples = tuples(document, &analysis, &propositions, self.grammar());
        self.resolver.open_statements(document, &analysis, &claims, tuples)
    }

    /// What the next of a stream of documents says; a panic within the stages is a failure of that document alone.
    pub fn attempt(&self, next: Result<Document, ReadError>) -> Result<(Document, Reading), PipelineError> {
        Self::guard(next?, |document| self.read(document))
    }

    /// As [`Self::attempt`], in the documents' own words.
    pub fn attempt_openly(
        &self,
        next: Result<Document, ReadError>,
    ) -> Result<(Document, Vec<OpenStatement>), PipelineError> {
        Self::guard(next?, |document| self.read_openly(document))
    }

    fn guard<R>(document: Document, read: impl FnOnce(&Document) -> R) -> Result<(Document, R), PipelineError> {
        // The stages share only immutable data, so nothing half-done outlives a panic.
        match catch_unwind(AssertUnwindSafe(|| read(&document))) {
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
