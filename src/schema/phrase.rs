//! Many fixed phrases looked up in one pass over a text.
//!
//! A text is cut into *atoms*: runs of letters or of digits. Hyphens, points and spaces only part atoms, so that
//! "Mi-24", "Mi 24" and "U.S." match however a tokeniser cuts them. Case counts where it tells names from words: an
//! acronym is read in capitals, a name with its capitals, a common word in any case.

use std::collections::HashMap;

use deunicode::deunicode;
use smol_str::SmolStr;

use crate::text::Span;

/// How an atom is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Casing {
    Digits,
    Lower,
    /// A first capital; also "MiG", "McDonald".
    Capital,
    /// One capital letter: an initial, or the start of "U.S.".
    Initial,
    /// Two capitals or more.
    Upper,
}

/// What stands before an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gap {
    /// Nothing, a hyphen, an apostrophe, a slash or a point, without a space.
    Tight,
    /// A space, or a point and a space.
    Space,
    /// Anything else parts phrases.
    Break,
}

/// A run of letters or of digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    pub span: Span,
    pub gap: Gap,
    pub casing: Casing,
    /// Lower case, plain letters.
    pub folded: SmolStr,
}

/// Cuts a text into atoms; `offset` is where it starts in its document.
pub fn atoms(text: &str, offset: usize) -> Vec<Atom> {
    let mut found: Vec<Atom> = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    let mut last_end = 0;
    while let Some((start, first)) = chars.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let digits = first.is_numeric();
        let mut end = start + first.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            // A combining mark belongs to the letter before it.
            let mark = !digits && ('\u{300}'..='\u{36f}').contains(&next);
            let same = next.is_alphanumeric() && next.is_numeric() == digits;
            if !(same || mark) {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let word = &text[start..end];
        let gap = if found.is_empty() { Gap::Break } else { gap(&text[last_end..start]) };
        let span = Span::new(offset + start, offset + end).expect("an atom is not empty");
        found.push(Atom { span, gap, casing: casing(word), folded: fold(word) });
        last_end = end;
    }
    found
}

/// Lower case, plain letters.
pub fn fold(word: &str) -> SmolStr {
    if word.is_ascii() {
        if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return SmolStr::from(word.to_ascii_lowercase());
        }
        return word.into();
    }
    deunicode(word).to_lowercase().into()
}

fn gap(between: &str) -> Gap {
    match between {
        "" | "-" | "'" | "." | "/" | "’" | "‘" | "–" | "‑" | "`" | "ʻ" | "ʼ" => Gap::Tight,
        " " | ". " | "  " | "\u{a0}" | "\n" | " & " | " - " | "' " | "’ " | "-\n" | " '" | " ’" | " ‘" => {
            Gap::Space
        }
        _ => Gap::Break,
    }
}

fn casing(word: &str) -> Casing {
    let mut chars = word.chars();
    let first = chars.next().expect("an atom is not empty");
    if first.is_numeric() {
        return Casing::Digits;
    }
    if !first.is_uppercase() {
        return if chars.any(char::is_uppercase) { Casing::Capital } else { Casing::Lower };
    }
    let mut rest = chars.peekable();
    if rest.peek().is_none() {
        Casing::Initial
    } else if rest.all(|letter| !letter.is_lowercase()) {
        Casing::Upper
    } else {
        Casing::Capital
    }
}

/// A set of phrases with a value each, as a trie over atoms.
#[derive(Debug)]
pub struct Phrases<T> {
    atoms: HashMap<SmolStr, u32>,
    edges: HashMap<(u32, u32), u32>,
    /// By node: the phrases that end there.
    ends: Vec<Vec<End<T>>>,
}

#[derive(Debug)]
struct End<T> {
    casings: Box<[Casing]>,
    value: T,
}

/// A phrase found in a text.
#[derive(Debug)]
pub struct Found<'a, T> {
    /// How many atoms it takes.
    pub len: usize,
    pub value: &'a T,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { atoms: HashMap::new(), edges: HashMap::new(), ends: vec![Vec::new()] }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase; one that has no letter or digit is left out.
    pub fn insert(&mut self, phrase: &str, value: T) {
        let atoms = atoms(phrase, 0);
        let mut node = 0;
        for atom in &atoms {
            let next_atom = u32::try_from(self.atoms.len()).expect("fewer than 2^32 atoms");
            let id = *self.atoms.entry(atom.folded.clone()).or_insert(next_atom);
            let next_node = u32::try_from(self.ends.len()).expect("fewer than 2^32 nodes");
            node = *self.edges.entry((node, id)).or_insert(next_node);
            if node == next_node {
                self.ends.push(Vec::new());
            }
        }
        if node != 0 {
            let casings = atoms.iter().map(|atom| atom.casing).collect();
            self.ends[node as usize].push(End { casings, value });
        }
    }

    /// All phrases that start at an atom, shortest first; of one length, in the order they were added.
    pub fn starting_at<'a, 'b>(
        &'a self,
        atoms: &'b [Atom],
        start: usize,
    ) -> impl Iterator<Item = Found<'a, T>> + use<'a, 'b, T> {
        let mut node = 0;
        let mut len = 0;
        let mut pending: std::slice::Iter<'a, End<T>> = [].iter();
        std::iter::from_fn(move || {
            loop {
                for end in pending.by_ref() {
                    let text = &atoms[start..start + len];
                    if end.casings.iter().zip(text).all(|(&wanted, atom)| reads(wanted, atom)) {
                        return Some(Found { len, value: &end.value });
                    }
                }
                let atom = atoms.get(start + len)?;
                if len > 0 && atom.gap == Gap::Break {
                    return None;
                }
                node = *self.edges.get(&(node, *self.atoms.get(&atom.folded)?))?;
                len += 1;
                pending = self.ends[node as usize].iter();
            }
        })
    }

    /// The longest phrase that starts at an atom.
    pub fn longest_at(&self, atoms: &[Atom], start: usize) -> Option<Found<'_, T>> {
        let mut best: Option<Found<'_, T>> = None;
        for found in self.starting_at(atoms, start) {
            // Of equal length the first one added wins.
            if best.as_ref().is_none_or(|best| found.len > best.len) {
                best = Some(found);
            }
        }
        best
    }

    /// The values of a whole text that is one phrase, in the order they were added.
    pub fn exactly(&self, text: &str) -> Vec<&T> {
        let atoms = atoms(text, 0);
        self.starting_at(&atoms, 0).filter(|found| found.len == atoms.len()).map(|found| found.value).collect()
    }
}

/// Whether an atom of a text may stand for an atom of a phrase that is written so.
fn reads(wanted: Casing, atom: &Atom) -> bool {
    match wanted {
        Casing::Digits | Casing::Lower => true,
        Casing::Capital => atom.casing != Casing::Lower,
        Casing::Initial => matches!(atom.casing, Casing::Initial | Casing::Upper),
        Casing::Upper => atom.casing == Casing::Upper,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(phrases: &[&'static str], text: &str) -> Option<(&'static str, usize)> {
        let mut table = Phrases::default();
        for phrase in phrases {
            table.insert(phrase, *phrase);
        }
        let atoms = atoms(text, 0);
        table.longest_at(&atoms, 0).map(|found| (*found.value, found.len))
    }

    #[test]
    fn the_longest_phrase_wins_and_case_counts() {
        assert_eq!(longest(&["New", "New Delhi"], "New Delhi said"), Some(("New Delhi", 2)));
        assert_eq!(longest(&["US", "U.S."], "U.S. troops"), Some(("U.S.", 2)));
        assert_eq!(longest(&["US"], "us"), None);
        assert_eq!(longest(&["IS"], "Is"), None);
        assert_eq!(longest(&["NATO"], "Nato"), None);
        assert_eq!(longest(&["Turkey"], "turkey"), None);
        assert_eq!(longest(&["air base"], "Air Base"), Some(("air base", 2)));
        assert_eq!(longest(&["Elysee"], "Élysée"), Some(("Elysee", 1)));
    }

    #[test]
    fn punctuation_parts_phrases() {
        assert_eq!(longest(&["Moscow Russia"], "Moscow, Russia"), None);
        assert_eq!(longest(&["Mi-24"], "MI 24"), Some(("Mi-24", 2)));
    }
}
