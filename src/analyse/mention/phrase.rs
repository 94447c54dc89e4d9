//! Noun phrases by their head nouns: names ("Ministry of Defence of the Republic of Tajikistan", "201st Motor Rifle
//! Division"), descriptions ("the two ministers", "long-range missiles"), documents with their complements.

use super::finder::{Found, Knowledge};
use super::view::{NounHit, Stretch, View};
use super::{Finder, Form, KindSet};
use crate::analyse::{Deprel, TokenId, Upos, Xpos};
use crate::schema::{Naming, NounClass};

/// A phrase longer than this is a clause that the parser mistook.
const LONGEST_PHRASE: usize = 30;

pub(super) fn find_phrases(found: &mut Found<'_, '_>, knowledge: Knowledge<'_>) {
    let view = found.view;
    for t in 0..view.len() {
        let Some(hit) = view.noun_at(t) else { continue };
        // "air" of "air base": the longer noun counts.
        let inner =
            (t + 1..view.len().min(t + 4)).any(|end| view.noun_at(end).is_some_and(|longer| longer.first <= hit.first));
        // "State" of "Secretary of State".
        let titled = (t..view.len().min(t + 4)).any(|end| {
            let title =
                view.title_at(end).filter(|title| title.first < hit.first || title.first == hit.first && end > t);
            title.is_some_and(|title| title.first <= hit.first)
        });
        if inner || titled || !is_nominal(view, t) && hit.first == t {
            continue;
        }
        Phrase::read(view, hit, t, knowledge).emit(found, knowledge);
    }
    find_directions(found, knowledge);
    find_named(found, knowledge);
}

/// A noun used as one: "military" before a noun is an adjective, "exercise" after "to" a verb.
fn is_nominal(view: &View<'_>, t: TokenId) -> bool {
    let token = view.sentence.token(t);
    let noun = matches!(token.upos, Upos::Noun | Upos::Propn) || token.upos == Upos::X && view.is_capital(t);
    noun && !matches!(token.deprel, Deprel::Amod | Deprel::Advmod)
        && !(matches!(
            token.lemma.as_str(),
            "military"
                | "force"
                | "mission"
                | "head"
                | "state"
                | "service"
                | "front"
                | "technology"
                | "equipment"
                | "district"
                | "border"
                | "security"
        ) && token.deprel == Deprel::Compound
            && !view.is_capital(t))
}

struct Phrase {
    /// Modifiers, head and complement.
    stretch: Stretch,
    head: TokenId,
    kinds: KindSet,
    is_name: bool,
    plural: bool,
    /// The known name inside that is the phrase's own: "Mi-24" of "Mi-24 attack helicopters".
    known: Option<smol_str::SmolStr>,
}

impl Phrase {
    fn read(view: &View<'_>, hit: NounHit, end: TokenId, knowledge: Knowledge<'_>) -> Self {
        let kinds: KindSet = match hit.noun.class {
            NounClass::Head(head) => knowledge.lexicon.kinds(head).iter().copied().collect(),
            _ => knowledge.kinds.person,
        };
        let before = Premodifiers::read(view, hit.first, end, kinds, hit.noun.plural, knowledge);
        let mut stretch = Stretch::new(before.first, end);
        let capital_head = (hit.first..=end).any(|t| view.is_name_like(t));
        let person = kinds == knowledge.kinds.person;
        let long_capital = hit.first < end && (hit.first..=end).all(|t| view.is_capital(t));
        let mut is_name =
            !person && (capital_head && before.capital || before.numbered || long_capital && before.state);
        let mut kinds = kinds;
        // A named "Joint Air Defence System" is run by somebody, and may be a body.
        if is_name && capital_head && before.materiel.is_none() && !kinds.and(knowledge.kinds.materiel).is_empty() {
            kinds = kinds.or(knowledge.kinds.group.without(knowledge.kinds.force));
        }
        let mut known = None;
        if !kinds.and(knowledge.kinds.materiel).is_empty()
            && let Some(name) = before.materiel.clone()
        {
            known = Some(name);
            is_name = true;
        }
        if !person {
            let right = Complement::read(view, stretch, hit.first, end, kinds, capital_head, knowledge);
            stretch.last = right.last;
            is_name |= right.is_name;
        }
        // "Russian Air Force", "Chinese navy", "Tajikistan's Armed Forces": a force of a known state is a name.
        let force = !kinds.and(knowledge.kinds.force).is_empty();
        is_name |= force && before.state && (capital_head || hit.noun.plural || before.adjacent_state);
        if kinds == knowledge.kinds.state && !hit.noun.plural {
            known = before.only_state.clone();
        }
        let plural =
            !hit.noun.mass && (hit.noun.plural || matches!(view.sentence.token(end).xpos, Xpos::Nns | Xpos::Nnps));
        Self { stretch, head: end, kinds, is_name, plural, known }
    }

    fn emit(self, found: &mut Found<'_, '_>, knowledge: Knowledge<'_>) {
        let form = if self.is_name { Form::Name } else { Form::Nominal };
        let finder = if self.is_name { Finder::Pattern } else { Finder::Lexicon };
        let core = self.core(found.view);
        let person = self.kinds == knowledge.kinds.person;
        // A bare capitalised office in a title ("Minister Lavrov") is a description all the same.
        let form = if person { Form::Nominal } else { form };
        let mention = found.push(self.stretch, Some(core), form, self.kinds, finder);
        mention.plural = self.plural;
        mention.known = self.known;
    }

    /// The noun that heads the phrase: in "memorandum of understanding" the first.
    fn core(&self, view: &View<'_>) -> TokenId {
        let mut core = self.head;
        while let Some(above) = view.sentence.token(core).head {
            if !self.stretch.contains(above) || !view.upos(above).is_nominal() || above > self.head {
                break;
            }
            core = above;
            if core == self.stretch.first {
                break;
            }
        }
        core
    }
}

/// What stands before a head noun.
struct Premodifiers {
    first: TokenId,
    /// A capitalised word that is no demonym.
    capital: bool,
    /// "201st", "201": a number that names.
    numbered: bool,
    state: bool,
    /// The state stands right before the head noun.
    adjacent_state: bool,
    /// The one state among the modifiers.
    only_state: Option<smol_str::SmolStr>,
    materiel: Option<smol_str::SmolStr>,
}

impl Premodifiers {
    fn read(
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
        };
        let mut states = 0;
        let capital_head = (head_first..=head).any(|t| view.is_capital(t));
        let mut t = head_first;
        while let Some(before) = t.checked_sub(1) {
            if let Some(hit) = view.designation_over(before) {
                read.materiel = Some(hit.name.clone());
                t = hit.stretch.first;
                read.first = t;
                continue;
            }
            if let Some(hit) = view.known_over(before).filter(|hit| hit.stretch.last == before) {
                // A place's name right before a base or a force is the name of it, whatever the parser saw.
                let sited =
                    t == head_first && hit.sense.naming == Naming::Name && !kinds.and(knowledge.kinds.site).is_empty();
                if !sited && !belongs(view, hit.stretch.first, before, head, capital_head) {
                    break;
                }
                let known = knowledge.gazetteer.known(hit.sense.known);
                let own: KindSet = known.kinds.iter().copied().collect();
                if !own.and(knowledge.kinds.materiel).is_empty() {
                    read.materiel.get_or_insert_with(|| known.name.clone());
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
    let within = (first..=last).any(|t| view.sentence.token(t).head.is_some_and(|above| above > last && above <= head));
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
    let in_name = capital_head && view.is_capital(next);
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
        // "Tsentr (Centre) manoeuvres": a name with its translation.
        Upos::Punct if word == ")" => {
            (before.saturating_sub(4)..before).any(|t| view.words[t] == "(" && t > 0 && view.is_name_like(t - 1))
        }
        Upos::Punct if word == "(" => {
            before > 0 && view.is_name_like(before - 1) && (before..head).any(|t| view.words[t] == ")")
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
        Upos::Num => {
            let name_number = !plural
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
            if !participle || !adverb || !belongs(view, before, before, head, capital_head && token.upos == Upos::Propn)
            {
                return false;
            }
            if token.upos == Upos::Adj
                && matches!(
                    token.lemma.as_str(),
                    "many"
                        | "several"
                        | "few"
                        | "more"
                        | "most"
                        | "such"
                        | "own"
                        | "same"
                        | "much"
                        | "various"
                        | "numerous"
                        | "certain"
                        | "little"
                        | "enough"
                )
            {
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

/// Whether a quotation mark belongs to a quoted name right before the head.
fn quoted(view: &View<'_>, mark: TokenId, head: TokenId) -> bool {
    let closing =
        mark < head && (mark.saturating_sub(7)..mark).any(|t| matches!(view.words[t], "\"" | "“" | "‘" | "'"));
    let opening = (mark + 1..head).any(|t| matches!(view.words[t], "\"" | "”" | "’" | "'"));
    (closing || opening) && (mark.saturating_sub(6)..head).any(|t| view.is_name_like(t))
}

/// "Russian and Tajik", "Russian, Chinese": a joint between two states.
fn between_states(view: &View<'_>, joint: TokenId, knowledge: Knowledge<'_>) -> bool {
    let state = |t: TokenId| {
        view.known_over(t)
            .is_some_and(|hit| hit.sense.naming == Naming::Demonym && knowledge.gazetteer.is_state(hit.sense.known))
    };
    joint > 0 && joint + 1 < view.len() && state(joint - 1) && state(joint + 1)
}

/// What stands after a head noun and belongs to its phrase.
struct Complement {
    last: TokenId,
    is_name: bool,
}

impl Complement {
    fn read(
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

fn is_year(word: &str) -> bool {
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
                .is_some_and(|case| prepositions.contains(&view.folded(case).as_str()));
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
            Deprel::AclRelcl | Deprel::Appos | Deprel::Parataxis | Deprel::Punct | Deprel::Advcl | Deprel::Discourse
        ) {
            if deprel == Deprel::Punct && view.words[child] == "-" {
                continue;
            }
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
            if start >= view.len() {
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
                .any(|&kind| knowledge.kinds.place.or(knowledge.kinds.state).contains(kind))
    });
    place.filter(|_| hangs).map_or(head, |hit| hit.stretch.last)
}

/// "northern Afghanistan", "central and eastern Europe": a part of a known place is a place.
fn find_directions(found: &mut Found<'_, '_>, knowledge: Knowledge<'_>) {
    let view = found.view;
    for hit in &view.known {
        let Some(before) = hit.stretch.first.checked_sub(1) else { continue };
        let places = knowledge.kinds.place.or(knowledge.kinds.state);
        let place = knowledge.gazetteer.known(hit.sense.known).kinds.iter().any(|&kind| places.contains(kind));
        if hit.sense.naming == Naming::Name && place && knowledge.lexicon.is_direction(&view.folded(before)) {
            let stretch = Stretch::new(before, hit.stretch.last);
            found.push(stretch, Some(hit.stretch.last), Form::Name, knowledge.kinds.place, Finder::Pattern);
        }
    }
}

/// "manoeuvres dubbed “Great Eagle 2”", "missiles named Nasr, Noor and Kowsar": names of what the noun before is.
fn find_named(found: &mut Found<'_, '_>, knowledge: Knowledge<'_>) {
    let view = found.view;
    for t in 0..view.len() {
        let token = view.sentence.token(t);
        if token.xpos != Xpos::Vbn || !knowledge.lexicon.is_naming(&token.lemma) {
            continue;
        }
        let noun =
            token.head.filter(|_| matches!(token.deprel, Deprel::Acl | Deprel::AclRelcl)).or_else(|| t.checked_sub(1));
        let Some(noun) = noun.and_then(|noun| view.noun_at(noun)) else { continue };
        let NounClass::Head(head) = noun.noun.class else { continue };
        let kinds: KindSet = knowledge.lexicon.kinds(head).iter().copied().collect();
        if kinds.and(knowledge.kinds.materiel.or(knowledge.kinds.happening).or(knowledge.kinds.document)).is_empty() {
            continue;
        }
        let mut next = t + 1;
        let mut first = None;
        while next < view.len() {
            let word = view.words[next];
            let part = view.is_capital(next) || first.is_some() && word.bytes().all(|byte| byte.is_ascii_digit());
            match first {
                None if part => first = Some(next),
                Some(start) if !part => {
                    found.push(Stretch::new(start, next - 1), None, Form::Name, kinds, Finder::Syntax).plural = false;
                    first = None;
                }
                _ => {}
            }
            let joint = matches!(word, "," | "and" | "or" | "\"" | "“" | "”" | "'" | "‘" | "’" | "``" | "''")
                || next == t + 1 && matches!(word, "as" | "the");
            // After a comma only another capital goes on with the list.
            let list = word != "," || view.words.get(next + 1).is_some_and(|_| view.is_capital(next + 1));
            if !part && !(joint && list) {
                break;
            }
            next += 1;
        }
        if let Some(start) = first {
            found.push(Stretch::new(start, next - 1), None, Form::Name, kinds, Finder::Syntax).plural = false;
        }
    }
}
