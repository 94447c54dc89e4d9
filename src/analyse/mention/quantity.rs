//! Counts: "12 helicopters", "more than 500", "dozens of tanks".

use smol_str::SmolStr;

use crate::analyse::{Deprel, Sentence, TokenId, Upos};
use crate::fact::Quantity;
use crate::text::Document;

/// How many of what a noun names, as the words before its phrase tell, which begins at `first`: "23" of "Type 23
/// frigates" is part of the name.
pub fn quantity_of(document: &Document, sentence: &Sentence, noun: TokenId, first: TokenId) -> Option<Quantity> {
    let word = |t: TokenId| document.slice(sentence.token(t).span);
    let nummods = sentence.children_by(noun, Deprel::Nummod);
    let beside = first.checked_sub(1).filter(|&t| first < noun && sentence.token(t).upos == Upos::Num);
    if let Some(number) = nummods.into_iter().find(|&number| number < first).or(beside) {
        return written(document, sentence, number);
    }
    // "the 4,500-strong Ethiopian contingent"
    let strong = (2..=noun).rev().take(STRENGTH_WITHIN).find(|&t| word(t) == "strong" && word(t - 1) == "-");
    if let Some(number) = strong.map(|strong| strong - 2).filter(|&t| sentence.token(t).upos == Upos::Num) {
        return written(document, sentence, number);
    }
    // "dozens of tanks", "a dozen tanks", "a pair of frigates": the count stands above or beside the noun.
    let above = sentence.token(noun).head.filter(|&above| above < noun && sentence.token(noun).deprel.is(Deprel::Nmod));
    let of =
        above.filter(|_| sentence.children_by(noun, Deprel::Case).any(|case| word(case).eq_ignore_ascii_case("of")));
    if let Some(above) = of {
        // "Four of the jets"
        if sentence.token(above).upos == Upos::Num {
            return written(document, sentence, above);
        }
        return collective(&word(above).to_lowercase()).map(|quantity| Quantity(quantity.into()));
    }
    let beside = sentence.children(noun).filter(|&child| child < noun);
    beside.map(|child| word(child).to_lowercase()).find_map(|word| match word.as_str() {
        "dozen" => Some(Quantity("12".into())),
        "dozens" | "hundreds" | "thousands" => Some(Quantity(word.as_str().into())),
        _ => None,
    })
}

/// How many words may stand between the strength of a force and its noun.
const STRENGTH_WITHIN: usize = 6;

/// The number of which a token is part, with what limits it: "more than 500" is `500+`, "about 7,000" is `7000~`, "up
/// to 50" is `50-`.
pub fn written(document: &Document, sentence: &Sentence, number: TokenId) -> Option<Quantity> {
    let word = |t: TokenId| document.slice(sentence.token(t).span).to_lowercase();
    let is_number =
        |t: TokenId| sentence.token(t).upos == Upos::Num || spelled(&word(t)).is_some() || is_scale(&word(t));
    let mut first = number;
    let mut last = number;
    while first > 0 && is_number(first - 1) && !matches!(word(first).as_str(), "one") {
        first -= 1;
    }
    while last + 1 < sentence.tokens().len() && is_scale(&word(last + 1)) {
        last += 1;
    }
    // "a $2 billion air defence deal"
    if first > 0 && word(first - 1).ends_with(['$', '€', '£', '¥']) {
        return None;
    }
    let digits = value(&(first..=last).map(word).collect::<Vec<_>>())?;
    let before = |back: usize| first.checked_sub(back).map_or_else(String::new, word);
    let limit = match (before(2).as_str(), before(1).as_str()) {
        // "Handed over 30 vehicles"
        ("hand" | "hands" | "handed" | "handing" | "turned" | "turning" | "took" | "taken", "over") => "",
        ("more" | "greater", "than") | ("at", "least") | (_, "over" | "exceeding") | ("excess", "of") => "+",
        ("up", "to") | ("less" | "fewer", "than") | ("at", "most") | (_, "under" | "below") => "-",
        (
            _,
            "about" | "around" | "some" | "nearly" | "almost" | "approximately" | "roughly" | "circa" | "estimated",
        ) => "~",
        _ if last + 1 < sentence.tokens().len() && word(last + 1) == "+" => "+",
        _ => "",
    };
    Some(Quantity(format!("{digits}{limit}").into()))
}

/// The number a word spells, up to a million.
pub fn spelled(word: &str) -> Option<u64> {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if let Some(value) = (0..).zip(ONES).find_map(|(value, own)| (own == word).then_some(value)) {
        return Some(value);
    }
    if let Some((tens, ones)) = word.split_once('-') {
        return Some(spelled(tens).filter(|tens| tens % 10 == 0)? + spelled(ones).filter(|ones| *ones < 10)?);
    }
    (2..).zip(TENS).find_map(|(value, own)| (own == word).then_some(value * 10))
}

fn is_scale(word: &str) -> bool {
    scale(word).is_some()
}

fn scale(word: &str) -> Option<u64> {
    Some(match word {
        "dozen" => 12,
        "hundred" => 100,
        "thousand" => 1_000,
        "million" | "mln" | "m" => 1_000_000,
        "billion" | "bn" => 1_000_000_000,
        _ => return None,
    })
}

/// "dozens", "a pair": a count that stands as a noun.
fn collective(word: &str) -> Option<&'static str> {
    Some(match word {
        "dozens" => "dozens",
        "scores" => "scores",
        "hundreds" => "hundreds",
        "thousands" => "thousands",
        "dozen" => "12",
        "pair" | "couple" => "2",
        "trio" => "3",
        _ => return None,
    })
}

/// Digits of a written number: "1,000", "1.5 million", "two hundred", "thirty-two".
fn value(words: &[String]) -> Option<SmolStr> {
    let mut total = 0.0;
    let mut current: Option<f64> = None;
    for word in words {
        if word == "-" || word == "and" {
            continue;
        }
        if let Some(scale) = scale(word) {
            let scaled = current.unwrap_or(1.0) * scale as f64;
            if scale >= 1_000 {
                total += scaled;
                current = None;
            } else {
                current = Some(scaled);
            }
        } else {
            let next = number(word)?;
            current = Some(current.unwrap_or(0.0) + next);
        }
    }
    let value = total + current.unwrap_or(0.0);
    (value > 0.0).then(|| if value.fract() == 0.0 { format!("{value:.0}") } else { value.to_string() }.into())
}

fn number(word: &str) -> Option<f64> {
    if let Some(value) = spelled(word) {
        return Some(value as f64);
    }
    let digits = word.trim_end_matches('+');
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // "7,000" groups thousands; "1,5" does not occur in English.
    digits.replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        for (words, digits) in [
            ("12", "12"),
            ("7,000", "7000"),
            ("two", "2"),
            ("two hundred", "200"),
            ("1.5 million", "1500000"),
            ("two dozen", "24"),
            ("thirty-two", "32"),
            ("three thousand five hundred", "3500"),
        ] {
            let split: Vec<String> = words.split(' ').map(str::to_owned).collect();
            assert_eq!(value(&split).as_deref(), Some(digits), "{words}");
        }
        assert_eq!(value(&["many".to_owned()]), None);
    }
}
