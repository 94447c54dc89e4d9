//! Date expressions: "November 30", "27.04.2021", "2006-07", "last week", "until 2042".
//!
//! Knows how English writes dates, as far as the words alone tell; counts nothing from the publication date.

use crate::fact::{Edtf, Point};
use crate::schema::phrase::{Atom, Casing, Gap};

use super::mention::{TimeExpression, TimeUnit};

/// A date expression found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TimeFound {
    /// The first atom and how many it takes.
    pub start: usize,
    pub len: usize,
    pub expression: TimeExpression,
}

/// Finds all date expressions, in order, without overlap. `text` is what the atoms were cut from.
pub(super) fn find_times(text: &str, atoms: &[Atom]) -> Vec<TimeFound> {
    let base = atoms.first().map_or(0, |atom| atom.span.start());
    let shift = text.find(|c: char| c.is_alphanumeric()).unwrap_or(0);
    let reader = Reader { text, offset: base - shift, atoms };
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
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

type Read = Option<(usize, TimeExpression)>;

struct Reader<'a> {
    text: &'a str,
    /// Where `text` starts in the document.
    offset: usize,
    atoms: &'a [Atom],
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.atoms.get(at).map_or("", |atom| atom.folded.as_str())
    }

    fn words(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(place, word)| self.word(at + place) == *word)
    }

    /// The text between an atom and the one before it.
    fn between(&self, at: usize) -> &str {
        match (at.checked_sub(1).and_then(|before| self.atoms.get(before)), self.atoms.get(at)) {
            (Some(before), Some(atom)) => &self.text[before.span.end() - self.offset..atom.span.start() - self.offset],
            (None, Some(atom)) => &self.text[..atom.span.start() - self.offset],
            _ => "",
        }
    }

    /// Whether an atom follows the one before it with nothing but a space, a comma or a point between.
    fn follows(&self, at: usize) -> bool {
        at < self.atoms.len() && matches!(self.between(at), " " | ", " | ". " | "," | "\u{a0}" | "., ")
    }

    fn spaced(&self, at: usize) -> bool {
        at < self.atoms.len() && self.atoms[at].gap != Gap::Break
    }

    fn is_capital(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.casing != Casing::Lower)
    }

    fn number(&self, at: usize) -> Option<u32> {
        let atom = self.atoms.get(at).filter(|atom| atom.casing == Casing::Digits)?;
        atom.folded.parse().ok()
    }

    /// A spelled or written count: "two", "a", "12".
    fn count(&self, at: usize) -> Option<i32> {
        let written = self.number(at).and_then(|number| i32::try_from(number).ok());
        written.or_else(|| match self.word(at) {
            "a" | "an" => Some(1),
            word => super::mention::quantity::spelled(word).and_then(|number| i32::try_from(number).ok()),
        })
    }

    fn expression(&self, at: usize) -> Read {
        let word = self.word(at);
        let after = |skip: usize| self.core(at + skip).filter(|_| self.spaced(at + skip));
        match word {
            "since" => after(1).map(|(len, time)| (len + 1, TimeExpression::Since(Box::new(time)))),
            "until" | "till" | "through" | "by" => {
                // "through the 1990s" is during them.
                let the = self.word(at + 1) == "the";
                if word == "through" && the {
                    return None;
                }
                let skip = 1 + usize::from(the);
                after(skip).and_then(|(len, time)| {
                    // "by now" and "by Friday's vote" say when, not how long.
                    (time != TimeExpression::Vague).then(|| (len + skip, TimeExpression::Until(Box::new(time))))
                })
            }
            "from" | "between" => {
                let (len, first) = after(1)?;
                let joint = self.word(at + 1 + len);
                let joins =
                    if word == "from" { matches!(joint, "to" | "until" | "till" | "through") } else { joint == "and" };
                if joins && let Some((second_len, second)) = self.core(at + 2 + len) {
                    return Some((len + second_len + 2, TimeExpression::Range(Box::new(first), Box::new(second))));
                }
                None
            }
            _ => {
                let (len, first) = self.core(at)?;
                self.range_after(at, len, &first).or(Some((len, first)))
            }
        }
    }

    /// "2012 to 2014", "May 5 – May 9".
    fn range_after(&self, at: usize, len: usize, first: &TimeExpression) -> Read {
        let dash = matches!(self.between(at + len).trim(), "-" | "–" | "—");
        let skip = usize::from(self.word(at + len) == "to" && self.spaced(at + len));
        if !dash && skip == 0 || !matches!(first, TimeExpression::Absolute(_) | TimeExpression::MonthOfYear { .. }) {
            return None;
        }
        let (second_len, second) = self.core(at + len + skip)?;
        matches!(second, TimeExpression::Absolute(_) | TimeExpression::MonthOfYear { .. })
            .then(|| (len + skip + second_len, TimeExpression::Range(Box::new(first.clone()), Box::new(second))))
    }

    fn core(&self, at: usize) -> Read {
        self.atoms.get(at)?;
        self.approximate(at)
            .or_else(|| self.numeric(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.month(at, 0))
            .or_else(|| self.day_first(at))
            .or_else(|| self.season(at))
            .or_else(|| self.decade_or_century(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.directed(at))
            .or_else(|| self.year(at))
            .or_else(|| self.adverb(at))
    }

    /// "late 2003", "mid-May", "the end of the year", "earlier this month".
    fn approximate(&self, at: usize) -> Read {
        let skip = match self.word(at) {
            "early" | "late" | "mid" | "earlier" | "later" => 1,
            "beginning" | "end" | "middle" | "start" | "close" if self.words(at + 1, &["of", "the"]) => 3,
            "beginning" | "end" | "middle" | "start" | "close" if self.word(at + 1) == "of" => 2,
            _ => return None,
        };
        if self.words(at + skip, &["year"]) && skip == 3 {
            return Some((4, TimeExpression::Offset { count: 0, unit: TimeUnit::Year }));
        }
        if let (3, Some(unit)) = (skip, unit(self.word(at + skip))) {
            return Some((4, TimeExpression::Offset { count: 0, unit }));
        }
        let (len, time) = self.core(at + skip).filter(|_| self.spaced(at + skip))?;
        (time != TimeExpression::Vague).then_some((len + skip, time))
    }

    /// "2021-04-27", "27.04.2021", "04/27/2021", "2006-07", "2012-10".
    fn numeric(&self, at: usize) -> Read {
        let first = self.number(at)?;
        let tight = |place: usize| self.atoms.get(place).is_some_and(|atom| atom.gap == Gap::Tight);
        let second = self.number(at + 1).filter(|_| tight(at + 1))?;
        let joint = self.between(at + 1);
        let third = self.number(at + 2).filter(|_| tight(at + 2) && self.between(at + 2) == joint);
        let digits = |place: usize| self.atoms[place].folded.len();
        let day = |year: u32, month: u32, day: u32| {
            let date =
                jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            date.ok().map(|date| (3, TimeExpression::Absolute(Edtf::day(date))))
        };
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
            || tight(at + 2) && self.number(at + 2).is_some()
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

    /// "on Friday", "last Friday", "Friday, December 9".
    fn weekday(&self, at: usize) -> Read {
        let (skip, direction) = self.direction(at);
        let name = self.word(at + skip);
        let full = WEEKDAYS.iter().position(|day| *day == name);
        let short = || {
            WEEKDAYS.iter().position(|day| {
                name.len() >= 3
                    && name.len() <= 5
                    && name != "wed"
                    && day.starts_with(name)
                    && name != "sun"
                    && name != "sat"
                    && name != "mon"
            })
        };
        let weekday = full.or_else(|| short().filter(|_| self.is_capital(at + skip)))?;
        if !self.is_capital(at + skip) {
            return None;
        }
        let next = at + skip + 1;
        if skip == 0 && self.follows(next) {
            let paren = self.month(next, 0).or_else(|| self.day_first(next));
            if let Some((len, time @ TimeExpression::Absolute(_))) = paren {
                return Some((len + 1, time));
            }
        }
        let weekday = u8::try_from(weekday + 1).expect("seven days");
        Some((skip + 1, TimeExpression::Weekday { weekday, direction }))
    }

    /// "last", "next", "this" with how many atoms they take.
    fn direction(&self, at: usize) -> (usize, i8) {
        let skip = usize::from(self.word(at) == "the");
        match self.word(at + skip) {
            "last" | "past" | "previous" => (skip + 1, -1),
            "next" | "coming" | "upcoming" | "following" => (skip + 1, 1),
            "this" | "current" | "same" => (skip + 1, 0),
            _ => (0, 0),
        }
    }

    fn month_at(&self, at: usize) -> Option<u8> {
        let word = self.word(at);
        if !self.is_capital(at) {
            return None;
        }
        let full = MONTHS.iter().position(|month| *month == word);
        let short = || {
            let abbreviated = word == "sept" || word.len() == 3;
            MONTHS.iter().position(|month| abbreviated && month.starts_with(word))
        };
        full.or_else(short).map(|month| u8::try_from(month + 1).expect("twelve months"))
    }

    /// "October 2012", "May 28", "Dec. 19, 2006", "September", "next March".
    fn month(&self, at: usize, _depth: u8) -> Read {
        let (skip, direction) = self.direction(at);
        let month = self.month_at(at + skip)?;
        let mut len = skip + 1;
        if skip == 0 {
            let next = at + len;
            let spaced =
                self.atoms.get(next).is_some() && matches!(self.between(next), " " | ". " | "\u{a0}" | "-" | ", ");
            if let Some(day) =
                self.number(next).filter(|&day| spaced && (1..=31).contains(&day) && self.between(next) != ", ")
            {
                len += 1 + self.ordinal_suffix(next + 1);
                let day = u8::try_from(day).expect("at most 31");
                let last = self.last_day(at + len);
                len += last.map_or(0, |(taken, _)| taken);
                let year = self.year_after(at + len);
                len += usize::from(year.is_some());
                let point = |day| Edtf::Point(Point::Day { year, month, day });
                return Some((
                    len,
                    match last {
                        Some((_, last)) => TimeExpression::Range(
                            Box::new(TimeExpression::Absolute(point(day))),
                            Box::new(TimeExpression::Absolute(point(last))),
                        ),
                        None => TimeExpression::Absolute(point(day)),
                    },
                ));
            }
            let of = usize::from(self.word(next) == "of" && self.number(next + 1).is_some());
            if let Some(year) = self.year_after(next + of) {
                return Some((len + of + 1, TimeExpression::Absolute(Edtf::month(year, month))));
            }
            if let Some(count) = match (self.word(next), self.word(next + 1)) {
                ("last", "year") => Some(-1),
                ("next", "year") => Some(1),
                ("this", "year") => Some(0),
                _ => None,
            } {
                return Some((len + 2, TimeExpression::MonthOfYear { month, direction: count }));
            }
            // "May" and "March" alone, and all short forms, need a preposition to be months.
            let word = self.word(at);
            let doubtful =
                matches!(word, "may" | "march") || word.len() == 3 || matches!(word, "june" | "april" | "august");
            let supported = at > 0
                && matches!(
                    self.word(at - 1),
                    "in" | "since"
                        | "until"
                        | "till"
                        | "by"
                        | "from"
                        | "of"
                        | "during"
                        | "early"
                        | "late"
                        | "mid"
                        | "to"
                        | "between"
                        | "and"
                        | "before"
                        | "after"
                        | "end"
                        | "through"
                        | "for"
                        | "earlier"
                        | "last"
                )
                && (self.word(at - 1) != "and" || !matches!(word, "may" | "march"));
            if doubtful && !supported {
                return None;
            }
        }
        Some((len, TimeExpression::MonthOfYear { month, direction }))
    }

    fn ordinal_suffix(&self, at: usize) -> usize {
        let tight = self.atoms.get(at).is_some_and(|atom| atom.gap == Gap::Tight);
        usize::from(tight && matches!(self.word(at), "st" | "nd" | "rd" | "th"))
    }

    /// "-9" or " to 9" or " and 9" after a day.
    fn last_day(&self, at: usize) -> Option<(usize, u8)> {
        let word = usize::from(matches!(self.word(at), "to" | "and" | "through"));
        let dash = matches!(self.between(at).trim(), "-" | "–" | "—");
        if word == 0 && !dash {
            return None;
        }
        let day = self.number(at + word).filter(|day| (1..=31).contains(day))?;
        // "May 5 and 12 ships": a count, not a day.
        let end = at + word + 1 + self.ordinal_suffix(at + word + 1);
        let ends =
            word == 0 || end >= self.atoms.len() || self.atoms[end].gap == Gap::Break || self.year_after(end).is_some();
        ends.then(|| (end - at, u8::try_from(day).expect("at most 31")))
    }

    fn year_after(&self, at: usize) -> Option<u16> {
        let year = self.number(at).filter(|&year| is_year(year) && self.atoms[at].folded.len() == 4)?;
        let tight =
            self.atoms.get(at + 1).is_some_and(|atom| atom.gap == Gap::Tight && self.between(at + 1).is_empty());
        (self.follows(at) && !tight).then(|| u16::try_from(year).ok()).flatten()
    }

    /// "9 December 2022", "the 5th of May", "27th May", "5-9 May".
    fn day_first(&self, at: usize) -> Read {
        let the = usize::from(self.word(at) == "the");
        let day = self.number(at + the).filter(|day| (1..=31).contains(day))?;
        let mut next = at + the + 1;
        next += self.ordinal_suffix(next);
        let last = self.last_day_before_month(next);
        next = last.map_or(next, |(after, _)| after);
        let of = usize::from(self.word(next) == "of");
        let month = self.month_at(next + of).filter(|_| self.spaced(next + of) || self.between(next + of) == "-")?;
        next += of + 1;
        let year = self.year_after(next);
        next += usize::from(year.is_some());
        let point = |day: u32| {
            let day = u8::try_from(day).expect("at most 31");
            TimeExpression::Absolute(Edtf::Point(Point::Day { year, month, day }))
        };
        let time = match last {
            Some((_, last)) => TimeExpression::Range(Box::new(point(day)), Box::new(point(last))),
            None => point(day),
        };
        Some((next - at, time))
    }

    fn last_day_before_month(&self, at: usize) -> Option<(usize, u32)> {
        let word = usize::from(matches!(self.word(at), "to" | "and"));
        let dash = matches!(self.between(at).trim(), "-" | "–" | "—");
        if word == 0 && !dash {
            return None;
        }
        let day = self.number(at + word).filter(|day| (1..=31).contains(day))?;
        let end = at + word + 1 + self.ordinal_suffix(at + word + 1);
        self.month_at(end).map(|_| (end, day))
    }

    /// "spring 2024", "the summer of 1992", "this winter", "spring next year".
    fn season(&self, at: usize) -> Read {
        let (skip, direction) = self.direction(at);
        let the = usize::from(skip == 0 && self.word(at) == "the");
        let season: u8 = match self.word(at + skip + the) {
            "spring" => 21,
            "summer" => 22,
            "autumn" => 23,
            "fall" => 23,
            "winter" => 24,
            _ => return None,
        };
        let len = skip + the + 1;
        let next = at + len;
        let of = usize::from(self.word(next) == "of");
        if let Some(year) = self.year_after(next + of) {
            let point = Point::Season { year, season };
            return Some((len + of + 1, TimeExpression::Absolute(Edtf::Point(point))));
        }
        let unit = TimeUnit::Season(season);
        if let Some(count) = match (self.word(next + of), self.word(next + of + 1)) {
            ("next", "year") => Some(1),
            ("last", "year") => Some(-1),
            ("this", "year") => Some(0),
            _ => None,
        } {
            return Some((len + of + 2, TimeExpression::Offset { count, unit }));
        }
        let supported = skip > 0
            || (season != 23 && at > 0 && matches!(self.word(at - 1), "in" | "by" | "since" | "until" | "during"));
        supported.then_some((len, TimeExpression::Offset { count: i32::from(direction), unit }))
    }

    /// "the 1990s", "the 90s", "the 20th century".
    fn decade_or_century(&self, at: usize) -> Read {
        let skip = usize::from(self.word(at) == "the");
        let number = self.number(at + skip)?;
        let suffix = self.word(at + skip + 1);
        let tight = self.atoms.get(at + skip + 1).is_some_and(|atom| atom.gap == Gap::Tight);
        if !tight {
            return None;
        }
        match suffix {
            "s" if number % 10 == 0 && is_year(number) => {
                let point = if number % 100 == 0 && number < 1900 {
                    Point::Century(u8::try_from(number / 100).ok()?)
                } else {
                    Point::Decade(u16::try_from(number / 10).ok()?)
                };
                Some((skip + 2, TimeExpression::Absolute(Edtf::Point(point))))
            }
            "s" if number % 10 == 0 && (20..100).contains(&number) && skip == 1 => Some((
                skip + 2,
                TimeExpression::Absolute(Edtf::Point(Point::Decade(u16::try_from(190 + number / 10).ok()?))),
            )),
            "st" | "nd" | "rd" | "th" if self.word(at + skip + 2) == "century" && (11..=21).contains(&number) => {
                let century = Point::Century(u8::try_from(number - 1).ok()?);
                Some((skip + 3, TimeExpression::Absolute(Edtf::Point(century))))
            }
            _ => None,
        }
    }

    /// "the first half of 2024", "the second quarter of next year".
    fn part_of_year(&self, at: usize) -> Read {
        let skip = usize::from(self.word(at) == "the");
        let ordinal = match self.word(at + skip) {
            "first" => 0,
            "second" => 1,
            "third" => 2,
            "fourth" | "last" => 3,
            _ => return None,
        };
        let months: u8 = match self.word(at + skip + 1) {
            "half" => 6,
            "quarter" => 3,
            _ => return None,
        };
        if self.word(at + skip + 2) != "of" {
            return None;
        }
        let first = ordinal * months + 1;
        match self.core(at + skip + 3)? {
            (len, TimeExpression::Absolute(Edtf::Point(Point::Year(year)))) if first <= 12 => {
                let month = |month| Point::Month { year: Some(year), month };
                Some((skip + 3 + len, TimeExpression::Absolute(interval(month(first), month(first + months - 1)))))
            }
            (len, time) => Some((skip + 3 + len, time)),
        }
    }

    /// "a week ago", "two years later", "in three months", "over the past five years".
    fn counted(&self, at: usize) -> Read {
        // "the past five years", "the last few months", "the coming weeks"
        let (skip, direction) = self.direction(at);
        if skip > 0 && direction != 0 {
            let few = matches!(self.word(at + skip), "few" | "several" | "couple");
            let count = if few { None } else { self.count(at + skip) };
            if (few || count.is_some())
                && let Some(unit) = unit(self.word(at + skip + 1))
            {
                let count = i32::from(direction) * count.unwrap_or(2);
                let ago = Box::new(TimeExpression::Offset { count, unit });
                let time = match (few, direction) {
                    (true, _) => TimeExpression::Vague,
                    (_, -1) => TimeExpression::Since(ago),
                    _ => TimeExpression::Until(ago),
                };
                return Some((skip + 2, time));
            }
            if matches!(self.word(at + skip), "years" | "months" | "weeks" | "days" | "decades") {
                return Some((skip + 1, TimeExpression::Vague));
            }
        }
        if self.word(at) == "in" && self.word(at + 1) == "recent" && unit(self.word(at + 2)).is_some() {
            return Some((3, TimeExpression::Vague));
        }
        if self.word(at) == "recent" && matches!(self.word(at + 1), "years" | "months" | "weeks" | "days" | "decades") {
            return Some((2, TimeExpression::Vague));
        }
        let lead =
            usize::from(matches!(self.word(at), "about" | "nearly" | "almost" | "over" | "some" | "within" | "in"));
        let count = self.count(at + lead)?;
        let plural = lead + 1;
        let unit = unit(self.word(at + plural)).filter(|_| self.spaced(at + plural))?;
        match self.word(at + plural + 1) {
            "ago" | "earlier" | "before" | "back" if self.spaced(at + plural + 1) => {
                Some((plural + 2, TimeExpression::Offset { count: -count, unit }))
            }
            "later" | "hence" => Some((plural + 2, TimeExpression::Offset { count, unit })),
            // "in the two years" is how long; "in two years" and "within a month" are when.
            _ if matches!(self.word(at), "in" | "within") => Some((plural + 1, TimeExpression::Offset { count, unit })),
            _ => None,
        }
    }

    /// "last week", "next year", "this month", "the following day".
    fn directed(&self, at: usize) -> Read {
        let (skip, direction) = self.direction(at);
        if skip == 0 {
            return None;
        }
        let unit = match self.word(at + skip) {
            "night" | "morning" | "afternoon" | "evening" => TimeUnit::Day,
            "quarter" => return Some((skip + 1, TimeExpression::Vague)),
            word if matches!(word, "day" | "week" | "weekend" | "month" | "year" | "decade" | "century") => unit(word)?,
            _ => return None,
        };
        // "the same year", "the following week" count from what was told before, not from the publication date.
        if matches!(self.word(at + skip - 1), "same" | "following" | "previous") {
            return Some((skip + 1, TimeExpression::Vague));
        }
        Some((skip + 1, TimeExpression::Offset { count: i32::from(direction), unit }))
    }

    /// A bare year where it is no count and no part of a name.
    fn year(&self, at: usize) -> Read {
        let year = self.number(at).filter(|&year| is_year(year) && self.atoms[at].folded.len() == 4)?;
        let tight_before = self.atoms[at].gap == Gap::Tight;
        let mid = at > 0 && matches!(self.word(at - 1), "mid" | "post" | "pre" | "early" | "late");
        let tight_after =
            self.atoms.get(at + 1).is_some_and(|atom| atom.gap == Gap::Tight && !matches!(self.word(at + 1), "s"));
        let money = self.between(at).ends_with(['$', '€', '£', '¥']);
        if (tight_before && !mid) || tight_after && !matches!(self.between(at + 1), "'" | "’" | ".") || money {
            return None;
        }
        let support = |word: &str| {
            matches!(
                word,
                "in" | "since"
                    | "until"
                    | "till"
                    | "by"
                    | "from"
                    | "of"
                    | "during"
                    | "for"
                    | "to"
                    | "between"
                    | "and"
                    | "through"
                    | "before"
                    | "after"
                    | "early"
                    | "late"
                    | "mid"
                    | "throughout"
                    | "around"
                    | "circa"
                    | "end"
                    | "as"
                    | "year"
                    | "or"
                    | "prior"
                    | "until,"
            )
        };
        let before = if at > 0 { self.word(at - 1) } else { "" };
        let supported = support(before) || matches!(self.between(at), "(" | " (" | ", ");
        let name_before = at > 0
            && self.atoms[at].gap == Gap::Space
            && self.is_capital(at - 1)
            && self.atoms[at - 1].casing != Casing::Digits;
        // "1,500", "2000 troops": a count. What follows a year is a mark, a verb or a preposition.
        let counted = self.atoms.get(at + 1).is_some_and(|next| {
            next.gap == Gap::Space
                && next.casing == Casing::Lower
                && next.folded.ends_with('s')
                && next.folded.len() > 4
                && !matches!(next.folded.as_str(), "was" | "has" | "is" | "elections" | "talks" | "summits")
        });
        let separated = self.between(at + 1) == "," && self.number(at + 1).is_some();
        if counted || separated || !(supported || name_before || self.between(at).is_empty()) {
            return None;
        }
        Some((1, TimeExpression::Absolute(Edtf::year(u16::try_from(year).ok()?))))
    }

    fn adverb(&self, at: usize) -> Read {
        let day = |count| TimeExpression::Offset { count, unit: TimeUnit::Day };
        let read = match self.word(at) {
            "today" | "tonight" => (1, day(0)),
            "yesterday" => (1, day(-1)),
            "tomorrow" => (1, day(1)),
            "now" | "currently" | "presently" | "nowadays" | "recently" | "lately" | "soon" | "shortly" => {
                (1, TimeExpression::Vague)
            }
            "at" if self.words(at + 1, &["present"]) => (2, TimeExpression::Vague),
            "at" if self.words(at + 1, &["the", "moment"]) => (3, TimeExpression::Vague),
            _ => return None,
        };
        Some(read)
    }
}

fn is_year(number: u32) -> bool {
    (1500..=2100).contains(&number)
}

fn year_point(year: u32) -> Option<Point> {
    u16::try_from(year).ok().map(Point::Year)
}

fn interval(from: Point, to: Point) -> Edtf {
    Edtf::Interval { from: Some(from), to: Some(to) }
}

fn unit(word: &str) -> Option<TimeUnit> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "day" => TimeUnit::Day,
        "week" => TimeUnit::Week,
        "weekend" => TimeUnit::Weekend,
        "month" => TimeUnit::Month,
        "year" => TimeUnit::Year,
        "decade" => TimeUnit::Decade,
        "centurie" | "century" => TimeUnit::Century,
        _ => return None,
    })
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
            ("ready by spring next year", "until +1Season(21)"),
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
        ] {
            let times = find_times(text, &atoms(text, 0));
            assert_eq!(times, [], "{text}");
        }
    }
}
