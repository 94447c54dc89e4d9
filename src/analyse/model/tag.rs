//! The tagger: part of speech and Penn tag as one label, from left to right.

use super::{Linear, ModelError, Word, mix};
use crate::analyse::{Upos, Xpos};

pub struct TagModel {
    linear: Linear,
    tags: Vec<(Upos, Xpos)>,
}

impl TagModel {
    pub fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let linear = Linear::read("tagger", bytes)?;
        let bad = |label: &str| ModelError::new("tagger", format!("{label:?} is no pair of tags"));
        let tag = |label: &String| -> Result<(Upos, Xpos), ModelError> {
            let (upos, xpos) = label.split_once(' ').ok_or_else(|| bad(label))?;
            Ok((upos.parse().map_err(|_| bad(label))?, xpos.parse().map_err(|_| bad(label))?))
        };
        let tags = linear.labels().iter().map(tag).collect::<Result<_, _>>()?;
        Ok(Self { linear, tags })
    }

    pub fn tag(&self, words: &[Word], tags: &mut Vec<(Upos, Xpos)>) {
        tags.clear();
        let mut labels: Vec<u64> = Vec::with_capacity(words.len());
        let mut features_of = Vec::with_capacity(64);
        let mut scores = vec![0i32; self.tags.len()];
        for at in 0..words.len() {
            features(words, &labels, at, &mut features_of);
            self.linear.score(&features_of, &mut scores);
            let best = argmax(&scores);
            labels.push(best as u64);
            tags.push(self.tags[best]);
        }
    }
}

/// The first of the highest scores.
pub fn argmax(scores: &[i32]) -> usize {
    let mut best = 0;
    for (label, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = label;
        }
    }
    best
}

/// The features of the word at `at`, where the words before it have these labels.
pub fn features(words: &[Word], labels: &[u64], at: usize, out: &mut Vec<u64>) {
    const EDGE: Word = Word {
        form: 1,
        lower: 1,
        prefixes: [1; 3],
        suffixes: [1; 4],
        shape: 1,
        cluster: 0,
        capital: false,
        title_case: false,
    };
    out.clear();
    let get = |offset: isize| at.checked_add_signed(offset).and_then(|at| words.get(at)).unwrap_or(&EDGE);
    let (b2, b1, w, a1, a2) = (get(-2), get(-1), get(0), get(1), get(2));
    let label = |back: usize| if at >= back { labels[at - back] + 1 } else { 0 };
    let (t1, t2) = (label(1), label(2));
    let mut template = 0;
    let mut add = |values: &[u64]| {
        template += 1;
        out.push(values.iter().fold(template, |hash, &value| mix(hash, value)));
    };
    let title = u64::from(w.title_case);
    let place = u64::from(at == 0) | title << 1;
    add(&[0]);
    add(&[w.form]);
    add(&[w.lower]);
    add(&[w.shape, place]);
    for affix in w.prefixes.iter().chain(&w.suffixes) {
        add(&[*affix]);
    }
    add(&[w.suffixes[2], w.shape]);
    add(&[w.suffixes[1], t1]);
    add(&[w.suffixes[2], a1.suffixes[2]]);
    add(&[b1.lower]);
    add(&[b2.lower]);
    add(&[a1.lower]);
    add(&[a2.lower]);
    add(&[b1.lower, w.lower]);
    add(&[w.lower, a1.lower]);
    add(&[b1.lower, a1.lower]);
    add(&[a1.lower, a2.lower]);
    add(&[a1.suffixes[2], a1.shape]);
    add(&[a1.suffixes[1], t1]);
    add(&[a2.suffixes[2]]);
    add(&[b1.suffixes[2]]);
    add(&[t1]);
    add(&[t1, t2]);
    add(&[t1, w.lower]);
    add(&[t1, t2, w.lower]);
    add(&[t1, a1.lower]);
    add(&[t1, w.shape, place]);
    add(&[t1, w.cluster]);
    add(&[t1, w.cluster, a1.cluster]);
    add(&[t1, t2, w.cluster]);
    add(&[w.cluster]);
    add(&[w.coarse(6), w.shape, place]);
    add(&[w.cluster, w.suffixes[1]]);
    add(&[b1.cluster]);
    add(&[b2.cluster]);
    add(&[a1.cluster]);
    add(&[a2.cluster]);
    add(&[b1.cluster, w.cluster]);
    add(&[w.cluster, a1.cluster]);
    add(&[w.lower, a1.cluster]);
    add(&[b1.cluster, w.lower]);
    add(&[b1.cluster, w.cluster, a1.cluster]);
    add(&[a1.coarse(8), a2.coarse(8), t1]);
    add(&[b1.shape, w.shape, a1.shape, place]);
}
