//! Colours. `anstream` takes them out where the output is no terminal, and where `NO_COLOR` is set.

use anstyle::{AnsiColor, Style};

pub const WRONG: Style = AnsiColor::Red.on_default().bold();
/// Names of entities.
pub const NAME: Style = Style::new().bold();
/// Headings of a part.
pub const HEADING: Style = AnsiColor::Cyan.on_default().bold();
/// Sources, ids and counts.
pub const ASIDE: Style = Style::new().dimmed();
/// What did not happen.
pub const NEGATED: Style = AnsiColor::Red.on_default();
/// What is not known to have happened.
pub const UNSURE: Style = AnsiColor::Yellow.on_default();
