//! Time carried on: what happened "then", "after the talks" or "at the meeting" happened on the day told before, an event
//! told twice happened once, and what news opens with under a dateline's day happened on it.

use std::collections::HashMap;

use super::calendar::Direction;
use super::dating;
use super::discourse::Discourse;
use super::resolver::Draft;
use crate::analyse::{Deprel, Form, Mention, Sentence};
use crate::fact::{Claimed, Edtf, EntityId, Factuality, Point};
use crate::proposition::Tense;
use crate::text::SectionRole;

/// Dates the drafts that have no date of their own, where the text carries one on.
pub(super) fn carry_on(discourse: &Discourse<'_>, drafts: &mut [Draft], is_happening: impl Fn(&EntityId) -> bool) {
    let lead = lead(discourse);
    for draft in drafts.iter_mut().filter(|draft| draft.claimed.when.is_none()) {
        let eventful = !draft.lasting || ends(&draft.claimed).any(&is_happening);
        let told = eventful && draft.tense == Tense::Past && draft.claimed.factuality == Factuality::Actual;
        let undated =
            || discourse.analysis.mentions_in(draft.sentence).all(|(_, other)| !matches!(other.form, Form::Time(_)));
        if let Some((sentence, day)) = lead
            && told
            && draft.sentence == sentence
            && undated()
        {
            draft.claimed.when = Some(day);
        }
    }
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
        let told = draft.tense == Tense::Past && draft.claimed.factuality == Factuality::Actual;
        let sentence = &discourse.analysis.sentences[draft.sentence];
        let carried =
            || (told && continues(discourse, sentence)).then(|| day_before(discourse, draft.sentence)).flatten();
        draft.claimed.when = known.or_else(carried);
    }
}

/// The first sentence of the news, and the day that stands right above it: "SUVA, May 3 (AP) —", "03.05.2021".
fn lead(discourse: &Discourse<'_>) -> Option<(usize, Edtf)> {
    let published = discourse.document.metadata().published?;
    let sentences = &discourse.analysis.sentences;
    let first = sentences.iter().position(|sentence| sentence.role() == SectionRole::Body)?;
    let sections = discourse.document.sections();
    let above = sections.partition_point(|section| section.span.end() <= sentences[first].span().start());
    let above = sections[..above].last().filter(|above| {
        let head = matches!(above.role, SectionRole::Dateline | SectionRole::Boilerplate);
        head && above.span.len() <= STAMP && discourse.document.slice(above.span).contains(|c: char| c.is_ascii_digit())
    });
    above.map(|_| (first, Edtf::day(published)))
}

/// A line that only dates is no longer than this, in bytes.
const STAMP: usize = 60;

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
            let is_event = |noun: usize| word(noun).is_some_and(|noun| EVENTS.contains(&noun.as_str()));
            // "told reporters at a joint news conference"
            let spoken = || {
                let a = matches!(word(t + 1).as_deref(), Some("a" | "an"));
                let said =
                    (t.saturating_sub(2)..t).any(|t| word(t).is_some_and(|word| SAYING.contains(&word.as_str())));
                a && said && (t + 2..t + 6).any(is_event)
            };
            definite && is_event(noun) || spoken()
        }
        Some("sidelines") => true,
        _ => false,
    })
}

/// The last day told in the sentences before, a few at most: not one in passing ("who arrived on Monday"), and none to come.
fn day_before(discourse: &Discourse<'_>, sentence: usize) -> Option<Edtf> {
    (sentence.saturating_sub(REACH)..sentence).rev().find_map(|index| {
        let sentence = &discourse.analysis.sentences[index];
        let in_passing = |time: &Mention| {
            let mut over = sentence.ancestors(time.head);
            over.any(|clause| matches!(sentence.token(clause).deprel, Deprel::AclRelcl | Deprel::Acl))
        };
        let mut times = discourse.analysis.mentions_in(index).filter(|(_, time)| !in_passing(time));
        times.find_map(|(_, time)| {
            let placed = dating::date(discourse.document, discourse.analysis, time, Direction::Past)?;
            let day = matches!(placed, Edtf::Point(Point::Day { .. }));
            (day && !dating::is_ahead(discourse, Some(placed))).then_some(placed)
        })
    })
}

const REACH: usize = 12;

/// Words of saying that stand before where it was said.
const SAYING: &[&str] = &["said", "saying", "says", "told", "speaking", "spoke", "added"];

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
    "briefing",
];
