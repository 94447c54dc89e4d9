//! Training of the shipped models from public corpora, and their scores: `relata train`.
//!
//! Stands beside the journey of an article: knows what [`analyse`](crate::analyse) reads and of which parts its models
//! are, and no later stage. The same corpora, seed and epochs give the same bytes on one kind of processor.

mod augment;
mod clause;
mod clusters;
mod corpus;
mod lemmas;
mod network;
pub mod score;

use std::path::{Path, PathBuf};

use thiserror::Error;

pub use corpus::Corpora;
use network::Lesson;

use crate::analyse::conllu::{ConlluError, Tree};
use crate::analyse::inside::{lower_hash, write_word_table};
use crate::analyse::{ModelError, Syntax, SyntaxBytes};

/// What a training run is told.
#[derive(Clone, Debug)]
pub struct Options {
    pub seed: u64,
    pub epochs: usize,
    /// Folders of text without labels.
    pub text: Vec<PathBuf>,
    /// Files of trees that a teacher made of plain text, with names beside, as CoNLL-U.
    pub silver: Vec<PathBuf>,
    /// How often each of those trees is read.
    pub silver_rounds: usize,
    /// Whether the network goes on from that of the folder of models, or begins anew.
    pub go_on: bool,
    /// What to train; what is left out is read from the folder of models.
    pub stages: Vec<Stage>,
}

/// One of the models, in the order in which they are trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Clusters,
    Lemmas,
    Network,
}

impl Stage {
    pub const ALL: [Self; 3] = [Self::Clusters, Self::Lemmas, Self::Network];

    fn file(self) -> &'static str {
        match self {
            Self::Clusters => "clusters.bin",
            Self::Lemmas => "lemmas.bin",
            Self::Network => "network.bin",
        }
    }
}

#[derive(Debug, Error)]
pub enum TrainError {
    #[error("{path}: {source}")]
    File { path: PathBuf, source: std::io::Error },
    #[error("{path}: {source}")]
    Conllu { path: PathBuf, source: ConlluError },
    #[error("{path}: line {line}: {problem}")]
    Column { path: PathBuf, line: usize, problem: String },
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// Trains models and writes them into `folder`; `say` hears of the progress.
pub fn train(corpora: &Corpora, options: &Options, folder: &Path, say: &mut dyn FnMut(&str)) -> Result<(), TrainError> {
    let wanted = |stage: Stage| options.stages.contains(&stage);
    let write = |stage: Stage, bytes: &[u8]| {
        let path = folder.join(stage.file());
        std::fs::write(&path, bytes).map_err(|source| TrainError::File { path, source })
    };
    let trees = corpora.training_trees(options.seed)?;
    say(&format!("{} trees to train on", trees.len()));
    if wanted(Stage::Clusters) {
        let forms = |tree: &Tree| tree.words.iter().map(|word| word.form.clone()).collect();
        let mut sentences: Vec<Vec<String>> = trees.iter().map(forms).collect();
        sentences.extend(corpora.training_names()?.into_iter().map(|named| named.words));
        let paths = clusters::train(&options.text, &sentences, options.seed, say)?;
        let paths: Vec<(u64, u16)> = paths.iter().map(|(word, path)| (lower_hash(word), *path)).collect();
        write(Stage::Clusters, &write_word_table(&paths))?;
    }
    let clusters = file(folder, Stage::Clusters)?;
    if wanted(Stage::Lemmas) {
        write(Stage::Lemmas, &lemmas::train(&corpora.treebanks()?))?;
    }
    if wanted(Stage::Network) {
        let named = corpora.training_names()?;
        let silver = corpora.silver(&options.silver)?;
        let mut lessons: Vec<Lesson> = trees.iter().map(Lesson::of_tree).collect();
        lessons.extend(named.iter().map(Lesson::of_names));
        let gold: Vec<usize> = (0..lessons.len()).collect();
        lessons.extend(silver.iter().map(Lesson::of_tree));
        let rounds = rounds(&gold, lessons.len(), options);
        let earlier = options.go_on.then(|| file(folder, Stage::Network)).transpose()?;
        write(Stage::Network, &network::train(&lessons, &rounds, clusters, earlier, options.seed, say)?)?;
    }
    Ok(())
}

/// In each round all of gold, and the next part of what a teacher labelled: as many words of its sentences as make its
/// `silver_rounds` readings in all rounds together.
fn rounds(gold: &[usize], lessons: usize, options: &Options) -> Vec<Vec<usize>> {
    let silver: Vec<usize> = (gold.len()..lessons).collect();
    let each = (silver.len() * options.silver_rounds).div_ceil(options.epochs.max(1));
    let mut next = silver.iter().copied().cycle();
    (0..options.epochs).map(|_| gold.iter().copied().chain(next.by_ref().take(each)).collect()).collect()
}

/// The models of a folder.
pub fn load(folder: &Path) -> Result<Syntax, TrainError> {
    let bytes = SyntaxBytes {
        clusters: file(folder, Stage::Clusters)?,
        lemmas: file(folder, Stage::Lemmas)?,
        network: file(folder, Stage::Network)?,
    };
    Ok(Syntax::read(bytes)?)
}

fn file(folder: &Path, stage: Stage) -> Result<&'static [u8], TrainError> {
    let path = folder.join(stage.file());
    Ok(leak(std::fs::read(&path).map_err(|source| TrainError::File { path, source })?))
}

/// Models borrow their bytes for the life of the program; a training run makes a handful of them.
fn leak(bytes: Vec<u8>) -> &'static [u8] {
    Box::leak(bytes.into_boxed_slice())
}

/// The generator of all chance in training: SplitMix64 (Steele et al. 2014).
#[derive(Clone, Debug)]
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
