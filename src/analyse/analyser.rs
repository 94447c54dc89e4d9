//! The stage as a whole: syntax, then names, then mentions.

use super::{Analysis, MentionFinder, Name, Recogniser, Syntax};
use crate::schema::{Gazetteer, NounLexicon, Schema};
use crate::text::{Document, SectionRole};

/// Reads documents: one value for any number of them.
pub struct Analyser<'k> {
    syntax: &'static Syntax,
    recogniser: &'static Recogniser,
    finder: MentionFinder<'k>,
}

impl<'k> Analyser<'k> {
    /// With the shipped models.
    pub fn embedded(schema: &'k Schema, gazetteer: &'k Gazetteer, nouns: &'k NounLexicon) -> Self {
        Self {
            syntax: Syntax::embedded(),
            recogniser: Recogniser::embedded(),
            finder: MentionFinder::new(schema, gazetteer, nouns),
        }
    }

    pub fn analyse(&self, document: &Document) -> Analysis {
        let sentences = self.syntax.parse(document);
        let names: Vec<Vec<Name>> = sentences
            .iter()
            .map(|sentence| match sentence.role() {
                SectionRole::Headline | SectionRole::Body => self.recogniser.names(document, sentence),
                SectionRole::Dateline | SectionRole::Byline | SectionRole::Boilerplate => Vec::new(),
            })
            .collect();
        let mentions = self.finder.find(document, &sentences, &names);
        Analysis { sentences, mentions }
    }
}
