//! How two entities are connected.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use super::filter::KindGate;
use super::neighbourhood::{rank, touching};
use super::{Filter, QueryError, QuotedStatement, Quoter};
use crate::fact::{Entity, StatementId};
use crate::graph::{Doubt, Graph, Link, Network, Route, Tie, shortest_routes};
use crate::store::{EntityNumber, Store, StoreError};

/// How two entities are connected: between which, how far, how many ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connection {
    pub from: EntityNumber,
    pub to: EntityNumber,
    pub max_hops: usize,
    /// At most so many paths.
    pub count: usize,
}

/// A way from one entity to another that passes none twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub hops: Vec<Hop>,
    /// Bounds how likely any hop is misread.
    pub doubt: Doubt,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    pub from: Entity,
    pub to: Entity,
    /// What joins the two, in either direction, the best proved first; at least one, at most the filter's limit.
    pub statements: Vec<QuotedStatement>,
    /// How many join them, shown or not.
    pub total: usize,
}

/// A search that looks at more statements than this in the store's adjacency goes on in the whole graph.
const MOST_READ: usize = 200_000;

/// Paths by their number of hops, then by how well their hops are proved, then by the ids of their statements.
///
/// Reads the adjacency of the entities it passes; where these are hubs, it loads the graph and searches that instead.
pub fn paths(quoter: &mut Quoter<'_>, connection: &Connection, filter: &Filter) -> Result<Vec<Path>, QueryError> {
    let Connection { from, to, max_hops, count } = *connection;
    let kinds = KindGate::new(quoter.store(), filter, &[from, to]);
    let mut adjacency = Adjacency { store: quoter.store(), filter, kinds, read: HashMap::new(), left: MOST_READ };
    let routes = match shortest_routes(&mut adjacency, from, to, max_hops, count) {
        Ok(routes) => routes,
        Err(Stop::Failed(error)) => return Err(error.into()),
        Err(Stop::TooMuch) => {
            let graph = Graph::load(quoter.store())?;
            return paths_in(&graph, quoter, connection, filter);
        }
    };
    routes.into_iter().map(|route| path(quoter, &route, filter)).collect()
}

/// The same, in a graph that was loaded before: for many questions.
pub fn paths_in(
    graph: &Graph,
    quoter: &mut Quoter<'_>,
    connection: &Connection,
    filter: &Filter,
) -> Result<Vec<Path>, QueryError> {
    let Connection { from, to, max_hops, count } = *connection;
    let kinds = KindGate::new(quoter.store(), filter, &[from, to]);
    let admitted: Vec<bool> = graph.predicates().iter().map(|predicate| filter.admits_predicate(predicate)).collect();
    let admits = |link: &Link| {
        admitted[usize::from(link.predicate)]
            && filter.factualities.contains(&link.factuality)
            && filter.admits_period(&link.period)
    };
    let mut walk = graph.walk(admits, |entity| kinds.lets(entity));
    let routes = shortest_routes(&mut walk, from, to, max_hops, count)?;
    routes.into_iter().map(|route| path(quoter, &route, filter)).collect()
}

fn path(quoter: &mut Quoter<'_>, route: &Route, filter: &Filter) -> Result<Path, QueryError> {
    let mut hops = Vec::new();
    for ends in route.entities.windows(2) {
        let mut joining: Vec<(Doubt, StatementId)> = Vec::new();
        let store = quoter.store();
        for edge in store.edges_between(ends[0], ends[1]).chain(store.edges_between(ends[1], ends[0])) {
            let edge = edge?;
            if filter.admits_edge(&edge) {
                joining.push(rank(&edge));
            }
        }
        joining.sort_unstable();
        let mut statements = Vec::new();
        for &(_, statement) in joining.iter().take(filter.limit.unwrap_or(usize::MAX).max(1)) {
            statements.extend(quoter.quote(statement, filter)?);
        }
        let (from, to) = (quoter.entity(ends[0])?, quoter.entity(ends[1])?);
        hops.push(Hop { from, to, statements, total: joining.len() });
    }
    Ok(Path { hops, doubt: route.doubt() })
}

/// The store's adjacency under a filter, each entity read once.
struct Adjacency<'a> {
    store: &'a Store,
    kinds: KindGate<'a>,
    filter: &'a Filter,
    read: HashMap<EntityNumber, Vec<(EntityNumber, Tie)>>,
    /// Statements that may still be read.
    left: usize,
}

/// Why a search in the adjacency stopped before its end.
enum Stop {
    Failed(StoreError),
    TooMuch,
}

impl<'a> Adjacency<'a> {
    fn ties_of(&mut self, entity: EntityNumber) -> Result<&[(EntityNumber, Tie)], Stop> {
        match self.read.entry(entity) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(new) => {
                let mut best: BTreeMap<EntityNumber, Tie> = BTreeMap::new();
                for edge in touching(self.store, entity, self.filter) {
                    let edge = edge.map_err(Stop::Failed)?;
                    self.left = self.left.checked_sub(1).ok_or(Stop::TooMuch)?;
                    let neighbour = edge.other(entity);
                    if neighbour != entity
                        && self.filter.admits_edge(&edge)
                        && self.kinds.lets(neighbour).map_err(Stop::Failed)?
                    {
                        let (doubt, statement) = rank(&edge);
                        let tie = Tie { doubt, statement };
                        best.entry(neighbour).and_modify(|known| *known = tie.min(*known)).or_insert(tie);
                    }
                }
                Ok(new.insert(best.into_iter().collect()))
            }
        }
    }
}

impl Network for Adjacency<'_> {
    type Error = Stop;

    fn ties(&mut self, entity: EntityNumber, each: &mut dyn FnMut(EntityNumber, Tie)) -> Result<(), Stop> {
        self.ties_of(entity)?.iter().for_each(|&(neighbour, tie)| each(neighbour, tie));
        Ok(())
    }

    fn degree_hint(&self, entity: EntityNumber) -> usize {
        self.read.get(&entity).map_or(1, Vec::len)
    }
}
