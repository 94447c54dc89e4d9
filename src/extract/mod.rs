//! Extract: propositions into claims, by the frames of graph-schema.
//!
//! Knows which function of which trigger fills which role; knows no word of English, no name and no calendar. A claim
//! speaks of mentions; who they are and which day it was is left to `resolve`.

mod attempt;
mod claim;
mod compiled;
mod deal;
mod extractor;
mod fill;
mod phrase;
mod quest;
mod told;
mod unread;

pub use attempt::{Attempt, Failure};
pub use claim::{Claim, Filler, QualifierFiller};
pub use extractor::Extractor;
pub use unread::{Unread, UnreadArgument};
