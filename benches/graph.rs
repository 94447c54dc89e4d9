//! Paths in a synthetic graph of a million statements, beside a plain breadth-first search in petgraph's `DiGraph`; and
//! the neighbourhood of an entity in a store.
//!
//! The graph has hubs, as the real one has states: one end of a statement in four is one of a hundred entities.

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use petgraph::graph::{DiGraph, NodeIndex};
use relata::fact::{
    Claimed, Entity, EntityId, Evidence, Factuality, Kind, Predicate, Reliability, Statement, StatementId,
};
use relata::graph::{Doubt, Graph, Link, Period, shortest_routes};
use relata::query::{Filter, Quoter, neighbourhood};
use relata::resolve::Reading;
use relata::store::{EntityNumber, Writer};
use relata::text::{Document, Span};

const ENTITIES: u32 = 200_000;
const STATEMENTS: u32 = 1_000_000;
const HUBS: u32 = 100;
const MAX_HOPS: usize = 6;
const QUESTIONS: usize = 32;

/// Numbers without a pattern, the same every time (xorshift64*).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        u32::try_from(number % u64::from(bound)).expect("it is below the bound")
    }

    fn ends(&mut self, entities: u32, hubs: u32) -> (u32, u32) {
        let object = if self.below(2) == 0 { self.below(hubs) } else { self.below(entities) };
        (self.below(entities), object)
    }
}

fn paths(c: &mut Criterion) {
    let mut numbers = Numbers(7);
    let ends: Vec<(u32, u32)> = (0..STATEMENTS).map(|_| numbers.ends(ENTITIES, HUBS)).collect();
    let link = |(id, &(subject, object)): (u64, &(u32, u32))| Link {
        subject: EntityNumber::from_index(subject),
        object: EntityNumber::from_index(object),
        predicate: 0,
        factuality: Factuality::Actual,
        period: Period::default(),
        doubt: Doubt::new(1 + u32::from(id % 7 == 0), Reliability::CERTAIN),
        statement: StatementId::from_u64(id.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
    };
    let links: Vec<Link> = (0..).zip(&ends).map(link).collect();
    let questions: Vec<(u32, u32)> =
        (0..QUESTIONS).map(|_| (numbers.below(ENTITIES), numbers.below(ENTITIES))).collect();
    let predicate = Predicate::new("knows").expect("a predicate");
    let graph = Graph::new(vec![predicate.clone()], links.clone());
    let mut plain: DiGraph<(), ()> = DiGraph::new();
    (0..ENTITIES).for_each(|_| _ = plain.add_node(()));
    for &(subject, object) in &ends {
        plain.add_edge(subject.into(), object.into(), ());
    }

    let mut group = c.benchmark_group("1M statements, 32 questions");
    group.sample_size(10);
    group.bench_function("plain breadth-first search, DiGraph", |b| {
        b.iter(|| questions.iter().filter_map(|&(from, to)| plain_search(&plain, from, to)).sum::<usize>())
    });
    for count in [1, 5] {
        group.bench_function(format!("{count} best paths of at most {MAX_HOPS} hops"), |b| {
            b.iter(|| {
                let mut found = 0;
                for &(from, to) in &questions {
                    let mut walk = graph.walk(|_| true, |_| Ok::<bool, Infallible>(true));
                    let (from, to) = (EntityNumber::from_index(from), EntityNumber::from_index(to));
                    let Ok(routes) = shortest_routes(&mut walk, from, to, MAX_HOPS, count);
                    found += routes.len();
                }
                black_box(found)
            })
        });
    }
    group.bench_function("building the graph", |b| {
        b.iter_with_large_drop(|| Graph::new(vec![predicate.clone()], links.clone()))
    });
    group.finish();
}

/// Hops between two nodes, either direction, by the textbook.
fn plain_search(graph: &DiGraph<(), ()>, from: u32, to: u32) -> Option<usize> {
    let (from, to): (NodeIndex, NodeIndex) = (from.into(), to.into());
    let mut distances = vec![usize::MAX; graph.node_count()];
    distances[from.index()] = 0;
    let mut queue = VecDeque::from([from]);
    while let Some(near) = queue.pop_front() {
        if near == to {
            return Some(distances[near.index()]);
        }
        for far in graph.neighbors_undirected(near) {
            if distances[far.index()] == usize::MAX {
                distances[far.index()] = distances[near.index()] + 1;
                queue.push_back(far);
            }
        }
    }
    None
}

fn neighbourhoods(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut writer = Writer::create(&folder.path().join("bench.db")).expect("a store");
    let mut numbers = Numbers(11);
    for article in 0..2_000 {
        let (document, reading) = article_of(&mut numbers, article);
        writer.commit(document, reading).expect("committed");
    }
    let store = writer.finish().expect("finished");
    let number = |name: u32| store.number(&entity(name).id).expect("readable").expect("there");
    let mut group = c.benchmark_group("store of 20,000 statements");
    group.sample_size(20);
    for (what, name) in [("a hub", 0), ("a leaf", 4_321)] {
        for depth in [1, 2] {
            group.bench_function(format!("neighbourhood of {what}, depth {depth}, limit 50"), |b| {
                let filter = Filter { limit: Some(50), ..Filter::default() };
                b.iter(|| neighbourhood(&mut Quoter::new(&store), number(name), depth, &filter).expect("readable"))
            });
        }
    }
    group.finish();
}

fn entity(name: u32) -> Entity {
    let kind = Kind::new("Person").expect("a kind");
    let name = format!("Person {name}");
    Entity { id: EntityId::new(&kind, &name), kind, name: name.into(), aliases: Vec::new() }
}

/// Ten statements in ten sentences.
fn article_of(numbers: &mut Numbers, article: u32) -> (Document, Reading) {
    let sentence = "One of them met the other at the usual place. ";
    let document = Document::from_text(&format!("{article}.txt"), &format!("{}{article}", sentence.repeat(10)));
    let mut entities = HashMap::new();
    let mut statements = Vec::new();
    for place in 0..10 {
        let (subject, object) = numbers.ends(10_000, 20);
        let [subject, object] = [subject, object].map(entity);
        let claimed = Claimed {
            subject: subject.id.clone(),
            predicate: Predicate::new("met").expect("a predicate"),
            object: object.id.clone(),
            qualifiers: Default::default(),
            when: None,
            factuality: Factuality::Actual,
            said_by: None,
        };
        let span = Span::new(place * sentence.len(), (place + 1) * sentence.len() - 1).expect("a span");
        let evidence = Evidence {
            document: document.id(),
            sentence: span,
            trigger: span,
            rule: "bench/plain".into(),
            reliability: Reliability::CERTAIN,
        };
        statements.push(Statement::new(claimed, evidence));
        entities.extend([(subject.id.clone(), subject), (object.id.clone(), object)]);
    }
    let mut entities: Vec<Entity> = entities.into_values().collect();
    entities.sort_by(|one, other| one.id.cmp(&other.id));
    let reading = Reading { document: document.id(), entities, statements };
    (document, reading)
}

criterion_group!(benches, paths, neighbourhoods);
criterion_main!(benches);
