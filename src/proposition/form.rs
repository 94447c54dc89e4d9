//! The form of a proposition.

use smol_str::SmolStr;

use crate::analyse::{MentionId, TokenId};
use crate::fact::Factuality;
use crate::schema::{Commitment, Function};

/// A trigger word with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposition {
    /// Index into the analysis's sentences.
    pub sentence: usize,
    pub trigger: Trigger,
    /// In the order of [`Function`]s found; one function may occur twice ("in Moscow in 2012").
    pub arguments: Vec<Argument>,
    pub polarity: Polarity,
    pub modality: Modality,
    pub tense: Tense,
    pub aspect: Aspect,
    /// Time expressions that date it, nearest first; those of a governing clause after its own.
    pub times: Vec<MentionId>,
    pub attribution: Option<Attribution>,
}

impl Proposition {
    /// What the clause makes of it.
    pub fn factuality(&self) -> Factuality {
        match (self.modality, self.polarity) {
            (Modality::Possible | Modality::Hypothetical, _) => Factuality::Possible,
            (_, Polarity::Negative) => Factuality::Negated,
            (Modality::Intended, _) => Factuality::Planned,
            (Modality::Asserted, _) if self.tense == Tense::Future => Factuality::Planned,
            (Modality::Asserted, _) => Factuality::Actual,
        }
    }
}

/// The word that evokes a proposition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    pub token: TokenId,
    /// With its particle, where it has one: "take over".
    pub lemma: SmolStr,
    pub class: TriggerClass,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TriggerClass {
    Verb,
    /// A noun: an event ("delivery of", "held talks with") or what somebody is ("the minister", by copula, apposition
    /// or title; its bearer is the subject).
    Noun,
    Adjective,
}

/// The fillers of one grammatical function: conjuncts shared out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    pub function: Function,
    /// Head tokens of the fillers, in text order; never empty.
    pub heads: Vec<TokenId>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Polarity {
    #[default]
    Positive,
    /// "did not", "refused to", "failed to", "a plan to … did not occur".
    Negative,
}

/// How far the text commits itself; a later one is the weaker, and the weakest on the way from the outside in holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    #[default]
    Asserted,
    /// Future, intention, agreement, plan, proposal, offer, order, obligation.
    Intended,
    /// May, could, considers, in talks on, reportedly may.
    Possible,
    /// Stands under "if", "would" or a denial by one side.
    Hypothetical,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tense {
    Past,
    Present,
    Future,
    /// Infinitives, noun phrases, headlines.
    #[default]
    None,
}

/// How a clause looks at what it tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Aspect {
    #[default]
    Simple,
    /// Under way at present, and not said to have begun before: "is sending", "are being sent".
    Progressive,
}

/// Who says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Sentence and head token of the speaker: may stand in another sentence than what is said.
    pub speaker: (usize, TokenId),
    pub speech: Speech,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Speech {
    /// Within quotation marks.
    Direct,
    /// "said that", "according to".
    Indirect,
}

impl Polarity {
    /// Turned over where `reversed`.
    pub fn reverse_if(self, reversed: bool) -> Self {
        match (self, reversed) {
            (polarity, false) => polarity,
            (Self::Positive, true) => Self::Negative,
            (Self::Negative, true) => Self::Positive,
        }
    }
}

impl From<Commitment> for Modality {
    fn from(commitment: Commitment) -> Self {
        match commitment {
            Commitment::Asserted => Self::Asserted,
            Commitment::Intended => Self::Intended,
            Commitment::Possible => Self::Possible,
            Commitment::Hypothetical => Self::Hypothetical,
        }
    }
}
