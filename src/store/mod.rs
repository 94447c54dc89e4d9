//! Store: documents, statements and judgements on disk.
//!
//! The only module that names sled. Knows no stage before it but the facts they make: to make the graph again it hands
//! out documents and takes readings.
//!
//! # Use
//!
//! [`Store::open`] reads; [`Writer`] ingests and judges; [`Rebuild`] makes the graph again; [`check`] verifies.
//!
//! ```no_run
//! # fn main() -> Result<(), relata::store::StoreError> {
//! use relata::store::{End, Store};
//!
//! let store = Store::open("relata.db".as_ref())?;
//! for candidate in store.candidates("shoigu", 5)? {
//!     for edge in store.edges_of(candidate.node.number, End::Subject) {
//!         let edge = edge?;
//!         let object = store.node(edge.object)?;
//!         println!("{} {} {}", candidate.node.entity.name, edge.predicate, object.entity.name);
//!     }
//! }
//! # Ok(()) }
//! ```
//!
//! Judgements are applied to everything that is read, and always win: merged entities answer as one under the id that
//! was kept, renamed ones by their new name, rejected statements are not there. What was read stays underneath, so a
//! later judgement can take an earlier one back.
//!
//! # Promises
//!
//! - An article is in the store whole or not at all, also after a crash at any point.
//! - What [`Writer::sync`] returned from is on the disk.
//! - Ingesting an article again changes nothing. The order of ingestion changes nothing but [`EntityNumber`]s and with
//!   them the order of [`Store::edges`] and [`Store::edges_of`]: sort what you show.
//! - One process at a time has a store open: sled allows no more.
//!
//! # Format, version 1
//!
//! A folder with these parts. Numbers in files are little-endian, in keys big-endian (so that byte order is the order
//! asked for), in values postcard's variable-length ones.
//!
//! | path | what it is |
//! | --- | --- |
//! | `format` | the text `relata store\nversion 1\n`; written last when a store is made |
//! | `lock` | empty; locked by the process that has the store open |
//! | `journal/articles-NNNNNNNN` | segments from 1, begun anew behind 64 MiB: articles as read |
//! | `journal/judgements-NNNNNNNN` | the same, of judgements |
//! | `graph/` | sled 0.34.7, one tree; derived from the articles |
//! | `schema/` | a copy of the pack that the articles were read with ([`crate::schema::Pack`]); none for the schema of the package |
//! | `redo` | what the last group of articles writes into the graph; only its number once that is done |
//! | `graph.new/`, `graph.old/`, `schema.new/`, `schema.old/` | there during a rebuild |
//!
//! **Segment**: 8 bytes `rjournal`, u32 version 1, u32 zero; then blocks without a gap. **Block**: 4 bytes `RBLK`, u32
//! count of records, u32 length of the raw content, u32 length of the stored content, u32 CRC-32 (IEEE) of the stored
//! content, u32 CRC-32 of these 20 bytes; then the stored content, which is the raw one by zstd. **Raw content**: each
//! record as u32 length and bytes. **Article**: postcard of name, title?, outlet?, url?, published? (a day), text,
//! sections (start, end, role: 0 headline, 1 dateline, 2 byline, 3 body, 4 boilerplate). **Judgement**: postcard of an
//! enum: 0 same (keep, drop), 1 different (one, other), 2 rename (entity, name), 3 confirm (statement), 4 reject
//! (statement). A **day** is (year + 10000) << 9 | month << 5 | day.
//!
//! **Redo**: 8 bytes `rredo\0\0\x01`, u64 group, u64 raw length, u32 CRC-32 of the 24 bytes before and of the rest; the
//! rest is the raw content by zstd: keys and values in turn, each as u32 length and bytes. It is written again on
//! opening where its group is not below the mark's. Without puts it says that the graph has had this group: one whose mark
//! is below has lost something.
//!
//! **Graph**: key tag (one byte), rest of the key → value. Entities and documents have u32 numbers in the order of
//! ingestion, words of the schema u16 ones within their class, statements their 64-bit content hash.
//!
//! | tag | rest of the key | value |
//! | --- | --- | --- |
//! | `m` | | the mark: group, documents, entities, segment and offset behind the last article read; put last in each group |
//! | `w` | class u8 (0 kind, 1 predicate, 2 qualifier, 3 rule), number u16 | the word |
//! | `n` | entity | id, kind, documents that name it, names: (name, documents that show it, documents with it as alias) |
//! | `e` | entity id | entity, 4 bytes |
//! | `a` | folded name, 0, rank u8 (0 whole, 1 from a later word on), entity | |
//! | `c` | statement | subject, predicate, object, qualifiers, said_by, light, documents (the first number, then the steps) |
//! | `s` | subject, predicate u16, object, statement | light: factuality, when, counts of evidence and documents, best reliability, until |
//! | `o` | object, predicate u16, subject, statement | light |
//! | `q` | entity, document | statements, new with this document, with the entity in a qualifier or as speaker |
//! | `t` | first day u32, document | statements new with this document: (last day − first day, statement) |
//! | `d` | document | id, segment, block offset, index in the block, statements, sorted: (statement, evidence: sentence start and length, trigger start from there, its length, rule, reliability) |
//! | `i` | document id, 16 bytes | document, 4 bytes |
//!
//! # Why so
//!
//! A group of up to 128 articles shares its syncs: journal, redo file, graph, in this order. The journal never knows
//! less than the graph, and a graph that a crash cut off within a group is finished from the redo file, so an article
//! needs not fit one of sled's batches (which are slow and large in memory beyond 1,000 entries).
//!
//! sled keeps at most 16 entries in a leaf and writes a leaf anew after ten changes, so few larger entries are better
//! than many small ones: evidence lies with its document, days and mentions are listed by document, and only what is
//! asked for by itself (a statement, an edge) has an entry of its own. Its file is cleared of what was overwritten by
//! its own thread alone. 14,400 made articles of 15 statements each (tests/all/store_scale.rs), 216,000 statements
//! between 40,000 entities on a busy machine of two cores: 41.9 MB of keys and values became 317 MB in a first layout
//! with an entry for each piece of evidence, day and mention and without that thread; in this one 38.5 MB became
//! 155 MB, with 23 s of processor time for all.
//!

mod article;
mod check;
mod error;
mod folder;
mod graph;
mod group;
mod journal;
mod key;
mod ledger;
mod name;
mod pack;
mod read;
mod rebuild;
mod redo;
mod view;
mod wire;
mod words;
mod writer;

use std::sync::Mutex;

pub use check::{Check, Problem, check};
pub use error::StoreError;
pub use name::fold;
pub use rebuild::{Place, Rebuild};
pub use view::{Candidate, Dated, Edge, End, EntityNumber, NameMatch, Node, Statistics};
pub use writer::{Committed, Known, Writer};

use crate::fact::Judgement;

/// Version of everything described above; a store with a higher one is refused.
pub const FORMAT_VERSION: u32 = 1;

/// An opened store, for reading.
pub struct Store {
    folder: folder::Folder,
    tables: group::Tables,
    articles: journal::Log,
    judgements: Vec<Judgement>,
    ledger: ledger::Ledger,
    /// The blocks of the journal read last: quoting goes through an article's sentences one by one.
    blocks: Mutex<read::BlockCache>,
    notices: Vec<String>,
}
