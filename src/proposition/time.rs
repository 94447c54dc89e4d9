//! Which time expression dates which trigger.

use super::TriggerClass;
use super::scene::Scene;
use crate::analyse::{Deprel, Form, MentionId, TokenId};

/// Each time expression with the trigger that it dates: the nearest clause or noun of happening above it, and any noun
/// that it stands before ("the 2012 agreement").
pub(super) fn by_trigger(scene: &Scene<'_>) -> Vec<(TokenId, MentionId)> {
    let mut dated = Vec::new();
    for (id, mention) in scene.analysis.mentions_in(scene.index) {
        if !matches!(mention.form, Form::Time(_)) {
            continue;
        }
        let mut below = mention.head;
        for above in scene.sentence.ancestors(mention.head) {
            let class = scene.trigger_class(above);
            let before = above > mention.last
                && matches!(
                    scene.deprel(below),
                    Deprel::Compound | Deprel::Amod | Deprel::Nummod | Deprel::NmodPoss | Deprel::NmodUnmarked
                );
            match class {
                Some(TriggerClass::Noun) if before || scene.is_event(above) || scene.has_child(above, Deprel::Cop) => {
                    dated.push((above, id));
                    break;
                }
                Some(TriggerClass::Verb | TriggerClass::Adjective) => {
                    dated.push((above, id));
                    break;
                }
                // "a plan for 2017" tells what the plan is for, not when it was made.
                Some(TriggerClass::Noun) if is_purpose(scene, mention.head) => break,
                // "troops since 2012": dates the noun, and the clause as well.
                Some(TriggerClass::Noun) => dated.push((above, id)),
                None => {}
            }
            below = above;
        }
    }
    dated
}

/// "for 2017", "for the coming year".
fn is_purpose(scene: &Scene<'_>, time: TokenId) -> bool {
    scene.sentence.children_by(time, Deprel::Case).any(|case| scene.lemmas[case] == "for")
}

/// The times of one trigger, nearest first.
pub(super) fn of(scene: &Scene<'_>, dated: &[(TokenId, MentionId)], trigger: TokenId) -> Vec<MentionId> {
    let mut times: Vec<MentionId> =
        dated.iter().filter(|(token, _)| *token == trigger).map(|&(_, time)| time).collect();
    times.sort_by_key(|&time| scene.analysis.mention(time).head.abs_diff(trigger));
    times
}
