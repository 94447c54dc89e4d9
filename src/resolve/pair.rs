//! Pairs: the two countries and the two persons of whom a text speaks all along.

use super::discourse::Discourse;
use super::referent::ReferentId;
use crate::analyse::{Form, Mention};

impl Discourse<'_> {
    /// "The two leaders": of those whom the test accepts the two most often named in the document, the first named first.
    /// Who is named in passing is none of them.
    pub(super) fn pair_of_leaders(
        &self,
        mention: &Mention,
        accepts: impl Fn(&Self, ReferentId) -> bool,
    ) -> Option<Vec<ReferentId>> {
        let mut found: Vec<(ReferentId, usize)> = Vec::new();
        for (id, other) in self.mentions().filter(|(_, other)| other.form == Form::Name) {
            let Some(person) = self.referent_of(id, self.kinds.person) else { continue };
            let before = other.span.start() < mention.span.start();
            match found.iter_mut().find(|(known, _)| *known == person) {
                Some((_, count)) => *count += 1,
                None if before && accepts(self, person) => found.push((person, 1)),
                None => {}
            }
        }
        found.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        match found.as_slice() {
            [(one, _), (other, _), ..] => Some(vec![*one, *other]),
            _ => None,
        }
    }

    /// The two countries spoken of last: going back sentence by sentence until there are two; of more than two the most
    /// often named in the document.
    pub fn pair_of_countries(&self, mention: &Mention) -> Option<[ReferentId; 2]> {
        let mut found: Vec<ReferentId> = Vec::new();
        for index in (0..=mention.sentence).rev() {
            let here = self
                .analysis
                .mentions_in(index)
                .filter(|(_, other)| index < mention.sentence || other.last < mention.first);
            for country in here.filter_map(|(id, _)| self.referent_of(id, self.kinds.state)) {
                if !found.contains(&country) {
                    found.push(country);
                }
            }
            if found.len() >= 2 {
                break;
            }
        }
        let count = |country: ReferentId| {
            self.mentions().filter(|(id, _)| self.referent_of(*id, self.kinds.state) == Some(country)).count()
        };
        found.sort_by_key(|&country| std::cmp::Reverse(count(country)));
        match found.as_slice() {
            [one, other, ..] => Some([*one.min(other), *one.max(other)]),
            _ => None,
        }
    }
}
