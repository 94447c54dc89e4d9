//! What the article has told so far: for roles that a clause leaves to the sentences before it.

use super::Filler;
use super::claim::Claim;
use super::compiled::{Rule, RuleSlot};
use super::fill::Site;
use crate::analyse::MentionId;
use crate::fact::Predicate;

/// The subjects of the claims made so far.
#[derive(Debug, Default)]
pub(super) struct Told {
    subjects: Vec<(Predicate, MentionId)>,
}

impl Told {
    pub fn tell(&mut self, claims: &[Claim]) {
        self.subjects.extend(claims.iter().map(|claim| (claim.predicate.clone(), claim.subject.mention)));
    }

    /// The subject that the predicates of this role have had in the sentences before, where all of them name the same
    /// known entity: with two buyers in the text, nobody can tell whose delivery it was.
    pub fn only_subject(&self, site: &Site<'_>, sentence: usize, of: &Rule, slot: &RuleSlot) -> Option<Filler> {
        let yields = |predicate: &Predicate| {
            of.yields.iter().any(|declared| declared.subject == slot.role && declared.predicate == *predicate)
        };
        let mut found: Option<Filler> = None;
        for (_, subject) in self.subjects.iter().rev().filter(|(predicate, _)| yields(predicate)) {
            let mention = site.analysis.mention(*subject);
            if mention.sentence + REACH < sentence {
                break;
            }
            let kinds = mention.kinds.and(slot.kinds);
            if mention.sentence == sentence {
                continue;
            }
            let known = mention.known.as_ref().filter(|_| !kinds.is_empty())?;
            match found {
                Some(other) if site.analysis.mention(other.mention).known.as_ref() != Some(known) => return None,
                _ => found = Some(Filler { mention: *subject, kinds }),
            }
        }
        found
    }
}

/// How many sentences back a transfer is still the one spoken of.
const REACH: usize = 8;
