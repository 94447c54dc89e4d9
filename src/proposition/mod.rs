//! Proposition: trees into clauses and noun phrases read as a trigger word with its arguments by grammatical function.
//!
//! Knows the syntax of English, once: voice undone, control and raising followed, conjunctions shared out, quotations
//! and reported speech attributed. Knows no frame, kind or predicate: what a word means is graph-schema's.
//!
//! Each sentence is read from its root down ([`reading`]), so that a word finds its governor's arguments and standing
//! ready to share.

mod arguments;
mod control;
mod draft;
mod factuality;
mod form;
mod mend;
mod nominal;
mod predicate_nominal;
mod preposition;
mod quotation;
mod reading;
mod scene;
mod speech;
#[cfg(test)]
pub(crate) mod tests;
mod time;
mod title;
mod voice;

pub use form::{Argument, Aspect, Attribution, Modality, Polarity, Proposition, Speech, Tense, Trigger, TriggerClass};

use std::borrow::Cow;

use crate::analyse::{Analysis, KindSet, Sentence};
use crate::schema::{GrammarLexicon, Schema, Trait, WordClass};
use crate::text::Document;

/// What the reading of syntax knows beside its rules: the word lists, and which kinds are persons or groups.
#[derive(Clone, Debug)]
pub struct Grammar {
    lexicon: GrammarLexicon,
    persons: KindSet,
    /// States and groups of people: what a noun may be said of without a comma ("members Peru and Chile").
    collectives: KindSet,
    /// Bases and the like: what a place behind them is the place of.
    sites: KindSet,
    states: KindSet,
    /// Cities, regions, seas: what lies in a larger place.
    localities: KindSet,
    /// Summits, exercises: who speaks at one takes part in it.
    happenings: KindSet,
    documents: KindSet,
}

impl Grammar {
    /// The word lists, which later stages read as well.
    pub fn lexicon(&self) -> &GrammarLexicon {
        &self.lexicon
    }

    pub fn new(schema: &Schema, lexicon: GrammarLexicon) -> Self {
        let states: KindSet = schema.kinds_with(Trait::State).collect();
        let sites: KindSet = schema.kinds_with(Trait::Site).collect();
        let places: KindSet = schema.kinds_with(Trait::Place).collect();
        Self {
            lexicon,
            persons: schema.kinds_with(Trait::Person).collect(),
            collectives: schema.kinds_with(Trait::State).chain(schema.kinds_with(Trait::Group)).collect(),
            localities: places.without(states).without(sites),
            sites,
            states,
            happenings: schema.kinds_with(Trait::Happening).collect(),
            documents: schema.kinds_with(Trait::Document).collect(),
        }
    }

    /// Whether a verb tells that somebody says something.
    pub fn reports_speech(&self, lemma: &str) -> bool {
        self.lexicon.word(lemma).is(WordClass::SpeechVerb)
    }

    /// The package's own lists.
    pub fn embedded(schema: &Schema) -> Self {
        Self::new(schema, GrammarLexicon::embedded())
    }
}

/// Everything that the document says, in the order of sentences and trigger words.
pub fn propositions(document: &Document, analysis: &Analysis, grammar: &Grammar) -> Vec<Proposition> {
    let mut drafts = Vec::new();
    let mut reports = Vec::new();
    for index in 0..analysis.sentences.len() {
        let (read, told) = reading::read(document, analysis, index, grammar);
        reports.extend(told);
        drafts.extend(read.into_iter().map(|draft| (index, draft)));
    }
    quotation::attribute(document, analysis, &reports, &mut drafts);
    drafts.into_iter().filter_map(|(sentence, draft)| draft.into_proposition(sentence)).collect()
}

/// A sentence with its tree as propositions are read from it: mended where it contradicts the mentions.
pub fn mended<'a>(
    document: &'a Document,
    analysis: &'a Analysis,
    sentence: usize,
    grammar: &'a Grammar,
) -> Cow<'a, Sentence> {
    scene::Scene::new(document, analysis, sentence, grammar).sentence
}
