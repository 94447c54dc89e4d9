//! The trained models: what they weigh and how they are read.
//!
//! All are linear: hashed features of words and of the parser's state look up sparse rows of small weights, straight
//! from the bytes of the model file, so that loading costs nothing. Trained by the `train` module, behind its feature.

mod lemma;
mod linear;
mod names;
mod parse;
mod tag;
mod vocabulary;

pub(super) use lemma::Lemmatiser;
use linear::Linear;
pub use linear::ModelError;
pub(super) use names::NameModel;
pub(super) use parse::{ParseModel, State};
pub(super) use tag::TagModel;
pub(super) use vocabulary::{Clusters, Word, words};

#[cfg(feature = "train")]
pub(super) mod inside {
    //! What the trainer shares with the models: features and states are computed by one code.
    pub use super::lemma::edit::{self, Edit};
    pub use super::linear::write_linear;
    pub use super::names::{features as name_features, label_bits};
    pub use super::parse::{Action, features as parse_features};
    pub use super::tag::features as tag_features;
    pub use super::vocabulary::write_clusters;
}

/// Mixes one more value into a feature's hash.
#[inline(always)]
fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
