//! From statement ids to statements with names and quotes.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::rc::Rc;

use super::by_office::{ToldByOffice, told_by_office};
use super::{Filter, QueryError, Quote, QuotedStatement, Register, count_sources};
use crate::fact::{Entity, EntityId, Evidence, Statement, StatementId, Value};
use crate::graph::Standing;
use crate::schema::Schema;
use crate::store::{EntityNumber, Store};
use crate::text::{Document, DocumentId};

/// Reads what an answer shows from the store, and remembers what it read last: statements of one answer share entities
/// and documents.
pub struct Quoter<'a> {
    store: &'a Store,
    entities: HashMap<EntityId, Entity>,
    documents: HashMap<DocumentId, Rc<Document>>,
    /// In the order they were read; the first is forgotten first.
    read: VecDeque<DocumentId>,
    register: Option<Register<'a>>,
}

/// So many documents, and four times as many entities, are remembered: some megabytes.
const REMEMBERED: usize = 1024;

impl<'a> Quoter<'a> {
    pub fn new(store: &'a Store) -> Self {
        Self { store, entities: HashMap::new(), documents: HashMap::new(), read: VecDeque::new(), register: None }
    }

    /// Also tells who the unnamed holders of posts were, as a [`Register`] knows it.
    pub fn with_register(self, schema: &'a Schema) -> Self {
        Self { register: Some(Register::new(self.store, schema)), ..self }
    }

    /// What articles tell of the holder of a post whom they do not name, when it was this one; nothing without a
    /// [`Register`].
    pub(super) fn told_by_office(
        &mut self,
        holder: EntityNumber,
        filter: &Filter,
    ) -> Result<Vec<ToldByOffice>, QueryError> {
        let Some(register) = &mut self.register else { return Ok(Vec::new()) };
        let (schema, seats) = (register.schema(), register.seats_of(holder)?);
        let holder = self.entity(holder)?;
        told_by_office(self, schema, &seats, &holder, filter)
    }

    pub fn store(&self) -> &'a Store {
        self.store
    }

    pub fn entity(&mut self, number: EntityNumber) -> Result<Entity, QueryError> {
        Ok(self.store.node(number)?.entity)
    }

    /// The statement, as it stands under the filter; `None` where it does not pass.
    pub fn quote(&mut self, id: StatementId, filter: &Filter) -> Result<Option<QuotedStatement>, QueryError> {
        let statement = self.store.statement(id)?;
        let statement = statement.ok_or_else(|| QueryError::Lacks { what: format!("statement {id}") })?;
        let claimed = statement.claimed();
        let standing = filter.standing(claimed);
        if filter.admits(claimed) { self.quoted(statement, standing).map(Some) } else { Ok(None) }
    }

    fn quoted(&mut self, statement: Statement, standing: Option<Standing>) -> Result<QuotedStatement, QueryError> {
        let claimed = statement.claimed();
        let values = claimed.qualifiers.iter().map(|(_, value)| value).chain(&claimed.said_by);
        let named: BTreeSet<&EntityId> = values.filter_map(entity_of).collect();
        let others = named.into_iter().map(|id| self.named(id)).collect::<Result<_, _>>()?;
        let mut quotes = Vec::new();
        for evidence in statement.evidence() {
            quotes.push(self.sentence(evidence)?);
        }
        quotes.sort_by_cached_key(|quote| (quote.published.is_none(), quote.published, quote.document, quote.span));
        let (subject, object) = (self.named(&claimed.subject)?, self.named(&claimed.object)?);
        let day = quotes.first().and_then(|quote| quote.published);
        let mut incumbents = Vec::new();
        for entity in [&subject, &object].into_iter().chain(&others).filter(|entity| entity.id.held_post().is_some()) {
            if let (Some(register), Some(day)) = (&mut self.register, day) {
                incumbents.push((entity.id.clone(), register.incumbents(&entity.id, day)?));
            }
        }
        Ok(QuotedStatement {
            subject,
            object,
            others,
            incumbents,
            standing,
            sources: count_sources(&quotes),
            quotes,
            statement,
        })
    }

    fn named(&mut self, id: &EntityId) -> Result<Entity, QueryError> {
        if let Some(entity) = self.entities.get(id) {
            return Ok(entity.clone());
        }
        let number = self.store.number(id)?.ok_or_else(|| QueryError::Lacks { what: format!("entity {id}") })?;
        let entity = self.store.node(number)?.entity;
        if self.entities.len() >= 4 * REMEMBERED {
            self.entities.clear();
        }
        self.entities.insert(id.clone(), entity.clone());
        Ok(entity)
    }

    fn sentence(&mut self, evidence: &Evidence) -> Result<Quote, QueryError> {
        let document = self.document(evidence.document)?;
        let metadata = document.metadata();
        Ok(Quote {
            document: document.id(),
            name: metadata.name.clone(),
            outlet: metadata.outlet.clone(),
            url: metadata.url.clone(),
            published: metadata.published,
            span: evidence.sentence,
            text: document.slice(evidence.sentence).to_owned(),
            rule: evidence.rule.clone(),
            reliability: evidence.reliability,
        })
    }

    fn document(&mut self, id: DocumentId) -> Result<Rc<Document>, QueryError> {
        if let Some(document) = self.documents.get(&id) {
            return Ok(Rc::clone(document));
        }
        let document = self.store.document(id)?;
        let document = Rc::new(document.ok_or_else(|| QueryError::Lacks { what: format!("document {id}") })?);
        if self.read.len() >= REMEMBERED
            && let Some(oldest) = self.read.pop_front()
        {
            self.documents.remove(&oldest);
        }
        self.read.push_back(id);
        self.documents.insert(id, Rc::clone(&document));
        Ok(document)
    }
}

fn entity_of(value: &Value) -> Option<&EntityId> {
    match value {
        Value::Entity(id) => Some(id),
        _ => None,
    }
}
