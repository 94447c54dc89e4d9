//! Noun phrases by their head nouns: names ("Ministry of Defence of the Republic of Tajikistan", "201st Motor Rifle
//! Division"), descriptions ("the two ministers", "long-range missiles"), documents with their complements.

use super::complement::Complement;
use super::finder::{Found, Knowledge};
use super::premodifier::Premodifiers;
use super::view::{NounHit, Stretch, View};
use super::{Finder, Form, KindSet};
use crate::analyse::time::is_of_calendar;
use crate::analyse::{Deprel, TokenId, Upos, Xpos};
use crate::schema::{Naming, NounClass};

pub(super) fn find_phrases(found: &mut Found<'_, '_>, knowledge: Knowledge<'_>) {
    let view = found.view;
    for t in 0..view.len() {
        let Some(hit) = view.noun_at(t).filter(|hit| hit.noun.class != NounClass::Other) else { continue };
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
        let phrase = Phrase::read(view, hit, t, knowledge);
        if phrase.is_name && view.is_capital(t) || !hit.noun.names_only {
            phrase.emit(found, knowledge);
        }
    }
    find_ranked(found, knowledge);
    find_directions(found, knowledge);
    find_named(found, knowledge);
    find_called(found, knowledge);
}

/// "The admiral", "the Jordanian general", "the king": a rank or a form of address that stands for a person.
fn find_ranked(found: &mut Found<'_, '_>, knowledge: Knowledge<'_>) {
    let view = found.view;
    for t in 1..view.len() {
        let ranked = |hit: &NounHit| matches!(hit.noun.class, NounClass::Rank | NounClass::Honorific);
        let Some(hit) = view.title_at(t).filter(|hit| ranked(hit) && !hit.noun.plural) else { continue };
        let alone = view.noun_at(t).is_none() && !view.words[t].ends_with('.') && view.upos(t).is_nominal();
        let goes_on = t + 1 < view.len() && (view.upos(t + 1).is_nominal() || view.title_at(t + 1).is_some());
        let modifies = |t: &TokenId| matches!(view.upos(*t), Upos::Adj | Upos::Propn) && view.noun_at(*t).is_none();
        let before = (0..hit.first).rev().find(|t| !modifies(t));
        let definite = before.is_some_and(|t| view.folded(t) == "the");
        let describes = matches!(view.sentence.token(t).deprel, Deprel::Amod | Deprel::Compound | Deprel::NmodDesc);
        if alone && definite && !goes_on && !describes {
            let stretch = Stretch::new(before.map_or(hit.first, |t| t + 1), t);
            found.push(stretch, Some(t), Form::Nominal, knowledge.kinds.person, Finder::Lexicon).plural = false;
        }
    }
}

/// A noun used as one: "military" before a noun is an adjective, "exercise" after "to" a verb.
fn is_nominal(view: &View<'_>, t: TokenId) -> bool {
    let token = view.sentence.token(t);
    let argument = matches!(
        token.deprel,
        Deprel::Nsubj
            | Deprel::NsubjPass
            | Deprel::Obj
            | Deprel::Obl
            | Deprel::OblAgent
            | Deprel::Nmod
            | Deprel::NmodPoss
            | Deprel::Root
    );
    match token.upos {
        // "the military", "the Philippine military"
        Upos::Adj => argument && t > 0 && (view.upos(t - 1) == Upos::Det || view.known_over(t - 1).is_some()),
        Upos::Noun | Upos::Propn => {
            // In "military equipment" and "border service", these only describe.
            let describes =
                token.deprel == Deprel::Compound && !view.is_capital(t) && DESCRIBING.contains(&token.lemma.as_str());
            !matches!(token.deprel, Deprel::Amod | Deprel::Advmod) && !describes
        }
        Upos::X => view.is_capital(t),
        _ => false,
    }
}

/// Nouns that before another noun tell its sort and name nothing.
const DESCRIBING: [&str; 12] = [
    "military",
    "force",
    "mission",
    "head",
    "state",
    "service",
    "front",
    "technology",
    "equipment",
    "district",
    "border",
    "security",
];

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
        // "Patriot batteries": pieces, not a unit.
        if !kinds.and(knowledge.kinds.force).is_empty() && !before.materiel_kinds.is_empty() && !before.capital {
            kinds = before.materiel_kinds;
        }
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
            // "The Gulf state of Qatar" is Qatar.
            known = state_after(view, end, knowledge).or_else(|| before.only_state.clone());
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
        // A bare capitalised office in a title ("Minister Lopez") is a description all the same.
        // "the Biden Administration" is no state of that name.
        let form = if person || self.kinds == knowledge.kinds.state { Form::Nominal } else { form };
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

/// The state that stands after "of".
fn state_after(view: &View<'_>, head: TokenId, knowledge: Knowledge<'_>) -> Option<smol_str::SmolStr> {
    if view.words.get(head + 1) != Some(&"of") || head + 2 >= view.len() {
        return None;
    }
    let hit =
        view.known_over(head + 2).filter(|hit| hit.stretch.first == head + 2 && hit.sense.naming == Naming::Name)?;
    knowledge.gazetteer.is_state(hit.sense.known).then(|| knowledge.gazetteer.known(hit.sense.known).name.clone())
}

/// "northern Afghanistan", "central and eastern Europe": a part of a known place is a place.
fn find_directions(found: &mut Found<'_, '_>, knowledge: Knowledge<'_>) {
    let view = found.view;
    for hit in &view.known {
        let Some(before) = hit.stretch.first.checked_sub(1) else { continue };
        let places = knowledge.kinds.locality.or(knowledge.kinds.state);
        let place = knowledge.gazetteer.known(hit.sense.known).kinds.iter().any(|&kind| places.contains(kind));
        // "the southern Helmand province" is the province of Helmand, in the south.
        let after = (hit.stretch.last + 1 < view.len()).then(|| view.noun_at(hit.stretch.last + 1)).flatten();
        let of_noun = after.is_some_and(|noun| match noun.noun.class {
            NounClass::Head(head) => knowledge.lexicon.kinds(head).iter().any(|&kind| places.contains(kind)),
            _ => false,
        });
        let direction = knowledge.lexicon.is_direction(&view.folded(before));
        if hit.sense.naming == Naming::Name && place && direction && !of_noun {
            let stretch = Stretch::new(before, hit.stretch.last);
            found.push(stretch, Some(hit.stretch.last), Form::Name, knowledge.kinds.locality, Finder::Pattern);
        }
    }
}

/// "the naval exercise Sea Breeze 2021", "the frigate Admiral Essen": the capitals right behind the noun; "HMS Daring",
/// "Fort Meade": those behind a word that opens names.
fn find_called(found: &mut Found<'_, '_>, knowledge: Knowledge<'_>) {
    let view = found.view;
    for t in 0..view.len() {
        if let Some(kinds) = knowledge.lexicon.opening(view.words[t]) {
            let taken = view.known_over(t).is_some_and(|hit| hit.stretch.first <= t && t < hit.stretch.last);
            if let Some(last) = called_to(view, t + 1).filter(|_| !taken) {
                let kinds: KindSet = kinds.iter().copied().collect();
                found.push(Stretch::new(t, last), None, Form::Name, kinds, Finder::Pattern).plural = false;
            }
            continue;
        }
        let Some(noun) = view.noun_at(t) else { continue };
        let phrase = || (noun.first..=t).map(|t| view.folded(t)).collect::<Vec<_>>().join(" ");
        let NounClass::Head(head) = noun.noun.class else { continue };
        if !knowledge.lexicon.is_called(&view.folded(t)) && !knowledge.lexicon.is_called(&phrase()) {
            continue;
        }
        let kinds: KindSet = knowledge.lexicon.kinds(head).iter().copied().collect();
        let materiel = !kinds.and(knowledge.kinds.materiel).is_empty();
        let first = t + 1 + usize::from(view.words.get(t + 1).is_some_and(|word| matches!(*word, "\"" | "“" | "‘")));
        // "the exercise General Diaz opened", "exercises Egypt held"; ships are called after generals. "The company Friday
        // said", "Company Ltd."
        let group = !kinds.and(knowledge.kinds.group).is_empty();
        let other = |first: TokenId| {
            group
                && (view.is_capital(t) || is_of_calendar(&view.folded(first)) || view.designation_over(first).is_some())
                || view.title_at(first).is_some() && !materiel
                || view.known_over(first).is_some_and(|hit| hit.sense.naming == Naming::Name)
                || view.noun_at(first).is_some_and(|hit| hit.noun.class != noun.noun.class && !materiel)
        };
        if first >= view.len() || other(first) {
            continue;
        }
        let Some(last) = called_to(view, first) else { continue };
        let mention = found.push(Stretch::new(noun.first, last), None, Form::Name, kinds, Finder::Pattern);
        mention.plural = false;
        mention.known = Some(view.document.slice(view.span(Stretch::new(first, last))).into());
    }
}

/// Where the capitals that start at a token end.
fn called_to(view: &View<'_>, first: TokenId) -> Option<TokenId> {
    let part = |t: TokenId| {
        let word = view.words[t];
        let number = word.bytes().all(|byte| byte.is_ascii_digit());
        (view.is_capital(t) && view.upos(t) != Upos::Verb || number)
            && view.known_over(t).is_none_or(|hit| hit.stretch.first >= first)
            || word == "-" && t + 1 < view.len() && view.touches(t) && view.touches(t + 1)
    };
    let named = first < view.len() && view.is_capital(first);
    named.then(|| (first..view.len()).take_while(|&t| part(t)).last().unwrap_or(first))
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
            if !(part || joint && list) {
                break;
            }
            next += 1;
        }
        if let Some(start) = first {
            found.push(Stretch::new(start, next - 1), None, Form::Name, kinds, Finder::Syntax).plural = false;
        }
    }
}
