//! What completes a clause: objects, obliques, clauses.

use super::clause::{infinitive_marker, is_finite};
use super::phrase::{is_bare_pronoun, preposition};
use super::relation::is_chained;
use super::subject::antecedent;
use crate::analyse::{Deprel, Sentence, TokenId, Upos};

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
        Deprel::Ccomp => F::Clause,
        Deprel::Csubj if sentence.child_by(t, Deprel::Expl).is_some() => F::Clause,
        Deprel::Xcomp if is_chained(sentence, child) => return None,
        Deprel::Xcomp => F::Predicate,
        Deprel::Advcl if child > t && !is_finite(sentence, child) && infinitive_marker(sentence, child).is_some() => {
            F::Purpose
        }
        Deprel::Advmod if child > t && !nominal => F::Adverb,
        _ => return None,
    })
}

fn before_copula(sentence: &Sentence, t: TokenId, child: TokenId) -> bool {
    sentence.child_by(t, Deprel::Cop).is_some_and(|cop| child < cop)
}

/// The object of a relative clause without a pronoun: "the port Oman leases".
fn gap(sentence: &Sentence, t: TokenId, found: &[Complement]) -> Option<Complement> {
    let token = sentence.token(t);
    let noun = token.head.filter(|_| token.deprel == Deprel::AclRelcl && token.upos == Upos::Verb)?;
    let subject = super::clause::own_subject(sentence, t)?;
    let pronoun = sentence.subtree(t).into_iter().any(|below| is_bare_pronoun(sentence, below));
    let complete = found.iter().any(|one| one.function <= ComplementFunction::Clause);
    (!pronoun && !complete && noun < subject).then(|| Complement {
        function: ComplementFunction::Object,
        place: noun,
        head: noun,
        preposition: Vec::new(),
    })
}
