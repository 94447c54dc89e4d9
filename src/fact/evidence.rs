//! Evidence: where a statement was read.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::text::{DocumentId, Span};

/// How far a reading is to be trusted, 0 to 1000 thousandths; printed as 0.000 to 1.000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Reliability(u16);

impl Reliability {
    pub const CERTAIN: Self = Self(1000);

    /// `None` beyond 1000.
    pub fn from_thousandths(thousandths: u16) -> Option<Self> {
        (thousandths <= 1000).then_some(Self(thousandths))
    }

    pub fn thousandths(self) -> u16 {
        self.0
    }

    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// Both had to be right.
    pub fn and(self, other: Self) -> Self {
        let product = u32::from(self.0) * u32::from(other.0) / 1000;
        Self(u16::try_from(product).expect("a product of two values up to 1000, over 1000, is at most 1000"))
    }
}

impl TryFrom<u16> for Reliability {
    type Error = String;

    fn try_from(thousandths: u16) -> Result<Self, String> {
        Self::from_thousandths(thousandths).ok_or_else(|| format!("reliability {thousandths} is beyond 1000"))
    }
}

impl From<Reliability> for u16 {
    fn from(reliability: Reliability) -> Self {
        reliability.0
    }
}

/// Where a statement was read: the sentence that shows it (from its dateline, or the start of a quotation, on), the words that triggered it, and the frame that read it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Evidence {
    pub document: DocumentId,
    pub sentence: Span,
    pub trigger: Span,
    /// `frame/realisation`, as named in graph-schema.
    pub rule: SmolStr,
    pub reliability: Reliability,
}
