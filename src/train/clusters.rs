//! Word clusters from text without labels: words that stand between the same neighbours share a path in a binary tree.
//!
//! Positive pointwise mutual information with the two neighbours on either side (Levy & Goldberg 2014), its singular
//! vectors by random projection (Halko et al. 2011), then two-means again and again.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::path::{Path, PathBuf};

use super::{Chance, TrainError};
use crate::analyse::segment;
use crate::text::Document;

/// Words seen less often have no cluster.
const RARE: u32 = 8;
const VOCABULARY: usize = 50_000;
/// Neighbours that are counted, per place.
const CONTEXTS: usize = 4_000;
const DIMENSIONS: usize = 64;
const EXTRA: usize = 16;
const LEAVES: usize = 1_000;
/// A path has at most so many turns: it is a u16 with a leading 1.
const DEEPEST: u32 = 15;

/// The words of a corpus as numbers, sentence by sentence.
struct Text {
    words: Vec<String>,
    counts: Vec<u32>,
    /// Numbers, with [`END`] between sentences.
    stream: Vec<u32>,
}

const END: u32 = u32::MAX;

/// Each word with its path. `sentences` are read beside the text files, so that the treebanks' words are known.
pub fn train(
    folders: &[PathBuf],
    sentences: &[Vec<String>],
    seed: u64,
    say: &mut dyn FnMut(&str),
) -> Result<Vec<(String, u16)>, TrainError> {
    let text = read(folders, sentences)?;
    say(&format!("{} words of text, {} kinds", text.stream.len(), text.words.len()));
    let (rows, columns) = associations(&text);
    say(&format!("{} associations", rows.iter().map(Vec::len).sum::<usize>()));
    let vectors = vectors(&rows, columns, seed);
    say("vectors made");
    let paths = tree(&vectors, &text.counts, seed);
    Ok(text.words.into_iter().zip(paths).collect())
}

/// The form under which a word is counted: as the models see it, lower case and digits alike.
fn key(form: &str) -> String {
    let plain = |c: char| match c {
        '0'..='9' => '0',
        '’' | '‘' | '`' => '\'',
        '–' | '—' | '−' => '-',
        c => c,
    };
    form.chars().map(plain).flat_map(char::to_lowercase).collect()
}

fn read(folders: &[PathBuf], sentences: &[Vec<String>]) -> Result<Text, TrainError> {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut counts: Vec<u32> = Vec::new();
    let mut stream: Vec<u32> = Vec::new();
    let mut take = |form: &str| {
        let key = key(form);
        let number = match numbers.get(&key) {
            Some(&number) => number,
            None => {
                counts.push(0);
                numbers.insert(key, counts.len() as u32 - 1);
                counts.len() as u32 - 1
            }
        };
        counts[number as usize] += 1;
        stream.push(number);
    };
    let mut files = Vec::new();
    for folder in folders {
        collect(folder, &mut files)?;
    }
    files.sort();
    let mut breaks = Vec::new();
    let mut total = 0;
    for path in files {
        let bytes = std::fs::read(&path).map_err(|source| TrainError::File { path: path.clone(), source })?;
        let text = String::from_utf8_lossy(&bytes);
        let body =
            text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(&*text, |parts| parts.1);
        let document = Document::from_text("", body);
        for segment in segment(&document) {
            segment.words.iter().for_each(|&span| take(document.slice(span)));
            total += segment.words.len();
            breaks.push(total);
        }
    }
    for sentence in sentences {
        sentence.iter().for_each(|form| take(form));
        total += sentence.len();
        breaks.push(total);
    }
    // The most frequent words get the lowest numbers.
    let mut order: Vec<(String, u32)> = numbers.into_iter().collect();
    order.sort_by(|a, b| counts[b.1 as usize].cmp(&counts[a.1 as usize]).then_with(|| a.0.cmp(&b.0)));
    order.retain(|(_, number)| counts[*number as usize] >= RARE);
    order.truncate(VOCABULARY);
    let mut renumbered = vec![END - 1; counts.len()];
    for (new, (_, old)) in order.iter().enumerate() {
        renumbered[*old as usize] = new as u32;
    }
    let mut out = Vec::with_capacity(stream.len() + breaks.len());
    let mut from = 0;
    for end in breaks {
        out.extend(stream[from..end].iter().map(|&word| renumbered[word as usize]));
        out.push(END);
        from = end;
    }
    let counts = order.iter().map(|(_, old)| counts[*old as usize]).collect();
    Ok(Text { words: order.into_iter().map(|(word, _)| word).collect(), counts, stream: out })
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), TrainError> {
    let fail = |source| TrainError::File { path: path.to_owned(), source };
    if path.is_dir() {
        for entry in std::fs::read_dir(path).map_err(fail)? {
            collect(&entry.map_err(fail)?.path(), files)?;
        }
    } else if path.extension().is_some_and(|extension| extension == "md" || extension == "txt") {
        files.push(path.to_owned());
    }
    Ok(())
}

/// Per word its contexts (place × neighbour) with their positive mutual information.
fn associations(text: &Text) -> (Vec<Vec<(u32, f32)>>, usize) {
    let contexts = CONTEXTS.min(text.words.len());
    let columns = contexts * 4;
    let mut pairs: HashMap<u64, u32, BuildHasherDefault<AsIs>> = HashMap::default();
    let mut row_sums = vec![0f64; text.words.len()];
    let mut column_sums = vec![0f64; columns];
    let stream = &text.stream;
    for (at, &word) in stream.iter().enumerate() {
        if word as usize >= text.words.len() {
            continue;
        }
        for (place, step) in [-2isize, -1, 1, 2].into_iter().enumerate() {
            let middle = at.checked_add_signed(step / 2);
            let crosses =
                step.abs() == 2 && middle.is_none_or(|middle| stream.get(middle).is_none_or(|&word| word == END));
            let Some(&other) = at.checked_add_signed(step).and_then(|at| stream.get(at)) else { continue };
            if crosses || other as usize >= contexts {
                continue;
            }
            let column = place * contexts + other as usize;
            *pairs.entry(spread_bits(u64::from(word) << 32 | column as u64)).or_default() += 1;
            row_sums[word as usize] += 1.0;
            column_sums[column] += 1.0;
        }
    }
    let total: f64 = column_sums.iter().map(|sum| sum.powf(0.75)).sum();
    let mut rows = vec![Vec::new(); text.words.len()];
    for (key, count) in pairs {
        if count < 3 {
            continue;
        }
        let pair = gather_bits(key);
        let (word, column) = ((pair >> 32) as usize, (pair & 0xffff_ffff) as usize);
        let expected = row_sums[word] * column_sums[column].powf(0.75) / total;
        let value = (f64::from(count) / expected).ln();
        if value > 0.0 {
            rows[word].push((column as u32, value as f32));
        }
    }
    rows.iter_mut().for_each(|row| row.sort_unstable_by_key(|pair| pair.0));
    (rows, columns)
}

/// The table hashes keys as they are, and wants their bits spread; both steps can be undone.
fn spread_bits(pair: u64) -> u64 {
    pair.wrapping_mul(0x9E37_79B9_7F4A_7C15).swap_bytes()
}

fn gather_bits(key: u64) -> u64 {
    // The multiplier is odd: this is its inverse modulo 2^64.
    key.swap_bytes().wrapping_mul(0xF1DE_83E1_9937_733D)
}

/// Keys are hashes already.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are u64")
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// Unit vectors in the space of the strongest singular directions.
fn vectors(rows: &[Vec<(u32, f32)>], columns: usize, seed: u64) -> Vec<Vec<f32>> {
    let width = DIMENSIONS + EXTRA;
    let mut chance = Chance(seed ^ 0x5eed);
    let mut right: Vec<f32> = (0..columns * width).map(|_| (chance.below(2) as f32) * 2.0 - 1.0).collect();
    let mut left = vec![0f32; rows.len() * width];
    for round in 0..3 {
        left.fill(0.0);
        for (row, out) in rows.iter().zip(left.chunks_exact_mut(width)) {
            for &(column, value) in row {
                let column = &right[column as usize * width..][..width];
                out.iter_mut().zip(column).for_each(|(out, x)| *out += value * x);
            }
        }
        orthonormalise(&mut left, width);
        if round < 2 {
            right.fill(0.0);
            for (row, from) in rows.iter().zip(left.chunks_exact(width)) {
                for &(column, value) in row {
                    let column = &mut right[column as usize * width..][..width];
                    column.iter_mut().zip(from).for_each(|(out, x)| *out += value * x);
                }
            }
        }
    }
    // Directions are weighted by the square root of their strength: |Aᵀ q|.
    right.fill(0.0);
    for (row, from) in rows.iter().zip(left.chunks_exact(width)) {
        for &(column, value) in row {
            let column = &mut right[column as usize * width..][..width];
            column.iter_mut().zip(from).for_each(|(out, x)| *out += value * x);
        }
    }
    let strength: Vec<f32> =
        (0..width).map(|d| right.iter().skip(d).step_by(width).map(|x| x * x).sum::<f32>().sqrt().sqrt()).collect();
    left.chunks_exact(width)
        .map(|row| {
            let row: Vec<f32> = row.iter().zip(&strength).map(|(x, s)| x * s).collect();
            let norm = row.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-9);
            row.into_iter().map(|x| x / norm).collect()
        })
        .collect()
}

/// Gram-Schmidt over the columns of a tall matrix.
fn orthonormalise(matrix: &mut [f32], width: usize) {
    for d in 0..width {
        let mut dots = vec![0f64; d + 1];
        for row in matrix.chunks_exact(width) {
            for (dot, &x) in dots.iter_mut().zip(row) {
                *dot += f64::from(x) * f64::from(row[d]);
            }
        }
        let norm = dots[..d].iter().fold(dots[d], |rest, dot| rest - dot * dot).max(1e-12).sqrt();
        for row in matrix.chunks_exact_mut(width) {
            let off: f64 = dots[..d].iter().zip(row.iter()).map(|(dot, &x)| dot * f64::from(x)).sum();
            row[d] = ((f64::from(row[d]) - off) / norm) as f32;
        }
    }
}

/// A binary tree over the words: the cluster that spreads most is split next.
fn tree(vectors: &[Vec<f32>], counts: &[u32], seed: u64) -> Vec<u16> {
    let mut chance = Chance(seed ^ 0x7ee);
    let weight = |word: usize| f64::from(counts[word]).sqrt() as f32;
    let mut leaves: Vec<(u16, Vec<usize>, f32)> = vec![(1, (0..vectors.len()).collect(), f32::MAX)];
    while leaves.len() < LEAVES {
        let candidate = (0..leaves.len())
            .filter(|&at| leaves[at].0 < 1 << (DEEPEST - 1) && leaves[at].1.len() > 1)
            .max_by(|&a, &b| leaves[a].2.total_cmp(&leaves[b].2).then(b.cmp(&a)));
        let Some(at) = candidate else { break };
        let (path, words, _) = leaves.swap_remove(at);
        let (one, two) = halve(&words, vectors, &weight, &mut chance);
        for (bit, part) in [(0, one), (1, two)] {
            let spread = spread(&part, vectors, &weight);
            leaves.push((path << 1 | bit, part, spread));
        }
    }
    let mut paths = vec![0; vectors.len()];
    for (path, words, _) in leaves {
        words.into_iter().for_each(|word| paths[word] = path);
    }
    paths
}

fn mean(words: &[usize], vectors: &[Vec<f32>], weight: &impl Fn(usize) -> f32) -> Vec<f32> {
    let mut mean = vec![0f32; DIMENSIONS + EXTRA];
    let mut total = 0.0;
    for &word in words {
        total += weight(word);
        mean.iter_mut().zip(&vectors[word]).for_each(|(mean, x)| *mean += weight(word) * x);
    }
    mean.iter_mut().for_each(|x| *x /= total.max(1e-9));
    mean
}

fn distance(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum()
}

fn spread(words: &[usize], vectors: &[Vec<f32>], weight: &impl Fn(usize) -> f32) -> f32 {
    let middle = mean(words, vectors, weight);
    words.iter().map(|&word| weight(word) * distance(&vectors[word], &middle)).sum()
}

fn halve(
    words: &[usize],
    vectors: &[Vec<f32>],
    weight: &impl Fn(usize) -> f32,
    chance: &mut Chance,
) -> (Vec<usize>, Vec<usize>) {
    let mut a = vectors[words[chance.below(words.len())]].clone();
    // The second centre is far from the first.
    let far = words.iter().max_by(|&&x, &&y| distance(&vectors[x], &a).total_cmp(&distance(&vectors[y], &a)));
    let mut b = vectors[*far.expect("a cluster has words")].clone();
    let mut parts = (Vec::new(), Vec::new());
    for _ in 0..12 {
        parts = words.iter().partition(|&&word| distance(&vectors[word], &a) <= distance(&vectors[word], &b));
        if parts.0.is_empty() || parts.1.is_empty() {
            let mut all: Vec<usize> = words.to_vec();
            let half = all.split_off(all.len() / 2);
            return (all, half);
        }
        a = mean(&parts.0, vectors, weight);
        b = mean(&parts.1, vectors, weight);
    }
    parts
}
