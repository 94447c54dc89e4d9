//! Training of the shipped models from public corpora, and their scores: `relata train`.
//!
//! Deterministic: the same corpora, seed and epochs give the same bytes. Everything runs on one core.

mod augment;
mod clause;
mod clusters;
mod corpus;
mod lemmas;
mod names;
mod parser;
mod perceptron;
pub mod score;
mod tagger;

use std::path::{Path, PathBuf};

use thiserror::Error;

pub use corpus::Corpora;

use super::model::{ModelError, inside::write_clusters};
use super::{Recogniser, Syntax, SyntaxBytes};

/// What a training run is told.
#[derive(Clone, Debug)]
pub struct Options {
    pub seed: u64,
    pub epochs: usize,
    /// Folders of text without labels.
    pub text: Vec<PathBuf>,
    /// What to train; what is left out is read from the folder of models.
    pub stages: Vec<Stage>,
}

/// One of the models, in the order in which they are trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Clusters,
    Lemmas,
    Tagger,
    Parser,
    Names,
}

impl Stage {
    pub const ALL: [Self; 5] = [Self::Clusters, Self::Lemmas, Self::Tagger, Self::Parser, Self::Names];

    fn file(self) -> &'static str {
        match self {
            Self::Clusters => "clusters.bin",
            Self::Lemmas => "lemmas.bin",
            Self::Tagger => "tagger.bin",
            Self::Parser => "parser.bin",
            Self::Names => "names.bin",
        }
    }
}

#[derive(Debug, Error)]
pub enum TrainError {
    #[error("{path}: {source}")]
    File { path: PathBuf, source: std::io::Error },
    #[error("{path}: {source}")]
    Conllu { path: PathBuf, source: super::conllu::ConlluError },
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
        let forms = |tree: &super::conllu::Tree| tree.words.iter().map(|word| word.form.clone()).collect();
        let mut sentences: Vec<Vec<String>> = trees.iter().map(forms).collect();
        sentences.extend(corpora.training_names()?.into_iter().map(|named| named.words));
        let paths = clusters::train(&options.text, &sentences, options.seed, say)?;
        let paths: Vec<(&str, u16)> = paths.iter().map(|(word, path)| (word.as_str(), *path)).collect();
        write(Stage::Clusters, &write_clusters(&paths))?;
    }
    let clusters = file(folder, Stage::Clusters)?;
    if wanted(Stage::Lemmas) {
        write(Stage::Lemmas, &lemmas::train(&trees))?;
    }
    if wanted(Stage::Tagger) {
        write(Stage::Tagger, &tagger::train(&trees, clusters, options, say)?)?;
    }
    if wanted(Stage::Parser) {
        // The parser learns from tags as the tagger gives them to sentences it has not seen.
        let tagged = tagger::jackknife(&trees, clusters, options, say)?;
        write(Stage::Parser, &parser::train(&trees, &tagged, clusters, options, say))?;
    }
    if wanted(Stage::Names) {
        let tagger = file(folder, Stage::Tagger)?;
        write(Stage::Names, &names::train(corpora, tagger, clusters, options, say)?)?;
    }
    Ok(())
}

/// The models of a folder.
pub fn load(folder: &Path) -> Result<(Syntax, Recogniser), TrainError> {
    let clusters = file(folder, Stage::Clusters)?;
    let bytes = SyntaxBytes {
        clusters,
        tagger: file(folder, Stage::Tagger)?,
        lemmas: file(folder, Stage::Lemmas)?,
        parser: file(folder, Stage::Parser)?,
    };
    Ok((Syntax::read(bytes)?, Recogniser::read(clusters, file(folder, Stage::Names)?)?))
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
