//! Sentences: where a section's words come to an end.
//!
//! Rules, not a model: full stops of abbreviations, initials and quotations are the hard cases, and closed lists settle
//! them in news prose. Knows characters and word lists; knows nothing of grammar.

use std::ops::Range;

use super::tokenise::{is_abbreviation, is_initials, is_space, is_title, tokenise};
use crate::text::{Document, SectionRole, Span};

/// A sentence's words, not analysed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub span: Span,
    pub role: SectionRole,
    /// In text order; at least one.
    pub words: Vec<Span>,
}

/// A longer sentence is cut: only lists and rubbish run on like that, and all that follows stays linear.
const LONGEST_SENTENCE: usize = 180;

/// Words are looked for in stretches of about this many bytes, so that a huge section needs little memory at a time.
const STRETCH: usize = 1 << 16;

/// The sentences of all sections but boilerplate, in text order.
pub fn segment(document: &Document) -> impl Iterator<Item = Segment> + '_ {
    let sections = document.sections().iter().filter(|section| section.role != SectionRole::Boilerplate);
    sections.flat_map(move |section| {
        let text = document.slice(section.span);
        stretches(text).flat_map(move |range| {
            split(text, range).into_iter().map(move |words| place(words, section.span.start(), section.role))
        })
    })
}

fn place(words: Vec<Range<usize>>, base: usize, role: SectionRole) -> Segment {
    let span = |range: &Range<usize>| Span::new(base + range.start, base + range.end).expect("a word has characters");
    let words: Vec<Span> = words.iter().map(span).collect();
    Segment { span: words[0].cover(words[words.len() - 1]), role, words }
}

/// Paragraphs (parted by blank lines), and pieces of those that are huge.
fn stretches(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let limit = (at + STRETCH..text.len()).find(|&end| text.is_char_boundary(end)).unwrap_or(text.len());
        let end = match blank_line(&text[at..limit]) {
            Some(len) => at + len,
            None if limit == text.len() => limit,
            None => {
                let space = text[at..limit].rfind(is_space).filter(|&len| len > 0);
                space.map_or(limit, |len| at + len)
            }
        };
        let start = std::mem::replace(&mut at, end);
        debug_assert!(end > start && rest.len() >= end - start);
        Some(start..end)
    })
}

/// The length up to and with the first blank line.
fn blank_line(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut newline = None;
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'\n' if newline.is_some() => return Some(at + 1),
            b'\n' => newline = Some(at),
            b' ' | b'\t' | b'\r' => {}
            _ => newline = None,
        }
    }
    None
}

/// The sentences of one stretch, as words.
fn split(text: &str, range: Range<usize>) -> Vec<Vec<Range<usize>>> {
    let mut words = Vec::new();
    tokenise(&text[range.clone()], range.start, &mut words);
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < words.len() {
        let end = sentence_end(text, &words, start, at);
        if end.is_some() || at + 1 - start >= LONGEST_SENTENCE {
            let end = end.unwrap_or(at + 1);
            sentences.push(words[start..end].to_vec());
            start = end;
            at = end;
        } else {
            at += 1;
        }
    }
    if start < words.len() {
        sentences.push(words[start..].to_vec());
    }
    sentences
}

/// The index after the sentence's last word, where the word at `at` ends it.
fn sentence_end(text: &str, words: &[Range<usize>], start: usize, at: usize) -> Option<usize> {
    let word = |i: usize| words.get(i).map(|range| &text[range.clone()]);
    let glued = |i: usize| i > 0 && i < words.len() && words[i - 1].end == words[i].start;
    let current = word(at)?;
    let strong = current.chars().all(|c| matches!(c, '.' | '!' | '?' | '…' | '。'));
    let abbreviated = !strong && is_abbreviation(current);
    if !strong && !abbreviated {
        return None;
    }
    // Closing quotes and brackets belong to the sentence.
    let mut end = at + 1;
    while let Some(mark) = word(end) {
        let closes = matches!(mark, "”" | "’" | "''" | "’’" | "»" | ")" | "]")
            || matches!(mark, "\"" | "'") && glued(end)
            || strong && mark.chars().all(|c| matches!(c, '.' | '!' | '?')) && glued(end);
        if !closes {
            break;
        }
        end += 1;
    }
    let Some(next) = word(end) else { return Some(end) };
    // "( ... )." and "said ... ," go on.
    let opener = matches!(next, "“" | "‘" | "\"" | "'" | "``" | "(" | "[" | "«" | "„" | "-" | "–" | "—" | "•" | "*");
    let starter = if opener { word(end + 1).unwrap_or(next) } else { next };
    let first = starter.chars().next()?;
    if abbreviated {
        return (end > at + 1 && !opener && first.is_uppercase()
            || !is_title(current) && ends_despite_abbreviation(current, starter, at - start))
        .then_some(end);
    }
    let ellipsis = matches!(current, "…") || current.len() > 1 && current.bytes().all(|byte| byte == b'.');
    if first.is_lowercase() {
        // A question or exclamation inside a sentence ("… ?" he asked), a web name, an unknown abbreviation.
        return None;
    }
    if matches!(next, "," | ";" | ":" | "%" | "/" | "=") || (matches!(next, "-" | "–" | "—") && end > at + 1) {
        return None;
    }
    // A numbered line: "1. Introduction".
    if current == "."
        && at == start + 1
        && word(start).is_some_and(|word| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let spaced = !glued(end) || end > at + 1;
    (spaced && !(ellipsis && !first.is_uppercase() && !opener) || current == "." && first.is_uppercase()).then_some(end)
}

/// "in the U.S. The", but not "U.S. Air Force" or "J. Smith".
fn ends_despite_abbreviation(word: &str, next: &str, before: usize) -> bool {
    const STARTERS: &[&str] = &[
        "A",
        "According",
        "After",
        "All",
        "Also",
        "Although",
        "An",
        "And",
        "As",
        "At",
        "Both",
        "But",
        "By",
        "During",
        "Earlier",
        "For",
        "From",
        "He",
        "Her",
        "His",
        "How",
        "However",
        "I",
        "If",
        "In",
        "It",
        "Its",
        "Last",
        "Meanwhile",
        "Moreover",
        "No",
        "On",
        "One",
        "Other",
        "Our",
        "She",
        "Since",
        "So",
        "Some",
        "Such",
        "That",
        "The",
        "Their",
        "Then",
        "There",
        "These",
        "They",
        "This",
        "Those",
        "Though",
        "Thus",
        "To",
        "Under",
        "Until",
        "We",
        "What",
        "When",
        "Where",
        "While",
        "With",
        "You",
    ];
    let initial = word.strip_suffix('.').is_some_and(|stem| is_initials(stem) && stem.chars().count() == 1);
    !initial && before > 0 && STARTERS.contains(&next)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Metadata, Section};

    fn sentences(text: &str) -> Vec<String> {
        let document = Document::from_text("t", text);
        segment(&document).map(|segment| document.slice(segment.span).to_owned()).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        for expected in [
            &["The minister came.", "He left the same day."][..],
            &["Col. Gen. A. B. Petrov met Lt. Gov. Jones on Sept. 5 in the U.S. Senate.", "Nothing was signed."],
            &["They met in the U.S.", "The talks lasted a week."],
            &["“We agreed.”", "He left."],
            &["“Will it come?” he asked.", "\"Yes.\"", "She nodded."],
            &["“It is done,” said the envoy.", "“We sign tomorrow.”"],
            &["They left (as they had said they would).", "Others stayed."],
            &["It cost $3.5 million.", "2012 was a bad year."],
            &["Is it so?", "No!", "Well..."],
            &["Acme Inc. was founded in Jan. 1990.", "It sold No. 5 to St. Kitts."],
        ] {
            assert_eq!(sentences(&expected.join(" ")), expected);
        }
        assert_eq!(sentences("A Headline\n\nThe text goes\non here."), ["A Headline", "The text goes\non here."]);
    }

    #[test]
    fn sections_are_kept_apart_and_boilerplate_is_passed_over() {
        let text = "Talks end The ministers met Tags: army".to_owned();
        let section = |start, end, role| Section { span: Span::new(start, end).expect("a range"), role };
        let sections = vec![
            section(0, 9, SectionRole::Headline),
            section(10, 27, SectionRole::Body),
            section(28, 38, SectionRole::Boilerplate),
        ];
        let document = Document::new(text, Metadata::default(), sections);
        let found: Vec<_> = segment(&document).map(|segment| (document.slice(segment.span), segment.role)).collect();
        assert_eq!(found, [("Talks end", SectionRole::Headline), ("The ministers met", SectionRole::Body)]);
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let text = "and so on ".repeat(20_000);
        let document = Document::from_text("t", &text);
        let lengths: Vec<usize> = segment(&document).map(|segment| segment.words.len()).collect();
        assert!(lengths.iter().all(|&len| len <= LONGEST_SENTENCE));
        assert_eq!(lengths.iter().sum::<usize>(), 60_000);
    }

    proptest! {
        #[test]
        fn any_text_has_words_in_order_and_loses_nothing(text in "(\\PC|[ \n.\"'“”’()-]|U\\.S\\.|n't|Mi-2){0,60}") {
            let document = Document::from_text("t", &text);
            let mut last = 0;
            let mut kept = String::new();
            for found in segment(&document) {
                prop_assert!(!found.words.is_empty());
                for word in found.words {
                    prop_assert!(word.start() >= last && found.span.contains(word));
                    last = word.end();
                    kept.push_str(document.slice(word));
                }
            }
            prop_assert_eq!(kept, text.chars().filter(|&c| !is_space(c)).collect::<String>());
        }
    }
}
