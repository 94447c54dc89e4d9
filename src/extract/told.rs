//! What the article has told so far: for roles that a clause leaves to what stands before it.
//!
//! Knows claims by their mentions and rules; what a deal is, and which one is spoken of, is `deal`'s.

use std::collections::HashMap;

use smol_str::SmolStr;

use super::Filler;
use super::claim::Claim;
use super::compiled::{Rule, RuleSlot};
use super::deal::Deals;
use super::fill::{Filled, Site};
use crate::analyse::{Deprel, Form, Mention, MentionId, TokenId, Upos, Xpos};
use crate::proposition::Proposition;
use crate::schema::Function;

/// The claims made so far, as far as later clauses lean on them.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Who has what: by objects of claims the last subject, and how many claims went before.
    holders: HashMap<MentionId, (usize, Filler)>,
    /// Who did what where: subjects of claims by their rule and sentence, in text order.
    doers: Vec<(SmolStr, Filler, usize)>,
    pub deals: Deals,
}

impl Told {
    pub fn hold(&mut self, claims: &[Claim]) {
        let before = self.doers.len();
        self.holders.extend((before..).zip(claims).map(|(at, claim)| (claim.object.mention, (at, claim.subject))));
        self.doers.extend(claims.iter().map(|claim| (claim.rule.clone(), claim.subject, claim.sentence)));
    }

    /// The subject of the last claim of the same rule, not far before.
    pub fn again(&self, proposition: &Proposition, of: &Rule, slot: &RuleSlot) -> Option<Filler> {
        let near = |&&(_, _, sentence): &&(SmolStr, Filler, usize)| sentence + DOER_REACH >= proposition.sentence;
        let (_, doer, sentence) = self.doers.iter().rev().take_while(near).find(|(rule, ..)| *rule == of.name)?;
        (*sentence < proposition.sentence && !doer.kinds.and(slot.kinds).is_empty()).then_some(*doer)
    }

    /// The subject of the last claim about what fills another role, where the trigger only tells more of that.
    pub fn holder(
        &self,
        site: &Site<'_>,
        proposition: &Proposition,
        slot: &RuleSlot,
        filled: &[Filled],
    ) -> Option<Filler> {
        let trigger = site.analysis.sentences[proposition.sentence].token(proposition.trigger.token);
        if !matches!(trigger.deprel, Deprel::Acl | Deprel::AclRelcl | Deprel::Amod) {
            return None;
        }
        let fillers = filled.iter().flat_map(|other| &other.fillers);
        let (_, holder) = fillers.filter_map(|filler| self.holders.get(&filler.mention)).max_by_key(|(at, _)| at)?;
        let kinds = site.analysis.mention(holder.mention).kinds.and(slot.kinds);
        (!kinds.is_empty()).then_some(Filler { mention: holder.mention, kinds })
    }
}

/// Who acted last before the trigger, in its sentence or a few before, of the kinds that the slot takes: the only one that
/// is a subject or agent there, else the only one that a sentence before names.
pub(super) fn employer(site: &Site<'_>, proposition: &Proposition, slot: &RuleSlot) -> Option<Filler> {
    let newest = proposition.sentence;
    if is_told_otherwise(site, proposition) {
        return None;
    }
    (newest.saturating_sub(EMPLOYER_REACH)..=newest).rev().find_map(|index| {
        let sentence = &site.analysis.sentences[index];
        let end = if index == newest { proposition.trigger.token } else { sentence.tokens().len() };
        let bodies: Vec<(MentionId, &Mention)> = site
            .analysis
            .mentions_in(index)
            .filter(|(_, mention)| mention.last < end && is_body(mention, slot))
            .collect();
        let acts = |mention: &Mention| {
            let deprel = sentence.token(mention.head).deprel;
            deprel.is(Deprel::Nsubj) || deprel == Deprel::NsubjPass || deprel == Deprel::OblAgent
        };
        let acting = bodies.iter().filter(|(_, mention)| acts(mention));
        let others = bodies.iter().filter(|_| index < newest);
        // Two of them: nobody can tell. `None` goes on to the sentence before.
        let only = [acting.collect::<Vec<_>>(), others.collect()].into_iter().find(|some| !some.is_empty())?;
        Some(match only.as_slice() {
            [(mention, read)] => Some(Filler { mention: *mention, kinds: read.kinds.and(slot.kinds) }),
            _ => None,
        })
    })?
}

/// "Acme CEO X", "X, CEO, Acme Group": the phrase tells of what, by a name that may not have been understood.
fn is_told_otherwise(site: &Site<'_>, proposition: &Proposition) -> bool {
    let tokens = site.analysis.sentences[proposition.sentence].tokens();
    let trigger = proposition.trigger.token;
    let proper = |t: TokenId| tokens.get(t).is_some_and(|token| token.upos == Upos::Propn);
    let person = |t: TokenId| {
        let mut over = site.analysis.mentions_in(proposition.sentence).map(|(_, mention)| mention);
        over.any(|mention| mention.first <= t && t <= mention.last && mention.form == Form::Nominal)
    };
    let modified = trigger > 0 && proper(trigger - 1) && !person(trigger - 1);
    let comma = tokens.get(trigger + 1).is_some_and(|token| token.xpos == Xpos::Comma);
    let listed = comma && tokens.get(trigger + 2).is_some_and(|token| token.upos.is_nominal());
    let told = |function: &Function| match function {
        Function::Possessor => true,
        Function::Preposition(lemma) => matches!(lemma.as_str(), "of" | "for" | "at" | "with" | "in"),
        _ => false,
    };
    modified || listed || proposition.arguments.iter().any(|argument| told(&argument.function))
}

/// A name that can only be a body's.
fn is_body(mention: &Mention, slot: &RuleSlot) -> bool {
    mention.form == Form::Name && !mention.kinds.is_empty() && mention.kinds.without(slot.kinds).is_empty()
}

/// How many sentences back who does something still does it.
const DOER_REACH: usize = 3;

/// How many sentences back a body still has its officers speak.
const EMPLOYER_REACH: usize = 3;
