//! Words around a trigger or a filler that no role holds: the wording of an office.

use std::ops::RangeInclusive;

use smol_str::SmolStr;

use crate::analyse::{Deprel, Sentence, TokenId, Upos, Xpos};
use crate::text::{Document, Span};

/// The trigger noun with its modifiers and complements, without what fills a role: "deputy defence minister",
/// "ambassador to NATO", "Minister of State for Foreign Affairs". `own` is where the
/// words of the office itself stand ("chief of staff"); `foreign` tells the tokens that it must not hold.
pub(super) fn trigger_phrase(
    document: &Document,
    sentence: &Sentence,
    trigger: TokenId,
    own: RangeInclusive<TokenId>,
    foreign: &dyn Fn(TokenId) -> bool,
) -> SmolStr {
    let mut first = trigger;
    while first > 0
        && !foreign(first - 1)
        && (own.contains(&(first - 1)) && is_under(document, sentence, first - 1) || premodifies(sentence, first - 1))
    {
        first -= 1;
    }
    let own_end = *own.end();
    let mut last = if (trigger + 1..=own_end).any(foreign) { trigger } else { own_end.max(trigger) };
    for child in sentence.children(trigger).filter(|&child| child > trigger) {
        let below = sentence.subtree(child);
        let (start, end) = (below[0], below[below.len() - 1]);
        if end <= last {
            continue;
        }
        let continues = matches!(sentence.token(child).deprel, Deprel::Nmod | Deprel::Flat | Deprel::Fixed);
        if !continues
            || start != last + 1
            || below.len() != end - start + 1
            || below.iter().any(|&token| foreign(token))
        {
            break;
        }
        last = end;
    }
    let span = sentence.token(first).span.cover(sentence.token(last).span);
    let own = singular(document, sentence, trigger, span);
    match before_foreign(sentence, trigger, first, foreign) {
        Some(outer) => format!("{} {own}", plain(document.slice(outer))).into(),
        None => own,
    }
}

/// The text of a span with its noun in the singular: of "Deputy Directors X and Y" each is one.
fn singular(document: &Document, sentence: &Sentence, noun: TokenId, span: Span) -> SmolStr {
    let token = sentence.token(noun);
    let form = document.slice(token.span);
    let lemma = token.lemma.to_lowercase();
    let stem = if lemma == form.to_lowercase() { lemma.strip_suffix('s').unwrap_or(&lemma) } else { &lemma };
    let shared = form.char_indices().zip(stem.chars()).take_while(|((_, own), other)| own.to_lowercase().eq([*other]));
    let kept = shared.last().map_or(0, |((at, own), _)| at + own.len_utf8());
    if !matches!(token.xpos, Xpos::Nns | Xpos::Nnps) || kept == 0 {
        return plain(document.slice(span));
    }
    // The letters that both have keep their case.
    let ending: String = stem.chars().skip(form[..kept].chars().count()).collect();
    let start = token.span.start() - span.start();
    let text = document.slice(span);
    plain(&format!("{}{}{ending}{}", &text[..start], &form[..kept], &text[start + form.len()..]))
}

/// "former" of "former Chilean defence minister", "deputy" of "the deputy Russian defence minister": what belongs to the
/// trigger before what fills a role.
fn before_foreign(
    sentence: &Sentence,
    trigger: TokenId,
    first: TokenId,
    foreign: &dyn Fn(TokenId) -> bool,
) -> Option<Span> {
    let inner = (0..first).rev().find(|&t| !foreign(t))?;
    let own = |t: &TokenId| sentence.token(*t).head == Some(trigger) && premodifies(sentence, *t) && !foreign(*t);
    let outer = (0..=inner).rev().take_while(own).last().filter(|_| inner + 1 < first)?;
    Some(sentence.token(outer).span.cover(sentence.token(inner).span))
}

/// Whether a token before the trigger belongs to its name: "deputy", "defence", "vice"; not "the", "his", "said". By its
/// class alone: trees of titles come in many shapes, while their order is fixed.
fn premodifies(sentence: &Sentence, token: TokenId) -> bool {
    let read = sentence.token(token);
    // "acting", "operating", "managing"
    let participle = read.xpos == Xpos::Vbg && matches!(read.deprel, Deprel::Amod | Deprel::Compound);
    matches!(read.upos, Upos::Noun | Upos::Propn | Upos::Adj) || read.xpos == Xpos::Hyph || participle
}

/// "Under Secretary"; "press secretary under Secretary X" is another matter.
fn is_under(document: &Document, sentence: &Sentence, token: TokenId) -> bool {
    let read = sentence.token(token);
    let capital = document.slice(read.span).starts_with(char::is_uppercase);
    let behind_noun = token > 0 && sentence.token(token - 1).upos.is_nominal();
    read.upos == Upos::Adp && (capital || !behind_noun)
}

/// A span's text on one line.
pub(super) fn plain(text: &str) -> SmolStr {
    if text.contains('\n') || text.contains("  ") {
        text.split_whitespace().collect::<Vec<_>>().join(" ").into()
    } else {
        text.into()
    }
}

/// The text of a span without the article before it.
pub(super) fn without_determiner(document: &Document, sentence: &Sentence, span: Span) -> SmolStr {
    let first = sentence.token_at(span.start());
    let start = match first {
        Some(token) if sentence.token(token).upos == Upos::Det && sentence.token(token).span.end() < span.end() => {
            sentence.token(token).span.end()
        }
        _ => span.start(),
    };
    plain(document.slice(Span::new(start, span.end()).expect("the determiner ends before the span")).trim())
}
