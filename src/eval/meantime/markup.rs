//! As much of XML as the corpus uses: elements with attributes and plain text.

use std::collections::HashMap;

/// A tag as it stands in the file: `/name` closes. What an element holds inside comes as elements of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    pub name: &'a str,
    inside: &'a str,
    /// The text up to the next tag, escaped.
    pub content: &'a str,
}

impl<'a> Element<'a> {
    /// An attribute as written.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        pairs(self.inside).find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    pub fn attributes(&self) -> HashMap<String, String> {
        pairs(self.inside).map(|(name, value)| (name.to_owned(), unescaped(value))).collect()
    }
}

/// The tags of a file, in order.
pub(super) fn elements(file: &str) -> impl Iterator<Item = Element<'_>> {
    file.split('<').skip(1).filter_map(|piece| {
        let (tag, content) = piece.split_once('>')?;
        let tag = tag.strip_suffix('/').unwrap_or(tag);
        let (name, inside) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        Some(Element { name, inside, content })
    })
}

fn pairs(inside: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = inside;
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        rest = after;
        Some((name.trim(), value))
    })
}

/// Text with its character references undone.
pub(super) fn unescaped(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (written, meant)| text.replace(written, meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_attributes() {
        let read: Vec<_> = elements("<a x=\"1\" y=\"A &amp; B\">t</a><b/>").collect();
        assert_eq!(read.iter().map(|one| one.name).collect::<Vec<_>>(), ["a", "/a", "b"]);
        assert_eq!(read[0].get("x"), Some("1"));
        assert_eq!(read[0].attributes()["y"], "A & B");
        assert_eq!(read[0].content, "t");
        assert_eq!(read[0].get("z"), None);
    }
}
