//! What completes a clause: objects, obliques, clauses.

use super::clause::{infinitive_marker, is_finite, own_subject};
use super::phrase::{is_bare_pronoun, preposition};
use super::relation::is_chained;
use super::subject::antecedent;
use crate::analyse::{Deprel, Sentence, TokenId, Upos, Xpos};

/// A phrase that completes a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Complement {
    pub function: ComplementFunction,
    /// Where it stands; of what a pronoun stands for, the pronoun's place.
    pub place: TokenId,
    pub head: TokenId,
    pub preposition: Vec<TokenId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ComplementFunction {
    Object,
    /// "to be elected president": what somebody becomes or is called.
    Predicate,
    /// "that …", "to …" with a subject of its own.
    Clause,
    Oblique,
    /// "to defend the port".
    Purpose,
    Adverb,
}

/// The complements of one verb or predicate, in text order.
pub(super) fn complements(sentence: &Sentence, t: TokenId) -> Vec<Complement> {
    let nominal = !matches!(sentence.token(t).upos, Upos::Verb | Upos::Aux);
    let mut found: Vec<Complement> = sentence
        .children(t)
        .filter_map(|child| {
            let function = function(sentence, t, child, nominal)?;
            let head = match antecedent(sentence, t, child) {
                Some(noun) => noun,
                None if is_bare_pronoun(sentence, child) => return None,
                None => child,
            };
            let preposition = match function {
                ComplementFunction::Oblique | ComplementFunction::Predicate => preposition(sentence, child),
                _ => Vec::new(),
            };
            Some(Complement { function, place: child, head, preposition })
        })
        .collect();
    if let Some(gap) = gap(sentence, t, &found) {
        found.push(gap);
    }
    found
}

fn function(sentence: &Sentence, t: TokenId, child: TokenId, nominal: bool) -> Option<ComplementFunction> {
    use ComplementFunction as F;
    let token = sentence.token(child);
    Some(match token.deprel {
        Deprel::Obj | Deprel::Iobj => F::Object,
        Deprel::Obl | Deprel::OblAgent | Deprel::OblUnmarked => F::Oblique,
        // Of a nominal predicate, what stands before the copula is the clause's.
        Deprel::Nmod | Deprel::NmodUnmarked if nominal && child < t && before_copula(sentence, t, child) => F::Oblique,
        Deprel::Ccomp if !is_adverbial(sentence, child) => F::Clause,
        Deprel::Csubj if sentence.child_by(t, Deprel::Expl).is_some() => F::Clause,
        Deprel::Xcomp if is_chained(sentence, child) => return None,
        Deprel::Xcomp => F::Predicate,
        Deprel::Advcl if child > t && !is_finite(sentence, child) && infinitive_marker(sentence, child).is_some() => {
            F::Purpose
        }
        // "the port where it lies": the place stands for the adverb.
        Deprel::Advmod if sentence.token(child).xpos == Xpos::Wrb => {
            antecedent(sentence, t, child).map(|_| F::Oblique)?
        }
        Deprel::Advmod if child > t && !nominal => F::Adverb,
        _ => return None,
    })
}

/// "after he left": a clause whose marker tells when or why, whatever the parser makes of it.
fn is_adverbial(sentence: &Sentence, clause: TokenId) -> bool {
    sentence.children_by(clause, Deprel::Mark).any(|mark| {
        let token = sentence.token(mark);
        token.upos == Upos::Sconj && !matches!(token.lemma.as_str(), "that" | "whether" | "if" | "for" | "how")
    })
}

fn before_copula(sentence: &Sentence, t: TokenId, child: TokenId) -> bool {
    sentence.child_by(t, Deprel::Cop).is_some_and(|cop| child < cop)
}

/// The object of a relative clause without a pronoun: "the port Oman leases", "the port Oman plans to lease".
fn gap(sentence: &Sentence, t: TokenId, found: &[Complement]) -> Option<Complement> {
    let mut top = t;
    while is_chained(sentence, top) {
        top = sentence.token(top).head?;
    }
    let noun = sentence.token(top).head.filter(|_| sentence.token(top).deprel == Deprel::AclRelcl)?;
    let subject = own_subject(sentence, top)?;
    let pronoun = |below: TokenId| {
        is_bare_pronoun(sentence, below) && sentence.ancestors(below).take(2).any(|above| above == t || above == top)
    };
    let verbal = sentence.token(t).upos == Upos::Verb;
    let complete = found.iter().any(|one| one.function <= ComplementFunction::Clause);
    // "the day she left" is when, not what, she left.
    let adverbial = matches!(
        sentence.token(noun).lemma.as_str(),
        "time" | "moment" | "day" | "week" | "month" | "year" | "way" | "reason"
    );
    let open = verbal && !complete && !adverbial && noun < subject && !sentence.subtree(top).into_iter().any(pronoun);
    open.then(|| Complement { function: ComplementFunction::Object, place: noun, head: noun, preposition: Vec::new() })
}
