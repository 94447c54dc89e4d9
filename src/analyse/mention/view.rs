//! A sentence as the finders of mentions see it: words, tree, and what the lists say of each stretch.

use crate::analyse::{Sentence, TokenId, Upos};
use crate::schema::phrase::{Atom, atoms, fold};
use crate::schema::{Gazetteer, Noun, NounClass, NounLexicon, Sense};
use crate::text::{Document, Span};

use super::KindSet;
use crate::analyse::Name;

/// A stretch of tokens, both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub first: TokenId,
    pub last: TokenId,
}

impl Stretch {
    pub fn new(first: TokenId, last: TokenId) -> Self {
        Self { first, last }
    }

    pub fn contains(self, token: TokenId) -> bool {
        (self.first..=self.last).contains(&token)
    }
}

/// A name that the gazetteer knows, in a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct KnownHit {
    pub stretch: Stretch,
    /// Without marks that share its tokens: "TASS" of "/TASS/".
    pub span: Span,
    pub sense: Sense,
}

/// A designation of materiel in a sentence.
#[derive(Clone, Debug)]
pub(super) struct DesignationHit {
    pub stretch: Stretch,
    pub name: smol_str::SmolStr,
    pub kind: KindSet,
    pub plural: bool,
}

/// A noun of the lexicon in a sentence: it ends at the token under which it is filed.
#[derive(Clone, Copy, Debug)]
pub(super) struct NounHit {
    pub first: TokenId,
    pub noun: Noun,
}

pub(super) struct View<'a> {
    pub document: &'a Document,
    pub sentence: &'a Sentence,
    pub index: usize,
    pub words: Vec<&'a str>,
    pub atoms: Vec<Atom>,
    /// By token: its first atom; one more at the end.
    first_atom: Vec<usize>,
    pub names: &'a [Name],
    /// In order, without overlap.
    pub known: Vec<KnownHit>,
    /// By token: the index of the known name that covers it.
    known_at: Vec<Option<u16>>,
    pub designations: Vec<DesignationHit>,
    /// By token: the longest noun that ends there.
    nouns: Vec<Option<NounHit>>,
    /// By token: the longest rank, honorific or office that ends there.
    titles: Vec<Option<NounHit>>,
    /// Capitals tell names from words here.
    cased: bool,
}

impl<'a> View<'a> {
    pub fn new(
        document: &'a Document,
        sentence: &'a Sentence,
        index: usize,
        names: &'a [Name],
        gazetteer: &Gazetteer,
        lexicon: &NounLexicon,
    ) -> Self {
        let tokens = sentence.tokens();
        let words: Vec<_> = tokens.iter().map(|token| document.slice(token.span)).collect();
        let atoms = atoms(document.slice(sentence.span()), sentence.span().start());
        let mut first_atom = Vec::with_capacity(tokens.len() + 1);
        let mut at = 0;
        for token in tokens {
            while at < atoms.len() && atoms[at].span.start() < token.span.start() {
                at += 1;
            }
            first_atom.push(at);
        }
        first_atom.push(atoms.len());
        let cased = is_cased(&words);
        let mut view = Self {
            document,
            sentence,
            index,
            words,
            atoms,
            first_atom,
            names,
            known: Vec::new(),
            known_at: vec![None; tokens.len()],
            designations: Vec::new(),
            nouns: vec![None; tokens.len()],
            titles: vec![None; tokens.len()],
            cased,
        };
        view.look_up(gazetteer, lexicon);
        view
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn upos(&self, t: TokenId) -> Upos {
        self.sentence.token(t).upos
    }

    pub fn folded(&self, t: TokenId) -> smol_str::SmolStr {
        fold(self.words[t])
    }

    /// Starts with a capital letter or a digit.
    pub fn is_capital(&self, t: TokenId) -> bool {
        self.words[t].chars().next().is_some_and(char::is_uppercase)
    }

    /// A capital that tells a name: not that of a sentence's or quotation's first word, unless it is tagged a name.
    pub fn is_name_like(&self, t: TokenId) -> bool {
        if !self.is_capital(t) {
            return false;
        }
        let starts = t == 0 || matches!(self.words[t - 1], "“" | "\"" | "'" | "‘" | "``" | ":" | "—" | "–");
        if !self.cased || starts { self.upos(t) == Upos::Propn } else { true }
    }

    /// Capitals tell names from words in this sentence.
    pub fn is_cased(&self) -> bool {
        self.cased
    }

    pub fn known_over(&self, t: TokenId) -> Option<&KnownHit> {
        self.known_at[t].map(|index| &self.known[usize::from(index)])
    }

    pub fn designation_over(&self, t: TokenId) -> Option<&DesignationHit> {
        self.designations.iter().find(|hit| hit.stretch.contains(t))
    }

    pub fn noun_at(&self, t: TokenId) -> Option<NounHit> {
        self.nouns[t]
    }

    pub fn title_at(&self, t: TokenId) -> Option<NounHit> {
        self.titles[t]
    }

    /// Whether two neighbouring tokens touch.
    pub fn touches(&self, t: TokenId) -> bool {
        t > 0 && self.sentence.token(t - 1).span.end() == self.sentence.token(t).span.start()
    }

    pub fn span(&self, stretch: Stretch) -> Span {
        self.sentence.token(stretch.first).span.cover(self.sentence.token(stretch.last).span)
    }

    /// The token of the stretch whose head lies outside of it; `core` where the tree leaves a choice.
    pub fn head(&self, stretch: Stretch, core: Option<TokenId>) -> TokenId {
        let outside = |t: &TokenId| self.sentence.token(*t).head.is_none_or(|head| !stretch.contains(head));
        let real = |t: &TokenId| self.upos(*t) != Upos::Punct;
        let mut roots = (stretch.first..=stretch.last).filter(|t| outside(t) && real(t));
        match (roots.next(), core) {
            (Some(root), Some(core)) if root == core || outside(&core) => core,
            (Some(root), None) => {
                // A determiner or preposition that the parser hung elsewhere heads nothing.
                let nominal = std::iter::once(root).chain(roots).find(|&root| self.upos(root).is_nominal());
                nominal.unwrap_or(root)
            }
            (Some(root), Some(core)) => {
                if self.upos(root).is_nominal() {
                    root
                } else {
                    core
                }
            }
            (None, core) => core.unwrap_or(stretch.last),
        }
    }

    /// The tokens of a stretch of atoms, where it starts and ends with theirs.
    pub fn tokens_of(&self, start: usize, len: usize) -> Option<Stretch> {
        let first = self.first_atom.partition_point(|&atom| atom < start);
        let last = self.first_atom.partition_point(|&atom| atom < start + len);
        // Tokens without atoms (marks) share the first atom of the next token: step over them.
        let first = (first..self.len()).take_while(|&t| self.first_atom[t] == start).last()?;
        let aligned = self.first_atom.get(last) == Some(&(start + len)) && last > first;
        aligned.then(|| Stretch::new(first, last - 1))
    }

    fn look_up(&mut self, gazetteer: &Gazetteer, lexicon: &NounLexicon) {
        let mut free_from = 0;
        for start in 0..self.atoms.len() {
            if start >= free_from
                && let Some((hit, next)) = self.designation(gazetteer, start)
            {
                free_from = next;
                self.designations.push(hit);
            } else if start >= free_from
                && let Some((hit, next)) = self.known_name(gazetteer, start)
            {
                free_from = next;
                let index = u16::try_from(self.known.len()).ok();
                self.known_at[hit.stretch.first..=hit.stretch.last].fill(index);
                self.known.push(hit);
            }
            self.look_up_nouns(lexicon, start);
        }
    }

    fn known_name(&self, gazetteer: &Gazetteer, start: usize) -> Option<(KnownHit, usize)> {
        let mut best = None;
        for found in gazetteer.starting_at(&self.atoms, start) {
            // The longest wins; of one length, the first that is no common word.
            let worse = best.as_ref().is_some_and(|(hit, next): &(KnownHit, usize)| {
                start + found.len < *next || start + found.len == *next && (!hit.sense.weak || found.value.weak)
            });
            if worse {
                continue;
            }
            if let Some(stretch) = self.tokens_of(start, found.len) {
                let span = self.atoms[start].span.cover(self.atoms[start + found.len - 1].span);
                // The point of "U.S." is part of it.
                let whole = self.span(stretch);
                let span = if self.document.slice(whole).ends_with('.') { span.cover(whole) } else { span };
                best = Some((KnownHit { stretch, span, sense: *found.value }, start + found.len));
            }
        }
        best
    }

    fn designation(&self, gazetteer: &Gazetteer, start: usize) -> Option<(DesignationHit, usize)> {
        let found = gazetteer.designation_at(&self.atoms, start)?;
        let stretch = self.tokens_of(start, found.len)?;
        let hit = DesignationHit { stretch, name: found.name, kind: KindSet::of(found.kind), plural: found.plural };
        Some((hit, start + found.len))
    }

    fn look_up_nouns(&mut self, lexicon: &NounLexicon, start: usize) {
        for found in lexicon.starting_at(&self.atoms, start) {
            let Some(stretch) = self.tokens_of(start, found.len) else { continue };
            let hit = NounHit { first: stretch.first, noun: *found.value };
            let title = matches!(hit.noun.class, NounClass::Rank | NounClass::Honorific | NounClass::Office);
            let table = if title { &mut self.titles } else { &mut self.nouns };
            let place = &mut table[stretch.last];
            if place.is_none_or(|other| hit.first < other.first) {
                *place = Some(hit);
            }
            // Offices are nouns too: "the minister".
            if hit.noun.class == NounClass::Office
                && self.nouns[stretch.last].is_none_or(|other| hit.first < other.first)
            {
                self.nouns[stretch.last] = Some(hit);
            }
        }
    }
}

/// Whether capitals tell names from words: not in headlines in capitals or title case.
fn is_cased(words: &[&str]) -> bool {
    let long = words.iter().filter(|word| word.len() > 3 && word.chars().all(char::is_alphabetic));
    let (mut lower, mut all) = (0, 0);
    for word in long {
        all += 1;
        lower += usize::from(word.starts_with(char::is_lowercase));
    }
    all < 4 || lower * 4 >= all
}
