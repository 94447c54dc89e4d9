//! What stands after a head noun and belongs to its phrase: "of Defence", "on cooperation between …", "in Dushanbe".

use super::KindSet;
use super::finder::Knowledge;
use super::view::{NounHit, Stretch, View};
use crate::analyse::time::is_of_calendar;
use crate::analyse::{Deprel, TokenId, Upos};
use crate::schema::{Naming, NounClass};

/// A phrase longer than this is a clause that the parser mistook.
const LONGEST_PHRASE: usize = 30;

/// What stands after a head noun and belongs to its phrase.
pub(super) struct Complement {
    pub last: TokenId,
    pub is_name: bool,
}

impl Complement {
    pub fn read(
        view: &View<'_>,
        stretch: Stretch,
        head_first: TokenId,
        head: TokenId,
        kinds: KindSet,
        capital_head: bool,
        knowledge: Knowledge<'_>,
    ) -> Self {
        let of = knowledge.kinds;
        let mut read = Self { last: head, is_name: false };
        let is = |wanted: KindSet| !kinds.and(wanted).is_empty();
        if is(of.happening) && head + 1 < view.len() && view.is_name_like(head) && is_year(view.words[head + 1]) {
            // "Indo Defence 2006 Forum" has its year before the head; "Army Games 2021" after it.
            read.last = head + 1;
        }
        if is(of.document) {
            read.last = read.last.max(subtree_end(
                view,
                head,
                head,
                &["of", "on", "for", "between", "to", "in", "about", "concerning", "regarding", "over", "with"],
            ));
            read.is_name = capital_head && stretch.first < head_first && view.is_capital(stretch.first);
        } else if is(of.happening) {
            let preposition: &[&str] = if capital_head { &["of", "on", "for"] } else { &["of", "on", "between"] };
            read.last = read.last.max(subtree_end(view, head, head, preposition));
            if read.last == head {
                read.last = place_after(view, head, &["in"], knowledge);
            }
        } else if is(of.group) && !is(of.person) && !is(of.state) {
            let (last, named) = name_after(view, head, capital_head, knowledge);
            read.last = last;
            read.is_name = named;
            let row = if named { row_of_states(view, last, knowledge) } else { last };
            let plural = view.noun_at(head).is_some_and(|hit| hit.noun.plural);
            if is(of.force) && plural {
                read.last = row;
            } else if row > last && !capital_head && !plural {
                // "a bloc of Peru and Chile" has members, not a name.
                (read.last, read.is_name) = (head, false);
            }
        } else if is(of.site) {
            read.last = place_after(view, head, &["in", "at", "near", "outside"], knowledge);
        } else if is(of.place) && capital_head {
            read.last = name_after(view, head, true, knowledge).0;
            read.is_name = read.last > head;
        }
        // "a plan for 2017", "plans in 2023": the year is when, not what.
        while read.last >= head + 2
            && is_year(view.words[read.last])
            && matches!(view.words[read.last - 1], "for" | "in" | "of" | "during")
        {
            read.last -= 2;
        }
        if read.last - stretch.first > LONGEST_PHRASE {
            read.last = head;
        }
        read
    }
}

pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The end of a document's description: its prepositional complements with all that hangs on them, and infinitives.
fn subtree_end(view: &View<'_>, noun: TokenId, head: TokenId, prepositions: &[&str]) -> TokenId {
    let mut last = head;
    for child in view.sentence.children(noun).filter(|&child| child > noun) {
        let token = view.sentence.token(child);
        let prepositional = token.deprel.is(Deprel::Nmod)
            && view
                .sentence
                .children_by(child, Deprel::Case)
                .next()
                .is_some_and(|case| prepositions.contains(&view.folded(case).as_str()))
            && !is_of_calendar(&view.folded(child));
        let infinitive = token.deprel == Deprel::Acl
            && view.sentence.children_by(child, Deprel::Mark).any(|mark| view.words[mark] == "to")
            && prepositions.contains(&"to");
        if !prepositional && !infinitive {
            if !matches!(token.deprel, Deprel::Punct) && child == last + 1 {
                break;
            }
            continue;
        }
        let end = close_end(view, child);
        let start = view.sentence.subtree(child).first().copied().unwrap_or(child);
        if start > last + 1 {
            break;
        }
        last = last.max(end);
    }
    last
}

/// The end of a phrase without relative clauses, appositions and asides.
fn close_end(view: &View<'_>, t: TokenId) -> TokenId {
    let mut last = t;
    for child in view.sentence.children(t).filter(|&child| child > t) {
        let deprel = view.sentence.token(child).deprel;
        if matches!(
            deprel,
            Deprel::AclRelcl
                | Deprel::Appos
                | Deprel::Parataxis
                | Deprel::Punct
                | Deprel::Advcl
                | Deprel::Discourse
                | Deprel::NmodUnmarked
                | Deprel::OblUnmarked
        ) {
            if deprel == Deprel::Punct && view.words[child] == "-" {
                continue;
            }
            break;
        }
        // "the Security Conference, the Army Forum and the Navy Games": each with an article and capitals is its own.
        let own_name = deprel == Deprel::Conj
            && view.is_name_like(child)
            && view.sentence.child_by(child, Deprel::Det).is_some()
            && view.noun_at(child).is_some();
        if own_name {
            break;
        }
        last = last.max(close_end(view, child));
    }
    last
}

/// The end of "of Defence of the Republic of Tajikistan", and whether it makes a name; `head` where nothing follows.
fn name_after(view: &View<'_>, head: TokenId, capital_head: bool, knowledge: Knowledge<'_>) -> (TokenId, bool) {
    let mut last = head;
    let mut named = false;
    loop {
        let joint = last + 1;
        if joint + 1 >= view.len() {
            break;
        }
        let word = view.folded(joint);
        let linking = matches!(word.as_str(), "of" | "for" | "on") && (word == "of" || capital_head);
        if linking {
            let mut start = joint + 1;
            let article = view.folded(start) == "the";
            start += usize::from(article);
            // "the Union on Tuesday", "the Navy on March 20"
            let day = |t: TokenId| view.words[t].starts_with(|c: char| c.is_ascii_digit());
            if start >= view.len()
                || is_of_calendar(&view.folded(start))
                || word == "on" && start + 1 < view.len() && day(start + 1)
            {
                break;
            }
            if let Some(hit) =
                view.known_over(start).filter(|hit| hit.stretch.first == start && hit.sense.naming == Naming::Name)
            {
                // "armed forces of Tajikistan" is a name; "groups of Syria" may be one.
                named = true;
                last = hit.stretch.last;
                continue;
            }
            if (capital_head || word == "of") && view.is_name_like(start) && view.title_at(start).is_none() {
                last = run_end(view, start);
                named = true;
                continue;
            }
            // "ministry of industry and trade"
            if word == "of"
                && !article
                && view.upos(start) == Upos::Noun
                && view.sentence.token(start).head == Some(head)
            {
                last = close_end(view, start);
                break;
            }
            // "the defence ministries of the two countries"
            if article
                && let Some(end) = (start..view.len().min(start + 3))
                    .find(|&t| view.noun_at(t).is_some_and(|hit| states(hit, knowledge)))
            {
                last = end;
            }
            break;
        }
        if word == "and"
            && last > head
            && capital_head
            && view.is_capital(joint + 1)
            && view.known_over(joint + 1).is_none()
            && view.title_at(joint + 1).is_none()
            && view.sentence.token(joint + 1).head.is_none_or(|above| above > head && above <= joint + 2)
        {
            last = run_end(view, joint + 1);
            continue;
        }
        break;
    }
    (last, named)
}

/// The end of "Peru, Chile and Bolivia", of which the first ends at `last`.
fn row_of_states(view: &View<'_>, last: TokenId, knowledge: Knowledge<'_>) -> TokenId {
    let mut end = last;
    loop {
        let joint = (end + 1..view.len())
            .take_while(|&t| view.upos(t) == Upos::Cconj || view.words[t] == "," || view.folded(t) == "the");
        let Some(joint) = joint.last().filter(|&joint| joint + 1 < view.len()) else { return last };
        let closed = (end + 1..=joint).any(|t| view.folded(t) == "and");
        let state = view.known_over(joint + 1).filter(|hit| {
            let is_state = knowledge.gazetteer.is_state(hit.sense.known);
            hit.stretch.first == joint + 1 && hit.sense.naming == Naming::Name && is_state
        });
        match state {
            Some(hit) if closed => return hit.stretch.last,
            Some(hit) => end = hit.stretch.last,
            None => return last,
        }
    }
}

fn states(hit: NounHit, knowledge: Knowledge<'_>) -> bool {
    match hit.noun.class {
        NounClass::Head(head) => knowledge.lexicon.kinds(head).iter().any(|&kind| knowledge.kinds.state.contains(kind)),
        _ => false,
    }
}

/// The end of a run of capitalised words.
fn run_end(view: &View<'_>, start: TokenId) -> TokenId {
    let mut last = start;
    while last + 1 < view.len() {
        let hyphen =
            view.words[last + 1] == "-" && view.touches(last + 1) && last + 2 < view.len() && view.is_capital(last + 2);
        if hyphen {
            last += 2;
        } else if view.is_capital(last + 1) && view.upos(last + 1) != Upos::Pron {
            last += 1;
        } else {
            break;
        }
    }
    last
}

/// The end of "in Dushanbe"; `head` where no place follows.
fn place_after(view: &View<'_>, head: TokenId, prepositions: &[&str], knowledge: Knowledge<'_>) -> TokenId {
    let joint = head + 1;
    if joint + 1 >= view.len() || !prepositions.contains(&view.words[joint]) {
        return head;
    }
    let start = joint + 1 + usize::from(view.folded(joint + 1) == "the");
    if start >= view.len() {
        return head;
    }
    let hangs = view.sentence.ancestors(start).take(3).any(|above| above == head);
    let place = view.known_over(start).filter(|hit| {
        hit.stretch.first == start
            && hit.sense.naming == Naming::Name
            && knowledge
                .gazetteer
                .known(hit.sense.known)
                .kinds
                .iter()
                .any(|&kind| knowledge.kinds.locality.or(knowledge.kinds.state).contains(kind))
    });
    place.filter(|_| hangs).map_or(head, |hit| hit.stretch.last)
}
