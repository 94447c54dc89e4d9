//! Speakers: whom a statement in quoted or reported speech is credited to.
//!
//! An outlet that is the source of a report is no speaker.

use super::anaphora::Context;
use super::discourse::Discourse;
use super::names;
use super::referent::{Reference, ReferentId};
use crate::analyse::{Deprel, Form, MentionId, TokenId, Upos};
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
        if words.iter().any(|&t| is_outlet_word(&sentence.token(t).lemma)) {
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
        let text = names::text_of(self.document, sentence, &words);
        (!text.is_empty()).then_some(Speaker::Described(text))
    }

    /// The words of an unnamed speaker without determiner, relative clause and apposition.
    fn phrase_around(&self, index: usize, head: TokenId) -> Vec<TokenId> {
        let sentence = &self.analysis.sentences[index];
        // Back over what may stand before a noun; a title or a comma ends it.
        let first = (0..head).rev().take_while(|&t| modifies(sentence.token(t).upos)).last().unwrap_or(head);
        names::name_tokens(self.document, sentence, first, head, names::Complement::One, |t| {
            sentence.token(t).deprel.is(Deprel::Det) || sentence.token(t).deprel == Deprel::Appos
        })
    }

    fn is_own_outlet(&self, referent: ReferentId) -> bool {
        let name = &self.referents.get(referent).name;
        self.document.metadata().outlet.as_deref().is_some_and(|outlet| names::fold(outlet) == names::fold(name))
            || name.split(' ').any(|word| is_outlet_word(&word.to_lowercase()))
    }
}

fn modifies(upos: Upos) -> bool {
    matches!(upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num)
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
