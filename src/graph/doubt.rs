//! How little a statement is proved.

use std::iter::Sum;
use std::ops::Add;

use crate::fact::{Evidence, Reliability};

/// How likely a statement is misread, in millionths: the product, over the documents that show it, of one minus the
/// reliability of the best reading.
///
/// Doubts of the hops of a path add up: the sum bounds how likely any of them is misread. Whole numbers, so that the
/// order of answers is the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Doubt(u32);

impl Doubt {
    const WHOLE: u64 = 1_000_000;
    /// No document proves more than this, so that a second one always counts.
    const BEST_READING: u16 = 950;
    /// More documents do not take more doubt away.
    const MOST_DOCUMENTS: u32 = 8;

    /// Of a statement that so many documents show, the best reading of which is so reliable.
    pub fn new(documents: u32, best: Reliability) -> Self {
        let share = u64::from(1000 - best.thousandths().min(Self::BEST_READING));
        let left = (0..documents.min(Self::MOST_DOCUMENTS)).fold(Self::WHOLE, |doubt, _| doubt * share / 1000);
        Self(u32::try_from(left).expect("a share of a million is at most a million"))
    }

    /// `evidence` is sorted by document, as a statement keeps it.
    pub fn of(evidence: &[Evidence]) -> Self {
        let documents = evidence.chunk_by(|one, next| one.document == next.document).count();
        let best = evidence.iter().map(|one| one.reliability).max().expect("a statement has evidence");
        Self::new(u32::try_from(documents).unwrap_or(u32::MAX), best)
    }

    pub fn millionths(self) -> u32 {
        self.0
    }
}

impl Add for Doubt {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Doubt {
    fn sum<I: Iterator<Item = Self>>(doubts: I) -> Self {
        doubts.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubt(documents: u32, best: u16) -> u32 {
        Doubt::new(documents, Reliability::from_thousandths(best).expect("at most 1000")).millionths()
    }

    #[test]
    fn reliability_and_every_further_document_take_doubt_away() {
        assert_eq!(doubt(1, 800), 200_000);
        assert_eq!(doubt(2, 800), 40_000);
        assert_eq!(doubt(1, 1000), 50_000);
        assert!(doubt(2, 1000) < doubt(1, 1000));
        assert!(doubt(1, 900) < doubt(1, 800));
        assert_eq!(doubt(1, 0), 1_000_000);
    }
}
