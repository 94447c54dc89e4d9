//! Naming: which referents the names and the common noun phrases of a document introduce.

use super::description::{Descriptions, Office};
use super::discourse::Discourse;
use super::forces::TYPES_OF_FORCE;
use super::full_names::FullNames;
use super::incumbents::{self, Incumbents};
use super::names::{self, Complement, PersonName};
use super::referent::{Reference, ReferentId};
use crate::analyse::{Deprel, Form, KindSet, Mention, MentionId, TokenId, Upos};
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

    pub(super) fn introduce_known(&mut self, kind: KindId, name: &str) -> ReferentId {
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
        let named =
            offices.iter().filter_map(|office| Some((office, self.referent_of(office.holder, self.kinds.person)?)));
        let held: Vec<(&Office<'_>, ReferentId)> = named.collect();
        held.iter().for_each(|&(office, holder)| descriptions.hold(self, holder, office));
        let states = self.kinds.state.iter().next();
        for &(office, holder) in &held {
            if let Some((kind, state)) = states.zip(self.state_of_part(office)) {
                let state = state.to_owned();
                let state = self.introduce_known(kind, &state);
                descriptions.act_for(holder, state);
            }
            self.recognise(office, holder, &mut descriptions);
        }
        let home = self.home();
        let mut incumbents = Incumbents::new(self, home);
        for &(office, holder) in &held {
            if let Some(state) = self.referent_of(office.at, self.kinds.state) {
                incumbents.hold(state, office.post, holder);
            }
        }
        held.iter().for_each(|&(office, holder)| descriptions.serve(self, holder, office, &mut incumbents));
        for (referent, whose) in descriptions.affiliations() {
            self.referents.get_mut(referent).affiliation.get_or_insert(whose);
        }
        self.descriptions = descriptions;
    }

    /// Gives a leader known from the start the state that the text leaves out, for a bare surname the whole name, and for
    /// every spelling the same key.
    fn recognise(&mut self, office: &Office<'_>, holder: ReferentId, descriptions: &mut Descriptions) {
        let Some((name, state)) = incumbents::leader(self, office, holder) else { return };
        let Some(kind) = self.kinds.state.iter().next() else { return };
        if office.at == office.holder && descriptions.is_stateless(holder) {
            let state = self.introduce_known(kind, state);
            descriptions.act_for(holder, state);
        } else if self.referent_of(office.at, self.kinds.state).is_none_or(|at| self.referents.get(at).name != state) {
            return;
        }
        if let Some(whole) = PersonName::read(name) {
            let own = self.referents.get(holder).name.clone();
            let shown = if own.contains(' ') { &own } else { &whole.display };
            self.referents.rename(holder, whole.key(), shown);
            self.referents.get_mut(holder).spelled(&own);
        }
    }

    pub(super) fn read_names(&mut self) {
        for (id, mention) in self.mentions() {
            if mention.form != Form::Name || *self.reference(id) != Reference::Nothing {
                continue;
            }
            if let Some(each) = self.forces_of_each(mention) {
                self.set(id, each);
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
        if let Some(known) = mention.known.clone().filter(|known| !self.is_namesake(mention, kind, known)) {
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
            // "a battalion of the Peruvian Army": the army.
            let common =
                self.document.slice(self.sentence(mention).token(mention.head).span).starts_with(char::is_lowercase);
            let whole = common.then(|| self.whole_of(mention, kind)).flatten();
            match whole {
                Some(whole) => whole,
                None => self.force(mention, kind, &text)?,
            }
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

    /// Whether a possessive stands right before.
    pub(super) fn is_owned(&self, mention: &Mention) -> bool {
        let sentence = self.sentence(mention);
        let before = mention.first.checked_sub(1);
        before.is_some_and(|t| is_possessive(self.document.slice(sentence.token(t).span)))
    }

    /// "Jordan's Royal Air Force" is not the one that needs no word for whose it is.
    fn is_namesake(&self, mention: &Mention, kind: KindId, known: &str) -> bool {
        let own = || self.own_country(mention).map(|own| self.referents.get(own).name.as_str());
        self.kinds.force.contains(kind)
            && names::is_honoured_service(known)
            && self.is_owned(mention)
            && self.world.country_of(known).zip(own()).is_some_and(|(of, own)| of != own)
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
    pub(super) fn key_of(&self, mention: &Mention, kind: KindId, name: &str) -> String {
        let numbered = name.starts_with(|c: char| c.is_ascii_digit());
        if self.kinds.site.contains(kind) && numbered {
            let spoken = self.without_country(mention, name);
            return names::fold(&names::with_ordinal(&spoken));
        }
        names::fold(name)
    }

    /// The text without the words that name a country within the mention.
    pub(super) fn without_country(&self, mention: &Mention, text: &str) -> String {
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

    fn ministry(&mut self, mention: &Mention, kind: KindId, field: &str) -> Option<ReferentId> {
        let country = self.own_country(mention).or_else(|| self.country_in_question(mention))?;
        if field.is_empty() {
            return self.latest(mention, KindSet::of(kind), |discourse, referent| {
                discourse.referents.get(referent).affiliation == Some(country)
            });
        }
        Some(self.ministry_of(country, kind, field))
    }

    fn ministry_of(&mut self, country: ReferentId, kind: KindId, field: &str) -> ReferentId {
        let name = format!("Ministry of {field} of {}", self.world.with_article(&self.referents.get(country).name));
        let referent = self.introduce_known(kind, &name);
        self.own(referent, Some(country));
        referent
    }

    /// "the Russian and Tajik defence ministries", "the defence ministries of the two countries".
    fn ministries(&mut self, mention: &Mention, kind: KindId, field: &str) -> Option<Reference> {
        let sentence = self.sentence(mention);
        let below = sentence.subtree(mention.head);
        let (first, last) = (*below.first()?, (*below.last()?).min(mention.last + 6));
        let mut countries = self.countries_within(mention.sentence, first.min(mention.first), last);
        if countries.len() < 2 {
            countries = self.pair_of_countries(mention)?.to_vec();
        }
        if field.is_empty() {
            return None;
        }
        Some(Reference::Each(countries.into_iter().map(|country| self.ministry_of(country, kind, field)).collect()))
    }

    pub(super) fn own(&mut self, referent: ReferentId, country: Option<ReferentId>) {
        let referent = self.referents.get_mut(referent);
        referent.affiliation = referent.affiliation.or(country);
    }

    pub(super) fn read_nominals(&mut self) {
        for (id, mention) in self.mentions() {
            if mention.form == Form::Nominal && *self.reference(id) == Reference::Nothing {
                let reference = self.nominal(mention);
                if let Reference::Either(one) = &reference
                    && let [person] = one.as_slice()
                    && self.kinds.person.contains(self.kind_of(*person))
                {
                    self.describe(*person, mention);
                }
                self.set(id, reference);
            }
        }
    }

    fn nominal(&mut self, mention: &Mention) -> Reference {
        let kinds = mention.kinds;
        if !kinds.and(self.kinds.person).is_empty() {
            let described = self.person_by_description(mention);
            if described != Reference::Nothing {
                return described;
            }
            return self.unnamed_holder(mention).map(Reference::to).unwrap_or_default();
        }
        if !kinds.and(self.kinds.state).is_empty() {
            let reference = self.state_by_description(mention);
            if reference != Reference::Nothing {
                return reference;
            }
        }
        if mention.plural
            && let Some(kind) = kinds.and(self.kinds.group).iter().next()
            && let Some(field) = names::ministry(&self.nominal_name(mention, kind))
        {
            return self.ministries(mention, kind, &field).unwrap_or_default();
        }
        if let Some(each) = self.forces_of_each(mention) {
            return each;
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
        if let Some(named) = self.named_within(mention, kind) {
            return Some(named);
        }
        let numbered = || {
            let happens = self.kinds.happening.contains(kind);
            happens.then(|| names::numbered_before(self.document, self.sentence(mention), mention.first)).flatten()
        };
        let name = match names::dubbed(self.document, self.sentence(mention), mention.last).or_else(numbered) {
            Some(name) => return Some(self.christen(mention, kind, &name)),
            None => self.nominal_name(mention, kind),
        };
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
        if self.is_definite(mention) {
            let bare_plural = mention.plural && self.kinds.group.contains(kind) && !name.contains(' ');
            let company = self.company_before(mention, kind, &name).filter(|_| !mention.plural);
            match company.or_else(|| self.described_before(mention, kind, &name)) {
                Some(antecedent) => return Some(antecedent),
                None if bare_plural => return None,
                None => {}
            }
        }
        if self.kinds.materiel.contains(kind) {
            let words: Vec<&str> = name.split_whitespace().collect();
            return Some(match names::designation(&words) {
                Some(type_name) => self.referents.introduce(kind, names::fold(&type_name), &type_name),
                None => self.referents.introduce(kind, names::class_key(&name), &name),
            });
        }
        // A bare "meeting", "border": nothing by which to know it again.
        let land = self.kinds.place.without(self.kinds.site);
        if self.kinds.happening.or(land).contains(kind) && !name.contains(' ') {
            return None;
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

    /// What a common noun only tells the type of: "the city of Lviv", "the capital Tunis", "the Thai capital", "the
    /// Tanjug news agency".
    fn named_within(&mut self, mention: &Mention, kind: KindId) -> Option<ReferentId> {
        let sentence = self.sentence(mention);
        let lemma = sentence.token(mention.head).lemma.as_str();
        let starts_at = |discourse: &Self, token: TokenId| {
            let mut at = discourse.analysis.mentions_in(mention.sentence).filter(|(_, inner)| {
                inner.first == token && matches!(inner.form, Form::Name) && !discourse.is_plural_list(inner)
            });
            at.find_map(|(id, _)| discourse.referent_of(id, KindSet::of(kind).or(discourse.kinds.state)))
        };
        let is_place = self.kinds.place.contains(kind) && !self.kinds.site.contains(kind);
        if is_place {
            let next = mention.head + 1;
            let word = |t: TokenId| sentence.tokens().get(t).map(|token| token.lemma.as_str());
            let behind = match word(next) {
                Some("of") if word(next + 1) == Some("the") => next + 2,
                Some("of") => next + 1,
                _ => next,
            };
            if let Some(named) = starts_at(self, behind) {
                return Some(named);
            }
            if lemma == "capital"
                && let Some(country) = self.own_country(mention).or_else(|| self.country_in_question(mention))
                && let Some(capital) = self.world.capital_of(&self.referents.get(country).name)
            {
                return Some(self.introduce_known(kind, capital));
            }
        }
        if self.kinds.force.contains(kind)
            && names::is_part(lemma)
            && let Some(whole) = self.whole_of(mention, kind)
        {
            return Some(whole);
        }
        let types = if self.kinds.force.contains(kind) { TYPES_OF_FORCE } else { TYPES_OF_BODY };
        if self.kinds.group.contains(kind) && types.contains(&lemma) {
            let mut inner = self.analysis.mentions_in(mention.sentence).filter(|(_, inner)| {
                inner.form == Form::Name && mention.first <= inner.first && inner.last < mention.head
            });
            return inner.find_map(|(id, _)| self.referent_of(id, KindSet::of(kind)));
        }
        None
    }

    /// A name that other names are joined to does not stand alone for its type.
    fn is_plural_list(&self, mention: &Mention) -> bool {
        self.sentence(mention).child_by(mention.head, Deprel::Conj).is_some()
    }

    /// The name that a common noun phrase gives.
    pub fn nominal_name(&self, mention: &Mention, kind: KindId) -> String {
        let sentence = self.sentence(mention);
        let complement = if self.kinds.document.contains(kind) {
            let whole = names::is_whole(sentence, mention.head, mention.last);
            if whole { Complement::Through(mention.last) } else { Complement::Content }
        } else if self.kinds.happening.contains(kind) {
            Complement::Of
        } else if self.kinds.materiel.contains(kind) || self.kinds.force.contains(kind) {
            Complement::None
        } else if self.kinds.site.contains(kind) {
            Complement::Of
        } else {
            Complement::One
        };
        let mut first = mention.first.min(mention.head);
        let proper = (self.kinds.place.or(self.kinds.group))
            .contains(kind)
            .then(|| names::proper_start(self.document, sentence, first, mention.head));
        if let Some(start) = proper.flatten() {
            first = start;
        }
        // "Austin's meetings" are meetings; "Bulgaria's bases" are Bulgaria's.
        let possessor =
            (first..mention.head).rev().find(|&t| is_possessive(self.document.slice(sentence.token(t).span)));
        if let Some(possessor) = possessor
            && !(self.kinds.site.contains(kind) && self.country_within(mention.sentence, first, possessor).is_some())
        {
            first = possessor + 1;
        }
        // "Indo Defence 2006 arms fair": a year behind a name is part of it.
        let year_of_name = |t: TokenId| {
            let text = |t: TokenId| self.document.slice(sentence.token(t).span);
            self.kinds.happening.contains(kind)
                && (first + 1..mention.head).contains(&t)
                && text(t).len() == 4
                && text(t).bytes().all(|byte| byte.is_ascii_digit())
                && sentence.token(t - 1).upos != Upos::Punct
                && text(t - 1).starts_with(char::is_uppercase)
        };
        let is_time = |t: TokenId| {
            self.analysis
                .mentions_in(mention.sentence)
                .any(|(_, other)| matches!(other.form, Form::Time(_)) && other.first <= t && t <= other.last)
        };
        let time = |t: TokenId| is_time(t) && (!year_of_name(t) || is_time(t - 1));
        let materiel = self.kinds.materiel.contains(kind);
        let hyphen = |t: TokenId| self.document.slice(sentence.token(t).span) == "-";
        let state = |t: TokenId| self.country_at(mention.sentence, t).is_some();
        // "Iranian-made missiles" are missiles.
        let country = |t: TokenId| {
            let after_hyphen = |back: usize| t >= back && hyphen(t - back + 1) && state(t - back);
            materiel && (state(t) || after_hyphen(1) || after_hyphen(2))
        };
        let tokens = names::name_tokens(self.document, sentence, first, mention.head, complement, |t| {
            let token = sentence.token(t);
            // "155mm howitzers" have their measure in their name.
            let measure = sentence.tokens().get(t + 1).is_some_and(|unit| UNITS.contains(&unit.lemma.as_str()));
            let count = token.upos == Upos::Num && (materiel || mention.plural) && !year_of_name(t) && !measure;
            time(t) || country(t) || count || is_pair_word(&token.lemma)
        });
        names::text_of(self.document, sentence, &tokens)
    }
}

/// Nouns that only tell what the name before them is: "the Tanjug news agency" is Tanjug.
const TYPES_OF_BODY: &[&str] = &[
    "agency",
    "newspaper",
    "daily",
    "group",
    "company",
    "corporation",
    "firm",
    "movement",
    "network",
    "bloc",
    "alliance",
    "organization",
    "organisation",
    "broadcaster",
    "television",
    "channel",
    "magazine",
    "giant",
    "militia",
];

/// Units of measure that are written right behind their number.
const UNITS: &[&str] = &["mm", "cm"];

fn is_possessive(text: &str) -> bool {
    matches!(text, "'s" | "’s" | "'" | "’")
}

/// Words that make a complement point back instead of naming: "of the two countries".
fn is_pair_word(lemma: &str) -> bool {
    matches!(lemma, "two" | "both" | "its" | "their" | "his" | "her" | "our" | "your")
}
