//! Facts: what relata says and how it is proved. The vocabulary shared by every stage from `extract` on.
//!
//! Knows nothing of language, stages, files or formats. Kinds, predicates and qualifiers are names here; which there
//! are is declared in `graph-schema/`.

mod date;
mod entity;
mod evidence;
mod judgement;
mod name;
mod statement;

pub use date::{Edtf, EdtfError, Point};
pub use entity::{Entity, EntityId};
pub use evidence::{Evidence, Reliability};
pub use judgement::Judgement;
pub use name::{Kind, NameError, Predicate, Qualifier};
pub use statement::{Claimed, Factuality, Qualifiers, Quantity, Statement, StatementId, Value};
