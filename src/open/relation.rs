//! Relation phrases: the verb group, with what it takes over from the verbs that govern it.

use super::clause::{infinitive_marker, is_auxiliary, is_copular, is_finite, is_predicate, own_subject};
use super::subject::object;
use crate::analyse::{Deprel, Sentence, TokenId, Upos, Xpos};

/// Whether a clause is one relation phrase with the verb above it: "agreed to supply", "is able to sail".
pub(super) fn is_chained(sentence: &Sentence, t: TokenId) -> bool {
    let token = sentence.token(t);
    let Some(head) = token.head.filter(|_| token.deprel == Deprel::Xcomp) else { return false };
    let verbal = matches!(token.upos, Upos::Verb | Upos::Aux) || sentence.child_by(t, Deprel::Cop).is_some();
    verbal && head < t && is_predicate(sentence, head) && object(sentence, head).is_none()
}

/// The verb group of a clause up to its last verb, in the order in which it is read.
pub(super) fn verb_group(sentence: &Sentence, t: TokenId) -> Vec<TokenId> {
    let mut group = inherited(sentence, t, 8);
    group.extend(own(sentence, t));
    group
}

/// The words of the clause's own verb group.
fn own(sentence: &Sentence, t: TokenId) -> Vec<TokenId> {
    let verbal = matches!(sentence.token(t).upos, Upos::Verb | Upos::Aux);
    let copular = is_copular(sentence, t);
    let mut group: Vec<TokenId> = sentence.children(t).filter(|&child| is_auxiliary(sentence, child)).collect();
    if is_chained(sentence, t) || !group.is_empty() && verbal {
        group.extend(infinitive_marker(sentence, t));
    }
    if verbal {
        group.push(t);
        group.extend(sentence.children_by(t, Deprel::CompoundPrt));
    }
    group.sort_unstable();
    let (Some(&first), Some(&last)) = (group.first(), group.last()) else { return group };
    let adverbs: Vec<TokenId> = sentence
        .children(t)
        .filter(|&child| is_adverb(sentence, child) && sentence.children(child).next().is_none())
        .filter(|&child| {
            let within = first < child && child < last;
            let beside = child < t && (adjoins(sentence, child, first) || is_negation(sentence, child));
            within || beside || copular && child == last + 1 && child < t
        })
        .collect();
    group.extend(adverbs);
    group.sort_unstable();
    group.dedup();
    group
}

/// What the verbs above give: the whole group of a governing verb, the auxiliaries of a conjunct.
fn inherited(sentence: &Sentence, t: TokenId, depth: usize) -> Vec<TokenId> {
    let token = sentence.token(t);
    let Some(head) = token.head.filter(|_| depth > 0) else { return Vec::new() };
    if is_chained(sentence, t) {
        let mut group = inherited(sentence, head, depth - 1);
        group.extend(own(sentence, head));
        if !group.contains(&head) {
            group.push(head);
        }
        return group;
    }
    let shares = token.deprel == Deprel::Conj
        && head < t
        && is_predicate(sentence, head)
        && own_subject(sentence, t).is_none()
        && !is_finite(sentence, t)
        && !sentence.children(t).any(|child| is_auxiliary(sentence, child));
    if shares {
        let mut group = inherited(sentence, head, depth - 1);
        let first: Vec<TokenId> = own(sentence, head);
        group.extend(first.into_iter().filter(|&word| {
            is_auxiliary(sentence, word) || is_negation(sentence, word) || sentence.token(word).xpos == Xpos::To
        }));
        return group;
    }
    Vec::new()
}

/// "that" before a clause: it is read with the verb, "said that".
pub(super) fn that(sentence: &Sentence, clause: TokenId) -> Option<TokenId> {
    sentence.children_by(clause, Deprel::Mark).find(|&mark| sentence.token(mark).lemma == "that")
}

fn is_adverb(sentence: &Sentence, t: TokenId) -> bool {
    sentence.token(t).deprel == Deprel::Advmod && !matches!(sentence.token(t).xpos, Xpos::Wrb)
}

pub(super) fn is_negation(sentence: &Sentence, t: TokenId) -> bool {
    sentence.token(t).deprel == Deprel::Advmod
        && matches!(sentence.token(t).lemma.as_str(), "not" | "n't" | "never" | "n’t")
}

/// Whether nothing but adverbs stands between two tokens, the first before the second.
fn adjoins(sentence: &Sentence, from: TokenId, to: TokenId) -> bool {
    from < to && (from + 1..to).all(|t| sentence.token(t).upos == Upos::Adv)
}
