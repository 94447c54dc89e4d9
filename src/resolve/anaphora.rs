//! Pronouns: what they may stand for, given who speaks and which kinds the role allows.

use super::discourse::Discourse;
use super::referent::{Reference, ReferentId};
use crate::analyse::{Deprel, Form, KindSet, Mention, MentionId, Token, TokenId, Upos, Xpos};

/// What a claim tells about the place of a pronoun.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context<'t> {
    /// Who says it, where it stands in speech.
    pub speaker: Option<ReferentId>,
    /// Who takes other parts in the same claim: nobody meets himself, or gives himself anything.
    pub taken: &'t [ReferentId],
    /// Over how many pronouns it was come to: "He said … He left".
    links: usize,
}

impl<'t> Context<'t> {
    pub fn new(speaker: Option<ReferentId>, taken: &'t [ReferentId]) -> Self {
        Self { speaker, taken, links: 0 }
    }
}

/// A pronoun by person and number; gender and case tell persons from things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pronoun {
    I,
    We,
    You,
    He,
    Whose,
    It,
    They,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gender {
    He,
    She,
    It,
}

impl Discourse<'_> {
    /// What a pronoun in a role of these kinds refers to.
    pub fn pronoun(&self, mention: &Mention, kinds: KindSet, context: Context<'_>) -> Reference {
        let Some(pronoun) = classify(self.text(mention)) else { return Reference::Nothing };
        let found = match pronoun {
            Pronoun::I => context.speaker.filter(|&speaker| self.kinds.person.contains(self.kind_of(speaker))),
            Pronoun::We => context.speaker.and_then(|speaker| self.behalf(speaker, kinds)),
            Pronoun::You => context.speaker.and_then(|speaker| self.addressee(mention, speaker, kinds)),
            Pronoun::He => {
                let kinds = kinds.and(self.kinds.person);
                self.joined_to(mention, kinds)
                    .or_else(|| self.announced(mention, kinds))
                    .or_else(|| self.antecedent(mention, kinds, context))
            }
            Pronoun::Whose => {
                self.beside(mention, kinds).or_else(|| self.antecedent(mention, kinds.and(self.kinds.person), context))
            }
            Pronoun::It => {
                let things = KindSet::ANY.without(self.kinds.person);
                self.antecedent(mention, kinds.and(things), context)
            }
            Pronoun::They => return self.plural_antecedent(mention, kinds, context),
        };
        match found.filter(|&one| kinds.contains(self.kind_of(one))) {
            Some(referent) => Reference::to(referent),
            None => Reference::Nothing,
        }
    }

    /// For whom somebody speaks as "we": the own country or organisation.
    fn behalf(&self, speaker: ReferentId, kinds: KindSet) -> Option<ReferentId> {
        if kinds.contains(self.kind_of(speaker)) && !self.kinds.person.contains(self.kind_of(speaker)) {
            return Some(speaker);
        }
        self.referents.get(speaker).affiliation.filter(|&country| kinds.contains(self.kind_of(country)))
    }

    /// To whom somebody speaks: the country of the last person of another one, or the other country of the pair.
    fn addressee(&self, mention: &Mention, speaker: ReferentId, kinds: KindSet) -> Option<ReferentId> {
        let own = self.referents.get(speaker).affiliation;
        let person = self.latest(mention, self.kinds.person, |discourse, other| {
            other != speaker && discourse.referents.get(other).affiliation.is_some_and(|country| Some(country) != own)
        });
        let country = person.and_then(|person| self.referents.get(person).affiliation);
        let country = country.or_else(|| self.latest(mention, self.kinds.state, |_, other| Some(other) != own));
        country.filter(|&country| kinds.contains(self.kind_of(country)))
    }

    /// "Ana Vega and [her] deputy": whoever the pronoun's phrase is joined to.
    fn joined_to(&self, mention: &Mention, kinds: KindSet) -> Option<ReferentId> {
        let conjunction = mention.first.checked_sub(1)?;
        if self.sentence(mention).token(conjunction).lemma != "and" {
            return None;
        }
        let mut before = self.analysis.mentions_in(mention.sentence).filter(|(_, other)| other.last + 1 == conjunction);
        before.find_map(|(id, _)| self.referent_of(id, kinds))
    }

    /// "On [his] arrival, the minister …": the subject that a clause's fronted part tells before its name, where that
    /// part names nobody else before.
    fn announced(&self, mention: &Mention, kinds: KindSet) -> Option<ReferentId> {
        let sentence = self.sentence(mention);
        let own = sentence.token(mention.head);
        if !(own.deprel == Deprel::NmodPoss || own.deprel.is(Deprel::Nsubj)) {
            return None;
        }
        let fronted = |t: TokenId| {
            let token = sentence.token(t);
            let adjunct = matches!(token.deprel, Deprel::Obl | Deprel::Advcl)
                || token.deprel == Deprel::Ccomp && token.xpos == Xpos::Vbg;
            adjunct && sentence.subtree(t).first() == Some(&0)
        };
        let front = sentence.ancestors(mention.head).find(|&above| fronted(above))?;
        let subject = sentence.child_by(sentence.token(front).head?, Deprel::Nsubj).filter(|&it| it > mention.last)?;
        let mut here = self.analysis.mentions_in(mention.sentence);
        if here.any(|(id, other)| other.last < mention.first && self.referent_of(id, kinds).is_some()) {
            return None;
        }
        let mut named = self.analysis.mentions_in(mention.sentence).filter(|(_, other)| other.head == subject);
        named.find_map(|(id, _)| self.referent_of(id, kinds))
    }

    /// What is named right before, a comma aside: "Morocco, whose army".
    fn beside(&self, mention: &Mention, kinds: KindSet) -> Option<ReferentId> {
        let mut last = mention.first.checked_sub(1)?;
        if self.sentence(mention).token(last).upos == Upos::Punct {
            last = last.checked_sub(1)?;
        }
        let before = self.analysis.mentions_in(mention.sentence).filter(|(_, other)| other.last == last);
        before.into_iter().find_map(|(id, _)| self.referent_of(id, kinds))
    }

    /// The antecedent of a singular pronoun: in the own sentence, then back through three, subjects first.
    pub fn antecedent(&self, mention: &Mention, kinds: KindSet, context: Context<'_>) -> Option<ReferentId> {
        self.antecedent_among(mention, kinds, context, |_, _| true)
    }

    /// The antecedent among the mentions that the test accepts with what they refer to.
    fn antecedent_among(
        &self,
        mention: &Mention,
        kinds: KindSet,
        context: Context<'_>,
        accepts: impl Fn(&Mention, ReferentId) -> bool,
    ) -> Option<ReferentId> {
        let oldest = mention.sentence.saturating_sub(REACH);
        let quoted = self.is_quoted(mention.sentence, mention.head);
        let doer = self.subject_over_object(mention, kinds);
        // One pronoun before is followed, and itself follows one: to try each would take all ways through the text.
        let mut followed = context.links >= MAX_LINKS;
        (oldest..=mention.sentence).rev().find_map(|index| {
            let sentence = &self.analysis.sentences[index];
            let mut best: Option<(bool, ReferentId)> = None;
            for (id, other) in self.analysis.mentions_in(index) {
                let before = index < mention.sentence || other.last < mention.first;
                if !before || other.form == Form::Demonym {
                    continue;
                }
                let subject = sentence.token(other.head).deprel.is(Deprel::Nsubj)
                    && (quoted || !self.is_quoted(index, other.head));
                let fits =
                    |one: &ReferentId| Some(*one) != doer && !context.taken.contains(one) && accepts(other, *one);
                let goes_on = subject && best.is_none_or(|(held, _)| !held) && self.is_same_one(mention, other);
                let named = if goes_on && !followed {
                    followed = true;
                    self.antecedent(other, kinds, Context { links: context.links + 1, ..Context::default() })
                } else {
                    self.referent_of(id, kinds)
                };
                let Some(referent) = named.filter(fits) else {
                    continue;
                };
                if self.is_own_outlet(referent) {
                    continue;
                }
                // The first subject (of things in the own sentence the last); without one the last thing named.
                let thing = index == mention.sentence && !self.kinds.person.contains(self.kind_of(referent));
                if best.is_none_or(|(held, _)| !held || (thing && subject)) {
                    best = Some((subject, referent));
                }
            }
            best.map(|(_, referent)| referent)
        })
    }

    /// "Vega thanked [her]": the subject of the clause whose object a pronoun is, who would be "herself".
    fn subject_over_object(&self, mention: &Mention, kinds: KindSet) -> Option<ReferentId> {
        let sentence = self.sentence(mention);
        let token = sentence.token(mention.head);
        let object = matches!(token.deprel, Deprel::Obj | Deprel::Iobj) && !self.text(mention).ends_with("self");
        let subject = sentence.child_by(token.head.filter(|_| object)?, Deprel::Nsubj)?;
        let mut named = self.analysis.mentions_in(mention.sentence).filter(|(_, other)| other.head == subject);
        named.find_map(|(id, _)| self.referent_of(id, kinds))
    }

    /// "\"Vega is ready,\" Rojas said. He …": whether a token stands between the marks of its sentence.
    fn is_quoted(&self, sentence: usize, token: TokenId) -> bool {
        let (before, after) = self.analysis.sentences[sentence].tokens().split_at(token);
        let mark = |token: &&Token| {
            let text = self.document.slice(token.span);
            matches!(text, "\"" | "“" | "”" | "``" | "''")
        };
        before.iter().filter(mark).count() % 2 == 1 && after.iter().any(|token| mark(&token))
    }

    /// Whether both are pronouns for one man, for one woman, or for one thing that goes on being spoken of.
    fn is_same_one(&self, mention: &Mention, other: &Mention) -> bool {
        let gender = |mention: &Mention| match self.text(mention).to_lowercase().as_str() {
            "he" | "him" | "his" | "himself" => Some(Gender::He),
            "she" | "her" | "hers" | "herself" => Some(Gender::She),
            "it" | "its" | "itself" => Some(Gender::It),
            _ => None,
        };
        let is_pronoun = mention.form == Form::Pronoun && other.form == Form::Pronoun;
        is_pronoun && gender(mention).is_some_and(|own| gender(other) == Some(own))
    }

    /// The persons of the sentence before, where they are two: "He met his counterpart. They signed …".
    fn pair_of_persons(&self, mention: &Mention, kinds: KindSet) -> Option<[ReferentId; 2]> {
        let persons = kinds.and(self.kinds.person);
        let before = mention.sentence.checked_sub(1)?;
        let mut found: Vec<ReferentId> = Vec::new();
        for (id, other) in self.analysis.mentions_in(before) {
            let person = if other.form == Form::Pronoun && classify(self.text(other)) == Some(Pronoun::He) {
                self.antecedent(other, persons, Context::default())
            } else {
                self.referent_of(id, persons)
            };
            found.extend(person.filter(|person| !found.contains(person)));
        }
        found.try_into().ok()
    }

    /// The two states for which two persons act.
    fn states_of(&self, persons: [ReferentId; 2]) -> Option<[ReferentId; 2]> {
        let [one, other] = persons.map(|person| self.state_served_by(person));
        Some([one?, other?]).filter(|[one, other]| one != other)
    }

    /// "they": the last plural, or the last subject of several conjuncts, or a group.
    fn plural_antecedent(&self, mention: &Mention, kinds: KindSet, context: Context<'_>) -> Reference {
        let end = self.analysis.mentions.partition_point(|other| other.span.start() < mention.span.start());
        for index in (0..end).rev() {
            let other = &self.analysis.mentions[index];
            if other.sentence + REACH < mention.sentence {
                break;
            }
            let id = MentionId(u32::try_from(index).expect("fewer than 2^32 mentions"));
            if let Reference::Each(referents) = self.reference(id)
                && referents.iter().all(|one| kinds.contains(self.kind_of(*one)) && !context.taken.contains(one))
            {
                return Reference::Each(referents.clone());
            }
            let sentence = self.sentence(other);
            if sentence.token(other.head).deprel.is(Deprel::Nsubj)
                && let Some(first) = self.referent_of(id, kinds)
            {
                let conjuncts = sentence.children_by(other.head, Deprel::Conj);
                let mut all = vec![first];
                for conjunct in conjuncts {
                    let headed = self.analysis.mentions_in(other.sentence).filter(|(_, one)| one.head == conjunct);
                    all.extend(headed.filter_map(|(id, _)| self.referent_of(id, kinds)).take(1));
                }
                if all.len() > 1 {
                    return Reference::Each(all);
                }
            }
        }
        if let Some(pair) = self.pair_of_persons(mention, kinds) {
            return Reference::Each(pair.to_vec());
        }
        let groups = kinds.and(self.kinds.group.or(self.kinds.materiel));
        if let Some(states) = self.pair_of_persons(mention, self.kinds.person).and_then(|pair| self.states_of(pair)) {
            return Some(states)
                .filter(|states| states.iter().all(|&state| kinds.contains(self.kind_of(state))))
                .map_or(Reference::Nothing, |states| Reference::Each(states.to_vec()));
        }
        // Forces and materiel are spoken of as many; a body or an alliance only where its name is plural.
        let many = self.kinds.force.or(self.kinds.materiel);
        let plural =
            |other: &Mention, one| many.contains(self.kind_of(one)) || other.plural && other.form == Form::Name;
        match self.antecedent_among(mention, groups, context, plural) {
            Some(group) => Reference::to(group),
            None => Reference::Nothing,
        }
    }
}

/// Over how many pronouns one is followed back to a name.
const MAX_LINKS: usize = 6;

/// How many sentences back a pronoun reaches.
const REACH: usize = 3;

fn classify(text: &str) -> Option<Pronoun> {
    Some(match text.to_lowercase().as_str() {
        "i" | "me" | "my" | "mine" | "myself" => Pronoun::I,
        "we" | "us" | "our" | "ours" | "ourselves" => Pronoun::We,
        "you" | "your" | "yours" => Pronoun::You,
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" | "who" | "whom" => Pronoun::He,
        "whose" => Pronoun::Whose,
        "it" | "its" | "itself" | "which" | "that" => Pronoun::It,
        "they" | "them" | "their" | "theirs" | "themselves" | "both" | "these" | "those" => Pronoun::They,
        _ => return None,
    })
}
