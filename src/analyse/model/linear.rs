//! A linear classifier over hashed features, read straight from its bytes.
//!
//! Layout, little endian: magic `RLM1`; u16 number of labels; each label as u8 length and UTF-8; u8 log2 of the number of
//! slots; the slots, each u16 fingerprint (0: free) and u32 offset; the rows, each u8 length and so many (u8 label, i8
//! signed root of the weight), or 255 and an i16 weight for each label. A feature's slot is found by its hash and linear
//! probing.

use thiserror::Error;

const MAGIC: &[u8; 4] = b"RLM1";
const SLOT: usize = 6;

/// A model's bytes are not of the form this version reads.
#[derive(Debug, Error)]
#[error("model {part}: {problem}; train it again with `relata train`")]
pub struct ModelError {
    pub part: &'static str,
    pub problem: String,
}

impl ModelError {
    pub fn new(part: &'static str, problem: impl Into<String>) -> Self {
        Self { part, problem: problem.into() }
    }
}

/// A classifier: labels and their weights by feature.
pub struct Linear {
    labels: Vec<String>,
    slots: &'static [u8],
    rows: &'static [u8],
    shift: u32,
}

impl Linear {
    pub fn read(part: &'static str, bytes: &'static [u8]) -> Result<Self, ModelError> {
        let bad = |problem: &str| ModelError::new(part, problem);
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| bad("not a linear model of format 1"))?;
        let (count, mut rest) = rest.split_first_chunk::<2>().ok_or_else(|| bad("cut short"))?;
        let mut labels = Vec::new();
        for _ in 0..u16::from_le_bytes(*count) {
            let (len, after) = rest.split_first().ok_or_else(|| bad("cut short"))?;
            let (label, after) = after.split_at_checked(usize::from(*len)).ok_or_else(|| bad("cut short"))?;
            labels.push(std::str::from_utf8(label).map_err(|_| bad("a label is not UTF-8"))?.to_owned());
            rest = after;
        }
        let (log, rest) = rest.split_first().ok_or_else(|| bad("cut short"))?;
        let slots = 1usize.checked_shl(u32::from(*log)).and_then(|slots| slots.checked_mul(SLOT));
        let (slots, rows) = slots.and_then(|len| rest.split_at_checked(len)).ok_or_else(|| bad("cut short"))?;
        if *log == 0 || labels.is_empty() {
            return Err(bad("it has no slots or no labels"));
        }
        Ok(Self { labels, slots, rows, shift: 64 - u32::from(*log) })
    }

    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Sets the score of each label.
    ///
    /// Rows are found first and added then: so the processor waits for many slots at a time, not for one after another.
    pub fn score(&self, features: &[u64], scores: &mut [i32]) {
        const TOGETHER: usize = 64;
        scores.fill(0);
        let mut found = [0; TOGETHER];
        for features in features.chunks(TOGETHER) {
            for (found, &feature) in found.iter_mut().zip(features) {
                *found = self.row(feature);
            }
            for &at in found[..features.len()].iter().filter(|&&at| at != NONE) {
                self.add(at, scores);
            }
        }
    }

    /// Adds the row that starts at `at`.
    #[inline]
    fn add(&self, at: usize, scores: &mut [i32]) {
        let Some((&len, rest)) = self.rows.get(at..).and_then(<[u8]>::split_first) else { return };
        if len == DENSE {
            for (score, pair) in scores.iter_mut().zip(rest.chunks_exact(2)) {
                *score += i32::from(i16::from_le_bytes([pair[0], pair[1]]));
            }
        } else {
            let pairs = rest.get(..2 * usize::from(len)).unwrap_or(&[]);
            for pair in pairs.chunks_exact(2) {
                if let Some(score) = scores.get_mut(usize::from(pair[0])) {
                    *score += weight(pair[1] as i8);
                }
            }
        }
    }

    /// Where the feature's row starts.
    #[inline]
    fn row(&self, feature: u64) -> usize {
        let mask = self.slots.len() / SLOT - 1;
        let mut slot = (feature >> self.shift) as usize;
        let wanted = fingerprint(feature);
        loop {
            let Some(&[f0, f1, o0, o1, o2, o3]) = self.slots.get(slot * SLOT..slot * SLOT + SLOT) else { return NONE };
            match u16::from_le_bytes([f0, f1]) {
                0 => return NONE,
                found if found == wanted => return u32::from_le_bytes([o0, o1, o2, o3]) as usize,
                _ => slot = (slot + 1) & mask,
            }
        }
    }
}

const NONE: usize = usize::MAX;

/// The length byte of a row that has a weight for each label.
const DENSE: u8 = 255;

/// A weight from its signed root: small weights keep their precision, a few large ones their size.
#[inline]
fn weight(root: i8) -> i32 {
    i32::from(root) * i32::from(root).abs()
}

fn fingerprint(feature: u64) -> u16 {
    (feature as u16).max(1)
}

/// The bytes that [`Linear::read`] reads. `rows` must be in a fixed order for the bytes to be the same each time.
#[cfg(feature = "train")]
pub fn write_linear(labels: &[String], rows: &[(u64, Vec<(u8, i8)>)]) -> Vec<u8> {
    let log = (rows.len() * 4 / 3 + 2).next_power_of_two().trailing_zeros().max(1);
    let mut slots = vec![0u8; SLOT << log];
    let mut bytes = MAGIC.to_vec();
    bytes.extend((labels.len() as u16).to_le_bytes());
    for label in labels {
        bytes.push(label.len() as u8);
        bytes.extend(label.as_bytes());
    }
    bytes.push(log as u8);
    let mut body = Vec::new();
    // Rows that are alike share their bytes.
    let mut known = std::collections::HashMap::new();
    for (feature, row) in rows {
        let mut slot = (feature >> (64 - log)) as usize;
        while slots[slot * SLOT..slot * SLOT + 2] != [0, 0] {
            slot = (slot + 1) & ((1 << log) - 1);
        }
        let at = *known.entry(row.clone()).or_insert_with(|| {
            let at = body.len() as u32;
            if row.len() * 4 > labels.len() {
                let mut dense = vec![0i16; labels.len()];
                row.iter().for_each(|&(label, root)| dense[usize::from(label)] = weight(root) as i16);
                body.push(DENSE);
                body.extend(dense.into_iter().flat_map(i16::to_le_bytes));
            } else {
                body.push(row.len() as u8);
                body.extend(row.iter().flat_map(|&(label, root)| [label, root as u8]));
            }
            at
        });
        slots[slot * SLOT..slot * SLOT + 2].copy_from_slice(&fingerprint(*feature).to_le_bytes());
        slots[slot * SLOT + 2..slot * SLOT + SLOT].copy_from_slice(&at.to_le_bytes());
    }
    bytes.extend(slots);
    bytes.extend(body);
    bytes
}
