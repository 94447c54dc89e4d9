//! The kinds of the schema by their traits.

use crate::analyse::KindSet;
use crate::schema::{Schema, Trait};

/// A set of kinds for each trait.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kinds {
    pub person: KindSet,
    pub state: KindSet,
    pub place: KindSet,
    pub group: KindSet,
    pub force: KindSet,
    pub site: KindSet,
    pub document: KindSet,
    pub materiel: KindSet,
    pub happening: KindSet,
}

impl Kinds {
    pub fn new(schema: &Schema) -> Self {
        let with = |wanted| schema.kinds_with(wanted).collect();
        Self {
            person: with(Trait::Person),
            state: with(Trait::State),
            place: with(Trait::Place),
            group: with(Trait::Group),
            force: with(Trait::Force),
            site: with(Trait::Site),
            document: with(Trait::Document),
            materiel: with(Trait::Materiel),
            happening: with(Trait::Happening),
        }
    }
}
