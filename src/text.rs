//! Text: the immutable article and byte ranges into it.
//!
//! Knows nothing of language, schema or stages.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A byte range into a [`Document`]'s text; `start < end`, both below 4 GiB.
///
/// That both ends lie on UTF-8 boundaries is checked where a span meets its text: [`Document::slice`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// `None` where the range is empty, reversed or beyond 4 GiB.
    pub fn new(start: usize, end: usize) -> Option<Self> {
        let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
        (start < end).then_some(Self { start, end })
    }

    pub fn start(self) -> usize {
        self.start as usize
    }

    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes; never 0.
    #[expect(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl TryFrom<(u32, u32)> for Span {
    type Error = String;

    fn try_from((start, end): (u32, u32)) -> Result<Self, String> {
        if start < end { Ok(Self { start, end }) } else { Err(format!("span {start}..{end} is empty or reversed")) }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// Content hash of a [`Document`]: 128 bits of BLAKE3 over its text and metadata (the name a user gave it aside); written as 32 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentId([u8; 16]);

impl DocumentId {
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for DocumentId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let bad = || format!("document id {text:?} is not 32 hex digits");
        if text.len() != 32 || !text.is_ascii() {
            return Err(bad());
        }
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| bad())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| bad())?;
        }
        Ok(Self(bytes))
    }
}

impl From<DocumentId> for String {
    fn from(id: DocumentId) -> Self {
        id.to_string()
    }
}

/// What is known of an article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// What the user calls it: the file's name, or the record's `id`. Printed as `doc`.
    pub name: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    /// From metadata, dateline or text; the day that relative dates are counted from.
    pub published: Option<Date>,
}

/// What a stretch of the article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SectionRole {
    Headline,
    /// "MOSCOW, December 9. /TASS/." before the first sentence.
    Dateline,
    Byline,
    /// A paragraph of news.
    Body,
    /// Author biographies, tag lists, captions, share links: kept, and not read as news.
    Boilerplate,
}

/// A paragraph, or a part of one with a role of its own. Sentences never cross sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub span: Span,
    pub role: SectionRole,
}

/// One article: immutable text and metadata, cut into sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    id: DocumentId,
    text: String,
    metadata: Metadata,
    sections: Vec<Section>,
}

impl Document {
    /// `sections` are sorted here; they must not overlap and must lie on UTF-8 boundaries of `text`.
    ///
    /// # Panics
    /// Where a section overlaps another or leaves the text: the reader that made it has a bug.
    pub fn new(text: String, metadata: Metadata, mut sections: Vec<Section>) -> Self {
        sections.sort_by_key(|section| section.span);
        for section in &sections {
            assert!(
                text.get(section.span.start()..section.span.end()).is_some(),
                "section {section:?} leaves the text"
            );
        }
        for pair in sections.windows(2) {
            assert!(!pair[0].span.overlaps(pair[1].span), "sections {pair:?} overlap");
        }
        let id = content_id(&text, &metadata);
        Self { id, text, metadata, sections }
    }

    /// The whole text as one body section: for sentences given on the command line and in tests.
    pub fn from_text(name: &str, text: &str) -> Self {
        let metadata = Metadata { name: name.to_owned(), ..Metadata::default() };
        let sections = Span::new(0, text.len()).map(|span| Section { span, role: SectionRole::Body });
        Self::new(text.to_owned(), metadata, sections.into_iter().collect())
    }

    pub fn id(&self) -> DocumentId {
        self.id
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// In text order, without overlap.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// # Panics
    /// Where the span was made for another text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start()..span.end()).expect("span lies on UTF-8 boundaries of its own document")
    }
}

fn content_id(text: &str, metadata: &Metadata) -> DocumentId {
    let mut hasher = blake3::Hasher::new();
    let published = metadata.published.map(|date| date.to_string());
    let fields = [
        Some(text),
        metadata.title.as_deref(),
        metadata.outlet.as_deref(),
        metadata.url.as_deref(),
        published.as_deref(),
    ];
    for field in fields {
        // Length before content, so that no two field lists share a byte stream.
        let bytes = field.unwrap_or_default().as_bytes();
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
    let mut id = [0; 16];
    id.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    DocumentId(id)
}
