//! Training of the network: gradients by hand ([`gradient`]), Adam (Kingma & Ba 2015), dropout between the layers (Gal &
//! Ghahramani 2016: one mask a sentence).
//!
//! A sentence may have a tree, names or both; what it lacks it does not teach.

mod gradient;

use std::collections::HashMap;

use ndarray::{Array2, ArrayView2, Axis};

use super::Chance;
use super::corpus::Named;
use crate::analyse::conllu::Tree;
use crate::analyse::inside::{
    AFFIX_ROWS, LAYERS, Layer, NameTag, Network, Weights, Word, WordTable, affix_rows, lower_hash, words,
    write_network, write_word_table,
};
use crate::analyse::{Deprel, ModelError, Upos, Xpos};
use gradient::gradients;

const UNITS: usize = 128;
/// Hidden units for tags, names, arcs and relations.
const TAG: usize = 96;
const NAME: usize = 64;
const ARC: usize = 112;
const LABEL: usize = 96;

/// Words of one step.
const BATCH: usize = 700;
const RATE: f32 = 2.5e-3;
const RATE_GOING_ON: f32 = 1e-3;
const WARM_UP: usize = 300;

/// A sentence as it is learned from; tags, heads (0: the root), relations and names by their numbers.
struct Sample {
    words: Vec<Word>,
    rows: Vec<u16>,
    tree: Option<GoldTree>,
    names: Option<Vec<usize>>,
}

struct GoldTree {
    tags: Vec<usize>,
    heads: Vec<usize>,
    labels: Vec<usize>,
}

/// A sentence to learn from.
pub struct Lesson<'a> {
    pub forms: Vec<&'a str>,
    pub tree: Option<&'a Tree>,
    pub names: Option<Vec<NameTag>>,
}

impl<'a> Lesson<'a> {
    pub fn of_tree(tree: &'a Tree) -> Self {
        let forms = tree.words.iter().map(|word| word.form.as_str()).collect();
        Self { forms, tree: Some(tree), names: silver_names(tree) }
    }

    pub fn of_names(named: &'a Named) -> Self {
        Self { forms: named.words.iter().map(String::as_str).collect(), tree: None, names: Some(named.tags()) }
    }
}

/// The names that a teacher wrote beside its tree; none in a treebank's own.
fn silver_names(tree: &Tree) -> Option<Vec<NameTag>> {
    if !tree.comments.iter().any(|line| line == "# names") {
        return None;
    }
    // A tag that is not ours is no name to us.
    let tag = |misc: &str| misc.split('|').find_map(|field| field.strip_prefix("Name="))?.parse().ok();
    Some(tree.words.iter().map(|word| tag(&word.misc).unwrap_or(NameTag::Outside)).collect())
}

/// The bytes of a network that learned the lessons: each of `rounds` says which lessons it holds. Goes on from the bytes
/// of an earlier network, where there are some, in smaller steps.
///
/// # Errors
/// Where the earlier network is none, or was learned from other lessons.
pub fn train(
    lessons: &[Lesson],
    rounds: &[Vec<usize>],
    clusters: &'static [u8],
    earlier: Option<&'static [u8]>,
    seed: u64,
    say: &mut dyn FnMut(&str),
) -> Result<Vec<u8>, ModelError> {
    let clusters = WordTable::read(clusters).expect("the trainer made the clusters");
    let vocabulary = Vocabulary::of(lessons);
    say(&format!("{} words have a row of their own", vocabulary.counts.len() - 1));
    let tags = tag_pairs(lessons);
    let samples: Vec<Sample> = lessons.iter().map(|lesson| Sample::of(lesson, &vocabulary, &tags, &clusters)).collect();
    let mut chance = Chance(seed);
    let (mut learner, high) = match earlier {
        None => (Learner::new(vocabulary.counts, tags.len(), &mut chance), RATE),
        Some(bytes) => {
            let learned = Network::read(bytes)?.learned(&tags, &vocabulary.rows);
            let learned = learned.ok_or_else(|| ModelError::new("network", "learned from other lessons than these"))?;
            (Learner::going_on(vocabulary.counts, learned), RATE_GOING_ON)
        }
    };
    let steps: usize = rounds.iter().map(|round| batches(&samples, round, &mut chance.clone()).len()).sum();
    let mut step = 0;
    for (number, round) in rounds.iter().enumerate() {
        let mut loss = Loss::default();
        for batch in batches(&samples, round, &mut chance) {
            step += 1;
            let rate = high * (step as f32 / WARM_UP as f32).min(1.0) * (1.0 - step as f32 / (steps + 1) as f32);
            let batch: Vec<&Sample> = batch.into_iter().map(|at| &samples[at]).collect();
            loss.add(&learner.step(&batch, rate, &mut chance));
        }
        say(&format!("network, round {} of {}: {loss}", number + 1, rounds.len()));
    }
    Ok(write_network(&vocabulary.table, &tags, [&learner.words.rows, &learner.affixes.rows], &mut learner.weights))
}

struct Vocabulary {
    table: Vec<u8>,
    rows: HashMap<u64, u16>,
    /// How often each row's word occurs; row 0 is for all others.
    counts: Vec<u32>,
}

impl Vocabulary {
    /// The words that occur more than once, the frequent ones first.
    fn of(lessons: &[Lesson]) -> Self {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        for form in lessons.iter().flat_map(|lesson| &lesson.forms) {
            *counts.entry(lower_hash(form)).or_default() += 1;
        }
        let mut known: Vec<(u64, u32)> = counts.into_iter().filter(|&(_, count)| count > 1).collect();
        known.sort_by_key(|&(hash, count)| (std::cmp::Reverse(count), hash));
        known.truncate(MOST_WORDS);
        let numbers: Vec<(u64, u16)> = known.iter().zip(1..).map(|(&(hash, _), row)| (hash, row)).collect();
        let counts = std::iter::once(0).chain(known.iter().map(|&(_, count)| count)).collect();
        Self { table: write_word_table(&numbers), rows: numbers.into_iter().collect(), counts }
    }
}

const MOST_WORDS: usize = 50_000;

fn tag_pairs(lessons: &[Lesson]) -> Vec<(Upos, Xpos)> {
    let words = lessons.iter().filter_map(|lesson| lesson.tree).flat_map(|tree| &tree.words);
    let pairs: std::collections::BTreeSet<_> = words.map(|word| (word.upos, word.xpos)).collect();
    pairs.into_iter().collect()
}

impl Sample {
    fn of(lesson: &Lesson, vocabulary: &Vocabulary, tags: &[(Upos, Xpos)], clusters: &WordTable) -> Self {
        let mut seen = Vec::new();
        words(lesson.forms.iter().copied(), clusters, &mut seen);
        let rows = seen.iter().map(|word| vocabulary.rows.get(&word.lower).copied().unwrap_or(0)).collect();
        let tree = lesson.tree.map(|tree| GoldTree {
            tags: (tree.words.iter())
                .map(|word| tags.binary_search(&(word.upos, word.xpos)).expect("all pairs were collected"))
                .collect(),
            heads: tree.words.iter().map(|word| word.head.map_or(0, |head| head + 1)).collect(),
            labels: tree.words.iter().map(|word| word.deprel.index()).collect(),
        });
        let names = lesson.names.as_ref().map(|names| names.iter().map(|name| name.index()).collect());
        Self { words: seen, rows, tree, names }
    }
}

/// The round's samples in a new order, in heaps of about [`BATCH`] words.
fn batches(samples: &[Sample], round: &[usize], chance: &mut Chance) -> Vec<Vec<usize>> {
    let mut order = round.to_vec();
    chance.shuffle(&mut order);
    let mut batches = vec![Vec::new()];
    let mut together = 0;
    for at in order {
        if together >= BATCH {
            batches.push(Vec::new());
            together = 0;
        }
        together += samples[at].words.len();
        batches.last_mut().expect("it begins with one").push(at);
    }
    batches
}

#[derive(Default)]
struct Loss {
    words: f64,
    /// Of tags, names, arcs and relations.
    sums: [f64; 4],
}

impl Loss {
    fn add(&mut self, other: &Self) {
        self.words += other.words;
        self.sums.iter_mut().zip(other.sums).for_each(|(sum, other)| *sum += other);
    }
}

impl std::fmt::Display for Loss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [tags, names, arcs, labels] = self.sums.map(|sum| sum / self.words.max(1.0));
        write!(f, "loss of tags {tags:.3} names {names:.3} arcs {arcs:.3} relations {labels:.3}")
    }
}

/// The weights on their way, and the moments of their gradients.
struct Learner {
    weights: Weights,
    moments: [Weights; 2],
    words: Rows,
    affixes: Rows,
    counts: Vec<u32>,
    steps: i32,
}

/// A table whose rows learn when they are met.
struct Rows {
    rows: Array2<f32>,
    moments: [Array2<f32>; 2],
}

impl Learner {
    fn new(counts: Vec<u32>, tags: usize, chance: &mut Chance) -> Self {
        let mut uniform = |rows: usize, columns: usize, reach: f32| {
            Array2::from_shape_fn((rows, columns), |_| (chance.below(1 << 24) as f32 / (1 << 23) as f32 - 1.0) * reach)
        };
        let mut glorot = |rows: usize, columns: usize| uniform(rows, columns, (6.0 / (rows + columns) as f32).sqrt());
        let zeros = |columns: usize| Array2::zeros((1, columns));
        let layers = (0..LAYERS)
            .map(|at| {
                let inputs = if at == 0 { UNITS } else { 2 * UNITS };
                let gates: Vec<Array2<f32>> = (0..6).map(|_| glorot(inputs, UNITS)).collect();
                let views: Vec<ArrayView2<f32>> = gates.iter().map(|gate| gate.view()).collect();
                let weights = ndarray::concatenate(Axis(1), &views).expect("the gates are of one height");
                Layer { weights: weights.as_standard_layout().to_owned(), bias: zeros(6 * UNITS) }
            })
            .collect();
        let wide = TAG + NAME + 2 * ARC + 2 * LABEL;
        let weights = Weights {
            layers,
            heads: glorot(2 * UNITS, wide),
            heads_bias: zeros(wide),
            tag: glorot(TAG, tags),
            tag_bias: zeros(tags),
            name: glorot(NAME, NameTag::COUNT),
            name_bias: zeros(NameTag::COUNT),
            arc: glorot(ARC, ARC),
            arc_bias: zeros(ARC),
            arc_root: glorot(1, ARC),
            label_root: glorot(1, LABEL),
            label: glorot(LABEL, Deprel::ALL.len()),
            label_bias: zeros(Deprel::ALL.len()),
        };
        let tables = [uniform(counts.len(), UNITS, 0.1), uniform(AFFIX_ROWS, UNITS, 0.1)];
        Self::going_on(counts, (tables, weights))
    }

    fn going_on(counts: Vec<u32>, ([words, affixes], weights): ([Array2<f32>; 2], Weights)) -> Self {
        let nothing = zeros_like(&weights);
        let (words, affixes) = (Rows::new(words), Rows::new(affixes));
        Self { weights, moments: [nothing.clone(), nothing], words, affixes, counts, steps: 0 }
    }

    fn step(&mut self, batch: &[&Sample], rate: f32, chance: &mut Chance) -> Loss {
        let rows: Vec<u16> = batch.iter().flat_map(|sample| &sample.rows).copied().collect();
        let rows: Vec<usize> = rows.into_iter().map(|row| self.maybe_unknown(usize::from(row), chance)).collect();
        let affixes: Vec<[usize; 11]> = (batch.iter())
            .flat_map(|sample| sample.words.iter().enumerate().map(|(at, word)| affix_rows(word, at == 0)))
            .collect();
        let mut input = Array2::zeros((rows.len(), UNITS));
        for ((mut sum, &row), affixes) in input.rows_mut().into_iter().zip(&rows).zip(&affixes) {
            sum += &self.words.rows.row(row);
            affixes.iter().for_each(|&affix| sum += &self.affixes.rows.row(affix));
        }
        let (loss, mut gradient, to_input) = self.gradients(input, batch, chance);
        let norm = gradient.each_mut().iter().map(|part| part.iter().map(|x| x * x).sum::<f32>()).sum::<f32>().sqrt();
        let scale = if norm > LONGEST_GRADIENT { LONGEST_GRADIENT / norm } else { 1.0 };
        self.steps += 1;
        let adam = Adam::at(self.steps, rate);
        let [first, second] = &mut self.moments;
        let moments = first.each_mut().into_iter().zip(second.each_mut());
        for ((weights, gradient), (first, second)) in
            self.weights.each_mut().into_iter().zip(gradient.each_mut()).zip(moments)
        {
            *gradient *= scale;
            adam.update(flat(weights), flat(gradient), flat(first), flat(second));
        }
        let words = rows.iter().enumerate().map(|(at, &row)| (row, at)).collect();
        self.words.learn(words, &to_input, &adam);
        let affixes = affixes.iter().enumerate().flat_map(|(at, rows)| rows.map(|row| (row, at))).collect();
        self.affixes.learn(affixes, &to_input, &adam);
        loss
    }

    /// The batch in two halves, each on a core of its own; the same sums whatever the machine has.
    fn gradients(&self, input: Array2<f32>, batch: &[&Sample], chance: &mut Chance) -> (Loss, Weights, Array2<f32>) {
        let share = 1.0 / input.nrows() as f32;
        let (left, right) = batch.split_at(batch.len() / 2);
        let words = left.iter().map(|sample| sample.words.len()).sum();
        let (first, second) = input.view().split_at(Axis(0), words);
        let weights = &self.weights;
        let half = |input: ArrayView2<f32>, batch: &[&Sample], mut chance: Chance| {
            let mut gradient = zeros_like(weights);
            let (loss, to_input) = gradients(weights, input.to_owned(), batch, share, &mut gradient, &mut chance);
            (loss, gradient, to_input)
        };
        let [one, other] = [Chance(chance.next()), Chance(chance.next())];
        let ((mut loss, mut gradient, to_first), (more, mut others, to_second)) = std::thread::scope(|scope| {
            let other = scope.spawn(|| half(second, right, other));
            (half(first, left, one), other.join().expect("a gradient does not panic"))
        });
        loss.add(&more);
        gradient.each_mut().into_iter().zip(others.each_mut()).for_each(|(sum, more)| *sum += &*more);
        let to_input = ndarray::concatenate(Axis(0), &[to_first.view(), to_second.view()]).expect("both are as wide");
        (loss, gradient, to_input)
    }

    /// Rare words are now and then taken for unknown ones (Kiperwasser & Goldberg 2016), so that these are learned too.
    fn maybe_unknown(&self, row: usize, chance: &mut Chance) -> usize {
        let often = self.counts[row] as f32;
        let share = 0.03 + 0.5 / (0.5 + often);
        if (chance.below(1 << 16) as f32) < share * (1 << 16) as f32 { 0 } else { row }
    }
}

const LONGEST_GRADIENT: f32 = 2.0;

fn zeros_like(weights: &Weights) -> Weights {
    let mut zeros = weights.clone();
    zeros.each_mut().into_iter().for_each(|part| part.fill(0.0));
    zeros
}

fn flat(matrix: &mut Array2<f32>) -> &mut [f32] {
    matrix.as_slice_mut().expect("weights are contiguous")
}

struct Adam {
    rate: f32,
}

impl Adam {
    const FIRST: f32 = 0.9;
    const SECOND: f32 = 0.98;

    fn at(steps: i32, rate: f32) -> Self {
        Self { rate: rate * (1.0 - Self::SECOND.powi(steps)).sqrt() / (1.0 - Self::FIRST.powi(steps)) }
    }

    fn update(&self, weights: &mut [f32], gradient: &[f32], first: &mut [f32], second: &mut [f32]) {
        for (((weight, &g), m), v) in weights.iter_mut().zip(gradient).zip(first).zip(second) {
            *m = Self::FIRST * *m + (1.0 - Self::FIRST) * g;
            *v = Self::SECOND * *v + (1.0 - Self::SECOND) * g * g;
            *weight -= self.rate * *m / (v.sqrt() + 1e-8);
        }
    }
}

impl Rows {
    fn new(rows: Array2<f32>) -> Self {
        let zeros = Array2::zeros(rows.raw_dim());
        Self { rows, moments: [zeros.clone(), zeros] }
    }

    /// `met` pairs rows with the words whose gradient they get.
    fn learn(&mut self, mut met: Vec<(usize, usize)>, gradients: &Array2<f32>, adam: &Adam) {
        met.sort_unstable();
        let [first, second] = &mut self.moments;
        for same in met.chunk_by(|a, b| a.0 == b.0) {
            let row = same[0].0;
            let mut sum = gradients.row(same[0].1).to_owned();
            same[1..].iter().for_each(|&(_, at)| sum += &gradients.row(at));
            adam.update(
                self.rows.row_mut(row).as_slice_mut().expect("rows are contiguous"),
                sum.as_slice().expect("a fresh row is contiguous"),
                first.row_mut(row).as_slice_mut().expect("rows are contiguous"),
                second.row_mut(row).as_slice_mut().expect("rows are contiguous"),
            );
        }
    }
}
