//! Dates counted from another day: "a week ago", "last month", "two days later", "yesterday", "the coming months".

use super::reader::{Read, Reader};
use super::words::Role;
use crate::analyse::{TimeExpression, TimeUnit};

impl Reader<'_> {
    /// "late 2003", "mid-May", "the end of the year", "earlier this month".
    pub(super) fn approximate(&self, at: usize) -> Read {
        let skip = if self.is(at, Role::Approximate) {
            1
        } else if self.is(at, Role::Part) && self.form(at + 1) == "of" {
            2 + usize::from(self.form(at + 2) == "the")
        } else {
            return None;
        };
        let word = self.word(at + skip);
        if let (3, Some(unit), false) = (skip, word.unit, word.plural) {
            return Some((4, TimeExpression::Offset { count: 0, unit }));
        }
        let (len, time) = self.core(at + skip).filter(|_| self.spaced(at + skip))?;
        (time != TimeExpression::Vague).then_some((len + skip, time))
    }

    /// "a week ago", "two years later", "in three months", "over the past five years", "the coming weeks".
    pub(super) fn counted(&self, at: usize) -> Read {
        self.row_of_units(at)
            .or_else(|| {
                let recent = usize::from(self.form(at) == "in");
                let unit = self.word(at + recent + 1);
                let found = self.is(at + recent, Role::Recent) && unit.unit.is_some() && unit.plural;
                found.then_some((recent + 2, TimeExpression::Vague))
            })
            .or_else(|| self.distance(at))
    }

    /// "the past five years", "the last few months", "the coming weeks".
    fn row_of_units(&self, at: usize) -> Read {
        let (skip, direction) = self.direction(at);
        let told = self.is(at + skip.max(1) - 1, Role::Previous) || self.is(at + skip.max(1) - 1, Role::Following);
        if skip == 0 || direction == 0 {
            return None;
        }
        let next = at + skip;
        let several = self.is(next, Role::Several);
        let count = self.count(next).filter(|_| !several);
        let len = skip + usize::from(several || count.is_some());
        let word = self.word(at + len);
        let unit = word.unit.filter(|_| word.plural && self.spaced(at + len))?;
        let now = || Box::new(TimeExpression::Offset { count: 0, unit: TimeUnit::Day });
        let time = match count {
            _ if told => TimeExpression::Vague,
            Some(count) if direction < 0 => {
                TimeExpression::Since(Box::new(TimeExpression::Offset { count: -count, unit }))
            }
            Some(count) => TimeExpression::Until(Box::new(TimeExpression::Offset { count, unit })),
            // Some time from now on.
            None if direction > 0 => TimeExpression::Since(now()),
            None => TimeExpression::Vague,
        };
        Some((len + 1, time))
    }

    /// "a week ago", "two years later", "in three months", "the day before".
    fn distance(&self, at: usize) -> Read {
        let within = matches!(self.form(at), "in" | "within");
        let lead = usize::from(within || self.is(at, Role::About));
        let the = self.form(at) == "the";
        let count = if the { Some(1) } else { self.count(at + lead) }?;
        let place = lead + 1;
        let word = self.word(at + place);
        let unit = word.unit.filter(|_| self.spaced(at + place))?;
        let next = at + place + 1;
        let after = if self.spaced(next) { self.word(next) } else { Default::default() };
        if the {
            // "the day before", "the year after" with nothing that they would govern.
            let ends = !self.spaced(next + 1);
            let step = if after.is(Role::Earlier) || after.is(Role::Previous) { -1 } else { 1 };
            let told = after.is(Role::Earlier) || after.is(Role::Later) || after.is(Role::Previous);
            return (told && ends).then_some((place + 2, TimeExpression::Told { count: step, unit }));
        }
        if after.is(Role::Ago) {
            return Some((place + 2, TimeExpression::Offset { count: -count, unit }));
        }
        if after.is(Role::Earlier) {
            return Some((place + 2, TimeExpression::Told { count: -count, unit }));
        }
        // "three days after the vote" counts from the vote.
        if after.is(Role::Later) && (self.form(next) != "after" || !self.spaced(next + 1)) {
            return Some((place + 2, TimeExpression::Told { count, unit }));
        }
        // "in the two years" is how long; "in two years" and "within a month" are when, unless a first time is told.
        let span = || (at.saturating_sub(8)..at).any(|before| self.is_span(before));
        (within && !span()).then_some((place + 1, TimeExpression::Offset { count, unit }))
    }

    /// A word that makes "in ten years" a length: "first", "longest", "not".
    fn is_span(&self, at: usize) -> bool {
        let form = self.form(at);
        self.is(at, Role::Span) || form.len() > 5 && form.ends_with("est") && self.is_lower(at)
    }

    /// "last week", "next year", "this month", "the following day", "the weekend", "last night".
    pub(super) fn directed(&self, at: usize) -> Read {
        let (skip, direction) = self.direction(at);
        let count = i32::from(direction);
        if skip == 0 {
            // "that evening", "that year": of what was told.
            let next = self.word(at + 1);
            let unit = if next.is(Role::Daytime) { Some(TimeUnit::Day) } else { next.unit.filter(|_| !next.plural) };
            if let Some(unit) = unit.filter(|_| self.form(at) == "that" && self.spaced(at + 1)) {
                return Some((2, TimeExpression::Told { count: 0, unit }));
            }
            let weekend = self.form(at) == "the" && self.word(at + 1).unit == Some(TimeUnit::Weekend);
            let offset = TimeExpression::Offset { count: 0, unit: TimeUnit::Weekend };
            return (weekend && !self.word(at + 1).plural).then_some((2, offset));
        }
        let word = self.word(at + skip);
        let unit = if word.is(Role::Daytime) { TimeUnit::Day } else { word.unit.filter(|_| !word.plural)? };
        // "the same year", "the following week" count from what was told before, not from the publication date.
        let own = self.word(at + skip - 1);
        let told = own.is(Role::Same)
            || own.is(Role::Following)
            || own.is(Role::Previous)
            || self.form(at) == "the" && own.is(Role::Next) && unit == TimeUnit::Day;
        if told {
            return Some((skip + 1, TimeExpression::Told { count, unit }));
        }
        Some((skip + 1, TimeExpression::Offset { count, unit }))
    }

    /// "yesterday", "the day after tomorrow", "now".
    pub(super) fn adverb(&self, at: usize) -> Read {
        let day = |count| TimeExpression::Offset { count, unit: TimeUnit::Day };
        if self.forms(at, &["the", "day"]) {
            let two = match (self.form(at + 2), self.form(at + 3)) {
                ("before", "yesterday") => -2,
                ("after", "tomorrow") => 2,
                _ => return None,
            };
            return Some((4, day(two)));
        }
        let word = self.word(at);
        if let Some(days) = word.days {
            return Some((1, day(days)));
        }
        let vague = if self.forms(at, &["at", "present"]) {
            2
        } else if self.forms(at, &["at", "the", "moment"]) {
            3
        } else {
            usize::from(word.is(Role::Vague))
        };
        (vague > 0).then_some((vague, TimeExpression::Vague))
    }
}
