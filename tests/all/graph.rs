//! Routes through the graph in memory are those that a search of all ways finds.

use proptest::prelude::*;
use relata::fact::{Factuality, Predicate, Reliability, StatementId};
use relata::graph::{Doubt, Graph, Link, Period, Route, Tie, shortest_routes};
use relata::store::EntityNumber;

fn number(index: u32) -> EntityNumber {
    EntityNumber::from_index(index)
}

fn graph(edges: &[(u32, u32, u16)]) -> Graph {
    let link = |(id, &(subject, object, reliability)): (u64, &(u32, u32, u16))| Link {
        subject: number(subject),
        object: number(object),
        predicate: 0,
        factuality: Factuality::Actual,
        period: Period::default(),
        doubt: Doubt::new(1, Reliability::from_thousandths(reliability).expect("at most 1000")),
        // Ids without the order of the ends.
        statement: StatementId::from_u64((id + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)),
    };
    let links = (0..).zip(edges).map(link).collect();
    Graph::new(vec![Predicate::new("knows").expect("a predicate")], links)
}

/// All ways without loops, best first, by trying every one.
fn all_ways(graph: &Graph, from: u32, to: u32, max_hops: usize) -> Vec<Route> {
    fn go(graph: &Graph, to: EntityNumber, max_hops: usize, way: &Route, found: &mut Vec<Route>) {
        let here = *way.entities.last().expect("a way starts somewhere");
        if here == to {
            found.push(way.clone());
            return;
        }
        if way.hops() == max_hops {
            return;
        }
        for next in (0..12).map(number).filter(|next| !way.entities.contains(next)) {
            let joins = |link: &&Link| {
                [link.subject, link.object] == [here, next] || [link.object, link.subject] == [here, next]
            };
            let tie = graph
                .links()
                .iter()
                .filter(joins)
                .map(|link| Tie { doubt: link.doubt, statement: link.statement })
                .min();
            if let Some(tie) = tie {
                let mut longer = way.clone();
                longer.entities.push(next);
                longer.ties.push(tie);
                go(graph, to, max_hops, &longer, found);
            }
        }
    }
    let mut found = Vec::new();
    let start = Route { entities: vec![number(from)], ties: Vec::new() };
    go(graph, number(to), max_hops, &start, &mut found);
    found.sort_by_key(|way| (way.hops(), way.doubt(), way.ties.iter().map(|tie| tie.statement).collect::<Vec<_>>()));
    found
}

fn routes(graph: &Graph, from: u32, to: u32, max_hops: usize, count: usize) -> Vec<Route> {
    let mut walk = graph.walk(|_| true, |_| Ok::<bool, std::convert::Infallible>(true));
    let Ok(routes) = shortest_routes(&mut walk, number(from), number(to), max_hops, count);
    routes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn routes_are_those_of_a_search_of_all_ways(
        // Few reliabilities, so that many routes are equals and the ids must decide.
        edges in prop::collection::vec((0u32..9, 0u32..9, prop::sample::select(vec![500u16, 900])), 0..28),
        max_hops in 1usize..6,
        count in 1usize..9,
    ) {
        let graph = graph(&edges);
        let mut wanted = all_ways(&graph, 0, 1, max_hops);
        wanted.truncate(count);
        prop_assert_eq!(routes(&graph, 0, 1, max_hops, count), wanted);
    }
}

#[test]
fn a_hub_of_a_hundred_thousand_does_not_stop_the_search() {
    // 0 and 1 both know the hub, which knows everybody; a chain of two further people joins them beside it.
    let hub = 2;
    let mut edges: Vec<(u32, u32, u16)> = (10..100_010).map(|leaf| (hub, leaf, 900)).collect();
    edges.extend([(0, hub, 900), (hub, 1, 900), (0, 3, 900), (3, 4, 900), (1, 4, 900)]);
    let graph = graph(&edges);
    let found = routes(&graph, 0, 1, 4, 5);
    let ways: Vec<Vec<usize>> =
        found.iter().map(|route| route.entities.iter().map(|entity| entity.index()).collect()).collect();
    assert_eq!(ways, [vec![0, 2, 1], vec![0, 3, 4, 1]]);
}

#[test]
fn nobody_is_far_from_themselves_and_strangers_have_no_route() {
    let graph = graph(&[(0, 1, 900), (2, 3, 900)]);
    assert_eq!(routes(&graph, 0, 0, 3, 2).len(), 1);
    assert_eq!(routes(&graph, 0, 3, 6, 2), []);
    assert_eq!(routes(&graph, 0, 77, 6, 2), [], "an entity without statements");
    assert_eq!(routes(&graph, 0, 1, 0, 2), []);
}
