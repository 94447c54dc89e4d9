//! Schema: what graph-schema declares (kinds, predicates, qualifiers, frames, word lists) and what seeds/entities knows.
//!
//! Knows no stage. It is made from named texts, wherever they come from: those of the package are embedded in the binary,
//! those of a researcher's own [`Pack`] lie in a folder.

mod error;
mod example;
mod frame;
mod gazetteer;
mod grammar;
mod kind;
mod load;
mod nouns;
mod pack;
pub mod phrase;
mod predicate;

use std::collections::HashMap;

pub use error::{Mistake, Mistakes, SchemaError};
pub use example::{Example, ExampleStatement};
pub use frame::{Frame, FrameId, Function, Part, Path, Realisation, Role, Slot, Source, Triggers, Wording, Yield};
pub use gazetteer::{Designation, Gazetteer, Known, KnownId, Naming, Sense, Term};
pub use grammar::{Commitment, Effect, FixedPreposition, GrammarLexicon, WordClass, WordTraits};
pub use kind::{KindDeclaration, KindId, Trait};
pub use nouns::{HeadId, Noun, NounClass, NounLexicon, PronounClass};
pub use pack::{Layer, Pack, SchemaFiles, SchemaText};
pub use predicate::{PredicateDeclaration, QualifierDeclaration, ValueType};

use crate::fact::{Kind, Predicate, Qualifier};

/// All that graph-schema declares, checked: every name used is declared, every frame can yield a statement that its
/// predicate allows.
#[derive(Debug, Default)]
pub struct Schema {
    kinds: Vec<KindDeclaration>,
    qualifiers: Vec<QualifierDeclaration>,
    predicates: Vec<PredicateDeclaration>,
    frames: Vec<Frame>,
    kind_ids: HashMap<Kind, KindId>,
    /// By kind, sorted.
    narrower: Vec<Vec<KindId>>,
}

impl Schema {
    pub fn kinds(&self) -> &[KindDeclaration] {
        &self.kinds
    }

    pub fn kind(&self, id: KindId) -> &KindDeclaration {
        &self.kinds[id.index()]
    }

    pub fn kind_id(&self, kind: &Kind) -> Option<KindId> {
        self.kind_ids.get(kind).copied()
    }

    /// The kinds that may stand wherever this one may, itself among them: those of which a pack says that they are it.
    pub fn narrower(&self, id: KindId) -> &[KindId] {
        &self.narrower[id.index()]
    }

    /// The kinds that have this trait: how Rust speaks of kinds without naming them.
    pub fn kinds_with(&self, wanted: Trait) -> impl Iterator<Item = KindId> + '_ {
        self.kinds.iter().filter(move |kind| kind.traits.contains(&wanted)).map(|kind| kind.id)
    }

    pub fn qualifiers(&self) -> &[QualifierDeclaration] {
        &self.qualifiers
    }

    pub fn qualifier(&self, name: &Qualifier) -> Option<&QualifierDeclaration> {
        self.qualifiers.iter().find(|declared| &declared.name == name)
    }

    pub fn predicates(&self) -> &[PredicateDeclaration] {
        &self.predicates
    }

    pub fn predicate(&self, name: &Predicate) -> Option<&PredicateDeclaration> {
        self.predicates.iter().find(|declared| &declared.name == name)
    }

    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    pub fn frame(&self, id: FrameId) -> &Frame {
        &self.frames[id.index()]
    }
}
