//! Analyse: a document's text into sentences, tokens, trees and mentions.
//!
//! Knows English and the schema's lexicons; knows nothing of propositions, frames or entities across documents. The
//! analysis is in terms of Universal Dependencies v2 (<https://universaldependencies.org>), with Penn Treebank tags
//! beside for tense and number.

mod label;
mod mention;
mod time;
mod tree;

pub use label::{Deprel, Upos, Xpos};
pub use mention::{
    Finder, Form, KindSet, Mention, MentionFinder, MentionId, RecognisedName, TimeExpression, TimeUnit, quantity_of,
};
pub use tree::{Analysis, Sentence, Token, TokenId};
