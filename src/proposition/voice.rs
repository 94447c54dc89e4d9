//! Voice undone: who does it is the subject, whatever the grammar makes of them.

use super::arguments::fillers;
use super::draft::Draft;
use super::scene::Scene;
use crate::analyse::{Deprel, TokenId, Upos, Xpos};
use crate::schema::Function;

/// Passive clauses and bare past participles ("helicopters supplied by Peru"). Auxiliaries and tags count as much as the
/// parser's labels, which often lack ":pass".
pub(super) fn is_passive(scene: &Scene<'_>, t: TokenId) -> bool {
    if scene.upos(t) != Upos::Verb {
        return false;
    }
    let mut last_auxiliary = None;
    for child in scene.sentence.children(t) {
        match scene.deprel(child) {
            Deprel::AuxPass => return true,
            Deprel::Aux => last_auxiliary = Some(child),
            _ => {}
        }
    }
    let participle = matches!(scene.xpos(t), Xpos::Vbn | Xpos::Vbd);
    match (last_auxiliary, scene.deprel(t)) {
        (Some(auxiliary), _) => participle && matches!(scene.lemmas[auxiliary].as_str(), "be" | "get"),
        (None, Deprel::Acl | Deprel::Amod) => participle && !scene.has_child(t, Deprel::Nsubj),
        (None, Deprel::Advcl | Deprel::Xcomp) => {
            scene.xpos(t) == Xpos::Vbn && !scene.has_child(t, Deprel::Nsubj) && !scene.has_child(t, Deprel::Obj)
        }
        (None, Deprel::Conj) => {
            scene.xpos(t) == Xpos::Vbn
                && !scene.has_child(t, Deprel::Nsubj)
                && scene.head(t).and_then(|head| scene.draft(head)).is_some_and(|draft| draft.passive)
        }
        _ => false,
    }
}

/// "Chad was given trucks": of the two objects that undoing leaves, the grammatical subject is the indirect one.
pub(super) fn second_object(draft: &mut Draft) {
    if !draft.passive || draft.surface.is_empty() {
        return;
    }
    let objects = draft.arguments.iter().filter(|argument| argument.function == Function::Object).count();
    let subject = draft
        .arguments
        .iter_mut()
        .find(|argument| argument.function == Function::Object && argument.heads == draft.surface);
    if let (2.., Some(subject)) = (objects, subject) {
        subject.function = Function::IndirectObject;
    }
}

/// "NATO-led", "Moscow-based": the noun joined to a participle.
pub(super) fn hyphenated(scene: &Scene<'_>, draft: &mut Draft, noun: TokenId) {
    let place = scene.lemmas[draft.token] == "base";
    let function = if place { Function::Preposition("in".into()) } else { Function::Subject };
    draft.add(function, fillers(scene, noun));
}
