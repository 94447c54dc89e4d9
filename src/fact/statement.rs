//! Statements: the edges.

use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Edtf, EntityId, Evidence, Predicate, Qualifier};

/// Whether it happened, as told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Factuality {
    /// It happened or holds.
    #[default]
    Actual,
    /// Intended, agreed, due, proposed, drafted, invited.
    Planned,
    /// May, could, is considered, is in talks, is denied by one side.
    Possible,
    /// Did not happen, was cancelled, ended, refused.
    Negated,
}

impl Factuality {
    pub const ALL: [Self; 4] = [Self::Actual, Self::Planned, Self::Possible, Self::Negated];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Negated => "negated",
        }
    }
}

impl fmt::Display for Factuality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A count as the text gives it: digits, with `+` for at least and `~` for about (`500+`, `7000~`), or a word for a
/// vague one (`dozens`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quantity(pub SmolStr);

/// What a qualifier says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    Entity(EntityId),
    Quantity(Quantity),
    Date(Edtf),
    Text(SmolStr),
}

/// Qualifier–value pairs: sorted, each pair once; one qualifier may have several values.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<(Qualifier, Value)>", into = "Vec<(Qualifier, Value)>")]
pub struct Qualifiers(Vec<(Qualifier, Value)>);

impl Qualifiers {
    pub fn iter(&self) -> impl Iterator<Item = (&Qualifier, &Value)> {
        self.0.iter().map(|(qualifier, value)| (qualifier, value))
    }

    pub fn values(&self, qualifier: &Qualifier) -> impl Iterator<Item = &Value> {
        self.0.iter().filter(move |(own, _)| own == qualifier).map(|(_, value)| value)
    }

    pub fn insert(&mut self, qualifier: Qualifier, value: Value) {
        let pair = (qualifier, value);
        if let Err(place) = self.0.binary_search(&pair) {
            self.0.insert(place, pair);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Vec<(Qualifier, Value)>> for Qualifiers {
    fn from(mut pairs: Vec<(Qualifier, Value)>) -> Self {
        pairs.sort();
        pairs.dedup();
        Self(pairs)
    }
}

impl From<Qualifiers> for Vec<(Qualifier, Value)> {
    fn from(qualifiers: Qualifiers) -> Self {
        qualifiers.0
    }
}

/// What a statement says, apart from where it was read: its identity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Claimed {
    pub subject: EntityId,
    pub predicate: Predicate,
    pub object: EntityId,
    pub qualifiers: Qualifiers,
    /// When it happened, holds from, or is due.
    pub when: Option<Edtf>,
    pub factuality: Factuality,
    /// The speaker, where it stands in quoted or reported speech: an entity, or the speaker's description.
    pub said_by: Option<Value>,
}

impl Claimed {
    /// Whether it is about the unnamed holder of a post.
    pub fn has_unnamed_end(&self) -> bool {
        [&self.subject, &self.object].into_iter().any(|end| end.held_post().is_some())
    }

    /// When it ends, where a qualifier tells: the first qualifier that is a date.
    pub fn until(&self) -> Option<Edtf> {
        self.qualifiers.iter().find_map(|(_, value)| match value {
            Value::Date(date) => Some(*date),
            _ => None,
        })
    }
}

/// Content hash of what is claimed, never of its evidence: 64 bits of BLAKE3, written as 16 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatementId(u64);

impl StatementId {
    pub fn from_u64(id: u64) -> Self {
        Self(id)
    }

    pub fn as_u64(self) -> u64 {
        self.0
    }
}

impl fmt::Display for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for StatementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An edge: what is claimed, with at least one piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    id: StatementId,
    claimed: Claimed,
    evidence: Vec<Evidence>,
}

impl Statement {
    /// A statement cannot exist without evidence.
    pub fn new(claimed: Claimed, first: Evidence) -> Self {
        Self { id: content_id(&claimed), claimed, evidence: vec![first] }
    }

    /// Further evidence of the same claim; the same evidence twice counts once. Evidence stays sorted.
    pub fn add_evidence(&mut self, evidence: Evidence) {
        if let Err(place) = self.evidence.binary_search(&evidence) {
            self.evidence.insert(place, evidence);
        }
    }

    /// The id of a statement that claims this.
    pub fn id_of(claimed: &Claimed) -> StatementId {
        content_id(claimed)
    }

    pub fn id(&self) -> StatementId {
        self.id
    }

    pub fn claimed(&self) -> &Claimed {
        &self.claimed
    }

    /// Sorted by document and place; never empty.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }
}

fn content_id(claimed: &Claimed) -> StatementId {
    // postcard's encoding is canonical: one byte string for one value, and `Qualifiers` are sorted.
    let bytes = postcard::to_stdvec(claimed).expect("a claim holds only strings, numbers and lists");
    let mut id = [0; 8];
    id.copy_from_slice(&blake3::hash(&bytes).as_bytes()[..8]);
    StatementId(u64::from_le_bytes(id))
}
