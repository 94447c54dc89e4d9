//! The tense of the clause that a date stands in.

use crate::analyse::{Deprel, Sentence, TokenId, Upos, Xpos};
use crate::proposition::Tense;

/// The tense of the nearest verb above a token; `None` where there is none or it does not tell.
pub(super) fn tense_over(sentence: &Sentence, token: TokenId) -> Tense {
    let verb = std::iter::once(token)
        .chain(sentence.ancestors(token))
        .find(|&above| matches!(sentence.token(above).upos, Upos::Verb | Upos::Aux) || has_copula(sentence, above));
    verb.map_or(Tense::None, |verb| tense_of(sentence, verb))
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
    if helpers.contains(&Xpos::Md) || infinitive {
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
