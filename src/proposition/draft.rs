//! A proposition in the making.

use smol_str::SmolStr;

use super::{Argument, Aspect, Attribution, Modality, Polarity, Proposition, Tense, Trigger, TriggerClass};
use crate::analyse::{MentionId, TokenId};
use crate::schema::{Function, WordTraits};

/// How a clause or noun phrase stands in its text: what it passes on to what it governs.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    pub polarity: Polarity,
    pub modality: Modality,
    pub tense: Tense,
    pub aspect: Aspect,
    pub times: Vec<MentionId>,
    pub attribution: Option<Attribution>,
}

impl Standing {
    /// Whether it is told as what is or was so.
    pub fn is_settled(&self) -> bool {
        self.polarity == Polarity::Positive && self.modality == Modality::Asserted
    }
}

/// A proposition with what its dependents need to know of it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub token: TokenId,
    pub lemma: SmolStr,
    /// What the lists say of the lemma, particle included.
    pub word: WordTraits,
    pub class: TriggerClass,
    pub passive: bool,
    pub arguments: Vec<Argument>,
    /// The grammatical subject, whatever its function once voice is undone: what participles and infinitives share.
    pub surface: Vec<TokenId>,
    /// How its governor lets it stand, before its own auxiliaries: what conjuncts of their own share.
    pub outer: Standing,
    pub standing: Standing,
    /// Named as a circumstance of its clause, which is something said of it.
    pub circumstance: bool,
    /// Taken for granted rather than said: offices, things, what somebody has.
    pub presupposed: bool,
    /// Says under what its clause holds, and needs no argument to be told: "under the accord".
    pub is_basis: bool,
}

impl Draft {
    pub fn new(token: TokenId, lemma: SmolStr, word: WordTraits, class: TriggerClass) -> Self {
        Self {
            token,
            lemma,
            word,
            class,
            passive: false,
            arguments: Vec::new(),
            surface: Vec::new(),
            outer: Standing::default(),
            standing: Standing::default(),
            circumstance: false,
            presupposed: false,
            is_basis: false,
        }
    }

    pub fn argument(&self, function: &Function) -> Option<&[TokenId]> {
        self.arguments.iter().find(|argument| argument.function == *function).map(|argument| argument.heads.as_slice())
    }

    pub fn has(&self, function: &Function) -> bool {
        self.argument(function).is_some()
    }

    /// Adds fillers; those that the function has already are not repeated.
    pub fn add(&mut self, function: Function, mut heads: Vec<TokenId>) {
        heads.retain(|head| {
            *head != self.token
                && !self.arguments.iter().any(|own| own.function == function && own.heads.contains(head))
        });
        heads.sort_unstable();
        heads.dedup();
        if !heads.is_empty() {
            self.arguments.push(Argument { function, heads });
        }
    }

    /// The preposition that the trigger itself stands below: "was in Lima" says in which place.
    pub fn stands_below(&mut self, preposition: SmolStr) {
        self.arguments.push(Argument { function: Function::Preposition(preposition), heads: vec![self.token] });
    }

    /// Adds fillers only where the function is empty.
    pub fn add_missing(&mut self, function: Function, heads: &[TokenId]) {
        if !self.has(&function) {
            self.add(function, heads.to_vec());
        }
    }

    pub fn add_time(&mut self, time: MentionId) {
        if !self.standing.times.contains(&time) {
            self.standing.times.push(time);
        }
    }

    /// `None` where nothing is said of anything.
    pub fn into_proposition(self, sentence: usize) -> Option<Proposition> {
        if self.arguments.is_empty() && !self.is_basis && !self.circumstance {
            return None;
        }
        Some(Proposition {
            sentence,
            trigger: Trigger { token: self.token, lemma: self.lemma, class: self.class },
            arguments: self.arguments,
            polarity: self.standing.polarity,
            modality: self.standing.modality,
            tense: self.standing.tense,
            aspect: self.standing.aspect,
            times: self.standing.times,
            attribution: self.standing.attribution,
        })
    }
}
