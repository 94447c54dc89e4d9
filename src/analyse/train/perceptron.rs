//! The averaged perceptron (Collins 2002) over hashed features.
//!
//! Training waits for memory more than for anything else: so a feature's slot holds where its weights lie, and all slots
//! of a decision are looked up before any weight is read.

use crate::analyse::model::inside::write_linear;

/// Where a feature's weights lie in the arena. `capacity` 0: a free slot.
#[derive(Clone, Copy, Default)]
struct Slot {
    feature: u64,
    start: u32,
    len: u8,
    capacity: u8,
    updates: u16,
}

#[derive(Clone, Copy, Default)]
struct Weight {
    value: f32,
    label: u32,
}

/// A linear model in training.
pub struct Perceptron {
    labels: Vec<String>,
    slots: Vec<Slot>,
    used: usize,
    weights: Vec<Weight>,
    /// Beside each weight the sum of step × change: what averaging takes away.
    past: Vec<f64>,
    step: u64,
    /// The slots of the decision that was scored last.
    found: std::cell::RefCell<Vec<(u32, u32)>>,
}

impl Perceptron {
    pub fn new(labels: Vec<String>) -> Self {
        assert!(labels.len() <= 128, "a row's capacity is a power of two in a byte");
        let found = std::cell::RefCell::default();
        Self {
            labels,
            slots: vec![Slot::default(); 1 << 16],
            used: 0,
            weights: Vec::new(),
            past: Vec::new(),
            step: 1,
            found,
        }
    }

    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    pub fn score(&self, features: &[u64], scores: &mut [f32]) {
        scores.fill(0.0);
        let mut found = self.found.borrow_mut();
        found.clear();
        found.extend(features.iter().map(|&feature| {
            let slot = self.slots[self.slot(feature)];
            (slot.start, u32::from(slot.len))
        }));
        for &(start, len) in found.iter() {
            for weight in &self.weights[start as usize..(start + len) as usize] {
                scores[weight.label as usize] += weight.value;
            }
        }
    }

    /// One decision has been seen, right or wrong.
    pub fn tick(&mut self) {
        self.step += 1;
    }

    pub fn update(&mut self, features: &[u64], right: usize, wrong: usize) {
        for &feature in features {
            let mut at = self.slot(feature);
            if self.slots[at].capacity == 0 {
                self.used += 1;
                if self.used * 2 > self.slots.len() {
                    self.grow();
                    at = self.slot(feature);
                }
                self.slots[at] = Slot { feature, start: self.claim(2), len: 0, capacity: 2, updates: 0 };
            }
            self.slots[at].updates = self.slots[at].updates.saturating_add(1);
            self.change(at, right, 1.0);
            self.change(at, wrong, -1.0);
        }
    }

    /// The feature's slot, or the free one where it belongs.
    #[inline]
    fn slot(&self, feature: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (feature >> 24) as usize & mask;
        while self.slots[at].capacity != 0 && self.slots[at].feature != feature {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let larger = vec![Slot::default(); self.slots.len() * 2];
        for slot in std::mem::replace(&mut self.slots, larger) {
            if slot.capacity != 0 {
                let at = self.slot(slot.feature);
                self.slots[at] = slot;
            }
        }
    }

    fn claim(&mut self, capacity: usize) -> u32 {
        let start = self.weights.len();
        self.weights.resize(start + capacity, Weight::default());
        self.past.resize(start + capacity, 0.0);
        u32::try_from(start).expect("weights number fewer than 2^32")
    }

    fn change(&mut self, at: usize, label: usize, by: f32) {
        let Slot { start, len, capacity, .. } = self.slots[at];
        let (mut start, len) = (start as usize, usize::from(len));
        let known = self.weights[start..start + len].iter().position(|weight| weight.label as usize == label);
        let place = known.unwrap_or(len);
        if place == len {
            if len == usize::from(capacity) {
                let new = self.claim(len * 2) as usize;
                self.weights.copy_within(start..start + len, new);
                self.past.copy_within(start..start + len, new);
                self.slots[at].start = new as u32;
                self.slots[at].capacity = (len * 2) as u8;
                start = new;
            }
            self.slots[at].len += 1;
            self.weights[start + place] = Weight { value: 0.0, label: label as u32 };
            self.past[start + place] = 0.0;
        }
        self.weights[start + place].value += by;
        self.past[start + place] += f64::from(by) * self.step as f64;
    }

    /// The averaged weights as a model's bytes. Features with fewer than `updates` updates, and weights whose root is
    /// below `least` of 127, are left out.
    pub fn write(&self, updates: u16, least: i8) -> Vec<u8> {
        let kept = || self.slots.iter().filter(|slot| slot.capacity != 0 && slot.updates >= updates);
        let means = |slot: &Slot| {
            let range = slot.start as usize..slot.start as usize + usize::from(slot.len);
            let pairs = self.weights[range.clone()].iter().zip(&self.past[range]);
            pairs.map(|(weight, past)| (weight.label as u8, f64::from(weight.value) - past / self.step as f64))
        };
        let top = kept().flat_map(means).fold(1e-9, |top: f64, (_, mean)| top.max(mean.abs()));
        let root = |mean: f64| ((mean.abs() / top).sqrt() * 127.0).copysign(mean).round() as i8;
        let mut rows: Vec<(u64, Vec<(u8, i8)>)> = kept()
            .filter_map(|slot| {
                let mut row: Vec<(u8, i8)> = means(slot).map(|(label, mean)| (label, root(mean))).collect();
                row.retain(|(_, weight)| weight.abs() >= least.max(1));
                row.sort_unstable();
                (!row.is_empty()).then_some((slot.feature, row))
            })
            .collect();
        rows.sort_unstable();
        write_linear(&self.labels, &rows)
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
