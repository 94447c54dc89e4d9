//! Records: articles as JSON objects, a line each (`.jsonl`, `.ndjson`), or in an array or one after another (`.json`).
//!
//! One record is held at a time. A record that is broken is an error in its place; reading goes on after it.

use std::io::{self, BufRead};

use serde::Deserialize;

use super::{ARTICLE_LIMIT, ReadError, ReadOptions, article, day, encoding};
use crate::text::{Document, Metadata};

/// How records follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One a line: a broken line costs one record.
    Lines,
    /// An array, or objects over several lines.
    Values,
}

impl Form {
    /// What a file that starts so holds; `None` where it holds no records.
    pub(super) fn sniff(head: &[u8]) -> Option<Self> {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        match head.first()? {
            b'[' => matches!(head[1..].trim_ascii_start().first(), Some(b'{' | b']')).then_some(Self::Values),
            b'{' => {
                let line = head.split(|&byte| byte == b'\n').next().unwrap_or(head);
                Some(if line.trim_ascii() == b"{" { Self::Values } else { Self::Lines })
            }
            _ => None,
        }
    }
}

/// The articles of a stream of records.
pub(super) struct Records {
    reader: Box<dyn BufRead + Send>,
    /// The stream's name, for messages and for records without an id.
    path: String,
    form: Form,
    options: ReadOptions,
    /// The line that is read next, from 1.
    line: usize,
    /// Whether any record or error was yielded: an empty stream is an error of its own.
    yielded: bool,
    ended: bool,
}

#[derive(Deserialize)]
struct Record {
    id: Option<RecordId>,
    title: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
    published: Option<String>,
    text: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RecordId {
    Text(String),
    Number(serde_json::Number),
}

/// The bytes of one record, and the line they start at.
enum Chunk {
    Record {
        bytes: Vec<u8>,
        line: usize,
    },
    TooLong {
        line: usize,
    },
    /// Something between records that is none.
    Stray {
        line: usize,
    },
}

impl Records {
    pub(super) fn new(reader: Box<dyn BufRead + Send>, path: String, form: Form, options: ReadOptions) -> Self {
        Self { reader, path, form, options, line: 1, yielded: false, ended: false }
    }

    fn chunk(&mut self) -> io::Result<Option<Chunk>> {
        match self.form {
            Form::Lines => self.next_line(),
            Form::Values => self.next_value(),
        }
    }

    /// The next line that is not blank.
    fn next_line(&mut self) -> io::Result<Option<Chunk>> {
        loop {
            let line = self.line;
            let mut bytes = Vec::new();
            let mut too_long = false;
            loop {
                let buffer = self.reader.fill_buf()?;
                if buffer.is_empty() {
                    break;
                }
                let found = buffer.iter().position(|&byte| byte == b'\n');
                let taken = found.map_or(buffer.len(), |place| place + 1);
                if bytes.len() + taken > ARTICLE_LIMIT {
                    // Read past, not kept: memory stays flat whatever the line's length.
                    too_long = true;
                    bytes = Vec::new();
                }
                if !too_long {
                    bytes.extend_from_slice(&buffer[..taken]);
                }
                self.reader.consume(taken);
                if found.is_some() {
                    self.line += 1;
                    break;
                }
            }
            if too_long {
                return Ok(Some(Chunk::TooLong { line }));
            }
            if bytes.is_empty() {
                return Ok(None);
            }
            let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii();
            if !bare.is_empty() {
                return Ok(Some(Chunk::Record { bytes: bare.to_vec(), line }));
            }
        }
    }

    /// The next object, wherever its lines break: braces are counted outside of strings.
    fn next_value(&mut self) -> io::Result<Option<Chunk>> {
        let mut bytes = Vec::new();
        let mut start = self.line;
        let (mut depth, mut in_string, mut escaped) = (0usize, false, false);
        let (mut too_long, mut stray) = (false, None);
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(match (depth, stray) {
                    (0, None) => None,
                    (0, Some(line)) => Some(Chunk::Stray { line }),
                    // Cut short: what there is fails as JSON and is named.
                    _ if too_long => Some(Chunk::TooLong { line: start }),
                    _ => Some(Chunk::Record { bytes, line: start }),
                });
            }
            for (place, &byte) in buffer.iter().enumerate() {
                self.line += usize::from(byte == b'\n');
                if depth == 0 {
                    match byte {
                        b'{' => {
                            if let Some(line) = stray {
                                self.reader.consume(place);
                                return Ok(Some(Chunk::Stray { line }));
                            }
                            (depth, start) = (1, self.line);
                            bytes.push(byte);
                        }
                        b'[' | b']' | b',' | 0xef | 0xbb | 0xbf => {}
                        _ if byte.is_ascii_whitespace() => {}
                        _ => {
                            stray.get_or_insert(self.line);
                        }
                    }
                    continue;
                }
                if bytes.len() == ARTICLE_LIMIT {
                    too_long = true;
                }
                if !too_long {
                    bytes.push(byte);
                }
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if in_string => escaped = true,
                    b'"' => in_string = !in_string,
                    b'{' if !in_string => depth += 1,
                    b'}' if !in_string => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    self.reader.consume(place + 1);
                    let chunk = Chunk::Record { bytes, line: start };
                    return Ok(Some(if too_long { Chunk::TooLong { line: start } } else { chunk }));
                }
            }
            let read = buffer.len();
            self.reader.consume(read);
        }
    }

    fn document(&self, bytes: &[u8], line: usize) -> Result<Document, ReadError> {
        let path = || self.path.clone();
        if !bytes.starts_with(b"{") {
            return Err(ReadError::BrokenJson { path: path(), line, reason: "not an object".to_owned() });
        }
        let record: Record = serde_json::from_slice(bytes).map_err(|error| {
            let shown = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            let reason = format!("{} at column {}", shown.strip_suffix(&place).unwrap_or(&shown), error.column());
            ReadError::BrokenJson { path: path(), line: line + error.line().saturating_sub(1), reason }
        })?;
        let text = record.text.unwrap_or_default();
        if text.trim().is_empty() {
            return Err(ReadError::NoText { path: path(), line });
        }
        let published = match record.published.as_deref().map(str::trim).filter(|value| !value.is_empty()) {
            None => None,
            Some(value) => Some(day::find(value).map(|found| found.date).ok_or_else(|| ReadError::BadDate {
                path: path(),
                line,
                value: value.to_owned(),
            })?),
        };
        let name = match record.id {
            Some(RecordId::Text(id)) if !id.is_empty() => id,
            Some(RecordId::Number(id)) => id.to_string(),
            _ => format!("{}:{line}", self.path),
        };
        let metadata = Metadata { name, title: record.title, outlet: record.outlet, url: record.url, published };
        Ok(article(encoding::repaired(text), metadata, self.options))
    }
}

impl Iterator for Records {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let chunk = self.chunk();
        let item = match chunk {
            Ok(Some(Chunk::Record { bytes, line })) => self.document(&bytes, line),
            Ok(Some(Chunk::TooLong { line })) => {
                Err(ReadError::LineTooLong { path: self.path.clone(), line, limit: ARTICLE_LIMIT })
            }
            Ok(Some(Chunk::Stray { line })) => {
                let reason = "text between the records".to_owned();
                Err(ReadError::BrokenJson { path: self.path.clone(), line, reason })
            }
            Ok(None) => {
                self.ended = true;
                if self.yielded {
                    return None;
                }
                Err(ReadError::Empty { path: self.path.clone() })
            }
            Err(source) => {
                self.ended = true;
                Err(ReadError::Io { path: self.path.clone(), source })
            }
        };
        self.yielded = true;
        Some(item)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::{Form, Records};
    use crate::read::ReadOptions;

    fn read(form: Form, text: &str) -> Vec<String> {
        let reader = Box::new(Cursor::new(text.to_owned()));
        Records::new(reader, "a.json".to_owned(), form, ReadOptions::default())
            .map(|item| match item {
                Ok(document) => format!("{}: {}", document.metadata().name, document.text()),
                Err(error) => error.to_string(),
            })
            .collect()
    }

    #[test]
    fn a_broken_line_costs_one_record() {
        let text = "\u{feff}{\"id\": \"a\", \"text\": \"One.\", \"more\": [1]}\n\n{\"id\": 7, \"text\": \"Two.\"\n{\"text\": \
                    \"Three.\"}\n{\"id\": \"d\"}\n{\"id\": 8, \"text\": \"Five.\", \"published\": \"soon\"}\n[1]";
        assert_eq!(
            read(Form::Lines, text),
            [
                "a: One.",
                "a.json:3: broken JSON: EOF while parsing an object at column 24; each line is one object with at least \"text\"",
                "a.json:4: Three.",
                "a.json:5: the record has no \"text\"; nothing to read",
                "a.json:6: published \"soon\" is not a date; write it as 2021-04-27",
                "a.json:7: broken JSON: not an object; each line is one object with at least \"text\"",
            ]
        );
    }

    #[test]
    fn arrays_and_objects_over_lines() {
        let text = "[\n {\n  \"id\": \"a\",\n  \"text\": \"One {\\\"}.\"\n },\n {\"id\": \"b\", \"text\": \"Two.\"} x\n, {\"id\": 3 4}]";
        assert_eq!(
            read(Form::Values, text),
            [
                "a: One {\"}.",
                "b: Two.",
                "a.json:6: broken JSON: text between the records; each line is one object with at least \"text\"",
                "a.json:7: broken JSON: expected `,` or `}` at column 10; each line is one object with at least \"text\"",
            ]
        );
        assert_eq!(read(Form::Values, "{\n\"id\":").len(), 1);
        assert_eq!(read(Form::Lines, " \n"), ["a.json: the file is empty; nothing to read"]);
    }

    #[test]
    fn the_form_shows_in_the_first_bytes() {
        assert_eq!(Form::sniff(b"{\"id\": 1}\n{"), Some(Form::Lines));
        assert_eq!(Form::sniff(b"{\n \"id\": 1}"), Some(Form::Values));
        assert_eq!(Form::sniff(b" [ {"), Some(Form::Values));
        assert_eq!(Form::sniff(b"[Photo] Ministers met."), None);
        assert_eq!(Form::sniff(b"Ministers met."), None);
    }
}
