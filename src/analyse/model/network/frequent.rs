//! What the first layer gets of each word: it hangs on the word alone, so that frequent words are computed once.
//!
//! Known words have their rows by falling frequency. For each of the first [`MOST`] the sum and the gates are kept of the
//! shape in which it was met first within a sentence; what is kept is what would be computed, so that nothing read from
//! it hangs on what was read before.

use std::sync::OnceLock;

use ndarray::{Array2, ArrayView1, Axis};

use super::super::Word;
use super::input::Input;
use super::recurrent::Layer;

/// About four of five words of the news; 14 MB when all were met.
const MOST: usize = 4096;

pub struct Frequent {
    kept: Box<[OnceLock<Kept>]>,
}

struct Kept {
    shape: u64,
    sum: Box<[f32]>,
    gates: Box<[f32]>,
}

impl Frequent {
    /// For a table of so many rows of known words.
    pub fn new(rows: usize) -> Self {
        Self { kept: (0..rows.min(MOST)).map(|_| OnceLock::new()).collect() }
    }

    /// For each word the sum of its rows and what the layer's gates get of it; `lens` are the lengths of the sentences.
    pub fn first_gates(
        &self,
        input: &Input,
        layer: &Layer,
        words: &[Word],
        lens: &[usize],
    ) -> (Array2<f32>, Array2<f32>) {
        let units = layer.units();
        let mut sums = Array2::zeros((words.len(), units));
        let mut gates = Array2::zeros((words.len(), 6 * units));
        let first = lens.iter().flat_map(|&len| (0..len).map(|at| at == 0));
        let mut rest = Vec::new();
        for (at, (word, is_first)) in words.iter().zip(first).enumerate() {
            let row = input.row(word);
            let slot = self.slot(row, word, is_first);
            match slot.and_then(OnceLock::get) {
                Some(kept) if kept.shape == word.shape => {
                    sums.row_mut(at).assign(&ArrayView1::from(&*kept.sum));
                    gates.row_mut(at).assign(&ArrayView1::from(&*kept.gates));
                }
                _ => {
                    let mut sum = sums.row_mut(at);
                    input.add(row, word, is_first, sum.as_slice_mut().expect("rows are contiguous"));
                    rest.push((at, slot));
                }
            }
        }
        let fresh = sums.select(Axis(0), &rest.iter().map(|&(at, _)| at).collect::<Vec<_>>());
        for (&(at, slot), fresh) in rest.iter().zip(layer.gates(fresh.view()).rows()) {
            gates.row_mut(at).assign(&fresh);
            if let Some(slot) = slot {
                let sum = sums.row(at).to_vec().into_boxed_slice();
                slot.get_or_init(|| Kept { shape: words[at].shape, sum, gates: fresh.to_vec().into_boxed_slice() });
            }
        }
        (sums, gates)
    }

    /// Where a word may be kept: not at the head of a sentence nor in a headline, where its input differs.
    fn slot(&self, row: usize, word: &Word, is_first: bool) -> Option<&OnceLock<Kept>> {
        // Row 0 is shared by all unknown words.
        (row != 0 && !is_first && !word.title_case).then(|| self.kept.get(row)).flatten()
    }
}
