//! What the models see of a word: hashes of its form, affixes and shape, and its cluster.

use super::{ModelError, mix};

/// A word as the models see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Lower case, digits as one.
    pub lower: u64,
    pub prefixes: [u64; 3],
    pub suffixes: [u64; 4],
    pub shape: u64,
    /// The path of its distributional cluster from the root of the tree, as a bit string with a leading 1; 0: unknown.
    pub cluster: u64,
    pub capital: bool,
    /// In a sentence whose words are nearly all capitalised: a headline.
    pub title_case: bool,
}

impl Word {
    /// The upper part of the cluster's path: a coarser cluster.
    #[inline]
    pub fn coarse(&self, bits: u32) -> u64 {
        let len = 64 - self.cluster.leading_zeros();
        if len > bits + 1 { self.cluster >> (len - bits - 1) } else { self.cluster }
    }
}

/// The words of a sentence.
pub fn words<'t>(forms: impl Iterator<Item = &'t str>, clusters: &WordTable, words: &mut Vec<Word>) {
    words.clear();
    let mut lower = String::new();
    let mut letters = 0;
    let mut capitals = 0;
    for form in forms {
        let word = word(form, &mut lower, clusters);
        if form.len() > 3 && form.starts_with(char::is_alphabetic) {
            letters += 1;
            capitals += usize::from(word.capital);
        }
        words.push(word);
    }
    let title_case = letters >= 3 && capitals * 10 >= letters * 8;
    words.iter_mut().for_each(|word| word.title_case = title_case);
}

fn word(form: &str, lower: &mut String, clusters: &WordTable) -> Word {
    lower.clear();
    let mut shape = 0u64;
    let mut last = 0;
    let mut runs = 0;
    let mut capital = false;
    for (at, c) in form.chars().enumerate() {
        let (kind, c) = match c {
            '0'..='9' => (1, '0'),
            'a'..='z' => (2, c),
            'A'..='Z' => (3, c.to_ascii_lowercase()),
            '’' | '‘' | '`' => (4, '\''),
            '–' | '—' | '−' | '‐' | '‑' => (5, '-'),
            '-' => (5, c),
            '.' | ',' | '\'' | '/' | ':' | '&' => (6 + c as u64, c),
            _ if c.is_uppercase() => (3, c.to_lowercase().next().unwrap_or(c)),
            _ if c.is_alphabetic() => (2, c),
            _ => (c as u64, c),
        };
        capital |= at == 0 && kind == 3;
        if kind != last {
            last = kind;
            runs += 1;
            if runs <= 5 {
                shape = shape << 8 | kind & 0xff;
            }
        }
        lower.push(c);
    }
    let chars = lower.chars().count();
    shape = shape << 2 | chars.min(3) as u64;
    let hash = |text: &str| text.bytes().fold(1, |hash, byte| mix(hash, u64::from(byte)));
    let mut prefixes = [0; 3];
    for (prefix, (at, c)) in prefixes.iter_mut().zip(lower.char_indices()) {
        *prefix = hash(&lower[..at + c.len_utf8()]);
    }
    let mut suffixes = [0; 4];
    for (suffix, (at, _)) in suffixes.iter_mut().zip(lower.char_indices().rev()) {
        *suffix = hash(&lower[at..]);
    }
    let hashed = hash(lower);
    Word {
        lower: hashed,
        prefixes,
        suffixes,
        shape,
        cluster: u64::from(clusters.of(hashed)),
        capital,
        title_case: false,
    }
}

/// A number for each of many words, 0 for all others: the path of its distributional cluster, or its row.
///
/// Layout, little endian: magic `RLC1`; u8 log2 of the number of slots; slots of u32 fingerprint (0: free) and u16 number.
pub struct WordTable {
    slots: &'static [u8],
    shift: u32,
}

const MAGIC: &[u8; 4] = b"RLC1";
const SLOT: usize = 6;

impl WordTable {
    pub fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let bad = |problem: &str| ModelError::new("words", problem);
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| bad("not a table of words of format 1"))?;
        let (log, slots) = rest.split_first().ok_or_else(|| bad("cut short"))?;
        let fits = (1..32).contains(log) && slots.len() == SLOT << log;
        fits.then_some(Self { slots, shift: 64 - u32::from(*log) }).ok_or_else(|| bad("cut short"))
    }

    /// All numbers.
    pub fn numbers(&self) -> impl Iterator<Item = u16> {
        self.slots.chunks_exact(SLOT).map(|slot| u16::from_le_bytes([slot[4], slot[5]]))
    }

    #[inline]
    pub fn of(&self, word: u64) -> u16 {
        let mask = (self.slots.len() / SLOT).wrapping_sub(1);
        let mut slot = (word >> self.shift) as usize;
        loop {
            let Some(&[f0, f1, f2, f3, p0, p1]) = self.slots.get(slot * SLOT..slot * SLOT + SLOT) else { return 0 };
            match u32::from_le_bytes([f0, f1, f2, f3]) {
                0 => return 0,
                found if found == (word as u32).max(1) => return u16::from_le_bytes([p0, p1]),
                _ => slot = (slot + 1) & mask,
            }
        }
    }
}

/// The bytes that [`WordTable::read`] reads, from words by their [`Word::lower`] hash.
#[cfg(feature = "train")]
pub fn write_word_table(numbers: &[(u64, u16)]) -> Vec<u8> {
    let log = (numbers.len() * 4 / 3 + 2).next_power_of_two().trailing_zeros().max(1);
    let mut slots = vec![0u8; SLOT << log];
    for &(hash, number) in numbers {
        let mut slot = (hash >> (64 - log)) as usize;
        while slots[slot * SLOT..slot * SLOT + 4] != [0; 4] {
            slot = (slot + 1) & ((1 << log) - 1);
        }
        slots[slot * SLOT..slot * SLOT + 4].copy_from_slice(&(hash as u32).max(1).to_le_bytes());
        slots[slot * SLOT + 4..slot * SLOT + SLOT].copy_from_slice(&number.to_le_bytes());
    }
    [MAGIC.as_slice(), &[log as u8], &slots].concat()
}

/// The [`Word::lower`] hash of a form.
#[cfg(feature = "train")]
pub fn lower_hash(form: &str) -> u64 {
    word(form, &mut String::new(), &WordTable { slots: &[], shift: 63 }).lower
}
