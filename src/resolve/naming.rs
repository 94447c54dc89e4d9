//! Naming: which referents the names and the common noun phrases of a document introduce.

use std::collections::HashMap;

use super::description::{Descriptions, Office};
use super::discourse::Discourse;
use super::names::{self, Complement, Forces, PersonName};
use super::referent::{Reference, ReferentId};
use crate::analyse::{Form, KindSet, Mention, MentionId, TokenId};
use crate::schema::KindId;

impl Discourse<'_> {
    pub(super) fn read_countries(&mut self) {
        let Some(state) = self.kinds.state.iter().next() else { return };
        for (id, mention) in self.mentions() {
            let Some(known) = &mention.known else { continue };
            let place = mention.kinds.and(self.kinds.place).iter().find(|kind| !self.kinds.state.contains(*kind));
            let country = if mention.kinds.contains(state) && self.world.is_country(known) {
                Some(known.as_str())
            } else if place.is_some() || mention.kinds.contains(state) {
                self.world.governed_from(known)
            } else {
                None
            };
            let country = country.map(|country| self.introduce_known(state, country));
            let place = place.filter(|_| !self.world.is_country(known));
            let place = place.map(|place| self.introduce_known(place, known));
            let readings: Vec<ReferentId> = country.into_iter().chain(place).collect();
            if !readings.is_empty() {
                let text = self.text(mention);
                if mention.form == Form::Name
                    && let Some(country) = country
                    && place.is_none()
                {
                    let (name, _) = names::bare(text);
                    self.referents.get_mut(country).spelled(&name);
                }
                self.set(id, Reference::Either(readings));
            }
        }
    }

    /// An entity of the gazetteer, with the country it belongs to.
    fn known(&mut self, kind: KindId, name: &str, spelling: &str) -> ReferentId {
        let referent = self.introduce_known(kind, name);
        self.referents.get_mut(referent).spelled(spelling);
        let state = self.kinds.state.iter().next();
        if let Some((state, country)) = state.zip(self.world.country_of(name)) {
            let country = self.introduce_known(state, country);
            self.own(referent, Some(country));
        }
        referent
    }

    fn introduce_known(&mut self, kind: KindId, name: &str) -> ReferentId {
        self.referents.introduce(kind, names::fold(name), name)
    }

    pub(super) fn read_persons(&mut self, offices: &[Office<'_>]) {
        let Some(person) = self.kinds.person.iter().next() else { return };
        let named: Vec<(MentionId, PersonName)> = self
            .mentions()
            .filter(|(_, mention)| mention.form == Form::Name && mention.kinds.contains(person))
            .filter_map(|(id, mention)| Some((id, PersonName::read(self.text(mention))?)))
            .collect();
        let full = FullNames::new(&named);
        for (place, (id, name)) in named.iter().enumerate() {
            let longest = full.fullest(&named, place);
            let referent = self.referents.introduce(person, longest.key(), &longest.display);
            self.referents.get_mut(referent).spelled(&name.display);
            let others = self.reference(*id).referents();
            let readings = std::iter::once(referent).chain(others.iter().copied()).collect();
            self.set(*id, Reference::Either(readings));
        }
        let persons: Vec<(MentionId, ReferentId)> =
            named.iter().filter_map(|(id, _)| Some((*id, self.referent_of(*id, self.kinds.person)?))).collect();
        let mut descriptions = Descriptions::default();
        for (id, referent) in persons {
            descriptions.read(self, id, referent);
        }
        for office in offices {
            if let Some(holder) = self.referent_of(office.holder, self.kinds.person) {
                descriptions.hold(self, holder, office);
            }
        }
        for (referent, whose) in descriptions.affiliations() {
            self.referents.get_mut(referent).affiliation.get_or_insert(whose);
        }
        self.descriptions = descriptions;
    }

    pub(super) fn read_names(&mut self) {
        for (id, mention) in self.mentions() {
            if mention.form != Form::Name || *self.reference(id) != Reference::Nothing {
                continue;
            }
            let readings: Vec<ReferentId> = mention.kinds.iter().filter_map(|kind| self.name(mention, kind)).collect();
            if !readings.is_empty() {
                self.set(id, Reference::Either(readings));
            }
        }
    }

    /// What a proper name that is no person and no country refers to, read as of this kind.
    fn name(&mut self, mention: &Mention, kind: KindId) -> Option<ReferentId> {
        if self.kinds.person.contains(kind) || self.kinds.state.contains(kind) {
            return None;
        }
        let (text, acronym) = names::bare(self.text(mention));
        if let Some(known) = mention.known.clone() {
            return Some(self.known(kind, &known, &text));
        }
        if text.is_empty() {
            return None;
        }
        let referent = if let Some(referent) =
            self.short.get(&names::fold(&text)).copied().filter(|&one| self.kind_of(one) == kind)
        {
            referent
        } else if self.kinds.force.contains(kind) {
            self.force(mention, kind, &text)?
        } else if self.kinds.materiel.contains(kind) {
            let words: Vec<&str> = text.split_whitespace().collect();
            let name = names::designation(&words).unwrap_or_else(|| text.clone());
            self.referents.introduce(kind, names::fold(&name), &name)
        } else if self.kinds.group.contains(kind)
            && let Some(field) = names::ministry(&self.without_country(mention, &text))
        {
            self.ministry(mention, kind, &field)?
        } else {
            let name = names::with_ordinal(&self.without_possessor(mention, &text));
            self.referents.introduce(kind, self.key_of(mention, kind, &name), &name)
        };
        let acronym = acronym.or_else(|| self.acronym_after(mention));
        if let Some(acronym) = acronym {
            self.short.insert(names::fold(&acronym), referent);
            self.referents.get_mut(referent).spelled(&acronym);
        }
        Some(referent)
    }

    /// "Federal Security Service (FSB)": what stands in brackets behind the name.
    fn acronym_after(&self, mention: &Mention) -> Option<String> {
        let sentence = self.sentence(mention);
        let tokens = sentence.tokens();
        let slice = |t: TokenId| tokens.get(t).map(|token| self.document.slice(token.span));
        if slice(mention.last + 1)? != "(" || slice(mention.last + 3)? != ")" {
            return None;
        }
        let inner = slice(mention.last + 2)?;
        names::is_acronym(inner).then(|| inner.to_owned())
    }

    /// A site's key leaves its country out: "201st Russian military base" is "201st military base".
    fn key_of(&self, mention: &Mention, kind: KindId, name: &str) -> String {
        let numbered = name.starts_with(|c: char| c.is_ascii_digit());
        if self.kinds.site.contains(kind) && numbered {
            let spoken = self.without_country(mention, name);
            return names::fold(&names::with_ordinal(&spoken));
        }
        names::fold(name)
    }

    /// The text without the words that name a country within the mention.
    fn without_country(&self, mention: &Mention, text: &str) -> String {
        let mut text = format!(" {text} ");
        for (id, inner) in self.analysis.mentions_in(mention.sentence) {
            let inside = mention.span.contains(inner.span) && inner.span != mention.span;
            if inside && self.referent_of(id, self.kinds.state).is_some() {
                let (name, _) = names::bare(self.text(inner));
                for wording in [
                    format!(" of the {name} "),
                    format!(" of {name} "),
                    format!(" {name}'s "),
                    format!(" {name}’s "),
                    format!(" {name} "),
                ] {
                    text = text.replace(&wording, " ");
                }
            }
        }
        text.trim().to_owned()
    }

    /// "China's Equipment Development Department" without "China's".
    fn without_possessor(&self, mention: &Mention, text: &str) -> String {
        let first = self
            .analysis
            .mentions_in(mention.sentence)
            .find(|(id, inner)| {
                inner.first == mention.first
                    && inner.last < mention.last
                    && self.referent_of(*id, self.kinds.state).is_some()
            })
            .map(|(_, inner)| self.text(inner));
        let Some(first) = first else { return text.to_owned() };
        let (first, _) = names::bare(first);
        for ending in ["'s ", "’s ", "' ", "’ "] {
            if let Some(rest) = text.strip_prefix(&format!("{first}{ending}")) {
                return rest.to_owned();
            }
        }
        text.to_owned()
    }

    fn force(&mut self, mention: &Mention, kind: KindId, text: &str) -> Option<ReferentId> {
        let own = self.own_country(mention);
        let spoken = self.without_country(mention, text);
        match names::forces(&spoken) {
            Forces::Other(name) => {
                let name = names::with_ordinal(&name);
                let referent = self.referents.introduce(kind, names::fold(&name), &name);
                self.own(referent, own);
                Some(referent)
            }
            Forces::Whole => {
                let country = own.or_else(|| self.country_in_question(mention))?;
                let name = format!("Armed Forces of {}", self.world.with_article(&self.referents.get(country).name));
                let referent = self.introduce_known(kind, &name);
                self.own(referent, Some(country));
                Some(referent)
            }
            Forces::Service(service) => {
                let country = own.or_else(|| self.country_in_question(mention))?;
                let country_name = self.referents.get(country).name.clone();
                let key = names::fold(&format!("{service} {country_name}"));
                let name = match self.world.demonym(&country_name) {
                    Some(demonym) => format!("{demonym} {service}"),
                    None => format!("{service} of {}", self.world.with_article(&country_name)),
                };
                let referent = self.referents.introduce(kind, key, &name);
                self.own(referent, Some(country));
                Some(referent)
            }
        }
    }

    fn ministry(&mut self, mention: &Mention, kind: KindId, field: &str) -> Option<ReferentId> {
        let country = self.own_country(mention).or_else(|| self.country_in_question(mention))?;
        let country_name = self.referents.get(country).name.clone();
        let name = if field.is_empty() {
            return self.latest(mention, KindSet::of(kind), |discourse, referent| {
                discourse.referents.get(referent).affiliation == Some(country)
            });
        } else {
            format!("Ministry of {field} of {}", self.world.with_article(&country_name))
        };
        let referent = self.introduce_known(kind, &name);
        self.own(referent, Some(country));
        Some(referent)
    }

    fn own(&mut self, referent: ReferentId, country: Option<ReferentId>) {
        let referent = self.referents.get_mut(referent);
        referent.affiliation = referent.affiliation.or(country);
    }

    pub(super) fn read_nominals(&mut self) {
        for (id, mention) in self.mentions() {
            if mention.form == Form::Nominal && *self.reference(id) == Reference::Nothing {
                let reference = self.nominal(mention);
                self.set(id, reference);
            }
        }
    }

    fn nominal(&mut self, mention: &Mention) -> Reference {
        let kinds = mention.kinds;
        if !kinds.and(self.kinds.person).is_empty() {
            return self.person_by_description(mention);
        }
        if !kinds.and(self.kinds.state).is_empty() {
            let reference = self.state_by_description(mention);
            if reference != Reference::Nothing {
                return reference;
            }
        }
        let readings: Vec<ReferentId> = kinds.iter().filter_map(|kind| self.nominal_as(mention, kind)).collect();
        if readings.is_empty() { Reference::Nothing } else { Reference::Either(readings) }
    }

    fn nominal_as(&mut self, mention: &Mention, kind: KindId) -> Option<ReferentId> {
        if self.kinds.state.contains(kind) || self.kinds.person.contains(kind) {
            return None;
        }
        if let Some(known) = mention.known.clone() {
            return Some(self.known(kind, &known, ""));
        }
        let name = self.nominal_name(mention, kind);
        if name.is_empty() {
            return None;
        }
        if self.kinds.force.contains(kind) {
            return self.force(mention, kind, &name);
        }
        if self.kinds.group.contains(kind)
            && let Some(field) = names::ministry(&self.without_country(mention, &name))
        {
            return self.ministry(mention, kind, &field);
        }
        if self.is_definite(mention)
            && let Some(antecedent) = self.described_before(mention, kind, &name)
        {
            return Some(antecedent);
        }
        if self.kinds.materiel.contains(kind) {
            let words: Vec<&str> = name.split_whitespace().collect();
            return Some(match names::designation(&words) {
                Some(type_name) => self.referents.introduce(kind, names::fold(&type_name), &type_name),
                None => self.referents.introduce(kind, names::class_key(&name), &name),
            });
        }
        let name = names::with_ordinal(&name);
        let mut key = self.key_of(mention, kind, &name);
        // "the lease agreement" of one article is not that of another: only proper names meet across documents.
        if !name.contains(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            let document = self.document.id().to_string();
            key.push(' ');
            key.push_str(&document[..8]);
        }
        Some(self.referents.introduce(kind, key, &name))
    }

    /// The name that a common noun phrase gives.
    pub fn nominal_name(&self, mention: &Mention, kind: KindId) -> String {
        let sentence = self.sentence(mention);
        let complement = if self.kinds.document.contains(kind) {
            Complement::Content
        } else if self.kinds.materiel.contains(kind) || self.kinds.force.contains(kind) {
            Complement::None
        } else {
            Complement::Of
        };
        let time = |t: TokenId| {
            self.analysis
                .mentions_in(mention.sentence)
                .any(|(_, other)| matches!(other.form, Form::Time(_)) && other.first <= t && t <= other.last)
        };
        let country = |t: TokenId| self.kinds.materiel.contains(kind) && self.country_at(mention.sentence, t).is_some();
        let tokens = names::name_tokens(self.document, sentence, mention.head, complement, |t| {
            let token = sentence.token(t);
            time(t) || country(t) || is_pair_word(&token.lemma)
        });
        names::text_of(self.document, sentence, &tokens)
    }

    /// What a definite phrase points back to: the latest thing of its kind whose name holds all of its words, or for a
    /// bare noun the latest of its kind.
    fn described_before(&self, mention: &Mention, kind: KindId, name: &str) -> Option<ReferentId> {
        let key = names::class_key(name);
        let words: Vec<&str> = key.split(' ').collect();
        let holds = |discourse: &Self, referent: ReferentId| {
            let other = names::class_key(&discourse.referents.get(referent).name);
            let other: Vec<&str> = other.split(' ').collect();
            words.iter().all(|word| other.iter().any(|own| own == word || own.strip_suffix('s') == Some(word)))
        };
        let of_kind = KindSet::of(kind);
        self.latest(mention, of_kind, holds).or_else(|| {
            let bare = words.len() == 1;
            bare.then(|| self.latest(mention, of_kind, |_, _| true)).flatten()
        })
    }
}

/// Words that make a complement point back instead of naming: "of the two countries".
fn is_pair_word(lemma: &str) -> bool {
    matches!(lemma, "two" | "both" | "its" | "their" | "his" | "her" | "our" | "your")
}

/// Where each word stands in full names: what a surname alone may be short for.
struct FullNames<'n> {
    /// Places in the list of named persons, ascending.
    by_word: HashMap<&'n str, Vec<usize>>,
}

impl<'n> FullNames<'n> {
    fn new(named: &'n [(MentionId, PersonName)]) -> Self {
        let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, (_, name)) in named.iter().enumerate().filter(|(_, (_, name))| name.is_full()) {
            for word in name.words() {
                by_word.entry(word).or_default().push(place);
            }
        }
        Self { by_word }
    }

    /// The fullest spelling of the person named there: a bare name takes the nearest full one before, else behind it,
    /// and a full one its longer spellings.
    fn fullest(&self, named: &'n [(MentionId, PersonName)], place: usize) -> &'n PersonName {
        let mut best = &named[place].1;
        let places = best.words().last().and_then(|word| self.by_word.get(word)).map_or(&[][..], Vec::as_slice);
        let split = places.partition_point(|&other| other < place);
        for &other in places[..split].iter().rev().take(REACH).chain(places[split..].iter().take(REACH)) {
            let other = &named[other].1;
            if best.fits(other) && other.tells_more_than(best) {
                best = other;
            }
        }
        best
    }
}

/// How many namings to either side are looked at.
const REACH: usize = 50;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(spellings: &[&str]) -> Vec<String> {
        let names = spellings.iter().map(|text| (MentionId(0), PersonName::read(text).expect("a name")));
        let named: Vec<_> = names.collect();
        let full = FullNames::new(&named);
        (0..named.len()).map(|place| full.fullest(&named, place).key()).collect()
    }

    #[test]
    fn a_surname_is_the_nearest_full_name() {
        assert_eq!(keys(&["Sergei Shoigu", "Shoigu"]), ["sergi shoigu", "sergi shoigu"]);
        assert_eq!(keys(&["Lavrov", "Sergey Lavrov"]), ["sergi lavrov", "sergi lavrov"]);
        assert_eq!(
            keys(&["Ana Silva", "Silva", "Rui Silva", "Silva"]),
            ["ana silva", "ana silva", "rui silva", "rui silva"]
        );
        assert_eq!(keys(&["Dong Jun", "Dong", "Austin"]), ["dong jun", "dong jun", "austin"]);
    }

    proptest! {
        #[test]
        fn the_order_of_spellings_does_not_matter(spellings in Just(vec![
            "Sergei Shoigu", "Shoigu", "Sergey Shoygu", "General Sergei Shoigu", "Sergej Kuzhugetovich Shoigu",
        ]).prop_shuffle()) {
            prop_assert!(keys(&spellings).iter().all(|key| key == "sergi shoigu"));
        }
    }
}
