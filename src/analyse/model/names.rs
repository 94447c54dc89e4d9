//! The recogniser of names: a label per word (outside, begin or inside of a type), from left to right.

use super::tag::argmax;
use super::{Linear, ModelError, Word, mix};
use crate::analyse::{NameLabel, Upos, Xpos};

pub struct NameModel {
    linear: Linear,
    /// Per label: the type and whether it begins a name; none: outside.
    labels: Vec<Option<(NameLabel, bool)>>,
}

impl NameModel {
    pub fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let linear = Linear::read("recogniser", bytes)?;
        let bad = |label: &str| ModelError::new("recogniser", format!("{label:?} is no label of a name"));
        let label = |label: &String| match label.split_once('-') {
            None if label == "O" => Ok(None),
            Some((place @ ("B" | "I"), name)) => {
                let name = NameLabel::ALL.iter().find(|known| known.as_str() == name).ok_or_else(|| bad(label))?;
                Ok(Some((*name, place == "B")))
            }
            _ => Err(bad(label)),
        };
        let labels = linear.labels().iter().map(label).collect::<Result<_, _>>()?;
        Ok(Self { linear, labels })
    }

    /// Names as (first, last, label), both inclusive, in order.
    pub fn names(&self, words: &[Word], tags: &[(Upos, Xpos)]) -> Vec<(usize, usize, NameLabel)> {
        let mut names: Vec<(usize, usize, NameLabel)> = Vec::new();
        let mut given: Vec<u64> = Vec::with_capacity(words.len());
        let mut features_of = Vec::with_capacity(64);
        let mut scores = vec![0i32; self.labels.len()];
        for at in 0..words.len() {
            features(words, tags, &given, at, &mut features_of);
            self.linear.score(&features_of, &mut scores);
            let open = names.last().filter(|(_, last, _)| at > 0 && *last == at - 1).map(|&(_, _, label)| label);
            for (score, label) in scores.iter_mut().zip(&self.labels) {
                if matches!(label, Some((inside, false)) if Some(*inside) != open) {
                    *score = i32::MIN;
                }
            }
            let best = argmax(&scores);
            given.push(label_bits(self.labels[best]));
            match self.labels[best] {
                Some((label, true)) => names.push((at, at, label)),
                Some((_, false)) => names.last_mut().expect("inside follows a name").1 = at,
                None => {}
            }
        }
        names
    }
}

/// A label as a feature's value.
pub fn label_bits(label: Option<(NameLabel, bool)>) -> u64 {
    label.map_or(1, |(label, begins)| 2 + 2 * (label as u64) + u64::from(begins))
}

/// The features of the word at `at`, where the words before it have these labels.
pub fn features(words: &[Word], tags: &[(Upos, Xpos)], labels: &[u64], at: usize, out: &mut Vec<u64>) {
    out.clear();
    let edge = Word::default();
    let get = |offset: isize| at.checked_add_signed(offset).and_then(|at| words.get(at)).unwrap_or(&edge);
    let tag =
        |offset: isize| at.checked_add_signed(offset).and_then(|at| tags.get(at)).map_or(99, |(_, xpos)| *xpos as u64);
    let (b2, b1, w, a1, a2) = (get(-2), get(-1), get(0), get(1), get(2));
    let label = |back: usize| if at >= back { labels[at - back] } else { 0 };
    let (l1, l2) = (label(1), label(2));
    let mut template = 300;
    let mut add = |values: &[u64]| {
        template += 1;
        out.push(values.iter().fold(template, |hash, &value| mix(hash, value)));
    };
    let place = u64::from(at == 0) | u64::from(w.title_case) << 1;
    add(&[0]);
    add(&[l1]);
    add(&[l1, l2]);
    add(&[w.form]);
    add(&[w.lower]);
    add(&[w.lower, l1]);
    add(&[w.shape, place]);
    add(&[w.shape, l1, tag(0)]);
    for affix in w.prefixes.iter().chain(&w.suffixes) {
        add(&[*affix, u64::from(w.capital)]);
    }
    add(&[w.cluster]);
    add(&[w.cluster, l1]);
    add(&[w.coarse(8), w.shape, l1]);
    add(&[w.coarse(5), w.shape, place]);
    add(&[tag(0), l1]);
    add(&[tag(0), tag(1), l1]);
    add(&[tag(-1), tag(0), l1]);
    add(&[tag(-1), tag(0), tag(1)]);
    for (slot, word) in [(1, b2), (2, b1), (3, a1), (4, a2)] {
        add(&[slot, word.lower]);
        add(&[slot, word.cluster]);
        add(&[slot, word.coarse(6), l1]);
        add(&[slot, word.shape, l1]);
        add(&[slot, word.lower, l1, w.shape]);
    }
    add(&[b1.lower, w.lower]);
    add(&[w.lower, a1.lower]);
    add(&[b1.cluster, w.cluster]);
    add(&[w.cluster, a1.cluster]);
    add(&[b1.shape, w.shape, a1.shape, l1]);
    add(&[b1.lower, a1.lower, w.shape]);
    add(&[a1.suffixes[2], l1]);
    add(&[a1.lower, a1.capital.into(), a2.shape, l1]);
}
