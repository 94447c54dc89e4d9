//! The whole graph in memory, for questions that reach far.

use std::collections::HashMap;

use petgraph::csr::Csr;

use super::{Doubt, Network, Period, Tie};
use crate::fact::{Factuality, Predicate, StatementId};
use crate::store::{Edge, EntityNumber, Store, StoreError};

/// Statements as edges between entity numbers, without names, qualifiers and evidence.
///
/// Links lie sorted by their ends. Several statements between the same ends make one edge of each `Csr`, which points to
/// its range of links.
#[derive(Debug)]
pub struct Graph {
    predicates: Vec<Predicate>,
    links: Vec<Link>,
    forward: Csr<(), Range>,
    reverse: Csr<(), Range>,
}

/// A statement as an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    pub subject: EntityNumber,
    pub object: EntityNumber,
    /// Index into [`Graph::predicates`].
    pub predicate: u16,
    pub factuality: Factuality,
    pub period: Period,
    pub doubt: Doubt,
    pub statement: StatementId,
}

/// Links `first..end` of the graph.
#[derive(Clone, Copy, Debug)]
struct Range {
    first: u32,
    end: u32,
}

impl Graph {
    /// All statements of a store.
    pub fn load(store: &Store) -> Result<Self, StoreError> {
        let mut predicates: Vec<Predicate> = Vec::new();
        let mut numbers: HashMap<Predicate, u16> = HashMap::new();
        let mut links = Vec::new();
        for edge in store.edges() {
            let edge = edge?;
            let predicate = *numbers.entry(edge.predicate.clone()).or_insert_with(|| {
                predicates.push(edge.predicate.clone());
                u16::try_from(predicates.len() - 1).expect("a schema declares fewer than 2^16 predicates")
            });
            links.push(Link::new(&edge, predicate));
        }
        Ok(Self::new(predicates, links))
    }

    /// # Panics
    /// Where a link's predicate is not in the list, or beyond 2^32 links.
    pub fn new(predicates: Vec<Predicate>, mut links: Vec<Link>) -> Self {
        assert!(links.iter().all(|link| usize::from(link.predicate) < predicates.len()), "every predicate is listed");
        links.sort_unstable();
        links.dedup();
        let (forward, reverse) = edges(&links);
        Self { predicates, links, forward, reverse }
    }

    pub fn predicates(&self) -> &[Predicate] {
        &self.predicates
    }

    /// Sorted by their ends.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The graph as a network of the links that `admits`, through entities that `passes`.
    pub fn walk<A, P, E>(&self, admits: A, passes: P) -> Walk<'_, A, P>
    where
        A: Fn(&Link) -> bool,
        P: Fn(EntityNumber) -> Result<bool, E>,
    {
        Walk { graph: self, admits, passes }
    }

    fn range(&self, range: Range) -> &[Link] {
        &self.links[range.first as usize..range.end as usize]
    }
}

impl Link {
    pub fn new(edge: &Edge, predicate: u16) -> Self {
        Self {
            subject: edge.subject,
            object: edge.object,
            predicate,
            factuality: edge.factuality,
            period: Period::of_edge(edge),
            doubt: Doubt::new(edge.documents, edge.reliability),
            statement: edge.statement,
        }
    }
}

/// A [`Graph`] under a filter.
#[derive(Debug)]
pub struct Walk<'a, A, P> {
    graph: &'a Graph,
    admits: A,
    passes: P,
}

impl<A, P, E> Network for Walk<'_, A, P>
where
    A: Fn(&Link) -> bool,
    P: Fn(EntityNumber) -> Result<bool, E>,
{
    type Error = E;

    fn ties(&mut self, entity: EntityNumber, each: &mut dyn FnMut(EntityNumber, Tie)) -> Result<(), E> {
        for csr in [&self.graph.forward, &self.graph.reverse] {
            let Some((neighbours, ranges)) = row(csr, entity) else { continue };
            for (&neighbour, &range) in neighbours.iter().zip(ranges) {
                let neighbour = EntityNumber::from_index(neighbour);
                let admitted = self.graph.range(range).iter().filter(|link| (self.admits)(link));
                let best = admitted.map(|link| Tie { doubt: link.doubt, statement: link.statement }).min();
                if let Some(tie) = best
                    && neighbour != entity
                    && (self.passes)(neighbour)?
                {
                    each(neighbour, tie);
                }
            }
        }
        Ok(())
    }

    fn degree_hint(&self, entity: EntityNumber) -> usize {
        let rows = [&self.graph.forward, &self.graph.reverse].map(|csr| row(csr, entity));
        rows.into_iter().flatten().map(|(neighbours, _)| neighbours.len()).sum()
    }
}

/// `None` of an entity that no statement names.
fn row(csr: &Csr<(), Range>, entity: EntityNumber) -> Option<(&[u32], &[Range])> {
    let number = u32::try_from(entity.index()).expect("numbers of entities are below 2^32");
    (entity.index() < csr.node_count()).then(|| (csr.neighbors_slice(number), csr.edges_slice(number)))
}

/// Forward and reverse edges of links that are sorted by their ends.
fn edges(links: &[Link]) -> (Csr<(), Range>, Csr<(), Range>) {
    let number = |entity: EntityNumber| u32::try_from(entity.index()).expect("numbers of entities are below 2^32");
    let mut edges: Vec<(u32, u32, Range)> = Vec::new();
    let mut first = 0;
    for parallel in links.chunk_by(|one, next| (one.subject, one.object) == (next.subject, next.object)) {
        let end = first + u32::try_from(parallel.len()).expect("fewer than 2^32 statements");
        edges.push((number(parallel[0].subject), number(parallel[0].object), Range { first, end }));
        first = end;
    }
    let forward = Csr::from_sorted_edges(&edges).expect("the edges are sorted, each pair once");
    for (subject, object, _) in &mut edges {
        std::mem::swap(subject, object);
    }
    edges.sort_unstable_by_key(|&(object, subject, _)| (object, subject));
    (forward, Csr::from_sorted_edges(&edges).expect("the edges are sorted, each pair once"))
}
