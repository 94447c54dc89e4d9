//! The stage as a whole: syntax and names, then mentions.

use super::{Analysis, MentionFinder, Parsed, Syntax};
use crate::schema::{Gazetteer, NounLexicon, Schema};
use crate::text::{Document, SectionRole};

/// Reads documents: one value for any number of them.
pub struct Analyser<'k> {
    syntax: &'static Syntax,
    finder: MentionFinder<'k>,
}

impl<'k> Analyser<'k> {
    /// With the shipped models.
    pub fn embedded(schema: &'k Schema, gazetteer: &'k Gazetteer, nouns: &'k NounLexicon) -> Self {
        Self { syntax: Syntax::embedded(), finder: MentionFinder::new(schema, gazetteer, nouns) }
    }

    pub fn analyse(&self, document: &Document) -> Analysis {
        let Parsed { sentences, mut names } = self.syntax.parse(document);
        for (sentence, names) in sentences.iter().zip(&mut names) {
            if matches!(sentence.role(), SectionRole::Dateline | SectionRole::Byline | SectionRole::Boilerplate) {
                names.clear();
            }
        }
        let mentions = self.finder.find(document, &sentences, &names);
        Analysis { sentences, mentions }
    }
}
