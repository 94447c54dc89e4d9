//! How far a tuple is to be trusted, by its construction.
//!
//! In the order of the shares of words that were right on CaRB's development sentences, and near them.

use super::tuple::Shape;

/// What the relation phrase has beside its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Completion {
    Argument,
    /// An adverb, or phrases before the verb alone.
    Adverbial,
    Nothing,
}

/// In thousandths.
pub(super) fn of_clause(shape: Shape, infinitive: bool, completion: Completion) -> u16 {
    let whole = of(shape);
    let whole = if infinitive { whole.min(400) } else { whole };
    match completion {
        Completion::Argument => whole,
        Completion::Adverbial => whole / 5 * 4,
        // Many a verb without an object is one that the parser took it from.
        Completion::Nothing => whole / 4,
    }
}

/// In thousandths.
pub(super) fn of(shape: Shape) -> u16 {
    match shape {
        Shape::Verb => 900,
        Shape::Copula => 800,
        Shape::Relative => 750,
        Shape::Participle => 600,
        Shape::Apposition => 550,
        Shape::Title => 500,
        Shape::Possessive => 300,
    }
}
