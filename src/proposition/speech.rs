//! Reported speech within a sentence: "X said that", "…, X said", "according to X".

use super::arguments::standard;
use super::draft::{Draft, Standing};
use super::factuality::source;
use super::scene::Scene;
use super::{Attribution, Polarity, Speech, TriggerClass};
use crate::analyse::{Deprel, TokenId, Upos, Xpos};
use crate::schema::{Function, WordClass};

/// A verb of saying with its speaker: what quotations look for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Report {
    pub sentence: usize,
    pub verb: TokenId,
    pub speaker: TokenId,
    /// A verb that says more than that somebody speaks.
    pub weak: bool,
}

/// Whether a draft is a word of saying.
pub(super) fn reports(draft: &Draft) -> bool {
    match draft.class {
        TriggerClass::Verb => draft.word.is(WordClass::SpeechVerb),
        TriggerClass::Noun => draft.word.is(WordClass::SpeechNoun),
        TriggerClass::Adjective => false,
    }
}

/// Who says what a word of saying governs; `None` for "it was reported that".
pub(super) fn speaker(scene: &Scene<'_>, governor: &Draft) -> Option<Attribution> {
    let function = match governor.class {
        TriggerClass::Noun if governor.has(&Function::Subject) => Function::Subject,
        TriggerClass::Noun => Function::Possessor,
        _ if governor.passive && governor.word.is(WordClass::Cites) => Function::Object,
        _ => Function::Subject,
    };
    let speaker = governor.argument(&function).and_then(|heads| heads.first().copied());
    let verb = governor.token;
    let beyond_marks = |&speaker: &TokenId| marks_between(scene, speaker, verb);
    let speaker = match speaker {
        Some(speaker) if governor.class != TriggerClass::Verb || !beyond_marks(&speaker) => speaker,
        _ if governor.passive || governor.class != TriggerClass::Verb => return None,
        // "…," said the minister: a parser that lost count of the marks looks for the subject within them.
        speaker => beside(scene, verb).or(speaker)?,
    };
    Some(Attribution { speaker: (scene.index, speaker), speech: Speech::Indirect })
}

/// Whether just one of the two stands within quotation marks.
pub(super) fn marks_between(scene: &Scene<'_>, one: TokenId, other: TokenId) -> bool {
    let between = one.min(other)..one.max(other);
    between.filter(|&t| matches!(scene.xpos(t), Xpos::OpenQuote | Xpos::CloseQuote)).count() % 2 == 1
}

/// The noun phrase right after a verb of saying, or right before it.
fn beside(scene: &Scene<'_>, verb: TokenId) -> Option<TokenId> {
    let nominal = |t: TokenId| matches!(scene.upos(t), Upos::Noun | Upos::Propn | Upos::Pron) && !scene.is_dated(t);
    let inner = |t: TokenId| {
        matches!(scene.upos(t), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Pron | Upos::Num)
            || scene.xpos(t) == Xpos::Pos
            || scene.xpos(t) == Xpos::Hyph
    };
    let mark = |t: TokenId| matches!(scene.xpos(t), Xpos::OpenQuote | Xpos::CloseQuote);
    let mut last = verb.checked_sub(1)?;
    if mark(last) {
        let after = (verb + 1..scene.lemmas.len()).take_while(|&t| inner(t)).last();
        return after.filter(|&last| nominal(last)).map(|last| standard(scene, last));
    }
    if scene.lemmas[last] == "," {
        // "X, the envoy to Y, said": whoever the apposition is about.
        let person = scene.names().filter(|name| name.last < last && scene.is_person(name)).last();
        return person.map(|name| name.head);
    }
    while scene.upos(last) == Upos::Adv || scene.upos(last) == Upos::Aux {
        last = last.checked_sub(1)?;
    }
    if !nominal(last) {
        return None;
    }
    // "the head of the department said": the first noun of the chain.
    loop {
        let first = (0..=last).rev().take_while(|&t| inner(t)).last()?;
        match first.checked_sub(2) {
            Some(noun) if scene.lemmas[first - 1] == "of" && nominal(noun) => last = noun,
            _ => return Some(standard(scene, last)),
        }
    }
}

/// Attribution by words below the clause: "…, X said", "as X said", "according to X".
pub(super) fn attribute(scene: &Scene<'_>, draft: &mut Draft) {
    let lexicon = &scene.grammar.lexicon;
    let by_source = source(draft, |preposition| lexicon.word(preposition).is(WordClass::SourcePreposition));
    let speaker = by_source.or_else(|| aside(scene, draft.token)).or_else(|| verbless(scene, draft.token));
    if let Some(speaker) = speaker {
        let attribution = Some(Attribution { speaker: (scene.index, speaker), speech: Speech::Indirect });
        let Standing { attribution: own, .. } = &mut draft.standing;
        *own = attribution;
        draft.outer.attribution = attribution;
    }
}

/// The subject of a reporting clause that stands beside this one.
fn aside(scene: &Scene<'_>, t: TokenId) -> Option<TokenId> {
    scene.sentence.children(t).find_map(|child| {
        let beside = match scene.deprel(child) {
            Deprel::Parataxis | Deprel::Discourse => true,
            Deprel::Advcl => scene.sentence.children(child).any(|marker| scene.lemmas[marker] == "as"),
            _ => false,
        };
        let reports = scene.is(child, WordClass::SpeechVerb)
            && !scene.is(t, WordClass::SpeechVerb)
            && !scene.has_child(child, Deprel::Ccomp);
        if !beside || !reports {
            return None;
        }
        let subject = if scene.is(child, WordClass::Cites) { Deprel::NsubjPass } else { Deprel::Nsubj };
        let subject = scene.sentence.child_by(child, subject)?;
        super::arguments::fillers(scene, subject).first().copied()
    })
}

/// "Ana Vega, the head of the fleet, that it was on course": where the verb of saying was left out, the person who
/// stands in its place.
fn verbless(scene: &Scene<'_>, t: TokenId) -> Option<TokenId> {
    let mut marks = scene.sentence.children(t).filter(|&child| scene.deprel(child) == Deprel::Mark);
    let that = marks.find(|&mark| scene.lemmas[mark] == "that")?;
    let verbless = scene.lemmas[..that].last().is_some_and(|before| before == ",")
        && !(0..that).any(|before| scene.is_finite_token(before));
    let mut names = scene.names().take_while(|name| name.last < that).filter(|_| verbless);
    names.find(|name| scene.is_person(name)).map(|name| name.head)
}

/// The reports of a sentence, in text order.
pub(super) fn all(scene: &Scene<'_>) -> Vec<Report> {
    let mut reports: Vec<Report> = scene
        .drafts
        .iter()
        .filter(|draft| draft.class == TriggerClass::Verb && reports(draft))
        .filter(|draft| draft.standing.polarity == Polarity::Positive)
        .filter_map(|draft| {
            let (_, speaker) = speaker(scene, draft)?.speaker;
            let weak = draft.word.is(WordClass::WeakSpeechVerb);
            Some(Report { sentence: scene.index, verb: draft.token, speaker, weak })
        })
        .collect();
    reports.sort_by_key(|report| report.verb);
    reports
}
