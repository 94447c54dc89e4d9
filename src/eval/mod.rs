//! Evaluation: how well the package reads, by public corpora that it did not learn from: `relata eval`.
//!
//! One file a corpus: it reads the corpus, runs the package over it and counts. Nothing else in the package knows of it.

pub mod carb;
pub mod meantime;
pub mod names;
pub mod plover;
pub mod re3d;

mod entities;
mod report;
mod spans;

pub use report::{Difference, Report, Sort, Tally};

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
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

/// The records of a JSON Lines file.
fn records<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, EvalError> {
    let text = text(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let record = |(number, line)| {
        serde_json::from_str(line).map_err(|error: serde_json::Error| EvalError::Line {
            path: path.to_owned(),
            line: number + 1,
            problem: error.to_string(),
        })
    };
    lines.map(record).collect()
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
