//! The discourse: what each mention of a document refers to.
//!
//! Names come first, then common noun phrases in text order, each of which either names something of its own or points
//! back. Pronouns wait until a claim asks for them (`anaphora`), for only then is it known which kinds may stand there.

use std::collections::HashMap;

use super::anaphora::Context;
use super::description::{Descriptions, Office};
use super::referent::{Reference, ReferentId, Referents};
use super::world::World;
use crate::analyse::{Analysis, Deprel, Form, KindSet, Kinds, Mention, MentionId, Sentence, TokenId, Upos};
use crate::schema::{KindId, Schema};
use crate::text::{Document, SectionRole};

/// What the mentions of one document refer to.
pub(super) struct Discourse<'a> {
    pub document: &'a Document,
    pub analysis: &'a Analysis,
    pub schema: &'a Schema,
    pub kinds: &'a Kinds,
    pub world: &'a World<'a>,
    pub referents: Referents,
    pub descriptions: Descriptions,
    /// By mention.
    references: Vec<Reference>,
    /// Folded acronyms and short names that the document introduced.
    pub short: HashMap<String, ReferentId>,
}

impl<'a> Discourse<'a> {
    /// `offices`: who is said to hold which post, besides what titles tell.
    pub fn new(
        document: &'a Document,
        analysis: &'a Analysis,
        schema: &'a Schema,
        kinds: &'a Kinds,
        world: &'a World<'a>,
        offices: &[Office<'_>],
    ) -> Self {
        let mut discourse = Self {
            document,
            analysis,
            schema,
            kinds,
            world,
            referents: Referents::default(),
            descriptions: Descriptions::default(),
            references: vec![Reference::Nothing; analysis.mentions.len()],
            short: HashMap::new(),
        };
        discourse.read_countries();
        discourse.read_persons(offices);
        discourse.read_names();
        discourse.read_nominals();
        discourse
    }

    pub fn reference(&self, id: MentionId) -> &Reference {
        &self.references[id.0 as usize]
    }

    pub fn mentions(&self) -> impl DoubleEndedIterator<Item = (MentionId, &'a Mention)> + use<'a> {
        let analysis = self.analysis;
        (0..analysis.mentions.len()).map(move |index| {
            let id = MentionId(u32::try_from(index).expect("fewer than 2^32 mentions"));
            (id, analysis.mention(id))
        })
    }

    pub fn sentence(&self, mention: &Mention) -> &'a Sentence {
        &self.analysis.sentences[mention.sentence]
    }

    pub fn text(&self, mention: &Mention) -> &'a str {
        self.document.slice(mention.span)
    }

    pub fn kind_of(&self, referent: ReferentId) -> KindId {
        self.referents.get(referent).kind
    }

    /// The first referent of a mention that is of one of these kinds.
    pub fn referent_of(&self, id: MentionId, kinds: KindSet) -> Option<ReferentId> {
        match self.reference(id) {
            Reference::Either(referents) => referents.iter().copied().find(|&one| kinds.contains(self.kind_of(one))),
            _ => None,
        }
    }

    /// Every country named within these tokens of a sentence, in order.
    pub fn countries_within(&self, sentence: usize, first: TokenId, last: TokenId) -> Vec<ReferentId> {
        let mut countries = Vec::new();
        for (id, inner) in self.analysis.mentions_in(sentence) {
            if first <= inner.first
                && inner.last <= last
                && let Some(country) = self.referent_of(id, self.kinds.state)
                && !countries.contains(&country)
            {
                countries.push(country);
            }
        }
        countries
    }

    /// The country named within these tokens of a sentence, apart from those of the mention itself.
    pub fn country_within(&self, sentence: usize, first: TokenId, last: TokenId) -> Option<ReferentId> {
        self.analysis
            .mentions_in(sentence)
            .filter(|(_, inner)| first <= inner.first && inner.last <= last)
            .find_map(|(id, _)| self.referent_of(id, self.kinds.state))
    }

    /// The country that a noun phrase names as its own: "Russian", "Tajikistan's", "of the Republic of Tajikistan".
    pub fn own_country(&self, mention: &Mention) -> Option<ReferentId> {
        let sentence = self.sentence(mention);
        self.country_within(mention.sentence, mention.first, mention.last)
            .or_else(|| {
                let modifiers = sentence.children(mention.head).filter(|&child| {
                    let token = sentence.token(child);
                    match token.deprel {
                        Deprel::NmodPoss | Deprel::Amod | Deprel::Compound | Deprel::NmodDesc => true,
                        Deprel::Nmod => sentence.child_by(child, Deprel::Case).is_some_and(|case| {
                            matches!(sentence.token(case).lemma.as_str(), "of" | "from" | "for" | "'s")
                        }),
                        _ => false,
                    }
                });
                modifiers.into_iter().find_map(|child| {
                    self.country_at(mention.sentence, child)
                        .or_else(|| self.possessor(mention.sentence, child))
                        .or_else(|| self.country_of_phrase(mention.sentence, child))
                })
            })
            .or_else(|| self.country_before(mention))
    }

    /// The country that a mention headed by this token names.
    pub fn country_at(&self, sentence: usize, token: TokenId) -> Option<ReferentId> {
        self.analysis
            .mentions_in(sentence)
            .filter(|(_, mention)| mention.head == token)
            .find_map(|(id, _)| self.referent_of(id, self.kinds.state))
    }

    /// The pronoun that tells whose a noun phrase is: "its forces".
    pub fn possessing_pronoun(&self, mention: &Mention) -> Option<TokenId> {
        let sentence = self.sentence(mention);
        sentence.child_by(mention.head, Deprel::NmodPoss).filter(|&child| sentence.token(child).upos == Upos::Pron)
    }

    /// The country that a possessive pronoun stands for, or whom it stands for acts for: "its forces", "his country".
    pub fn possessor(&self, sentence: usize, token: TokenId) -> Option<ReferentId> {
        let pronoun = |mention: &Mention| mention.head == token && mention.form == Form::Pronoun;
        let (_, mention) = self.analysis.mentions_in(sentence).find(|(_, mention)| pronoun(mention))?;
        // "NATO said its forces": a body that is nearer keeps a state farther off from being meant.
        let owners = self.kinds.state.or(self.kinds.group).or(self.kinds.person);
        let nearest = self.pronoun(mention, owners, Context::default());
        let &[whose] = nearest.referents() else { return None };
        let state = |one: &ReferentId| self.kinds.state.contains(self.kind_of(*one));
        Some(whose).filter(state).or_else(|| self.referents.get(whose).affiliation.filter(state))
    }

    /// The country of the force or body that a mention headed by this token names: "personnel for the Thai army".
    pub fn country_of_phrase(&self, sentence: usize, token: TokenId) -> Option<ReferentId> {
        let groups = self.kinds.group;
        let mut at = self
            .analysis
            .mentions_in(sentence)
            .filter(|(_, mention)| mention.head == token && !mention.kinds.and(groups).is_empty());
        at.find_map(|(_, mention)| {
            self.country_within(sentence, mention.first, mention.last).or_else(|| self.country_before(mention))
        })
    }

    /// A demonym or possessive right before the mention, whatever the tree says: "Tajik", "Tajikistan's".
    fn country_before(&self, mention: &Mention) -> Option<ReferentId> {
        let sentence = self.sentence(mention);
        let mut last = mention.first.checked_sub(1)?;
        let possessive = matches!(self.document.slice(sentence.token(last).span), "'s" | "’s" | "'" | "’");
        if possessive {
            last = last.checked_sub(1)?;
        }
        let mut before = self
            .analysis
            .mentions_in(mention.sentence)
            .filter(|(_, other)| other.last == last || (possessive && other.last == last + 1));
        before.find_map(|(id, other)| {
            let stands = possessive || other.form == Form::Demonym || other.last > last;
            stands.then(|| self.referent_of(id, self.kinds.state)).flatten()
        })
    }

    /// The organisation or force whose name covers this token.
    pub fn body_over(&self, sentence: usize, token: TokenId) -> Option<ReferentId> {
        self.analysis
            .mentions_in(sentence)
            .filter(|(_, mention)| mention.first <= token && token <= mention.last && mention.form == Form::Name)
            .find_map(|(id, _)| self.referent_of(id, self.kinds.group))
    }

    pub fn set(&mut self, id: MentionId, reference: Reference) {
        self.references[id.0 as usize] = reference;
    }

    pub fn is_definite(&self, mention: &Mention) -> bool {
        let sentence = self.sentence(mention);
        sentence.children(mention.head).any(|child| {
            let token = sentence.token(child);
            token.deprel.is(Deprel::Det)
                && matches!(token.lemma.as_str(), "the" | "this" | "that" | "these" | "those" | "both")
                || (token.deprel == Deprel::NmodPoss && token.upos == Upos::Pron)
        })
    }

    /// The latest referent of these kinds before a mention that the test accepts.
    pub fn latest(
        &self,
        before: &Mention,
        kinds: KindSet,
        accepts: impl Fn(&Self, ReferentId) -> bool,
    ) -> Option<ReferentId> {
        let end = self.analysis.mentions.partition_point(|other| other.span.start() < before.span.start());
        (end.saturating_sub(REACH)..end).rev().find_map(|index| {
            let other = &self.analysis.mentions[index];
            if before.span.overlaps(other.span) {
                return None;
            }
            let id = MentionId(u32::try_from(index).expect("fewer than 2^32 mentions"));
            self.referent_of(id, kinds).filter(|&referent| accepts(self, referent))
        })
    }

    /// The first referent of these kinds behind a mention that the test accepts: headlines name in the text below.
    pub fn next(
        &self,
        behind: &Mention,
        kinds: KindSet,
        accepts: impl Fn(&Self, ReferentId) -> bool,
    ) -> Option<ReferentId> {
        let start = self.analysis.mentions.partition_point(|other| other.span.start() < behind.span.end());
        (start..self.analysis.mentions.len()).take(REACH).find_map(|index| {
            let id = MentionId(u32::try_from(index).expect("fewer than 2^32 mentions"));
            self.referent_of(id, kinds).filter(|&referent| accepts(self, referent))
        })
    }

    /// The state from whose capital the article is datelined.
    pub fn home(&mut self) -> Option<ReferentId> {
        let datelines = self.document.sections().iter().filter(|section| section.role == SectionRole::Dateline);
        let mut places = datelines.map(|section| self.document.slice(section.span));
        let state = places.find_map(|text| {
            let end = text.find(|c: char| !(c.is_alphabetic() || matches!(c, ' ' | '\'' | '-')));
            self.world.governed_from_dateline(text[..end.unwrap_or(text.len())].trim_matches([' ', '-']))
        })?;
        let kind = self.kinds.state.iter().next()?;
        Some(self.introduce_known(kind, state))
    }

    /// "the Air Force", "the ministry": whose? The nearest country, subjects first, up to three sentences back.
    pub fn country_in_question(&self, mention: &Mention) -> Option<ReferentId> {
        // "The US firm will train the pilots": of whom, the firm does not tell.
        let actor = self.subject_around(mention);
        let of_actor = |other: &Mention| {
            actor.is_some()
                && other.sentence == mention.sentence
                && self.sentence(other).token(other.head).head == actor
        };
        (mention.sentence.saturating_sub(3)..=mention.sentence).rev().find_map(|index| {
            let sentence = &self.analysis.sentences[index];
            let here = self.analysis.mentions_in(index).filter(|(_, other)| {
                other.form == Form::Name && (index < mention.sentence || other.last < mention.first) && !of_actor(other)
            });
            let countries: Vec<(ReferentId, bool)> = here
                .filter_map(|(id, other)| {
                    let subject = sentence.token(other.head).deprel.is(Deprel::Nsubj);
                    Some((self.referent_of(id, self.kinds.state)?, subject))
                })
                .collect();
            let subject = countries.iter().find(|(_, subject)| *subject);
            subject.or(countries.last()).map(|(country, _)| *country)
        })
    }
}

/// How many mentions back a description reaches: far beyond the length of an article, and an end for what is none.
const REACH: usize = 4000;
