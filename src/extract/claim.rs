//! The form of a claim.

use smol_str::SmolStr;

use crate::analyse::{KindSet, MentionId};
use crate::fact::{Factuality, Predicate, Qualifier, Quantity, Reliability};
use crate::proposition::{Attribution, Tense};
use crate::text::Span;

/// A statement before its mentions are resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Index into the analysis's sentences.
    pub sentence: usize,
    pub trigger: Span,
    pub subject: Filler,
    pub predicate: Predicate,
    pub object: Filler,
    pub qualifiers: Vec<(Qualifier, QualifierFiller)>,
    /// Time expressions that date it, nearest first.
    pub times: Vec<MentionId>,
    pub tense: Tense,
    pub factuality: Factuality,
    pub attribution: Option<Attribution>,
    /// `frame/realisation`.
    pub rule: SmolStr,
    pub reliability: Reliability,
}

/// A mention in a role. A plural mention ("the two ministers", "both countries") stands for each of its members; where
/// it is subject and object at once, or subject and qualifier, the claim is of each pair of them. Its entity, once resolved, must be of one of the kinds; otherwise the claim falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filler {
    pub mention: MentionId,
    pub kinds: KindSet,
}

/// What fills a qualifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QualifierFiller {
    Mention(Filler),
    Quantity(Quantity),
    Date(MentionId),
    Text(SmolStr),
}
