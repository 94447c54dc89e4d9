//! Time carried on: what happened "then", "after the talks" or "at the meeting" happened on the day told before, and an
//! event told twice happened once.

use std::collections::HashMap;

use super::calendar::Direction;
use super::dating;
use super::discourse::Discourse;
use super::resolver::Draft;
use crate::analyse::Sentence;
use crate::fact::{Claimed, Edtf, EntityId, Factuality, Point};
use crate::proposition::Tense;

/// Dates the drafts that have no date of their own, where the text carries one on.
pub(super) fn carry_on(discourse: &Discourse<'_>, drafts: &mut [Draft], is_happening: impl Fn(&EntityId) -> bool) {
    let mut days: HashMap<EntityId, Edtf> = HashMap::new();
    for Draft { claimed, .. } in drafts.iter() {
        if let Some(when) = claimed.when {
            for end in ends(claimed).filter(|end| is_happening(end)) {
                days.entry(end.clone()).or_insert(when);
            }
        }
    }
    for draft in drafts.iter_mut().filter(|draft| draft.claimed.when.is_none()) {
        let dated = !draft.lasting || ends(&draft.claimed).any(&is_happening);
        if !dated {
            continue;
        }
        let known = ends(&draft.claimed).find_map(|end| days.get(end)).copied();
        let told = !draft.lasting && draft.tense == Tense::Past && draft.claimed.factuality == Factuality::Actual;
        let sentence = &discourse.analysis.sentences[draft.sentence];
        let carried =
            || (told && continues(discourse, sentence)).then(|| day_before(discourse, draft.sentence)).flatten();
        draft.claimed.when = known.or_else(carried);
    }
}

fn ends(claimed: &Claimed) -> impl Iterator<Item = &EntityId> {
    [&claimed.subject, &claimed.object].into_iter()
}

/// Whether a sentence goes on with what was told: "then", "on the same day", "after the talks", "at the meeting".
fn continues(discourse: &Discourse<'_>, sentence: &Sentence) -> bool {
    let word = |t: usize| sentence.tokens().get(t).map(|token| discourse.document.slice(token.span).to_lowercase());
    (0..sentence.tokens().len()).any(|t| match word(t).as_deref() {
        Some("then") => t > 0 && t < 4,
        Some("earlier" | "later" | "afterwards") => t == 0,
        Some("same") => word(t + 1).as_deref() == Some("day"),
        Some("after" | "during" | "at" | "following" | "before") => {
            let noun =
                if matches!(word(t + 1).as_deref(), Some("the" | "his" | "her" | "their")) { t + 2 } else { t + 1 };
            let definite = noun == t + 2;
            let next = sentence.tokens().get(noun).map(|token| discourse.document.slice(token.span));
            definite && next.is_some_and(|next| EVENTS.contains(&next))
        }
        _ => false,
    })
}

/// The last day told in the sentences before, a few at most.
fn day_before(discourse: &Discourse<'_>, sentence: usize) -> Option<Edtf> {
    (sentence.saturating_sub(REACH)..sentence).rev().find_map(|index| {
        discourse.analysis.mentions_in(index).find_map(|(_, mention)| {
            let placed = dating::date(discourse.document, discourse.analysis, mention, Direction::Past)?;
            matches!(placed, Edtf::Point(Point::Day { .. })).then_some(placed)
        })
    })
}

const REACH: usize = 12;

/// What the next words may go on from.
const EVENTS: &[&str] = &[
    "talks",
    "meeting",
    "visit",
    "ceremony",
    "summit",
    "negotiations",
    "conference",
    "session",
    "trip",
    "event",
    "forum",
];
