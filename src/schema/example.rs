//! Examples of frames: a sentence and the statements it must yield.

use std::fmt;

use smol_str::SmolStr;

use crate::fact::{Factuality, Predicate};

/// A sentence with what a frame must make of it.
#[derive(Clone, Debug)]
pub struct Example {
    pub text: String,
    /// Where it stands in its file, from 1.
    pub line: usize,
    /// None for a counter-example.
    pub statements: Vec<ExampleStatement>,
}

/// A statement in the notation of frames: `subject | predicate | object; qualifier=value; planned`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleStatement {
    text: String,
    pub subject: SmolStr,
    pub predicate: Predicate,
    pub object: SmolStr,
    /// Qualifiers that matter, `when` and `said_by` among them.
    pub parts: Vec<(SmolStr, SmolStr)>,
    pub factuality: Factuality,
}

/// Keys that every statement may carry beside its predicate's qualifiers.
pub(super) const COMMON: [&str; 2] = ["when", "said_by"];

impl ExampleStatement {
    /// # Errors
    /// Tells what does not fit the notation.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = text.split("; ");
        let triple: Vec<&str> = parts.next().unwrap_or_default().split(" | ").map(str::trim).collect();
        let [subject, predicate, object] = triple[..] else {
            return Err(format!("{text:?} is not of the form \"subject | predicate | object; qualifier=value\""));
        };
        let predicate = Predicate::new(predicate).map_err(|error| error.to_string())?;
        let mut statement = Self {
            text: text.to_owned(),
            subject: subject.into(),
            predicate,
            object: object.into(),
            parts: Vec::new(),
            factuality: Factuality::Actual,
        };
        for part in parts {
            if let Some((name, value)) = part.split_once('=') {
                statement.parts.push((name.trim().into(), value.trim().into()));
            } else {
                let known = Factuality::ALL.into_iter().find(|factuality| factuality.to_string() == part.trim());
                statement.factuality = known.ok_or_else(|| {
                    format!("{part:?} is neither qualifier=value nor actual, planned, possible or negated; correct it")
                })?;
            }
        }
        Ok(statement)
    }
}

impl fmt::Display for ExampleStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
