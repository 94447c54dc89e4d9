//! Read: bytes into documents.
//!
//! Knows files, folders, encodings, article formats and the look of a news page: headline, dateline, byline,
//! boilerplate. Knows no grammar and no schema.
//!
//! [`documents`] yields one article at a time and holds no more than one, so a folder or a file of records may be larger
//! than memory. What is wrong with one article is an error in its place; the others are still read.
//!
//! A document's text is what its file says after its encoding was decoded and repaired; from then on it is frozen, and
//! every span counts bytes of it. In a clean UTF-8 file these are the bytes of the file.

mod article;
mod boilerplate;
mod dateline;
mod day;
mod encoding;
mod error;
mod front_matter;
mod mojibake;
mod paragraph;
mod record;
mod source;

pub use article::article;
pub use error::ReadError;
pub use source::{Documents, documents};

use jiff::civil::Date;

/// The most bytes that one article may have: a thick book. What is larger is a file of another sort.
pub const ARTICLE_LIMIT: usize = 4 << 20;

/// What the user says about all articles of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The publication date of articles that carry none.
    pub published: Option<Date>,
}
