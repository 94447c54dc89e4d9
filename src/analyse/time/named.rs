//! Dates by name: weekdays, months with their days, seasons, quarters and halves.

use super::reader::{Read, Reader};
use super::words::Role;
use crate::analyse::{TimeExpression, TimeUnit, YearPart};
use crate::fact::{Edtf, Point};

impl Reader<'_> {
    /// "on Friday", "last Friday", "Friday, December 9".
    pub(super) fn weekday(&self, at: usize) -> Read {
        let (skip, direction) = self.direction(at);
        let weekday = self.word(at + skip).weekday.filter(|_| self.is_capital(at + skip))?.number;
        let next = at + skip + 1;
        if skip == 0 && self.follows(next) {
            let day = self.month(next).or_else(|| self.day_first(next));
            if let Some((len, time @ (TimeExpression::Absolute(_) | TimeExpression::InYear { .. }))) = day {
                return Some((len + 1, time));
            }
        }
        Some((skip + 1, TimeExpression::Weekday { weekday, direction }))
    }

    /// "October 2012", "May 28", "Dec. 19, 2006", "September", "next March", "March next year".
    pub(super) fn month(&self, at: usize) -> Read {
        let (skip, direction) = self.direction(at);
        let month = self.month_at(at + skip)?;
        let named = self.word(at + skip).month.expect("a month has its name");
        if skip > 0 {
            return Some((skip + 1, TimeExpression::MonthOfYear { month, direction }));
        }
        let next = at + 1;
        let spaced = self.has(next) && matches!(self.between(next), " " | ". " | "\u{a0}" | "-");
        if let Some(day) = self.day_number(next).filter(|_| spaced) {
            let after = next + 1 + self.ordinal_suffix(next + 1);
            let last = self.last_day(after);
            let after = after + last.map_or(0, |(taken, _)| taken);
            return Some(self.days(at, after, month, day, last.map(|(_, last)| last)));
        }
        let of = usize::from(self.form(next) == "of" && self.number(next + 1).is_some());
        if let Some(year) = self.year_after(next + of) {
            return Some((of + 2, TimeExpression::Absolute(Edtf::month(year, month))));
        }
        if let Some((len, years)) = self.years_after(next) {
            return Some((1 + len, TimeExpression::InYear { part: YearPart::Month(month), years: Some(years) }));
        }
        // "Jan Novak": a forename.
        if self.form(at).len() == 3 && self.form(at) != "may" && self.between(next) == " " && self.is_capital(next) {
            return None;
        }
        let another = matches!(self.form(at), "may" | "march");
        let supported = self.is_after(at, Role::BeforeMonth) && !(another && self.form(at - 1) == "and");
        (supported || !named.doubtful).then_some((1, TimeExpression::MonthOfYear { month, direction: 0 }))
    }

    /// One day or the first to the last of them, with the year that follows.
    fn days(&self, at: usize, after: usize, month: u8, day: u8, last: Option<u8>) -> (usize, TimeExpression) {
        let year = self.year_after(after);
        let relative = self.years_after(after).filter(|_| year.is_none());
        let len = after - at + usize::from(year.is_some()) + relative.map_or(0, |(len, _)| len);
        let point = |day| match relative {
            Some((_, years)) => TimeExpression::InYear { part: YearPart::Day { month, day }, years: Some(years) },
            None => TimeExpression::Absolute(Edtf::Point(Point::Day { year, month, day })),
        };
        match last {
            Some(last) => (len, TimeExpression::Range(Box::new(point(day)), Box::new(point(last)))),
            None => (len, point(day)),
        }
    }

    /// "9 December 2022", "the 5th of May", "27th May", "5-9 May".
    pub(super) fn day_first(&self, at: usize) -> Read {
        let the = usize::from(self.form(at) == "the");
        let day = self.day_number(at + the)?;
        let mut next = at + the + 1;
        next += self.ordinal_suffix(next);
        let last = self.last_day_before_month(next);
        next = last.map_or(next, |(after, _)| after);
        let of = usize::from(self.form(next) == "of");
        let month = self.month_at(next + of).filter(|_| self.spaced(next + of) || self.between(next + of) == "-")?;
        Some(self.days(at, next + of + 1, month, day, last.map(|(_, last)| last)))
    }

    /// "spring 2024", "the summer of 1992", "this winter", "spring next year".
    pub(super) fn season(&self, at: usize) -> Read {
        let (skip, direction) = self.direction(at);
        let the = usize::from(skip == 0 && self.form(at) == "the");
        let season = self.word(at + skip + the).season?;
        let len = skip + the + 1;
        let next = at + len;
        let of = usize::from(self.form(next) == "of");
        if let Some(year) = self.year_after(next + of) {
            return Some((len + of + 1, TimeExpression::Absolute(Edtf::Point(Point::Season { year, season }))));
        }
        if let Some((more, years)) = self.years_after(next) {
            return Some((len + more, TimeExpression::InYear { part: YearPart::Season(season), years: Some(years) }));
        }
        // "in the fall of" something is no season.
        let fall = self.form(at + skip + the) == "fall" && of == 1;
        let supported = skip > 0 || self.is_after(at, Role::BeforeSeason) && !fall && (the == 1 || season != 23);
        let unit = TimeUnit::Season(season);
        supported.then_some((len, TimeExpression::Offset { count: i32::from(direction), unit }))
    }

    /// "the first half of 2024", "the second quarter of next year", "the fourth quarter", "third-quarter".
    pub(super) fn part_of_year(&self, at: usize) -> Read {
        let the = usize::from(self.form(at) == "the");
        let ordinal = self.word(at + the).ordinal?;
        let quarter = self.word(at + the + 1).unit == Some(TimeUnit::Quarter) && !self.word(at + the + 1).plural;
        let months = match (quarter, self.is(at + the + 1, Role::Half)) {
            (true, _) => 3,
            (_, true) => 6,
            _ => return None,
        };
        // The final one is the last that a year has.
        let last = (ordinal * months).min(12);
        let part = YearPart::Months(last + 1 - months, last);
        let len = the + 2;
        let next = at + len;
        let of = usize::from(self.form(next) == "of");
        if let Some(year) = self.year_after(next + of) {
            let month = |month| Some(Point::Month { year: Some(year), month });
            let date = Edtf::Interval { from: month(last + 1 - months), to: month(last) };
            return Some((len + of + 1, TimeExpression::Absolute(date)));
        }
        if of == 1 && self.forms(next + 1, &["the", "year"]) {
            return Some((len + 3, TimeExpression::InYear { part, years: Some(0) }));
        }
        if let Some((more, years)) = self.years_after(next) {
            return Some((len + more, TimeExpression::InYear { part, years: Some(years) }));
        }
        // "the second half" alone may be of anything.
        (quarter && of == 0).then_some((len, TimeExpression::InYear { part, years: None }))
    }

    fn month_at(&self, at: usize) -> Option<u8> {
        self.word(at).month.filter(|_| self.is_capital(at)).map(|month| month.number)
    }

    fn day_number(&self, at: usize) -> Option<u8> {
        let day = self.number(at).filter(|day| (1..=31).contains(day) && self.form(at).len() <= 2)?;
        u8::try_from(day).ok()
    }

    fn ordinal_suffix(&self, at: usize) -> usize {
        usize::from(self.tight(at) && matches!(self.form(at), "st" | "nd" | "rd" | "th"))
    }

    /// "-9" or " to 9" or " and 9" after a day.
    fn last_day(&self, at: usize) -> Option<(usize, u8)> {
        let word = usize::from(matches!(self.form(at), "to" | "and" | "through"));
        if word == 0 && !self.dashed(at) {
            return None;
        }
        let day = self.day_number(at + word)?;
        // "May 5 and 12 ships": a count, not a day.
        let end = at + word + 1 + self.ordinal_suffix(at + word + 1);
        let ends = word == 0 || !self.spaced(end) || self.year_after(end).is_some();
        ends.then_some((end - at, day))
    }

    fn last_day_before_month(&self, at: usize) -> Option<(usize, u8)> {
        let word = usize::from(matches!(self.form(at), "to" | "and"));
        if word == 0 && !self.dashed(at) {
            return None;
        }
        let day = self.day_number(at + word)?;
        let end = at + word + 1 + self.ordinal_suffix(at + word + 1);
        self.month_at(end).map(|_| (end, day))
    }
}
