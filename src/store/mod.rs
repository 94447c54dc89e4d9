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
