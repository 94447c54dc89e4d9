//! Whose president "President X" is, where the article never says so with the name: that of the state that a known
//! leader of this name led ([`leader`]), else of the state whose capital the dateline names, else of the one state which
//! it speaks of far more than of any other that has such a post and no other holder of it. With a rival in the same
//! sentence nobody can tell.
//!
//! Knows which words a state's posts go by; who holds one at all is the text's to say.

use std::collections::BTreeMap;

use super::description::Office;
use super::discourse::Discourse;
use super::names::Post;
use super::referent::ReferentId;
use crate::analyse::{Deprel, Form};

/// The states of a document and the holders of their posts, as far as told.
pub(super) struct Incumbents {
    /// How often each state is named.
    named: BTreeMap<ReferentId, usize>,
    /// How often each does something in the text: what is only spoken about is a topic.
    acting: BTreeMap<ReferentId, usize>,
    /// The state of the dateline.
    home: Option<ReferentId>,
    /// By state and the key of a post.
    holders: BTreeMap<(ReferentId, String), ReferentId>,
}

impl Incumbents {
    pub fn new(discourse: &Discourse<'_>, home: Option<ReferentId>) -> Self {
        let mut named = BTreeMap::new();
        let mut acting = BTreeMap::new();
        for (id, mention) in discourse.mentions() {
            if matches!(mention.form, Form::Name | Form::Demonym)
                && let Some(state) = discourse.referent_of(id, discourse.kinds.state)
            {
                *named.entry(state).or_insert(0) += 1;
                let deprel = discourse.sentence(mention).token(mention.head).deprel;
                if deprel.is(Deprel::Nsubj) || deprel == Deprel::OblAgent {
                    *acting.entry(state).or_insert(0) += 1;
                }
            }
        }
        Self { named, acting, home, holders: BTreeMap::new() }
    }

    pub fn hold(&mut self, state: ReferentId, post: &str, holder: ReferentId) {
        let post = Post::read(post);
        if !post.is_past() && !post.is_future() {
            self.holders.entry((state, post.key())).or_insert(holder);
        }
    }

    /// Whether a state can have the post at all.
    pub fn may_have(&self, discourse: &Discourse<'_>, state: ReferentId, office: &Office<'_>) -> bool {
        let only_some = word_of(office.post).filter(|word| *word == "congress");
        only_some.is_none_or(|word| discourse.world.has_post(&discourse.referents.get(state).name, word))
    }

    /// The state in which somebody holds the post. `meets`: whether the sentence sets an officer of a state over against
    /// the holder, who then is of another.
    pub fn state_of(
        &self,
        discourse: &Discourse<'_>,
        office: &Office<'_>,
        holder: ReferentId,
        meets: impl Fn(ReferentId) -> bool,
    ) -> Option<ReferentId> {
        let post = office.post;
        let word = word_of(post)?;
        let read = Post::read(post);
        let key = read.key();
        if read.is_past() {
            // Whoever held it before holds it no more: in the state whose present holder is named.
            let mut present = self.holders.iter().filter(|((_, other), _)| *other == key).map(|((state, _), _)| *state);
            return present.next().filter(|_| present.next().is_none());
        }
        let vacant = |state: ReferentId| self.holders.get(&(state, key.clone())).is_none_or(|other| *other == holder);
        let has = |state: ReferentId| discourse.world.has_post(&discourse.referents.get(state).name, word);
        let sentence = discourse.analysis.mention(office.holder).sentence;
        let beside: Vec<ReferentId> = discourse
            .analysis
            .mentions_in(sentence)
            .filter_map(|(id, _)| discourse.referent_of(id, discourse.kinds.state))
            .collect();
        // News from a capital names its own ministers without their state.
        if let Some(home) = self.home.filter(|&home| has(home) && vacant(home) && !meets(home)) {
            return Some(home);
        }
        if self.home.is_some_and(|home| !has(home)) && word != "congress" {
            return None;
        }
        let mut most = (0, None);
        let mut second = 0;
        for (&state, &count) in self.named.iter().filter(|&(&state, _)| has(state) && vacant(state)) {
            if count > most.0 {
                second = most.0;
                most = (count, Some(state));
            } else {
                second = second.max(count);
            }
        }
        let (count, state) = most;
        // A word that few states use tells more.
        let usual = matches!(word, "president" | "prime" | "minister" | "senator");
        let least = match word {
            _ if usual => LEAST,
            "congress" => 2,
            _ => 1,
        };
        let state = state.filter(|state| !usual || self.acting.get(state).is_some_and(|&times| times >= ACTS));
        let rival = |other: &ReferentId| Some(*other) != state && has(*other) && vacant(*other);
        state.filter(|_| count >= least && count >= LEAD * second && !beside.iter().any(rival))
    }
}

/// The leader known from the start who the holder of a post is by name: the whole name and the state.
pub(super) fn leader<'a>(
    discourse: &Discourse<'a>,
    office: &Office<'_>,
    holder: ReferentId,
) -> Option<(&'a str, &'a str)> {
    let published = discourse.document.metadata().published;
    let name = &discourse.referents.get(holder).name;
    discourse.world.leader(name, word_of(office.post)?, published.map(|day| day.year()))
}

/// How often the state must be named, and how many times as often as any other.
const LEAST: usize = 3;
const LEAD: usize = 5;
/// How often it must act.
const ACTS: usize = 2;

/// The word that tells which states have the post; `None` for posts that are no state's alone.
fn word_of(post: &str) -> Option<&'static str> {
    let lower = post.to_lowercase();
    let has = |word: &str| lower.split(|c: char| !c.is_alphanumeric()).any(|own| own == word);
    // Nor of a minister whose field is not told: ministers travel, and speak of others.
    let bare = lower == "minister";
    if bare || ["general", "press", "executive", "vice"].iter().any(|word| has(word)) {
        return None;
    }
    // As good as a minister, in Japan and Kenya.
    if has("cabinet") && has("secretary") {
        return Some("minister");
    }
    if has("premier") || has("prime") {
        return Some("prime");
    }
    if ["congressman", "congresswoman", "rep", "sen"].iter().any(|word| has(word)) {
        return Some("congress");
    }
    ["president", "chancellor", "minister", "secretary", "senator"].into_iter().find(|word| has(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_of_states_are_told_by_a_word() {
        for (post, word) in [
            ("Prime Minister", Some("prime")),
            ("former Defence Minister", Some("minister")),
            ("Secretary of State", Some("secretary")),
            ("Secretary General", None),
            ("press secretary", None),
            ("Minister", None),
            ("Chairman", None),
        ] {
            assert_eq!(word_of(post), word, "{post}");
        }
    }
}
