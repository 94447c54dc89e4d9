//! Dates in figures: "2021-04-27", "27.04.2021", "2006-07", "1996", "the 1990s", "the 20th century".

use super::reader::{Read, Reader, is_year};
use super::words::Role;
use crate::analyse::TimeExpression;
use crate::fact::{Edtf, Point};

impl Reader<'_> {
    /// "2021-04-27", "27.04.2021", "04/27/2021", "2006-07", "2012-10".
    pub(super) fn figures(&self, at: usize) -> Read {
        let first = self.number(at)?;
        let second = self.number(at + 1).filter(|_| self.tight(at + 1))?;
        let joint = self.between(at + 1);
        let third = self.number(at + 2).filter(|_| self.tight(at + 2) && self.between(at + 2) == joint);
        let digits = |place: usize| self.form(place).len();
        if let Some(third) = third {
            return match (joint, digits(at), digits(at + 2)) {
                ("-" | "/" | ".", 4, 1..=2) if is_year(first) => day(first, second, third),
                // Points part day first; strokes part month first unless that cannot be.
                ("/", 1..=2, 4) if is_year(third) => day(third, first, second).or_else(|| day(third, second, first)),
                ("." | "-", 1..=2, 4) if is_year(third) => {
                    day(third, second, first).or_else(|| day(third, first, second))
                }
                _ => None,
            };
        }
        if !is_year(first)
            || digits(at) != 4
            || !matches!(joint, "-" | "–" | "/" | "‑")
            || self.tight(at + 2) && self.number(at + 2).is_some()
        {
            return None;
        }
        let years = |last: u32| Some((2, TimeExpression::Absolute(interval(year_point(first)?, year_point(last)?))));
        match digits(at + 1) {
            4 if is_year(second) && second > first => years(second),
            // "2006-07" is two years where they follow one another; else a month.
            2 if second > first % 100 => years(first / 100 * 100 + second),
            2 if (1..=12).contains(&second) => {
                Some((2, TimeExpression::Absolute(Edtf::month(u16::try_from(first).ok()?, u8::try_from(second).ok()?))))
            }
            _ => None,
        }
    }

    /// "the 1990s", "the 90s", "the eighties", "the 20th century".
    pub(super) fn decade_or_century(&self, at: usize) -> Read {
        let the = usize::from(self.form(at) == "the");
        let decade = |tens: u32| Some(Edtf::Point(Point::Decade(u16::try_from(tens).ok()?)));
        let found = |len: usize, date: Edtf| Some((the + len, TimeExpression::Absolute(date)));
        if let Some(tens) = self.word(at + the).decade.filter(|_| the == 1) {
            return found(1, decade(190 + u32::from(tens))?);
        }
        let number = self.number(at + the).filter(|_| self.tight(at + the + 1))?;
        match self.form(at + the + 1) {
            "s" if number % 100 == 0 && is_year(number) && number < 1900 => {
                found(2, Edtf::Point(Point::Century(u8::try_from(number / 100).ok()?)))
            }
            "s" if number % 10 == 0 && is_year(number) => found(2, decade(number / 10)?),
            "s" if number % 10 == 0 && (20..100).contains(&number) && the == 1 => found(2, decade(190 + number / 10)?),
            "st" | "nd" | "rd" | "th" if self.form(at + the + 2) == "century" && (11..=21).contains(&number) => {
                found(3, Edtf::Point(Point::Century(u8::try_from(number - 1).ok()?)))
            }
            _ => None,
        }
    }

    /// "fiscal year 2025", "fiscal 2025": named for the year in which it ends.
    pub(super) fn fiscal(&self, at: usize) -> Read {
        if !self.is(at, Role::Fiscal) {
            return None;
        }
        let len = 1 + usize::from(self.form(at + 1) == "year");
        self.year_after(at + len).map(|year| (len + 1, TimeExpression::Absolute(Edtf::year(year))))
    }

    /// A bare year where it is no count and no part of a name.
    pub(super) fn year(&self, at: usize) -> Read {
        let year = self.number(at).filter(|&year| is_year(year) && self.form(at).len() == 4)?;
        let parted = at > 0 && matches!(self.form(at - 1), "mid" | "post" | "pre" | "early" | "late");
        let money = self.between(at).ends_with(['$', '€', '£', '¥']);
        let glued = self.tight(at + 1) && self.form(at + 1) != "s" && !matches!(self.between(at + 1), "'" | "’" | ".");
        if self.tight(at) && !parted || glued || money {
            return None;
        }
        let supported = self.is_after(at, Role::BeforeYear) || matches!(self.between(at), "(" | " (" | ", ");
        let name_before =
            at > 0 && self.spaced(at) && !self.tight(at) && self.is_capital(at - 1) && !self.is_digits(at - 1);
        // "2000 troops": a count. What follows a year is a mark, a verb or a preposition.
        let next = self.form(at + 1);
        let counted = self.spaced(at + 1)
            && !self.tight(at + 1)
            && self.is_lower(at + 1)
            && next.ends_with('s')
            && next.len() > 4
            && !self.is(at + 1, Role::Dated);
        let separated = self.between(at + 1) == "," && self.number(at + 1).is_some();
        // "the 2014 contract", "its 1977 treaties"
        let whose = |word: &str| {
            let determiner = matches!(word, "the" | "a" | "an" | "its" | "their" | "his" | "this" | "that" | "s");
            determiner || word.ends_with("'s") || word.ends_with("’s")
        };
        let of_one = at > 0
            && (1900..=2100).contains(&year)
            && whose(self.form(at - 1))
            && self.spaced(at + 1)
            && self.is_lower(at + 1);
        if counted || separated || !(supported || of_one || name_before || self.between(at).is_empty()) {
            return None;
        }
        Some((1, TimeExpression::Absolute(Edtf::year(u16::try_from(year).ok()?))))
    }
}

fn day(year: u32, month: u32, day: u32) -> Read {
    let date = jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    date.ok().map(|date| (3, TimeExpression::Absolute(Edtf::day(date))))
}

fn year_point(year: u32) -> Option<Point> {
    u16::try_from(year).ok().map(Point::Year)
}

fn interval(from: Point, to: Point) -> Edtf {
    Edtf::Interval { from: Some(from), to: Some(to) }
}
