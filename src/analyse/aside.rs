//! Sums converted in brackets: "worth 3.5 billion euros ($4.1 billion)".
//!
//! Agencies put one into every second report of a deal, and parsers of this size, which have hardly met any, lose the
//! thread there. So they read the sentence without it.

use std::ops::Range;

use super::{Deprel, Upos, WordSyntax, Xpos};

/// The stretches of words, brackets included, to be kept from the parser; none opens the sentence.
pub(super) fn bracketed_sums(words: &[&str]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (open, _) in words.iter().enumerate().skip(1).filter(|(_, word)| **word == "(") {
        let inside = words[open + 1..].iter().take(LONGEST).position(|word| *word == ")");
        let Some(close) = inside.map(|length| open + 1 + length) else { continue };
        let inner = &words[open + 1..close];
        let counts = inner.iter().any(|word| is_number(word)) && inner.iter().any(|word| is_currency(word));
        if counts && inner.iter().all(|word| is_number(word) || is_currency(word) || CONVERTS.contains(word)) {
            found.push(open..close + 1);
        }
    }
    found
}

/// A word of such an aside, which hangs on `head`.
pub(super) fn word(form: &str, head: usize) -> WordSyntax {
    let (upos, xpos, deprel) = match form {
        "(" => (Upos::Punct, Xpos::Lrb, Deprel::Punct),
        ")" => (Upos::Punct, Xpos::Rrb, Deprel::Punct),
        "," | ";" => (Upos::Punct, Xpos::Comma, Deprel::Punct),
        "-" | "–" | "/" => (Upos::Punct, Xpos::Hyph, Deprel::Punct),
        _ if is_number(form) => (Upos::Num, Xpos::Cd, Deprel::Dep),
        _ if form.chars().all(char::is_alphabetic) => (Upos::Noun, Xpos::Nn, Deprel::Dep),
        _ => (Upos::Sym, Xpos::Sym, Deprel::Dep),
    };
    WordSyntax { lemma: form.into(), upos, xpos, head: Some(head), deprel }
}

/// In words, brackets included: "(14.8-billion-euro, 19.8-billion-dollar)".
const LONGEST: usize = 16;

fn is_number(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit())
        || matches!(word, "million" | "billion" | "trillion" | "thousand" | "mln" | "bn" | "m")
}

fn is_currency(word: &str) -> bool {
    word.contains(['$', '€', '£', '¥'])
        || CURRENCIES.contains(&word.strip_suffix('s').unwrap_or(word))
        || word == "francs"
}

/// In news of all regions; in the singular, and as ISO 4217 codes.
const CURRENCIES: [&str; 24] = [
    "dollar", "euro", "pound", "yen", "yuan", "rouble", "ruble", "rupee", "won", "rand", "peso", "franc", "krona",
    "krone", "crown", "zloty", "lira", "riyal", "dirham", "USD", "EUR", "GBP", "AUD", "CAD",
];

/// What else may stand there.
const CONVERTS: [&str; 16] = [
    ",",
    ";",
    "-",
    "–",
    "/",
    "about",
    "around",
    "some",
    "nearly",
    "almost",
    "over",
    "roughly",
    "approximately",
    "or",
    "US",
    "U.S.",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sums_are_kept_out() {
        for (text, aside) in [
            ("a 3 million euro ( $ 3.3 million ) deal", Some((4, 9))),
            ("a 10 - billion - pound ( 12 - billion - euro , 13 - billion - dollar ) deal", Some((6, 19))),
            ("paid 40 million rand ( about US$ 2 million )", Some((4, 10))),
            ("( $ 3 million ) was paid", None),
            ("the alliance ( NATO ) paid", None),
            ("the ship ( built in 1999 ) left", None),
            ("the deal ( worth $ 3 million to Chile ) fell", None),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            let found = bracketed_sums(&words).first().map(|found| (found.start, found.end));
            assert_eq!(found, aside, "{text}");
        }
    }
}
