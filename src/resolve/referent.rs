//! Referents: what a document speaks of, before it is known which of it a statement needs.

use std::collections::{BTreeSet, HashMap};

use smol_str::SmolStr;

use crate::fact::{Entity, EntityId};
use crate::schema::{KindId, Schema};

/// Index into [`Referents`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ReferentId(u32);

/// Something that the document speaks of.
#[derive(Clone, Debug)]
pub(super) struct Referent {
    pub kind: KindId,
    /// Folded name: the same in every document that names it so.
    pub key: String,
    /// The name to show.
    pub name: SmolStr,
    /// Other names and spellings that the document uses.
    spellings: BTreeSet<SmolStr>,
    /// The country, or for a person without one the body, that it belongs to, where the text tells.
    pub affiliation: Option<ReferentId>,
}

impl Referent {
    pub fn spellings(&self) -> impl Iterator<Item = &SmolStr> {
        std::iter::once(&self.name).chain(&self.spellings)
    }

    pub fn spelled(&mut self, spelling: &str) {
        if !spelling.is_empty() {
            self.spellings.insert(spelling.into());
        }
    }
}

/// The referents of a document, each kind and key once.
#[derive(Debug, Default)]
pub(super) struct Referents {
    all: Vec<Referent>,
    by_key: HashMap<(KindId, String), ReferentId>,
}

impl Referents {
    /// The referent of this kind and key; introduced under `name` where it is new.
    pub fn introduce(&mut self, kind: KindId, key: String, name: &str) -> ReferentId {
        let next = ReferentId(u32::try_from(self.all.len()).expect("fewer than 2^32 referents"));
        let id = *self.by_key.entry((kind, key.clone())).or_insert(next);
        if id == next {
            self.all.push(Referent { kind, key, name: name.into(), spellings: BTreeSet::new(), affiliation: None });
        } else {
            self.all[id.0 as usize].spelled(name);
        }
        id
    }

    /// Gives the name that the text tells later to what had none; known by its old key too.
    pub fn rename(&mut self, id: ReferentId, key: String, name: &str) {
        let referent = &mut self.all[id.0 as usize];
        self.by_key.insert((referent.kind, key.clone()), id);
        referent.key = key;
        referent.name = name.into();
    }

    pub fn find(&self, kind: KindId, key: &str) -> Option<ReferentId> {
        self.by_key.get(&(kind, key.to_owned())).copied()
    }

    pub fn get(&self, id: ReferentId) -> &Referent {
        &self.all[id.0 as usize]
    }

    pub fn get_mut(&mut self, id: ReferentId) -> &mut Referent {
        &mut self.all[id.0 as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = (ReferentId, &Referent)> {
        (0..).map(ReferentId).zip(&self.all)
    }

    pub fn entity_id(&self, schema: &Schema, id: ReferentId) -> EntityId {
        let referent = self.get(id);
        EntityId::new(&schema.kind(referent.kind).name, &referent.key)
    }

    pub fn entity(&self, schema: &Schema, id: ReferentId) -> Entity {
        let referent = self.get(id);
        let aliases = referent.spellings.iter().filter(|spelling| **spelling != referent.name).cloned();
        Entity {
            id: self.entity_id(schema, id),
            kind: schema.kind(referent.kind).name.clone(),
            name: referent.name.clone(),
            aliases: aliases.collect(),
        }
    }
}

/// What a mention refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Reference {
    /// Nothing that the document names.
    #[default]
    Nothing,
    /// One of these, by the kind that is asked for: "Moscow" is a city and a country.
    Either(Vec<ReferentId>),
    /// All of these: "the two ministers".
    Each(Vec<ReferentId>),
}

impl Reference {
    pub fn to(referent: ReferentId) -> Self {
        Self::Either(vec![referent])
    }

    pub fn referents(&self) -> &[ReferentId] {
        match self {
            Self::Nothing => &[],
            Self::Either(referents) | Self::Each(referents) => referents,
        }
    }
}
