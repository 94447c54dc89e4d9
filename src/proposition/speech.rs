//! Reported speech within a sentence: "X said that", "…, X said", "according to X".

use super::draft::{Draft, Standing};
use super::factuality::source;
use super::scene::Scene;
use super::{Attribution, Polarity, Speech, TriggerClass};
use crate::analyse::{Deprel, TokenId};
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
    let speaker = *governor.argument(&function)?.first()?;
    Some(Attribution { speaker: (scene.index, speaker), speech: Speech::Indirect })
}

/// Attribution by words below the clause: "…, X said", "as X said", "according to X".
pub(super) fn attribute(scene: &Scene<'_>, draft: &mut Draft) {
    let lexicon = &scene.grammar.lexicon;
    let by_source = source(draft, |preposition| lexicon.word(preposition).is(WordClass::SourcePreposition));
    let speaker = by_source.or_else(|| aside(scene, draft.token));
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
