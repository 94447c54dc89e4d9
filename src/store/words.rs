//! Words of the schema (kinds, predicates, qualifiers, rules) as small numbers.

use std::collections::HashMap;

use smol_str::SmolStr;

use super::graph::Graph;
use super::{StoreError, key};
use crate::fact::{Kind, Predicate, Qualifier};

/// What sort of word; the byte in its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Class {
    Kind = 0,
    Predicate = 1,
    Qualifier = 2,
    Rule = 3,
}

const CLASSES: usize = 4;

/// All words of a store; a few hundred.
#[derive(Default)]
pub(super) struct Words {
    words: [Vec<SmolStr>; CLASSES],
    numbers: HashMap<(Class, SmolStr), u16>,
}

impl Words {
    pub fn load(graph: &Graph) -> Result<Self, StoreError> {
        let mut words = Self::default();
        for class in [Class::Kind, Class::Predicate, Class::Qualifier, Class::Rule] {
            let tag = [key::WORDS, &[class as u8]].concat();
            for entry in graph.scan(&tag) {
                let text = std::str::from_utf8(&entry?.1).map(SmolStr::new);
                words.add(class, text.map_err(|_| graph.damaged("a word of the schema is no text"))?);
            }
        }
        Ok(words)
    }

    pub fn number(&self, class: Class, word: &str) -> Option<u16> {
        self.numbers.get(&(class, SmolStr::new(word))).copied()
    }

    /// The number of a word, and whether it is new.
    pub fn intern(&mut self, class: Class, word: &str) -> Result<(u16, bool), StoreError> {
        if let Some(number) = self.number(class, word) {
            return Ok((number, false));
        }
        if self.words[class as usize].len() >= usize::from(u16::MAX) {
            return Err(StoreError::Full { what: "words of the schema" });
        }
        Ok((self.add(class, word.into()), true))
    }

    pub fn kind(&self, number: u16) -> Option<Kind> {
        Kind::new(self.word(Class::Kind, number)?).ok()
    }

    pub fn predicate(&self, number: u16) -> Option<Predicate> {
        Predicate::new(self.word(Class::Predicate, number)?).ok()
    }

    pub fn qualifier(&self, number: u16) -> Option<Qualifier> {
        Qualifier::new(self.word(Class::Qualifier, number)?).ok()
    }

    /// Predicates are numbered below this.
    pub fn predicate_bound(&self) -> u16 {
        u16::try_from(self.words[Class::Predicate as usize].len()).expect("words are counted before one is added")
    }

    pub fn rule(&self, number: u16) -> Option<SmolStr> {
        self.word(Class::Rule, number).cloned()
    }

    fn word(&self, class: Class, number: u16) -> Option<&SmolStr> {
        self.words[class as usize].get(usize::from(number))
    }

    fn add(&mut self, class: Class, word: SmolStr) -> u16 {
        let own = &mut self.words[class as usize];
        let number = u16::try_from(own.len()).expect("words are counted before one is added");
        own.push(word.clone());
        self.numbers.insert((class, word), number);
        number
    }
}
