//! The lemmatiser: exceptions by form and tag, then the rule of the longest known suffix.

use smol_str::SmolStr;

use super::{ModelError, mix};
use crate::analyse::{Upos, Xpos};

/// Layout, little endian: magic `RLL1`; u16 number of edits; each edit as u8 characters to cut, u8 length, UTF-8 to add;
/// u8 log2 of the number of slots; slots of u32 fingerprint (0: free) and u16 edit. Keys are hashes of a tag with a whole
/// form, or with a suffix: the longest wins.
pub struct Lemmatiser {
    edits: Vec<edit::Edit>,
    slots: &'static [u8],
    shift: u32,
}

const SLOT: usize = 6;
const MAGIC: &[u8; 4] = b"RLL1";
/// The longest suffix that rules are learned for, in characters.
const SUFFIX: usize = 6;

impl Lemmatiser {
    pub fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let bad = |problem: &str| ModelError::new("lemmatiser", problem);
        let short = || bad("cut short");
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| bad("not a lemmatiser of format 1"))?;
        let (count, mut rest) = rest.split_first_chunk::<2>().ok_or_else(short)?;
        let mut edits = Vec::new();
        for _ in 0..u16::from_le_bytes(*count) {
            let (&[cut, len], after) = rest.split_first_chunk::<2>().ok_or_else(short)?;
            let (add, after) = after.split_at_checked(usize::from(len)).ok_or_else(short)?;
            let add = std::str::from_utf8(add).map_err(|_| bad("an edit is not UTF-8"))?;
            edits.push(edit::Edit { cut, add: add.into() });
            rest = after;
        }
        let (log, slots) = rest.split_first().ok_or_else(short)?;
        let fits = (1..32).contains(log) && slots.len() == SLOT << log;
        fits.then_some(Self { edits, slots, shift: 64 - u32::from(*log) }).ok_or_else(short)
    }

    pub fn lemma(&self, form: &str, upos: Upos, xpos: Xpos) -> SmolStr {
        let lower = edit::base(form, upos);
        // In a name a suffix rewrites no more than it tells: "-dian" from "indian" for "Indian" says nothing of "Meridian".
        // Rules for other words lean on shorter suffixes, which stand for the longer ones left out.
        let fits =
            |edit: &&edit::Edit, seen| upos != Upos::Propn || edit.add.is_empty() || usize::from(edit.cut) <= seen;
        let rule = edit::keys(&lower, upos, xpos).find_map(|(seen, key)| self.get(key).filter(|edit| fits(edit, seen)));
        match rule {
            Some(edit) => edit.apply(&lower),
            None => SmolStr::from(lower.as_ref()),
        }
    }

    fn get(&self, key: u64) -> Option<&edit::Edit> {
        let mask = self.slots.len() / SLOT - 1;
        let mut slot = (key >> self.shift) as usize;
        loop {
            let &[f0, f1, f2, f3, e0, e1] = self.slots.get(slot * SLOT..slot * SLOT + SLOT)? else { return None };
            match u32::from_le_bytes([f0, f1, f2, f3]) {
                0 => return None,
                found if found == (key as u32).max(1) => {
                    return self.edits.get(usize::from(u16::from_le_bytes([e0, e1])));
                }
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// The bytes that [`Lemmatiser::read`] reads.
    #[cfg(feature = "train")]
    pub fn write(edits: &[edit::Edit], rules: &[(u64, u16)]) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend((edits.len() as u16).to_le_bytes());
        for edit in edits {
            bytes.extend([edit.cut, edit.add.len() as u8]);
            bytes.extend(edit.add.as_bytes());
        }
        let log = (rules.len() * 4 / 3 + 2).next_power_of_two().trailing_zeros().max(1);
        let mut slots = vec![0u8; SLOT << log];
        for &(key, edit) in rules {
            let mut slot = (key >> (64 - log)) as usize;
            while slots[slot * SLOT..slot * SLOT + 4] != [0; 4] {
                slot = (slot + 1) & ((1 << log) - 1);
            }
            slots[slot * SLOT..slot * SLOT + 4].copy_from_slice(&(key as u32).max(1).to_le_bytes());
            slots[slot * SLOT + 4..slot * SLOT + SLOT].copy_from_slice(&edit.to_le_bytes());
        }
        bytes.push(log as u8);
        bytes.extend(slots);
        bytes
    }
}

pub mod edit {
    //! How a form becomes its lemma: some characters cut from its end, some added.

    use std::borrow::Cow;

    use super::{SUFFIX, SmolStr, Upos, Xpos, mix};

    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub struct Edit {
        /// Characters.
        pub cut: u8,
        pub add: Box<str>,
    }

    impl Edit {
        #[cfg(feature = "train")]
        pub fn between(form: &str, lemma: &str) -> Option<Self> {
            let same: usize = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
            let cut = u8::try_from(form.chars().count() - same).ok()?;
            let add: String = lemma.chars().skip(same).collect();
            (add.len() < 32).then(|| Self { cut, add: add.into() })
        }

        pub fn apply(&self, form: &str) -> SmolStr {
            let end = match self.cut {
                0 => form.len(),
                cut => form.char_indices().rev().nth(usize::from(cut) - 1).map_or(0, |(at, _)| at),
            };
            let kept = &form[..end];
            if kept.is_empty() && self.add.is_empty() {
                return SmolStr::from(form);
            }
            if self.add.is_empty() { SmolStr::from(kept) } else { [kept, &*self.add].concat().into() }
        }
    }

    /// What edits are counted from: the form in lower case, but for names; apostrophes straight.
    pub fn base(form: &str, upos: Upos) -> Cow<'_, str> {
        let keeps_case = matches!(upos, Upos::Propn | Upos::X | Upos::Sym | Upos::Num);
        let plain = |c: char| c.is_ascii() && (keeps_case || !c.is_ascii_uppercase());
        if form.chars().all(plain) {
            return Cow::Borrowed(form);
        }
        let mut base = String::with_capacity(form.len());
        for c in form.chars() {
            match c {
                '’' => base.push('\''),
                c if keeps_case => base.push(c),
                c => base.extend(c.to_lowercase()),
            }
        }
        Cow::Owned(base)
    }

    /// The keys under which an edit may stand, from the most special: whole form, then suffixes from long to short; each
    /// with the characters that it tells.
    pub fn keys(base: &str, upos: Upos, xpos: Xpos) -> impl Iterator<Item = (usize, u64)> + '_ {
        let tag = mix(upos as u64 + 1, xpos as u64);
        let hash = move |text: &str| text.bytes().fold(tag, |hash, byte| mix(hash, u64::from(byte)));
        let whole = mix(hash(base), 1);
        let suffixes = (0..=SUFFIX).rev().filter_map(move |len| {
            let at = match len {
                0 => base.len(),
                len => base.char_indices().rev().nth(len - 1)?.0,
            };
            Some((len, mix(hash(&base[at..]), 2 + len as u64)))
        });
        std::iter::once((usize::MAX, whole)).chain(suffixes)
    }
}

#[cfg(test)]
mod tests {
    use super::Lemmatiser;
    use crate::analyse::{SyntaxBytes, Upos, Xpos};

    #[test]
    fn a_suffix_rewrites_no_more_than_it_tells() {
        let lemmatiser = Lemmatiser::read(SyntaxBytes::EMBEDDED.lemmas).expect("the shipped lemmas are whole");
        for (form, upos, xpos, lemma) in [
            ("Meridian", Upos::Propn, Xpos::Nnp, "Meridian"),
            ("countries", Upos::Noun, Xpos::Nns, "country"),
            ("announced", Upos::Verb, Xpos::Vbd, "announce"),
            ("went", Upos::Verb, Xpos::Vbd, "go"),
            ("making", Upos::Verb, Xpos::Vbg, "make"),
        ] {
            assert_eq!(lemmatiser.lemma(form, upos, xpos), lemma, "{form}");
        }
    }
}
