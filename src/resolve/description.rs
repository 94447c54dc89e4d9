//! Descriptions: what the text says of a person beside the name ("Russian Defence Minister", "head of the federal
//! service"), so that the office alone can point back to the person.

use std::collections::{BTreeMap, BTreeSet};

use super::discourse::Discourse;
use super::incumbents::Incumbents;
use super::names::{self, Post};
use super::referent::{Reference, ReferentId};
use crate::analyse::{Deprel, Form, KindSet, Mention, MentionId, TokenId, Upos};
use crate::fact::EntityId;

/// Words of titles and appositions, by person.
#[derive(Debug, Default)]
pub(super) struct Descriptions {
    by_person: BTreeMap<ReferentId, Description>,
}

/// What titles and appositions say of one person.
#[derive(Clone, Debug, Default)]
pub(super) struct Description {
    /// Folded, singular.
    words: BTreeSet<String>,
    countries: BTreeSet<ReferentId>,
    /// Organisations and forces: "NATO" of "NATO chief".
    bodies: BTreeSet<ReferentId>,
    /// Where the person travels to, which is no home.
    foreign: BTreeSet<ReferentId>,
}

/// A post that a claim says somebody holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Office<'c> {
    pub holder: MentionId,
    pub post: &'c str,
    /// The country, organisation or force where it is held.
    pub at: MentionId,
}

impl Descriptions {
    /// Adds a post to what is said of its holder.
    pub fn hold(&mut self, discourse: &Discourse<'_>, holder: ReferentId, office: &Office<'_>) {
        let own = self.by_person.entry(holder).or_default();
        let mut said = Description::default();
        for word in office.post.split_whitespace() {
            names::insert_post_word(&mut said.words, &names::class_key(word));
        }
        names::fold_post(&mut said.words);
        own.words.extend(said.words);
        own.countries.extend(discourse.referent_of(office.at, discourse.kinds.state));
        own.bodies.extend(discourse.referent_of(office.at, discourse.kinds.group));
    }

    /// Adds a state to those for which somebody acts.
    pub fn act_for(&mut self, holder: ReferentId, state: ReferentId) {
        self.by_person.entry(holder).or_default().countries.insert(state);
    }

    /// Whether no state is known that somebody acts for.
    pub fn is_stateless(&self, holder: ReferentId) -> bool {
        self.by_person.get(&holder).is_none_or(|own| own.countries.is_empty())
    }

    /// Takes the state that a person serves as the text around tells, where the post itself names none.
    pub fn serve(
        &mut self,
        discourse: &Discourse<'_>,
        holder: ReferentId,
        office: &Office<'_>,
        incumbents: &mut Incumbents,
    ) {
        let officers = self.officers_beside(discourse, office.holder, holder);
        let Some(own) = self.by_person.get_mut(&holder) else { return };
        if office.at != office.holder || !own.bodies.is_empty() {
            return;
        }
        if own.countries.is_empty() {
            let abroad = |state: &ReferentId| own.foreign.contains(state);
            let has = |&state: &ReferentId| incumbents.may_have(discourse, state, office) && !abroad(&state);
            // News of any state quotes the legislators of another.
            let seat = Post::read(office.post).is_seat();
            let told = discourse.state_served(office.holder, holder).filter(|state| !seat && has(state));
            let meets = |state| officers.contains(&state) || abroad(&state);
            let around = || incumbents.state_of(discourse, office, holder, meets).filter(|state| !abroad(state));
            let state = told.or_else(around);
            own.countries.extend(state);
        }
        if let Some(&state) = own.countries.first() {
            incumbents.hold(state, office.post, holder);
        }
    }

    /// The states of the other persons who do something with whom a mention names, and are not in one row with it but as
    /// a counterpart.
    fn officers_beside(&self, discourse: &Discourse<'_>, id: MentionId, person: ReferentId) -> BTreeSet<ReferentId> {
        let mention = discourse.analysis.mention(id);
        let sentence = discourse.sentence(mention);
        let first = |t: TokenId| {
            let token = sentence.token(t);
            if token.deprel == Deprel::Conj { token.head.unwrap_or(t) } else { t }
        };
        let others = discourse.analysis.mentions_in(mention.sentence).filter(|(_, other)| {
            let [one, another] = [first(other.head), first(mention.head)];
            let apart = one != another && sentence.token(one).head == sentence.token(another).head;
            // "Defence Minister X and his Thai counterpart Y"
            let counterpart = || title(discourse, other).iter().any(|&t| sentence.token(t).lemma == "counterpart");
            other.form == Form::Name && (apart || one == another && other.head != mention.head && counterpart())
        });
        let officers = others.filter_map(|(id, _)| discourse.referent_of(id, discourse.kinds.person));
        let told = officers.filter(|&other| other != person).filter_map(|other| self.by_person.get(&other));
        told.flat_map(|told| told.countries.iter().copied()).collect()
    }

    /// For whom each person acts: the first country in the titles, else the first body.
    pub fn affiliations(&self) -> Vec<(ReferentId, ReferentId)> {
        let first = |(person, description): (&ReferentId, &Description)| {
            description.countries.iter().chain(&description.bodies).next().map(|whose| (*person, *whose))
        };
        self.by_person.iter().filter_map(first).collect()
    }

    pub fn is_empty_for(&self, person: ReferentId) -> bool {
        self.by_person.get(&person).is_none_or(|description| description.words.is_empty())
    }

    /// Reads the title before and the apposition behind one naming of a person.
    pub fn read(&mut self, discourse: &Discourse<'_>, id: MentionId, person: ReferentId) {
        let mention = discourse.analysis.mention(id);
        let mut tokens = title(discourse, mention);
        tokens.extend(apposition(discourse, mention));
        tokens.extend(origin(discourse, mention));
        let mut description = Description::of(discourse, mention.sentence, &tokens);
        if description.words.contains("counterpart") {
            // The counterpart holds the same office for another country: the office of the person named before.
            let before = discourse.latest(mention, discourse.kinds.person, |_, other| other != person);
            if let Some(office) = before.and_then(|before| self.by_person.get(&before)) {
                description.words.extend(office.words.iter().cloned());
            }
        }
        let own = self.by_person.entry(person).or_default();
        own.words.extend(description.words);
        own.countries.extend(description.countries);
        own.bodies.extend(description.bodies);
        own.foreign.extend(discourse.destination(mention));
    }

    fn goes_to(&self, person: ReferentId, state: ReferentId) -> bool {
        self.by_person.get(&person).is_some_and(|own| own.foreign.contains(&state))
    }

    /// Whether somebody sits in a parliament.
    fn is_legislator(&self, person: ReferentId) -> bool {
        let words = self.by_person.get(&person).map(|own| &own.words);
        words.is_some_and(|words| words.iter().any(|word| names::is_seat(word)))
    }

    /// Whether the person is described by all that the other description says.
    fn covers(&self, person: ReferentId, other: &Description) -> bool {
        let Some(own) = self.by_person.get(&person) else { return false };
        let agree = |own: &BTreeSet<ReferentId>, other: &BTreeSet<ReferentId>| {
            other.is_empty() || own.is_empty() || !own.is_disjoint(other)
        };
        // "The minister" is no prime minister, "the president" no vice president.
        let higher = |word: &str| own.words.contains(word) && !other.words.contains(word);
        let another = ["prime", "vice"].into_iter().any(higher) && !other.words.is_empty();
        other.words.is_subset(&own.words)
            && !another
            && agree(&own.countries, &other.countries)
            && agree(&own.bodies, &other.bodies)
    }
}

impl Description {
    fn of(discourse: &Discourse<'_>, sentence: usize, tokens: &[TokenId]) -> Self {
        let analysed = &discourse.analysis.sentences[sentence];
        let mut description = Self::default();
        for &t in tokens {
            if let Some(country) = discourse.country_at(sentence, t) {
                description.countries.insert(country);
                continue;
            }
            if let Some(body) = discourse.body_over(sentence, t) {
                description.countries.extend(discourse.referents.get(body).affiliation);
                // A ministry's words tell the office; other bodies are known by themselves.
                let name = &discourse.referents.get(body).name;
                if names::ministry(name).is_none() {
                    description.bodies.insert(body);
                    continue;
                }
            }
            let token = analysed.token(t);
            if matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb) {
                names::insert_post_word(&mut description.words, &names::class_key(&token.lemma));
            }
        }
        names::fold_post(&mut description.words);
        description
    }
}

impl Discourse<'_> {
    /// Whom "the Russian defence minister", "the minister" or "the two ministers" speaks of.
    pub fn person_by_description(&self, mention: &Mention) -> Reference {
        let sentence = self.sentence(mention);
        if sentence
            .children_by(mention.head, Deprel::Det)
            .any(|t| matches!(sentence.token(t).lemma.as_str(), "a" | "an" | "another" | "some"))
        {
            return Reference::Nothing;
        }
        let tokens = phrase(self, mention);
        let mut wanted = Description::of(self, mention.sentence, &tokens);
        let generic = GENERIC.contains(&sentence.token(mention.head).lemma.as_str());
        wanted.words.retain(|word| !GENERIC.contains(&word.as_str()) && !names::is_vague(word));
        let definite = self.is_definite(mention) || !wanted.countries.is_empty();
        if !definite {
            return Reference::Nothing;
        }
        let accepts = |discourse: &Self, person: ReferentId| {
            if wanted.words.is_empty() && generic {
                let country = discourse.referents.get(person).affiliation;
                return !discourse.descriptions.is_empty_for(person)
                    && (wanted.countries.is_empty() || country.is_some_and(|own| wanted.countries.contains(&own)));
            }
            discourse.descriptions.covers(person, &wanted)
        };
        let persons = self.kinds.person;
        let specific = !wanted.countries.is_empty() || !wanted.bodies.is_empty();
        // "The Chilean minister" is rather the one known to be Chilean than the last one of unknown country.
        let of_country = |discourse: &Self, one: ReferentId| {
            discourse.referents.get(one).affiliation.is_some_and(|own| wanted.countries.contains(&own))
        };
        // "The six senators" are no two of them.
        if mention.plural && self.count_of(mention).is_some_and(|count| count != 2) {
            return Reference::Nothing;
        }
        let found = self
            .latest(mention, persons, |discourse, one| {
                specific && of_country(discourse, one) && accepts(discourse, one)
            })
            .or_else(|| self.latest(mention, persons, accepts))
            .or_else(|| specific.then(|| self.next(mention, persons, accepts)).flatten())
            .or_else(|| (!mention.plural).then(|| self.undescribed(mention, specific)).flatten());
        let Some(first) = found else { return Reference::Nothing };
        if !mention.plural {
            return Reference::to(first);
        }
        if generic && wanted.words.is_empty() && !specific {
            return self.pair_of_leaders(mention, accepts).map(Reference::Each).unwrap_or_default();
        }
        // Two, where the text says so or gives no more.
        match self.latest(mention, persons, |discourse, other| other != first && accepts(discourse, other)) {
            Some(second) => Reference::Each(vec![second, first]),
            None => Reference::Nothing,
        }
    }

    /// The holder of a post whom the document does not name: "the Chilean defence minister", "his Omani counterpart".
    pub fn unnamed_holder(&mut self, mention: &Mention) -> Option<ReferentId> {
        let sentence = self.sentence(mention);
        let indefinite =
            |t: TokenId| matches!(sentence.token(t).lemma.as_str(), "a" | "an" | "another" | "some" | "any");
        let vague = sentence.children_by(mention.head, Deprel::Det).any(indefinite);
        if mention.plural || vague || self.is_title(mention) {
            return None;
        }
        let said = Description::of(self, mention.sentence, &phrase(self, mention));
        let held = if said.bodies.is_empty() { &said.countries } else { &said.bodies };
        let &at = held.first().filter(|_| held.len() == 1)?;
        let in_state = self.kinds.state.contains(self.kind_of(at));
        let counterpart = sentence.token(mention.head).lemma == "counterpart";
        let words = if counterpart {
            let described = |discourse: &Self, other| !discourse.descriptions.is_empty_for(other);
            let before = self.latest(mention, self.kinds.person, described)?;
            self.descriptions.by_person[&before].words.clone()
        } else {
            said.words
        };
        let words: Vec<String> = words.into_iter().collect();
        let post = Post::read(&words.join(" "));
        if post.is_past() || post.is_future() || !post.is_single(in_state) {
            return None;
        }
        let kind = self.kinds.person.iter().next()?;
        let key = EntityId::holder_key(&post.key(), &self.referents.entity_id(self.schema, at));
        let spoken = self.phrase_around(mention.sentence, mention.head);
        let tells =
            |&t: &TokenId| self.country_at(mention.sentence, t).or(self.body_over(mention.sentence, t)).is_some();
        let shown = if counterpart { post.key() } else { names::text_of(self.document, sentence, &spoken) };
        let shown = match counterpart || !spoken.iter().any(tells) {
            true => format!("{shown} of {}", self.world.with_article(&self.referents.get(at).name)),
            false => shown,
        };
        Some(self.referents.introduce(kind, key, &shown))
    }

    /// "the commander" of whom the text told no title that was understood: the last person named, where nothing is said
    /// of that person that speaks against it. "The Polish foreign minister said. Jan Nowak told …": the next one named.
    fn undescribed(&self, mention: &Mention, specific: bool) -> Option<ReferentId> {
        let free = |id: MentionId| self.referent_of(id, self.kinds.person);
        let mentions = &self.analysis.mentions;
        let id = |index: usize| MentionId(u32::try_from(index).expect("fewer than 2^32 mentions"));
        let start = mentions.partition_point(|other| other.span.start() < mention.span.start());
        let found = if specific {
            let newest = mention.sentence + 2;
            let mut behind = (start..mentions.len()).take_while(|&index| mentions[index].sentence <= newest);
            behind.find_map(|index| {
                let other = &mentions[index];
                let subject = self.sentence(other).token(other.head).deprel.is(Deprel::Nsubj);
                let next = other.sentence > mention.sentence && other.form == Form::Name && subject;
                next.then(|| free(id(index))).flatten()
            })
        } else {
            let oldest = mention.sentence.saturating_sub(8);
            let mut before = (0..start).rev().take_while(|&index| mentions[index].sentence >= oldest);
            before.find_map(|index| free(id(index)))
        };
        found.filter(|&person| self.descriptions.is_empty_for(person))
    }

    /// For which state a person acts: as told with the name elsewhere; else the state that is the subject of the
    /// sentence: "Kenya has bought them, President William Ruto said".
    pub fn state_served(&self, id: MentionId, person: ReferentId) -> Option<ReferentId> {
        if let Some(whose) = self.referents.get(person).affiliation {
            return Some(whose);
        }
        if self.descriptions.is_legislator(person) {
            return None;
        }
        let mention = self.analysis.mention(id);
        let sentence = self.sentence(mention);
        // "Kenya praised the decision of President …": of another clause is only what is neither object nor below one.
        let part = |&t: &TokenId| sentence.token(t).upos != Upos::Verb;
        let addressed =
            |t: TokenId| matches!(sentence.token(t).deprel, Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::Nmod);
        let above = sentence.ancestors(mention.head).take_while(part);
        if std::iter::once(mention.head).chain(above).any(addressed) {
            return None;
        }
        let lemma = |t: TokenId| sentence.tokens().get(t).map(|token| token.lemma.as_str());
        let here = self.analysis.mentions_in(mention.sentence).filter(|(_, other)| other.last < mention.first);
        let mut acting = here.filter_map(|(id, other)| {
            let subject = other.form == Form::Name && sentence.token(other.head).deprel.is(Deprel::Nsubj);
            // "Mali, where President …"
            let home = lemma(other.last + 1) == Some(",") && lemma(other.last + 2) == Some("where");
            (subject || home).then(|| self.referent_of(id, self.kinds.state)).flatten()
        });
        let state = acting.next()?;
        let one = acting.all(|other| other == state) && !self.descriptions.goes_to(person, state);
        one.then_some(state)
    }

    /// The state to which the person travels whom a mention names: "X arrived in Lima", "X will visit Peru".
    fn destination(&self, mention: &Mention) -> Option<ReferentId> {
        let sentence = self.sentence(mention);
        let person = sentence.token(mention.head);
        let verb = person.head.filter(|_| person.deprel.is(Deprel::Nsubj))?;
        let lemma = |t: TokenId| sentence.token(t).lemma.as_str();
        if !TRAVELS.contains(&lemma(verb)) {
            return None;
        }
        sentence.children(verb).filter(|&t| t > verb).find_map(|t| {
            let case = sentence.child_by(t, Deprel::Case).map(lemma);
            let there = match sentence.token(t).deprel {
                Deprel::Obj => lemma(verb) != "leave",
                Deprel::Obl => matches!(case, Some("to" | "in" | "into" | "for")),
                _ => false,
            };
            there.then(|| self.country_at(mention.sentence, t)).flatten()
        })
    }

    /// "Florida Rep. X": the state in which the place of the title lies of who sits in a parliament.
    pub fn state_of_part(&self, office: &Office<'_>) -> Option<&str> {
        let mention = self.analysis.mention(office.holder);
        if office.at != office.holder || !Post::read(office.post).is_seat() {
            return None;
        }
        let words = title(self, mention);
        let mut places = self.analysis.mentions_in(mention.sentence).filter(|(_, place)| words.contains(&place.head));
        let before = places.find_map(|(_, place)| self.world.country_of(place.known.as_ref()?));
        before.or_else(|| self.world.country_of(constituency(&self.document.text()[mention.span.end()..])?))
    }

    /// "US President" before another name, or "the president of Chile,", is no description of this one.
    fn is_title(&self, mention: &Mention) -> bool {
        let end = phrase(self, mention).last().copied().unwrap_or(mention.last).max(mention.last);
        let title = |deprel| matches!(deprel, Deprel::NmodDesc | Deprel::Compound | Deprel::Flat);
        let sentence = self.sentence(mention);
        let mut behind = sentence.tokens().iter().skip(end + 1);
        let named = behind.find(|token| token.lemma != ",").is_some_and(|token| token.upos == Upos::Propn);
        named || title(sentence.token(mention.head).deprel)
    }

    /// Takes what a noun phrase says of the person it was found to speak of.
    pub fn describe(&mut self, person: ReferentId, mention: &Mention) {
        let said = Description::of(self, mention.sentence, &phrase(self, mention));
        let whose = said.countries.iter().chain(&said.bodies).next().copied();
        if let Some(whose) = whose.filter(|_| !self.is_title(mention)) {
            self.referents.get_mut(person).affiliation.get_or_insert(whose);
        }
        if self.descriptions.is_empty_for(person) {
            self.descriptions.by_person.insert(person, said);
        }
    }

    /// Which country "the republic", "the Tajik side", "the two countries" or "the Ukrainian government" speaks of.
    pub fn state_by_description(&self, mention: &Mention) -> Reference {
        let sentence = self.sentence(mention);
        let head = sentence.token(mention.head).lemma.as_str();
        let acts = matches!(
            head,
            "side" | "government" | "authority" | "leadership" | "regime" | "junta" | "administration" | "delegation"
        );
        let states = self.kinds.state;
        if (acts && !mention.plural || head == "authority")
            && let Some(country) = self.own_country(mention).or_else(|| self.country_of_leader(mention))
        {
            return Reference::to(country);
        }
        let counted = self.count_of(mention);
        if mention.plural {
            let mut named = self.countries_within(mention.sentence, mention.first, mention.head);
            if acts && named.is_empty() {
                named = self.countries_behind(mention);
            }
            if named.is_empty() {
                named = self.countries_listed(mention);
            }
            if named.len() > 1 {
                return Reference::Each(named);
            }
            if counted.is_none() && !self.is_definite(mention) {
                return Reference::Nothing;
            }
            if let Some(many) = counted.filter(|&count| count > 2) {
                return self.row_of_states(mention, many).map_or(Reference::Nothing, Reference::Each);
            }
            return match self.pair_of_countries(mention) {
                Some(pair) => Reference::Each(pair.to_vec()),
                None => Reference::Nothing,
            };
        }
        let describes = acts
            || matches!(
                head,
                "country" | "republic" | "nation" | "state" | "kingdom" | "sultanate" | "federation" | "emirate"
            );
        // "government spokesman": whose government, the text around tells.
        let compound = acts && sentence.token(mention.head).deprel == Deprel::Compound;
        if !describes || !(self.is_definite(mention) || compound) {
            return Reference::Nothing;
        }
        if let Some(possessor) = self.possessing_pronoun(mention)
            && matches!(sentence.token(possessor).lemma.as_str(), "his" | "her" | "he" | "she" | "whose")
        {
            return self.possessor(mention.sentence, possessor).map_or(Reference::Nothing, Reference::to);
        }
        // "Kenya has troops in the country": in another one.
        let acting = self.state_acting_around(mention);
        let other = |country: &ReferentId| Some(*country) != acting;
        let called =
            self.latest(mention, states, |discourse, country| other(&country) && discourse.is_called(country, head));
        // "A Kenyan envoy went to the country": rather to another that the sentence names.
        let own = self.state_of_actor_around(mention);
        let near = || {
            self.country_near(mention, |country| other(country) && Some(*country) != own)
                .or_else(|| self.country_near(mention, other))
                .or_else(|| self.country_in_question(mention).filter(other))
        };
        match called.or_else(near).or_else(|| self.latest(mention, states, |_, country| other(&country))) {
            Some(country) => Reference::to(country),
            None => Reference::Nothing,
        }
    }

    /// "Countries on the lake include Chad and Niger", "Of the countries on the lake, Chad and Niger": those that the
    /// clause goes on to name.
    pub fn countries_listed(&self, mention: &Mention) -> Vec<ReferentId> {
        let sentence = self.sentence(mention);
        let token = sentence.token(mention.head);
        let Some(verb) = token.head else { return Vec::new() };
        let case = sentence.child_by(mention.head, Deprel::Case).map(|case| sentence.token(case).lemma.as_str());
        let listed =
            if token.deprel == Deprel::Nsubj && matches!(sentence.token(verb).lemma.as_str(), "include" | "comprise") {
                sentence.child_by(verb, Deprel::Obj)
            } else if matches!(case, Some("of" | "among")) && sentence.subtree(mention.head).first() == Some(&0) {
                sentence.child_by(verb, Deprel::Nsubj).or_else(|| sentence.child_by(verb, Deprel::NsubjPass))
            } else {
                None
            };
        let Some(first) = listed.filter(|&first| first > mention.last) else { return Vec::new() };
        let row = std::iter::once(first).chain(sentence.children_by(first, Deprel::Conj));
        row.filter_map(|t| self.country_at(mention.sentence, t)).collect()
    }

    /// Whether the text calls the country so: "the republic" is the one that it calls "Republic of …".
    fn is_called(&self, country: ReferentId, noun: &str) -> bool {
        let mut spellings = self.referents.get(country).spellings();
        spellings.any(|spelling| spelling.split(' ').any(|word| word.to_lowercase() == noun))
    }

    /// The country named last before the mention within its sentence: "Chad's capital … the country".
    fn country_near(&self, mention: &Mention, fits: impl Fn(&ReferentId) -> bool) -> Option<ReferentId> {
        let here = self.analysis.mentions_in(mention.sentence).filter(|(_, other)| other.last < mention.first);
        here.filter_map(|(id, _)| self.referent_of(id, self.kinds.state)).filter(fits).last()
    }

    /// The subject of the clause in which a mention is no subject itself.
    pub fn subject_around(&self, mention: &Mention) -> Option<TokenId> {
        let sentence = self.sentence(mention);
        let mut clauses = sentence.ancestors(mention.head);
        let subject = clauses.find_map(|clause| sentence.child_by(clause, Deprel::Nsubj));
        subject.filter(|&subject| subject != mention.head)
    }

    fn state_acting_around(&self, mention: &Mention) -> Option<ReferentId> {
        self.country_at(mention.sentence, self.subject_around(mention)?)
    }

    /// The state for which the person acts who is the subject around a mention.
    fn state_of_actor_around(&self, mention: &Mention) -> Option<ReferentId> {
        let subject = self.subject_around(mention)?;
        let mut actors = self.analysis.mentions_in(mention.sentence).filter(|(_, other)| other.head == subject);
        let actor = actors.find_map(|(id, _)| self.referent_of(id, self.kinds.person))?;
        self.state_served_by(actor)
    }

    pub fn state_served_by(&self, person: ReferentId) -> Option<ReferentId> {
        self.referents.get(person).affiliation.filter(|&whose| self.kinds.state.contains(self.kind_of(whose)))
    }

    /// "The two sides", "both countries", "the four states": how many the phrase counts.
    pub(super) fn count_of(&self, mention: &Mention) -> Option<usize> {
        let sentence = self.sentence(mention);
        sentence.children(mention.head).find_map(|t| {
            let word = sentence.token(t).lemma.as_str();
            let counted = COUNTS.iter().find(|(count, _)| *count == word).map(|(_, number)| *number);
            counted.or_else(|| word.parse().ok())
        })
    }

    /// The states of the latest sentence that names just so many: "by six states", which are new, of the same one.
    fn row_of_states(&self, mention: &Mention, many: usize) -> Option<Vec<ReferentId>> {
        let sentence = self.sentence(mention);
        let all = sentence.children(mention.head).any(|t| sentence.token(t).lemma == "all");
        let known = all || self.is_definite(mention);
        let oldest = if known { mention.sentence.saturating_sub(MAX_ROW_DISTANCE) } else { mention.sentence };
        (oldest..=mention.sentence).rev().find_map(|index| {
            let last = if index == mention.sentence { mention.first.checked_sub(1)? } else { TokenId::MAX };
            Some(self.countries_within(index, 0, last)).filter(|named| named.len() == many)
        })
    }

    /// "the Sanchez government", "the Bush administration": the country of the person named before the noun.
    fn country_of_leader(&self, mention: &Mention) -> Option<ReferentId> {
        let mut inner = self.analysis.mentions_in(mention.sentence).filter(|(_, other)| {
            other.last < mention.head && other.last + 1 >= mention.first && other.last + 2 > mention.head
        });
        let leader = inner.find_map(|(id, _)| self.referent_of(id, self.kinds.person))?;
        self.state_served_by(leader)
    }
}

/// Heads that describe nobody in particular: any person described so far may be meant.
const GENERIC: &[&str] = &["leader", "officer", "politician", "side", "counterpart", "two", "both"];

const COUNTS: &[(&str, usize)] =
    &[("both", 2), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7)];

/// What takes one abroad: "return" takes one home.
const TRAVELS: &[&str] = &["visit", "arrive", "travel", "fly", "tour", "land", "head", "leave", "depart"];

/// How many sentences back a counted row of states is looked for.
const MAX_ROW_DISTANCE: usize = 5;

/// The tokens of a person's noun phrase: from the first modifier to the end of its "of" complements.
fn phrase(discourse: &Discourse<'_>, mention: &Mention) -> Vec<TokenId> {
    let sentence = discourse.sentence(mention);
    let mut tokens = vec![mention.head];
    for child in sentence.children(mention.head) {
        let token = sentence.token(child);
        let case = sentence.child_by(child, Deprel::Case).map(|case| sentence.token(case).lemma.as_str());
        let fits = match token.deprel {
            Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc | Deprel::Flat => true,
            Deprel::Nmod => matches!(case, Some("of" | "for" | "to")),
            _ => false,
        };
        if fits {
            tokens.extend(sentence.subtree(child));
        }
    }
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// "Sen. X, D-Hawaii,", "Sen. X (D-Hawaii)": the place that the text behind a name gives behind the letter of a party.
fn constituency(behind: &str) -> Option<&str> {
    let own = behind.strip_prefix(", ").or_else(|| behind.strip_prefix(" ("))?;
    let place = ["D-", "R-", "I-"].into_iter().find_map(|party| own.strip_prefix(party))?;
    place.split([',', ')', ';', '.']).next()
}

/// The words before a name that make its title: back to a verb, a comma or a preposition other than "of".
fn title(discourse: &Discourse<'_>, mention: &Mention) -> Vec<TokenId> {
    let sentence = discourse.sentence(mention);
    let start = mention.first.saturating_sub(MAX_TITLE);
    let mut tokens = Vec::new();
    for t in (start..mention.first).rev() {
        let token = sentence.token(t);
        let keeps = match token.upos {
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num => true,
            Upos::Adp => token.lemma == "of" || token.lemma == "for",
            Upos::Det | Upos::Part => true,
            Upos::Cconj => tokens.len() > 1,
            Upos::Punct => matches!(discourse.document.slice(token.span), "(" | ")" | "-"),
            _ => false,
        };
        if !keeps || names_person(discourse, mention.sentence, t) {
            break;
        }
        tokens.push(t);
    }
    tokens.reverse();
    tokens
}

/// The words between the comma behind a name and the next comma or verb: ", head of the federal service,".
fn apposition(discourse: &Discourse<'_>, mention: &Mention) -> Vec<TokenId> {
    let sentence = discourse.sentence(mention);
    let tokens = sentence.tokens();
    let text = |t: TokenId| tokens.get(t).map(|token| discourse.document.slice(token.span));
    if text(mention.last + 1) != Some(",") {
        return Vec::new();
    }
    let mut kept = Vec::new();
    for (t, token) in tokens.iter().enumerate().skip(mention.last + 2).take(MAX_TITLE) {
        let keeps = matches!(
            token.upos,
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Adp | Upos::Det | Upos::Part | Upos::Cconj
        );
        if names_person(discourse, mention.sentence, t) {
            return Vec::new();
        }
        if !keeps {
            break;
        }
        kept.push(t);
    }
    kept
}

/// The country behind a name: "of Chile", "of the Netherlands".
fn origin(discourse: &Discourse<'_>, mention: &Mention) -> Option<TokenId> {
    let tokens = discourse.sentence(mention).tokens();
    tokens.get(mention.last + 1).filter(|token| token.lemma == "of")?;
    let first = mention.last + 2 + usize::from(tokens.get(mention.last + 2)?.upos == Upos::Det);
    let mut named = discourse.analysis.mentions_in(mention.sentence).filter(|(_, other)| other.first == first);
    named.find(|(id, _)| discourse.referent_of(*id, discourse.kinds.state).is_some()).map(|(_, other)| other.head)
}

fn names_person(discourse: &Discourse<'_>, sentence: usize, t: TokenId) -> bool {
    discourse.analysis.mentions_in(sentence).any(|(_, other)| {
        other.first <= t
            && t <= other.last
            && other.form == Form::Name
            && other
                .kinds
                .single()
                .is_some_and(|kind| KindSet::of(kind).and(discourse.kinds.person) == KindSet::of(kind))
    })
}

const MAX_TITLE: usize = 14;
