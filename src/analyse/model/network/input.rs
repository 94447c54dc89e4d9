//! What the network sees of a word: the sum of the rows of its form, its affixes, its shape and its cluster.

use super::super::{Word, WordTable, mix};

/// Rows that affixes, shapes and clusters share by their hashes.
pub const AFFIX_ROWS: usize = 1 << LOG;
const LOG: u32 = 15;

/// The rows that do not hang on the word being known.
pub fn affix_rows(word: &Word, is_first: bool) -> [usize; 11] {
    let place = u64::from(is_first) | u64::from(word.title_case) << 1;
    let values = [
        word.prefixes[1],
        word.prefixes[2],
        word.suffixes[0],
        word.suffixes[1],
        word.suffixes[2],
        word.suffixes[3],
        word.shape,
        word.shape << 2 | place,
        word.cluster,
        word.coarse(6),
        word.coarse(10),
    ];
    let mut template = 0;
    values.map(|value| {
        template += 1;
        (mix(mix(template, value), template) >> (64 - LOG)) as usize
    })
}

/// The learned rows: whole numbers from -127 to 127 with a scale for each row, straight from the model's bytes.
pub struct Table {
    pub scales: Vec<f32>,
    pub rows: &'static [u8],
    pub width: usize,
}

impl Table {
    /// What the rows stand for.
    #[cfg(feature = "train")]
    pub fn matrix(&self) -> ndarray::Array2<f32> {
        let mut matrix = ndarray::Array2::zeros((self.scales.len(), self.width));
        for (row, mut to) in matrix.rows_mut().into_iter().enumerate() {
            self.add(row, to.as_slice_mut().expect("rows are contiguous"));
        }
        matrix
    }

    fn add(&self, row: usize, to: &mut [f32]) {
        let scale = self.scales[row];
        let row = &self.rows[row * self.width..(row + 1) * self.width];
        for (to, &value) in to.iter_mut().zip(row) {
            *to += scale * f32::from(value as i8);
        }
    }
}

pub struct Input {
    /// The row of each known word.
    pub known: WordTable,
    /// Row 0 is for unknown words.
    pub words: Table,
    pub affixes: Table,
}

impl Input {
    /// Row 0: the word is unknown.
    pub fn row(&self, word: &Word) -> usize {
        usize::from(self.known.of(word.lower))
    }

    /// Adds the rows of a word that is known by `row`.
    pub fn add(&self, row: usize, word: &Word, is_first: bool, to: &mut [f32]) {
        self.words.add(row, to);
        for affix in affix_rows(word, is_first) {
            self.affixes.add(affix, to);
        }
    }
}
