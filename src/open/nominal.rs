//! What noun phrases say without a verb: appositions and possessives.

use super::phrase::noun_phrase;
use super::reader::{Line, Reader};
use super::tuple::Shape;
use crate::analyse::{Deprel, TokenId, Upos, Xpos};

/// Adds what the dependents of a noun say of it.
pub(super) fn add(reader: &Reader<'_>, t: TokenId, lines: &mut Vec<Line>) {
    let sentence = reader.sentence;
    let Some(head) = sentence.token(t).head else { return };
    let nominal = |t: TokenId| matches!(sentence.token(t).upos, Upos::Noun | Upos::Propn) && !reader.is_dated(t);
    if !nominal(t) || !nominal(head) {
        return;
    }
    match sentence.token(t).deprel {
        Deprel::Appos if head < t => lines.push(Line {
            trigger: t,
            subject: noun_phrase(sentence, head),
            unspoken: Some("is"),
            relation: Vec::new(),
            arguments: vec![noun_phrase(sentence, t)],
            shape: Shape::Apposition,
            reliability: 600,
        }),
        Deprel::NmodPoss
            if sentence.children_by(t, Deprel::Case).any(|case| sentence.token(case).xpos == Xpos::Pos) =>
        {
            let own = sentence.subtree(t);
            let mut thing = noun_phrase(sentence, head);
            thing.retain(|word| !own.contains(word));
            lines.push(Line {
                trigger: t,
                subject: noun_phrase(sentence, t)
                    .into_iter()
                    .filter(|&word| sentence.token(word).xpos != Xpos::Pos)
                    .collect(),
                unspoken: Some("has"),
                relation: Vec::new(),
                arguments: vec![thing],
                shape: Shape::Possessive,
                reliability: 300,
            });
        }
        _ => {}
    }
}
