//! The atoms of a sentence, looked at from any place.

use std::cell::OnceCell;

use super::words::{Role, Word};
use crate::analyse::TimeExpression;
use crate::schema::phrase::{Atom, Casing, Gap};

/// How many atoms an expression takes, and what it is.
pub(super) type Read = Option<(usize, TimeExpression)>;

pub(super) struct Reader<'a> {
    text: &'a str,
    /// Where `text` starts in the document.
    offset: usize,
    atoms: &'a [Atom],
    /// What the lists say of each atom, looked up once.
    words: Vec<OnceCell<Word>>,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a str, atoms: &'a [Atom]) -> Self {
        let base = atoms.first().map_or(0, |atom| atom.span.start());
        let shift = text.find(|c: char| c.is_alphanumeric()).unwrap_or(0);
        Self { text, offset: base - shift, atoms, words: vec![OnceCell::new(); atoms.len()] }
    }

    pub fn has(&self, at: usize) -> bool {
        at < self.atoms.len()
    }

    /// In lower case; empty beyond the end.
    pub fn form(&self, at: usize) -> &'a str {
        self.atoms.get(at).map_or("", |atom| atom.folded.as_str())
    }

    pub fn forms(&self, at: usize, forms: &[&str]) -> bool {
        forms.iter().enumerate().all(|(place, form)| self.form(at + place) == *form)
    }

    pub fn word(&self, at: usize) -> Word {
        let look = |atom: &Atom| if atom.casing == Casing::Digits { Word::default() } else { Word::of(&atom.folded) };
        self.atoms.get(at).map_or(Word::default(), |atom| *self.words[at].get_or_init(|| look(atom)))
    }

    pub fn is(&self, at: usize, role: Role) -> bool {
        self.word(at).is(role)
    }

    /// Whether the atom before has this role.
    pub fn is_after(&self, at: usize, role: Role) -> bool {
        at > 0 && self.is(at - 1, role)
    }

    /// The text between an atom and the one before it.
    pub fn between(&self, at: usize) -> &'a str {
        match (at.checked_sub(1).and_then(|before| self.atoms.get(before)), self.atoms.get(at)) {
            (Some(before), Some(atom)) => &self.text[before.span.end() - self.offset..atom.span.start() - self.offset],
            (None, Some(atom)) => &self.text[..atom.span.start() - self.offset],
            _ => "",
        }
    }

    /// Whether an atom follows the one before it with nothing but a space, a comma or a point between.
    pub fn follows(&self, at: usize) -> bool {
        self.has(at) && matches!(self.between(at), " " | ", " | ". " | "," | "\u{a0}" | "., ")
    }

    /// Whether no mark parts an atom from the one before it.
    pub fn spaced(&self, at: usize) -> bool {
        self.has(at) && self.atoms[at].gap != Gap::Break
    }

    pub fn tight(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.gap == Gap::Tight)
    }

    pub fn dashed(&self, at: usize) -> bool {
        matches!(self.between(at).trim(), "-" | "–" | "—")
    }

    pub fn is_capital(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.casing != Casing::Lower)
    }

    pub fn is_lower(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.casing == Casing::Lower)
    }

    pub fn is_digits(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.casing == Casing::Digits)
    }

    pub fn number(&self, at: usize) -> Option<u32> {
        self.atoms.get(at).filter(|atom| atom.casing == Casing::Digits)?.folded.parse().ok()
    }

    /// A spelled or written count: "two", "a", "12".
    pub fn count(&self, at: usize) -> Option<i32> {
        let written = self.number(at).and_then(|number| i32::try_from(number).ok());
        written.or_else(|| match self.form(at) {
            "a" | "an" => Some(1),
            form => crate::analyse::mention::quantity::spelled(form).and_then(|number| i32::try_from(number).ok()),
        })
    }

    /// A year of four digits that stands for itself.
    pub fn year_after(&self, at: usize) -> Option<u16> {
        let year = self.number(at).filter(|&year| is_year(year) && self.form(at).len() == 4)?;
        let glued = self.tight(at + 1) && self.between(at + 1).is_empty();
        (self.follows(at) && !glued).then(|| u16::try_from(year).ok()).flatten()
    }

    /// "last year", "next year", "this year" with "of" before or without: how many atoms, how many years on.
    pub fn years_after(&self, at: usize) -> Option<(usize, i32)> {
        let of = usize::from(self.form(at) == "of");
        let (skip, direction) = self.direction(at + of);
        let year = skip > 0 && self.form(at + of + skip) == "year" && self.spaced(at + of + skip);
        year.then_some((of + skip + 1, i32::from(direction)))
    }

    /// "last", "next", "this", "this past" with how many atoms they take and where they point; 0 atoms where there are
    /// none.
    pub fn direction(&self, at: usize) -> (usize, i8) {
        let skip = usize::from(self.form(at) == "the" || self.form(at) == "this" && !self.is_bare_this(at));
        let word = self.word(at + skip);
        let direction = if word.is(Role::Last) || word.is(Role::Previous) {
            -1
        } else if word.is(Role::Next) || word.is(Role::Following) {
            1
        } else if word.is(Role::This) || word.is(Role::Same) {
            0
        } else {
            return (0, 0);
        };
        (skip + 1, direction)
    }

    /// "this" and not "this past", "this coming".
    fn is_bare_this(&self, at: usize) -> bool {
        let next = self.word(at + 1);
        !(next.is(Role::Last) || next.is(Role::Next))
    }
}

pub(super) fn is_year(number: u32) -> bool {
    (1500..=2100).contains(&number)
}
