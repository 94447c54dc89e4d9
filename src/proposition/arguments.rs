//! The arguments that a tree gives a word directly, conjunctions shared out.

use smol_str::SmolStr;

use super::draft::Draft;
use super::preposition::{complex, preposition};
use super::scene::Scene;
use super::voice;
use crate::analyse::{Deprel, Form, Mention, TokenId, Upos, Xpos};
use crate::schema::{Function, WordClass};

/// Arguments of a verb or predicate adjective.
pub(super) fn of_clause(scene: &Scene<'_>, draft: &mut Draft) {
    use Deprel as D;
    let t = draft.token;
    draft.passive = voice::is_passive(scene, t);
    if let Some(subject) = subject(scene, t) {
        draft.surface = fillers(scene, subject);
        let function = if draft.passive { Function::Object } else { Function::Subject };
        draft.add(function, draft.surface.clone());
    }
    for child in scene.sentence.children(t) {
        if scene.is_dated(child) {
            continue;
        }
        match scene.deprel(child) {
            D::Obj => draft.add(Function::Object, fillers(scene, child)),
            D::Iobj => draft.add(Function::IndirectObject, fillers(scene, child)),
            D::Xcomp if scene.upos(child).is_nominal() => draft.add(Function::Complement, fillers(scene, child)),
            D::Obl | D::OblAgent | D::OblUnmarked | D::Nmod => oblique(scene, draft, child),
            D::Advmod | D::AdvclRelcl => relative_adverb(scene, draft, child),
            D::Compound if scene.upos(t) == Upos::Verb => voice::hyphenated(scene, draft, child),
            _ => {}
        }
    }
    asked_to(scene, draft);
    voice::second_object(draft);
}

/// "called on Oman to withdraw": what is asked of whom stands below "to", and tells the verb from "called on Oman".
fn asked_to(scene: &Scene<'_>, draft: &mut Draft) {
    let asks = draft.arguments.iter().any(|argument| match &argument.function {
        Function::Preposition(lemma) => scene.grammar.lexicon.is_oblique_control(&draft.lemma, lemma),
        _ => false,
    });
    if asks
        && let Some(clause) =
            scene.sentence.subtree(draft.token).into_iter().find(|&t| t > draft.token && scene.is_infinitive(t))
    {
        draft.add(Function::Preposition("to".into()), vec![clause]);
    }
}

/// The subject in the tree; of two, which only a parser's slip gives, the nearer.
fn subject(scene: &Scene<'_>, t: TokenId) -> Option<TokenId> {
    let subjects = scene
        .sentence
        .children(t)
        .filter(|&child| matches!(scene.deprel(child), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter));
    subjects.min_by_key(|&child| (scene.is_dated(child), child.abs_diff(t)))
}

/// Arguments of a noun.
pub(super) fn of_noun(scene: &Scene<'_>, draft: &mut Draft) {
    use Deprel as D;
    let t = draft.token;
    let is_predicate = scene.has_child(t, D::Cop);
    draft.is_basis = scene.deprel(t) == D::Obl && preposition(scene, t).is_some_and(|lemma| lemma == "under");
    if is_predicate
        && is_whereabouts(scene, t)
        && let Some(lemma) = preposition(scene, t)
    {
        draft.stands_below(lemma);
    }
    if let Some((lemma, place)) = venue(scene, t) {
        draft.add(Function::Preposition(lemma), vec![place]);
    }
    for party in parties(scene, t) {
        draft.add(Function::Modifier, vec![party]);
    }
    for child in scene.sentence.children(t) {
        match scene.deprel(child) {
            D::Nsubj | D::NsubjPass | D::NsubjOuter if is_predicate || scene.deprel(t) != D::Nsubj => {
                draft.surface = fillers(scene, child);
                draft.add(Function::Subject, draft.surface.clone());
            }
            D::NmodPoss => draft.add(Function::Possessor, fillers(scene, child)),
            D::Compound | D::Amod | D::NmodDesc | D::NmodUnmarked if child < t && !scene.is_dated(child) => {
                // "the European Union, Japan and Canada": what stands beside the whole name is beside no word of it.
                let heads = fillers(scene, child);
                if !heads.contains(&t) {
                    draft.add(Function::Modifier, heads);
                }
            }
            // "Mombasa, Kenya" (see `mend`).
            D::NmodUnmarked if is_larger_place(scene, t, child) => {
                draft.add(Function::Preposition("in".into()), vec![standard(scene, child)]);
            }
            D::Nmod | D::Obl if !scene.is_dated(child) => {
                if scene.sentence.children(child).any(|case| scene.xpos(case) == Xpos::Pos) {
                    draft.add(Function::Possessor, fillers(scene, child));
                } else {
                    oblique(scene, draft, child);
                }
            }
            D::Advmod => relative_adverb(scene, draft, child),
            _ => {}
        }
    }
}

/// "The Doha Forum in Lusail": the place that the name of what happens ends with, and its preposition.
fn venue(scene: &Scene<'_>, t: TokenId) -> Option<(SmolStr, TokenId)> {
    let name = scene.name(t).filter(|name| name.head == t && scene.is_happening(name))?;
    let mut inner = scene.analysis.mentions_in(scene.index).map(|(_, inner)| inner);
    let place = inner.find(|inner| inner.first > t && inner.last == name.last && scene.is_place(inner))?;
    let before = scene.sentence.tokens()[..place.first].iter().rev().find(|token| token.upos != Upos::Det)?;
    matches!(before.lemma.as_str(), "in" | "at").then(|| (before.lemma.clone(), place.head))
}

/// "The US-Japan Security Treaty": the states within a document's name, before its head.
fn parties<'s>(scene: &'s Scene<'_>, t: TokenId) -> impl Iterator<Item = TokenId> + 's {
    let name = scene.name(t).filter(|name| name.head == t && scene.is_document(name));
    let inner = name.into_iter().flat_map(move |name| {
        let within = move |inner: &&Mention| {
            let told = scene.is_state(inner) || scene.is_demonym(inner.head) && inner.form == Form::Demonym;
            told && name.first <= inner.first && inner.last < t
        };
        scene.analysis.mentions_in(scene.index).map(|(_, inner)| inner).filter(within)
    });
    inner.map(|inner| inner.head)
}

/// Whether a name behind the comma after a place tells where that lies.
fn is_larger_place(scene: &Scene<'_>, place: TokenId, larger: TokenId) -> bool {
    let is_spot = |t: TokenId| scene.name(t).is_some_and(|name| scene.is_spot(name));
    let named = is_spot(place) || place.checked_sub(1).is_some_and(is_spot);
    let behind =
        |larger: &Mention| larger.first > place + 1 && scene.lemmas[larger.first - 1] == "," && scene.is_place(larger);
    named && scene.name(larger).is_some_and(behind)
}

/// "was in Lima", "is now in Lima"; not "was due in Lima".
fn is_whereabouts(scene: &Scene<'_>, place: TokenId) -> bool {
    let case = scene.sentence.child_by(place, Deprel::Case);
    let before = case.and_then(|case| (0..case).rev().find(|&t| scene.upos(t) != Upos::Adv));
    scene.name(place).is_some() && before.is_some_and(|before| scene.upos(before) == Upos::Aux)
}

/// A prepositional phrase.
fn oblique(scene: &Scene<'_>, draft: &mut Draft, noun: TokenId) {
    if let Some((lemma, below)) = complex(scene, noun) {
        draft.add(Function::Preposition(lemma), fillers(scene, below));
        return;
    }
    let Some(lemma) = preposition(scene, noun) else {
        // "the Moscow-based fleet": a noun before a participle.
        if scene.upos(draft.token) != Upos::Verb {
            return;
        }
        if noun < draft.token {
            voice::hyphenated(scene, draft, noun);
        } else if draft.word.is(WordClass::Copular) {
            draft.add(Function::Complement, fillers(scene, noun));
        } else if !draft.passive && !scene.has_child(draft.token, Deprel::Obj) {
            // A bare phrase after a verb is its object, whatever the parser calls it.
            draft.add(Function::Object, fillers(scene, noun));
        }
        return;
    };
    if scene.grammar.lexicon.word(&lemma).is(WordClass::ExamplePreposition) {
        // They fill the argument of the noun they exemplify: see `fillers`.
        return;
    }
    let heads = fillers(scene, noun);
    if lemma == "as" && draft.class == super::TriggerClass::Verb {
        draft.add(Function::Complement, heads.clone());
    }
    if lemma == "by" && (draft.passive || scene.is(draft.token, WordClass::Event)) {
        draft.add(Function::Subject, heads.clone());
    }
    draft.add(Function::Preposition(lemma), heads);
}

/// "where": the antecedent of a relative clause as a place.
fn relative_adverb(scene: &Scene<'_>, draft: &mut Draft, adverb: TokenId) {
    if scene.xpos(adverb) == Xpos::Wrb
        && scene.lemmas[adverb] == "where"
        && let Some(antecedent) = antecedent(scene, adverb)
    {
        draft.add(Function::Preposition("in".into()), vec![standard(scene, antecedent)]);
    }
}

/// The heads that fill the function of which `t` is the tree's filler: conjuncts, examples, and names instead of the
/// titles and relative pronouns that stand for them; in text order.
pub(super) fn fillers(scene: &Scene<'_>, t: TokenId) -> Vec<TokenId> {
    let mut heads = Vec::new();
    collect(scene, t, &mut heads, 0);
    if heads.iter().any(|&head| !scene.is_dated(head)) {
        heads.retain(|&head| !scene.is_dated(head));
    }
    heads.sort_unstable();
    heads.dedup();
    heads
}

fn collect(scene: &Scene<'_>, t: TokenId, heads: &mut Vec<TokenId>, depth: usize) {
    // Trees of news sentences are not deeper; broken ones may run in circles.
    if depth > 12 {
        return;
    }
    if let Some(antecedent) = antecedent(scene, t) {
        heads.push(standard(scene, antecedent));
        return;
    }
    if let Some(leader) = leader(scene, t) {
        return collect(scene, leader, heads, depth + 1);
    }
    let head = standard(scene, t);
    heads.push(head);
    let is_name = scene.name(t).is_some();
    for source in [Some(t), (head != t).then_some(head)].into_iter().flatten() {
        for child in scene.sentence.children(source) {
            let more = match scene.deprel(child) {
                Deprel::Conj => scene.trigger_class(child) != Some(super::TriggerClass::Verb),
                Deprel::Nmod => match preposition(scene, child) {
                    Some(lemma) if scene.grammar.lexicon.word(&lemma).is(WordClass::ExamplePreposition) => true,
                    Some(lemma) => stands_for(scene, t, &lemma),
                    None => false,
                },
                Deprel::Appos | Deprel::Flat | Deprel::List => !is_name && scene.name(child).is_some(),
                _ => false,
            };
            if more && !scene.is_dated(child) {
                collect(scene, child, heads, depth + 1);
            }
        }
    }
}

/// Whether a noun only counts or pays for what follows it: "a batch of tanks", "$3 million in arms".
fn stands_for(scene: &Scene<'_>, t: TokenId, preposition: &str) -> bool {
    let counts = scene.is(t, WordClass::Partitive) || scene.upos(t) == Upos::Num;
    preposition == "of" && counts || matches!(preposition, "of" | "in") && scene.is(t, WordClass::Currency)
}

/// Who leads an unnamed group of people: "a delegation headed by X" stands for X.
fn leader(scene: &Scene<'_>, t: TokenId) -> Option<TokenId> {
    if !scene.is(t, WordClass::Partitive) || scene.name(t).is_some() {
        return None;
    }
    let led = scene.sentence.children_by(t, Deprel::Acl).find(|&clause| scene.is(clause, WordClass::Leading))?;
    let mut agents =
        scene.sentence.children(led).filter(|&agent| preposition(scene, agent).is_some_and(|by| by == "by"));
    agents.find(|&agent| scene.name(standard(scene, agent)).is_some_and(|name| scene.is_person(name)))
}

/// The token by which a filler is known: the head of the name that it is part of or the title of.
pub(super) fn standard(scene: &Scene<'_>, t: TokenId) -> TokenId {
    match scene.name(t) {
        // "Gave [Jordan Black Hawk helicopters]": the recipient has been taken out of the name.
        Some(_) if scene.deprel(t) == Deprel::Iobj => t,
        Some(name) => name.head,
        None => scene.titles.bearer(t).unwrap_or(t),
    }
}

/// What a relative pronoun or adverb stands for.
fn antecedent(scene: &Scene<'_>, t: TokenId) -> Option<TokenId> {
    if !matches!(scene.xpos(t), Xpos::Wdt | Xpos::Wp | Xpos::WpPoss | Xpos::Wrb)
        || scene.deprel(t) == Deprel::Det
        || scene.deprel(t) == Deprel::Mark
    {
        return None;
    }
    let clause = std::iter::once(t)
        .chain(scene.sentence.ancestors(t))
        .find(|&above| matches!(scene.deprel(above), Deprel::AclRelcl | Deprel::Acl | Deprel::AdvclRelcl));
    let before = preceding(scene, t);
    // "deployed in Peru, which borders Chile" read as a clause of deploying: the noun right before is meant.
    if clause.is_some_and(|clause| scene.deprel(clause) == Deprel::AdvclRelcl) && before.is_some() {
        return before;
    }
    let described = clause.and_then(|clause| scene.head(clause)).filter(|&noun| noun < t);
    let of_person = |noun: TokenId| {
        scene.is_person_noun(noun) || scene.name(standard(scene, noun)).is_some_and(|name| scene.is_person(name))
    };
    match (described, before) {
        // "talks with Ana Vega, who": parsers hang the clause on the talks.
        (Some(described), Some(before)) if scene.lemmas[t] == "who" && !of_person(described) && of_person(before) => {
            Some(before)
        }
        // "the reaction of Chad, which": what is described is a thing that one speaks of, where the one before is.
        (Some(described), Some(before))
            if scene.lemmas[t] == "which" && scene.name(before).is_some() && !scene.is_mentioned(described) =>
        {
            Some(before)
        }
        (Some(described), _) => Some(described),
        (None, before) if scene.xpos(t) != Xpos::Wrb => before,
        _ => None,
    }
}

/// The noun that stands right before a relative pronoun, a comma and a preposition aside.
fn preceding(scene: &Scene<'_>, pronoun: TokenId) -> Option<TokenId> {
    let mut t = pronoun.checked_sub(1)?;
    if scene.upos(t) == Upos::Adp {
        t = t.checked_sub(1)?;
    }
    if scene.lemmas[t] == "," {
        t = t.checked_sub(1)?;
    }
    matches!(scene.upos(t), Upos::Noun | Upos::Propn).then_some(t)
}
