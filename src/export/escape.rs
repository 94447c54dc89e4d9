//! How text goes into DOT.
//!
//! A quoted DOT string ends at `"`; only `\"` is undone when it is read. Text that is drawn (label, tooltip, URL, id in
//! SVG) then goes through a second reading, where `\n`, `\l`, `\N`, `\G` and the like mean something and `&amp;` is an
//! HTML entity. Control characters end C strings or are forbidden in the SVG that Graphviz writes.

use std::fmt::{self, Display, Write};

/// A node's id, quoted. Different ids stay different: control characters and `%` are written as `%` and hex digits.
pub(super) struct Id<'a>(pub &'a str);

/// Text to be drawn, quoted.
pub(super) struct Drawn<'a>(pub &'a str);

impl Display for Id<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' | '\\' => write!(f, "\\{c}")?,
                '%' | '\0'..='\x1f' => write!(f, "%{:02X}", u32::from(c))?,
                c if undrawable(c) => write!(f, "%u{{{:X}}}", u32::from(c))?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}

impl Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                '&' => f.write_str("&amp;")?,
                '\n' => f.write_str("\\n")?,
                '\t' | '\r' => f.write_char(' ')?,
                c if undrawable(c) => f.write_char('\u{fffd}')?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}

/// Controls, and what no XML text may hold.
fn undrawable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}
