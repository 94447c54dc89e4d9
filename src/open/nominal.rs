//! What noun phrases say without a verb: appositions, titles and possessives.

use super::phrase::{noun_phrase, noun_phrase_without};
use super::reader::{Line, Reader};
use super::reliability;
use super::tuple::Shape;
use crate::analyse::{Deprel, Sentence, TokenId, Upos, Xpos};

/// Adds what the dependents of a noun say of it, and what its title says of a person.
pub(super) fn add(reader: &Reader<'_>, t: TokenId, lines: &mut Vec<Line>) {
    let sentence = reader.sentence;
    if let Some((title, name)) = reader.title(t) {
        lines.push(line(t, name, "is", title, Shape::Title));
        return;
    }
    let Some(head) = sentence.token(t).head else { return };
    let nominal = |t: TokenId| matches!(sentence.token(t).upos, Upos::Noun | Upos::Propn) && !reader.is_dated(t);
    if !nominal(t) || !nominal(head) {
        return;
    }
    match sentence.token(t).deprel {
        Deprel::Appos if head < t => {
            let (own, other) = (noun_phrase(sentence, t), noun_phrase_without(sentence, head, Some(t)));
            // "keyboardist Ana Vega": the name bears the title.
            let titled = head + 1 == own[0] && sentence.token(t).upos == Upos::Propn;
            if titled && reader.title(head).is_some() {
                return;
            }
            // Two names side by side are a row, or a place within a place; a bracket gives another name.
            let names = [t, head].iter().all(|&t| sentence.token(t).upos == Upos::Propn);
            if names && !titled && !in_brackets(sentence, t) {
                return;
            }
            lines.push(if titled {
                line(t, own, "is", other, Shape::Title)
            } else {
                line(t, other, "is", own, Shape::Apposition)
            });
        }
        Deprel::NmodPoss
            if sentence.children_by(t, Deprel::Case).any(|case| sentence.token(case).xpos == Xpos::Pos) =>
        {
            let owner = noun_phrase(sentence, t).into_iter().filter(|&word| sentence.token(word).xpos != Xpos::Pos);
            let thing = noun_phrase_without(sentence, head, Some(t));
            lines.push(line(t, owner.collect(), "has", thing, Shape::Possessive));
        }
        _ => {}
    }
}

fn in_brackets(sentence: &Sentence, t: TokenId) -> bool {
    sentence.children(t).any(|child| sentence.token(child).xpos == Xpos::Lrb)
}

fn line(trigger: TokenId, subject: Vec<TokenId>, verb: &'static str, argument: Vec<TokenId>, shape: Shape) -> Line {
    Line {
        trigger,
        subject,
        unspoken: Some(verb),
        relation: Vec::new(),
        arguments: vec![argument],
        shape,
        reliability: reliability::of(shape),
    }
}
