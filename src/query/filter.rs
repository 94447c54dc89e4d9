//! Which statements an answer may hold.

use std::cell::RefCell;
use std::collections::HashMap;

use jiff::civil::Date;

use crate::fact::{Claimed, Factuality, Kind, Predicate};
use crate::graph::{Period, Standing};
use crate::store::{Edge, EntityNumber, Store, StoreError};

/// Which statements an answer may hold. An empty list of predicates or kinds lets all through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    pub predicates: Vec<Predicate>,
    /// Of the entities that a question reaches; those it starts from are never left out.
    pub kinds: Vec<Kind>,
    pub factualities: Vec<Factuality>,
    /// Only what holds as of that day, by [`Period::standing`]. What has no date, or one too coarse to tell, is kept
    /// and marked.
    pub as_of: Option<Date>,
    /// At most so many statements, the best proved first.
    pub limit: Option<usize>,
}

impl Default for Filter {
    /// What happened or holds, of every predicate, kind and time.
    fn default() -> Self {
        Self {
            predicates: Vec::new(),
            kinds: Vec::new(),
            factualities: vec![Factuality::Actual],
            as_of: None,
            limit: None,
        }
    }
}

impl Filter {
    /// Every statement, whatever its factuality.
    pub fn everything() -> Self {
        Self { factualities: Factuality::ALL.to_vec(), ..Self::default() }
    }

    pub fn admits_kind(&self, kind: &Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(kind)
    }

    pub fn admits_edge(&self, edge: &Edge) -> bool {
        self.admits_claim(&edge.predicate, edge.factuality) && self.admits_period(&Period::of_edge(edge))
    }

    pub fn admits_period(&self, period: &Period) -> bool {
        self.as_of.is_none_or(|day| period.standing(day) != Standing::Not)
    }

    pub fn admits(&self, claimed: &Claimed) -> bool {
        self.admits_claim(&claimed.predicate, claimed.factuality) && self.admits_period(&Period::of(claimed))
    }

    /// How a statement stands as of the filter's day, where it has one.
    pub fn standing(&self, claimed: &Claimed) -> Option<Standing> {
        self.as_of.map(|day| Period::of(claimed).standing(day))
    }

    pub fn admits_predicate(&self, predicate: &Predicate) -> bool {
        self.predicates.is_empty() || self.predicates.contains(predicate)
    }

    fn admits_claim(&self, predicate: &Predicate, factuality: Factuality) -> bool {
        self.factualities.contains(&factuality) && self.admits_predicate(predicate)
    }
}

/// Lets entities through by their kinds, each looked up once.
pub(super) struct KindGate<'a> {
    store: &'a Store,
    filter: &'a Filter,
    known: RefCell<HashMap<EntityNumber, bool>>,
}

impl<'a> KindGate<'a> {
    /// `exempt` are let through whatever they are: a question starts from them.
    pub fn new(store: &'a Store, filter: &'a Filter, exempt: &[EntityNumber]) -> Self {
        Self { store, filter, known: RefCell::new(exempt.iter().map(|&entity| (entity, true)).collect()) }
    }

    pub fn lets(&self, entity: EntityNumber) -> Result<bool, StoreError> {
        if self.filter.kinds.is_empty() {
            return Ok(true);
        }
        if let Some(&known) = self.known.borrow().get(&entity) {
            return Ok(known);
        }
        let lets = self.filter.admits_kind(&self.store.node(entity)?.entity.kind);
        self.known.borrow_mut().insert(entity, lets);
        Ok(lets)
    }
}
