//! The corpus' files: words with their sentences, and marks upon them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::markup::{Element, elements, unescaped};
use crate::eval::{EvalError, text};
use crate::text::Span;

/// The articles.
pub fn folder(data: &Path) -> PathBuf {
    data.join("events/meantime/intra_cross-doc_annotation")
}

/// The last sentence that is marked completely.
const LAST_SENTENCE: usize = 5;

/// An article up to its sentence 5.
#[derive(Debug, Default)]
pub(super) struct News {
    pub name: String,
    /// Headline, day and body as paragraphs.
    pub text: String,
    /// In text order.
    pub dates: Vec<Marked>,
    pub events: Vec<Marked>,
}

/// A mark upon words.
#[derive(Debug)]
pub(super) struct Marked {
    /// From the first word to the last.
    pub span: Span,
    /// In text order; others may stand between them.
    pub words: Vec<Span>,
    attributes: HashMap<String, String>,
}

impl Marked {
    /// The attribute's value; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

/// All articles of a folder, in the order of their names.
pub(super) fn articles(folder: &Path) -> Result<Vec<News>, EvalError> {
    let mut all = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| EvalError::File {
            path: folder.to_owned(),
            source: error.into_io_error().unwrap_or_else(|| std::io::Error::other("its links go round in a circle")),
        })?;
        if entry.path().extension().is_some_and(|extension| extension == "xml") {
            let name = entry.path().file_stem().map(|stem| stem.to_string_lossy().into_owned());
            all.push(news(name.unwrap_or_default(), &text(entry.path())?));
        }
    }
    Ok(all)
}

fn news(name: String, file: &str) -> News {
    let mut news = News { name, ..News::default() };
    let mut words: HashMap<&str, Span> = HashMap::new();
    let mut page = Page::default();
    let mut open: Option<(Element<'_>, Vec<Span>)> = None;
    for element in elements(file) {
        match element.name {
            "token" => {
                let sentence = element.get("sentence").and_then(|number| number.parse().ok());
                if let (Some(sentence @ ..=LAST_SENTENCE), Some(id)) = (sentence, element.get("t_id"))
                    && let Some(span) = page.add(sentence, &unescaped(element.content))
                {
                    words.insert(id, span);
                }
            }
            "TIMEX3" | "EVENT_MENTION" => open = Some((element, Vec::new())),
            "token_anchor" => {
                let word = element.get("t_id").and_then(|id| words.get(id));
                if let (Some((_, marked)), Some(&word)) = (&mut open, word) {
                    marked.push(word);
                }
            }
            // Marks upon no words, or upon words that are not read, fall.
            "/TIMEX3" | "/EVENT_MENTION" => {
                if let Some((mark, mut words)) = open.take()
                    && let Some(span) = words.iter().copied().reduce(Span::cover)
                {
                    words.sort();
                    let marks = if mark.name == "TIMEX3" { &mut news.dates } else { &mut news.events };
                    marks.push(Marked { span, words, attributes: mark.attributes() });
                }
            }
            _ => {}
        }
    }
    news.text = page.text;
    news.dates.sort_by_key(|mark| mark.span);
    news.events.sort_by_key(|mark| mark.span);
    news
}

/// Words put together as English is written.
#[derive(Default)]
struct Page {
    text: String,
    sentence: usize,
    /// Within quotation marks that do not tell whether they open or close.
    quoted: bool,
}

impl Page {
    fn add(&mut self, sentence: usize, word: &str) -> Option<Span> {
        if sentence != self.sentence {
            // Headline and day stand apart; the body is one paragraph.
            self.text.push_str(if sentence <= 2 { "\n\n" } else { " " });
            (self.sentence, self.quoted) = (sentence, false);
        } else if !self.text.is_empty() && self.is_spaced(word) {
            self.text.push(' ');
        }
        if word == "\"" {
            self.quoted = !self.quoted;
        }
        let start = self.text.len();
        self.text.push_str(word);
        Span::new(start, self.text.len())
    }

    fn is_spaced(&self, word: &str) -> bool {
        let glued = matches!(word, "," | "." | ";" | ":" | "?" | "!" | ")" | "]" | "%" | "''" | "n't" | "”" | "’")
            || word.starts_with('\'') && word.len() > 1
            || word == "\"" && self.quoted;
        let opens = self.text.ends_with(['(', '[', '$', '€', '£', '“', '‘'])
            || self.text.ends_with("``")
            || self.text.ends_with('"') && self.quoted;
        !glued && !opens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_marks() {
        let file = "<?xml version=\"1.0\" ?><Document doc_id=\"1\">\n\
            <token number=\"0\" sentence=\"0\" t_id=\"1\">Deal</token>\n\
            <token number=\"1\" sentence=\"1\" t_id=\"2\">May</token>\n<token number=\"2\" sentence=\"1\" t_id=\"3\">5</token>\n\
            <token number=\"3\" sentence=\"2\" t_id=\"4\">&quot;</token>\n<token number=\"4\" sentence=\"2\" t_id=\"5\">Go</token>\n\
            <token number=\"5\" sentence=\"2\" t_id=\"6\">&quot;</token>\n<token number=\"6\" sentence=\"2\" t_id=\"7\">.</token>\n\
            <token number=\"7\" sentence=\"9\" t_id=\"8\">Late</token>\n<Markables>\n\
            <EVENT_MENTION certainty=\"CERTAIN\" m_id=\"1\">\n<token_anchor t_id=\"5\"/>\n</EVENT_MENTION>\n\
            <EVENT_MENTION m_id=\"2\">\n<token_anchor t_id=\"8\"/>\n</EVENT_MENTION>\n\
            <TIMEX3 value=\"2009-05-05\" m_id=\"3\">\n<token_anchor t_id=\"2\"/>\n<token_anchor t_id=\"3\"/>\n</TIMEX3>\n</Markables>";
        let news = news("a".to_owned(), file);
        assert_eq!(news.text, "Deal\n\nMay 5\n\n\"Go\".");
        let cut = |mark: &Marked| &news.text[mark.span.start()..mark.span.end()];
        assert_eq!(
            news.dates.iter().map(|mark| (cut(mark), mark.get("value"))).collect::<Vec<_>>(),
            [("May 5", "2009-05-05")]
        );
        assert_eq!(
            news.events.iter().map(|mark| (cut(mark), mark.get("certainty"))).collect::<Vec<_>>(),
            [("Go", "CERTAIN")]
        );
    }
}
