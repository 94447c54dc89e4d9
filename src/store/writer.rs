//! Writing: articles with their readings, and judgements.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::article::{decode_article, encode_article, encode_judgement};
use super::folder::Folder;
use super::graph::Graph;
use super::group::{Location, Protection};
use super::journal::{Appender, Kind, Log, Position};
use super::ledger::Ledger;
use super::{Store, StoreError, key};
use crate::fact::{EntityId, Judgement, Value};
use crate::resolve::Reading;
use crate::text::{Document, DocumentId};

/// A group is written when it holds this many articles or this much text: one sync is shared by all of them, and
/// memory stays flat.
pub(super) const GROUP_ARTICLES: usize = 128;
const GROUP_BYTES: usize = 2 << 20;

/// Text in a block of the journal: quoting one sentence decompresses as much.
const BLOCK_BYTES: usize = 128 << 10;

/// What became of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    /// It will be in the store from the next [`Writer::sync`] on.
    New,
    /// It was there already; nothing changed.
    Known,
}

/// Articles whose readings are in the store, up to the last sync; for any thread.
#[derive(Clone)]
pub struct Known(Graph);

impl Known {
    pub fn holds(&self, id: DocumentId) -> Result<bool, StoreError> {
        Ok(self.0.get(&key::document_id(id))?.is_some())
    }
}

/// An opened store, for writing.
pub struct Writer {
    store: Store,
    articles: Appender,
    judgements: Appender,
    /// Articles that the journal holds and the graph does not yet: a crash came between.
    unread: HashMap<DocumentId, Location>,
    pending: Vec<(Document, Reading)>,
    pending_ids: HashSet<DocumentId>,
    pending_bytes: usize,
}

impl Writer {
    /// In a folder that is not there or is empty.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        Self::new(Store::open_folder(Folder::create(path)?)?)
    }

    /// A store that is there. Articles that were cut off by a crash are in [`Self::unread`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::new(Store::open_folder(Folder::open(path)?)?)
    }

    /// Opens the store, or makes it where nothing is.
    pub fn open_or_create(path: &Path) -> Result<Self, StoreError> {
        match Folder::create(path) {
            Ok(folder) => Self::new(Store::open_folder(folder)?),
            Err(StoreError::Exists { .. }) => Self::open(path),
            Err(error) => Err(error),
        }
    }

    fn new(mut store: Store) -> Result<Self, StoreError> {
        let known = store.tables.mark.articles_end();
        if !store.articles.reaches(known) {
            return Err(StoreError::JournalShort { end: store.articles.segment_path(known.segment) });
        }
        let (articles, blocks) = open_tail(&mut store.notices, &store.articles, known)?;
        let mut unread = HashMap::new();
        for (block, at) in blocks {
            for (index, record) in block.records().enumerate() {
                let document = decode_article(record).ok_or_else(|| store.damaged_article(at, index))?;
                if store.tables.document_number(document.id())?.is_none() {
                    let index = u16::try_from(index).map_err(|_| store.damaged_article(at, index))?;
                    unread.insert(document.id(), Location { block: at, index });
                }
            }
        }
        let log = Log::new(store.folder.path(), Kind::Judgements);
        let judgements = open_tail(&mut store.notices, &log, Position::default())?.0;
        let (pending, pending_ids) = (Vec::new(), HashSet::new());
        Ok(Self { store, articles, judgements, unread, pending, pending_ids, pending_bytes: 0 })
    }

    /// What is in the store up to the last sync.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Articles that a crash left in the journal without a reading: read them and [`Self::commit`] them before others.
    pub fn unread(&self) -> impl Iterator<Item = Result<Document, StoreError>> + Send + use<> {
        let mut locations: Vec<Location> = self.unread.values().copied().collect();
        locations.sort_by_key(|location| (location.block, location.index));
        let articles = self.store.articles.clone();
        locations.into_iter().map(move |location| {
            let block = articles.read(location.block)?;
            let document = block.record(usize::from(location.index)).and_then(decode_article);
            document.ok_or_else(|| super::read::damaged_article(&articles, location.block, usize::from(location.index)))
        })
    }

    pub(super) fn holds_articles(&self) -> bool {
        self.store.tables.mark.documents > 0 || !self.unread.is_empty() || !self.pending.is_empty()
    }

    /// Tells other threads which articles need not be read again.
    pub fn known(&self) -> Known {
        Known(self.store.tables.graph.clone())
    }

    fn holds(&self, id: DocumentId) -> Result<bool, StoreError> {
        Ok(self.pending_ids.contains(&id) || self.store.tables.document_number(id)?.is_some())
    }

    /// Takes an article with its reading. It is durable after the next [`Self::sync`], which comes by itself when a
    /// group is full.
    ///
    /// # Errors
    /// Where the reading is of another document or a statement names an entity that it does not hold: nothing is taken.
    /// Where writing failed: what was taken since the last sync may be lost.
    pub fn commit(&mut self, document: Document, reading: Reading) -> Result<Committed, StoreError> {
        check_reading(&document, &reading)?;
        if self.holds(document.id())? {
            return Ok(Committed::Known);
        }
        self.pending_ids.insert(document.id());
        self.pending_bytes += document.text().len();
        self.pending.push((document, reading));
        if self.pending.len() >= GROUP_ARTICLES || self.pending_bytes >= GROUP_BYTES {
            self.sync()?;
        }
        Ok(Committed::New)
    }

    /// Articles taken since the last sync: all others are durable.
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// Makes durable what was taken: first the journal, then the graph.
    pub fn sync(&mut self) -> Result<(), StoreError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let pending = std::mem::take(&mut self.pending);
        self.pending_ids.clear();
        self.pending_bytes = 0;
        let locations = self.append(&pending)?;
        self.articles.sync()?;
        let held = self.store.tables.mark.articles_end();
        for (document, _) in &pending {
            self.unread.remove(&document.id());
        }
        // Articles without a reading stand before the end that the graph remembers as its own, until they are read.
        let end = if self.unread.is_empty() { self.articles.end() } else { held };
        let readings = locations.into_iter().zip(pending.iter().map(|(_, reading)| reading));
        self.store.tables.write(readings, end, Protection::Redo(self.store.folder.path()))
    }

    /// Enters a judgement into the ledger; durable once this returns, and applied to all that is read from now on.
    pub fn judge(&mut self, judgement: Judgement) -> Result<(), StoreError> {
        self.judgements.append(&[encode_judgement(&judgement)])?;
        self.judgements.sync()?;
        self.store.judgements.push(judgement);
        self.store.ledger = Ledger::replay(&self.store.judgements, &self.store.tables)?;
        Ok(())
    }

    /// Syncs and closes; the ledger is then applied to what came in.
    pub fn finish(mut self) -> Result<Store, StoreError> {
        self.sync()?;
        self.store.ledger = Ledger::replay(&self.store.judgements, &self.store.tables)?;
        Ok(self.store)
    }

    /// Appends what the journal does not hold yet, in blocks, and tells where each article is.
    fn append(&mut self, pending: &[(Document, Reading)]) -> Result<Vec<Location>, StoreError> {
        let mut locations = Vec::with_capacity(pending.len());
        let (mut records, mut waiting, mut bytes) = (Vec::new(), Vec::new(), 0);
        for (place, (document, _)) in pending.iter().enumerate() {
            let known = self.unread.get(&document.id()).copied();
            locations.push(known.unwrap_or(Location { block: Position::default(), index: 0 }));
            if known.is_none() {
                let record = encode_article(document);
                bytes += record.len();
                records.push(record);
                waiting.push(place);
            }
            if bytes >= BLOCK_BYTES || place + 1 == pending.len() && !records.is_empty() {
                let block = self.articles.append(&records)?;
                for (index, place) in (0..).zip(waiting.drain(..)) {
                    locations[place] = Location { block, index };
                }
                records.clear();
                bytes = 0;
            }
        }
        Ok(locations)
    }
}

/// A log ready to be written on, with its blocks from `known` on. What a crash left unfinished at its end is cut off:
/// no one was told that it was done.
fn open_tail(
    notices: &mut Vec<String>,
    log: &Log,
    known: Position,
) -> Result<(Appender, Vec<(super::journal::Block, Position)>), StoreError> {
    let mut found = Vec::new();
    let mut blocks = log.blocks(known);
    let mut end = known;
    let mut broken: Option<StoreError> = None;
    while let Some(block) = blocks.next() {
        match (block, &broken) {
            (Ok((at, block)), None) => {
                end = blocks.position();
                found.push((block, at));
            }
            // A whole block behind a broken one: that is no torn end.
            (Ok(_), Some(_)) => return Err(broken.expect("just matched")),
            (Err(error), None) => broken = Some(error),
            (Err(_), Some(_)) => {}
        }
    }
    if let Some(error) = broken {
        let file = log.segment_path(end.segment.max(1));
        notices.push(format!(
            "{}: cut off what a crash left unfinished behind byte {} ({error})",
            file.display(),
            end.offset
        ));
    }
    Ok((Appender::open(log.clone(), end)?, found))
}

pub(super) fn check_reading(document: &Document, reading: &Reading) -> Result<(), StoreError> {
    let id = document.id();
    let other = |reading| StoreError::OtherDocument { document: id, reading };
    if reading.document != id {
        return Err(other(reading.document));
    }
    let named: HashSet<&EntityId> = reading.entities.iter().map(|entity| &entity.id).collect();
    for statement in &reading.statements {
        let claimed = statement.claimed();
        let values = claimed.qualifiers.iter().map(|(_, value)| value).chain(&claimed.said_by);
        let in_values = values.filter_map(|value| if let Value::Entity(entity) = value { Some(entity) } else { None });
        for entity in [&claimed.subject, &claimed.object].into_iter().chain(in_values) {
            if !named.contains(entity) {
                return Err(StoreError::UnknownEntity { document: id, entity: entity.to_string() });
            }
        }
        if let Some(foreign) = statement.evidence().iter().find(|evidence| evidence.document != id) {
            return Err(other(foreign.document));
        }
    }
    Ok(())
}
