//! The trained models: what they weigh and how they are read.
//!
//! One network reads tags, trees and names from words; a lemmatiser reads base forms from words and tags. Large tables
//! stay in the bytes of the model file, so that loading costs little. Trained by the `train` module, behind its feature.

mod lemma;
mod network;
mod vocabulary;

use thiserror::Error;

pub(super) use lemma::Lemmatiser;
pub(super) use network::{NameTag, Network, Reading};
pub(super) use vocabulary::{Word, WordTable, words};

#[cfg(feature = "train")]
pub(crate) mod inside {
    //! What the trainer shares with the models: what a word's rows are and what the weights compute is told once.
    pub use super::lemma::Lemmatiser;
    pub use super::lemma::edit::{self, Edit};
    pub use super::network::{
        AFFIX_ROWS, LAYERS, LEAK, Layer, NameTag, Network, Weights, affix_rows, backward, with_root, write_network,
    };
    pub use super::vocabulary::{Word, WordTable, lower_hash, words, write_word_table};
}

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

/// Mixes one more value into a feature's hash.
#[inline(always)]
fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
