//! Designations of materiel: letters, a number, a variant, a series.

use smol_str::SmolStr;

use super::Gazetteer;
use crate::schema::KindId;
use crate::schema::phrase::{Atom, Casing, Gap};

/// A designation such as "Mi-8MTB", normalised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Designation {
    /// "Mi-8MTB" for "MI-8MTBs".
    pub name: SmolStr,
    pub kind: KindId,
    /// How many atoms it takes.
    pub len: usize,
    pub plural: bool,
}

impl Gazetteer {
    /// A designation of materiel that starts at an atom: letters, number, variant.
    pub fn designation_at(&self, atoms: &[Atom], start: usize) -> Option<Designation> {
        let first = atoms.get(start)?;
        let letters = matches!(first.casing, Casing::Capital | Casing::Initial | Casing::Upper);
        if !letters {
            return None;
        }
        // "F/A-18": the prefix itself may hold a stroke.
        let two = atoms
            .get(start + 1)
            .filter(|second| second.gap == Gap::Tight && matches!(second.casing, Casing::Initial | Casing::Upper));
        let joined =
            two.and_then(|second| self.prefixes.get(&SmolStr::from(format!("{}/{}", first.folded, second.folded))));
        let (prefix, mut len) = match joined {
            Some(prefix) => (prefix, 2),
            None => (self.prefixes.get(&first.folded)?, 1),
        };
        let number = atoms.get(start + len)?;
        let tight = number.gap == Gap::Tight;
        if number.casing != Casing::Digits || number.folded.len() > 4 {
            return None;
        }
        // "MI 8" is one where the letters are no word in themselves.
        if !tight && (prefix.show.len() < 2 || first.casing == Casing::Capital && prefix.joint != " ") {
            return None;
        }
        let value: u32 = number.folded.parse().ok()?;
        if prefix.numbers.is_some_and(|(low, high)| value < low || value > high) {
            return None;
        }
        if len == 1 && prefix.show.len() >= 2 && first.casing == Casing::Initial {
            return None;
        }
        len += 1;
        let mut name = format!("{}{}{}", prefix.show, prefix.joint, number.folded);
        let mut plural = false;
        // Variant letters and numbers, joined without a space: "MTB", "-M2", "PMU-1".
        while let Some(next) = atoms.get(start + len).filter(|next| next.gap == Gap::Tight) {
            let before = atoms[start + len - 1].span.end();
            let apart = next.span.start() > before;
            match next.casing {
                Casing::Lower if !apart && next.folded == "s" => {
                    plural = true;
                    len += 1;
                    break;
                }
                Casing::Upper | Casing::Initial | Casing::Capital if next.span.len() <= 5 => {
                    let mut letters = next.folded.to_uppercase();
                    // "MTBs": the plural of a variant.
                    if next.casing == Casing::Capital && !self.is_upper_but_s(next) {
                        break;
                    }
                    if next.casing == Casing::Capital {
                        letters.pop();
                        plural = true;
                    }
                    if apart {
                        name.push('-');
                    }
                    name.push_str(&letters);
                    len += 1;
                    if plural {
                        break;
                    }
                }
                Casing::Digits if next.span.len() <= 3 => {
                    if apart {
                        name.push('-');
                    }
                    name.push_str(&next.folded);
                    len += 1;
                }
                _ => break,
            }
        }
        len += series(&atoms[start + len..]);
        Some(Designation { name: name.into(), kind: prefix.kind, len, plural })
    }

    /// Whether a mixed-case atom may be capitals with a plural s; the atom keeps only its folded text and casing.
    fn is_upper_but_s(&self, atom: &Atom) -> bool {
        atom.folded.len() >= 2 && atom.folded.ends_with('s')
    }
}

/// How many atoms of "Block 70", "Block 50/52", "Mk 2" stand here.
fn series(atoms: &[Atom]) -> usize {
    let [word, number, further @ ..] = atoms else { return 0 };
    let named = word.gap != Gap::Tight && word.casing != Casing::Lower && SERIES.contains(&word.folded.as_str());
    if !named || number.casing != Casing::Digits {
        return 0;
    }
    let second = further.first().is_some_and(|next| next.gap == Gap::Tight && next.casing == Casing::Digits);
    2 + usize::from(second)
}

const SERIES: [&str; 5] = ["block", "mk", "mark", "flight", "tranche"];
