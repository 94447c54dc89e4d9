//! The form of a tuple.

use crate::analyse::MentionId;
use crate::fact::{Factuality, Reliability};
use crate::proposition::{Attribution, Tense};
use crate::text::Span;

/// Something said of something, as worded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tuple {
    /// Index into the analysis's sentences.
    pub sentence: usize,
    /// The word that the relation phrase turns on.
    pub trigger: Span,
    /// The first argument.
    pub subject: String,
    /// The verb group with auxiliaries, negation, particle and preposition: "did not sign", "is the capital of".
    pub relation: String,
    /// The further arguments, the chief one first; those after it with their prepositions.
    pub arguments: Vec<String>,
    pub shape: Shape,
    /// Time expressions that date it, nearest first.
    pub times: Vec<MentionId>,
    pub tense: Tense,
    pub factuality: Factuality,
    pub attribution: Option<Attribution>,
    pub reliability: Reliability,
}

/// The construction that a tuple was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// A verb with a subject of its own, or one shared with a verb before it: "Peru sold tugs and bought trucks".
    Verb,
    /// "Lima is the capital of Peru", "the port is open".
    Copula,
    /// "tugs that Peru sold".
    Relative,
    /// "tugs sold by Peru", "sailing home, she …".
    Participle,
    /// "Rosa Vega, the minister of trade".
    Apposition,
    /// "Minister Rosa Vega".
    Title,
    /// "Peru's navy".
    Possessive,
}

impl Shape {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verb => "verb",
            Self::Copula => "copula",
            Self::Relative => "relative",
            Self::Participle => "participle",
            Self::Apposition => "apposition",
            Self::Title => "title",
            Self::Possessive => "possessive",
        }
    }
}
