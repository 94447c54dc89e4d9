//! Mentions: spans read as an entity, a date or a quantity.

mod complement;
mod finder;
mod kinds;
mod made;
mod person;
mod phrase;
mod premodifier;
pub mod quantity;
mod view;

use smol_str::SmolStr;

pub use finder::MentionFinder;
pub use kinds::Kinds;
pub use quantity::{quantity_of, written};

use super::TokenId;
use crate::fact::Edtf;
use crate::schema::KindId;
use crate::text::Span;

/// Index into [`super::Analysis::mentions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub u32);

/// A set of the schema's kinds; at most 64 kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct KindSet(u64);

impl KindSet {
    pub const EMPTY: Self = Self(0);
    /// Any kind: a pronoun that tells nothing.
    pub const ANY: Self = Self(u64::MAX);

    pub fn of(kind: KindId) -> Self {
        Self(1 << kind.index())
    }

    pub fn contains(self, kind: KindId) -> bool {
        self.0 & (1 << kind.index()) != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub fn iter(self) -> impl Iterator<Item = KindId> {
        (0..64).filter(move |bit| self.0 & (1 << bit) != 0).map(KindId::from_index)
    }

    /// The kind, where there is just one.
    pub fn single(self) -> Option<KindId> {
        (self.0.count_ones() == 1).then(|| KindId::from_index(self.0.trailing_zeros() as usize))
    }
}

impl FromIterator<KindId> for KindSet {
    fn from_iter<I: IntoIterator<Item = KindId>>(kinds: I) -> Self {
        kinds.into_iter().map(Self::of).fold(Self::EMPTY, Self::or)
    }
}
/// How a mention refers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A proper name: "Sherali Mirzo", "Tajikistan", "Mi-24".
    Name,
    /// A demonym or an adjective that stands for a country: "Tajik", "the Russians".
    Demonym,
    /// A common noun phrase: "the minister", "12 helicopters", "a plan of cooperation".
    Nominal,
    /// "it", "they", "his", "who", "both".
    Pronoun,
    /// A date expression, as far as the words alone tell; `resolve` counts relative ones from the publication date.
    Time(TimeExpression),
    /// A count or an amount.
    Quantity,
}

/// What found the mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finder {
    /// A list in `seeds/entities`.
    Gazetteer,
    /// A word list of graph-schema: head nouns of bases, agreements, offices …
    Lexicon,
    /// A spelling pattern: materiel designations, numbered units, dates.
    Pattern,
    /// The trained recogniser.
    Recogniser,
    /// Its place in the tree.
    Syntax,
}

/// A date expression before it is placed in the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeExpression {
    /// "October 2012", "1996", "the 1990s", "2006-07", "May 28" (year not known).
    Absolute(Edtf),
    /// Counted from the publication date: "next year" is (1, Year), "a week ago" (-1, Week), "today" (0, Day).
    Offset {
        count: i32,
        unit: TimeUnit,
    },
    /// "on Friday", "last Friday", "next Friday": 1 is Monday; `direction` -1 for last, 0 for none, 1 for next.
    Weekday {
        weekday: u8,
        direction: i8,
    },
    /// "in September", "next March": the year follows from tense and publication date.
    MonthOfYear {
        month: u8,
        direction: i8,
    },
    /// "March next year", "the third quarter of this year": part of a year counted from that of the publication date;
    /// "the third quarter": of the year that tense tells.
    InYear {
        part: YearPart,
        years: Option<i32>,
    },
    /// "the following day", "two weeks later", "the same year": counted from the date told before.
    Told {
        count: i32,
        unit: TimeUnit,
    },
    /// "until 2042", "by spring", "since 2012": an interval open at one side.
    Until(Box<TimeExpression>),
    Since(Box<TimeExpression>),
    /// "between 2012 and 2014", "from May to July".
    Range(Box<TimeExpression>, Box<TimeExpression>),
    /// "now", "currently", "recently": present or past without a date.
    Vague,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeUnit {
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Season(u8),
    Year,
    Decade,
    Century,
}

/// A part of any year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearPart {
    Day {
        month: u8,
        day: u8,
    },
    Month(u8),
    /// As EDTF counts them: 21 is spring.
    Season(u8),
    /// From the first month to the last, both inclusive: a quarter, a half.
    Months(u8, u8),
}

/// A span read as an entity, a date or a quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub span: Span,
    /// Index into [`super::Analysis::sentences`].
    pub sentence: usize,
    /// First and last token, both inclusive.
    pub first: TokenId,
    pub last: TokenId,
    /// The syntactic head within `first..=last`.
    pub head: TokenId,
    pub form: Form,
    /// What it can be: one kind for most names, several for "the bloc" or "it", none for dates and quantities.
    pub kinds: KindSet,
    pub plural: bool,
    pub found_by: Finder,
    /// The known entity of `seeds/entities` that the span names, by its canonical name: "Tajik" has "Tajikistan". For
    /// a name with its class words, the name: "Mi-24 attack helicopters" has "Mi-24".
    pub known: Option<SmolStr>,
}
