//! What a clause tells of the deal that it goes on with, and how that bears on each deal told before.
//!
//! Judges one deal at a time; which of several is meant, and how far back one is looked for, is `deal`'s.

use smol_str::SmolStr;

use super::Filler;
use super::compiled::{Rule, RuleSlot};
use super::deal::Deal;
use super::fill::{Filled, Site, begins_clause};
use crate::analyse::{Deprel, Form, KindSet, Mention, MentionId, Token, TokenId, Upos};
use crate::fact::Factuality;
use crate::proposition::{Proposition, Tense};
use crate::schema::{Function, Part, WordClass, Wording};

/// A clause that goes on with a deal: what is sought, and what is found already.
pub(super) struct Quest<'a> {
    pub site: &'a Site<'a>,
    pub proposition: &'a Proposition,
    pub rule: &'a Rule,
    pub slot: &'a RuleSlot,
    pub part: Part,
    pub filled: &'a [Filled],
}

impl<'a> Quest<'a> {
    pub fn mention(&self, filler: Filler) -> &'a Mention {
        self.site.analysis.mention(filler.mention)
    }

    pub fn narrow(&self, filler: Filler) -> Option<Filler> {
        let kinds = self.mention(filler).kinds.and(self.slot.kinds);
        (!kinds.is_empty()).then_some(Filler { mention: filler.mention, kinds })
    }

    /// What the clause itself tells of a part.
    pub fn told(&self, part: Part) -> Vec<Filler> {
        let roles = self.rule.slots_of(part).map(|slot| slot.role);
        roles
            .flat_map(|role| self.filled.iter().filter(move |own| own.role == role))
            .flat_map(|own| &own.fillers)
            .copied()
            .collect()
    }

    /// By which words an actor is known again: those of the known entity, of the state whose force it is, of the name.
    pub fn actor(&self, filler: Filler) -> Option<SmolStr> {
        let mention = self.mention(filler);
        let analysis = self.site.analysis;
        let within = |inner: &&Mention| mention.first <= inner.first && inner.last <= mention.last;
        let known = |mention: &Mention| mention.kinds.single().and(mention.known.clone());
        known(mention)
            .or_else(|| {
                // "NATO's ally" is not NATO.
                let state = mention.kinds.without(self.rule.states).is_empty();
                let inner = analysis.mentions_in(mention.sentence).map(|(_, inner)| inner).filter(within);
                let inner = inner.filter(|inner| !state && inner.kinds.without(self.rule.states).is_empty());
                inner.filter(|inner| inner.form != Form::Pronoun).find_map(known)
            })
            .or_else(|| {
                let named = mention.form == Form::Name && mention.known.is_none();
                let tokens = &analysis.sentences[mention.sentence].tokens()[mention.first..=mention.last];
                let lemmas = || tokens.iter().map(|token| token.lemma.as_str()).collect::<Vec<_>>();
                named.then(|| lemmas().join(" ").into())
            })
    }

    pub fn is_class(&self, filler: Filler) -> bool {
        let mention = self.mention(filler);
        mention.form == Form::Nominal && mention.plural
    }

    /// Whether nothing speaks against two deals having the part that is sought from the same.
    pub fn same_actors(&self, one: &Deal, other: &Deal) -> bool {
        let (ones, others) = (one.part(self.part), other.part(self.part));
        let same = |one: Filler, other: Filler| match self.part {
            Part::Matter => self.is_same_thing(one, other),
            _ => self.may_be_one(one, other),
        };
        ones.len() == others.len() && ones.iter().zip(others).all(|(one, other)| same(*one, *other))
    }

    fn may_be_one(&self, one: Filler, other: Filler) -> bool {
        match (self.actor(one), self.actor(other)) {
            (Some(one), Some(other)) => is_one(&one, &other),
            _ => one.mention == other.mention || self.points_back(one, other) || self.points_back(other, one),
        }
    }

    /// "It", "the administration": may be who is named elsewhere.
    fn points_back(&self, filler: Filler, to: Filler) -> bool {
        let (mention, named) = (self.mention(filler), self.mention(to));
        let phrase = || !mention.plural && mention.kinds == named.kinds && self.is_definite(mention);
        mention.form == Form::Pronoun || mention.form == Form::Nominal && phrase()
    }

    /// Whether the actors that the clause tells itself are those of the deal.
    pub fn agrees(&self, deal: &Deal) -> bool {
        [Part::Giver, Part::Recipient].into_iter().filter(|part| *part != self.part).all(|part| {
            let (own, theirs) = (self.told(part), deal.part(part));
            own.is_empty()
                || theirs.is_empty()
                || own.iter().any(|one| theirs.iter().any(|other| self.may_be_one(*one, *other)))
        })
    }

    /// What happened before is not what somebody plans to do.
    pub fn may_be_done(&self, deal: &Deal) -> bool {
        let happened = self.part != Part::Matter
            && self.rule.factuality == Wording::Own(Factuality::Actual)
            && self.proposition.factuality() == Factuality::Actual
            && self.proposition.tense == Tense::Past;
        !happened || deal.factuality == Factuality::Actual
    }

    /// "The jets" after "F-16 fighter jets", "the weapons" after any of that kind, and what has the same name.
    pub fn is_same_thing(&self, here: Filler, there: Filler) -> bool {
        let (own, other) = (self.mention(here), self.mention(there));
        if here.mention == there.mention {
            return true;
        }
        if own.form == Form::Name && other.form == Form::Name {
            return own.known.is_some() && own.known == other.known;
        }
        self.is_definite(own) && own.form != Form::Name && self.shares_word(own, other)
    }

    /// Whether two phrases say by the same noun what they are.
    fn shares_word(&self, one: &Mention, other: &Mention) -> bool {
        let words = |mention: &Mention| {
            let sentence = &self.site.analysis.sentences[mention.sentence];
            [mention.head, mention.last].map(|token| sentence.token(token).lemma.clone())
        };
        let others = words(other);
        words(one).iter().any(|word| others.contains(word))
    }

    /// Whether the clause's matter is a definite one of the same kind as the deal's: "the planes" after "C-130s".
    pub fn points_at(&self, deal: &Deal) -> bool {
        self.told(Part::Matter).iter().any(|here| {
            let own = self.mention(*here);
            // "More trucks" are more of what was told to be trucks.
            let more = self.is_more(own);
            let kind = |there: &Filler| {
                let kinds = own.kinds.single().is_some() && self.mention(*there).kinds == own.kinds;
                let same = self.shares_word(own, self.mention(*there));
                same || !more && kinds && !self.is_parted(deal, own)
            };
            own.form != Form::Name
                && (more || self.is_definite(own))
                && !self.has_complement(own)
                && deal.matter.iter().any(kind)
        })
    }

    fn is_definite(&self, mention: &Mention) -> bool {
        let sentence = &self.site.analysis.sentences[mention.sentence];
        let has_determiner = self.is_marked(mention.sentence, mention.head);
        // "The first weapons to arrive": which they are is told here.
        let defined = |child| matches!(sentence.token(child).deprel, Deprel::Acl | Deprel::AclRelcl);
        has_determiner && !sentence.children(mention.head).any(defined)
    }

    /// Whether other things of the kind are told between a deal and a phrase, which may rather mean those.
    fn is_parted(&self, deal: &Deal, own: &Mention) -> bool {
        let between = (deal.sentence + 1..own.sentence).flat_map(|index| self.site.analysis.mentions_in(index));
        let mut others = between.map(|(_, other)| other).filter(|other| other.kinds == own.kinds);
        others.any(|other| other.form == Form::Nominal && !self.is_definite(other) && !self.is_more(other))
    }

    /// "Six more jets": more of those that were told.
    fn is_more(&self, mention: &Mention) -> bool {
        let sentence = &self.site.analysis.sentences[mention.sentence];
        sentence.children(mention.head).any(|child| self.is(sentence.token(child), WordClass::More))
    }

    /// "The weapons on show"
    fn has_complement(&self, mention: &Mention) -> bool {
        let sentence = &self.site.analysis.sentences[mention.sentence];
        sentence.child_by(mention.head, Deprel::Nmod).is_some()
    }

    fn is(&self, token: &Token, class: WordClass) -> bool {
        self.site.words.word(&token.lemma).is(class)
    }

    /// Whether a noun has a definite determiner or an owner told by a pronoun.
    fn is_marked(&self, sentence: usize, noun: TokenId) -> bool {
        let sentence = &self.site.analysis.sentences[sentence];
        sentence.children(noun).any(|child| {
            let token = sentence.token(child);
            token.deprel.is(Deprel::Det) && self.is(token, WordClass::Definite)
                || token.deprel == Deprel::NmodPoss && token.upos == Upos::Pron
        })
    }

    /// "The sale includes": whether the clause speaks of a deal as one that is known.
    pub fn names_deal(&self) -> bool {
        self.company().is_some_and(|noun| self.is_marked(self.proposition.sentence, noun))
    }

    /// The noun for the deal, by which the rule knows what its verb speaks of.
    fn company(&self) -> Option<TokenId> {
        let sentence = &self.site.analysis.sentences[self.proposition.sentence];
        self.ends().find(|&head| self.rule.company.contains(&sentence.token(head).lemma))
    }

    /// Heads of the clause's subject and object.
    fn ends(&self) -> impl Iterator<Item = TokenId> + 'a {
        let arguments = self.proposition.arguments.iter();
        let ends = arguments.filter(|argument| matches!(argument.function, Function::Subject | Function::Object));
        ends.flat_map(|argument| argument.heads.iter().copied())
    }

    /// Whether the clause may leave out its matter: the bare number that counts it ("another two", "the rest"), or none
    /// where the rule's company is what says that it speaks of a deal, and no more than that: not "oil deliveries".
    pub fn counted(&self) -> Option<Option<TokenId>> {
        let sentence = &self.site.analysis.sentences[self.proposition.sentence];
        let of_what = |noun: TokenId| {
            sentence.children(noun).any(|child| {
                let token = sentence.token(child);
                matches!(token.deprel, Deprel::Compound | Deprel::Nmod) && !matches!(token.upos, Upos::Num | Upos::Pron)
            })
        };
        if self.rule.company.is_empty() {
            let own =
                |head| self.site.mentions_at(self.proposition.sentence, head).any(|(_, own)| !own.kinds.is_empty());
            // "Six of them"
            let of_them = |head: TokenId| {
                let below = sentence.children_by(head, Deprel::Nmod);
                below.into_iter().all(|below| sentence.token(below).upos == Upos::Pron)
            };
            let number = |head: &TokenId| sentence.token(*head).upos == Upos::Num;
            let stands_alone = |head: &TokenId| self.is(sentence.token(*head), WordClass::Alone);
            let mut alone = self.ends().filter(|&head| !of_what(head) && of_them(head) && !own(head));
            let found = alone.find(|head| number(head) || stands_alone(head))?;
            // "Six more"
            let counting = sentence.child_by(found, Deprel::Nummod);
            return Some(counting.or(Some(found).filter(number)));
        }
        self.company().filter(|&noun| !of_what(noun)).map(|_| None)
    }

    /// Whether the clause tells another, in no other role, that could be meant as well: a name behind the trigger, within
    /// its clause; one that tells whose deal it speaks of ("Chad's contract with Peru"); to whom it is done ("gave the
    /// army tanks"). Any other name before the trigger has a role or the clause is not about it.
    pub fn has_rival(&self, found: &[Filler]) -> bool {
        let Proposition { sentence, trigger, .. } = self.proposition;
        let analysis = self.site.analysis;
        let tokens = analysis.sentences[*sentence].tokens();
        let mut behind = tokens.iter().enumerate().skip(trigger.token + 1);
        let ends = |token: &Token| token.upos == Upos::Verb || begins_clause(token);
        let end = behind.find(|(_, token)| ends(token)).map_or(tokens.len(), |(end, _)| end);
        let names: Vec<Option<SmolStr>> = found.iter().map(|filler| self.actor(*filler)).collect();
        let kinds = found.iter().map(|filler| filler.kinds).fold(KindSet::EMPTY, KindSet::or);
        let deal = self.company();
        let sentence_of = &analysis.sentences[*sentence];
        let rival = |(id, other): (MentionId, &Mention)| {
            let own = |filler: &Filler| {
                let whole = self.mention(*filler);
                filler.mention == id || whole.sentence == *sentence && whole.span.contains(other.span)
            };
            let taken = || self.filled.iter().flat_map(|role| &role.fillers).any(own);
            let of_deal = || deal.is_some_and(|noun| sentence_of.ancestors(other.head).any(|above| above == noun));
            ((trigger.token..end).contains(&other.first) || of_deal())
                && other.known.is_some()
                && !names.contains(&other.known)
                && !other.kinds.and(kinds).is_empty()
                && !(other.kinds.single().is_none() && self.is_where(other))
                && !taken()
        };
        let object = |function: &Function| matches!(function, Function::Object | Function::IndirectObject);
        let objects = self.proposition.arguments.iter().filter(|argument| object(&argument.function));
        // Trees take the army for a part of the tanks' name.
        let matters = self.told(Part::Matter).into_iter().map(|matter| self.mention(matter));
        let parts = matters
            .filter(|matter| matter.sentence == *sentence)
            .flat_map(|matter| sentence_of.children_by(matter.head, Deprel::Compound));
        let heads = objects.flat_map(|argument| argument.heads.iter().copied()).chain(parts);
        let mut mentions = heads.flat_map(|head| self.site.mentions_at(*sentence, head));
        let another = |(id, other): (MentionId, &Mention)| {
            let actor = !other.kinds.is_empty() && other.kinds.without(self.slot.kinds).is_empty();
            let named = || other.known.is_some() && names.contains(&other.known);
            // "Its ally" may be the one found.
            let the_same = || {
                let own = Filler { mention: id, kinds: other.kinds };
                found.iter().any(|filler| self.may_be_one(own, *filler))
            };
            actor
                && !named()
                && !the_same()
                && !self.filled.iter().flat_map(|role| &role.fillers).any(|filler| filler.mention == id)
        };
        self.part != Part::Matter && analysis.mentions_in(*sentence).any(rival)
            || self.part == Part::Recipient && mentions.any(another)
    }

    /// "French missiles" come from no other giver, unless the clause says so.
    pub fn is_of_another(&self, found: &[Filler]) -> bool {
        let roles = self.filled.iter().flat_map(|role| &role.fillers);
        let names: Vec<Option<SmolStr>> = found.iter().chain(roles).map(|filler| self.actor(*filler)).collect();
        let other = |matter: &Filler| {
            let whole = self.mention(*matter);
            let sentence = &self.site.analysis.sentences[whole.sentence];
            self.site.analysis.mentions_in(whole.sentence).any(|(_, inner)| {
                let above = sentence.token(inner.head).head;
                let within = whole.span.contains(inner.span) || above == Some(whole.head) && inner.last < whole.head;
                within
                    && inner.known.is_some()
                    && !inner.kinds.and(self.slot.kinds).is_empty()
                    && !names.contains(&inner.known)
            })
        };
        self.part == Part::Giver && self.told(Part::Matter).iter().any(other)
    }

    /// "Landed in Lima", which is a place as well.
    fn is_where(&self, mention: &Mention) -> bool {
        let sentence = &self.site.analysis.sentences[mention.sentence];
        let places =
            |case: TokenId| matches!(sentence.token(case).lemma.as_str(), "in" | "at" | "near" | "to" | "into");
        // "at Lima airport"
        let token = sentence.token(mention.head);
        let head = token.head.filter(|_| token.deprel == Deprel::Compound).unwrap_or(mention.head);
        sentence.children_by(head, Deprel::Case).any(places)
    }
}

/// A state and its body: "Chad", "Chad Ministry of Defence".
fn is_one(one: &str, other: &str) -> bool {
    let within =
        |whole: &str, part: &str| whole.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    within(one, other) || within(other, one)
}
