//! Claims about mentions into statements about entities.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Reading;
use super::anaphora::Context;
use super::calendar::Direction;
use super::dating;
use super::description::Office;
use super::discourse::Discourse;
use super::passage;
use super::referent::{Reference, ReferentId};
use super::scruple;
use super::sequence;
use super::speaker::Speaker;
use super::world::World;
use crate::analyse::{Analysis, Deprel, Form, KindSet, Kinds};
use crate::extract::{Claim, Filler, QualifierFiller};
use crate::fact::{Claimed, Edtf, Entity, EntityId, Evidence, Factuality, Qualifiers, Statement, Value};
use crate::proposition::Tense;
use crate::schema::{Gazetteer, PredicateDeclaration, Schema, ValueType};
use crate::text::{Document, SectionRole};

/// Resolves the claims of one document at a time.
pub struct Resolver<'a> {
    schema: &'a Schema,
    kinds: Kinds,
    world: World<'a>,
}

impl<'a> Resolver<'a> {
    pub fn new(schema: &'a Schema, gazetteer: &'a Gazetteer) -> Self {
        Self { schema, kinds: Kinds::new(schema), world: World::new(gazetteer) }
    }

    /// The statements that the claims come to, and the entities they name. A claim whose subject or object is nobody
    /// that the document names falls.
    pub fn resolve(&self, document: &Document, analysis: &Analysis, claims: Vec<Claim>) -> Reading {
        let discourse = self.discourse(document, analysis, &claims);
        let mut drafts = Vec::with_capacity(claims.len());
        let says_nothing = |claim: &Claim| {
            let declared = self.schema.predicate(&claim.predicate);
            declared.is_some_and(|declared| {
                scruple::says_nothing(&discourse, &claims, claim, declared, self.is_geography(declared))
            })
        };
        for claim in claims.iter().filter(|claim| !self.is_circular(analysis, claim) && !says_nothing(claim)) {
            self.draft(&discourse, claim, &mut drafts);
        }
        let happenings: Vec<String> =
            self.kinds.happening.iter().map(|kind| format!("{}:", self.schema.kind(kind).name)).collect();
        sequence::carry_on(&discourse, &mut drafts, |id| {
            happenings.iter().any(|kind| id.as_str().starts_with(kind.as_str()))
        });
        drop_retold_headlines(analysis, &mut drafts);
        let mut ledger = Ledger::default();
        for draft in drafts {
            ledger.enter(draft.claimed, draft.evidence);
        }
        let mut statements = ledger.statements;
        statements.sort_by_key(|statement| statement.evidence()[0].sentence);
        Reading { document: document.id(), entities: self.entities(&discourse, &statements), statements }
    }

    /// What the mentions refer to, given who is claimed to hold which office.
    pub(super) fn discourse<'d>(
        &'d self,
        document: &'d Document,
        analysis: &'d Analysis,
        claims: &[Claim],
    ) -> Discourse<'d> {
        Discourse::new(document, analysis, self.schema, &self.kinds, &self.world, &self.offices(claims))
    }

    /// What each mention of the document refers to by itself, without a claim's help: for `relata mentions`.
    pub fn entities_of_mentions(&self, document: &Document, analysis: &Analysis) -> Vec<Option<Entity>> {
        let discourse = Discourse::new(document, analysis, self.schema, &self.kinds, &self.world, &[]);
        let entity = |(id, _)| match discourse.reference(id) {
            Reference::Either(referents) => {
                referents.first().map(|&referent| discourse.referents.entity(self.schema, referent))
            }
            _ => None,
        };
        discourse.mentions().map(entity).collect()
    }

    /// The date of each time expression of the document by itself, placed by the tense of its clause; what happened is
    /// reported unless that tells otherwise.
    pub fn dates_of_mentions(&self, document: &Document, analysis: &Analysis) -> Vec<Option<Edtf>> {
        analysis.mentions.iter().map(|mention| dating::date(document, analysis, mention, Direction::Past)).collect()
    }

    /// "The defence minister of Chad" tells no office of whom the phrase is found to speak of: that was told with the
    /// name.
    fn is_circular(&self, analysis: &Analysis, claim: &Claim) -> bool {
        let holder = analysis.mention(claim.subject.mention);
        let office = self.schema.predicate(&claim.predicate).is_some_and(|declared| declared.office.is_some());
        office && holder.form == Form::Nominal && holder.span.contains(claim.trigger)
    }

    /// The posts that claims say somebody holds.
    fn offices<'c>(&self, claims: &'c [Claim]) -> Vec<Office<'c>> {
        let held = claims.iter().filter_map(|claim| {
            let office = self.schema.predicate(&claim.predicate)?.office.as_ref()?;
            claim.qualifiers.iter().find_map(|(name, filler)| match filler {
                QualifierFiller::Text(post) if name == office => {
                    Some(Office { holder: claim.subject.mention, post, at: claim.object.mention })
                }
                _ => None,
            })
        });
        held.collect()
    }

    fn draft(&self, discourse: &Discourse<'_>, claim: &Claim, drafts: &mut Vec<Draft>) {
        let speaker = claim.attribution.as_ref().and_then(|attribution| discourse.speaker(attribution));
        let speaks = speaker.as_ref().and_then(Speaker::referent);
        let by_state = self.schema.predicate(&claim.predicate).is_some_and(|declared| declared.by_state);
        let fill = |filler: Filler, side, context: Context<'_>| {
            let mut filled = fill(discourse, filler, side, context);
            if by_state {
                filled.iter_mut().for_each(|one| *one = discourse.acting(*one, filler.mention));
            }
            filled
        };
        let named = named_beside(discourse, claim, claim.subject);
        let subjects = fill(claim.subject, Side::Subject, Context::new(speaks, &named));
        let mut taken = named_beside(discourse, claim, claim.object);
        taken.extend(subjects.iter().filter(|_| subjects.len() == 1));
        let objects = fill(claim.object, Side::Object, Context::new(speaks, &taken));
        let same = claim.subject == claim.object;
        let declared = self.schema.predicate(&claim.predicate);
        let id = |referent| discourse.referents.entity_id(self.schema, referent);
        for (place, &subject) in subjects.iter().enumerate() {
            for &object in objects.iter().skip(if same { place + 1 } else { 0 }) {
                let foreign = foreign(discourse, &subjects, subject, object)
                    || self.of_two_states(discourse, claim, [subject, object])
                    || self.is_misplaced(discourse, claim, subject, object)
                    || scruple::is_of_no_name(discourse, declared, [subject, object])
                    || scruple::is_mere_noun(discourse, claim.subject.mention, subject)
                    || scruple::is_at_home(discourse, declared, claim.object.mention, [subject, object])
                    || by_state && self.is_own_force(discourse, claim.object, object, subject)
                    || same && scruple::is_of_one_side(discourse, claim, [id(subject), id(object)], drafts);
                if subject != object && !foreign {
                    let Some(claimed) = self.claimed(discourse, claim, [subject, object], speaker.as_ref()) else {
                        continue;
                    };
                    let evidence = evidence(discourse, claim);
                    let lasting = declared.is_some_and(|declared| declared.lasting);
                    drafts.push(Draft { claimed, evidence, sentence: claim.sentence, tense: claim.tense, lasting });
                }
            }
        }
    }

    /// "Rome, France": a place known to lie in one state, and what is named after such a place, does not lie in another.
    fn is_misplaced(&self, discourse: &Discourse<'_>, claim: &Claim, subject: ReferentId, object: ReferentId) -> bool {
        let declared = self.schema.predicate(&claim.predicate);
        let lies = declared.is_some_and(|declared| self.is_geography(declared) && !declared.symmetric);
        let is = |set: KindSet, end| set.contains(discourse.kind_of(end));
        // "The Doha Forum" may be held anywhere.
        if !lies || !is(self.kinds.place, subject) || !is(self.kinds.state, object) {
            return false;
        }
        let mention = discourse.analysis.mention(claim.subject.mention);
        // "Russia's 4th Military Base": numbers are given by who owns it.
        let numbered = discourse.referents.get(subject).name.starts_with(|c: char| c.is_ascii_digit());
        if numbered && discourse.analysis.mention(claim.object.mention).first < mention.last {
            return true;
        }
        let within = discourse
            .analysis
            .mentions_in(mention.sentence)
            .filter(|(_, inner)| inner.first >= mention.first && inner.last < mention.last && inner.form == Form::Name);
        let places = self.kinds.place.without(self.kinds.state);
        let named_after = within.filter_map(|(id, _)| discourse.referent_of(id, places));
        let own = places.contains(discourse.kind_of(subject)).then_some(subject);
        let name = |referent| &discourse.referents.get(referent).name;
        let elsewhere = |place| self.world.country_of(name(place)).is_some_and(|state| state != name(object).as_str());
        own.into_iter().chain(named_after).any(elsewhere)
    }

    /// "The air defence system of Chad and Niger" is a part of neither: a name with one country in it belongs to that.
    fn of_two_states(
        &self,
        discourse: &Discourse<'_>,
        claim: &Claim,
        [subject_referent, object]: [ReferentId; 2],
    ) -> bool {
        let subject = discourse.analysis.mention(claim.subject.mention);
        let state = discourse.kinds.state.contains(discourse.kind_of(object));
        let declared = self.schema.predicate(&claim.predicate);
        let whole =
            declared.is_some_and(|declared| declared.object.iter().any(|&kind| self.kinds.group.contains(kind)));
        // "The U.S. and Royal Navy": a known force stays its own state's.
        let affiliation = discourse.referents.get(subject_referent).affiliation;
        let known = affiliation
            .filter(|&own| subject.known.is_some() && discourse.kinds.state.contains(discourse.kind_of(own)));
        let own = known.or_else(|| discourse.country_within(subject.sentence, subject.first, subject.last));
        let of_itself = subject.form == Form::Name && subject.span.contains(claim.trigger);
        state && whole && of_itself && own.is_some_and(|own| own != object)
    }

    fn claimed(
        &self,
        discourse: &Discourse<'_>,
        claim: &Claim,
        [subject, object]: [ReferentId; 2],
        speaker: Option<&Speaker>,
    ) -> Option<Claimed> {
        let id = |referent| discourse.referents.entity_id(self.schema, referent);
        let context = Context::new(speaker.and_then(Speaker::referent), &[]);
        let declared = self.schema.predicate(&claim.predicate);
        let mut qualifiers = Qualifiers::default();
        for (name, filler) in &claim.qualifiers {
            match filler {
                QualifierFiller::Mention(filler) => {
                    let text = self.schema.qualifier(name).is_some_and(|declared| declared.value == ValueType::Text);
                    let named = match place_named_by(discourse, *filler) {
                        Some(place) => vec![place],
                        None => fill(discourse, *filler, Side::Object, context),
                    };
                    let by_state = declared.is_some_and(|declared| declared.by_state);
                    let acting =
                        |referent| if by_state { discourse.acting(referent, filler.mention) } else { referent };
                    let apart = self.schema.qualifier(name).is_some_and(|declared| declared.apart);
                    for referent in named.into_iter().map(acting) {
                        let by_name = discourse.analysis.mention(filler.mention).form == Form::Name;
                        if apart
                            && by_name
                            && (referent == subject || self.is_own_force(discourse, claim.subject, subject, referent))
                        {
                            return None;
                        }
                        if referent == subject
                            || referent == object
                            || scruple::is_mere_noun(discourse, filler.mention, referent)
                        {
                            continue;
                        }
                        let value = if text {
                            Value::Text(discourse.referents.get(referent).name.clone())
                        } else {
                            Value::Entity(id(referent))
                        };
                        qualifiers.insert(name.clone(), value);
                    }
                }
                QualifierFiller::Quantity(quantity) => {
                    qualifiers.insert(name.clone(), Value::Quantity(quantity.clone()))
                }
                QualifierFiller::Date(mention) => {
                    if let Some(date) = dating::date_of(discourse, *mention, claim) {
                        qualifiers.insert(name.clone(), Value::Date(dating::end_of(date)));
                    }
                }
                QualifierFiller::Text(text) => qualifiers.insert(name.clone(), Value::Text(text.clone())),
            }
        }
        // Where something lies is so at any time, and presupposed by whoever speaks of it.
        let is = |set: KindSet, end| set.contains(discourse.kind_of(end));
        let lasting = declared.is_some_and(|declared| self.is_geography(declared))
            && [subject, object].into_iter().all(|end| is(self.kinds.place, end));
        let happens = [subject, object].into_iter().any(|end| is(self.kinds.happening, end));
        let event = happens || declared.is_some_and(|declared| !declared.lasting);
        let speaker = speaker.filter(|_| !lasting);
        let (mut subject, mut object) = (id(subject), id(object));
        let symmetric = declared.is_some_and(|declared| declared.symmetric);
        if symmetric && object < subject {
            std::mem::swap(&mut subject, &mut object);
        }
        let said_by = speaker.map(|speaker| match speaker {
            Speaker::Known(referent) => Value::Entity(id(*referent)),
            Speaker::Described(text) => Value::Text(text.as_str().into()),
        });
        let times = if lasting { &[][..] } else { &claim.times[..] };
        let own = dating::own_date(discourse, times, claim);
        // What lies beside what is no plan, whatever the sentence plans.
        let ever = lasting && symmetric;
        let planned = claim.factuality == Factuality::Planned && !ever;
        let when = own.or_else(|| (event || planned).then(|| dating::date_around(discourse, claim)).flatten());
        let factuality = match claim.factuality {
            Factuality::Planned if ever => Factuality::Actual,
            // "Is visiting in May", told in April.
            Factuality::Actual if claim.tense != Tense::Past && dating::is_ahead(discourse, own) => Factuality::Planned,
            told => told,
        };
        Some(Claimed { subject, predicate: claim.predicate.clone(), object, qualifiers, when, factuality, said_by })
    }

    /// "Egypt gave the army jets": the army that is not named is hardly its own.
    fn is_own_force(&self, discourse: &Discourse<'_>, told: Filler, force: ReferentId, state: ReferentId) -> bool {
        discourse.analysis.mention(told.mention).form == Form::Nominal
            && self.kinds.force.contains(discourse.kind_of(force))
            && discourse.referents.get(force).affiliation == Some(state)
    }

    /// Whether a predicate tells how places lie: it holds over time, and of what can do nothing.
    fn is_geography(&self, declared: &PredicateDeclaration) -> bool {
        let acts = self.kinds.state.or(self.kinds.site);
        declared.lasting && declared.subject.iter().any(|&kind| self.kinds.place.contains(kind) && !acts.contains(kind))
    }

    /// Every entity that a statement names, by id.
    fn entities(&self, discourse: &Discourse<'_>, statements: &[Statement]) -> Vec<Entity> {
        let by_id: HashMap<EntityId, ReferentId> = discourse
            .referents
            .iter()
            .map(|(referent, _)| (discourse.referents.entity_id(self.schema, referent), referent))
            .collect();
        let mut named = BTreeMap::new();
        for claimed in statements.iter().map(Statement::claimed) {
            let values = claimed.qualifiers.iter().map(|(_, value)| value).chain(&claimed.said_by);
            let ids = values.filter_map(|value| match value {
                Value::Entity(id) => Some(id),
                _ => None,
            });
            for id in ids.chain([&claimed.subject, &claimed.object]) {
                let referent = by_id[id];
                named.entry(id.clone()).or_insert_with(|| discourse.referents.entity(self.schema, referent));
            }
        }
        named.into_values().collect()
    }
}

/// A statement before dates are carried on.
pub(super) struct Draft {
    pub claimed: Claimed,
    pub evidence: Evidence,
    /// Index into the analysis's sentences.
    pub sentence: usize,
    pub tense: Tense,
    /// Its predicate holds over time.
    pub lasting: bool,
}

/// A headline says in short what the text tells in full: where both state the same, the text's is kept.
fn drop_retold_headlines(analysis: &Analysis, drafts: &mut Vec<Draft>) {
    let in_headline = |draft: &Draft| analysis.sentences[draft.sentence].role() == SectionRole::Headline;
    let triple = |draft: &Draft| {
        let Claimed { subject, predicate, object, .. } = &draft.claimed;
        (subject.clone(), predicate.clone(), object.clone())
    };
    let told: HashSet<_> = drafts.iter().filter(|draft| !in_headline(draft)).map(triple).collect();
    drafts.retain(|draft| !(in_headline(draft) && told.contains(&triple(draft))));
}

/// Statements in the order they were first read; one claim read twice is one statement with more evidence.
#[derive(Default)]
struct Ledger {
    statements: Vec<Statement>,
    places: HashMap<crate::fact::StatementId, usize>,
}

impl Ledger {
    fn enter(&mut self, claimed: Claimed, evidence: Evidence) {
        let statement = Statement::new(claimed, evidence.clone());
        match self.places.get(&statement.id()) {
            Some(&place) => self.statements[place].add_evidence(evidence),
            None => {
                self.places.insert(statement.id(), self.statements.len());
                self.statements.push(statement);
            }
        }
    }
}

/// Whether a phrase of several countries crossed them: in "the Russian and Tajik ministries" each belongs to its own.
fn foreign(discourse: &Discourse<'_>, subjects: &[ReferentId], subject: ReferentId, object: ReferentId) -> bool {
    let whose = |subject| discourse.referents.get(subject).affiliation;
    whose(subject) != Some(object) && subjects.iter().any(|&other| other != subject && whose(other) == Some(object))
}

fn evidence(discourse: &Discourse<'_>, claim: &Claim) -> Evidence {
    let sentence = discourse.analysis.sentences[claim.sentence].span();
    Evidence {
        document: discourse.document.id(),
        sentence: passage::around(discourse.document, sentence, claim.trigger),
        trigger: claim.trigger,
        rule: claim.rule.clone(),
        reliability: claim.reliability,
    }
}

/// In which part of a claim a mention stands: a capital acts as its government, but is visited as a city.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Subject,
    Object,
}

/// Whom the claim's other parts name by more than a pronoun, and a pronoun so cannot mean; of no use to other words.
fn named_beside(discourse: &Discourse<'_>, claim: &Claim, own: Filler) -> Vec<ReferentId> {
    if discourse.analysis.mention(own.mention).form != Form::Pronoun {
        return Vec::new();
    }
    let qualifiers = claim.qualifiers.iter().filter_map(|(_, filler)| match filler {
        QualifierFiller::Mention(filler) => Some(*filler),
        _ => None,
    });
    let beside = [claim.subject, claim.object].into_iter().chain(qualifiers).filter(|filler| {
        filler.mention != own.mention && discourse.analysis.mention(filler.mention).form != Form::Pronoun
    });
    beside.flat_map(|filler| fill(discourse, filler, Side::Object, Context::default())).collect()
}

/// The referents of a filler, of the kinds that its role allows; empty where there are none.
fn fill(discourse: &Discourse<'_>, filler: Filler, side: Side, context: Context<'_>) -> Vec<ReferentId> {
    let mention = discourse.analysis.mention(filler.mention);
    let fits = |referent: &ReferentId| filler.kinds.contains(discourse.kind_of(*referent));
    let for_another = mention.kinds.and(filler.kinds).is_empty();
    if mention.form == Form::Pronoun && for_another {
        let persons = discourse.pronoun(mention, mention.kinds, context);
        let served = |&person: &ReferentId| discourse.referents.get(person).affiliation;
        return persons.referents().iter().filter_map(served).filter(fits).collect();
    }
    if mention.form == Form::Pronoun {
        return discourse.pronoun(mention, filler.kinds, context).referents().to_vec();
    }
    match discourse.reference(filler.mention) {
        Reference::Nothing => Vec::new(),
        Reference::Each(referents) => referents.iter().copied().filter(fits).collect(),
        Reference::Either(readings) if for_another => {
            let person = readings.iter().copied().find(|&one| discourse.kinds.person.contains(discourse.kind_of(one)));
            let state = match person {
                Some(person) => discourse.state_served(filler.mention, person),
                None => readings.first().map(|&body| discourse.acting(body, filler.mention)),
            };
            state.filter(fits).into_iter().collect()
        }
        Reference::Either(readings) => {
            let is_place = |referent: &&ReferentId| is_place(discourse, **referent);
            let place = readings.iter().filter(|one| fits(one)).find(is_place).filter(|_| side == Side::Object);
            place.or_else(|| readings.iter().find(|one| fits(one))).copied().into_iter().collect()
        }
    }
}

/// "Around the island of Tobago", "in the palace in Lima": the place that the phrase of an unnamed one names.
fn place_named_by(discourse: &Discourse<'_>, filler: Filler) -> Option<ReferentId> {
    let mention = discourse.analysis.mention(filler.mention);
    let unnamed = mention.form == Form::Nominal && !filler.kinds.and(discourse.kinds.place).is_empty();
    if !unnamed || !filler.kinds.and(discourse.kinds.site).is_empty() {
        return None;
    }
    let sentence = discourse.sentence(mention);
    let mut names = discourse.analysis.mentions_in(mention.sentence).filter(|(_, name)| {
        let token = sentence.token(name.head);
        name.form == Form::Name && token.head == Some(mention.head) && token.deprel == Deprel::Nmod
    });
    names.find_map(|(mention, _)| {
        let filler = Filler { mention, kinds: discourse.kinds.place };
        fill(discourse, filler, Side::Object, Context::default()).first().copied()
    })
}

fn is_place(discourse: &Discourse<'_>, referent: ReferentId) -> bool {
    let kind: KindSet = KindSet::of(discourse.kind_of(referent));
    !kind.and(discourse.kinds.place).is_empty() && kind.and(discourse.kinds.state).is_empty()
}
