//! Names that the schema declares: kinds, predicates, qualifiers.

use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use thiserror::Error;

/// A name that breaks the spelling rule of its class.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NameError {
    #[error("kind {0:?}: write it as one word that starts with a capital, such as \"MilitaryUnit\"")]
    Kind(String),
    #[error("predicate {0:?}: write it in lower case with underscores, such as \"party_to\"")]
    Predicate(String),
    #[error("qualifier {0:?}: write it in lower case with underscores, such as \"until\"")]
    Qualifier(String),
}

macro_rules! schema_name {
    ($(#[$doc:meta])* $name:ident, $error:ident, $valid:path) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "SmolStr", into = "SmolStr")]
        pub struct $name(SmolStr);

        impl $name {
            pub fn new(name: &str) -> Result<Self, NameError> {
                if $valid(name) { Ok(Self(name.into())) } else { Err(NameError::$error(name.to_owned())) }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<SmolStr> for $name {
            type Error = NameError;

            fn try_from(name: SmolStr) -> Result<Self, NameError> {
                Self::new(&name)
            }
        }

        impl From<$name> for SmolStr {
            fn from(name: $name) -> Self {
                name.0
            }
        }
    };
}

schema_name!(
    /// What sort of thing an entity is: `Person`, `MilitaryUnit`.
    Kind, Kind, capitalised_word
);
schema_name!(
    /// A relation between two entities: `holds_office`.
    Predicate, Predicate, snake_case
);
schema_name!(
    /// What qualifies a statement beside its time and its factuality: `office`, `quantity`.
    Qualifier, Qualifier, snake_case
);

fn capitalised_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}

fn snake_case(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
