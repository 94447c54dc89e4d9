//! Names of persons, organisations and places, as the trained model sees them.
//!
//! Knows the model; knows nothing of the schema's kinds.

use std::sync::OnceLock;

use super::model::{Clusters, ModelError, NameModel, words};
use super::{NameLabel, Sentence, SyntaxBytes, TokenId, Upos, Xpos};
use crate::text::Document;

/// The bytes of the recogniser's model.
pub const EMBEDDED_NAMES: &[u8] = include_bytes!("../../models/names.bin");

/// Finds names.
pub struct Recogniser {
    clusters: Clusters,
    names: NameModel,
}

/// Words that name something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Both inclusive.
    pub first: TokenId,
    pub last: TokenId,
    pub label: NameLabel,
}

impl Recogniser {
    /// The shipped model.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Recogniser> = OnceLock::new();
        let read = || Self::read(SyntaxBytes::EMBEDDED.clusters, EMBEDDED_NAMES);
        EMBEDDED.get_or_init(|| read().expect("the shipped models are whole"))
    }

    pub fn read(clusters: &'static [u8], names: &'static [u8]) -> Result<Self, ModelError> {
        Ok(Self { clusters: Clusters::read(clusters)?, names: NameModel::read(names)? })
    }

    /// The names in a sentence of the document, in order, without overlap.
    pub fn names(&self, document: &Document, sentence: &Sentence) -> Vec<Name> {
        let tokens = sentence.tokens();
        let forms: Vec<&str> = tokens.iter().map(|token| document.slice(token.span)).collect();
        let tags: Vec<(Upos, Xpos)> = tokens.iter().map(|token| (token.upos, token.xpos)).collect();
        self.names_of(&forms, &tags)
    }

    /// The names in a tagged sentence.
    pub fn names_of(&self, forms: &[&str], tags: &[(Upos, Xpos)]) -> Vec<Name> {
        let mut seen = Vec::with_capacity(forms.len());
        words(forms.iter().copied(), &self.clusters, &mut seen);
        let names = self.names.names(&seen, tags);
        names.into_iter().map(|(first, last, label)| Name { first, last, label }).collect()
    }
}
