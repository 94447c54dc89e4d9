//! Read: bytes into documents.
//!
//! Knows files, folders, encodings, article formats and the look of a news page: headline, dateline, byline,
//! boilerplate. Knows no grammar and no schema.
