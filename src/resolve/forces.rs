//! Which forces the names and phrases for them mean: a state's as a whole, a service, a unit, those of several states.

use super::discourse::Discourse;
use super::names::{self, Forces};
use super::referent::{Reference, ReferentId};
use crate::analyse::{Deprel, Form, Mention, TokenId, Upos, Xpos};
use crate::schema::KindId;

impl Discourse<'_> {
    pub(super) fn force(&mut self, mention: &Mention, kind: KindId, text: &str) -> Option<ReferentId> {
        let own = self.own_country(mention).or_else(|| self.countries_sending(mention).first().copied());
        let mut spoken = self.without_country(mention, text);
        // "Pilots from Chad" at the start of a sentence.
        if mention.form == Form::Nominal && mention.first == 0 {
            spoken.get_mut(..1).into_iter().for_each(str::make_ascii_lowercase);
        }
        // "Its troops" are those of whom the pronoun means, or of nobody that is known.
        let told = mention.form == Form::Name || self.is_definite(mention);
        let told = told && self.possessing_pronoun(mention).is_none();
        let country = || own.or_else(|| self.country_in_question(mention).filter(|_| told));
        match names::forces(&spoken) {
            Forces::Whole => Some(self.whole_force(kind, country()?)),
            Forces::Service(service) => Some(self.service(kind, &service, country()?)),
            Forces::Other(name) => {
                // "Royal Bahraini Air Force": without its state it would be another's.
                let whole =
                    mention.form == Form::Name && names::is_honoured_service(&name) && !text.contains(['\'', '’']);
                // "Jordan's Royal Air Force" is no other state's.
                let demonym = own.and_then(|own| self.world.demonym(&self.referents.get(own).name));
                let name = match (names::honour(&name), demonym) {
                    (Some((honour, service)), Some(demonym)) if name == text && self.is_owned(mention) => {
                        format!("{honour} {demonym} {service}")
                    }
                    _ if whole => text.to_owned(),
                    _ => names::with_ordinal(&name),
                };
                let proper = name.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
                if !proper && own.is_none() {
                    // "the contingent", "pilots": who, only what stands before tells.
                    return self.described_before(mention, kind, &name).filter(|_| told);
                }
                let demonym = own.filter(|_| !proper).and_then(|own| self.world.demonym(&self.referents.get(own).name));
                let shown = demonym.map_or_else(|| name.clone(), |demonym| format!("{demonym} {name}"));
                let referent = self.referents.introduce(kind, names::fold(&shown), &shown);
                self.own(referent, own);
                Some(referent)
            }
        }
    }

    /// "Rwanda sent troops", "Spain and Italy have about 600 soldiers": the states that have or move an unowned force.
    fn countries_sending(&self, mention: &Mention) -> Vec<ReferentId> {
        let Some(subject) = self.sender(mention) else { return Vec::new() };
        let row = std::iter::once(subject).chain(self.sentence(mention).children_by(subject, Deprel::Conj));
        let country = |token| {
            self.country_at(mention.sentence, token).or_else(|| self.country_of_phrase(mention.sentence, token))
        };
        row.filter_map(country).collect()
    }

    fn sender(&self, mention: &Mention) -> Option<TokenId> {
        let sentence = self.sentence(mention);
        let object = sentence.token(mention.head);
        let verb = object.head.filter(|_| mention.form == Form::Nominal && object.deprel == Deprel::Obj)?;
        if !HAVING.contains(&sentence.token(verb).lemma.as_str()) {
            return None;
        }
        // "plans to send troops": the infinitive's subject is its governor's.
        let shares = |clause: TokenId| matches!(sentence.token(clause).deprel, Deprel::Xcomp | Deprel::Conj);
        let clauses =
            std::iter::successors(Some(verb), |&clause| sentence.token(clause).head.filter(|_| shares(clause)));
        clauses.take(3).find_map(|clause| sentence.child_by(clause, Deprel::Nsubj))
    }

    fn whole_force(&mut self, kind: KindId, country: ReferentId) -> ReferentId {
        let name = format!("Armed Forces of {}", self.world.with_article(&self.referents.get(country).name));
        let referent = self.introduce_known(kind, &name);
        self.own(referent, Some(country));
        referent
    }

    fn service(&mut self, kind: KindId, service: &str, country: ReferentId) -> ReferentId {
        let country_name = self.referents.get(country).name.clone();
        let key = names::fold(&format!("{service} {country_name}"));
        let name = match self.world.demonym(&country_name) {
            Some(demonym) => format!("{demonym} {service}"),
            None => format!("{service} of {}", self.world.with_article(&country_name)),
        };
        let referent = self.referents.introduce(kind, key, &name);
        self.own(referent, Some(country));
        referent
    }

    /// "South Korean and Japanese troops", "the navies of Peru and Chile", "soldiers from Fiji and Tonga", "Fiji and Tonga
    /// sent troops": the force of each state.
    pub(super) fn forces_of_each(&mut self, mention: &Mention) -> Option<Reference> {
        let kind = mention.kinds.and(self.kinds.force).iter().next()?;
        if !mention.plural || mention.known.is_some() {
            return None;
        }
        let sentence = self.sentence(mention);
        let (countries, words) = match self.row_of_countries(mention) {
            Some((row, _, end)) if end < mention.last => (row, end + 1..mention.last + 1),
            Some((row, start, _)) => (row, mention.first..start),
            None => {
                let mut behind = self.countries_behind(mention);
                // "the two navies": of the two states spoken of.
                if behind.is_empty() && self.count_of(mention) == Some(2) {
                    behind.extend(self.pair_of_countries(mention).into_iter().flatten());
                }
                if behind.is_empty() && self.own_country(mention).is_none() {
                    behind = self.countries_sending(mention);
                }
                (behind, mention.first..mention.head + 1)
            }
        };
        if countries.len() < 2 {
            return None;
        }
        let words: Vec<TokenId> =
            words.filter(|&t| !matches!(sentence.token(t).upos, Upos::Det | Upos::Adp | Upos::Num)).collect();
        let each = |discourse: &mut Self, country| match names::forces(&names::text_of(
            discourse.document,
            sentence,
            &words,
        )) {
            Forces::Whole => Some(discourse.whole_force(kind, country)),
            Forces::Service(service) => Some(discourse.service(kind, &names::one_service(&service), country)),
            Forces::Other(_) => None,
        };
        let forces: Option<Vec<ReferentId>> = countries.into_iter().map(|country| each(self, country)).collect();
        forces.map(Reference::Each)
    }

    /// The countries that a phrase names in one row, and where that begins and ends. Those of "Russian-trained Malian
    /// troops" stand in none.
    fn row_of_countries(&self, mention: &Mention) -> Option<(Vec<ReferentId>, TokenId, TokenId)> {
        let sentence = self.sentence(mention);
        let joins = |t: TokenId| {
            let token = sentence.token(t);
            matches!(token.upos, Upos::Cconj | Upos::Det) || token.xpos == Xpos::Comma
        };
        let mut row: Option<(Vec<ReferentId>, TokenId, TokenId)> = None;
        for (id, inner) in self.analysis.mentions_in(mention.sentence) {
            let inside = mention.first <= inner.first && inner.last <= mention.last && inner.span != mention.span;
            let Some(country) = self.referent_of(id, self.kinds.state).filter(|_| inside) else { continue };
            match &mut row {
                None => row = Some((vec![country], inner.first, inner.last)),
                Some((_, _, end)) if inner.first <= *end => {}
                Some((countries, _, end)) => {
                    if !(*end + 1..inner.first).all(joins) {
                        return Some((Vec::new(), inner.first, inner.last));
                    }
                    countries.push(country);
                    *end = inner.last;
                }
            }
        }
        row
    }

    /// "of Peru, Chile and Bolivia", "from Fiji and Tonga".
    pub(super) fn countries_behind(&self, mention: &Mention) -> Vec<ReferentId> {
        let sentence = self.sentence(mention);
        let behind = sentence.children_by(mention.head, Deprel::Nmod).find(|&child| {
            let case = sentence.child_by(child, Deprel::Case);
            case.is_some_and(|case| matches!(sentence.token(case).lemma.as_str(), "of" | "from"))
        });
        let Some(behind) = behind else { return Vec::new() };
        let row = std::iter::once(behind).chain(sentence.children_by(behind, Deprel::Conj));
        row.filter_map(|token| self.country_at(mention.sentence, token)).collect()
    }

    /// "units of the 4th base", "troops from the 5th division": the base or division.
    pub(super) fn whole_of(&mut self, mention: &Mention, kind: KindId) -> Option<ReferentId> {
        let sentence = self.sentence(mention);
        let complements = sentence.children_by(mention.head, Deprel::Nmod).filter(|&child| {
            let case = sentence.child_by(child, Deprel::Case);
            case.is_some_and(|case| matches!(sentence.token(case).lemma.as_str(), "of" | "from"))
        });
        let wholes = self.kinds.force.or(self.kinds.site);
        for child in complements {
            let analysis = self.analysis;
            let found = analysis
                .mentions_in(mention.sentence)
                .find(|(_, inner)| inner.head == child && !inner.kinds.and(wholes).is_empty());
            let Some((id, inner)) = found else { continue };
            if let Some(force) = self.referent_of(id, self.kinds.force) {
                return Some(force);
            }
            if let Some(site) = inner.kinds.and(self.kinds.site).iter().next() {
                let name = match inner.form {
                    Form::Name => names::bare(self.text(inner)).0,
                    _ => self.nominal_name(inner, site),
                };
                let name = names::with_ordinal(&name);
                return Some(self.referents.introduce(kind, self.key_of(inner, site, &name), &name));
            }
        }
        None
    }
}

/// Verbs whose object is the subject's own, where it is a force.
const HAVING: &[&str] = &[
    "base",
    "commit",
    "contribute",
    "deploy",
    "dispatch",
    "field",
    "have",
    "keep",
    "maintain",
    "mass",
    "move",
    "pledge",
    "post",
    "provide",
    "pull",
    "redeploy",
    "retain",
    "rotate",
    "send",
    "station",
    "withdraw",
];

/// "PLA soldiers" are the PLA.
pub(super) const TYPES_OF_FORCE: &[&str] = &[
    "contingent",
    "troops",
    "troop",
    "soldier",
    "soldiers",
    "force",
    "forces",
    "unit",
    "fighter",
    "personnel",
    "serviceman",
];
