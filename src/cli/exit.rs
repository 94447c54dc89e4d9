//! Exit codes, the same for every command: 0 done or found, 1 an error or a partial failure, 2 wrong usage, 3 nothing
//! found or an ambiguous name.

use std::process::ExitCode;

use thiserror::Error;

pub const HELP: &str = "Exit codes: 0 done or found, 1 an error or a partial failure, 2 wrong usage, \
                        3 nothing found or an ambiguous name";

/// Wrong usage that clap cannot see, such as a predicate that the schema does not declare.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct Usage(pub String);

pub fn usage() -> ExitCode {
    ExitCode::from(2)
}

pub fn nothing_found() -> ExitCode {
    ExitCode::from(3)
}
