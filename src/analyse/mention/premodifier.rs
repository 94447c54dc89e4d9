//! What stands before a head noun and belongs to its phrase.
//!
//! Knows the tree, and distrusts it where capitals, numbers or known names tell better.

use super::KindSet;
use super::complement::is_year;
use super::finder::Knowledge;
use super::view::View;
use crate::analyse::{Deprel, TokenId, Upos, Xpos};
use crate::schema::Naming;

/// Adjectives that count.
const COUNTING: [&str; 15] = [
    "many", "several", "few", "more", "most", "such", "own", "same", "much", "various", "numerous", "certain",
    "little", "enough", "strong",
];

/// What stands before a head noun.
pub(super) struct Premodifiers {
    pub first: TokenId,
    /// A capitalised word that is no demonym.
    pub capital: bool,
    /// "201st", "201": a number that names.
    pub numbered: bool,
    pub state: bool,
    /// The state stands right before the head noun.
    pub adjacent_state: bool,
    /// The one state among the modifiers.
    pub only_state: Option<smol_str::SmolStr>,
    pub materiel: Option<smol_str::SmolStr>,
    pub materiel_kinds: KindSet,
}

impl Premodifiers {
    pub fn read(
        view: &View<'_>,
        head_first: TokenId,
        head: TokenId,
        kinds: KindSet,
        plural: bool,
        knowledge: Knowledge<'_>,
    ) -> Self {
        let mut read = Self {
            first: head_first,
            capital: false,
            numbered: false,
            state: false,
            adjacent_state: false,
            only_state: None,
            materiel: None,
            materiel_kinds: KindSet::EMPTY,
        };
        let mut states = 0;
        let capital_head = (head_first..=head).any(|t| view.is_capital(t));
        let mut t = head_first;
        while let Some(before) = t.checked_sub(1) {
            // "Tsentr (Centre) manoeuvres": a name with its translation.
            if view.words[before] == ")"
                && let Some(open) = (before.saturating_sub(4)..before).find(|&t| view.words[t] == "(")
                && open > 0
                && view.is_name_like(open - 1)
                && view.known_over(open - 1).is_none()
                && !kinds.and(knowledge.kinds.happening).is_empty()
            {
                t = open - 1;
                read.first = t;
                read.capital = true;
                continue;
            }
            if let Some(hit) = view.designation_over(before) {
                read.materiel = Some(hit.name.clone());
                read.materiel_kinds = hit.kind;
                t = hit.stretch.first;
                read.first = t;
                continue;
            }
            if let Some(hit) = view.known_over(before).filter(|hit| hit.stretch.last == before) {
                // A place's name right before a base or a force is the name of it, whatever the parser saw.
                let sited =
                    t == head_first && hit.sense.naming == Naming::Name && !kinds.and(knowledge.kinds.site).is_empty();
                let joined = before + 1 < t && between_states(view, before + 1, knowledge)
                    || matches!(view.upos(t), Upos::Cconj | Upos::Punct) && between_states(view, t, knowledge);
                // "U.S. and Thai troops" with the second hung on the first.
                let in_row = t == head_first
                    && hit.stretch.first.checked_sub(1).is_some_and(|joint| between_states(view, joint, knowledge));
                if !sited && !joined && !in_row && !belongs(view, hit.stretch.first, before, head, capital_head) {
                    break;
                }
                let known = knowledge.gazetteer.known(hit.sense.known);
                let own: KindSet = known.kinds.iter().copied().collect();
                if !own.and(knowledge.kinds.materiel).is_empty() {
                    read.materiel.get_or_insert_with(|| known.name.clone());
                    if read.materiel_kinds.is_empty() {
                        read.materiel_kinds = own;
                    }
                } else if knowledge.gazetteer.is_state(hit.sense.known) {
                    read.adjacent_state |= t == head_first;
                    read.state = true;
                    states += 1;
                    read.only_state = (states == 1).then(|| known.name.clone());
                } else if hit.sense.naming == Naming::Name {
                    read.capital = true;
                    read.numbered |= sited;
                }
                t = hit.stretch.first;
                read.first = t;
                continue;
            }
            if !self::modifies(view, before, t, head, kinds, plural, capital_head, &mut read, knowledge) {
                break;
            }
            t = before;
        }
        // "10-year contract" and "large-deck ship" have their first half before the hyphen; "10 billion-dollar contract"
        // has a sum there, and "Iranian-made missile" its maker.
        if read.first >= 2 && view.words[read.first - 1] == "-" && view.touches(read.first - 1) {
            let half = read.first - 2;
            let sum = half > 0 && view.upos(half) == Upos::Num && matches!(view.upos(half - 1), Upos::Num | Upos::Sym);
            let foreign = sum || view.known_over(half).is_some() || view.designation_over(half).is_some();
            read.first = if foreign { (read.first + 1).min(head_first) } else { half };
        }
        // What only joins or counts does not open a phrase.
        while read.first < head_first
            && matches!(view.upos(read.first), Upos::Punct | Upos::Cconj | Upos::Adv | Upos::Part | Upos::Det)
        {
            read.first += 1;
        }
        read
    }
}

/// Whether a word or name before a head noun belongs to its phrase: by the tree, or by its capitals.
fn belongs(view: &View<'_>, first: TokenId, last: TokenId, head: TokenId, capital_head: bool) -> bool {
    // "the Thai and Polish justice ministries" with "justice" joined to "Thai"; "the Rolls-Royce plant" with "Royce" hung
    // on "Rolls".
    let hyphened =
        |t: TokenId| t > 1 && view.is_capital(t) && view.words[t - 1] == "-" && view.touches(t) && view.touches(t - 1);
    let joined = |mut t: TokenId| {
        while (view.sentence.token(t).deprel == Deprel::Conj || hyphened(t))
            && let Some(first) = view.sentence.token(t).head.filter(|&first| first < t)
        {
            t = first;
        }
        t
    };
    let below = |t: TokenId| view.sentence.token(joined(t)).head.is_some_and(|above| above > last && above <= head);
    let within = (first..=last).any(below);
    let clausal = matches!(
        view.sentence.token(last).deprel,
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obl | Deprel::Obj | Deprel::Root
    );
    within || capital_head && view.is_capital(last) && !clausal
}

#[expect(clippy::too_many_arguments, reason = "one step of a scan with its whole state")]
fn modifies(
    view: &View<'_>,
    before: TokenId,
    next: TokenId,
    head: TokenId,
    kinds: KindSet,
    plural: bool,
    capital_head: bool,
    read: &mut Premodifiers,
    knowledge: Knowledge<'_>,
) -> bool {
    let token = view.sentence.token(before);
    let word = view.words[before];
    if word == "-" || word == "–" {
        return before > 0 && view.touches(before) && view.touches(next);
    }
    let in_name = capital_head && view.is_capital(next) && kinds != knowledge.kinds.person;
    // "201st Motor Rifle Division": the ordinal is the name's, whatever the parser saw.
    let ordinal = word.starts_with(|c: char| c.is_ascii_digit())
        && ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end));
    if ordinal && !kinds.and(knowledge.kinds.force.or(knowledge.kinds.site)).is_empty() {
        read.numbered = true;
        read.first = before;
        return true;
    }
    match token.upos {
        // "Immediate Action on Air Defense Initiative"
        Upos::Adp => {
            in_name
                && matches!(word, "on" | "for")
                && before > 0
                && view.is_name_like(before - 1)
                && view.known_over(before - 1).is_none()
        }
        Upos::Punct => {
            matches!(word, "\"" | "“" | "”" | "‘" | "’" | "'") && quoted(view, before, head)
                || word == "," && between_states(view, before, knowledge)
        }
        Upos::Cconj => {
            between_states(view, before, knowledge)
                || in_name
                    && before > 0
                    && view.is_capital(before - 1)
                    && view.known_over(before - 1).is_none()
                    && view.known_over(next).is_none()
                    && view.title_at(before - 1).is_none()
        }
        // "People's Liberation Army": a common noun's possessive within a name.
        Upos::Part => {
            in_name
                && before > 0
                && matches!(
                    view.folded(before - 1).as_str(),
                    "people" | "workers" | "women" | "citizens" | "peoples" | "veterans"
                )
        }
        Upos::Num
            if is_year(word)
                && before > 0
                && view.is_name_like(before - 1)
                && !kinds.and(knowledge.kinds.happening).is_empty() =>
        {
            read.first = before;
            true
        }
        // "155mm howitzers": what they measure, not how many they are.
        Upos::Num if is_measure(view, before) => {
            read.first = before;
            true
        }
        // "Ground Master 200 radars": the number ends a name of two capitals.
        Upos::Num if !kinds.and(knowledge.kinds.materiel).is_empty() && is_model(view, before) => {
            read.numbered = true;
            read.first = before - 2;
            true
        }
        Upos::Num => {
            // "600 special forces" are counted, whatever the list calls them.
            let many = matches!(view.sentence.token(head).xpos, Xpos::Nns | Xpos::Nnps);
            let name_number = !(plural || many)
                && view.words[next] != "-"
                && !kinds.and(knowledge.kinds.force.or(knowledge.kinds.site).or(knowledge.kinds.happening)).is_empty()
                && belongs(view, before, before, head, capital_head);
            if name_number && word.starts_with(|c: char| c.is_ascii_digit()) {
                read.numbered = true;
                read.first = before;
                return true;
            }
            // "Zapad 2021 exercise": a year after a name.
            name_number && before > 0 && view.is_name_like(before - 1)
        }
        Upos::Adj | Upos::Noun | Upos::Propn | Upos::X | Upos::Verb | Upos::Adv => {
            let participle =
                token.upos != Upos::Verb || token.deprel == Deprel::Amod || token.deprel == Deprel::Compound;
            let adverb = token.upos != Upos::Adv || token.head.is_some_and(|above| above >= next && above <= head);
            if !participle || !adverb || !belongs(view, before, before, head, capital_head && view.is_name_like(before))
            {
                return false;
            }
            // "The automobile firm General Motors": the name has begun, and its description is none of it.
            if in_name && read.capital && word.starts_with(char::is_lowercase) && !read.numbered {
                return false;
            }
            if token.upos == Upos::Adj && COUNTING.contains(&token.lemma.as_str()) {
                return false;
            }
            if word.starts_with(|c: char| c.is_ascii_digit())
                && token.upos == Upos::Adj
                && !kinds.and(knowledge.kinds.force.or(knowledge.kinds.site)).is_empty()
            {
                read.numbered = true;
            }
            read.capital |= view.is_name_like(before)
                && view.noun_at(before).is_none_or(|hit| view.is_name_like(hit.first))
                && token.upos != Upos::Adj
                || capital_head && view.is_name_like(before);
            read.first = before;
            true
        }
        _ => false,
    }
}

/// A number before its unit: "155mm", "155-mm".
fn is_measure(view: &View<'_>, number: TokenId) -> bool {
    let unit = number + 1 + usize::from(view.words.get(number + 1) == Some(&"-"));
    view.words.get(unit).is_some_and(|unit| matches!(*unit, "mm" | "cm" | "millimetre" | "millimeter" | "inch"))
}

/// A number behind two words of a name that nothing else is known of.
fn is_model(view: &View<'_>, number: TokenId) -> bool {
    let of_name = |t: TokenId| view.is_capital(t) && view.upos(t).is_nominal() && view.known_over(t).is_none();
    number > 2 && of_name(number - 1) && of_name(number - 2) && view.title_at(number - 2).is_none()
}

/// Whether a quotation mark belongs to a quoted name right before the head.
fn quoted(view: &View<'_>, mark: TokenId, head: TokenId) -> bool {
    let closing =
        mark < head && (mark.saturating_sub(7)..mark).any(|t| matches!(view.words[t], "\"" | "“" | "‘" | "'"));
    let opening = (mark + 1..head).any(|t| matches!(view.words[t], "\"" | "”" | "’" | "'"));
    (closing || opening) && (mark.saturating_sub(6)..head).any(|t| view.is_name_like(t))
}

/// "Russian and Tajik", "Russian, Chinese", "U.S. and Thai": a joint between two states.
fn between_states(view: &View<'_>, joint: TokenId, knowledge: Knowledge<'_>) -> bool {
    let state = |t: TokenId| {
        view.known_over(t).is_some_and(|hit| {
            // Only letters are a name and an adjective both.
            let letters = || (hit.stretch.first..=hit.stretch.last).all(|t| is_letters(view.words[t]));
            knowledge.gazetteer.is_state(hit.sense.known) && (hit.sense.naming == Naming::Demonym || letters())
        })
    };
    joint > 0 && joint + 1 < view.len() && state(joint - 1) && state(joint + 1)
}

/// "US", "U.K."
fn is_letters(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.')
}
