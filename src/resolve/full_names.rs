//! Which full name a surname is short for.

use std::collections::HashMap;

use super::names::PersonName;
use crate::analyse::MentionId;

/// Where each word stands in full names: what a surname alone may be short for.
pub(super) struct FullNames<'n> {
    /// Places in the list of named persons, ascending.
    by_word: HashMap<&'n str, Vec<usize>>,
}

impl<'n> FullNames<'n> {
    pub fn new(named: &'n [(MentionId, PersonName)]) -> Self {
        let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, (_, name)) in named.iter().enumerate().filter(|(_, (_, name))| name.is_full()) {
            for word in name.words() {
                by_word.entry(word).or_default().push(place);
            }
        }
        Self { by_word }
    }

    /// The fullest spelling of the person named there: a bare name takes the nearest full one before, else behind it,
    /// and a full one its longer spellings.
    pub fn fullest(&self, named: &'n [(MentionId, PersonName)], place: usize) -> &'n PersonName {
        let mut best = &named[place].1;
        let places = best.words().last().and_then(|word| self.by_word.get(word)).map_or(&[][..], Vec::as_slice);
        let split = places.partition_point(|&other| other < place);
        for &other in places[..split].iter().rev().take(REACH).chain(places[split..].iter().take(REACH)) {
            let other = &named[other].1;
            if best.fits(other) && other.tells_more_than(best) {
                best = other;
            }
        }
        best
    }
}

/// How many namings to either side are looked at.
const REACH: usize = 50;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(spellings: &[&str]) -> Vec<String> {
        let names = spellings.iter().map(|text| (MentionId(0), PersonName::read(text).expect("a name")));
        let named: Vec<_> = names.collect();
        let full = FullNames::new(&named);
        (0..named.len()).map(|place| full.fullest(&named, place).key()).collect()
    }

    #[test]
    fn a_surname_is_the_nearest_full_name() {
        assert_eq!(keys(&["Sergei Shoigu", "Shoigu"]), ["sergi shoigu", "sergi shoigu"]);
        assert_eq!(keys(&["Lavrov", "Sergey Lavrov"]), ["sergi lavrov", "sergi lavrov"]);
        assert_eq!(
            keys(&["Ana Silva", "Silva", "Rui Silva", "Silva"]),
            ["ana silva", "ana silva", "rui silva", "rui silva"]
        );
        assert_eq!(keys(&["Dong Jun", "Dong", "Austin"]), ["dong jun", "dong jun", "austin"]);
    }

    proptest! {
        #[test]
        fn the_order_of_spellings_does_not_matter(spellings in Just(vec![
            "Sergei Shoigu", "Shoigu", "Sergey Shoygu", "General Sergei Shoigu", "Sergej Kuzhugetovich Shoigu",
        ]).prop_shuffle()) {
            prop_assert!(keys(&spellings).iter().all(|key| key == "sergi shoigu"));
        }
    }
}
