//! What stands after a head noun and belongs to its phrase: "of Defence", "on cooperation between …", "in Dushanbe".

use super::KindSet;
use super::finder::Knowledge;
use super::view::{NounHit, Stretch, View};
use crate::analyse::time::is_of_calendar;
use crate::analyse::{Deprel, TokenId, Upos, Xpos};
use crate::schema::{Naming, NounClass};

/// A phrase longer than this is a clause that the parser mistook.
const LONGEST_PHRASE: usize = 30;
/// A document's description may be a whole clause.
const LONGEST_DOCUMENT: usize = 45;

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
                knowledge,
            ));
            // What is named in capitals is named by them.
            if !capital_head {
                read.last = read.last.max(purpose_end(view, head, knowledge));
            }
            read.is_name = capital_head && stretch.first < head_first && view.is_capital(stretch.first);
        } else if is(of.happening) {
            let preposition: &[&str] = if capital_head { &["of", "on", "for"] } else { &["of", "on", "between"] };
            read.last = read.last.max(subtree_end(view, head, head, preposition, knowledge));
            if read.last == head {
                read.last = place_after(view, head, &["in"], knowledge);
            }
        } else if is(of.group) && !is(of.person) && !is(of.state) {
            let unit = is(of.force) && capital_head && view.noun_at(head).is_some_and(|hit| !hit.noun.plural);
            let (last, named) = match unit && is_of_force(view, head, knowledge) {
                true => (head, false),
                false => name_after(view, head, capital_head, knowledge),
            };
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
        if read.last - stretch.first > LONGEST_PHRASE && !is(of.document)
            || read.last - stretch.first > LONGEST_DOCUMENT
        {
            read.last = head;
        }
        read
    }
}

pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The end of a document's description: its prepositional complements with all that hangs on them, and infinitives.
fn subtree_end(
    view: &View<'_>,
    noun: TokenId,
    head: TokenId,
    prepositions: &[&str],
    knowledge: Knowledge<'_>,
) -> TokenId {
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
        let mut end = close_end(view, child, knowledge);
        // "a deal between Saab and the army" with the army hung anywhere.
        if prepositional && view.words[child - 1] == "between" && view.words.get(end + 1) == Some(&"and") {
            let phrase = (end + 2..view.len()).take_while(|&t| {
                matches!(view.upos(t), Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn)
                    || view.words[t] == "-"
            });
            end = phrase.filter(|&t| view.upos(t).is_nominal()).last().unwrap_or(end);
        }
        let start = view.sentence.subtree(child).first().copied().unwrap_or(child);
        if start > last + 1 {
            break;
        }
        last = last.max(end);
    }
    last
}

/// How many words may name who is to do it, in "for the two companies to build".
const FOR_WHOM: usize = 14;

/// The end of "for Peru to lend a frigate and for Chile to train its crew" behind a document, told by the words' order,
/// since trees hang its halves anywhere; `head` where no such clause follows.
fn purpose_end(view: &View<'_>, head: TokenId, knowledge: Knowledge<'_>) -> TokenId {
    let mut last = head;
    loop {
        let start = last + 1 + usize::from(last > head && view.words.get(last + 1) == Some(&"and"));
        if view.words.get(start) != Some(&"for") {
            return last;
        }
        let whom = (start + 1..view.len().min(start + 1 + FOR_WHOM))
            .take_while(|&t| !matches!(view.upos(t), Upos::Verb | Upos::Aux | Upos::Pron) && view.words[t] != ";");
        let verb = whom.last().map_or(start, |t| t) + 1;
        let infinitive = verb > start + 2
            && view.words[verb - 1] == "to"
            && verb < view.len()
            && view.sentence.token(verb).xpos == Xpos::Vb;
        if !infinitive {
            return last;
        }
        last = clause_end(view, verb, knowledge);
    }
}

/// The end of an infinitive with its objects and adjuncts, before another "and for".
pub(super) fn clause_end(view: &View<'_>, verb: TokenId, knowledge: Knowledge<'_>) -> TokenId {
    let mut last = verb;
    for child in view.sentence.children(verb).filter(|&child| child > verb) {
        let deprel = view.sentence.token(child).deprel;
        if matches!(deprel, Deprel::Punct | Deprel::Parataxis | Deprel::Advcl | Deprel::Conj | Deprel::Discourse) {
            break;
        }
        last = last.max(close_end(view, child, knowledge));
    }
    last
}

/// The end of a phrase without relative clauses, appositions and asides.
fn close_end(view: &View<'_>, t: TokenId, knowledge: Knowledge<'_>) -> TokenId {
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
        // "the Security Conference, the Army Forum and the Navy Games": each with an article and capitals is its own, and
        // so is a document: "a treaty on trade and a pact on fishing".
        let aside =
            deprel != Deprel::Conj && view.sentence.subtree(child).first().is_some_and(|&t| view.words[t] == ",");
        let own_phrase = deprel == Deprel::Conj
            && view.sentence.child_by(child, Deprel::Det).is_some()
            && view.noun_at(child).is_some_and(|hit| view.is_name_like(child) || documents(hit, knowledge));
        if own_phrase || aside {
            break;
        }
        last = last.max(close_end(view, child, knowledge));
    }
    last
}

/// Nouns for what belongs to a larger body, which is told by what it is and not named so.
const PARTS: [&str; 7] = ["unit", "subsidiary", "arm", "affiliate", "branch", "division", "offshoot"];

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
                // "armed forces of Tajikistan" is a name; "groups of Syria" may be one, "a subsidiary of Saab" is none.
                named |= capital_head || !PARTS.contains(&view.sentence.token(head).lemma.as_str());
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
                last = close_end(view, start, knowledge);
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

/// "43 Squadron [of the Kenya Air Force]": what a unit is of tells no name where it is a force itself.
fn is_of_force(view: &View<'_>, head: TokenId, knowledge: Knowledge<'_>) -> bool {
    let start = head + 2 + usize::from(view.words.get(head + 2) == Some(&"the"));
    if view.words.get(head + 1) != Some(&"of") || start >= view.len() {
        return false;
    }
    let force = |t: TokenId| view.noun_at(t).is_some_and(|hit| is_of(hit, knowledge.kinds.force, knowledge));
    let run = (start..view.len()).take_while(|&t| view.is_capital(t) || view.words[t] == "'s");
    run.skip(1).any(force)
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
    is_of(hit, knowledge.kinds.state, knowledge)
}

fn documents(hit: NounHit, knowledge: Knowledge<'_>) -> bool {
    is_of(hit, knowledge.kinds.document, knowledge)
}

fn is_of(hit: NounHit, kinds: KindSet, knowledge: Knowledge<'_>) -> bool {
    match hit.noun.class {
        NounClass::Head(head) => knowledge.lexicon.kinds(head).iter().any(|&kind| kinds.contains(kind)),
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
