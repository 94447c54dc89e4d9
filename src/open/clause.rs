//! Which tokens head a clause.

use crate::analyse::{Deprel, Sentence, TokenId, Upos, Xpos};

/// Whether a token heads a clause: a verb, or the predicate of a copula.
pub(super) fn is_predicate(sentence: &Sentence, t: TokenId) -> bool {
    use Deprel as D;
    let token = sentence.token(t);
    if sentence.child_by(t, D::Cop).is_some() {
        return !matches!(token.deprel, D::Aux | D::AuxPass | D::Cop | D::Mark | D::Case);
    }
    let clausal = matches!(
        token.deprel,
        D::Root
            | D::Conj
            | D::Ccomp
            | D::Xcomp
            | D::Advcl
            | D::AdvclRelcl
            | D::Acl
            | D::AclRelcl
            | D::Parataxis
            | D::Csubj
            | D::CsubjPass
            | D::Appos
            | D::Dep
            | D::List
    );
    match token.upos {
        Upos::Verb if token.deprel == D::Conj => !heads_noun_row(sentence, t),
        Upos::Verb => clausal,
        Upos::Aux => clausal && token.deprel != D::Xcomp,
        _ => false,
    }
}

/// Whether a clause's predicate is told by a copula: not in "is to sail".
pub(super) fn is_copular(sentence: &Sentence, t: TokenId) -> bool {
    sentence.child_by(t, Deprel::Cop).is_some() && sentence.token(t).upos != Upos::Verb
}

/// A verb's form coordinated with a noun or an adjective is one itself: "ships and landing craft", "old and damaged".
fn heads_noun_row(sentence: &Sentence, t: TokenId) -> bool {
    let Some(head) = sentence.token(t).head else { return false };
    let first = sentence.token(head);
    let nominal = matches!(first.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adv | Upos::Pron);
    nominal && sentence.child_by(head, Deprel::Cop).is_none() && !has_subject(sentence, t)
}

pub(super) fn has_subject(sentence: &Sentence, t: TokenId) -> bool {
    own_subject(sentence, t).is_some()
}

/// The subject that stands in the clause itself; where the parser found several, the nearest before the verb.
pub(super) fn own_subject(sentence: &Sentence, t: TokenId) -> Option<TokenId> {
    let is_subject = |&child: &TokenId| {
        matches!(
            sentence.token(child).deprel,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::Csubj | Deprel::CsubjPass
        )
    };
    let before = sentence.children(t).filter(is_subject).rfind(|&child| child < t);
    before.or_else(|| sentence.children(t).find(is_subject))
}

/// Whether the clause has a finite verb of its own.
pub(super) fn is_finite(sentence: &Sentence, t: TokenId) -> bool {
    let finite = |t: TokenId| matches!(sentence.token(t).xpos, Xpos::Vbd | Xpos::Vbp | Xpos::Vbz | Xpos::Md);
    finite(t) || sentence.children(t).any(|child| is_auxiliary(sentence, child) && finite(child))
}

/// Whether the clause's finite verb is in the past tense.
pub(super) fn is_past(sentence: &Sentence, t: TokenId) -> bool {
    let past = |t: TokenId| sentence.token(t).xpos == Xpos::Vbd;
    past(t) || sentence.children(t).any(|child| is_auxiliary(sentence, child) && past(child))
}

pub(super) fn is_auxiliary(sentence: &Sentence, t: TokenId) -> bool {
    matches!(sentence.token(t).deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
}

/// "to" before an infinitive.
pub(super) fn infinitive_marker(sentence: &Sentence, t: TokenId) -> Option<TokenId> {
    sentence.children(t).take_while(|&child| child < t).find(|&child| sentence.token(child).xpos == Xpos::To)
}

/// A relative pronoun: "which", "who", "that".
pub(super) fn is_relative_pronoun(sentence: &Sentence, t: TokenId) -> bool {
    matches!(sentence.token(t).xpos, Xpos::Wdt | Xpos::Wp) && sentence.token(t).deprel != Deprel::Mark
}

/// The token and those coordinated with it, in text order.
pub(super) fn conjuncts(sentence: &Sentence, head: TokenId) -> Vec<TokenId> {
    let mut all = vec![head];
    let mut next = 0;
    while next < all.len() {
        let row: Vec<TokenId> = sentence.children_by(all[next], Deprel::Conj).filter(|t| !all.contains(t)).collect();
        all.extend(row);
        next += 1;
    }
    all.sort_unstable();
    all
}
