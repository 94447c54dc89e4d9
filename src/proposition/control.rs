//! Who the unspoken subject is: of infinitives, participles, relative clauses and conjuncts.

use super::TriggerClass;
use super::arguments::standard;
use super::draft::Draft;
use super::scene::Scene;
use crate::analyse::{Deprel, TokenId, Upos, Xpos};
use crate::schema::{Function, WordClass};

/// Gives a draft the subject that it shares with its governor, where it has none of its own.
pub(super) fn share(scene: &Scene<'_>, draft: &mut Draft) {
    use Deprel as D;
    let t = draft.token;
    let Some(head) = scene.head(t) else { return };
    match scene.deprel(t) {
        _ if is_cited_saying(scene, t) => {
            let cited = scene.sentence.ancestors(t).filter_map(|above| scene.draft(above));
            if let Some(cited) = cited.into_iter().find(|draft| draft.word.is(WordClass::Cites)) {
                let speaker = [Function::Object, Function::Subject]
                    .into_iter()
                    .find_map(|function| cited.argument(&function).map(<[TokenId]>::to_vec));
                take(draft, speaker.unwrap_or_default());
            }
        }
        D::Acl if is_noun_complement(scene, t) => {
            let heads = noun_subject(scene, head);
            take(draft, heads);
        }
        D::Acl | D::Amod if draft.class == TriggerClass::Verb => {
            let noun = vec![standard(scene, head)];
            take(draft, noun);
        }
        D::Acl | D::Amod if draft.class == TriggerClass::Adjective => take(draft, vec![standard(scene, head)]),
        D::AclRelcl => relative(scene, draft, head),
        D::Conj => coordinate(scene, draft, head),
        D::Xcomp | D::Advcl | D::Ccomp | D::Csubj => {
            if let Some((governor, _)) = scene.governor(t)
                && draft.surface.is_empty()
                && !scene.is_finite(t)
            {
                let heads = controller(scene, governor, draft);
                take(draft, heads);
            }
        }
        _ => {}
    }
}

/// "was quoted by the agency as saying": who is quoted says it, wherever the parser hangs the participle.
fn is_cited_saying(scene: &Scene<'_>, t: TokenId) -> bool {
    scene.xpos(t) == Xpos::Vbg
        && scene.is(t, WordClass::SpeechVerb)
        && t > 0
        && scene.lemmas[t - 1] == "as"
        && scene.sentence.ancestors(t).any(|above| scene.is(above, WordClass::Cites))
}

/// "a plan to lease", "the decision that": the clause is what the noun is about.
pub(super) fn is_noun_complement(scene: &Scene<'_>, clause: TokenId) -> bool {
    scene.is_infinitive(clause)
        || scene.sentence.children(clause).any(|child| {
            scene.deprel(child) == Deprel::Mark && matches!(scene.lemmas[child].as_str(), "that" | "of" | "for" | "to")
        })
}

fn take(draft: &mut Draft, heads: Vec<TokenId>) {
    if heads.is_empty() || !draft.surface.is_empty() {
        return;
    }
    let function = if draft.passive { Function::Object } else { Function::Subject };
    // "was planned to be supplied with": an agent in the passive keeps its place.
    draft.add_missing(function, &heads);
    draft.surface = heads;
}

/// The governor's argument that an infinitive or participle below it has as its subject.
fn controller(scene: &Scene<'_>, governor: &Draft, below: &Draft) -> Vec<TokenId> {
    let clause = below.token;
    if scene.deprel(clause) == Deprel::Xcomp || scene.is_infinitive(clause) {
        let oblique = governor.arguments.iter().find(|argument| match &argument.function {
            Function::Preposition(preposition) => {
                scene.grammar.lexicon.is_oblique_control(&governor.lemma, preposition)
            }
            _ => false,
        });
        if let Some(oblique) = oblique {
            return oblique.heads.clone();
        }
    }
    if scene.is_infinitive(clause)
        && let Some(whose) = whose_effort(scene, governor, clause)
    {
        return whose;
    }
    // "accused Oman of selling", "barred Oman from selling"; "sanctioned Oman for buying", and not "used the ship for".
    let acts = || {
        let object = governor.argument(&Function::Object);
        object.is_some_and(|object| object.iter().all(|&one| scene.is_actor(one)))
    };
    let gerund = scene.xpos(clause) == Xpos::Vbg
        && scene.sentence.children(clause).any(|mark| {
            matches!(scene.deprel(mark), Deprel::Mark | Deprel::Case)
                && match scene.lemmas[mark].as_str() {
                    "of" | "from" | "into" | "against" => true,
                    "for" | "on" | "over" => acts(),
                    _ => false,
                }
        });
    let by_object = (scene.deprel(clause) == Deprel::Xcomp || gerund)
        && !governor.passive
        && governor.class == TriggerClass::Verb
        && !governor.word.is(WordClass::SubjectControl);
    // "bought a ship to be based in Lima": what is bought, wherever the infinitive hangs.
    let to_be_done = below.passive
        && !governor.passive
        && governor.class == TriggerClass::Verb
        && scene.deprel(clause) == Deprel::Advcl
        && scene.is_infinitive(clause);
    if by_object || to_be_done {
        let object = governor.argument(&Function::IndirectObject).or_else(|| governor.argument(&Function::Object));
        // "made efforts to": the noun is what the clause is about, not who does it.
        if let Some(object) = object
            && !object.iter().any(|&noun| scene.words[noun].as_noun.is_some())
        {
            return object.to_vec();
        }
    }
    governor.surface.clone()
}

/// "praised her for her efforts to end the war": whose the noun is that stands before the infinitive below "on" or "for".
fn whose_effort(scene: &Scene<'_>, governor: &Draft, clause: TokenId) -> Option<Vec<TokenId>> {
    let first = scene.sentence.subtree(clause).into_iter().next()?;
    let noun = first.checked_sub(1).filter(|&noun| scene.upos(noun) == Upos::Noun && !scene.is_mentioned(noun))?;
    let below = scene.sentence.child_by(noun, Deprel::Case)?;
    let told = matches!(scene.lemmas[below].as_str(), "on" | "for") && governor.has(&Function::Object);
    let whose = scene.sentence.child_by(noun, Deprel::NmodPoss).filter(|_| told)?;
    // "congratulated Vega on her victory": her own.
    let own = governor.argument(&Function::Object).filter(|_| scene.upos(whose) == Upos::Pron);
    Some(own.map_or_else(|| vec![standard(scene, whose)], <[TokenId]>::to_vec))
}

/// Whose plan a plan is: "Peru's plan to", "plans by Peru to", "Peruvian plans to", "Peru has a plan to".
fn noun_subject(scene: &Scene<'_>, noun: TokenId) -> Vec<TokenId> {
    let Some(draft) = scene.draft(noun) else { return vec![standard(scene, noun)] };
    let own = [Function::Possessor, Function::Subject, Function::Preposition("by".into())];
    if let Some(heads) = own.iter().find_map(|function| draft.argument(function)) {
        return heads.to_vec();
    }
    if draft.word.as_noun.is_none() && !draft.word.is(WordClass::Event) {
        // "the first country to join".
        return vec![standard(scene, noun)];
    }
    let modifiers: Vec<_> = draft
        .arguments
        .iter()
        .filter(|argument| argument.function == Function::Modifier)
        .flat_map(|argument| argument.heads.iter().copied())
        .filter(|&modifier| scene.name(modifier).is_some() || scene.is_demonym(modifier))
        .collect();
    if !modifiers.is_empty() {
        return modifiers;
    }
    let between = [Function::Preposition("between".into()), Function::Preposition("of".into())];
    if let Some(heads) = draft.argument(&between[0]) {
        return heads.to_vec();
    }
    match scene.governor(noun) {
        Some((governor, _)) if !governor.surface.contains(&noun) => {
            governor.argument(&Function::Subject).unwrap_or_default().to_vec()
        }
        _ => Vec::new(),
    }
}

/// A relative clause without a pronoun: "the port Oman leases".
fn relative(scene: &Scene<'_>, draft: &mut Draft, noun: TokenId) {
    let below = scene.sentence.subtree(draft.token);
    let has_pronoun = below.iter().any(|&t| {
        matches!(scene.xpos(t), Xpos::Wdt | Xpos::Wp | Xpos::WpPoss | Xpos::Wrb) && scene.deprel(t) != Deprel::Mark
    });
    if has_pronoun || draft.class == TriggerClass::Noun {
        return;
    }
    let noun = [standard(scene, noun)];
    if draft.surface.is_empty() {
        take(draft, noun.to_vec());
    } else if !draft.has(&Function::Object) && !scene.has_child(draft.token, Deprel::Ccomp) {
        draft.add(Function::Object, noun.to_vec());
    }
}

fn coordinate(scene: &Scene<'_>, draft: &mut Draft, head: TokenId) {
    let Some(first) = scene.draft(head) else { return };
    match (draft.class, first.class) {
        (TriggerClass::Noun, TriggerClass::Noun) => {
            let clausal = scene.has_child(head, Deprel::Cop) || scene.deprel(head) == Deprel::Xcomp;
            if clausal && draft.surface.is_empty() {
                take(draft, first.surface.clone());
            }
        }
        (TriggerClass::Noun, _) => {
            if scene.has_child(draft.token, Deprel::Cop) {
                take(draft, first.surface.clone());
            }
        }
        _ => {
            take(draft, first.surface.clone());
            // "worked out and signed agreements": an object between neighbours belongs to both.
            let adjacent = (head + 1..draft.token).all(|t| {
                matches!(scene.upos(t), Upos::Cconj | Upos::Adv | Upos::Punct | Upos::Aux | Upos::Part)
                    || scene.deprel(t) == Deprel::CompoundPrt
            });
            let complete = [Deprel::Ccomp, Deprel::Xcomp];
            if adjacent
                && !draft.passive
                && !complete.iter().any(|&clause| scene.has_child(draft.token, clause))
                && let Some(object) = first.argument(&Function::Object)
                && object.iter().all(|&object| object > draft.token)
            {
                draft.add_missing(Function::Object, object);
            }
        }
    }
}

/// What a later conjunct has and an earlier neighbour lacks: "signed and ratified the treaty", "sale and delivery of".
pub(super) fn share_back(scene: &mut Scene<'_>) {
    let pairs: Vec<(TokenId, TokenId)> = scene
        .drafts
        .iter()
        .filter(|draft| scene.deprel(draft.token) == Deprel::Conj)
        .filter_map(|draft| scene.head(draft.token).map(|head| (head, draft.token)))
        .collect();
    for (head, conjunct) in pairs {
        let Some(later) = scene.draft(conjunct).cloned() else { continue };
        let between = head + 1..conjunct;
        let adjacent = between.clone().all(|t| {
            matches!(scene.upos(t), Upos::Cconj | Upos::Adv | Upos::Aux | Upos::Adj)
                || scene.deprel(t) == Deprel::CompoundPrt
        });
        if !adjacent {
            continue;
        }
        let is_event = scene.is_event(head) && scene.is_event(conjunct);
        let Some(first) = scene.draft_mut(head) else { continue };
        match (first.class, later.class) {
            (TriggerClass::Verb, TriggerClass::Verb) if !first.passive && !later.passive => {
                let object = later.argument(&Function::Object);
                if !first.has(&Function::Complement)
                    && let Some(object) = object
                {
                    first.add_missing(Function::Object, object);
                }
            }
            (TriggerClass::Noun, TriggerClass::Noun) if is_event => {
                for argument in &later.arguments {
                    if matches!(argument.function, Function::Preposition(_)) {
                        first.add_missing(argument.function.clone(), &argument.heads);
                    }
                }
            }
            _ => {}
        }
    }
}
