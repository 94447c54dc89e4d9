//! What the article has told so far: for roles that a clause leaves to the sentences before it.

use super::Filler;
use super::claim::Claim;
use super::compiled::{Rule, RuleSlot};
use super::fill::{Filled, Site};
use crate::analyse::{Mention, MentionId, Upos};
use crate::fact::Predicate;
use crate::proposition::Proposition;

/// The subjects of the claims made so far.
#[derive(Debug, Default)]
pub(super) struct Told {
    subjects: Vec<(Predicate, MentionId)>,
}

impl Told {
    pub fn tell(&mut self, claims: &[Claim]) {
        self.subjects.extend(claims.iter().map(|claim| (claim.predicate.clone(), claim.subject.mention)));
    }

    /// The subject that the predicates of this role have had before, where all of them name the same
    /// known entity: with two buyers in the text, nobody can tell whose delivery it was.
    ///
    /// Nor where the clause names another behind the trigger that could be meant and is in no other role.
    pub fn only_subject(
        &self,
        site: &Site<'_>,
        proposition: &Proposition,
        of: &Rule,
        slot: &RuleSlot,
        filled: &[Filled],
    ) -> Option<Filler> {
        let Proposition { sentence, trigger, .. } = proposition;
        let yields = |predicate: &Predicate| {
            of.yields.iter().any(|declared| declared.subject == slot.role && declared.predicate == *predicate)
        };
        let mut found: Option<Filler> = None;
        for (_, subject) in self.subjects.iter().rev().filter(|(predicate, _)| yields(predicate)) {
            let mention = site.analysis.mention(*subject);
            if mention.sentence + REACH < *sentence {
                break;
            }
            let kinds = mention.kinds.and(slot.kinds);
            let known = mention.known.as_ref().filter(|_| !kinds.is_empty())?;
            match found {
                Some(other) if site.analysis.mention(other.mention).known.as_ref() != Some(known) => return None,
                _ => found = Some(Filler { mention: *subject, kinds }),
            }
        }
        let only = found?;
        let name = &site.analysis.mention(only.mention).known;
        let tokens = site.analysis.sentences[*sentence].tokens();
        let behind = tokens.iter().enumerate().skip(trigger.token + 1);
        let end = behind.into_iter().find(|(_, token)| token.upos == Upos::Verb).map_or(tokens.len(), |(verb, _)| verb);
        let rival = |(id, other): (MentionId, &Mention)| {
            let taken = || filled.iter().flat_map(|role| &role.fillers).any(|filler| filler.mention == id);
            (trigger.token..end).contains(&other.first)
                && other.known.is_some()
                && other.known != *name
                && !other.kinds.and(only.kinds).is_empty()
                && !taken()
        };
        (!site.analysis.mentions_in(*sentence).any(rival)).then_some(only)
    }
}

/// How many sentences back a transfer is still the one spoken of.
const REACH: usize = 8;
