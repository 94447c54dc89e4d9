//! Who a clause is about, spoken or not.

use super::clause::{is_finite, is_predicate, is_relative_pronoun, own_subject};
use super::phrase::follows_comma;
use crate::analyse::{Deprel, Sentence, TokenId, Upos, Xpos};

/// The head of the subject of a clause, with pronouns of relative clauses replaced by what they stand for.
pub(super) fn subject(sentence: &Sentence, t: TokenId) -> Option<TokenId> {
    let mut steps = sentence.tokens().len();
    let mut clause = t;
    // Up through conjuncts, infinitives and participles; trees are trees only by the parser's promise.
    while steps > 0 {
        steps -= 1;
        if let Some(own) = expletive(sentence, clause).or_else(|| own_subject(sentence, clause)) {
            return Some(antecedent(sentence, clause, own).unwrap_or(own)).filter(|&found| found != t);
        }
        let token = sentence.token(clause);
        let head = token.head?;
        match token.deprel {
            Deprel::AclRelcl => return Some(head),
            // "He left Oslo, taking the files": after a comma the participle is its clause's, whatever noun it follows.
            Deprel::Acl if is_loose_participle(sentence, clause) && governor(sentence, head).is_some() => {
                clause = governor(sentence, head)?;
                continue;
            }
            // "a programme for counting ships" does not count them.
            Deprel::Acl if sentence.child_by(clause, Deprel::Mark).is_some() => return None,
            Deprel::Acl => return Some(head),
            Deprel::Xcomp => {
                if let Some(object) = object(sentence, head) {
                    return Some(object);
                }
            }
            Deprel::Advcl if !is_finite(sentence, clause) => {}
            Deprel::Conj if is_predicate(sentence, head) || sentence.token(head).upos == Upos::Verb => {}
            _ => return None,
        }
        clause = head;
    }
    None
}

fn is_loose_participle(sentence: &Sentence, t: TokenId) -> bool {
    sentence.token(t).xpos == Xpos::Vbg && follows_comma(sentence, t)
}

/// The clause in which a noun stands, where the noun is not its subject.
fn governor(sentence: &Sentence, noun: TokenId) -> Option<TokenId> {
    let mut below = noun;
    for above in sentence.ancestors(noun) {
        if sentence.token(below).deprel.is(Deprel::Nsubj) {
            return None;
        }
        if is_predicate(sentence, above) {
            return Some(above);
        }
        below = above;
    }
    None
}

/// "there" of "there is", "it" of "it is said that".
pub(super) fn expletive(sentence: &Sentence, t: TokenId) -> Option<TokenId> {
    sentence.child_by(t, Deprel::Expl).filter(|&expletive| expletive < t)
}

pub(super) fn object(sentence: &Sentence, t: TokenId) -> Option<TokenId> {
    sentence.child_by(t, Deprel::Obj).or_else(|| sentence.child_by(t, Deprel::Iobj))
}

/// What a relative pronoun in the clause of `t` stands for: the noun that its clause hangs on, else the nearest before it.
pub(super) fn antecedent(sentence: &Sentence, t: TokenId, pronoun: TokenId) -> Option<TokenId> {
    let relative = is_relative_pronoun(sentence, pronoun) || sentence.token(pronoun).xpos == Xpos::Wrb;
    if !relative {
        return None;
    }
    let clause = std::iter::once(t)
        .chain(sentence.ancestors(t))
        .find(|&above| matches!(sentence.token(above).deprel, Deprel::AclRelcl | Deprel::Acl));
    let nominal = |&t: &TokenId| sentence.token(t).upos.is_nominal();
    let noun = clause.and_then(|clause| sentence.token(clause).head).filter(|&noun| noun < pronoun);
    noun.filter(nominal).or_else(|| nearest_noun(sentence, pronoun).filter(|_| is_relative_pronoun(sentence, pronoun)))
}

/// The noun right before a pronoun, a comma and a preposition aside.
fn nearest_noun(sentence: &Sentence, pronoun: TokenId) -> Option<TokenId> {
    let skipped = |&t: &TokenId| sentence.token(t).xpos == Xpos::Comma || sentence.token(t).upos == Upos::Adp;
    let noun = (0..pronoun).rev().find(|t| !skipped(t))?;
    matches!(sentence.token(noun).upos, Upos::Noun | Upos::Propn).then_some(noun)
}
