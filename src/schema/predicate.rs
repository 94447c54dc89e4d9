//! Predicates and qualifiers.

use serde::Deserialize;

use super::KindId;
use crate::fact::{Predicate, Qualifier};

/// What a qualifier's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ValueType {
    Entity,
    Quantity,
    Date,
    Text,
}

/// A qualifier as graph-schema/predicates.toml declares it.
#[derive(Clone, Debug)]
pub struct QualifierDeclaration {
    pub name: Qualifier,
    pub reads: String,
    pub value: ValueType,
    /// Names somebody other than the subject: where it names the subject itself, nothing was told.
    pub apart: bool,
}

/// A predicate as graph-schema/predicates.toml declares it.
#[derive(Clone, Debug)]
pub struct PredicateDeclaration {
    pub name: Predicate,
    /// What it covers, in words.
    pub reads: String,
    pub subject: Vec<KindId>,
    pub object: Vec<KindId>,
    /// `a p b` says the same as `b p a`.
    pub symmetric: bool,
    /// Holds over time: a date that merely stands in the same sentence does not date it.
    pub lasting: bool,
    /// What is under way of it is still to come: "is delivering" tells a plan.
    pub pending: bool,
    /// A state's ministry or department does it for the state: the statement is about the state.
    pub by_state: bool,
    pub qualifiers: Vec<Qualifier>,
    /// The qualifier that names the post which the subject holds at the object.
    pub office: Option<Qualifier>,
}
