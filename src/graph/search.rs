//! The best of the shortest routes between two entities, searched from both ends.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

use super::{Doubt, Route};
use crate::fact::StatementId;
use crate::store::EntityNumber;

/// What a search walks, in either direction of its statements.
pub trait Network {
    type Error;

    /// Calls `each` with every neighbour and the tie to it; several ties may lead to one neighbour.
    fn ties(&mut self, entity: EntityNumber, each: &mut dyn FnMut(EntityNumber, Tie)) -> Result<(), Self::Error>;

    /// About how many ties the entity has, as far as that is known without looking.
    fn degree_hint(&self, entity: EntityNumber) -> usize;
}

/// A statement between neighbours, as far as the search ranks it: least doubt first, equals by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    pub doubt: Doubt,
    pub statement: StatementId,
}

/// What a search must not use.
#[derive(Debug, Default)]
pub(super) struct Barred {
    pub entities: Vec<EntityNumber>,
    /// Ties from this entity to each of `to`, in both directions.
    pub from: Option<EntityNumber>,
    pub to: Vec<EntityNumber>,
}

impl Barred {
    fn tie(&self, one: EntityNumber, other: EntityNumber) -> bool {
        self.entities.contains(&other)
            || (self.from == Some(one) && self.to.contains(&other))
            || (self.from == Some(other) && self.to.contains(&one))
    }
}

/// The best route of at most `max_hops`, in the order of [`Route`].
///
/// Grows whole layers of entities of equal distance from both ends, the cheaper side first. Every shortest route crosses
/// the layer in which the two meet, so the best through the entities of that layer is the best of all.
pub(super) fn shortest_route<N: Network>(
    network: &mut N,
    from: EntityNumber,
    to: EntityNumber,
    max_hops: usize,
    barred: &Barred,
) -> Result<Option<Route>, N::Error> {
    let mut ahead = Side::new(from, Direction::Ahead);
    let mut behind = Side::new(to, Direction::Behind);
    if from == to {
        return Ok(Some(join(&ahead, &behind)));
    }
    for _ in 0..max_hops {
        let (side, other) =
            if ahead.cost(network) <= behind.cost(network) { (&mut ahead, &behind) } else { (&mut behind, &ahead) };
        side.grow(network, barred)?;
        if side.frontier.is_empty() {
            return Ok(None);
        }
        if side.frontier.iter().any(|entity| other.labels.contains_key(entity)) {
            return Ok(Some(join(&ahead, &behind)));
        }
    }
    Ok(None)
}

fn join(ahead: &Side, behind: &Side) -> Route {
    let meeting = ahead.frontier.iter().filter_map(|&entity| {
        let (a, b) = (ahead.labels.get(&entity)?, behind.labels.get(&entity)?);
        Some((a.doubt + b.doubt, a.rank, entity))
    });
    let (_, _, middle) = meeting.min().expect("the two sides have met in the last layer of each");
    let (mut entities, mut ties) = ahead.trail(middle);
    entities.reverse();
    ties.reverse();
    let (rest, last_ties) = behind.trail(middle);
    entities.extend(&rest[1..]);
    ties.extend(last_ties);
    Route { entities, ties }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Ahead,
    Behind,
}

/// What one end of the search knows.
struct Side {
    direction: Direction,
    labels: HashMap<EntityNumber, Label, BuildHasherDefault<NumberHasher>>,
    /// The last layer.
    frontier: Vec<EntityNumber>,
    depth: u32,
}

/// The best way between an entity and the end that its side began at.
#[derive(Clone, Copy)]
struct Label {
    depth: u32,
    doubt: Doubt,
    /// Breaks ties between equally doubtful ways, so that the first route by its statements' ids wins. Seen from the
    /// start that is decided by the whole way there, so by the rank of the way to `previous`; seen from the end, by
    /// the next statement.
    order: (u32, StatementId),
    /// Towards the end that the side began at; itself there.
    previous: EntityNumber,
    tie: Tie,
    /// Place in its layer; kept ahead only.
    rank: u32,
}

impl Side {
    fn new(start: EntityNumber, direction: Direction) -> Self {
        let tie = Tie { doubt: Doubt::default(), statement: StatementId::from_u64(0) };
        let label = Label { depth: 0, doubt: tie.doubt, order: (0, tie.statement), previous: start, tie, rank: 0 };
        Self { direction, labels: std::iter::once((start, label)).collect(), frontier: vec![start], depth: 0 }
    }

    fn cost<N: Network>(&self, network: &N) -> usize {
        self.frontier.iter().map(|&entity| network.degree_hint(entity)).sum()
    }

    fn grow<N: Network>(&mut self, network: &mut N, barred: &Barred) -> Result<(), N::Error> {
        let Self { direction, labels, frontier, depth } = self;
        *depth += 1;
        let mut layer = Vec::new();
        for &entity in frontier.iter() {
            let Label { doubt, rank, .. } = labels[&entity];
            network.ties(entity, &mut |neighbour, tie| {
                if barred.tie(entity, neighbour) {
                    return;
                }
                let way = Label {
                    depth: *depth,
                    doubt: doubt + tie.doubt,
                    order: (rank, tie.statement),
                    previous: entity,
                    tie,
                    rank: 0,
                };
                match labels.entry(neighbour) {
                    Entry::Vacant(free) => {
                        free.insert(way);
                        layer.push(neighbour);
                    }
                    Entry::Occupied(mut known) => {
                        let label = known.get();
                        if label.depth == *depth && (way.doubt, way.order) < (label.doubt, label.order) {
                            known.insert(way);
                        }
                    }
                }
            })?;
        }
        if *direction == Direction::Ahead {
            layer.sort_unstable_by_key(|entity| labels[entity].order);
            for (rank, entity) in (0..).zip(&layer) {
                labels.get_mut(entity).expect("every entity of the layer has a label").rank = rank;
            }
        }
        *frontier = layer;
        Ok(())
    }

    /// From an entity back to where the side began, both included, and the ties between.
    fn trail(&self, entity: EntityNumber) -> (Vec<EntityNumber>, Vec<Tie>) {
        let (mut entities, mut ties) = (vec![entity], Vec::new());
        let mut label = &self.labels[&entity];
        while label.depth > 0 {
            entities.push(label.previous);
            ties.push(label.tie);
            label = &self.labels[&label.previous];
        }
        (entities, ties)
    }
}

/// Numbers of entities are dense and ours, so one multiplication spreads them well enough.
#[derive(Default)]
struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u32(u32::from(byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x517c_c1b7_2722_0a95).rotate_left(26);
    }
}
