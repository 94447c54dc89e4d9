//! Noun phrases as names: head noun, what stands before it, and its complement.

use crate::analyse::{Deprel, Sentence, TokenId, Upos, Xpos};
use crate::text::Document;

/// Which complements of the head noun belong to the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Complement {
    /// "anti-aircraft missile systems": none.
    None,
    /// "meeting of defence ministers", "summit in Riga".
    Of,
    /// "government of one country": the first conjunct of an "of" complement.
    One,
    /// "agreement on the creation of …", "deal to use …".
    Content,
    /// "agreement for Peru to lend …": all words up to this one.
    Through(TokenId),
}

/// The tokens of the name that a noun phrase gives, in text order: what stands before its head from `first` on, the
/// head, and the complements. `skip` tells tokens that are no part of it: countries named apart, time expressions.
pub(crate) fn name_tokens(
    document: &Document,
    sentence: &Sentence,
    first: TokenId,
    head: TokenId,
    complement: Complement,
    skip: impl Fn(TokenId) -> bool,
) -> Vec<TokenId> {
    let mut tokens = premodifiers(document, sentence, first, head, &skip);
    tokens.push(head);
    match complement {
        Complement::None => return tokens,
        Complement::Through(last) => {
            tokens.extend(head + 1..=last);
            return tokens;
        }
        _ => {}
    }
    let mut complements = Vec::new();
    for child in sentence.children(head).filter(|&child| child > head) {
        let token = sentence.token(child);
        let case = sentence.child_by(child, Deprel::Case).map(|case| sentence.token(case).lemma.as_str());
        let fits = match token.deprel {
            Deprel::Nmod => match complement {
                Complement::Content => {
                    case.is_some_and(|case| !matches!(case, "with" | "under" | "at" | "after" | "since" | "during"))
                }
                Complement::Of => case.is_some_and(|case| matches!(case, "of" | "between" | "in")),
                Complement::One | Complement::None | Complement::Through(_) => case == Some("of"),
            },
            Deprel::Acl => complement == Complement::Content && sentence.child_by(child, Deprel::Mark).is_some(),
            Deprel::Flat | Deprel::Nummod | Deprel::Compound => child == head + 1,
            _ => false,
        };
        if fits {
            complements.push((child, case));
        }
    }
    if complement == Complement::Content && complements.is_empty() {
        complements.extend(content_beside(sentence, head));
    }
    // "in PLACE" names only what nothing else names: "summit in Riga".
    if complements.len() > 1 || tokens.len() > 1 {
        complements.retain(|&(_, case)| case != Some("in"));
    }
    let mut next = head + 1;
    for (child, _) in complements {
        let subtree = sentence.subtree(child);
        let first = *subtree.first().expect("a subtree holds its root");
        let gap = (next..first).all(|t| sentence.token(t).upos == Upos::Punct || skip(t));
        if subtree.contains(&head) || (!gap && complement == Complement::Of) {
            break;
        }
        let ends = |&t: &TokenId| {
            ends_name(document, sentence, t) || (complement == Complement::One && sentence.token(t).upos == Upos::Cconj)
        };
        let stop = subtree.iter().position(ends).unwrap_or(subtree.len());
        let kept = trimmed(sentence, &subtree[..stop], &skip);
        if tokens.len() + kept.len() > MAX_TOKENS {
            break;
        }
        tokens.extend_from_slice(kept);
        if stop < subtree.len() {
            break;
        }
        next = subtree[subtree.len() - 1] + 1;
    }
    tokens
}

/// Whether nothing behind the noun may be left out: "agreement for Peru to lend …", "deal between Saab and the navy".
pub(crate) fn is_whole(sentence: &Sentence, head: TokenId, last: TokenId) -> bool {
    let tokens = sentence.tokens();
    let infinitive = |t: TokenId| tokens[t].xpos == Xpos::To && tokens[t + 1].xpos == Xpos::Vb;
    head < last
        && match tokens[head + 1].lemma.as_str() {
            "for" => (head + 2..last).any(infinitive),
            "between" => (head + 2..last).any(|t| tokens[t].lemma == "and"),
            _ => false,
        }
}

/// "signed an agreement on fishing": trees hang what an agreement is on below the verb as often as below the agreement.
fn content_beside(sentence: &Sentence, head: TokenId) -> Option<(TokenId, Option<&str>)> {
    let on = head + 1;
    let case = sentence.tokens().get(on).filter(|token| token.deprel == Deprel::Case && token.lemma == "on")?;
    let content = case.head?;
    let beside = sentence.token(content).head.is_some() && sentence.token(content).head == sentence.token(head).head;
    (beside && sentence.token(content).deprel == Deprel::Obl).then_some((content, Some("on")))
}

/// The words of the tokens as the text has them, one space where any or a left-out token stood.
pub(crate) fn text_of(document: &Document, sentence: &Sentence, tokens: &[TokenId]) -> String {
    let mut text = String::new();
    let mut end = None;
    for &t in tokens {
        let span = sentence.token(t).span;
        if end.is_some_and(|end| end != span.start()) {
            text.push(' ');
        }
        text.push_str(document.slice(span));
        end = Some(span.end());
    }
    text
}

const MAX_TOKENS: usize = 18;

fn premodifiers(
    document: &Document,
    sentence: &Sentence,
    first: TokenId,
    head: TokenId,
    skip: &impl Fn(TokenId) -> bool,
) -> Vec<TokenId> {
    let mut kept: Vec<TokenId> = (first..head)
        .filter(|&t| {
            let token = sentence.token(t);
            let vague = token.upos == Upos::Adj && (is_vague(&token.lemma) || token.xpos == Xpos::Jjs);
            !skip(t) && !vague && !is_money(document, sentence, t) && !matches!(token.upos, Upos::Det | Upos::Pron)
        })
        .collect();
    while let Some(&first) = kept.first() {
        let text = document.slice(sentence.token(first).span);
        let stray = sentence.token(first).upos == Upos::Punct
            || matches!(text, "'s" | "’s" | "'" | "’" | "and" | "or" | "-")
            || is_joined(document, sentence, first);
        if !stray {
            break;
        }
        kept.remove(0);
    }
    kept
}

/// "coast-to-coast", "first-ever": what a hyphen joins to the word before it is no beginning.
fn is_joined(document: &Document, sentence: &Sentence, t: TokenId) -> bool {
    let Some(hyphen) = t.checked_sub(1).map(|before| sentence.token(before).span) else { return false };
    document.slice(hyphen) == "-" && hyphen.end() == sentence.token(t).span.start()
}

/// A word of a sum: "a $10 billion deal", "the 2 billion dollar contract".
fn is_money(document: &Document, sentence: &Sentence, t: TokenId) -> bool {
    let text = document.slice(sentence.token(t).span);
    let currency = |text: &str| {
        text.ends_with(['$', '€', '£', '¥'])
            || matches!(
                text.to_lowercase().as_str(),
                "dollar" | "dollars" | "euro" | "euros" | "pound" | "pounds" | "yen" | "rouble" | "ruble" | "rupee"
            )
    };
    let amount =
        |text: &str| matches!(text.to_lowercase().as_str(), "million" | "billion" | "trillion" | "bn" | "m" | "mn");
    let counted = |t: TokenId| t > 0 && sentence.token(t - 1).upos == Upos::Num;
    let number = sentence.token(t).upos == Upos::Num;
    let before = |t: TokenId| t.checked_sub(1).map(|t| document.slice(sentence.token(t).span));
    currency(text) && (number || counted(t) || text.len() < 4)
        || (number || amount(text)) && before(t).is_some_and(|before| currency(before) || amount(before))
        || amount(text) && counted(t)
}

/// Where a proper name begins that runs up to the head noun: "Cam Ranh Bay" of "strategic Cam Ranh Bay base".
pub(crate) fn proper_start(document: &Document, sentence: &Sentence, first: TokenId, head: TokenId) -> Option<TokenId> {
    let proper = |t: TokenId| {
        let text = document.slice(sentence.token(t).span);
        text.starts_with(|c: char| c.is_uppercase()) || matches!(text, "-" | "&")
    };
    let start = (first..head).rev().take_while(|&t| proper(t)).last()?;
    (sentence.token(start).upos != Upos::Punct).then_some(start)
}

/// A proper name with a number right before the noun phrase: "Eager Lion 2019" of "Eager Lion 2019 joint exercise".
pub(crate) fn numbered_before(document: &Document, sentence: &Sentence, first: TokenId) -> Option<String> {
    let text = |t: TokenId| document.slice(sentence.token(t).span);
    let number = first.checked_sub(1)?;
    if !text(number).chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let proper = |&t: &TokenId| text(t).starts_with(|c: char| c.is_uppercase()) || text(t) == "-";
    let start = (0..number).rev().take_while(proper).last()?;
    let tokens: Vec<TokenId> = (start..first).collect();
    Some(text_of(document, sentence, &tokens))
}

/// "dubbed “Friendship 2006”", "named Blow of Spring": the proper name that the words behind a noun phrase give.
pub(crate) fn dubbed(document: &Document, sentence: &Sentence, last: TokenId) -> Option<String> {
    let word = |t: TokenId| sentence.tokens().get(t).map(|token| document.slice(token.span));
    let mut t = last + 1;
    if word(t) == Some(",") {
        t += 1;
    }
    if word(t) == Some("code") {
        t += 1;
    }
    if word(t) == Some("-") {
        t += 1;
    }
    let names = ["dubbed", "called", "named", "codenamed", "code-named", "nicknamed", "titled", "christened"];
    if !names.contains(&word(t)?) {
        return None;
    }
    t += 1;
    let quote = |text: &str| matches!(text, "\"" | "“" | "”" | "``" | "''" | "'" | "‘" | "’");
    let quoted = word(t).is_some_and(quote);
    if quoted {
        t += 1;
    }
    let start = t;
    while let Some(text) = word(t) {
        let fits = if quoted {
            !quote(text)
        } else {
            text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || text == "-"
        };
        if !fits || t - start > 7 {
            break;
        }
        t += 1;
    }
    let tokens: Vec<TokenId> = (start..t).collect();
    let name = text_of(document, sentence, &tokens);
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()).then(|| name.to_owned())
}

/// Where a name ends: a relative clause, a comma, a quotation.
fn ends_name(document: &Document, sentence: &Sentence, t: TokenId) -> bool {
    let token = sentence.token(t);
    let text = document.slice(token.span);
    matches!(
        text,
        "," | ";" | ":" | "\"" | "“" | "”" | "—" | "–" | "--" | "which" | "who" | "that" | "while" | "when" | "where"
    ) || (token.upos == Upos::Punct && matches!(text, "." | "!" | "?"))
}

/// Without a skipped tail ("for 2017", "of the two countries") and the prepositions before it.
fn trimmed<'a>(sentence: &Sentence, tokens: &'a [TokenId], skip: &impl Fn(TokenId) -> bool) -> &'a [TokenId] {
    let mut end = tokens.len();
    if let Some(place) = tokens.iter().position(|&t| skip(t)) {
        end = place;
    }
    while end > 0 {
        let upos = sentence.token(tokens[end - 1]).upos;
        if !matches!(upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Punct | Upos::Part | Upos::Sconj)
            || sentence.token(tokens[end - 1]).lemma == ")"
        {
            break;
        }
        end -= 1;
    }
    &tokens[..end]
}

/// Adjectives that tell how many, how new or how good, and name nothing.
pub(crate) fn is_vague(lemma: &str) -> bool {
    VAGUE.binary_search(&lemma).is_ok()
}

/// Sorted.
const VAGUE: &[&str] = &[
    "additional",
    "advanced",
    "all",
    "another",
    "any",
    "certain",
    "crucial",
    "current",
    "different",
    "few",
    "first",
    "former",
    "further",
    "future",
    "important",
    "large",
    "last",
    "latest",
    "major",
    "many",
    "modern",
    "more",
    "most",
    "much",
    "new",
    "next",
    "numerous",
    "old",
    "other",
    "own",
    "past",
    "present",
    "previous",
    "recent",
    "same",
    "second",
    "several",
    "significant",
    "similar",
    "some",
    "special",
    "such",
    "third",
    "total",
    "unspecified",
    "various",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vague_adjectives_are_in_order() {
        assert!(VAGUE.is_sorted());
    }
}
