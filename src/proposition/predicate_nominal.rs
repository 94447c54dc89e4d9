//! Nouns that say what somebody is: by apposition, by title, by "as", and after verbs of being and naming.
//! (A copula's noun is a clause of its own: see `arguments`.)

use super::TriggerClass;
use super::arguments::fillers;
use super::draft::{Draft, Standing};
use super::preposition::preposition;
use super::scene::Scene;
use crate::analyse::{Deprel, Mention, TokenId, Upos, Xpos};
use crate::schema::{Function, WordClass};

pub(super) fn add(scene: &mut Scene<'_>) {
    titles(scene);
    appositions(scene);
    complements(scene);
}

fn titles(scene: &mut Scene<'_>) {
    let titles: Vec<_> = scene.titles.iter().cloned().collect();
    for title in titles {
        let plural = matches!(scene.xpos(title.noun), Xpos::Nns | Xpos::Nnps);
        let bearers = if plural { fillers(scene, title.bearer) } else { vec![title.bearer] };
        // Of several each has an own: "Presidents X of Chile and Y of Peru"; the last one's is for all where no other has.
        let own = |&one: &TokenId| origin(scene, one);
        let origin = match bearers.as_slice() {
            [others @ .., last] if others.iter().find_map(own).is_none() => own(last),
            _ => None,
        };
        let draft = of_noun(scene, title.noun);
        draft.add(Function::Subject, bearers);
        for (function, head) in title.arguments {
            draft.add(function, vec![head]);
        }
        if let Some((function, heads)) = origin {
            draft.add(function, heads);
        }
    }
}

/// "President X of Chile": what is said of the name belongs to its title.
fn origin(scene: &Scene<'_>, bearer: TokenId) -> Option<(Function, Vec<TokenId>)> {
    let of = |&noun: &TokenId| noun > bearer && preposition(scene, noun).is_some_and(|lemma| lemma == "of");
    let noun = scene.sentence.children_by(bearer, Deprel::Nmod).find(of)?;
    Some((Function::Preposition("of".into()), fillers(scene, noun)))
}

/// "X, the head of the service" and "the head of the service, X".
fn appositions(scene: &mut Scene<'_>) {
    let found: Vec<(TokenId, Vec<TokenId>)> = (0..scene.lemmas.len())
        .filter_map(|t| {
            let head = scene.head(t)?;
            if scene.is_dated(t) || scene.is_dated(head) || !is_apposition(scene, t, head) {
                return None;
            }
            match (scene.name(head), scene.name(t)) {
                (Some(_), None) if is_common_noun(scene, t) => Some((t, vec![nearest(scene, head, t)])),
                (None, Some(_)) if is_common_noun(scene, head) && scene.titles.bearer(head).is_none() => {
                    Some((head, fillers(scene, t)))
                }
                _ => None,
            }
        })
        .collect();
    for (noun, bearers) in found {
        of_noun(scene, noun).add(Function::Subject, bearers.clone());
        // "X, the president of Y and head of Z".
        let conjuncts: Vec<TokenId> = scene.sentence.children_by(noun, Deprel::Conj).collect();
        for conjunct in conjuncts {
            if is_common_noun(scene, conjunct) && scene.name(conjunct).is_none() && !bearers.contains(&conjunct) {
                of_noun(scene, conjunct).add(Function::Subject, bearers.clone());
            }
        }
    }
    let rows: Vec<(TokenId, Vec<TokenId>)> =
        (0..scene.lemmas.len()).filter_map(|noun| Some((noun, row_beside(scene, noun)?))).collect();
    for (noun, bearers) in rows {
        let draft = of_noun(scene, noun);
        draft.arguments.retain_mut(|argument| {
            argument.heads.retain(|head| !bearers.contains(head));
            argument.function != Function::Subject && !argument.heads.is_empty()
        });
        draft.add(Function::Subject, bearers);
    }
}

/// "The ministers of X and Y, A and B", "A and B, the ministers of X and Y", "X and Y, members of Z": the row
/// beside a noun in the plural, by the order of the words alone: trees mix the two rows.
fn row_beside(scene: &Scene<'_>, noun: TokenId) -> Option<Vec<TokenId>> {
    let plural = matches!(scene.xpos(noun), Xpos::Nns | Xpos::Nnps);
    if !plural || scene.name(noun).is_some() {
        return None;
    }
    let personal = scene.is_person_noun(noun);
    let fits = |name: &&Mention| if personal { scene.is_person(name) } else { scene.is_collective(name) };
    let person = |t: TokenId| scene.name(t).filter(fits);
    let comma = |t: TokenId| scene.xpos(t) == Xpos::Comma;
    let joins = |t: TokenId| comma(t) || scene.upos(t) == Upos::Cconj;
    let within = |t: TokenId| scene.name(t).is_some() || joins(t) || scene.upos(t) == Upos::Det;
    let mut row = Vec::new();
    let of = noun + 1;
    if personal && scene.lemmas.get(of).is_some_and(|lemma| lemma == "of") {
        let mut t = (of + 1..scene.lemmas.len()).find(|&t| person(t).is_some() || !within(t))?;
        while comma(t - 1) || !row.is_empty() && t < scene.lemmas.len() {
            match person(t) {
                Some(name) if t == name.first => {
                    row.push(name.head);
                    t = name.last + 1;
                }
                None if joins(t) => t += 1,
                _ => break,
            }
            if t >= scene.lemmas.len() {
                break;
            }
        }
    }
    if row.is_empty() && (personal || scene.lemmas.get(of).is_some_and(|lemma| lemma == "of")) {
        let modifies =
            |t: TokenId| scene.name(t).is_none() && (scene.upos(t).is_nominal() || scene.upos(t) == Upos::Adj);
        let start = (0..noun).rev().find(|&t| !modifies(t) && scene.upos(t) != Upos::Det).filter(|&t| comma(t))?;
        let mut t = start;
        while let Some(before) = t.checked_sub(1) {
            match person(before) {
                Some(name) => {
                    row.push(name.head);
                    t = name.first;
                }
                None if joins(before) => t = before,
                None => break,
            }
        }
        row.reverse();
    }
    (row.len() > 1).then_some(row)
}

/// "X, Y and Z, head of the service": trees hang what is said of the last upon the first.
fn nearest(scene: &Scene<'_>, first: TokenId, noun: TokenId) -> TokenId {
    let named = |t: TokenId| scene.name(t).map(|name| name.head);
    let conjuncts = scene.sentence.children_by(first, Deprel::Conj).filter(|&conjunct| conjunct < noun);
    conjuncts.filter_map(named).last().or_else(|| named(first)).unwrap_or(first)
}

fn is_apposition(scene: &Scene<'_>, t: TokenId, head: TokenId) -> bool {
    match scene.deprel(t) {
        Deprel::Appos => true,
        // A comma without a conjunction after a person is seldom a list.
        Deprel::Conj | Deprel::List | Deprel::Dep | Deprel::Parataxis => {
            scene.name(head).is_some_and(|name| scene.is_person(name))
                && !scene.has_child(t, Deprel::Cc)
                && !scene.has_child(t, Deprel::Cop)
                && scene.sentence.children_by(head, Deprel::Conj).count() <= 1
                && scene.name(t).is_none()
        }
        _ => false,
    }
}

fn is_common_noun(scene: &Scene<'_>, t: TokenId) -> bool {
    matches!(scene.upos(t), Upos::Noun | Upos::Propn) && !scene.is_dated(t)
}

/// "serves as chair of", "was named commander", "became a member".
fn complements(scene: &mut Scene<'_>) {
    let mut found: Vec<Said> = Vec::new();
    for verb in scene.drafts.iter().filter(|draft| draft.class == TriggerClass::Verb) {
        let copular = verb.word.is(WordClass::Copular);
        let objective = verb.word.is(WordClass::ObjectiveCopular);
        // "Chile appointed Ana Vega ambassador": one phrase to the parser.
        let phrase = verb.argument(&Function::Complement).or_else(|| verb.argument(&Function::Object));
        let named =
            phrase.filter(|_| objective && !verb.passive).and_then(|nouns| person_before(scene, *nouns.first()?));
        let named: Vec<TokenId> = named.filter(|&name| name > verb.token).into_iter().collect();
        let named = (!named.is_empty()).then_some(named.as_slice());
        let object = verb.argument(&Function::Object);
        let (nouns, bearers) = if let Some(complement) = verb.argument(&Function::Complement) {
            let bearers = if copular && !verb.passive { None } else { object };
            let bearers = bearers.or(named).or_else(|| verb.argument(&Function::Subject));
            (complement, bearers)
        } else if copular && !verb.passive {
            // A parser may call what follows "become" its object.
            (object.unwrap_or_default(), verb.argument(&Function::Subject))
        } else if objective && verb.passive && verb.has(&Function::IndirectObject) {
            // "was appointed head": two objects to the parser.
            (object.unwrap_or_default(), verb.argument(&Function::IndirectObject))
        } else if named.is_some() {
            (object.unwrap_or_default(), named)
        } else {
            continue;
        };
        let Some(bearers) = bearers.filter(|bearers| !bearers.is_empty()) else { continue };
        // "Took office as minister", "replaced her as minister": the subject is one.
        let subject = verb.argument(&Function::Subject).unwrap_or_default();
        let bearers = match () {
            // What is still to come or in doubt for the one tells nothing of the other.
            _ if verb.word.is(WordClass::Succession) && verb.standing.is_settled() => [subject, bearers].concat(),
            _ if verb.word.is(WordClass::Succession) => subject.to_vec(),
            _ if verb.word.is(WordClass::Idiom) && !subject.is_empty() => subject.to_vec(),
            _ => bearers.to_vec(),
        };
        let by = if verb.word.is(WordClass::Appoints) { subject } else { &[] };
        for &noun in nouns {
            if is_common_noun(scene, noun) {
                found.push(Said { noun, bearers: bearers.clone(), by: by.to_vec(), standing: verb.standing.clone() });
            }
        }
    }
    for Said { noun, bearers, mut by, standing } in found {
        by.retain(|one| !bearers.contains(one));
        let draft = of_noun(scene, noun);
        // Who names somebody something is not that, though the parser may share the subject.
        draft.arguments.retain(|own| own.function != Function::Subject || by.is_empty() || own.heads != by);
        draft.add(Function::Preposition("by".into()), by);
        if !draft.has(&Function::Subject) {
            draft.add(Function::Subject, bearers);
            draft.presupposed = false;
            draft.standing = standing;
        }
    }
}

/// The person whose name ends where the phrase of a noun for persons begins.
fn person_before(scene: &Scene<'_>, noun: TokenId) -> Option<TokenId> {
    let modifies = |t: TokenId| scene.name(t).is_none() && (scene.upos(t).is_nominal() || scene.upos(t) == Upos::Adj);
    let before = (0..noun).rev().find(|&t| !modifies(t)).filter(|_| scene.is_person_noun(noun))?;
    scene.name(before).filter(|name| scene.is_person(name)).map(|name| name.head)
}

/// A noun that a verb says of somebody.
struct Said {
    noun: TokenId,
    bearers: Vec<TokenId>,
    /// Who makes them that: "Volvo named her chief executive".
    by: Vec<TokenId>,
    standing: Standing,
}

/// The draft of a noun, made where the noun had nothing to say by itself.
fn of_noun<'s>(scene: &'s mut Scene<'_>, noun: TokenId) -> &'s mut Draft {
    if scene.draft(noun).is_none() {
        let draft = Draft::new(noun, scene.lemmas[noun].clone(), scene.words[noun], TriggerClass::Noun);
        scene.put(draft);
    }
    scene.draft_mut(noun).expect("the draft was put just now")
}
