//! What can go wrong with a store, with place and remedy.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::FORMAT_VERSION;
use crate::schema::SchemaError;
use crate::text::DocumentId;

/// Why a store could not be opened, read or written.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("no store at {}; `relata ingest PATH` makes one", path.display())]
    Missing { path: PathBuf },
    #[error("{} is there already; open it, or choose another folder", path.display())]
    Exists { path: PathBuf },
    #[error("{} is not a relata store: it has no readable `format` file; choose another folder", path.display())]
    Foreign { path: PathBuf },
    #[error(
        "store {} has format {found}, and this relata knows formats up to {FORMAT_VERSION}; use a newer relata",
        path.display()
    )]
    Newer { path: PathBuf, found: u32 },
    #[error("store {} is open in another process; try again when that one has ended", path.display())]
    Locked { path: PathBuf },
    #[error("store {} has no graph; `relata rebuild` makes it from the journal", path.display())]
    GraphMissing { path: PathBuf },
    #[error("the graph of store {} is damaged: {detail}; `relata rebuild` makes it again from the journal", path.display())]
    GraphDamaged { path: PathBuf, detail: String },
    #[error("{}, byte {offset}: damaged record: {detail}; `relata check` tells what is lost, `relata rebuild` keeps the rest", file.display())]
    Damaged { file: PathBuf, offset: u64, detail: String },
    #[error("the journal ends at {} before articles that the graph knows; `relata rebuild` makes the graph from what is left", end.display())]
    JournalShort { end: PathBuf },
    #[error("the schema kept in store {} cannot be used; `relata rebuild --schema FOLDER` gives it another: {source}", path.display())]
    Schema { path: PathBuf, source: SchemaError },
    #[error(
        "the articles of store {} were read with {own}, not with {other}; choose another store, or let \
         `relata rebuild --schema` read them again",
        path.display()
    )]
    OtherSchema { path: PathBuf, own: String, other: String },
    #[error("a reading of document {reading} came with document {document}")]
    OtherDocument { document: DocumentId, reading: DocumentId },
    #[error("a statement of document {document} names {entity}, which its reading does not hold")]
    UnknownEntity { document: DocumentId, entity: String },
    #[error("the store holds as many {what} as it can number")]
    Full { what: &'static str },
    #[error("{action} {}", path.display())]
    Io { action: &'static str, path: PathBuf, source: io::Error },
}

impl StoreError {
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }
}
