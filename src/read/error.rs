//! What can be wrong with an input.

use std::io;

use thiserror::Error;

/// What is wrong with an article, a file or a folder: each names the place and the remedy.
#[derive(Debug, Error)]
pub enum ReadError {
    #[error("{path}: no such file or folder; check the path")]
    Missing { path: String },

    #[error("{path}: cannot be read: {source}")]
    Io { path: String, source: io::Error },

    #[error("{path}: the file is empty; nothing to read")]
    Empty { path: String },

    #[error("{path}: holds no text; nothing to read")]
    Blank { path: String },

    #[error("{path}: binary data, not text (byte 0x{byte:02x} at offset {offset}); give text or JSON Lines")]
    Binary { path: String, byte: u8, offset: usize },

    #[error("{path}: {format} is not read yet; give plain text, Markdown or JSON Lines")]
    Unsupported { path: String, format: &'static str },

    #[error(
        "{path}:{line}: invalid UTF-8 (byte 0x{byte:02x}) in a file that is UTF-8 elsewhere; save the file anew as UTF-8"
    )]
    InvalidUtf8 { path: String, line: usize, byte: u8 },

    #[error("{path}: longer than the {} MiB that one article may have; split it into articles or give JSON Lines", limit >> 20)]
    FileTooLong { path: String, limit: usize },

    #[error("{path}:{line}: a line longer than the {} MiB that one article may have; split the record", limit >> 20)]
    LineTooLong { path: String, line: usize, limit: usize },

    #[error("{path}: no articles in this folder; relata reads .txt, .md, .jsonl, .ndjson and .json")]
    NoArticles { path: String },

    #[error("{path}:{line}: broken JSON: {reason}; each line is one object with at least \"text\"")]
    BrokenJson { path: String, line: usize, reason: String },

    #[error("{path}:{line}: the record has no \"text\"; nothing to read")]
    NoText { path: String, line: usize },

    #[error("{path}:{line}: published {value:?} is not a date; write it as 2021-04-27")]
    BadDate { path: String, line: usize, value: String },
}
