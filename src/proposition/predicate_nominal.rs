//! Nouns that say what somebody is: by apposition, by title, by "as", and after verbs of being and naming.
//! (A copula's noun is a clause of its own: see `arguments`.)

use super::TriggerClass;
use super::arguments::fillers;
use super::draft::{Draft, Standing};
use super::preposition::preposition;
use super::scene::Scene;
use crate::analyse::{Deprel, TokenId, Upos, Xpos};
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
        // Of several each has an own: "Presidents X of Chile and Y of Peru".
        let origin = origin(scene, title.bearer).filter(|_| bearers.len() == 1);
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
    let mut found: Vec<(TokenId, Vec<TokenId>, Standing)> = Vec::new();
    for verb in scene.drafts.iter().filter(|draft| draft.class == TriggerClass::Verb) {
        let copular = verb.word.is(WordClass::Copular);
        let objective = verb.word.is(WordClass::ObjectiveCopular);
        let object = verb.argument(&Function::Object);
        let (nouns, bearers) = if let Some(complement) = verb.argument(&Function::Complement) {
            let bearers = if copular && !verb.passive { None } else { object };
            let bearers = bearers.or_else(|| verb.argument(&Function::Subject));
            (complement, bearers)
        } else if copular && !verb.passive {
            // A parser may call what follows "become" its object.
            (object.unwrap_or_default(), verb.argument(&Function::Subject))
        } else if objective && verb.passive && verb.has(&Function::IndirectObject) {
            // "was appointed head": two objects to the parser.
            (object.unwrap_or_default(), verb.argument(&Function::IndirectObject))
        } else {
            continue;
        };
        let Some(bearers) = bearers else { continue };
        for &noun in nouns {
            if is_common_noun(scene, noun) {
                found.push((noun, bearers.to_vec(), verb.standing.clone()));
            }
        }
    }
    for (noun, bearers, standing) in found {
        let draft = of_noun(scene, noun);
        if !draft.has(&Function::Subject) {
            draft.add(Function::Subject, bearers);
            draft.presupposed = false;
            draft.standing = standing;
        }
    }
}

/// The draft of a noun, made where the noun had nothing to say by itself.
fn of_noun<'s>(scene: &'s mut Scene<'_>, noun: TokenId) -> &'s mut Draft {
    if scene.draft(noun).is_none() {
        let draft = Draft::new(noun, scene.lemmas[noun].clone(), scene.words[noun], TriggerClass::Noun);
        scene.put(draft);
    }
    scene.draft_mut(noun).expect("the draft was put just now")
}
