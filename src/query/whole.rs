//! All statements of a store.

use super::neighbourhood::rank;
use super::{Filter, QueryError};
use crate::fact::{Predicate, StatementId};
use crate::graph::Doubt;
use crate::store::{EntityNumber, Store};

/// Statements that a filter lets through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// By subject, predicate and object, then by id; whatever the order in which documents came into the store.
    pub statements: Vec<StatementId>,
    /// How many the limit left out.
    pub left_out: usize,
}

/// All statements that the filter lets through, with both ends of its kinds. A limit leaves the best proved ones.
///
/// Holds some forty bytes a statement, and no names or quotes: [`super::Quoter`] reads these one by one.
pub fn select(store: &Store, filter: &Filter) -> Result<Selection, QueryError> {
    // Numbers of entities tell in which order documents were read; the places of their ids do not.
    let mut places: Vec<Option<u32>> = vec![None; store.number_bound()];
    for (place, node) in (0..).zip(store.nodes()) {
        let node = node?;
        if filter.admits_kind(&node.entity.kind) {
            places[node.number.index()] = Some(place);
        }
    }
    let place = |entity: EntityNumber| places.get(entity.index()).copied().flatten();
    let mut found: Vec<Selected> = Vec::new();
    let mut predicates: Vec<Predicate> = Vec::new();
    for edge in store.edges() {
        let edge = edge?;
        if let (true, Some(subject), Some(object)) =
            (filter.admits_edge(&edge), place(edge.subject), place(edge.object))
        {
            let predicate = predicates.iter().position(|known| *known == edge.predicate).unwrap_or(predicates.len());
            if predicate == predicates.len() {
                predicates.push(edge.predicate.clone());
            }
            found.push(Selected { rank: rank(&edge), subject, predicate, object });
        }
    }
    let shown = found.len().min(filter.limit.unwrap_or(usize::MAX));
    let left_out = found.len() - shown;
    found.sort_unstable_by_key(|selected| selected.rank);
    found.truncate(shown);
    found.sort_unstable_by(|one, other| {
        let key = |selected: &Selected| (selected.subject, predicates[selected.predicate].as_str(), selected.object);
        key(one).cmp(&key(other)).then(one.rank.1.cmp(&other.rank.1))
    });
    Ok(Selection { statements: found.into_iter().map(|selected| selected.rank.1).collect(), left_out })
}

struct Selected {
    rank: (Doubt, StatementId),
    subject: u32,
    predicate: usize,
    object: u32,
}
