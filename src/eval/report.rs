//! What a corpus came to: counts a line, and what was missed, false or wrong, for whoever works on it.

use std::fmt;

use super::Figures;

/// Counts of what was wanted, what was found, and how many of both are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub right: usize,
    pub found: usize,
    pub wanted: usize,
}

impl Tally {
    /// Of items that each get just one answer: precision and recall are the share of right ones.
    pub fn of_answers(right: usize, asked: usize) -> Self {
        Self { right, found: asked, wanted: asked }
    }

    pub fn figures(self) -> Figures {
        Figures::of(self.right, self.found, self.wanted)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} right, {} found, {} wanted)", self.figures(), self.right, self.found, self.wanted)
    }
}

/// How an answer differs from the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// The corpus has it, the package does not.
    Missed,
    /// The package has it, the corpus does not.
    False,
    /// Both have it, with other values.
    Wrong,
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Missed => "missed",
            Self::False => "false",
            Self::Wrong => "wrong",
        })
    }
}

/// One answer that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub sort: Sort,
    /// Document, and what in it.
    pub place: String,
    pub told: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<6}  {}: {}", self.sort, self.place, self.told)
    }
}

/// The counts of one corpus, each with its name, and the differences in the order of the corpus.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub rows: Vec<(String, Tally)>,
    pub differences: Vec<Difference>,
}

impl Report {
    pub fn row(&mut self, name: impl Into<String>, tally: Tally) {
        self.rows.push((name.into(), tally));
    }

    pub fn differ(&mut self, sort: Sort, place: impl Into<String>, told: impl Into<String>) {
        self.differences.push(Difference { sort, place: place.into(), told: told.into() });
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.rows.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
        self.rows.iter().try_for_each(|(name, tally)| writeln!(f, "{name:<width$}  {tally}"))
    }
}
