//! Front matter: `key: value` lines between two `---` lines at the head of a Markdown or text file.
//!
//! The part of YAML that front matter of news is written in: one level, plain or quoted values, values that go on over
//! indented lines.

use jiff::civil::Date;

use super::day;
use crate::text::Metadata;

/// Reads front matter into `metadata` and says where the article starts: 0 where there is none.
pub(super) fn read(text: &str, metadata: &mut Metadata) -> usize {
    let Some(rest) = text.strip_prefix("---").filter(|rest| rest.starts_with(['\n', '\r'])) else { return 0 };
    let head = text.len() - rest.len();
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut place = head;
    for line in text[head..].split_inclusive('\n') {
        place += line.len();
        let content = line.trim_end();
        if matches!(content, "---" | "...") {
            for (key, value) in fields {
                note(metadata, &key, unquoted(&value));
            }
            return place;
        }
        if content.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                let (joined, glue) = value.strip_suffix('\\').map_or((value.as_str(), " "), |cut| (cut, ""));
                *value = format!("{joined}{glue}{}", content.trim_start().trim_start_matches('\\'));
            }
        } else if let Some((key, value)) = content.split_once(':') {
            fields.push((key.trim().to_lowercase(), value.trim().to_owned()));
        }
    }
    // Never closed: a text that starts with a rule.
    0
}

fn note(metadata: &mut Metadata, key: &str, value: String) {
    let value = value.trim();
    if value.is_empty() {
        return;
    }
    let field = match key {
        "title" | "headline" => &mut metadata.title,
        "outlet" | "source" | "publisher" | "site" => &mut metadata.outlet,
        "url" | "link" | "source_url" => &mut metadata.url,
        "date" | "published" | "published_time" | "pubdate" => {
            metadata.published = metadata.published.or_else(|| published(value));
            return;
        }
        _ => return,
    };
    field.get_or_insert_with(|| value.to_owned());
}

fn published(value: &str) -> Option<Date> {
    day::find(value).map(|found| found.date)
}

/// The value without its quotes and, between double quotes, its escapes.
fn unquoted(value: &str) -> String {
    let inner = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    if let Some(plain) = inner('\'') {
        return plain.replace("''", "'");
    }
    let Some(escaped) = inner('"') else { return value.to_owned() };
    let mut out = String::with_capacity(escaped.len());
    let mut characters = escaped.chars();
    while let Some(c) = characters.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match characters.next() {
            Some('_') => out.push('\u{a0}'),
            Some('n') => out.push(' '),
            Some('x') => escape(&mut out, &mut characters, 2),
            Some('u') => escape(&mut out, &mut characters, 4),
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

fn escape(out: &mut String, characters: &mut std::str::Chars<'_>, digits: usize) {
    let code: String = characters.by_ref().take(digits).collect();
    out.push(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER));
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::text::Metadata;

    #[test]
    fn fields_are_read_and_the_article_starts_after_them() {
        let text = "---\ndate: '2024-02-26'\nsource_url: https://example.org/a\ntags: talks\ntitle: \"Joint Statement: Secure and\\\n  \\ Open\"\n---\nBody.";
        let mut metadata = Metadata::default();
        let start = read(text, &mut metadata);
        assert_eq!(&text[start..], "Body.");
        assert_eq!(metadata.title.as_deref(), Some("Joint Statement: Secure and Open"));
        assert_eq!(metadata.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(metadata.published.map(|day| day.to_string()).as_deref(), Some("2024-02-26"));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(read("---\nMinisters met.\n", &mut Metadata::default()), 0);
        assert_eq!(read("--- end", &mut Metadata::default()), 0);
    }
}
