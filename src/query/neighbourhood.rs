//! What lies around an entity.

use std::collections::{BTreeSet, HashSet};

use super::filter::KindGate;
use super::{Filter, QueryError, QuotedStatement, Quoter};
use crate::fact::{Entity, StatementId};
use crate::graph::Doubt;
use crate::store::{Edge, End, EntityNumber, Store, StoreError};

/// The statements within reach of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbourhood {
    pub centre: Entity,
    /// Nearest first; none is empty.
    pub layers: Vec<Layer>,
    /// Statements within reach that the limit left out, as far as they were counted: what lies behind them was not
    /// looked for.
    pub left_out: usize,
}

/// What is one hop further than the layer before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Hops from the centre; 1 for the first.
    pub distance: usize,
    /// New in this layer, in the order in which its statements name them.
    pub entities: Vec<Entity>,
    /// Between this layer and the one before, or within the one before; the best proved first, then by id.
    pub statements: Vec<QuotedStatement>,
}

/// The statements that touch an entity fewer than `depth` hops away from the centre, and the entities at their ends.
///
/// Where the quoter has a register, what articles tell of the centre by its office alone is beside them.
///
/// Reads the adjacency of the entities it passes and nothing else. Goes outward layer by layer, in each the best proved
/// statements first, and stops at the filter's limit, so that a state with thousands of statements costs one reading
/// of its own.
pub fn neighbourhood(
    quoter: &mut Quoter<'_>,
    centre: EntityNumber,
    depth: usize,
    filter: &Filter,
) -> Result<Neighbourhood, QueryError> {
    let store = quoter.store();
    let kinds = KindGate::new(store, filter, &[centre]);
    let mut room = filter.limit.unwrap_or(usize::MAX);
    let mut seen = HashSet::from([centre]);
    let mut taken: HashSet<StatementId> = HashSet::new();
    let mut frontier = vec![centre];
    let mut answer = Neighbourhood { centre: quoter.entity(centre)?, layers: Vec::new(), left_out: 0 };
    for distance in 1..=depth {
        if room == 0 {
            break;
        }
        let mut reached = Vec::new();
        for &near in &frontier {
            for edge in touching(store, near, filter) {
                let edge = edge?;
                if filter.admits_edge(&edge) && kinds.lets(edge.other(near))? && taken.insert(edge.statement) {
                    reached.push(Reached { rank: rank(&edge), far: edge.other(near) });
                }
            }
        }
        if distance == 1 {
            for told in quoter.told_by_office(centre, filter)? {
                if taken.insert(told.edge.statement) {
                    reached.push(Reached { rank: rank(&told.edge), far: told.far });
                }
            }
        }
        reached.sort_unstable_by_key(|reached| reached.rank);
        answer.left_out += reached.len().saturating_sub(room);
        reached.truncate(room);
        room -= reached.len();
        frontier.clear();
        let mut layer = Layer { distance, entities: Vec::new(), statements: Vec::new() };
        for Reached { rank: (_, statement), far } in reached {
            layer.statements.extend(quoter.quote(statement, filter)?);
            if seen.insert(far) {
                frontier.push(far);
                layer.entities.push(quoter.entity(far)?);
            }
        }
        if layer.statements.is_empty() {
            break;
        }
        answer.layers.push(layer);
    }
    Ok(answer)
}

struct Reached {
    rank: (Doubt, StatementId),
    far: EntityNumber,
}

/// The order in which statements are preferred: the best proved first.
pub(super) fn rank(edge: &Edge) -> (Doubt, StatementId) {
    (Doubt::new(edge.documents, edge.reliability), edge.statement)
}

/// The statements of an entity with the filter's predicates, a statement about itself once.
pub(super) fn touching<'a>(
    store: &'a Store,
    entity: EntityNumber,
    filter: &'a Filter,
) -> Box<dyn Iterator<Item = Result<Edge, StoreError>> + 'a> {
    let once = |end| {
        move |edge: &Result<Edge, StoreError>| {
            edge.as_ref().map_or(true, |edge| end == End::Subject || edge.subject != edge.object)
        }
    };
    if filter.predicates.is_empty() {
        return Box::new(End::BOTH.into_iter().flat_map(move |end| store.edges_of(entity, end).filter(once(end))));
    }
    // The index is by predicate: others are not read at all.
    let predicates: BTreeSet<_> = filter.predicates.iter().collect();
    Box::new(predicates.into_iter().flat_map(move |predicate| {
        End::BOTH.into_iter().flat_map(move |end| store.edges_by(entity, end, predicate).filter(once(end)))
    }))
}
