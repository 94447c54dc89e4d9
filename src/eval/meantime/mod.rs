//! News with its dates and events marked: MEANTIME, the English Wikinews articles of the NewsReader project.
//!
//! The marking is complete for the sentences 0 (headline), 1 (day of publication) to 5 of each article; only these are
//! read. The article is put together from the corpus' words, so that each keeps its place.

mod corpus;
mod markup;

pub mod certainty;
pub mod time;

pub use corpus::folder;
