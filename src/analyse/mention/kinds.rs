//! The kinds of the schema by their traits.

use super::KindSet;
use crate::schema::{Schema, Trait};

/// A set of kinds for each trait.
#[derive(Clone, Copy, Debug)]
pub struct Kinds {
    pub all: KindSet,
    pub person: KindSet,
    pub state: KindSet,
    pub place: KindSet,
    /// Places that are no states and no sites.
    pub locality: KindSet,
    pub group: KindSet,
    pub force: KindSet,
    pub site: KindSet,
    pub document: KindSet,
    pub materiel: KindSet,
    pub happening: KindSet,
}

impl Kinds {
    pub fn new(schema: &Schema) -> Self {
        let with = |wanted| schema.kinds_with(wanted).collect::<KindSet>();
        let (state, place, site) = (with(Trait::State), with(Trait::Place), with(Trait::Site));
        Self {
            all: schema.kinds().iter().map(|kind| kind.id).collect(),
            person: with(Trait::Person),
            state,
            place,
            locality: place.without(state).without(site),
            group: with(Trait::Group),
            force: with(Trait::Force),
            site,
            document: with(Trait::Document),
            materiel: with(Trait::Materiel),
            happening: with(Trait::Happening),
        }
    }
}
