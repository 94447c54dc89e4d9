//! Speakers: whom a statement in quoted or reported speech is credited to.
//!
//! An outlet that is the source of a report is no speaker.

use super::anaphora::Context;
use super::discourse::Discourse;
use super::names;
use super::referent::{Reference, ReferentId};
use crate::analyse::{Deprel, Form, MentionId, TokenId, Upos, Xpos};
use crate::proposition::Attribution;

/// Who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Speaker {
    Known(ReferentId),
    /// Unnamed: "senior Serbian official".
    Described(String),
}

impl Speaker {
    pub fn referent(&self) -> Option<ReferentId> {
        match self {
            Self::Known(referent) => Some(*referent),
            Self::Described(_) => None,
        }
    }
}

impl Discourse<'_> {
    /// `None` where an outlet speaks, or a pronoun for nobody that is known.
    pub fn speaker(&self, attribution: &Attribution) -> Option<Speaker> {
        let (index, token) = attribution.speaker;
        let sentence = self.analysis.sentences.get(index)?;
        let kinds = self.kinds.person.or(self.kinds.group).or(self.kinds.state);
        let words = self.phrase_around(index, token);
        if words.iter().any(|&t| is_outlet_word(&sentence.token(t).lemma)) || is_deed(&sentence.token(token).lemma) {
            return None;
        }
        let mut at: Vec<MentionId> =
            self.analysis.mentions_in(index).filter(|(_, mention)| mention.head == token).map(|(id, _)| id).collect();
        if at.is_empty() {
            let covering = self.analysis.mentions_in(index).filter(|(_, one)| one.first <= token && token <= one.last);
            at.extend(covering.map(|(id, _)| id));
        }
        for &id in &at {
            let mention = self.analysis.mention(id);
            if mention.form == Form::Pronoun {
                let found = self.pronoun(mention, kinds, Context::default());
                return found.referents().first().map(|&one| Speaker::Known(one));
            }
            if let Reference::Either(_) = self.reference(id)
                && let Some(referent) = self.referent_of(id, self.kinds.person).or_else(|| self.referent_of(id, kinds))
            {
                return (!self.is_own_outlet(referent)).then_some(Speaker::Known(referent));
            }
        }
        if !matches!(sentence.token(token).upos, Upos::Noun | Upos::Propn | Upos::Adj) {
            return None;
        }
        // "According to their means", "the release said": a thing that says something is no speaker.
        if sentence.token(token).upos == Upos::Noun
            && !at.iter().any(|&id| !self.analysis.mention(id).kinds.and(kinds).is_empty())
        {
            return None;
        }
        if let Some(body) = self.spoken_for(index, token, &words) {
            return (!self.is_own_outlet(body)).then_some(Speaker::Known(body));
        }
        let mut text = names::text_of(self.document, sentence, &words);
        let definite = sentence.children(token).any(|child| sentence.token(child).lemma == "the");
        // "The officials" are more than "a senior official" before them.
        if words.len() == 1
            && definite
            && sentence.token(token).xpos != Xpos::Nns
            && let Some(told) = self.told_before(index, token)
        {
            text = told;
        }
        (!text.is_empty()).then_some(Speaker::Described(text))
    }

    /// The body for which an unnamed spokesman speaks.
    fn spoken_for(&self, index: usize, head: TokenId, words: &[TokenId]) -> Option<ReferentId> {
        let sentence = &self.analysis.sentences[index];
        if !sentence.token(head).lemma.starts_with("spokes") {
            return None;
        }
        let before = head.checked_sub(1).and_then(|before| self.body_over(index, before));
        let within = || words.iter().find_map(|&t| self.body_over(index, t));
        let below = || sentence.children_by(head, Deprel::Nmod).find_map(|t| self.body_over(index, t));
        before.or_else(within).or_else(below)
    }

    /// "the official" after "a senior Omani official": the words that introduced the speaker.
    fn told_before(&self, index: usize, head: TokenId) -> Option<String> {
        let lemma = &self.analysis.sentences[index].token(head).lemma;
        (index.saturating_sub(6)..index).rev().find_map(|before| {
            let sentence = &self.analysis.sentences[before];
            let mut said = self.analysis.mentions_in(before).filter(|(_, mention)| {
                mention.form == Form::Nominal && sentence.token(mention.head).lemma == *lemma && !mention.plural
            });
            said.find_map(|(_, mention)| {
                let words = self.phrase_around(before, mention.head);
                (words.len() > 1).then(|| names::text_of(self.document, sentence, &words))
            })
        })
    }

    /// The words of an unnamed speaker without determiner, relative clause and apposition.
    pub fn phrase_around(&self, index: usize, head: TokenId) -> Vec<TokenId> {
        let sentence = &self.analysis.sentences[index];
        // Back over what may stand before a noun; a title or a comma ends it.
        let first = (0..head).rev().take_while(|&t| modifies(sentence.token(t).upos)).last().unwrap_or(head);
        names::name_tokens(self.document, sentence, first, head, names::Complement::One, |t| {
            sentence.token(t).deprel.is(Deprel::Det) || sentence.token(t).deprel == Deprel::Appos
        })
    }

    /// The outlet of the article, or any that its name tells to be one.
    pub fn is_own_outlet(&self, referent: ReferentId) -> bool {
        let name = &self.referents.get(referent).name;
        self.document.metadata().outlet.as_deref().is_some_and(|outlet| names::fold(outlet) == names::fold(name))
            || name.split(' ').any(|word| is_outlet_word(&word.to_lowercase()))
    }
}

fn modifies(upos: Upos) -> bool {
    matches!(upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num)
}

/// "The sales announced on Friday" announced nothing.
fn is_deed(lemma: &str) -> bool {
    matches!(
        lemma,
        "sale" | "delivery" | "deal" | "contract" | "package" | "visit" | "exercise" | "deployment" | "drill"
    )
}

fn is_outlet_word(lemma: &str) -> bool {
    matches!(
        lemma,
        "agency"
            | "newspaper"
            | "daily"
            | "television"
            | "tv"
            | "radio"
            | "media"
            | "medium"
            | "report"
            | "channel"
            | "website"
            | "outlet"
            | "press"
            | "broadcaster"
            | "magazine"
            | "news"
    )
}
