//! From words to trees: the narrow interface behind which the models stand.
//!
//! Knows the models; a better one may take their place without any other module noticing.

use std::sync::OnceLock;

use smol_str::SmolStr;

use super::model::{Clusters, Lemmatiser, ModelError, ParseModel, TagModel, Word, words};
use super::{Deprel, Segment, Sentence, Token, Upos, Xpos, model, segment};
use crate::text::Document;

/// The bytes of the models of syntax.
#[derive(Clone, Copy, Debug)]
pub struct SyntaxBytes {
    pub clusters: &'static [u8],
    pub tagger: &'static [u8],
    pub lemmas: &'static [u8],
    pub parser: &'static [u8],
}

impl SyntaxBytes {
    /// The models that are shipped: see models/MODEL.md.
    pub const EMBEDDED: Self = Self {
        clusters: include_bytes!("../../models/clusters.bin"),
        tagger: include_bytes!("../../models/tagger.bin"),
        lemmas: include_bytes!("../../models/lemmas.bin"),
        parser: include_bytes!("../../models/parser.bin"),
    };
}

/// Tags, lemmatises and parses.
pub struct Syntax {
    clusters: Clusters,
    tagger: TagModel,
    lemmatiser: Lemmatiser,
    parser: ParseModel,
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

/// Memory that is used again from sentence to sentence.
#[derive(Default)]
pub struct Scratch {
    words: Vec<Word>,
    tags: Vec<(Upos, Xpos)>,
    state: model::State,
}

impl Syntax {
    /// The shipped models.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Syntax> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self::read(SyntaxBytes::EMBEDDED).expect("the shipped models are whole"))
    }

    pub fn read(bytes: SyntaxBytes) -> Result<Self, ModelError> {
        Ok(Self {
            clusters: Clusters::read(bytes.clusters)?,
            tagger: TagModel::read(bytes.tagger)?,
            lemmatiser: Lemmatiser::read(bytes.lemmas)?,
            parser: ParseModel::read(bytes.parser)?,
        })
    }

    /// The sentences of a document, each with its tree.
    pub fn parse(&self, document: &Document) -> Vec<Sentence> {
        let mut scratch = Scratch::default();
        segment(document).map(|segment| self.parse_segment(document, segment, &mut scratch)).collect()
    }

    fn parse_segment(&self, document: &Document, segment: Segment, scratch: &mut Scratch) -> Sentence {
        let forms: Vec<&str> = segment.words.iter().map(|&span| document.slice(span)).collect();
        let parsed = self.parse_words(&forms, scratch);
        let token = |(&span, word): (_, WordSyntax)| {
            let WordSyntax { lemma, upos, xpos, head, deprel } = word;
            Token { span, lemma, upos, xpos, head, deprel }
        };
        Sentence::new(segment.span, segment.role, segment.words.iter().zip(parsed).map(token).collect())
    }

    /// One sentence, given as words.
    pub fn parse_words(&self, forms: &[&str], scratch: &mut Scratch) -> Vec<WordSyntax> {
        let Scratch { words: seen, tags, state } = scratch;
        words(forms.iter().copied(), &self.clusters, seen);
        self.tagger.tag(seen, tags);
        self.parser.parse(seen, tags, state);
        let len = forms.len();
        let word = |(at, (form, &(upos, xpos))): (usize, (&&str, &(Upos, Xpos)))| {
            let head = state.arcs.heads[at] as usize;
            WordSyntax {
                lemma: self.lemmatiser.lemma(form, upos, xpos),
                upos,
                xpos,
                head: (head < len).then_some(head),
                deprel: state.arcs.deprels[at],
            }
        };
        forms.iter().zip(tags.iter()).enumerate().map(word).collect()
    }
}
