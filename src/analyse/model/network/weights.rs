//! The network's matrices: what they compute, and how they are read from bytes.
//!
//! Layout, little endian: magic `RLN1`; u32 length and the bytes of the table of known words; u32 length and the pairs of
//! tags, `UPOS XPOS`, one a line; the two tables of rows, each u32 rows, u32 width, an f32 scale for each row, the rows as
//! i8; u32 number of matrices; each u32 rows, u32 columns, f32 row by row, in the order of [`Weights::each`].

use std::ops::Range;

use ndarray::{Array2, ArrayView2, Axis, concatenate, s};

use super::super::{ModelError, WordTable};
use super::frequent::Frequent;
use super::input::{AFFIX_ROWS, Input, Table};
use super::{Layer, NameTag, Network, add_row};
use crate::analyse::{Deprel, Upos, Xpos};

const MAGIC: &[u8; 4] = b"RLN1";

/// Layers that read a sentence.
pub const LAYERS: usize = 3;

#[derive(Clone, Debug)]
pub struct Weights {
    pub layers: Vec<Layer>,
    /// From the topmost layer to the hidden units of all heads, side by side as in [`Columns`].
    pub heads: Array2<f32>,
    pub heads_bias: Array2<f32>,
    pub tag: Array2<f32>,
    pub tag_bias: Array2<f32>,
    pub name: Array2<f32>,
    pub name_bias: Array2<f32>,
    pub arc: Array2<f32>,
    pub arc_bias: Array2<f32>,
    /// The root, as a head of arcs and of relations.
    pub arc_root: Array2<f32>,
    pub label_root: Array2<f32>,
    pub label: Array2<f32>,
    pub label_bias: Array2<f32>,
}

/// Which columns of the heads' hidden units belong to which head.
pub struct Columns {
    pub tag: Range<usize>,
    pub name: Range<usize>,
    pub arc_dep: Range<usize>,
    pub arc_head: Range<usize>,
    /// Not yet squashed, nor is `label_head`: that is done for the sum of a word and its head.
    pub label_dep: Range<usize>,
    pub label_head: Range<usize>,
}

impl Columns {
    pub fn squashed(&self) -> Range<usize> {
        0..self.arc_head.end
    }

    pub fn count(&self) -> usize {
        self.label_head.end
    }
}

impl Weights {
    /// The hidden units of all heads, a row for each word.
    pub fn heads(&self, top: ArrayView2<f32>) -> Array2<f32> {
        let mut hidden = affine(top, &self.heads, &self.heads_bias);
        hidden.slice_mut(s![.., self.columns().squashed()]).mapv_inplace(leaky);
        hidden
    }

    pub fn columns(&self) -> Columns {
        let mut from = 0;
        let mut next = |width: usize| {
            from += width;
            from - width..from
        };
        let (arc, label) = (self.arc.nrows(), self.label.nrows());
        Columns {
            tag: next(self.tag.nrows()),
            name: next(self.name.nrows()),
            arc_dep: next(arc),
            arc_head: next(arc),
            label_dep: next(label),
            label_head: next(label),
        }
    }

    pub fn tag_scores(&self, hidden: ArrayView2<f32>) -> Array2<f32> {
        affine(hidden, &self.tag, &self.tag_bias)
    }

    pub fn name_scores(&self, hidden: ArrayView2<f32>) -> Array2<f32> {
        affine(hidden, &self.name, &self.name_bias)
    }

    /// For each word of a sentence, of which [`Weights::arc_query`] tells, the scores of the root and of each word as its
    /// head.
    pub fn arc_scores(&self, query: ArrayView2<f32>, head: ArrayView2<f32>) -> Array2<f32> {
        query.dot(&with_root(&self.arc_root, head).t())
    }

    /// What a word's head should look like.
    pub fn arc_query(&self, dep: ArrayView2<f32>) -> Array2<f32> {
        affine(dep, &self.arc, &self.arc_bias)
    }

    /// For each word the scores of the relations to its head, of which [`Weights::label_hidden`] tells.
    pub fn label_scores(&self, hidden: ArrayView2<f32>) -> Array2<f32> {
        affine(hidden, &self.label, &self.label_bias)
    }

    /// For each word of a sentence the hidden units of it and its head (0: the root) together.
    pub fn label_hidden(&self, dep: ArrayView2<f32>, head: ArrayView2<f32>, heads: &[usize]) -> Array2<f32> {
        let mut hidden = with_root(&self.label_root, head).select(Axis(0), heads);
        hidden += &dep;
        hidden.mapv_into(leaky)
    }

    /// All matrices, in a fixed order.
    #[cfg(feature = "train")]
    pub fn each_mut(&mut self) -> Vec<&mut Array2<f32>> {
        let Self { layers, heads, heads_bias, tag, tag_bias, name, name_bias, .. } = self;
        let Self { arc, arc_bias, arc_root, label_root, label, label_bias, .. } = self;
        layers
            .iter_mut()
            .flat_map(|layer| [&mut layer.weights, &mut layer.bias])
            .chain([heads, heads_bias, tag, tag_bias, name, name_bias])
            .chain([arc, arc_bias, arc_root, label_root, label, label_bias])
            .collect()
    }

    fn check(&self, tags: usize) -> Result<(), String> {
        let mut inputs = self.layers[0].units();
        let mut expected = Vec::new();
        for layer in &self.layers {
            let units = layer.units();
            expected.push((&layer.weights, inputs, 6 * units));
            expected.push((&layer.bias, 1, 6 * units));
            inputs = 2 * units;
        }
        let (arc, label) = (self.arc.nrows(), self.label.nrows());
        expected.extend([
            (&self.heads, inputs, self.columns().count()),
            (&self.heads_bias, 1, self.columns().count()),
            (&self.tag, self.tag.nrows(), tags),
            (&self.tag_bias, 1, tags),
            (&self.name, self.name.nrows(), NameTag::COUNT),
            (&self.name_bias, 1, NameTag::COUNT),
            (&self.arc, arc, arc),
            (&self.arc_bias, 1, arc),
            (&self.arc_root, 1, arc),
            (&self.label_root, 1, label),
            (&self.label, label, Deprel::ALL.len()),
            (&self.label_bias, 1, Deprel::ALL.len()),
        ]);
        match expected.iter().position(|&(matrix, rows, columns)| matrix.dim() != (rows, columns)) {
            None => Ok(()),
            Some(at) => {
                Err(format!("matrix {at} is {:?}, not {:?}", expected[at].0.dim(), (expected[at].1, expected[at].2)))
            }
        }
    }
}

/// The slope of squashed units below zero.
pub const LEAK: f32 = 0.1;

fn leaky(x: f32) -> f32 {
    if x > 0.0 { x } else { LEAK * x }
}

fn affine(input: ArrayView2<f32>, weights: &Array2<f32>, bias: &Array2<f32>) -> Array2<f32> {
    let mut output = input.dot(weights);
    add_row(&mut output, bias.view());
    output
}

/// The root's row before those of the words.
pub fn with_root(root: &Array2<f32>, rows: ArrayView2<f32>) -> Array2<f32> {
    concatenate(Axis(0), &[root.view(), rows]).expect("the root is as wide as the words")
}

pub fn read(bytes: &'static [u8]) -> Result<Network, ModelError> {
    let bad = |problem: String| ModelError::new("network", problem);
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| bad("not a network of format 1".to_owned()))?;
    let mut bytes = Bytes { rest };
    let known = WordTable::read(bytes.block()?)?;
    let tags = std::str::from_utf8(bytes.block()?).map_err(|_| bad("the tags are not UTF-8".to_owned()))?;
    let tags = tags.lines().map(|line| pair(line).ok_or_else(|| bad(format!("{line:?} is no pair of tags"))));
    let tags: Vec<(Upos, Xpos)> = tags.collect::<Result<_, _>>()?;
    let (words, affixes) = (bytes.table()?, bytes.table()?);
    let mut matrices = Vec::new();
    for _ in 0..bytes.number()? {
        matrices.push(bytes.matrix()?);
    }
    let count = matrices.len();
    let mut matrices = matrices.into_iter();
    let mut next = || matrices.next().ok_or_else(|| bad(format!("only {count} matrices")));
    let layers =
        (0..LAYERS).map(|_| Ok(Layer { weights: next()?, bias: next()? })).collect::<Result<_, ModelError>>()?;
    let weights = Weights {
        layers,
        heads: next()?,
        heads_bias: next()?,
        tag: next()?,
        tag_bias: next()?,
        name: next()?,
        name_bias: next()?,
        arc: next()?,
        arc_bias: next()?,
        arc_root: next()?,
        label_root: next()?,
        label: next()?,
        label_bias: next()?,
    };
    weights.check(tags.len()).map_err(bad)?;
    if known.numbers().any(|row| usize::from(row) >= words.scales.len()) {
        return Err(bad("a known word has no row".to_owned()));
    }
    if affixes.scales.len() != AFFIX_ROWS || [words.width, affixes.width] != [weights.layers[0].units(); 2] {
        return Err(bad("the tables of words and affixes do not fit the layers".to_owned()));
    }
    let frequent = Frequent::new(words.scales.len());
    Ok(Network { input: Input { known, words, affixes }, frequent, weights, tags })
}

fn pair(line: &str) -> Option<(Upos, Xpos)> {
    let (upos, xpos) = line.split_once(' ')?;
    Some((upos.parse().ok()?, xpos.parse().ok()?))
}

struct Bytes {
    rest: &'static [u8],
}

impl Bytes {
    fn take(&mut self, len: usize) -> Result<&'static [u8], ModelError> {
        let (part, rest) = self.rest.split_at_checked(len).ok_or_else(|| ModelError::new("network", "cut short"))?;
        self.rest = rest;
        Ok(part)
    }

    fn number(&mut self) -> Result<usize, ModelError> {
        let bytes = self.take(4)?.try_into().expect("four were asked for");
        Ok(u32::from_le_bytes(bytes) as usize)
    }

    fn block(&mut self) -> Result<&'static [u8], ModelError> {
        let len = self.number()?;
        self.take(len)
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        let float = |bytes: &[u8]| f32::from_le_bytes(bytes.try_into().expect("chunks of four"));
        Ok(self.take(count.saturating_mul(4))?.chunks_exact(4).map(float).collect())
    }

    fn table(&mut self) -> Result<Table, ModelError> {
        let (rows, width) = (self.number()?, self.number()?);
        Ok(Table { scales: self.floats(rows)?, rows: self.take(rows.saturating_mul(width))?, width })
    }

    fn matrix(&mut self) -> Result<Array2<f32>, ModelError> {
        let (rows, columns) = (self.number()?, self.number()?);
        let values = self.floats(rows.saturating_mul(columns))?;
        Ok(Array2::from_shape_vec((rows, columns), values).expect("so many were read"))
    }
}

/// The bytes that [`read`] reads.
#[cfg(feature = "train")]
pub fn write_network(known: &[u8], tags: &[(Upos, Xpos)], tables: [&Array2<f32>; 2], weights: &mut Weights) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    let tags: String = tags.iter().map(|(upos, xpos)| format!("{upos} {xpos}\n")).collect();
    for block in [known, tags.as_bytes()] {
        bytes.extend((block.len() as u32).to_le_bytes());
        bytes.extend(block);
    }
    for table in tables {
        bytes.extend((table.nrows() as u32).to_le_bytes());
        bytes.extend((table.ncols() as u32).to_le_bytes());
        let scales: Vec<f32> =
            table.rows().into_iter().map(|row| row.fold(1e-9f32, |high, x| high.max(x.abs())) / 127.0).collect();
        bytes.extend(scales.iter().flat_map(|scale| scale.to_le_bytes()));
        for (row, scale) in table.rows().into_iter().zip(scales) {
            bytes.extend(row.iter().map(|x| (x / scale).round() as i8 as u8));
        }
    }
    let matrices = weights.each_mut();
    bytes.extend((matrices.len() as u32).to_le_bytes());
    for matrix in matrices {
        bytes.extend((matrix.nrows() as u32).to_le_bytes());
        bytes.extend((matrix.ncols() as u32).to_le_bytes());
        bytes.extend(matrix.iter().flat_map(|value| value.to_le_bytes()));
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::analyse::SyntaxBytes;

    #[test]
    fn a_damaged_network_is_told_apart() {
        let whole = SyntaxBytes::EMBEDDED.network;
        assert!(read(whole).is_ok());
        let problem = |bytes: &'static [u8]| read(bytes).err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(
            problem(&whole[1..]),
            "model network: not a network of format 1; train it again with `relata train`"
        );
        for len in [4, 6, 20, 1_000, whole.len() / 2, whole.len() - 1] {
            let found = problem(&whole[..len]);
            assert_eq!(found, "model network: cut short; train it again with `relata train`", "{len} bytes");
        }
    }
}
