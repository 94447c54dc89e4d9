//! When a statement holds.

use jiff::civil::Date;

use crate::fact::{Claimed, Edtf};
use crate::store::Edge;

/// The days on which a statement began to hold, at the earliest and at the latest, and on which it ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day on which it may have happened or begun.
    pub earliest: Option<Date>,
    /// Last day by which it has happened or begun.
    pub latest: Option<Date>,
    /// Last day on which it may hold; `None` where no end is told.
    pub end: Option<Date>,
}

/// Whether a statement holds as of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It happened, or began to hold, on that day or before and has not ended.
    Holds,
    /// Its date is too coarse to tell: "in 2017", as of March 2017.
    Unsure,
    /// It has no date, or one without a year.
    Undated,
    /// It is later, or over.
    Not,
}

impl Period {
    pub fn of(claimed: &Claimed) -> Self {
        Self::new(claimed.when, claimed.until())
    }

    pub fn of_edge(edge: &Edge) -> Self {
        Self::new(edge.when, edge.until)
    }

    /// A statement that is dated by a point begins then and lasts (what happened stays happened). One that is dated by
    /// an interval is over after its end, and so is one that tells its end otherwise: a lease `until` 2042.
    fn new(when: Option<Edtf>, until: Option<Edtf>) -> Self {
        let until = until.and_then(|until| until.bounds().1);
        let Some(date) = when else { return Self { earliest: None, latest: None, end: until } };
        let (earliest, last) = date.bounds();
        match date {
            Edtf::Point(_) => Self { earliest, latest: last, end: until },
            Edtf::Interval { from, .. } => {
                let latest = from.and_then(|from| Edtf::Point(from).bounds().1);
                Self { earliest, latest, end: last.into_iter().chain(until).min() }
            }
        }
    }

    pub fn standing(&self, day: Date) -> Standing {
        if self.end.is_some_and(|end| end < day) || self.earliest.is_some_and(|earliest| earliest > day) {
            return Standing::Not;
        }
        match self.latest {
            None => Standing::Undated,
            Some(latest) if latest <= day => Standing::Holds,
            Some(_) => Standing::Unsure,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{EntityId, Factuality, Kind, Predicate, Qualifier, Value};

    fn standing(when: &str, until: &str, day: &str) -> Standing {
        let kind = Kind::new("Thing").expect("a kind");
        let mut claimed = Claimed {
            subject: EntityId::new(&kind, "a"),
            predicate: Predicate::new("does").expect("a predicate"),
            object: EntityId::new(&kind, "b"),
            qualifiers: Default::default(),
            when: (!when.is_empty()).then(|| when.parse().expect(when)),
            factuality: Factuality::Actual,
            said_by: None,
        };
        if !until.is_empty() {
            let value = Value::Date(until.parse().expect(until));
            claimed.qualifiers.insert(Qualifier::new("until").expect("a qualifier"), value);
        }
        Period::of(&claimed).standing(day.parse().expect(day))
    }

    #[test]
    fn a_statement_stands_by_the_bounds_of_its_date() {
        use Standing::{Holds, Not, Undated, Unsure};
        for (when, until, day, wanted) in [
            ("2017-03-05", "", "2017-03-04", Not),
            ("2017-03-05", "", "2017-03-05", Holds),
            ("2017-03-05", "", "2030-01-01", Holds),
            ("2017", "", "2016-12-31", Not),
            ("2017", "", "2017-06-01", Unsure),
            ("2017", "", "2017-12-31", Holds),
            ("199X", "", "1995-01-01", Unsure),
            ("", "", "2017-01-01", Undated),
            ("XXXX-05-28", "", "2017-01-01", Undated),
            ("2012/2024", "", "2011-12-31", Not),
            ("2012/2024", "", "2012-06-01", Unsure),
            ("2012/2024", "", "2020-01-01", Holds),
            ("2012/2024", "", "2025-01-01", Not),
            ("2012/..", "", "2099-01-01", Holds),
            ("../2042", "", "2020-01-01", Undated),
            ("../2042", "", "2043-01-01", Not),
            ("2012-10", "2042", "2042-12-31", Holds),
            ("2012-10", "2042", "2043-01-01", Not),
        ] {
            assert_eq!(standing(when, until, day), wanted, "{when:?} until {until:?} as of {day}");
        }
    }
}
