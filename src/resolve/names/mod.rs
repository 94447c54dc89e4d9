//! Names: what a mention's words call an entity, and the key by which two spellings meet.
//!
//! Knows how names of each kind are built; knows no discourse, no claims.

mod fold;
mod force;
mod materiel;
mod ministry;
mod person;
mod phrase;
mod post;

pub(super) use fold::fold;
pub(super) use force::{Forces, forces, honour, is_honoured_service, is_part, one_service};
pub(super) use materiel::{class_key, designation};
pub(super) use ministry::ministry;
pub(super) use person::PersonName;
pub(super) use phrase::{Complement, dubbed, is_vague, is_whole, name_tokens, numbered_before, proper_start, text_of};
pub use post::Post;
pub(super) use post::{fold_post, insert_post_word, is_seat};

/// A proper name without the article, quotation marks and possessive ending around it, and without its acronym in
/// brackets: "the Federal Security Service (FSB)'s" gives "Federal Security Service" and "FSB".
pub(super) fn bare(text: &str) -> (String, Option<String>) {
    let mut text = text.trim();
    for article in ["the ", "The ", "a ", "an "] {
        text = text.strip_prefix(article).unwrap_or(text);
    }
    let text = text.strip_suffix("'s").or(text.strip_suffix("’s")).unwrap_or(text);
    let text = text
        .trim_matches(|c: char| matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | ',' | ';' | ':') || c.is_whitespace());
    let (text, acronym) = match text.split_once('(') {
        Some((name, rest)) if !name.trim().is_empty() => {
            let (inner, after) = rest.split_once(')').unwrap_or((rest, ""));
            (format!("{} {}", name.trim_end(), after.trim()), Some(inner.trim().to_owned()))
        }
        _ => (text.to_owned(), None),
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let acronym = acronym.filter(|inner| is_acronym(inner));
    (text, acronym)
}

/// "CSTO", "FSB": two capitals or more and no small word.
pub(super) fn is_acronym(text: &str) -> bool {
    text.len() <= 12 && !text.contains(' ') && text.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// "201 Russian military base", "201st Russian military base": the number as an ordinal before a unit or site. A year is none:
/// "2022 summit"; and "43 Squadron" is called so.
pub(super) fn with_ordinal(name: &str) -> String {
    let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    if let [first, second, ..] = words.as_mut_slice()
        && first.len() <= 4
        && let Ok(number) = first.parse::<u32>()
        && !(1900..2100).contains(&number)
        && !matches!(second.as_str(), "Squadron" | "Commando")
    {
        *first = format!("{number}{}", ordinal_ending(number));
    }
    words.join(" ")
}

fn ordinal_ending(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_bared() {
        for (text, name, acronym) in [
            ("the Federal Security Service (FSB)'s", "Federal Security Service", Some("FSB")),
            ("“Friendship 2006”", "Friendship 2006", None),
            ("Tsentr (Center)", "Tsentr", None),
            (
                "Joint Commonwealth of Independent States (CIS) Air Defense System",
                "Joint Commonwealth of Independent States Air Defense System",
                Some("CIS"),
            ),
        ] {
            assert_eq!(bare(text), (name.to_owned(), acronym.map(str::to_owned)));
        }
    }

    #[test]
    fn numbers_become_ordinals() {
        assert_eq!(with_ordinal("201 military base"), "201st military base");
        assert_eq!(with_ordinal("112 brigade"), "112th brigade");
        assert_eq!(with_ordinal("2022 summit"), "2022 summit");
        assert_eq!(with_ordinal("201st military base"), "201st military base");
    }
}
