//! Date expressions: "November 30", "27.04.2021", "2006-07", "last week", "until 2042".
//!
//! Knows how English writes dates, as far as the words alone tell; counts nothing from the publication date. One file a
//! way of writing: in figures, by name, counted from another day.

mod named;
mod numeric;
mod reader;
mod relative;
mod words;

use self::reader::{Read, Reader};
use super::mention::TimeExpression;
use crate::schema::phrase::Atom;

/// A date expression found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TimeFound {
    /// The first atom and how many it takes.
    pub start: usize,
    pub len: usize,
    pub expression: TimeExpression,
}

/// Whether a word in lower case is the whole name of a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    words::Word::of(word).weekday.is_some_and(|day| day.full)
}

/// Whether a word in lower case is the name of a month or of a day of the week.
pub(super) fn is_of_calendar(word: &str) -> bool {
    let word = words::Word::of(word);
    word.weekday.or(word.month).is_some_and(|name| !name.doubtful)
}

/// Finds all date expressions, in order, without overlap. `text` is what the atoms were cut from.
pub(super) fn find_times(text: &str, atoms: &[Atom]) -> Vec<TimeFound> {
    let reader = Reader::new(text, atoms);
    let mut found = Vec::new();
    let mut at = 0;
    while reader.has(at) {
        match reader.expression(at) {
            Some((len, expression)) => {
                found.push(TimeFound { start: at, len, expression });
                at += len;
            }
            None => at += 1,
        }
    }
    found
}

impl Reader<'_> {
    fn expression(&self, at: usize) -> Read {
        let after = |skip: usize| self.core(at + skip).filter(|_| self.spaced(at + skip));
        match self.form(at) {
            "since" => after(1).map(|(len, time)| (len + 1, TimeExpression::Since(Box::new(time)))),
            word @ ("until" | "till" | "through" | "by") => {
                // "through the 1990s" is during them.
                let the = self.form(at + 1) == "the";
                if word == "through" && the {
                    return None;
                }
                // "by the end of the year" is a date of its own.
                let skip = if the && after(1).is_none() { 2 } else { 1 };
                let (len, time) = after(skip)?;
                // "by now" says when, not how long.
                (time != TimeExpression::Vague).then(|| (len + skip, TimeExpression::Until(Box::new(time))))
            }
            word @ ("from" | "between") => {
                let (len, first) = after(1)?;
                let joint = self.form(at + 1 + len);
                let joins =
                    if word == "from" { matches!(joint, "to" | "until" | "till" | "through") } else { joint == "and" };
                let (second_len, second) = self.core(at + 2 + len).filter(|_| joins)?;
                Some((len + second_len + 2, TimeExpression::Range(Box::new(first), Box::new(second))))
            }
            _ => {
                let (len, first) = self.core(at)?;
                self.range_after(at, len, &first).or(Some((len, first)))
            }
        }
    }

    /// "2012 to 2014", "May 5 – May 9", "March and April".
    fn range_after(&self, at: usize, len: usize, first: &TimeExpression) -> Read {
        let month = |time: &TimeExpression| matches!(time, TimeExpression::MonthOfYear { direction: 0, .. });
        let dated = |time: &TimeExpression| matches!(time, TimeExpression::Absolute(_)) || month(time);
        let joint = self.form(at + len);
        let word = self.spaced(at + len) && (joint == "to" || joint == "and" && month(first));
        if !dated(first) || !word && !self.dashed(at + len) {
            return None;
        }
        let skip = usize::from(word);
        let (second_len, second) = self.core(at + len + skip)?;
        let fits = dated(&second) && (joint != "and" || month(&second));
        fits.then(|| (len + skip + second_len, TimeExpression::Range(Box::new(first.clone()), Box::new(second))))
    }

    fn core(&self, at: usize) -> Read {
        if !self.has(at) {
            return None;
        }
        self.approximate(at)
            .or_else(|| self.figures(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.month(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.season(at))
            .or_else(|| self.decade_or_century(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.fiscal(at))
            .or_else(|| self.adverb(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.directed(at))
            .or_else(|| self.year(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::phrase::atoms;

    fn shown(time: &TimeExpression) -> String {
        match time {
            TimeExpression::Absolute(edtf) => edtf.to_string(),
            TimeExpression::Offset { count, unit } => format!("{count:+}{unit:?}"),
            TimeExpression::Weekday { weekday, direction } => format!("weekday {weekday} {direction}"),
            TimeExpression::MonthOfYear { month, direction } => format!("month {month} {direction}"),
            TimeExpression::Until(time) => format!("until {}", shown(time)),
            TimeExpression::Since(time) => format!("since {}", shown(time)),
            TimeExpression::Range(from, to) => format!("{} to {}", shown(from), shown(to)),
            TimeExpression::InYear { part, years } => match years {
                Some(years) => format!("{part:?} {years:+}"),
                None => format!("{part:?}"),
            },
            TimeExpression::Told { count, unit } => format!("told {count:+}{unit:?}"),
            TimeExpression::Vague => "vague".to_owned(),
        }
    }

    #[test]
    fn date_expressions() {
        let mut wrong = Vec::new();
        for (text, found) in [
            ("They met on November 30.", "XXXX-11-30"),
            ("27.04.2021 (13:24)", "2021-04-27"),
            ("Released 04/27/2021 in Oslo", "2021-04-27"),
            ("Released 27/04/2021 in Oslo", "2021-04-27"),
            ("A note of 2021-04-27", "2021-04-27"),
            ("six of them in 2006-07 came", "2006/2007"),
            ("for 2007-2010", "2007/2010"),
            ("through the 1990s it had none", "199X"),
            ("He came last week", "-1Week"),
            ("a week ago", "-1Week"),
            ("two years ago", "-2Year"),
            ("in late 2003", "2003"),
            ("ready by spring next year", "until Season(21) +1"),
            ("since 2012", "since 2012"),
            ("until 2042", "until 2042"),
            ("on Friday", "weekday 5 0"),
            ("last Friday", "weekday 5 -1"),
            ("Dec. 19, 2006", "2006-12-19"),
            ("on Dec. 19 they left", "XXXX-12-19"),
            ("earlier this month", "+0Month"),
            ("this year", "+0Year"),
            ("in October 2012", "2012-10"),
            ("9 December 2022", "2022-12-09"),
            ("in September", "month 9 0"),
            ("between 2012 and 2014", "2012 to 2014"),
            ("from May to July", "month 5 0 to month 7 0"),
            ("May 5-9, 2019", "2019-05-05 to 2019-05-09"),
            ("the second half of 2024", "2024-07/2024-12"),
            ("at the end of the year", "+0Year"),
            ("the summer of 1992", "1992-22"),
            ("in the 20th century", "19XX"),
            ("yesterday", "-1Day"),
            ("the sale is now open", "vague"),
            ("Friday, December 9", "XXXX-12-09"),
            ("They may march in August 2020", "2020-08"),
            ("over the past five years", "since -5Year"),
            ("in March 1999 and later", "1999-03"),
            ("signed in March next year", "Month(3) +1"),
            ("after October of last year", "Month(10) -1"),
            ("on 5 June this year", "Day { month: 6, day: 5 } +0"),
            ("on May 5 last year they met", "Day { month: 5, day: 5 } -1"),
            ("the third quarter of this year", "Months(7, 9) +0"),
            ("the final quarter of 2009", "2009-10/2009-12"),
            ("third-quarter deliveries", "Months(7, 9)"),
            ("in the fourth quarter", "Months(10, 12)"),
            ("in the first half of the year", "Months(1, 6) +0"),
            ("the last quarter", "-1Quarter"),
            ("over the weekend", "+0Weekend"),
            ("the following day they flew on", "told +1Day"),
            ("Two days later the ships left", "told +2Day"),
            ("had left a week earlier.", "told -1Week"),
            ("had met the year before.", "told -1Year"),
            ("that happened in the same month", "told +0Month"),
            ("He landed in Suva that evening", "told +0Day"),
            ("Peru bought it that year.", "told +0Year"),
            ("the day before yesterday", "-2Day"),
            ("in the coming months", "since +0Day"),
            ("within the next six months", "until +6Month"),
            ("in recent years", "vague"),
            ("this past Tuesday", "weekday 2 -1"),
            ("in March and April", "month 3 0 to month 4 0"),
            ("in the eighties", "198X"),
            ("in fiscal year 2025", "2025"),
            ("about three weeks ago", "-3Week"),
            ("in two years", "+2Year"),
            ("a decade ago", "-1Decade"),
            ("ready by the end of the year", "until +0Year"),
            ("by the summer", "until +0Season(22)"),
            ("in the fall", "+0Season(23)"),
        ] {
            let times = find_times(text, &atoms(text, 0));
            let read: Vec<_> = times.iter().map(|time| shown(&time.expression)).collect();
            if read != [found] {
                wrong.push(format!("{text:?}: {read:?} for {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "It may be so",
            "They march on",
            "2000 troops came",
            "$1999",
            "Mi-2012",
            "Theresa May said",
            "2,000 men",
            "all 1500 soldiers",
            "5 aircraft",
            "for the first time in 15 years",
            "the largest order in ten years",
            "has not flown in two years",
            "in the second half the side lost",
            "the fall of the capital",
            "three days after the vote",
            "a second helicopter",
            "that ship sank",
            "at all times",
            "the Day of Unity",
        ] {
            let times = find_times(text, &atoms(text, 0));
            assert_eq!(times, [], "{text}");
        }
    }
}
