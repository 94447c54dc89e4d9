//! The averaged perceptron (Collins 2002) over hashed features.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::analyse::model::inside::write_linear;

/// Features are hashes already.
#[derive(Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("features are u64")
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

#[derive(Clone, Copy)]
struct Weight {
    label: u8,
    value: f32,
    /// Sum of step × change: what averaging takes away.
    past: f64,
}

#[derive(Default)]
struct Row {
    weights: Vec<Weight>,
    updates: u32,
}

/// A linear model in training.
pub struct Perceptron {
    labels: Vec<String>,
    index: HashMap<u64, u32, BuildHasherDefault<AsIs>>,
    rows: Vec<Row>,
    step: u64,
}

impl Perceptron {
    pub fn new(labels: Vec<String>) -> Self {
        assert!(labels.len() <= 255, "a label is a byte");
        Self { labels, index: HashMap::default(), rows: Vec::new(), step: 1 }
    }

    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    pub fn score(&self, features: &[u64], scores: &mut [f32]) {
        scores.fill(0.0);
        for feature in features {
            if let Some(&row) = self.index.get(feature) {
                for weight in &self.rows[row as usize].weights {
                    scores[usize::from(weight.label)] += weight.value;
                }
            }
        }
    }

    /// One decision has been seen, right or wrong.
    pub fn tick(&mut self) {
        self.step += 1;
    }

    pub fn update(&mut self, features: &[u64], right: usize, wrong: usize) {
        for &feature in features {
            let row = *self.index.entry(feature).or_insert_with(|| {
                self.rows.push(Row::default());
                (self.rows.len() - 1) as u32
            });
            let row = &mut self.rows[row as usize];
            row.updates += 1;
            row.change(right, 1.0, self.step);
            row.change(wrong, -1.0, self.step);
        }
    }

    /// The averaged weights as a model's bytes. Features with fewer than `updates` updates, and weights whose root is
    /// below `least` of 127, are left out.
    pub fn write(&self, updates: u32, least: i8) -> Vec<u8> {
        let mean = |weight: &Weight| f64::from(weight.value) - weight.past / self.step as f64;
        let kept = || self.index.iter().filter(|&(_, &row)| self.rows[row as usize].updates >= updates);
        let sizes =
            kept().flat_map(|(_, &row)| self.rows[row as usize].weights.iter().map(|weight| mean(weight).abs()));
        let top = sizes.fold(1e-9, f64::max);
        let mut rows: Vec<(u64, Vec<(u8, i8)>)> = kept()
            .filter_map(|(&feature, &row)| {
                let weights = self.rows[row as usize].weights.iter();
                let root =
                    |weight: &Weight| ((mean(weight).abs() / top).sqrt() * 127.0).copysign(mean(weight)).round() as i8;
                let mut row: Vec<(u8, i8)> = weights.map(|weight| (weight.label, root(weight))).collect();
                row.retain(|(_, weight)| weight.abs() >= least.max(1));
                row.sort_unstable();
                (!row.is_empty()).then_some((feature, row))
            })
            .collect();
        rows.sort_unstable();
        write_linear(&self.labels, &rows)
    }
}

impl Row {
    fn change(&mut self, label: usize, by: f32, step: u64) {
        let label = label as u8;
        let past = f64::from(by) * step as f64;
        match self.weights.iter_mut().find(|weight| weight.label == label) {
            Some(weight) => {
                weight.value += by;
                weight.past += past;
            }
            None => self.weights.push(Weight { label, value: by, past }),
        }
    }
}

/// The first of the highest scores among those that may be.
pub fn best(scores: &[f32], may: impl Fn(usize) -> bool) -> Option<usize> {
    let mut best: Option<usize> = None;
    for label in 0..scores.len() {
        if may(label) && best.is_none_or(|best| scores[label] > scores[best]) {
            best = Some(label);
        }
    }
    best
}
