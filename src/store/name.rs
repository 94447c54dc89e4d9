//! How names are folded for look-up.

use std::collections::BTreeSet;

/// Lower case, accents and punctuation off, words parted by one space: for matching, never for display.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in deunicode::deunicode(name).chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() || c == '\'' {
            // An apostrophe parts no word: "N'Djamena".
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A folded name longer than this is cut: no one types more, and keys stay short.
const LONGEST: usize = 96;
/// A name is found by its first words up to this one.
const WORDS: usize = 8;

/// What a name is found by: itself (rank 0), and its rest from each later word on (rank 1).
pub(super) fn look_ups(name: &str) -> BTreeSet<(u8, String)> {
    let mut folded = fold(name);
    folded.truncate(LONGEST);
    let starts = folded.match_indices(' ').map(|(space, _)| space + 1);
    let keys =
        std::iter::once(0).chain(starts).take(WORDS).map(|start| (u8::from(start > 0), folded[start..].to_owned()));
    keys.filter(|(_, key)| !key.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_what_spelling_varies() {
        for (name, folded) in [
            ("N'Djamena", "ndjamena"),
            ("São Tomé & Príncipe", "sao tome principe"),
            ("  Mi-24  ", "mi 24"),
            ("Сергей Шойгу", "sergei shoigu"),
            ("…", ""),
        ] {
            assert_eq!(fold(name), folded);
        }
        let keys = look_ups("Sergei K. Shoigu");
        let keys: Vec<_> = keys.iter().map(|(rank, key)| (*rank, key.as_str())).collect();
        assert_eq!(keys, [(0, "sergei k shoigu"), (1, "k shoigu"), (1, "shoigu")]);
    }
}
