//! Several routes between two entities, best first.

use super::search::{Barred, shortest_route};
use super::{Doubt, Network, Tie};
use crate::store::EntityNumber;

/// A way through a network without loops.
///
/// Routes are ranked by their hops, then by their doubt, then by the ids of their statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// From one end to the other, both included.
    pub entities: Vec<EntityNumber>,
    /// The best tie of each hop.
    pub ties: Vec<Tie>,
}

impl Route {
    pub fn hops(&self) -> usize {
        self.ties.len()
    }

    /// The sum over its hops.
    pub fn doubt(&self) -> Doubt {
        self.ties.iter().map(|tie| tie.doubt).sum()
    }

    fn rank(&self) -> impl Ord + '_ {
        (self.hops(), self.doubt(), self.ties.iter().map(|tie| tie.statement).collect::<Vec<_>>())
    }
}

/// Up to `count` routes of at most `max_hops`, best first, none of which passes an entity twice. Two routes differ in
/// the entities they pass.
///
/// Yen's algorithm (Management Science 17, 1971) over the two-sided search, with Lawler's rule that a route which left
/// an earlier one at some entity is itself left from there on only.
pub fn shortest_routes<N: Network>(
    network: &mut N,
    from: EntityNumber,
    to: EntityNumber,
    max_hops: usize,
    count: usize,
) -> Result<Vec<Route>, N::Error> {
    let mut answers: Vec<Route> = Vec::new();
    let mut candidates: Vec<Candidate> = Vec::new();
    if count > 0 {
        let first = shortest_route(network, from, to, max_hops, &Barred::default())?;
        candidates.extend(first.map(|route| Candidate { route, left_at: 0 }));
    }
    while let Some(best) = (0..candidates.len()).min_by_key(|&place| candidates[place].route.rank()) {
        let Candidate { route, left_at } = candidates.swap_remove(best);
        answers.push(route.clone());
        if answers.len() == count {
            break;
        }
        for spur in left_at..route.hops() {
            let root = &route.entities[..=spur];
            let along = answers.iter().filter(|answer| answer.entities.starts_with(root));
            let barred = Barred {
                entities: root[..spur].to_vec(),
                from: Some(root[spur]),
                to: along.filter_map(|answer| answer.entities.get(spur + 1).copied()).collect(),
            };
            if let Some(rest) = shortest_route(network, root[spur], to, max_hops - spur, &barred)? {
                let entities = root[..spur].iter().copied().chain(rest.entities).collect();
                let ties = route.ties[..spur].iter().copied().chain(rest.ties).collect();
                candidates.push(Candidate { route: Route { entities, ties }, left_at: spur });
            }
        }
    }
    Ok(answers)
}

struct Candidate {
    route: Route,
    /// Up to this entity it runs along a route that was answered before.
    left_at: usize,
}
