//! Dates of limited precision: the part of EDTF (ISO 8601-2:2019, level 0 to 2) that news needs.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A date that is none of the forms of [`Edtf`].
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("date {0:?}: write it as EDTF, such as 2017, 2012-10, 2021-04-27, 199X, 2006/2007, ../2042 or XXXX-05-28")]
pub struct EdtfError(String);

/// A point or interval of limited precision.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Edtf {
    Point(Point),
    /// `a/b`, `../b`, `a/..`; at least one end is given.
    Interval {
        from: Option<Point>,
        to: Option<Point>,
    },
}

/// A day, month, season, year, decade or century.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Point {
    /// `19XX`: the first two digits of the year.
    Century(u8),
    /// `199X`: the first three digits of the year.
    Decade(u16),
    Year(u16),
    /// `2006-21` (spring) to `2006-24` (winter).
    Season {
        year: u16,
        season: u8,
    },
    Month {
        year: Option<u16>,
        month: u8,
    },
    Day {
        year: Option<u16>,
        month: u8,
        day: u8,
    },
}

impl Edtf {
    pub fn year(year: u16) -> Self {
        Self::Point(Point::Year(year))
    }

    pub fn month(year: u16, month: u8) -> Self {
        Self::Point(Point::Month { year: Some(year), month })
    }

    pub fn day(date: jiff::civil::Date) -> Self {
        let year = u16::try_from(date.year()).ok();
        Self::Point(Point::Day { year, month: date.month().unsigned_abs(), day: date.day().unsigned_abs() })
    }

    /// First and last day it can mean as `(year, month, day)`; `None` at an open end or where the year is not known.
    pub fn bounds(self) -> (Option<jiff::civil::Date>, Option<jiff::civil::Date>) {
        match self {
            Self::Point(point) => point.bounds().map_or((None, None), |(first, last)| (Some(first), Some(last))),
            Self::Interval { from, to } => {
                (from.and_then(Point::bounds).map(|b| b.0), to.and_then(Point::bounds).map(|b| b.1))
            }
        }
    }
}

impl Point {
    fn bounds(self) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
        let date = |year: u16, month: u8, day: u8| {
            jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        };
        let months =
            |year: u16, first: u8, last: u8| Some((date(year, first, 1)?, date(year, last, 1)?.last_of_month()));
        match self {
            Self::Century(century) => {
                let year = u16::from(century) * 100;
                Some((date(year, 1, 1)?, date(year + 99, 12, 31)?))
            }
            Self::Decade(decade) => Some((date(decade * 10, 1, 1)?, date(decade * 10 + 9, 12, 31)?)),
            Self::Year(year) => Some((date(year, 1, 1)?, date(year, 12, 31)?)),
            Self::Season { year, season: 21 } => months(year, 3, 5),
            Self::Season { year, season: 22 } => months(year, 6, 8),
            Self::Season { year, season: 23 } => months(year, 9, 11),
            Self::Season { year, .. } => Some((date(year, 12, 1)?, date(year + 1, 2, 1)?.last_of_month())),
            Self::Month { year, month } => months(year?, month, month),
            Self::Day { year, month, day } => date(year?, month, day).map(|day| (day, day)),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = |f: &mut fmt::Formatter<'_>, year: Option<u16>| match year {
            Some(year) => write!(f, "{year:04}"),
            None => f.write_str("XXXX"),
        };
        match *self {
            Self::Century(century) => write!(f, "{century:02}XX"),
            Self::Decade(decade) => write!(f, "{decade:03}X"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Season { year, season } => write!(f, "{year:04}-{season}"),
            Self::Month { year, month } => {
                head(f, year)?;
                write!(f, "-{month:02}")
            }
            Self::Day { year, month, day } => {
                head(f, year)?;
                write!(f, "-{month:02}-{day:02}")
            }
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Point(point) => point.fmt(f),
            Self::Interval { from, to } => {
                let end = |f: &mut fmt::Formatter<'_>, point: &Option<Point>| match point {
                    Some(point) => point.fmt(f),
                    None => f.write_str(".."),
                };
                end(f, from)?;
                f.write_str("/")?;
                end(f, to)
            }
        }
    }
}

impl fmt::Debug for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        let bad = || EdtfError(text.to_owned());
        let Some((from, to)) = text.split_once('/') else {
            return parse_point(text).map(Self::Point).ok_or_else(bad);
        };
        let end = |part: &str| match part {
            ".." | "" => Some(None),
            part => parse_point(part).map(Some),
        };
        match (end(from), end(to)) {
            (Some(from), Some(to)) if from.is_some() || to.is_some() => Ok(Self::Interval { from, to }),
            _ => Err(bad()),
        }
    }
}

impl TryFrom<String> for Edtf {
    type Error = EdtfError;

    fn try_from(text: String) -> Result<Self, EdtfError> {
        text.parse()
    }
}

impl From<Edtf> for String {
    fn from(date: Edtf) -> Self {
        date.to_string()
    }
}

fn parse_point(text: &str) -> Option<Point> {
    let mut parts = text.split('-');
    let (head, middle, last) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() || head.len() != 4 || !head.is_ascii() {
        return None;
    }
    let number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten();
    let two =
        |digits: &str| if digits.len() == 2 { number(digits).and_then(|n: u16| u8::try_from(n).ok()) } else { None };
    let year = match head {
        "XXXX" => None,
        _ if middle.is_none() && head.ends_with("XX") => return two(&head[..2]).map(Point::Century),
        _ if middle.is_none() && head.ends_with('X') => return number(&head[..3]).map(Point::Decade),
        _ => Some(number(head)?),
    };
    match (year, middle.map(two), last.map(two)) {
        (Some(year), None, None) => Some(Point::Year(year)),
        (Some(year), Some(Some(season @ 21..=24)), None) => Some(Point::Season { year, season }),
        (year, Some(Some(month @ 1..=12)), None) => Some(Point::Month { year, month }),
        (year, Some(Some(month @ 1..=12)), Some(Some(day))) => {
            // A leap year stands in where the year is not known, so that 29 February stays possible.
            let known = i16::try_from(year.unwrap_or(2000)).ok()?;
            jiff::civil::Date::new(known, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
            Some(Point::Day { year, month, day })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_printed_as_it_was_read() {
        for text in [
            "2017",
            "2012-10",
            "2021-04-27",
            "199X",
            "19XX",
            "2006/2007",
            "../2042",
            "2012/..",
            "XXXX-05-28",
            "XXXX-05",
            "2006-21",
            "2024-07/2025-07",
        ] {
            assert_eq!(text.parse::<Edtf>().expect(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "17", "2017-13", "2021-02-30", "2021-4-27", "../..", "XXXX", "next year", "2017/x", "１９９X"]
        {
            assert!(text.parse::<Edtf>().is_err(), "{text}");
        }
    }
}
