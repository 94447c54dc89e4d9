//! One sentence from its tree to drafts, from the root down.

use smol_str::{SmolStr, format_smolstr};

use super::draft::Draft;
use super::scene::Scene;
use super::speech::Report;
use super::{Grammar, TriggerClass, arguments, control, factuality, nominal, predicate_nominal, speech, time};
use crate::analyse::{Analysis, Deprel, TokenId};
use crate::schema::WordClass;
use crate::text::Document;

/// The drafts of a sentence in the order of their triggers, and who is reported to speak.
pub(super) fn read(
    document: &Document,
    analysis: &Analysis,
    index: usize,
    grammar: &Grammar,
) -> (Vec<Draft>, Vec<Report>) {
    let mut scene = Scene::new(document, analysis, index, grammar);
    let dated = time::by_trigger(&scene);
    for t in scene.top_down() {
        let Some(class) = scene.trigger_class(t) else { continue };
        let draft = read_trigger(&scene, t, class, &dated);
        scene.put(draft);
    }
    control::share_back(&mut scene);
    nominal::share_back(&mut scene);
    predicate_nominal::add(&mut scene);
    let reports = speech::all(&scene);
    let mut drafts = std::mem::take(&mut scene.drafts);
    drafts.sort_by_key(|draft| draft.token);
    (drafts, reports)
}

fn read_trigger(
    scene: &Scene<'_>,
    t: TokenId,
    class: TriggerClass,
    dated: &[(TokenId, crate::analyse::MentionId)],
) -> Draft {
    let lemma = lemma(scene, t, class);
    let word = if lemma == scene.lemmas[t] { scene.words[t] } else { scene.grammar.lexicon.word(&lemma) };
    let mut draft = Draft::new(t, lemma, word, class);
    match class {
        TriggerClass::Verb | TriggerClass::Adjective => arguments::of_clause(scene, &mut draft),
        TriggerClass::Noun => arguments::of_noun(scene, &mut draft),
    }
    control::share(scene, &mut draft);
    if class == TriggerClass::Noun {
        nominal::share(scene, &mut draft);
        draft.circumstance = nominal::is_circumstance(scene, t);
    }
    draft.outer = factuality::outer(scene, &draft);
    draft.presupposed = factuality::is_presupposed(scene, &draft);
    draft.standing = factuality::own(scene, &draft, time::of(scene, dated, t));
    if class != TriggerClass::Noun || scene.has_child(t, Deprel::Cop) {
        speech::attribute(scene, &mut draft);
    }
    draft
}

/// The lemma of a trigger with its particle ("take over") or the rest of its idiom ("take part").
fn lemma(scene: &Scene<'_>, t: TokenId, class: TriggerClass) -> SmolStr {
    let own = &scene.lemmas[t];
    if class != TriggerClass::Verb {
        return own.clone();
    }
    if let Some(particle) = scene.sentence.child_by(t, Deprel::CompoundPrt) {
        return format_smolstr!("{own} {}", scene.lemmas[particle]);
    }
    if scene.is(t, WordClass::IdiomHead) {
        let bare = scene.sentence.children(t).filter(|&child| {
            matches!(scene.deprel(child), Deprel::Obj | Deprel::Advmod) && !scene.has_child(child, Deprel::Det)
        });
        for child in bare {
            let idiom = format_smolstr!("{own} {}", scene.lemmas[child]);
            if scene.grammar.lexicon.word(&idiom).is(WordClass::Idiom) {
                return idiom;
            }
        }
    }
    own.clone()
}
