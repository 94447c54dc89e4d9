//! From words to trees and names: the narrow interface behind which the models stand.
//!
//! Knows the models; a better one may take their place without any other module noticing. Knows nothing of the schema's
//! kinds.

use std::sync::OnceLock;

use smol_str::SmolStr;

use super::model::{Lemmatiser, ModelError, NameTag, Network, Reading, Word, WordTable, words};
use super::{Deprel, NameLabel, Segment, Sentence, Token, TokenId, Upos, Xpos, aside, irregular, segment};
use crate::text::Document;

/// The bytes of the models.
#[derive(Clone, Copy, Debug)]
pub struct SyntaxBytes {
    pub clusters: &'static [u8],
    pub lemmas: &'static [u8],
    pub network: &'static [u8],
}

impl SyntaxBytes {
    /// The models that are shipped: see models/MODEL.md.
    pub const EMBEDDED: Self = Self {
        clusters: include_bytes!("../../models/clusters.bin"),
        lemmas: include_bytes!("../../models/lemmas.bin"),
        network: include_bytes!("../../models/network.bin"),
    };
}

/// Tags, lemmatises, parses and finds names.
pub struct Syntax {
    clusters: WordTable,
    lemmatiser: Lemmatiser,
    network: Network,
}

/// What is said of one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordSyntax {
    pub lemma: SmolStr,
    pub upos: Upos,
    pub xpos: Xpos,
    /// None for the root.
    pub head: Option<usize>,
    pub deprel: Deprel,
}

/// Words that name a person, an organisation or a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Both inclusive.
    pub first: TokenId,
    pub last: TokenId,
    pub label: NameLabel,
}

/// A document's sentences, each with its tree, and the names in each.
#[derive(Debug, Default)]
pub struct Parsed {
    pub sentences: Vec<Sentence>,
    /// In order, without overlap.
    pub names: Vec<Vec<Name>>,
}

/// So many words are read together; a longer document is read in parts, so that memory stays flat.
const STRETCH: usize = 2_048;

impl Syntax {
    /// The shipped models.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Syntax> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self::read(SyntaxBytes::EMBEDDED).expect("the shipped models are whole"))
    }

    pub fn read(bytes: SyntaxBytes) -> Result<Self, ModelError> {
        Ok(Self {
            clusters: WordTable::read(bytes.clusters)?,
            lemmatiser: Lemmatiser::read(bytes.lemmas)?,
            network: Network::read(bytes.network)?,
        })
    }

    pub fn parse(&self, document: &Document) -> Parsed {
        let mut parsed = Parsed::default();
        let mut segments: Vec<Segment> = Vec::new();
        let mut words = 0;
        for segment in segment(document) {
            words += segment.words.len();
            segments.push(segment);
            if words >= STRETCH {
                self.parse_segments(document, std::mem::take(&mut segments), &mut parsed);
                words = 0;
            }
        }
        self.parse_segments(document, segments, &mut parsed);
        parsed
    }

    fn parse_segments(&self, document: &Document, segments: Vec<Segment>, parsed: &mut Parsed) {
        let mut forms: Vec<Vec<&str>> =
            (segments.iter()).map(|segment| segment.words.iter().map(|&span| document.slice(span)).collect()).collect();
        let asides: Vec<Vec<Removed<'_>>> = forms.iter_mut().map(remove_asides).collect();
        for ((segment, asides), (mut syntax, mut names)) in
            segments.into_iter().zip(asides).zip(self.parse_words(&forms))
        {
            asides.iter().for_each(|aside| put_back(aside, &mut syntax, &mut names));
            let token = |(&span, word): (_, WordSyntax)| {
                let WordSyntax { lemma, upos, xpos, head, deprel } = word;
                Token { span, lemma, upos, xpos, head, deprel }
            };
            let tokens = segment.words.iter().zip(syntax).map(token).collect();
            parsed.sentences.push(Sentence::new(segment.span, segment.role, tokens));
            parsed.names.push(names);
        }
    }

    /// One sentence given as words.
    pub fn parse_sentence(&self, forms: Vec<&str>) -> (Vec<WordSyntax>, Vec<Name>) {
        self.parse_words(&[forms]).pop().expect("one sentence in, one out")
    }

    /// Sentences given as words: what is said of each word, and the names.
    pub fn parse_words(&self, sentences: &[Vec<&str>]) -> Vec<(Vec<WordSyntax>, Vec<Name>)> {
        let mut all: Vec<Word> = Vec::new();
        let mut seen = Vec::new();
        for forms in sentences {
            words(forms.iter().copied(), &self.clusters, &mut seen);
            all.append(&mut seen);
        }
        let lens: Vec<usize> = sentences.iter().map(Vec::len).collect();
        let readings = self.network.label(&all, &lens);
        let mut rest = readings.as_slice();
        let of_sentence = |forms: &Vec<&str>| {
            let (own, after) = rest.split_at(forms.len());
            rest = after;
            (forms.iter().zip(own).map(|(form, reading)| self.word(form, reading)).collect(), names(own))
        };
        sentences.iter().map(of_sentence).collect()
    }

    fn word(&self, form: &str, reading: &Reading) -> WordSyntax {
        let &Reading { tag: (upos, xpos), head, deprel, .. } = reading;
        let lemma = irregular::settled(form, upos, xpos, self.lemmatiser.lemma(form, upos, xpos));
        WordSyntax { lemma, upos, xpos, head, deprel }
    }
}

/// Words that the models did not see, and the place of the first.
struct Removed<'d> {
    at: usize,
    forms: Vec<&'d str>,
}

fn remove_asides<'d>(forms: &mut Vec<&'d str>) -> Vec<Removed<'d>> {
    let asides = aside::bracketed_sums(forms);
    let removed =
        asides.iter().map(|aside| Removed { at: aside.start, forms: forms[aside.clone()].to_vec() }).collect();
    asides.into_iter().rev().for_each(|aside| drop(forms.drain(aside)));
    removed
}

/// Hangs them on the word before.
fn put_back(removed: &Removed<'_>, syntax: &mut Vec<WordSyntax>, names: &mut [Name]) {
    let moved = |t: &mut TokenId| *t += if *t >= removed.at { removed.forms.len() } else { 0 };
    syntax.iter_mut().filter_map(|word| word.head.as_mut()).for_each(moved);
    names.iter_mut().for_each(|name| [&mut name.first, &mut name.last].into_iter().for_each(moved));
    let words = removed.forms.iter().map(|form| aside::word(form, removed.at - 1));
    drop(syntax.splice(removed.at..removed.at, words));
}

fn names(readings: &[Reading]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        match reading.name {
            NameTag::Outside => {}
            NameTag::Begins(label) => names.push(Name { first: at, last: at, label }),
            NameTag::GoesOn(_) => names.last_mut().expect("a name goes on only where one began").last = at,
        }
    }
    names
}
