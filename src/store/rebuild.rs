//! Making the graph again from the journal.

use std::fs;
use std::io;
use std::path::Path;

use super::article::decode_article;
use super::folder::Folder;
use super::graph::{self, Graph};
use super::group::{Location, Protection, Tables};
use super::journal::{Kind, Log, Position, sync_folder};
use super::redo::Redo;
use super::wire::Mark;
use super::words::Words;
use super::writer::{GROUP_ARTICLES, check_reading};
use super::{StoreError, pack, read};
use crate::resolve::Reading;
use crate::schema::Pack;
use crate::text::Document;

/// The graph that grows, and where the old one goes until the new one is in its place.
const GROWING: &str = "graph.new";
const ASIDE: &str = "graph.old";

/// A new graph on its way from the journal's articles; the store keeps its old one until [`Rebuild::finish`].
///
/// Read [`Rebuild::documents`], hand each with its reading to [`Rebuild::commit`], then finish. Judgements need
/// nothing: they are applied to what is read.
pub struct Rebuild {
    pub(super) folder: Folder,
    tables: Tables,
    articles: Log,
    pending: Vec<(Location, Reading)>,
    /// What [`Rebuild::set_pack`] was given.
    pub(super) new_pack: Option<Option<Pack>>,
}

/// The place of an article in the journal.
#[derive(Clone, Copy, Debug)]
pub struct Place(Location);

impl Rebuild {
    /// Does not look at the graph that is there, so it may be damaged or missing.
    pub fn begin(path: &Path) -> Result<Self, StoreError> {
        let folder = Folder::open(path)?;
        folder.make_journal()?;
        remove(&path.join(GROWING))?;
        let graph = Graph::open(path, GROWING)?;
        let tables = Tables { graph, words: Words::default(), mark: Mark::default() };
        Ok(Self { articles: Log::new(path, Kind::Articles), folder, tables, pending: Vec::new(), new_pack: None })
    }

    /// All articles of the journal, in their order. A damaged stretch is an error in its place; the rest still comes.
    pub fn documents(&self) -> impl Iterator<Item = Result<(Place, Document), StoreError>> + Send + use<> {
        let articles = self.articles.clone();
        articles.blocks(Position::default()).flat_map(move |block| {
            let filed: Vec<_> = match block {
                Ok((at, block)) => {
                    let records = block.records().enumerate();
                    records.map(|(index, record)| file(&articles, at, index, record)).collect()
                }
                Err(error) => vec![Err(error)],
            };
            filed
        })
    }

    /// # Errors
    /// As [`super::Writer::commit`].
    pub fn commit(&mut self, place: Place, document: &Document, reading: Reading) -> Result<(), StoreError> {
        check_reading(document, &reading)?;
        let id = document.id();
        let pending = self.pending.iter().any(|(_, pending)| pending.document == id);
        if pending || self.tables.document_number(id)?.is_some() {
            return Ok(());
        }
        self.pending.push((place.0, reading));
        if self.pending.len() >= GROUP_ARTICLES { self.write() } else { Ok(()) }
    }

    /// Puts the new graph in the place of the old one, and with it the pack that it was read with.
    pub fn finish(mut self) -> Result<(), StoreError> {
        self.write()?;
        let Self { folder, tables, new_pack, .. } = self;
        tables.graph.sync()?;
        let group = tables.mark.group;
        drop(tables);
        let path = folder.path();
        let [graph, growing, aside] = [graph::FOLDER, GROWING, ASIDE].map(|name| path.join(name));
        remove(&aside)?;
        match fs::rename(&graph, &aside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(StoreError::io("cannot rename", &graph)(error));
            }
            _ => {}
        }
        // What it would redo is in the new graph, whose groups are counted anew.
        Redo::done(path, group)?;
        fs::rename(&growing, &graph).map_err(StoreError::io("cannot rename", &growing))?;
        sync_folder(path)?;
        if let Some(new_pack) = new_pack {
            pack::replace(path, new_pack.as_ref())?;
        }
        remove(&aside)
    }

    fn write(&mut self) -> Result<(), StoreError> {
        let pending = std::mem::take(&mut self.pending);
        let Some((last, _)) = pending.last() else { return Ok(()) };
        // The end of the last article's block: what follows is not read yet.
        let end = self.articles.end_of(last.block)?;
        let readings = pending.iter().map(|(location, reading)| (*location, reading));
        self.tables.write(readings, end, Protection::Scratch)
    }
}

fn file(articles: &Log, at: Position, index: usize, record: &[u8]) -> Result<(Place, Document), StoreError> {
    let damaged = || read::damaged_article(articles, at, index);
    let location = Location { block: at, index: u16::try_from(index).map_err(|_| damaged())? };
    decode_article(record).map(|document| (Place(location), document)).ok_or_else(damaged)
}

fn remove(folder: &Path) -> Result<(), StoreError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::io("cannot remove", folder)(error)),
        _ => Ok(()),
    }
}
