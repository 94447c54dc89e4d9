//! Frames: types of fact, how each is worded, and which statements it yields.

use smol_str::SmolStr;

use super::KindId;
use crate::fact::{Predicate, Qualifier};

/// Index of a frame in its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameId(pub u32);

impl FrameId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Index of a role in its frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Role(pub u8);

/// A type of fact.
#[derive(Clone, Debug)]
pub struct Frame {
    pub id: FrameId,
    pub name: SmolStr,
    /// What it covers, in words.
    pub reads: String,
    /// Name and kinds of each role; [`Role`] is the index.
    pub roles: Vec<(SmolStr, Vec<KindId>)>,
    pub realisations: Vec<Realisation>,
    pub yields: Vec<Yield>,
}

/// A grammatical function by which an argument fills a role, voice undone and conjunctions shared out (proposition's
/// terms).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// Who does it; for a noun said of somebody (by copula, apposition or title), who bears it.
    Subject,
    Object,
    IndirectObject,
    /// "as", "to be": what something is made, named or called.
    Complement,
    /// "Russia's", "its".
    Possessor,
    /// A demonym, adjective or noun before the trigger noun: "Russian", "NATO", "helicopter".
    Modifier,
    /// The trigger noun's own phrase.
    Trigger,
    /// A preposition, by lemma: "to", "with", "according_to".
    Preposition(SmolStr),
}

/// The words that may evoke a realisation, by lemma; `"take over"` is a verb with its particle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triggers {
    pub verbs: Vec<SmolStr>,
    /// Nouns, also of more than one word: "working visit".
    pub nouns: Vec<SmolStr>,
    pub adjectives: Vec<SmolStr>,
}

/// One way to word a frame.
#[derive(Clone, Debug)]
pub struct Realisation {
    pub name: SmolStr,
    pub triggers: Triggers,
    /// Which functions fill which role; the first function that is there wins.
    pub slots: Vec<Slot>,
    pub examples: Vec<Example>,
    /// Sentences that must yield nothing by this frame.
    pub counterexamples: Vec<String>,
}

/// A role in a realisation.
#[derive(Clone, Debug)]
pub struct Slot {
    pub role: Role,
    pub functions: Vec<Function>,
    /// Without it the realisation does not match.
    pub required: bool,
}

/// A sentence with the statements it must yield, each `subject | predicate | object`, with `; qualifier=value` parts.
#[derive(Clone, Debug)]
pub struct Example {
    pub text: String,
    pub statements: Vec<String>,
}

/// A statement made of the roles of a match.
#[derive(Clone, Debug)]
pub struct Yield {
    pub subject: Role,
    pub predicate: Predicate,
    pub object: Role,
    /// Roles that must be filled beside subject and object.
    pub needs: Vec<Role>,
    pub qualifiers: Vec<(Qualifier, Source)>,
}

/// Where a qualifier's value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Role(Role),
    /// The number before the filler of a role: "12" of "12 helicopters".
    QuantityOf(Role),
    /// The trigger noun with its modifiers, without the other roles: "deputy defence minister".
    TriggerPhrase,
}
