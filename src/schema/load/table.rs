//! TOML read entry by entry, so that each mistake is told with its line.

use std::ops::Range;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IntoDeserializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::schema::{Mistakes, SchemaText};

/// A file as tables.
pub(super) struct Tables<'a> {
    source: &'a SchemaText,
    table: DeTable<'a>,
}

/// One `[[name]]` of a file.
pub(super) struct Entry<T> {
    pub value: T,
    /// Of its head.
    pub line: usize,
}

impl<'a> Tables<'a> {
    /// None where the file is no TOML; what is wrong is told.
    pub fn read(source: &'a SchemaText, mistakes: &mut Mistakes) -> Option<Self> {
        match DeTable::parse(&source.text) {
            Ok(table) => Some(Self { source, table: table.into_inner() }),
            // What else is wrong with the spelling mostly follows from the first mistake.
            Err(error) => {
                add(source, &error, "", mistakes);
                None
            }
        }
    }

    /// The entries `[[name]]` that read as `T`; the others are mistakes.
    pub fn take<T: Deserialize<'a>>(&mut self, name: &str, mistakes: &mut Mistakes) -> Vec<Entry<T>> {
        let Some(value) = self.table.remove(name) else { return Vec::new() };
        let line = line(self.source, value.span());
        let DeValue::Array(array) = value.into_inner() else {
            mistakes.add(&self.source.shown, Some(line), format!("{name:?} is no list; write [[{name}]]"));
            return Vec::new();
        };
        let mut entries = Vec::new();
        for value in array {
            let line = self::line(self.source, value.span());
            let told = entry_name(&value).map(|own| format!("{name} {own:?}: ")).unwrap_or_default();
            match T::deserialize(value.into_deserializer()) {
                Ok(value) => entries.push(Entry { value, line }),
                Err(error) => add(self.source, &error, &told, mistakes),
            }
        }
        entries
    }

    /// Tells what was not taken.
    pub fn finish(self, known: &str, mistakes: &mut Mistakes) {
        for key in self.table.keys() {
            let message = format!("no schema has {:?} here; the file holds {known}", key.get_ref());
            mistakes.add(&self.source.shown, Some(line(self.source, key.span())), message);
        }
    }
}

/// A whole file as one value; none where it does not read so, which is told.
pub(in crate::schema) fn parse<T: DeserializeOwned>(source: &SchemaText, mistakes: &mut Mistakes) -> Option<T> {
    toml::from_str(&source.text).map_err(|error| add(source, &error, "", mistakes)).ok()
}

/// The line in which a span starts, from 1.
pub(in crate::schema) fn line(source: &SchemaText, span: Range<usize>) -> usize {
    1 + source.text.as_bytes()[..span.start.min(source.text.len())].iter().filter(|&&byte| byte == b'\n').count()
}

fn entry_name(value: &Spanned<DeValue<'_>>) -> Option<String> {
    value.get_ref().get("name").and_then(|name| name.get_ref().as_str()).map(str::to_owned)
}

fn add(source: &SchemaText, error: &toml::de::Error, place: &str, mistakes: &mut Mistakes) {
    let message = error.message().trim().replace('\n', ", ");
    let remedy = if message.starts_with("missing field") { "; add it" } else { "; correct it" };
    let line = error.span().map(|span| line(source, span));
    mistakes.add(&source.shown, line, format!("{place}{message}{remedy}"));
}
