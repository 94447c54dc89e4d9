//! Nouns of happening: what they share with the verb that carries them ("held talks with", "deliveries began in May").

use super::draft::Draft;
use super::preposition::preposition;
use super::scene::Scene;
use super::{Polarity, TriggerClass};
use crate::analyse::{Deprel, MentionId, TokenId};
use crate::schema::{Function, WordClass};

/// Gives a noun what its conjunct and its light verb have to share.
pub(super) fn share(scene: &Scene<'_>, draft: &mut Draft) {
    let t = draft.token;
    let Some(head) = scene.head(t) else { return };
    let Some(governor) = scene.draft(head) else { return };
    if scene.deprel(t) == Deprel::Conj && governor.class == TriggerClass::Noun {
        share_modifiers(scene, governor, draft);
        if scene.is_event(t) && scene.is_event(head) {
            for argument in &governor.arguments {
                if matches!(argument.function, Function::Subject) {
                    draft.add_missing(argument.function.clone(), &argument.heads);
                }
            }
        }
        return;
    }
    match carried(scene, governor, t) {
        Some(Carried::AsObject) => lend(governor, draft, true),
        Some(Carried::AsSubject) => lend(governor, draft, false),
        None => {}
    }
    // "said during a meeting with": who said it met them.
    let circumstance = scene.deprel(t) == Deprel::Obl
        && governor.class == TriggerClass::Verb
        && scene.is_event(t)
        && draft.has(&Function::Preposition("with".into()))
        && !draft.has(&Function::Possessor);
    if circumstance {
        draft.add_missing(Function::Subject, &governor.surface);
    }
    // Who "does not have submarines" owns none.
    let possessed = scene.deprel(t) == Deprel::Obj
        && governor.word.is(WordClass::Possession)
        && governor.standing.polarity == Polarity::Positive;
    if possessed && let Some(owner) = governor.argument(&Function::Subject) {
        draft.add_missing(Function::Possessor, owner);
    }
}

/// "said at the Doha Forum": the name of what happens, as a circumstance.
pub(super) fn is_circumstance(scene: &Scene<'_>, t: TokenId) -> bool {
    let below_it =
        scene.deprel(t) == Deprel::Nmod && scene.head(t).is_some_and(|head| scene.deprel(head) == Deprel::Obl);
    (scene.deprel(t) == Deprel::Obl || below_it) && scene.name(t).is_some_and(|name| scene.is_happening(name))
}

/// What a participle or relative clause lends to the noun it describes, and what a verb's object has that the verb may
/// claim: "talks held in Lima", "received jets from Chile" with "from Chile" hung on the jets.
pub(super) fn share_back(scene: &mut Scene<'_>) {
    for index in 0..scene.drafts.len() {
        let draft = &scene.drafts[index];
        if draft.class == TriggerClass::Noun {
            continue;
        }
        let carrier = draft.clone();
        let t = carrier.token;
        if matches!(scene.deprel(t), Deprel::Acl | Deprel::AclRelcl)
            && let Some(noun) = scene.head(t)
            && scene.is_event(noun)
        {
            let is_object = carrier.argument(&Function::Object).is_some_and(|heads| heads.contains(&noun));
            let light = if is_object { WordClass::LightVerb } else { WordClass::LightIntransitive };
            if carrier.word.is(light)
                && let Some(draft) = scene.draft_mut(noun)
            {
                lend(&carrier, draft, is_object);
                carrier.standing.times.iter().for_each(|&time| draft.add_time(time));
            }
        }
        claim_from_object(scene, index, &carrier);
    }
}

enum Carried {
    AsObject,
    AsSubject,
}

fn carried(scene: &Scene<'_>, governor: &Draft, noun: TokenId) -> Option<Carried> {
    // "Chad hosted ministers": persons are nothing that one does.
    if governor.class != TriggerClass::Verb || scene.is_person_noun(noun) {
        return None;
    }
    // A verb is light only where the noun says what happens: "took Ana to" is a verb of its own.
    if scene.name(noun).is_some() {
        return None;
    }
    let is_surface = matches!(scene.deprel(noun), Deprel::Nsubj | Deprel::NsubjPass);
    match scene.deprel(noun) {
        // "gave the building a facade": what stands there does not happen.
        Deprel::Obj => {
            (governor.word.is(WordClass::LightVerb) && !scene.is_site_noun(noun)).then_some(Carried::AsObject)
        }
        _ if is_surface && governor.passive => governor.word.is(WordClass::LightVerb).then_some(Carried::AsObject),
        _ if is_surface => {
            (governor.word.is(WordClass::LightIntransitive) && scene.is_event(noun)).then_some(Carried::AsSubject)
        }
        Deprel::Obl | Deprel::Xcomp => {
            let preposition = preposition(scene, noun)?;
            let light = scene.grammar.lexicon.is_light_oblique(&governor.lemma, &preposition);
            light.then_some(Carried::AsObject)
        }
        _ => None,
    }
}

fn lend(carrier: &Draft, noun: &mut Draft, with_subject: bool) {
    for argument in &carrier.arguments {
        let shared = match argument.function {
            Function::Subject => with_subject,
            Function::Preposition(_) | Function::IndirectObject => true,
            _ => false,
        };
        if shared && !argument.heads.contains(&noun.token) {
            noun.add_missing(argument.function.clone(), &argument.heads);
        }
    }
}

/// "the Russian and Tajik defence ministers and chiefs of staff": what stands before the first is said of all, until one
/// begins a phrase of its own.
fn share_modifiers(scene: &Scene<'_>, first: &Draft, draft: &mut Draft) {
    let own_phrase = scene
        .sentence
        .children(draft.token)
        .any(|child| matches!(scene.deprel(child), Deprel::Det | Deprel::NmodPoss | Deprel::Amod | Deprel::Compound));
    if own_phrase || scene.name(draft.token).is_some() {
        return;
    }
    for argument in &first.arguments {
        if matches!(argument.function, Function::Possessor | Function::Modifier) {
            draft.add(argument.function.clone(), argument.heads.clone());
        }
    }
}

/// Parsers hang a phrase on the object that belongs to the verb as often as not: the verb may claim it too.
fn claim_from_object(scene: &mut Scene<'_>, index: usize, verb: &Draft) {
    let Some(object) = verb.argument(&Function::Object) else { return };
    let mut claimed: Vec<(Function, Vec<TokenId>)> = Vec::new();
    let mut times: Vec<MentionId> = Vec::new();
    let mut nouns = object.to_vec();
    for &noun in object {
        // The last of a list carries what is said of all.
        nouns.extend(scene.sentence.children(noun).filter(|&child| {
            matches!(scene.deprel(child), Deprel::Conj | Deprel::Appos | Deprel::List | Deprel::Dep | Deprel::Nmod)
                && scene.sentence.children(child).all(|case| scene.deprel(case) != Deprel::Case)
        }));
    }
    for noun in nouns {
        let Some(noun) = scene.draft(noun) else { continue };
        for argument in &noun.arguments {
            let is_free = matches!(&argument.function, Function::Preposition(preposition) if preposition != "of");
            if is_free && argument.heads.iter().all(|&head| head > noun.token) {
                claimed.push((argument.function.clone(), argument.heads.clone()));
            }
        }
        times.extend(noun.standing.times.iter().filter(|&&time| scene.analysis.mention(time).first > noun.token));
    }
    let verb = &mut scene.drafts[index];
    for (function, heads) in claimed {
        verb.add_missing(function, &heads);
    }
    if verb.standing.times.is_empty() {
        verb.standing.times = times;
    }
}
