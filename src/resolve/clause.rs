//! The clause that a date stands in: its tense, and how it lies to another.

use crate::analyse::{Deprel, Sentence, TokenId, Upos, Xpos};
use crate::proposition::Tense;

/// The tense of the nearest verb above a token; `None` where there is none or it does not tell.
pub(super) fn tense_over(sentence: &Sentence, token: TokenId) -> Tense {
    verb_over(sentence, token).map_or(Tense::None, |verb| tense_of(sentence, verb))
}

/// Whether the verb above a token is denied, or the one that governs that ("is not expected to arrive").
pub(super) fn is_denied(sentence: &Sentence, token: TokenId) -> bool {
    let verbs = sentence.ancestors(token).filter(|&above| sentence.token(above).upos == Upos::Verb).take(2);
    let mut helpers = verbs.flat_map(|verb| sentence.children(verb));
    helpers.any(|child| matches!(sentence.token(child).lemma.as_str(), "not" | "n't" | "never"))
}

/// The nearest verb or predicate above a token, or the token itself.
fn verb_over(sentence: &Sentence, token: TokenId) -> Option<TokenId> {
    std::iter::once(token)
        .chain(sentence.ancestors(token))
        .find(|&above| matches!(sentence.token(above).upos, Upos::Verb | Upos::Aux) || has_copula(sentence, above))
}

/// Whether a date stands in another clause than the trigger it might date: in one that describes a noun ("the deal,
/// signed in 2010"), or in one that goes on with a verb of its own tense. What describes a noun by a participle is of
/// the time of the clause around it ("is touring Asia, visiting Nepal"), and what is told of what is `dated` is
/// told of all that happens there ("took part in a drill held in May"), as a pact is concluded when it is signed.
pub(super) fn is_apart(sentence: &Sentence, date: TokenId, trigger: TokenId, dated: &[TokenId]) -> bool {
    let (Some(own), Some(other)) = (verb_over(sentence, date), verb_over(sentence, trigger)) else { return false };
    let up = |from: TokenId| std::iter::once(from).chain(sentence.ancestors(from));
    let Some(shared) = up(own).find(|&above| up(other).any(|also| also == above)) else { return true };
    let differ = tense_of(sentence, own) != tense_of(sentence, other);
    let goes_on = |token: TokenId| match sentence.token(token).deprel {
        Deprel::AclRelcl => !is_there_and_then(sentence, token),
        Deprel::Conj | Deprel::Parataxis => differ && is_finite(sentence, token),
        _ => false,
    };
    let below = |end: TokenId| up(end).take_while(move |&above| above != shared);
    let leaves = |token: TokenId| {
        let described = || sentence.token(token).head.filter(|head| dated.contains(head));
        goes_on(token) || sentence.token(token).deprel == Deprel::Acl && described().is_none()
    };
    below(own).any(leaves) || below(other).any(goes_on)
}

/// "…, where they met", "during which he spoke": at the time of what is around it.
fn is_there_and_then(sentence: &Sentence, clause: TokenId) -> bool {
    sentence.children(clause).any(|child| match sentence.token(child).lemma.as_str() {
        "where" | "when" => true,
        "which" => sentence
            .children_by(child, Deprel::Case)
            .any(|case| matches!(sentence.token(case).lemma.as_str(), "during" | "at")),
        _ => false,
    })
}

fn is_finite(sentence: &Sentence, verb: TokenId) -> bool {
    let finite = |token| matches!(sentence.token(token).xpos, Xpos::Vbd | Xpos::Vbp | Xpos::Vbz | Xpos::Md);
    let helps = |deprel: Deprel| deprel.is(Deprel::Aux) || deprel == Deprel::Cop;
    finite(verb) || sentence.children(verb).any(|child| helps(sentence.token(child).deprel) && finite(child))
}

fn has_copula(sentence: &Sentence, token: TokenId) -> bool {
    sentence.child_by(token, Deprel::Cop).is_some()
}

fn tense_of(sentence: &Sentence, verb: TokenId) -> Tense {
    let helpers = sentence.children(verb).filter(|&child| {
        let deprel = sentence.token(child).deprel;
        deprel.is(Deprel::Aux) || deprel == Deprel::Cop
    });
    let helpers: Vec<Xpos> = helpers.map(|child| sentence.token(child).xpos).collect();
    let infinitive = sentence.children_by(verb, Deprel::Mark).any(|mark| sentence.token(mark).xpos == Xpos::To);
    // "Had planned to travel in June": that June is over.
    let over = infinitive && sentence.token(verb).head.is_some_and(|above| is_pluperfect(sentence, above));
    if over {
        return Tense::Past;
    }
    if helpers.contains(&Xpos::Md) || infinitive || is_appointed(sentence, verb) {
        return Tense::Future;
    }
    if helpers.contains(&Xpos::Vbd) {
        return Tense::Past;
    }
    match sentence.token(verb).xpos {
        Xpos::Vbd => Tense::Past,
        Xpos::Vbn => {
            let has = sentence
                .children(verb)
                .any(|child| sentence.token(child).deprel.is(Deprel::Aux) && sentence.token(child).lemma == "have");
            if has || helpers.is_empty() { Tense::Past } else { Tense::None }
        }
        Xpos::Vbz | Xpos::Vbp => Tense::Present,
        Xpos::Vbg if !helpers.is_empty() => Tense::Present,
        _ if helpers.iter().any(|helper| matches!(helper, Xpos::Vbz | Xpos::Vbp)) => Tense::Present,
        _ => Tense::None,
    }
}

fn is_pluperfect(sentence: &Sentence, verb: TokenId) -> bool {
    let had = |child: TokenId| sentence.token(child).lemma == "have" && sentence.token(child).xpos == Xpos::Vbd;
    sentence.token(verb).xpos == Xpos::Vbn && sentence.children_by(verb, Deprel::Aux).any(had)
}

/// "Was scheduled to sail", "were due to meet": the date is that of what was to come.
fn is_appointed(sentence: &Sentence, verb: TokenId) -> bool {
    let still_to_come = APPOINTED.contains(&sentence.token(verb).lemma.as_str());
    still_to_come
        && matches!(sentence.token(verb).xpos, Xpos::Vbn | Xpos::Jj | Xpos::Vbd)
        && !sentence.token(verb).deprel.is(Deprel::Amod)
        && sentence.children(verb).any(|child| matches!(sentence.token(child).deprel, Deprel::AuxPass | Deprel::Cop))
}

/// Lemmas of participles and adjectives that put off what they govern to the day told with them.
const APPOINTED: [&str; 5] = ["schedule", "due", "slate", "expect", "set"];
