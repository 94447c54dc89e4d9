//! Posts: the words of an office, so that two wordings of one office meet ("Minister of Defence", "defense minister",
//! "head of the Defence Ministry") and one person's office is told from one that many hold.
//!
//! Knows words alone: in which state or body the post is held stands beside it.

use std::collections::BTreeSet;

use super::fold::fold;
use super::materiel::class_key;

/// The words of an office without those that only date it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    words: BTreeSet<String>,
    past: bool,
    future: bool,
}

impl Post {
    /// Reads an office as an article words it.
    pub fn read(title: &str) -> Self {
        let mut post = Self::default();
        title.split(|c: char| c.is_whitespace() || c == ',').for_each(|word| post.add(word));
        post.fold();
        post
    }

    /// Its words, what it is last: "defense minister". The same for every wording.
    pub fn key(&self) -> String {
        let (heads, rest): (Vec<&str>, Vec<&str>) = self.words().partition(|word| is_head(word));
        rest.into_iter().chain(heads).collect::<Vec<_>>().join(" ")
    }

    /// "former", "ex-": it was held before the day of the article.
    pub fn is_past(&self) -> bool {
        self.past
    }

    /// "incoming", "designate": it will be held.
    pub fn is_future(&self) -> bool {
        self.future
    }

    /// Whether one person holds it at a time: two that do contradict each other. `in_state`: a state has many
    /// ministers, secretaries and commanders; a ministry, a fund or a fleet has one.
    pub fn is_single(&self, in_state: bool) -> bool {
        let has = |word: &str| self.words.contains(word);
        if self.words().any(|word| SHARED.contains(&word)) || (has("vice") && !has("president")) {
            return false;
        }
        let field = self.words.len() > 1;
        self.words().any(|word| SINGLE.contains(&word) || (HEADS.contains(&word) && (field || !in_state)))
    }

    /// Whether it is a seat in a parliament.
    pub fn is_seat(&self) -> bool {
        self.words().any(is_seat)
    }

    /// The post of a state that heading one of its ministries is: "head" of "Ministry of Defence of Chad" gives the
    /// defence minister and "chad", folded. `None` where the body is no such ministry, or the post is another in it.
    pub fn of_ministry(&self, body: &str) -> Option<(Self, String)> {
        if self.key() != "minister" && self.key() != "head" {
            return None;
        }
        let (field, state) = body.strip_prefix("Ministry of ")?.rsplit_once(" of ")?;
        let minister = Self::read(&format!("{field} minister"));
        Some((Self { past: self.past, future: self.future, ..minister }, fold(state)))
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    fn add(&mut self, word: &str) {
        let lower = word.to_lowercase();
        let (past, word) = match lower.strip_prefix("ex-") {
            Some(rest) => (true, rest),
            None => (false, lower.as_str()),
        };
        let (future, word) = match word.strip_suffix("-designate").or(word.strip_suffix("-elect")) {
            Some(rest) => (true, rest),
            None => (false, word),
        };
        self.past |= past || matches!(word, "former" | "ex" | "onetime" | "erstwhile" | "ousted" | "late");
        self.future |= future || matches!(word, "incoming" | "designate" | "elect" | "future" | "next");
        if !DATING.contains(&word) {
            insert_post_word(&mut self.words, &class_key(word));
        }
    }

    fn fold(&mut self) {
        fold_post(&mut self.words);
    }
}

/// Adds a word, singular and folded, as the one for all that mean the same in an office.
pub(crate) fn insert_post_word(words: &mut BTreeSet<String>, word: &str) {
    for part in word.split(' ') {
        let part = match part {
            "premier" | "pm" => {
                words.insert("prime".to_owned());
                "minister"
            }
            "chief" | "boss" | "director" | "chairman" | "chairwoman" | "chairperson" | "chair" => "head",
            "department" => "ministry",
            "spokeswoman" | "spokesperson" => "spokesman",
            part => part,
        };
        if part.chars().count() > 1 && !matches!(part, "of" | "for" | "to" | "in" | "and") {
            words.insert(part.to_owned());
        }
    }
}

/// The head of the ministry of defence, or of the military department, is the defence minister; so are the defence chief
/// and, where that is the word for it, the defence secretary.
pub(crate) fn fold_post(words: &mut BTreeSet<String>) {
    let has = |words: &BTreeSet<String>, word: &str| words.contains(word);
    if has(words, "head") && has(words, "ministry") {
        words.remove("head");
        words.remove("ministry");
        words.insert("minister".to_owned());
        if words.remove("military") {
            words.insert("defense".to_owned());
        }
    }
    if has(words, "head") && has(words, "defense") && !has(words, "staff") && !has(words, "committee") {
        words.remove("head");
        words.insert("minister".to_owned());
    }
    if has(words, "secretary") && ["defense", "foreign", "interior", "home"].iter().any(|field| has(words, field)) {
        for (from, to) in [("secretary", "minister"), ("home", "interior")] {
            if words.remove(from) {
                words.insert(to.to_owned());
            }
        }
        words.remove("state");
    }
    if has(words, "minister") {
        for (from, to) in [("external", "foreign"), ("internal", "interior")] {
            if words.remove(from) {
                words.insert(to.to_owned());
            }
        }
        ["affair", "national", "relation"].iter().for_each(|word| {
            words.remove(*word);
        });
    }
}

/// Whether a word of a title tells of a seat in a parliament.
pub(crate) fn is_seat(word: &str) -> bool {
    SEATS.contains(&word)
}

fn is_head(word: &str) -> bool {
    HEADS.contains(&word) || SINGLE.contains(&word)
}

/// What one person is, whatever of.
const SINGLE: &[&str] = &[
    "president",
    "king",
    "queen",
    "emir",
    "emperor",
    "sultan",
    "chancellor",
    "monarch",
    "pope",
    "taoiseach",
    "sovereign",
];

/// What one person is of a body, or with a field of a state.
const HEADS: &[&str] =
    &["minister", "secretary", "head", "commander", "governor", "commandant", "speaker", "rector", "ceo"];

/// What one is in a parliament, as titles put it.
const SEATS: &[&str] =
    &["senator", "sen", "sen.", "rep", "rep.", "congressman", "congresswoman", "lawmaker", "legislator", "mp", "mep"];

/// What several are at a time.
const SHARED: &[&str] = &[
    "deputy",
    "assistant",
    "spokesman",
    "ambassador",
    "envoy",
    "representative",
    "adviser",
    "advisor",
    "aide",
    "member",
    "official",
    "officer",
    "senator",
    "congressman",
    "lawmaker",
    "legislator",
    "diplomat",
    "expert",
    "analyst",
    "fellow",
    "professor",
    "scholar",
    "researcher",
    "correspondent",
    "reporter",
    "editor",
    "negotiator",
    "delegate",
    "attache",
    "consul",
    "undersecretary",
    "co",
    "spokespeople",
    "press",
    "regional",
    "junior",
    "opposition",
    "former",
    "parliamentary",
    "section",
    "division",
    "department",
    "provincial",
    "shadow",
];

/// When it is held, and how long: no part of what it is.
const DATING: &[&str] = &[
    "former",
    "ex",
    "onetime",
    "erstwhile",
    "ousted",
    "late",
    "incoming",
    "designate",
    "elect",
    "future",
    "next",
    "acting",
    "interim",
    "caretaker",
    "current",
    "new",
    "newly",
    "appointed",
    "elected",
    "then",
    "outgoing",
    "incumbent",
    "the",
    "a",
    "an",
    "his",
    "her",
    "its",
    "their",
    "visiting",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_of_one_post_meet() {
        for (key, wordings) in [
            (
                "defense minister",
                &[
                    "Defence Minister",
                    "Minister of Defense",
                    "head of the Defence Ministry",
                    "defence chief",
                    "Defense Secretary",
                    "Secretary of State for Defence",
                    "acting defence minister",
                    "Minister of National Defence",
                ][..],
            ),
            (
                "foreign minister",
                &[
                    "Foreign Minister",
                    "Minister of Foreign Affairs",
                    "minister for external affairs",
                    "Foreign Secretary",
                ],
            ),
            ("prime minister", &["Prime Minister", "premier", "PM"]),
            ("interior minister", &["Minister of Internal Affairs", "interior minister", "Home Secretary"]),
            ("head", &["chief", "director", "Chairman", "head"]),
        ] {
            for wording in wordings {
                assert_eq!(Post::read(wording).key(), key, "{wording}");
            }
        }
        for (one, other) in [
            ("defence minister", "deputy defence minister"),
            ("defence minister", "foreign minister"),
            ("president", "vice president"),
            ("secretary of state", "foreign secretary"),
        ] {
            assert_ne!(Post::read(one).key(), Post::read(other).key());
        }
    }

    #[test]
    fn what_one_holds_is_told_from_what_many_hold() {
        for title in ["defence minister", "President", "prime minister", "chief of the general staff", "Vice President"]
        {
            assert!(Post::read(title).is_single(true), "{title}");
        }
        for title in [
            "minister",
            "deputy defence minister",
            "ambassador",
            "foreign ministry spokeswoman",
            "commander",
            "general",
            "senator",
            "leader",
            "",
        ] {
            assert!(!Post::read(title).is_single(true), "{title}");
        }
        assert!(Post::read("commander").is_single(false) && Post::read("Secretary General").is_single(false));
    }

    #[test]
    fn whoever_heads_a_ministry_is_the_minister() {
        for (title, body, wanted) in [
            ("head", "Ministry of Defence of Chad", Some(("defense minister", "chad"))),
            (
                "Minister",
                "Ministry of Foreign Affairs of the United States",
                Some(("foreign minister", "united states")),
            ),
            ("Minister", "Ministry of Industry and Trade of Peru", Some(("industry trade minister", "peru"))),
            ("spokesman", "Ministry of Defence of Chad", None),
            ("head", "International Monetary Fund", None),
        ] {
            let found = Post::read(title).of_ministry(body).map(|(post, state)| (post.key(), state));
            assert_eq!(found.as_ref().map(|(post, state)| (post.as_str(), state.as_str())), wanted, "{title}, {body}");
        }
    }

    #[test]
    fn words_that_date_are_told() {
        assert!(Post::read("former defence minister").is_past() && Post::read("ex-president").is_past());
        assert!(Post::read("president-elect").is_future() && !Post::read("acting president").is_future());
    }
}
