//! The words of date expressions: `lexicons/time.toml`, typed.
//!
//! They belong to English, not to a domain: every schema reads dates with them.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;
use smol_str::SmolStr;

use crate::analyse::TimeUnit;

/// What a word may be in a date expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub(super) enum Role {
    Last,
    Next,
    This,
    Previous,
    Following,
    Same,
    Ago,
    Earlier,
    Later,
    Approximate,
    Part,
    Several,
    About,
    Recent,
    Daytime,
    Fiscal,
    Half,
    Vague,
    Span,
    BeforeMonth,
    BeforeYear,
    BeforeSeason,
    Dated,
}

/// A name of a month or day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// From 1.
    pub number: u8,
    /// Not a short form.
    pub full: bool,
    /// Also another word: to be read only where something supports it.
    pub doubtful: bool,
}

/// All that the lists say of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    pub month: Option<Named>,
    pub weekday: Option<Named>,
    /// As EDTF counts them.
    pub season: Option<u8>,
    pub unit: Option<TimeUnit>,
    pub plural: bool,
    /// "first" is 1, "final" 5.
    pub ordinal: Option<u8>,
    /// "eighties" is 8.
    pub decade: Option<u8>,
    /// Days from the day of publication: "tomorrow" is 1.
    pub days: Option<i32>,
    roles: u32,
}

impl Word {
    pub fn is(&self, role: Role) -> bool {
        self.roles & (1 << role as u8) != 0
    }

    /// What the lists say of a word in lower case.
    pub fn of(word: &str) -> Self {
        static WORDS: LazyLock<HashMap<SmolStr, Word>> = LazyLock::new(|| {
            let text = include_str!("../../../graph-schema/lexicons/time.toml");
            toml::from_str::<File>(text).expect("the embedded word list is valid").words()
        });
        WORDS.get(word).copied().unwrap_or_default()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    months: Vec<Vec<SmolStr>>,
    doubtful_months: Vec<SmolStr>,
    weekdays: Vec<Vec<SmolStr>>,
    ordinals: Vec<Vec<SmolStr>>,
    decades: Vec<Vec<SmolStr>>,
    seasons: BTreeMap<SmolStr, u8>,
    units: BTreeMap<Unit, Vec<SmolStr>>,
    days: BTreeMap<SmolStr, i32>,
    words: BTreeMap<Role, Vec<SmolStr>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Unit {
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl From<Unit> for TimeUnit {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Day => Self::Day,
            Unit::Week => Self::Week,
            Unit::Weekend => Self::Weekend,
            Unit::Month => Self::Month,
            Unit::Quarter => Self::Quarter,
            Unit::Year => Self::Year,
            Unit::Decade => Self::Decade,
            Unit::Century => Self::Century,
        }
    }
}

impl File {
    fn words(self) -> HashMap<SmolStr, Word> {
        let mut words: HashMap<SmolStr, Word> = HashMap::new();
        let mut at = |word: SmolStr, set: &dyn Fn(&mut Word)| set(words.entry(word).or_default());
        for (number, names) in (1..).zip(self.months) {
            for (place, name) in names.into_iter().enumerate() {
                let doubtful = place > 0 || self.doubtful_months.contains(&name);
                at(name, &|word| word.month = Some(Named { number, full: place == 0, doubtful }));
            }
        }
        for (number, names) in (1..).zip(self.weekdays) {
            for (place, name) in names.into_iter().enumerate() {
                at(name, &|word| word.weekday = Some(Named { number, full: place == 0, doubtful: place > 0 }));
            }
        }
        for (number, names) in (1..).zip(self.ordinals) {
            names.into_iter().for_each(|name| at(name, &|word| word.ordinal = Some(number)));
        }
        for (number, names) in (2..).zip(self.decades) {
            names.into_iter().for_each(|name| at(name, &|word| word.decade = Some(number)));
        }
        self.seasons.into_iter().for_each(|(name, season)| at(name, &|word| word.season = Some(season)));
        for (unit, names) in self.units {
            for (place, name) in names.into_iter().enumerate() {
                at(name, &|word| {
                    word.unit = Some(unit.into());
                    word.plural = place > 0;
                });
            }
        }
        self.days.into_iter().for_each(|(name, days)| at(name, &|word| word.days = Some(days)));
        for (role, names) in self.words {
            names.into_iter().for_each(|name| at(name, &|word| word.roles |= 1 << role as u8));
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_be_several_things() {
        let last = Word::of("last");
        assert!(last.is(Role::Last) && last.is(Role::BeforeMonth));
        let may = Word::of("may").month.expect("a month");
        assert_eq!((may.number, may.full, may.doubtful), (5, true, true));
        let sept = Word::of("sept").month.expect("a month");
        assert_eq!((sept.number, sept.full), (9, false));
        assert_eq!(Word::of("centuries").unit, Some(TimeUnit::Century));
        assert_eq!(Word::of("nineties").decade, Some(9));
        assert!(Word::of("treaty").month.is_none());
    }
}
