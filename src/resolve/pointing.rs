//! Pointing back: which thing told before a definite noun phrase speaks of ("the ship", "the Danish firm"), and what gets
//! its name by it ("the drill, dubbed …").
//!
//! Persons and states are found by their descriptions (`description`).

use super::discourse::Discourse;
use super::names::{self, Forces};
use super::referent::ReferentId;
use crate::analyse::{Deprel, KindSet, Mention};
use crate::schema::KindId;

impl Discourse<'_> {
    /// What a definite phrase points back to: the latest thing of its kind whose name holds all of its words, or for a
    /// bare noun the latest of its kind. "The ship" is a named one and no missiles, "the contract" no treaty.
    pub(super) fn described_before(&self, mention: &Mention, kind: KindId, name: &str) -> Option<ReferentId> {
        let key = names::class_key(name);
        let words: Vec<&str> = key.split(' ').collect();
        let holds = |discourse: &Self, referent: ReferentId| {
            let other = names::class_key(&discourse.referents.get(referent).name);
            let other: Vec<&str> = other.split(' ').collect();
            words.iter().all(|word| other.iter().any(|own| own == word || own.strip_suffix('s') == Some(word)))
        };
        let of_kind = KindSet::of(kind);
        let sentence = self.sentence(mention);
        if sentence.children(mention.head).any(|t| ANOTHER.contains(&sentence.token(t).lemma.as_str())) {
            return None;
        }
        self.latest(mention, of_kind, holds).or_else(|| {
            let document = self.kinds.document.contains(kind);
            // "Its weapons" are all that it has.
            let possessors = |head| self.sentence(mention).children_by(head, Deprel::NmodPoss).count();
            let own = self.kinds.materiel.contains(kind) && possessors(mention.head) > 0;
            let place = self.kinds.place.without(self.kinds.site).contains(kind);
            let any =
                (!document || ANY_AGREEMENT.contains(&key.as_str())) && (!place || ANY_PLACE.contains(&key.as_str()));
            // "The companies" are more than one of them.
            let one = self.kinds.group.without(self.kinds.force).or(self.kinds.site).contains(kind);
            let bare = words.len() == 1 && !own && any && !(one && mention.plural);
            // "The division" is none of the armed forces as a whole.
            let unit = self.kinds.force.contains(kind) && !names::is_part(&key);
            let named = |discourse: &Self, referent: ReferentId| {
                let name = &discourse.referents.get(referent).name;
                let marked = || name.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
                (!discourse.kinds.materiel.contains(kind) || marked())
                    && !(unit && matches!(names::forces(name.split(" of ").next().unwrap_or(name)), Forces::Whole))
            };
            bare.then(|| self.latest(mention, of_kind, named)).flatten()
        })
    }

    /// "The Danish firm": the company named last that the text gives to no other state.
    pub(super) fn company_before(&self, mention: &Mention, kind: KindId, name: &str) -> Option<ReferentId> {
        let spoken = names::class_key(&self.without_country(mention, name));
        if !COMPANIES.contains(&spoken.as_str()) {
            return None;
        }
        let own = self.own_country(mention);
        let fits = |discourse: &Self, one: ReferentId| {
            let referent = discourse.referents.get(one);
            let public = referent.name.split(' ').any(|word| PUBLIC_BODIES.contains(&word));
            let proper = referent.name.split(' ').all(|word| !word.starts_with(char::is_lowercase));
            proper && !public && (referent.affiliation.is_none() || referent.affiliation == own)
        };
        let called = |discourse: &Self, one: ReferentId| {
            let name = names::class_key(&discourse.referents.get(one).name);
            fits(discourse, one) && name.split(' ').any(|word| word == spoken)
        };
        let of_kind = KindSet::of(kind);
        self.latest(mention, of_kind, called).or_else(|| self.latest(mention, of_kind, fits))
    }

    /// "The drill, dubbed …": the name of an unnamed one told before, where the phrase points back.
    pub(super) fn christen(&mut self, mention: &Mention, kind: KindId, name: &str) -> ReferentId {
        let key = names::fold(name);
        let new = self.is_definite(mention) && self.referents.find(kind, &key).is_none();
        let before = new.then(|| self.described_before(mention, kind, &self.nominal_name(mention, kind))).flatten();
        let unnamed = |&one: &ReferentId| {
            !self.referents.get(one).name.contains(|c: char| c.is_uppercase() || c.is_ascii_digit())
        };
        match before.filter(unnamed) {
            Some(unnamed) => {
                self.referents.rename(unnamed, key, name);
                unnamed
            }
            None => self.referents.introduce(kind, key, name),
        }
    }
}

/// Nouns for a body that makes and sells.
const COMPANIES: &[&str] = &["company", "firm", "manufacturer", "maker", "corporation", "carrier", "shipbuilder"];

/// Words in the names of bodies that are no companies.
const PUBLIC_BODIES: &[&str] = &[
    "Agency",
    "Alliance",
    "Army",
    "Assembly",
    "Association",
    "Bureau",
    "Commission",
    "Committee",
    "Congress",
    "Council",
    "Department",
    "Government",
    "Ministry",
    "Nations",
    "Organization",
    "Parliament",
    "Party",
    "Senate",
    "Service",
    "Union",
];

/// Nouns that may stand for any agreement told before.
const ANY_AGREEMENT: &[&str] = &["agreement", "deal", "accord", "pact", "document", "arrangement", "text"];

/// Nouns that may stand for any town, or any stretch of land, told before: "the border" and "the river" may not.
const ANY_PLACE: &[&str] =
    &["city", "town", "village", "settlement", "region", "province", "area", "district", "place"];

/// Words of a definite phrase for something not told of before: "the next exercise".
const ANOTHER: &[&str] = &["other", "another", "next", "new", "separate", "similar", "future", "previous", "further"];
