//! What came of trying a realisation: for whoever writes frames.

use smol_str::SmolStr;

use super::Claim;
use crate::schema::Path;

/// One realisation tried on one proposition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Index of the proposition.
    pub proposition: usize,
    /// `frame/realisation`.
    pub rule: SmolStr,
    pub outcome: Result<Vec<Claim>, Failure>,
}

/// Why a realisation did not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The trigger lacks the other words of a longer one: "take" without "part".
    Company(Vec<SmolStr>),
    /// No filler of a fitting kind stands in any of these functions.
    Missing { role: SmolStr, functions: Vec<Path> },
    /// A function is there that the realisation excludes.
    Excluded(Path),
    /// Several fill a role that only one may fill.
    Shared(SmolStr),
    /// All required roles are filled, and yet no statement has both its ends.
    Yieldless,
}
