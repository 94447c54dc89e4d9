//! Evaluation: how well the package reads, by public corpora that it did not learn from: `relata eval`.
//!
//! One file a corpus: it reads the corpus, runs the package over it and counts. Nothing else in the package knows of it.

pub mod carb;

use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a corpus gave no figures.
#[derive(Debug, Error)]
pub enum EvalError {
    #[error("cannot read {path}: {source}; --data names the folder of the corpora")]
    File { path: PathBuf, source: std::io::Error },

    #[error("{path}: line {line}: {problem}")]
    Line { path: PathBuf, line: usize, problem: String },
}

/// The whole of a corpus file.
fn text(path: &Path) -> Result<String, EvalError> {
    std::fs::read_to_string(path).map_err(|source| EvalError::File { path: path.to_owned(), source })
}

/// Precision, recall and their harmonic mean, each from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    pub precision: f64,
    pub recall: f64,
}

impl Figures {
    /// 0 of 0 counts as 0.
    pub fn of(right: usize, found: usize, wanted: usize) -> Self {
        let share = |of: usize| if of == 0 { 0.0 } else { right as f64 / of as f64 };
        Self { precision: share(found), recall: share(wanted) }
    }

    pub fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum == 0.0 { 0.0 } else { 2.0 * self.precision * self.recall / sum }
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "precision {:.3} recall {:.3} F1 {:.3}", self.precision, self.recall, self.f1())
    }
}
