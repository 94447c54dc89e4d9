//! Analyse: a document's text into sentences, tokens, trees and mentions.
//!
//! Knows English and the schema's lexicons; knows nothing of propositions, frames or entities across documents. The
//! analysis is in terms of Universal Dependencies v2 (<https://universaldependencies.org>), with Penn Treebank tags
//! beside for tense and number.

mod analyser;
mod aside;
pub mod conllu;
mod irregular;
mod label;
mod mention;
mod model;
mod segment;
mod syntax;
mod time;
mod tokenise;
mod tree;

pub use analyser::Analyser;
pub use label::{Deprel, NameLabel, Upos, Xpos};
pub use mention::{
    Finder, Form, KindSet, Kinds, Mention, MentionFinder, MentionId, TimeExpression, TimeUnit, YearPart, quantity_of,
    written,
};
pub use model::ModelError;
#[cfg(feature = "train")]
pub(crate) use model::inside;
pub use segment::{Segment, segment};
pub use syntax::{Name, Parsed, Syntax, SyntaxBytes, WordSyntax};
pub use tree::{Analysis, Sentence, Token, TokenId};
