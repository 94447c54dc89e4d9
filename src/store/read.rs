//! Reading: entities by id and name, edges of an entity, statements with their evidence, articles.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex};

use jiff::civil::Date;

use super::article::{decode_article, decode_judgement};
use super::folder::Folder;
use super::graph::{self, Graph};
use super::group::Tables;
use super::journal::{Block, Kind, Log, Position};
use super::ledger::Ledger;
use super::wire::{
    ClaimRecord, DatedRecord, DocumentRecord, EntityRecord, EvidenceRecord, LightRecord, ValueRecord, WhenRecord,
    day_number, day_of,
};
use super::{
    Candidate, Dated, Edge, End, EntityNumber, NameMatch, Node, Statistics, Store, StoreError, fold, journal, key,
};
use crate::fact::{
    Claimed, Edtf, Entity, EntityId, Evidence, Judgement, Predicate, Qualifiers, Quantity, Reliability, Statement,
    StatementId, Value,
};
use crate::text::{Document, DocumentId, Span};

/// Keys looked at for one name: enough for any name, a bound for a single letter.
const NAME_SCAN: usize = 20_000;
/// Entities compared that met a name in the same way. Of more than that, those named first in the store's life are.
const NODE_SCAN: usize = 1_000;

impl Store {
    /// Opens a store for reading. What a crash cut off in the middle is finished or left out.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut store = Self::open_folder(Folder::open(path)?)?;
        if store.articles.grew_beyond(store.tables.mark.articles_end()) {
            let what = "the journal holds articles that the graph does not hold yet";
            store.notices.push(format!("{what}; `relata ingest` or `relata rebuild` reads them"));
        }
        Ok(store)
    }

    pub(super) fn open_folder(folder: Folder) -> Result<Self, StoreError> {
        let path = folder.path().to_owned();
        folder.make_journal()?;
        let articles = Log::new(&path, Kind::Articles);
        if !path.join(graph::FOLDER).exists() && articles.bytes() > 0 {
            return Err(StoreError::GraphMissing { path });
        }
        let tables = Tables::load(Graph::open(&path, graph::FOLDER)?, &path)?;
        let mut notices = Vec::new();
        let judgements = load_judgements(&path, &mut notices)?;
        let ledger = Ledger::replay(&judgements, &tables)?;
        Ok(Self { folder, tables, articles, judgements, ledger, blocks: Mutex::default(), notices })
    }

    /// What was found and mended on opening, for the user to know.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// The handle of an entity, also of one that was merged into another.
    pub fn number(&self, id: &EntityId) -> Result<Option<EntityNumber>, StoreError> {
        let number = self.tables.graph.get(&key::entity_id(id.as_str()))?.and_then(|bytes| key::parse_number(&bytes));
        Ok(number.map(|number| EntityNumber(self.ledger.kept(number))))
    }

    /// # Errors
    /// Also where the handle is of another store.
    pub fn node(&self, number: EntityNumber) -> Result<Node, StoreError> {
        let kept = self.ledger.kept(number.0);
        let mut names: BTreeMap<_, (u32, u32)> = BTreeMap::new();
        let mut documents = 0_u32;
        let mut own = None;
        for member in self.ledger.members(kept) {
            let record = entity_record(&self.tables, member)?;
            documents = documents.saturating_add(record.documents);
            for (name, shown, alias) in &record.names {
                let counts = names.entry(name.clone()).or_default();
                // The kept entity's name is the one to show, however often the others were read.
                counts.0 = counts.0.saturating_add(if member == kept { *shown } else { 0 });
                counts.1 = counts.1.saturating_add(*alias);
            }
            if member == kept {
                own = Some(record);
            }
        }
        let own = own.ok_or_else(|| self.tables.graph.damaged("a merged entity is not one of its own"))?;
        let kind = self.tables.words.kind(own.kind).ok_or_else(|| self.tables.graph.damaged("a kind has no name"))?;
        // What most documents show; of equals the longer, then the first in the alphabet: no order of ingestion here.
        let shown = names.iter().max_by(|(a, m), (b, n)| (m, a.len(), b).cmp(&(n, b.len(), a))).map(|(name, _)| name);
        let name = self.ledger.name(kept).or(shown).cloned().unwrap_or_default();
        let aliases = names.into_keys().filter(|alias| *alias != name).collect();
        let id = self.ledger.kept_id(kept).cloned().map_or_else(|| entity_id(&self.tables, kept), Ok)?;
        Ok(Node { number: EntityNumber(kept), entity: Entity { id, kind, name, aliases }, documents })
    }

    /// All entities, sorted by the id under which each was read.
    pub fn nodes(&self) -> impl Iterator<Item = Result<Node, StoreError>> + '_ {
        self.tables.graph.scan(key::ENTITY_IDS).filter_map(|entry| {
            let number = entry.map(|(_, value)| key::parse_number(&value));
            match number {
                Ok(Some(number)) if self.ledger.kept(number) == number => Some(self.node(EntityNumber(number))),
                Ok(Some(_)) => None,
                Ok(None) => Some(Err(self.tables.graph.damaged("an entity has no number"))),
                Err(error) => Some(Err(error)),
            }
        })
    }

    /// Numbers are below this: the length of a table that they index.
    pub fn number_bound(&self) -> usize {
        self.tables.mark.entities as usize
    }

    /// Whom a name may mean, best first: by how it met the name, then by how many documents name the entity, then by
    /// id. Names and aliases are met whatever their case, accents and punctuation, by their first letters and by those
    /// of a later word.
    pub fn candidates(&self, name: &str, limit: usize) -> Result<Vec<Candidate>, StoreError> {
        let folded = fold(name);
        if folded.is_empty() {
            return Ok(Vec::new());
        }
        let mut best: BTreeMap<u32, NameMatch> = BTreeMap::new();
        for entry in self.tables.graph.scan(&key::names_from(&folded)).take(NAME_SCAN) {
            let (key, _) = entry?;
            let (found, rank, number) =
                key::parse_name(&key).ok_or_else(|| self.tables.graph.damaged("a name has no entity"))?;
            let matched = match (found == folded.as_bytes(), rank == 0) {
                (true, true) => NameMatch::Whole,
                (true, false) => NameMatch::LastWords,
                (false, true) => NameMatch::Start,
                (false, false) => NameMatch::WordStart,
            };
            let kept = best.entry(self.ledger.kept(number)).or_insert(matched);
            *kept = matched.min(*kept);
        }
        self.add_renamed(&folded, &mut best);
        let mut classes: BTreeMap<NameMatch, Vec<u32>> = BTreeMap::new();
        for (number, matched) in best {
            classes.entry(matched).or_default().push(number);
        }
        let mut candidates = Vec::new();
        for (matched, numbers) in classes {
            if candidates.len() >= limit {
                break;
            }
            let mut nodes = Vec::new();
            for number in numbers.into_iter().take(NODE_SCAN) {
                nodes.push(self.node(EntityNumber(number))?);
            }
            nodes.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| a.entity.id.cmp(&b.entity.id)));
            candidates.extend(nodes.into_iter().map(|node| Candidate { node, matched }));
        }
        candidates.truncate(limit);
        Ok(candidates)
    }

    /// Statements in which an entity stands at this end, by predicate and other end.
    pub fn edges_of(&self, entity: EntityNumber, end: End) -> impl Iterator<Item = Result<Edge, StoreError>> + '_ {
        let members = self.ledger.members(self.ledger.kept(entity.0));
        members.into_iter().flat_map(move |member| self.scan_edges(&key::adjacent_to(tag(end), member), end))
    }

    /// As [`Self::edges_of`], of one predicate alone; reads no others.
    pub fn edges_by(
        &self,
        entity: EntityNumber,
        end: End,
        predicate: &Predicate,
    ) -> impl Iterator<Item = Result<Edge, StoreError>> + '_ {
        let members = self.ledger.members(self.ledger.kept(entity.0));
        let predicate = self.tables.words.number(super::words::Class::Predicate, predicate.as_str());
        members.into_iter().flat_map(move |member| {
            let scan = predicate.map(|p| self.scan_edges(&key::adjacent_by(tag(end), member, p), end));
            scan.into_iter().flatten()
        })
    }

    /// Statements of one entity about another; reads no others of either.
    pub fn edges_between(
        &self,
        subject: EntityNumber,
        object: EntityNumber,
    ) -> impl Iterator<Item = Result<Edge, StoreError>> + '_ {
        let members = |entity: EntityNumber| self.ledger.members(self.ledger.kept(entity.0));
        let (subjects, objects) = (members(subject), members(object));
        let mut prefixes = Vec::new();
        for predicate in 0..self.tables.words.predicate_bound() {
            for &subject in &subjects {
                let with = |&object: &u32| key::adjacent_with(key::BY_SUBJECT, subject, predicate, object);
                prefixes.extend(objects.iter().map(with));
            }
        }
        prefixes.into_iter().flat_map(|prefix| self.scan_edges(&prefix, End::Subject))
    }

    /// All statements, each once.
    pub fn edges(&self) -> impl Iterator<Item = Result<Edge, StoreError>> + '_ {
        self.scan_edges(key::BY_SUBJECT, End::Subject)
    }

    /// Statements in which an entity is the speaker or a qualifier's value; sorted.
    pub fn statements_mentioning(&self, entity: EntityNumber) -> Result<Vec<StatementId>, StoreError> {
        let mut statements = BTreeSet::new();
        for member in self.ledger.members(self.ledger.kept(entity.0)) {
            let read = mentioning(&self.tables, member)?;
            statements.extend(read.into_iter().filter_map(|id| self.visible(id)));
        }
        Ok(statements.into_iter().collect())
    }

    /// A statement with all of its evidence.
    pub fn statement(&self, id: StatementId) -> Result<Option<Statement>, StoreError> {
        let Some(id) = self.visible(id) else { return Ok(None) };
        let readings = self.ledger.readings(id);
        let readings = if readings.is_empty() { &[id] } else { readings };
        let mut statement: Option<Statement> = None;
        for &read in readings {
            let Some(record) = self.tables.graph.record::<ClaimRecord>(&key::claim(read))? else { continue };
            for evidence in self.evidence(read, &record)? {
                match &mut statement {
                    Some(statement) => statement.add_evidence(evidence),
                    None => statement = Some(Statement::new(self.claimed(&record)?, evidence)),
                }
            }
        }
        match &statement {
            Some(found) if found.id() != id => Err(self.tables.graph.damaged("a statement is not what its id says")),
            _ => Ok(statement),
        }
    }

    /// Whether a person confirmed it.
    pub fn is_confirmed(&self, statement: StatementId) -> bool {
        self.ledger.is_confirmed(self.ledger.canonical(statement))
    }

    /// Statements whose time can touch these days, both inclusive, by first day. Statements without a time, or without
    /// a year, are in none.
    pub fn statements_between(&self, from: Date, to: Date) -> impl Iterator<Item = Result<Dated, StoreError>> + '_ {
        let (from, end) = (day_number(from), day_number(to));
        let entries = self.tables.graph.scan(key::BY_TIME).map(|entry| {
            let (key, value) = entry?;
            let day = key::parse_time(&key).ok_or_else(|| self.tables.graph.damaged("a day is none"))?;
            Ok((day, self.tables.graph.decode::<Vec<DatedRecord>>(&value)?))
        });
        let entries = entries.take_while(move |entry| entry.as_ref().map_or(true, |(day, _)| *day <= end));
        entries.flat_map(move |entry| match entry {
            Ok((day, statements)) => {
                let dated =
                    statements.into_iter().filter_map(|(apart, id)| self.dated(day, apart, id, from).transpose());
                dated.collect::<Vec<_>>()
            }
            Err(error) => vec![Err(error)],
        })
    }

    /// Statements that a document shows, sorted.
    pub fn statements_of(&self, document: DocumentId) -> Result<Vec<StatementId>, StoreError> {
        let Some(number) = self.tables.document_number(document)? else { return Ok(Vec::new()) };
        let record = self.document_record(number)?;
        let visible = record.statements.iter().filter_map(|(id, _)| self.visible(StatementId::from_u64(*id)));
        Ok(visible.collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// An article as it was read, with text and metadata.
    pub fn document(&self, id: DocumentId) -> Result<Option<Document>, StoreError> {
        let Some(number) = self.tables.document_number(id)? else { return Ok(None) };
        let record = self.document_record(number)?;
        let at = Position { segment: record.segment, offset: record.offset };
        let index = usize::from(record.index);
        let block = self.block(at)?;
        let document = block.record(index).and_then(decode_article).filter(|document| document.id() == id);
        document.map(Some).ok_or_else(|| self.damaged_article(at, index))
    }

    /// Ids of all documents, sorted.
    pub fn document_ids(&self) -> impl Iterator<Item = Result<DocumentId, StoreError>> + '_ {
        self.tables.graph.scan(key::DOCUMENT_IDS).map(|entry| {
            let id = entry?.0.get(1..).and_then(|id| <[u8; 16]>::try_from(id).ok()).map(DocumentId::from_bytes);
            id.ok_or_else(|| self.tables.graph.damaged("a document's id has another length"))
        })
    }

    /// The ledger, in the order of judgement.
    pub fn judgements(&self) -> &[Judgement] {
        &self.judgements
    }

    /// Counts what is read, judgements applied.
    pub fn statistics(&self) -> Result<Statistics, StoreError> {
        let mut statistics = Statistics {
            documents: u64::from(self.tables.mark.documents),
            judgements: self.judgements.len() as u64,
            journal_bytes: folder_bytes(&self.folder.path().join(journal::FOLDER))?,
            graph_bytes: folder_bytes(self.tables.graph.folder())?,
            ..Statistics::default()
        };
        for node in self.nodes() {
            let entity = node?.entity;
            statistics.unnamed += u64::from(entity.id.held_post().is_some());
            *statistics.entities.entry(entity.kind).or_default() += 1;
        }
        for edge in self.edges() {
            let edge = edge?;
            *statistics.statements.entry(edge.predicate).or_default() += 1;
            *statistics.factualities.entry(edge.factuality).or_default() += 1;
            statistics.evidence += u64::from(edge.evidence);
        }
        Ok(statistics)
    }

    /// Bytes of the graph's keys and of its values, without sled's own: to judge what sled makes of them.
    pub fn logical_bytes(&self) -> Result<(u64, u64), StoreError> {
        let (mut keys, mut values) = (0, 0);
        for entry in self.tables.graph.scan(&[]) {
            let (key, value) = entry?;
            keys += key.len() as u64;
            values += value.len() as u64;
        }
        Ok((keys, values))
    }

    fn scan_edges(&self, prefix: &[u8], end: End) -> impl Iterator<Item = Result<Edge, StoreError>> + use<'_> {
        self.tables.graph.scan(prefix).filter_map(move |entry| match entry {
            Ok((key, value)) => self.edge(&key, &value, end).transpose(),
            Err(error) => Some(Err(error)),
        })
    }

    /// `None` where a judgement hides it.
    fn edge(&self, key: &[u8], value: &[u8], end: End) -> Result<Option<Edge>, StoreError> {
        let damaged = || self.tables.graph.damaged("an edge cannot be read");
        let (near, predicate, far, read) = key::parse_adjacency(key).ok_or_else(damaged)?;
        let Some(statement) = self.visible_once(read) else { return Ok(None) };
        let light: LightRecord = self.tables.graph.decode(value)?;
        let (near, far) = (EntityNumber(self.ledger.kept(near)), EntityNumber(self.ledger.kept(far)));
        let (subject, object) = match end {
            End::Subject => (near, far),
            End::Object => (far, near),
        };
        let (mut evidence, mut documents, mut reliability) = (light.evidence, light.documents, light.reliability);
        if self.ledger.readings(statement).len() > 1 {
            let pieces = self.statement(statement)?.map_or(Vec::new(), |statement| statement.evidence().to_vec());
            let shown: HashSet<_> = pieces.iter().map(|piece| piece.document).collect();
            evidence = u32::try_from(pieces.len()).unwrap_or(u32::MAX);
            documents = u32::try_from(shown.len()).unwrap_or(u32::MAX);
            reliability = pieces.iter().map(|piece| piece.reliability.thousandths()).max().unwrap_or(reliability);
        }
        Ok(Some(Edge {
            statement,
            subject,
            predicate: self.tables.words.predicate(predicate).ok_or_else(damaged)?,
            object,
            factuality: light.factuality().ok_or_else(damaged)?,
            when: light.when.map(|when| edtf(&self.tables, when)).transpose()?,
            evidence,
            documents,
            reliability: Reliability::from_thousandths(reliability).ok_or_else(damaged)?,
            until: light.until.map(|until| edtf(&self.tables, until)).transpose()?,
        }))
    }

    /// The id of what a statement says now, where no judgement rejects it.
    fn visible(&self, read: StatementId) -> Option<StatementId> {
        let id = self.ledger.canonical(read);
        (!self.ledger.is_rejected(id)).then_some(id)
    }

    /// As [`Self::visible`], for the first alone of several that say the same now.
    fn visible_once(&self, read: StatementId) -> Option<StatementId> {
        let id = self.visible(read)?;
        self.ledger.readings(id).first().is_none_or(|&first| first == read).then_some(id)
    }

    fn claimed(&self, record: &ClaimRecord) -> Result<Claimed, StoreError> {
        claimed(&self.tables, record, |number| {
            let kept = self.ledger.kept(number);
            self.ledger.kept_id(kept).cloned().map_or_else(|| entity_id(&self.tables, kept), Ok)
        })
    }

    /// `None` where it ended before `from`, or a judgement hides it.
    fn dated(&self, day: u32, apart: u32, id: u64, from: u32) -> Result<Option<Dated>, StoreError> {
        let damaged = || self.tables.graph.damaged("a day is none");
        let last = day.checked_add(apart).ok_or_else(damaged)?;
        let statement = if last >= from { self.visible_once(StatementId::from_u64(id)) } else { None };
        let Some(statement) = statement else { return Ok(None) };
        let (first, last) = (day_of(day).ok_or_else(damaged)?, day_of(last).ok_or_else(damaged)?);
        Ok(Some(Dated { first, last, statement }))
    }

    fn evidence(&self, read: StatementId, record: &ClaimRecord) -> Result<Vec<Evidence>, StoreError> {
        let damaged = || self.tables.graph.damaged("evidence cannot be read");
        let mut evidence = Vec::new();
        for number in record.documents() {
            let document = self.document_record(number)?;
            for record in document.evidence(read) {
                evidence.push(piece(&self.tables, DocumentId::from_bytes(document.id), record).ok_or_else(damaged)?);
            }
        }
        Ok(evidence)
    }

    fn document_record(&self, number: u32) -> Result<DocumentRecord, StoreError> {
        let record = self.tables.graph.record(&key::document(number))?;
        record.ok_or_else(|| self.tables.graph.damaged("a document has a number and no record"))
    }

    fn block(&self, at: Position) -> Result<Arc<Block>, StoreError> {
        let mut cache = self.blocks.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(place) = cache.0.iter().position(|(known, _)| *known == at) {
            let found = cache.0.remove(place);
            cache.0.push(found);
        } else {
            let block = Arc::new(self.articles.read(at)?);
            if cache.0.len() == BLOCKS {
                cache.0.remove(0);
            }
            cache.0.push((at, block));
        }
        Ok(Arc::clone(&cache.0.last().expect("one was just pushed").1))
    }

    /// Names given by judgement are in no index.
    fn add_renamed(&self, folded: &str, best: &mut BTreeMap<u32, NameMatch>) {
        for (number, name) in self.ledger.names() {
            let own = fold(name);
            let matched = if own == folded {
                NameMatch::Whole
            } else if own.starts_with(folded) {
                NameMatch::Start
            } else {
                continue;
            };
            let kept = best.entry(number).or_insert(matched);
            *kept = matched.min(*kept);
        }
    }

    pub(super) fn damaged_article(&self, at: Position, index: usize) -> StoreError {
        damaged_article(&self.articles, at, index)
    }
}

const BLOCKS: usize = 8;

/// The last blocks read, the latest last.
#[derive(Default)]
pub(super) struct BlockCache(Vec<(Position, Arc<Block>)>);

pub(super) fn damaged_article(articles: &Log, at: Position, index: usize) -> StoreError {
    let detail = format!("article {index} of its block cannot be read");
    StoreError::Damaged { file: articles.segment_path(at.segment), offset: at.offset, detail }
}

fn tag(end: End) -> &'static [u8] {
    match end {
        End::Subject => key::BY_SUBJECT,
        End::Object => key::BY_OBJECT,
    }
}

pub(super) fn entity_id(tables: &Tables, number: u32) -> Result<EntityId, StoreError> {
    let record = entity_record(tables, number)?;
    EntityId::parse(&record.id).ok_or_else(|| tables.graph.damaged("an entity's id is none"))
}

/// Statements as read in which an entity is the speaker or a qualifier's value.
pub(super) fn mentioning(tables: &Tables, number: u32) -> Result<Vec<StatementId>, StoreError> {
    let mut statements = Vec::new();
    for entry in tables.graph.scan(&key::adjacent_to(key::BY_MENTION, number)) {
        let ids: Vec<u64> = tables.graph.decode(&entry?.1)?;
        statements.extend(ids.into_iter().map(StatementId::from_u64));
    }
    Ok(statements)
}

fn entity_record(tables: &Tables, number: u32) -> Result<EntityRecord, StoreError> {
    let record = tables.graph.record(&key::entity(number))?;
    record.ok_or_else(|| tables.graph.damaged("an entity has a number and no record"))
}

/// `None` where the record is none.
pub(super) fn piece(tables: &Tables, document: DocumentId, record: &EvidenceRecord) -> Option<Evidence> {
    let trigger = record.start.checked_add_signed(record.trigger)?;
    Some(Evidence {
        document,
        sentence: Span::try_from((record.start, record.start.checked_add(record.length)?)).ok()?,
        trigger: Span::try_from((trigger, trigger.checked_add(record.trigger_length)?)).ok()?,
        rule: tables.words.rule(record.rule)?,
        reliability: Reliability::from_thousandths(record.reliability)?,
    })
}

fn edtf(tables: &Tables, when: WhenRecord) -> Result<Edtf, StoreError> {
    when.edtf().ok_or_else(|| tables.graph.damaged("a date is none"))
}

/// What a statement claimed as read, before judgement.
pub(super) fn raw_claimed(tables: &Tables, record: &ClaimRecord) -> Result<Claimed, StoreError> {
    claimed(tables, record, |number| entity_id(tables, number))
}

fn claimed(
    tables: &Tables,
    record: &ClaimRecord,
    id: impl Fn(u32) -> Result<EntityId, StoreError>,
) -> Result<Claimed, StoreError> {
    let damaged = || tables.graph.damaged("a statement cannot be read");
    let value = |value: &ValueRecord| -> Result<Value, StoreError> {
        Ok(match value {
            ValueRecord::Entity(number) => Value::Entity(id(*number)?),
            ValueRecord::Quantity(quantity) => Value::Quantity(Quantity(quantity.clone())),
            ValueRecord::Date(when) => Value::Date(edtf(tables, *when)?),
            ValueRecord::Text(text) => Value::Text(text.clone()),
        })
    };
    let mut qualifiers = Qualifiers::default();
    for (qualifier, own) in &record.qualifiers {
        qualifiers.insert(tables.words.qualifier(*qualifier).ok_or_else(damaged)?, value(own)?);
    }
    Ok(Claimed {
        subject: id(record.subject)?,
        predicate: tables.words.predicate(record.predicate).ok_or_else(damaged)?,
        object: id(record.object)?,
        qualifiers,
        when: record.light.when.map(|when| edtf(tables, when)).transpose()?,
        factuality: record.light.factuality().ok_or_else(damaged)?,
        said_by: record.said_by.as_ref().map(value).transpose()?,
    })
}

fn load_judgements(store: &Path, notices: &mut Vec<String>) -> Result<Vec<Judgement>, StoreError> {
    let log = Log::new(store, Kind::Judgements);
    let mut judgements = Vec::new();
    let mut broken = None;
    for block in log.blocks(Position::default()) {
        match block {
            Ok((at, block)) => {
                if let Some(error) = broken {
                    return Err(error);
                }
                for (index, record) in block.records().enumerate() {
                    judgements.push(decode_judgement(record).ok_or_else(|| damaged_article(&log, at, index))?);
                }
            }
            Err(error) => broken = Some(error),
        }
    }
    // At the very end it is what a crash left of a judgement that no one was told is kept.
    if let Some(error) = broken {
        notices.push(format!("the last judgement was not finished and is left out ({error})"));
    }
    Ok(judgements)
}

fn folder_bytes(folder: &Path) -> Result<u64, StoreError> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder).map_err(StoreError::io("cannot read", folder))? {
        let metadata = entry.and_then(|entry| entry.metadata()).map_err(StoreError::io("cannot read", folder))?;
        bytes += if metadata.is_file() { metadata.len() } else { 0 };
    }
    Ok(bytes)
}
