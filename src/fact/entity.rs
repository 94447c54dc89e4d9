//! Entities: the nodes.

use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::Kind;

/// `Kind:key`, where the key is the folded canonical name: lower case, plain letters, words joined by `-`.
///
/// Two articles that read the same entity reach the same id without having met: that is what lets shards merge.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityId(SmolStr);

impl EntityId {
    /// `key` is folded by the caller (`resolve` knows how names vary); spaces become `-`.
    pub fn new(kind: &Kind, key: &str) -> Self {
        let key: Vec<&str> = key.split_whitespace().collect();
        Self(format!("{kind}:{}", key.join("-")).into())
    }

    /// The key of whoever holds a post at a state or body, where no name is told: `defense-minister@Country:russia`.
    pub fn holder_key(post: &str, at: &EntityId) -> String {
        let post: Vec<&str> = post.split_whitespace().collect();
        format!("{}@{at}", post.join("-"))
    }

    /// The post, words joined by `-`, and where it is held, of an id that stands for its unnamed holder.
    pub fn held_post(&self) -> Option<(&str, EntityId)> {
        let (_, key) = self.0.split_once(':')?;
        let (post, at) = key.split_once('@')?;
        Some((post, Self::parse(at)?))
    }

    /// Reads an id as it is written; `None` where it has no kind before a colon.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, key) = text.split_once(':')?;
        (Kind::new(kind).is_ok() && !key.contains(char::is_whitespace)).then(|| Self(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A node: what one or many articles speak of under one or many names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    pub id: EntityId,
    pub kind: Kind,
    /// The name to show.
    pub name: SmolStr,
    /// Other spellings and names, sorted, without `name`.
    pub aliases: Vec<SmolStr>,
}
