//! What can be wrong with a schema: every mistake with its file, its line and a remedy.

use std::fmt;

use thiserror::Error;

/// One mistake in one file of a schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    pub file: String,
    /// From 1; none where the file as a whole is meant.
    pub line: Option<usize>,
    /// What is wrong, where in the file's own terms, and what to do about it.
    pub message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        write!(f, "{}{line}: {}", self.file, self.message)
    }
}

/// A schema that cannot be used: all mistakes that were found, never none.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{}", told(.0))]
pub struct SchemaError(Vec<Mistake>);

impl SchemaError {
    pub fn mistakes(&self) -> &[Mistake] {
        &self.0
    }
}

fn told(mistakes: &[Mistake]) -> String {
    match mistakes {
        [one] => one.to_string(),
        many => {
            let lines: Vec<String> = many.iter().map(|mistake| format!("\n  {mistake}")).collect();
            format!("the schema has {} mistakes:{}", many.len(), lines.concat())
        }
    }
}

/// The mistakes met so far: reading goes on behind one, so that all are told at once.
#[derive(Debug, Default)]
pub struct Mistakes(Vec<Mistake>);

impl Mistakes {
    pub(super) fn add(&mut self, file: &str, line: Option<usize>, message: impl Into<String>) {
        self.0.push(Mistake { file: file.to_owned(), line, message: message.into() });
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this file has some: what it should declare may then be missing.
    pub(super) fn are_in(&self, file: &str) -> bool {
        self.0.iter().any(|mistake| mistake.file == file)
    }

    /// `made`, where nothing was wrong; else all mistakes, by file and line.
    ///
    /// # Errors
    /// Where there is a mistake.
    pub fn or<T>(mut self, made: T) -> Result<T, SchemaError> {
        if self.0.is_empty() {
            return Ok(made);
        }
        self.0.sort();
        self.0.dedup();
        Err(SchemaError(self.0))
    }
}

impl From<Mistakes> for Result<(), SchemaError> {
    fn from(mistakes: Mistakes) -> Self {
        mistakes.or(())
    }
}
