//! Phrases: which tokens of a subtree an argument keeps, and how they read.

use crate::analyse::{Deprel, Sentence, TokenId, Upos, Xpos};
use crate::text::{Document, Span};

use super::clause::is_relative_pronoun;

/// A noun with its modifiers, without its preposition, what it is coordinated with, and the clauses that tell more of it.
pub(super) fn noun_phrase(sentence: &Sentence, head: TokenId) -> Vec<TokenId> {
    noun_phrase_without(sentence, head, None)
}

/// As [`noun_phrase`], less the subtree of a token.
pub(super) fn noun_phrase_without(sentence: &Sentence, head: TokenId, without: Option<TokenId>) -> Vec<TokenId> {
    gather(sentence, head, &|child| {
        let deprel = sentence.token(child).deprel;
        Some(child) == without
            || matches!(deprel, Deprel::Conj | Deprel::CcPreconj)
            || leaves_phrase(sentence, head, child)
    })
}

/// A noun phrase with all that it is coordinated with.
pub(super) fn row_phrase(sentence: &Sentence, head: TokenId) -> Vec<TokenId> {
    gather(sentence, head, &|child| leaves_phrase(sentence, head, child))
}

/// A whole clause or phrase, without its marker; `without` is a token whose subtree is left out.
pub(super) fn clause_phrase(sentence: &Sentence, head: TokenId, without: Option<TokenId>) -> Vec<TokenId> {
    gather(sentence, head, &|child| {
        let token = sentence.token(child);
        Some(child) == without
            || token.deprel == Deprel::Cc && child < head
            || matches!(token.deprel, Deprel::Mark) && token.xpos != Xpos::To && child < head
    })
}

/// The predicate of a copula or of "become": a noun or adjective with its modifiers and what it is coordinated with.
pub(super) fn predicate_phrase(sentence: &Sentence, head: TokenId) -> Vec<TokenId> {
    match sentence.token(head).upos {
        Upos::Verb | Upos::Aux => clause_phrase(sentence, head, None),
        _ => row_phrase(sentence, head),
    }
}

/// Dependents of a phrase's head that are not part of what the phrase names.
fn leaves_phrase(sentence: &Sentence, head: TokenId, child: TokenId) -> bool {
    use Deprel as D;
    let token = sentence.token(child);
    match token.deprel {
        D::AclRelcl
        | D::Parataxis
        | D::Discourse
        | D::Vocative
        | D::Dislocated
        | D::Mark
        | D::Cop
        | D::Aux
        | D::AuxPass
        | D::Nsubj
        | D::NsubjPass
        | D::NsubjOuter
        | D::Csubj
        | D::CsubjOuter
        | D::Expl
        | D::Advcl
        | D::AdvclRelcl
        | D::Orphan => true,
        // The possessor's clitic stays with the possessor.
        D::Case => token.xpos != Xpos::Pos,
        D::Appos => child > head + 1,
        D::Acl if child > head && follows_comma(sentence, child) => true,
        _ => child > head && opens_relative(sentence, child),
    }
}

/// Whether the phrase of a token begins with a relative pronoun, whatever the parser makes of it.
fn opens_relative(sentence: &Sentence, t: TokenId) -> bool {
    let skipped = |&below: &TokenId| matches!(sentence.token(below).upos, Upos::Punct | Upos::Adp);
    let first = sentence.subtree(t).into_iter().find(|below| !skipped(below));
    first.is_some_and(|first| first != t && is_relative_pronoun(sentence, first))
}

/// Whether a comma stands right before the phrase of a token.
pub(super) fn follows_comma(sentence: &Sentence, t: TokenId) -> bool {
    let first = sentence.subtree(t).into_iter().find(|&below| sentence.token(below).upos != Upos::Punct);
    first.and_then(|first| first.checked_sub(1)).is_some_and(|before| sentence.token(before).xpos == Xpos::Comma)
}

/// The subtree of `head` without what `leaves` takes from its direct dependents, nor marks that hang at an edge.
fn gather(sentence: &Sentence, head: TokenId, leaves: &dyn Fn(TokenId) -> bool) -> Vec<TokenId> {
    let mut kept = vec![head];
    for child in sentence.children(head) {
        if !leaves(child) {
            kept.extend(sentence.subtree(child));
        }
    }
    kept.sort_unstable();
    kept.dedup();
    trim(sentence, &mut kept);
    close(sentence, &mut kept);
    if let [first, .., last] = kept[..]
        && sentence.token(first).xpos == Xpos::Lrb
        && sentence.token(last).xpos == Xpos::Rrb
    {
        kept.pop();
        kept.remove(0);
    }
    kept
}

/// Takes out marks and conjunctions beside which nothing was kept: a comma before an apposition that was left out.
fn trim(sentence: &Sentence, kept: &mut Vec<TokenId>) {
    let mark = |t: TokenId| {
        let token = sentence.token(t);
        token.upos == Upos::Punct && token.xpos != Xpos::Hyph || token.upos == Upos::Cconj
    };
    loop {
        let whole = kept.clone();
        let stays = |at: usize| {
            let t = whole[at];
            let before = at > 0 && whole[at - 1] + 1 == t;
            let after = whole.get(at + 1) == Some(&(t + 1));
            let opens = matches!(sentence.token(t).xpos, Xpos::OpenQuote | Xpos::Lrb);
            let closes = matches!(sentence.token(t).xpos, Xpos::CloseQuote | Xpos::Rrb);
            !mark(t)
                || (before && after)
                || (opens && after && closed(sentence, &whole, at))
                || (closes && before && opened(sentence, &whole, at))
        };
        let mut at = 0;
        kept.retain(|_| {
            at += 1;
            stays(at - 1)
        });
        if kept.len() == whole.len() {
            return;
        }
    }
}

/// Takes in the mark next to a phrase that closes or opens what is quoted or bracketed within it.
fn close(sentence: &Sentence, kept: &mut Vec<TokenId>) {
    let (Some(&first), Some(&last)) = (kept.first(), kept.last()) else { return };
    for (opening, closing) in [(Xpos::OpenQuote, Xpos::CloseQuote), (Xpos::Lrb, Xpos::Rrb)] {
        let count = |wanted: Xpos| kept.iter().filter(|&&t| sentence.token(t).xpos == wanted).count();
        let (opened, closed) = (count(opening), count(closing));
        if opened > closed && sentence.tokens().get(last + 1).is_some_and(|next| next.xpos == closing) {
            kept.push(last + 1);
        } else if closed > opened && first > 0 && sentence.token(first - 1).xpos == opening {
            kept.insert(0, first - 1);
        }
    }
}

fn closed(sentence: &Sentence, kept: &[TokenId], at: usize) -> bool {
    kept[at..].iter().any(|&t| matches!(sentence.token(t).xpos, Xpos::CloseQuote | Xpos::Rrb))
}

fn opened(sentence: &Sentence, kept: &[TokenId], at: usize) -> bool {
    kept[..at].iter().any(|&t| matches!(sentence.token(t).xpos, Xpos::OpenQuote | Xpos::Lrb))
}

/// The preposition of a phrase with its fixed parts: "because of".
pub(super) fn preposition(sentence: &Sentence, head: TokenId) -> Vec<TokenId> {
    let mut words: Vec<TokenId> = sentence
        .children_by(head, Deprel::Case)
        .filter(|&case| sentence.token(case).xpos != Xpos::Pos)
        .flat_map(|case| sentence.subtree(case))
        .collect();
    words.sort_unstable();
    words
}

/// Whether the phrase is nothing but a relative or interrogative pronoun.
pub(super) fn is_bare_pronoun(sentence: &Sentence, head: TokenId) -> bool {
    is_relative_pronoun(sentence, head) || sentence.token(head).xpos == Xpos::Wrb
}

/// Tokens as written, on one line; a space where words between were left out.
pub(super) fn text(document: &Document, sentence: &Sentence, tokens: &[TokenId]) -> String {
    let mut out = String::new();
    for run in tokens.chunk_by(|&one, &next| one + 1 == next) {
        let (first, last) = (sentence.token(run[0]).span, sentence.token(run[run.len() - 1]).span);
        let span = Span::new(first.start(), last.end()).expect("tokens stand in order");
        for word in document.slice(span).split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}
