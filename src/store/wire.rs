//! Values of the graph: postcard records with numbers for entities, documents and schema names, and their way from and
//! to the types of `fact`, which are not wire types.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::journal::Position;
use crate::fact::{Edtf, Factuality, Point, StatementId};

/// How far the graph has come; written last in every group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    /// Counts groups; a redo file of an older group is stale.
    pub group: u64,
    pub documents: u32,
    pub entities: u32,
    /// End of the journal's articles that the graph holds.
    pub segment: u32,
    pub offset: u64,
}

impl Mark {
    pub fn articles_end(&self) -> Position {
        Position { segment: self.segment, offset: self.offset }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct EntityRecord {
    pub id: SmolStr,
    pub kind: u16,
    /// Documents that name it.
    pub documents: u32,
    /// Each name with the documents that chose it to show, and those that hold it as an alias.
    pub names: Vec<(SmolStr, u32, u32)>,
}

/// What a statement claims, and how often it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ClaimRecord {
    pub subject: u32,
    pub predicate: u16,
    pub object: u32,
    pub qualifiers: Vec<(u16, ValueRecord)>,
    pub said_by: Option<ValueRecord>,
    pub light: LightRecord,
    /// Documents with evidence of it, rising: the first number, then the steps.
    pub documents: Vec<u32>,
}

impl ClaimRecord {
    /// The numbers of the documents with evidence of it.
    pub fn documents(&self) -> impl Iterator<Item = u32> {
        self.documents.iter().scan(0_u32, |number, step| {
            *number = number.saturating_add(*step);
            Some(*number)
        })
    }

    /// `document` is above all that are there.
    pub fn add_document(&mut self, document: u32) {
        let last = self.documents().last().unwrap_or(0);
        self.documents.push(document - last);
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum ValueRecord {
    Entity(u32),
    Quantity(SmolStr),
    Date(WhenRecord),
    Text(SmolStr),
}

/// What adjacency keys carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LightRecord {
    pub factuality: u8,
    pub when: Option<WhenRecord>,
    pub evidence: u32,
    pub documents: u32,
    /// Of the best reading, in thousandths.
    pub reliability: u16,
    /// The first date among its qualifiers.
    pub until: Option<WhenRecord>,
}

/// One piece of evidence in a document's record. Spans as start and length, the trigger's start counted from the
/// sentence's: small numbers are short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct EvidenceRecord {
    pub start: u32,
    pub length: u32,
    pub trigger: i32,
    pub trigger_length: u32,
    pub rule: u16,
    pub reliability: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DocumentRecord {
    pub id: [u8; 16],
    /// Where the journal holds it.
    pub segment: u32,
    pub offset: u64,
    pub index: u16,
    /// Its statements, sorted, each with its evidence there.
    pub statements: Vec<(u64, Vec<EvidenceRecord>)>,
}

impl DocumentRecord {
    pub fn evidence(&self, statement: StatementId) -> &[EvidenceRecord] {
        let place = self.statements.binary_search_by_key(&statement.as_u64(), |(id, _)| *id);
        place.map_or(&[], |place| &self.statements[place].1)
    }
}

/// A statement of one day: days from its first to its last, as the numbers of days count, and its hash.
pub(super) type DatedRecord = (u32, u64);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum WhenRecord {
    Century(u8),
    Decade(u16),
    Year(u16),
    Season(u16, u8),
    Month(u16, u8),
    Day(u16, u8, u8),
    MonthOfNoYear(u8),
    DayOfNoYear(u8, u8),
    Between(PointRecord, PointRecord),
    From(PointRecord),
    Until(PointRecord),
}

/// A [`WhenRecord`] that is a point, packed: tag, then up to three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PointRecord(u8, u16, u8, u8);

impl From<Edtf> for WhenRecord {
    fn from(when: Edtf) -> Self {
        match when {
            Edtf::Point(point) => match point {
                Point::Century(century) => Self::Century(century),
                Point::Decade(decade) => Self::Decade(decade),
                Point::Year(year) => Self::Year(year),
                Point::Season { year, season } => Self::Season(year, season),
                Point::Month { year: Some(year), month } => Self::Month(year, month),
                Point::Month { year: None, month } => Self::MonthOfNoYear(month),
                Point::Day { year: Some(year), month, day } => Self::Day(year, month, day),
                Point::Day { year: None, month, day } => Self::DayOfNoYear(month, day),
            },
            Edtf::Interval { from: Some(from), to: Some(to) } => Self::Between(from.into(), to.into()),
            Edtf::Interval { from: Some(from), to: None } => Self::From(from.into()),
            Edtf::Interval { from: None, to } => Self::Until(to.expect("an interval has one end at least").into()),
        }
    }
}

impl WhenRecord {
    /// `None` where a point has an unknown tag.
    pub fn edtf(self) -> Option<Edtf> {
        let point = match self {
            Self::Century(century) => Point::Century(century),
            Self::Decade(decade) => Point::Decade(decade),
            Self::Year(year) => Point::Year(year),
            Self::Season(year, season) => Point::Season { year, season },
            Self::Month(year, month) => Point::Month { year: Some(year), month },
            Self::MonthOfNoYear(month) => Point::Month { year: None, month },
            Self::Day(year, month, day) => Point::Day { year: Some(year), month, day },
            Self::DayOfNoYear(month, day) => Point::Day { year: None, month, day },
            Self::Between(from, to) => {
                return Some(Edtf::Interval { from: Some(from.point()?), to: Some(to.point()?) });
            }
            Self::From(from) => return Some(Edtf::Interval { from: Some(from.point()?), to: None }),
            Self::Until(to) => return Some(Edtf::Interval { from: None, to: Some(to.point()?) }),
        };
        Some(Edtf::Point(point))
    }
}

impl From<Point> for PointRecord {
    fn from(point: Point) -> Self {
        match point {
            Point::Century(century) => Self(0, u16::from(century), 0, 0),
            Point::Decade(decade) => Self(1, decade, 0, 0),
            Point::Year(year) => Self(2, year, 0, 0),
            Point::Season { year, season } => Self(3, year, season, 0),
            Point::Month { year: Some(year), month } => Self(4, year, month, 0),
            Point::Day { year: Some(year), month, day } => Self(5, year, month, day),
            Point::Month { year: None, month } => Self(6, 0, month, 0),
            Point::Day { year: None, month, day } => Self(7, 0, month, day),
        }
    }
}

impl PointRecord {
    fn point(self) -> Option<Point> {
        let Self(tag, year, month, day) = self;
        Some(match tag {
            0 => Point::Century(u8::try_from(year).ok()?),
            1 => Point::Decade(year),
            2 => Point::Year(year),
            3 => Point::Season { year, season: month },
            4 => Point::Month { year: Some(year), month },
            5 => Point::Day { year: Some(year), month, day },
            6 => Point::Month { year: None, month },
            7 => Point::Day { year: None, month, day },
            _ => return None,
        })
    }
}

impl LightRecord {
    pub fn factuality(self) -> Option<Factuality> {
        Factuality::ALL.get(usize::from(self.factuality)).copied()
    }
}

pub(super) fn factuality_number(factuality: Factuality) -> u8 {
    let place = Factuality::ALL.iter().position(|&known| known == factuality);
    place.and_then(|place| u8::try_from(place).ok()).expect("`Factuality::ALL` holds all four")
}

/// First and last day, each end standing in for an open one; `None` where the year is not known.
pub(super) fn days(when: Edtf) -> Option<(Date, Date)> {
    let (first, last) = when.bounds();
    let (first, last) = (first.or(last)?, last.or(first)?);
    Some((first.min(last), first.max(last)))
}

/// A number in calendar order: years from -10000, months and days in bits.
pub(super) fn day_number(date: Date) -> u32 {
    let year = u32::try_from(i32::from(date.year()) + 10_000).expect("a civil year is above -10000");
    year << 9 | u32::from(date.month().unsigned_abs()) << 5 | u32::from(date.day().unsigned_abs())
}

pub(super) fn day_of(number: u32) -> Option<Date> {
    let year = i32::try_from(number >> 9).ok()? - 10_000;
    Date::new(i16::try_from(year).ok()?, (number >> 5 & 15) as i8, (number & 31) as i8).ok()
}

pub(super) fn encode<T: Serialize>(record: &T) -> Vec<u8> {
    postcard::to_stdvec(record).expect("records hold only numbers, strings and lists")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_back_and_sort_as_numbers() {
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
            "2024-07/2025-07-03",
            "19XX/199X",
            "XXXX-05/XXXX-05-28",
        ] {
            let when: Edtf = text.parse().expect(text);
            let bytes = encode(&WhenRecord::from(when));
            assert_eq!(postcard::from_bytes::<WhenRecord>(&bytes).expect(text).edtf(), Some(when));
        }
        let days = ["-000044-03-15", "0001-01-01", "1999-12-31", "2000-01-01", "2024-02-29", "9999-12-31"];
        let numbers = days.map(|day| day_number(day.parse().expect(day)));
        assert!(numbers.is_sorted());
        assert_eq!(numbers.map(|number| day_of(number).map(|day| day.to_string())), days.map(|d| Some(d.to_owned())));
    }
}
