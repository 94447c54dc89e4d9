//! The network: from the words of sentences to tags, trees and names at one go.
//!
//! A word is the sum of learned rows for its form, affixes, shape and cluster ([`input`]; remembered for frequent words,
//! [`frequent`]); layers of simple recurrent units read each sentence both ways ([`recurrent`], Lei et al. 2018); small heads on the topmost layer score the tags,
//! the names, every pair of word and head (biaffine, Dozat & Manning 2017) and the relation between the two. The tree is
//! the best spanning tree ([`spanning`]). Weights are read by [`weights`].

mod frequent;
mod input;
mod recurrent;
mod spanning;
mod weights;

#[cfg(feature = "train")]
use std::collections::HashMap;
use std::ops::Range;

use ndarray::{Array2, ArrayView2, Axis, s};

use super::{ModelError, Word};
use crate::analyse::{Deprel, NameLabel, Upos, Xpos};

#[cfg(feature = "train")]
pub use input::{AFFIX_ROWS, affix_rows};
pub use recurrent::Layer;
#[cfg(feature = "train")]
pub use recurrent::backward;
use spanning::spanning_tree;
pub use weights::Weights;
#[cfg(feature = "train")]
pub use weights::{LAYERS, LEAK, with_root, write_network};

use frequent::Frequent;
use input::Input;

/// The parsing of so many words at a time fits the processor's cache.
const BATCH: usize = 384;

pub struct Network {
    input: Input,
    frequent: Frequent,
    weights: Weights,
    tags: Vec<(Upos, Xpos)>,
}

/// What the network says of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    pub tag: (Upos, Xpos),
    /// None for the root.
    pub head: Option<usize>,
    pub deprel: Deprel,
    pub name: NameTag,
}

/// A word's place in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameTag {
    Outside,
    Begins(NameLabel),
    GoesOn(NameLabel),
}

impl NameTag {
    pub const COUNT: usize = 1 + 2 * NameLabel::ALL.len();

    fn of(index: usize) -> Self {
        match index.checked_sub(1) {
            None => Self::Outside,
            Some(at) if at % 2 == 0 => Self::Begins(NameLabel::ALL[at / 2]),
            Some(at) => Self::GoesOn(NameLabel::ALL[at / 2]),
        }
    }

    #[cfg(feature = "train")]
    pub fn index(self) -> usize {
        match self {
            Self::Outside => 0,
            Self::Begins(label) => 1 + 2 * label.index(),
            Self::GoesOn(label) => 2 + 2 * label.index(),
        }
    }

    /// Whether it may stand behind the tag.
    fn may_follow(self, before: Self) -> bool {
        match self {
            Self::GoesOn(label) => matches!(before, Self::Begins(at) | Self::GoesOn(at) if at == label),
            _ => true,
        }
    }
}

/// In the form of IOB2: `B-PER`.
#[cfg(feature = "train")]
impl std::fmt::Display for NameTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Outside => f.write_str("O"),
            Self::Begins(label) => write!(f, "B-{label}"),
            Self::GoesOn(label) => write!(f, "I-{label}"),
        }
    }
}

#[cfg(feature = "train")]
impl std::str::FromStr for NameTag {
    /// The text that is no such tag.
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('-') {
            Some(("B", label)) => label.parse().map(Self::Begins),
            Some(("I", label)) => label.parse().map(Self::GoesOn),
            _ if text == "O" => Ok(Self::Outside),
            _ => Err(text.to_owned()),
        }
    }
}

impl Network {
    pub fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        weights::read(bytes)
    }

    /// What a training run goes on from: the rows of words and affixes, and the weights. `None` where the network was
    /// learned with other tags, or where a known word has another row.
    #[cfg(feature = "train")]
    pub fn learned(self, tags: &[(Upos, Xpos)], rows: &HashMap<u64, u16>) -> Option<([Array2<f32>; 2], Weights)> {
        let Input { known, words, affixes } = self.input;
        let fits = self.tags == tags
            && words.scales.len() == rows.len() + 1
            && rows.iter().all(|(&word, &row)| known.of(word) == row);
        fits.then(|| ([words.matrix(), affixes.matrix()], self.weights))
    }

    /// One reading for each word of each sentence; `lens` says where the sentences end.
    pub fn label(&self, words: &[Word], lens: &[usize]) -> Vec<Reading> {
        let mut readings = Vec::with_capacity(words.len());
        let mut rest = lens;
        while !rest.is_empty() {
            let mut count = 0;
            let mut together = 0;
            for len in rest {
                if together > 0 && together + len > BATCH {
                    break;
                }
                together += len;
                count += 1;
            }
            let (batch, after) = rest.split_at(count);
            let from = readings.len();
            self.label_batch(&words[from..from + together], batch, &mut readings);
            rest = after;
        }
        readings
    }

    fn label_batch(&self, words: &[Word], lens: &[usize], readings: &mut Vec<Reading>) {
        let weights = &self.weights;
        let (input, gates) = self.frequent.first_gates(&self.input, &weights.layers[0], words, lens);
        let (mut top, _) = weights.layers[0].read(input.view(), gates, lens);
        for layer in &weights.layers[1..] {
            top = layer.forward(top.view(), lens).0;
        }
        let hidden = weights.heads(top.view());
        let columns = weights.columns();
        let tags = weights.tag_scores(hidden.slice(s![.., columns.tag.clone()]));
        let names = weights.name_scores(hidden.slice(s![.., columns.name.clone()]));
        // One product of matrices for all sentences costs less than one each.
        let queries = weights.arc_query(hidden.slice(s![.., columns.arc_dep.clone()]));
        let mut heads = Vec::with_capacity(words.len());
        let mut pairs = Array2::zeros((words.len(), columns.label_dep.len()));
        let mut from = 0;
        for &len in lens {
            let rows = from..from + len;
            let of = |columns: &Range<usize>| hidden.slice(s![rows.clone(), columns.clone()]);
            let arcs = weights.arc_scores(queries.slice(s![rows.clone(), ..]), of(&columns.arc_head));
            let tree = spanning_tree(&arcs);
            let hidden = weights.label_hidden(of(&columns.label_dep), of(&columns.label_head), &tree);
            pairs.slice_mut(s![rows.clone(), ..]).assign(&hidden);
            heads.extend(tree);
            from += len;
        }
        let labels = weights.label_scores(pairs.view());
        let mut before = NameTag::Outside;
        let first = lens.iter().flat_map(|&len| (0..len).map(|at| at == 0));
        for ((at, head), is_first) in heads.into_iter().enumerate().zip(first) {
            if is_first {
                before = NameTag::Outside;
            }
            let tag = self.tags[best(tags.row(at).iter(), |_| true)];
            let head = head.checked_sub(1);
            let is_root = |label: usize| label == Deprel::Root.index();
            let deprel = best(labels.row(at).iter(), |label| is_root(label) == head.is_none());
            let name = best(names.row(at).iter(), |tag| NameTag::of(tag).may_follow(before));
            before = NameTag::of(name);
            readings.push(Reading { tag, head, deprel: Deprel::ALL[deprel], name: before });
        }
    }
}

/// The first of the highest scores among those that may be.
fn best<'a>(scores: impl Iterator<Item = &'a f32>, may: impl Fn(usize) -> bool) -> usize {
    let mut best = None;
    for (at, &score) in scores.enumerate() {
        if may(at) && best.is_none_or(|(_, high)| score > high) {
            best = Some((at, score));
        }
    }
    best.expect("a choice is left").0
}

/// Adds the row to each row.
fn add_row(to: &mut Array2<f32>, row: ArrayView2<f32>) {
    let row = row.index_axis(Axis(0), 0);
    for mut line in to.rows_mut() {
        line += &row;
    }
}
