//! Answers on stores made by hand, and on small random ones against a search of everything.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use proptest::prelude::*;
use relata::fact::{Factuality, Kind, Predicate, StatementId};
use relata::graph::{Doubt, Graph, Standing};
use relata::query::{
    Connection, Filter, Found, Nearness, Path, Quoter, dossier, find, neighbourhood, paths, paths_in, select,
};
use relata::schema::Schema;
use relata::store::{EntityNumber, Store};

use crate::made::{Article, claim, entity, norland, store};

fn in_norland(test: impl FnOnce(&Store)) {
    let folder = tempfile::tempdir().expect("a folder");
    test(&store(&folder.path().join("made.db"), &norland()));
}

fn number(store: &Store, name: &str) -> EntityNumber {
    store.number(&entity(name).id).expect("readable").expect(name)
}

fn everything() -> Filter {
    Filter::everything()
}

#[test]
fn names_are_found_by_how_near_they_come() {
    in_norland(|store| {
        let one = |name: &str| match find(store, name, &[]).expect("readable") {
            Found::One(named) => format!("{} by {:?}", named.entity.name, named.nearness),
            Found::Ambiguous(near) => {
                format!("ambiguous: {:?}", near.iter().map(|n| n.named.entity.name.as_str()).collect::<Vec<_>>())
            }
            Found::Unknown(near) => {
                format!("unknown: {:?}", near.iter().map(|n| n.named.entity.name.as_str()).collect::<Vec<_>>())
            }
        };
        for (name, wanted) in [
            ("Person:sergei-volkov", "Sergei Volkov by Id"),
            ("Sergei Volkov", "Sergei Volkov by Name"),
            ("Sergey Volkov", "Sergei Volkov by Alias"),
            ("SERGEI  VÓLKOV", "Sergei Volkov by Folded"),
            ("Сергей Волков", "Sergei Volkov by Folded"),
            ("Sergej Volkow", "Sergei Volkov by Respelled"),
            ("Karim", "Rustam Karim by LastWords"),
            ("Rust", "Rustam Karim by Start"),
            ("Squad", "14th Squadron by WordStart"),
            ("Volkov", "ambiguous: [\"Anna Volkov\", \"Sergei Volkov\"]"),
            ("Rustam Korin", "unknown: [\"Rustam Karim\"]"),
            ("Zanzibar", "unknown: []"),
            ("", "unknown: []"),
            ("Person:nobody", "unknown: []"),
        ] {
            assert_eq!(one(name), wanted, "{name:?}");
        }
        let places = [Kind::new("Place").expect("a kind")];
        assert!(matches!(find(store, "Volkov", &places).expect("readable"), Found::Unknown(_)));
    });
}

#[test]
fn a_name_letter_by_letter_beats_the_same_name_folded() {
    let folder = tempfile::tempdir().expect("a folder");
    let articles = [Article::new("a").sentence(
        "Sao met SAO.",
        [claim("Person:Sao", "met", "Organization:SAO"), claim("Person:Sao", "met", "Person:Other")],
    )];
    let store = store(&folder.path().join("made.db"), &articles);
    let Found::One(named) = find(&store, "SAO", &[]).expect("readable") else { panic!("SAO is one") };
    assert_eq!((named.entity.kind.as_str(), named.nearness), ("Organization", Nearness::Name));
    assert!(
        matches!(find(&store, "sao", &[]).expect("readable"), Found::Ambiguous(near) if near[0].statements == 1 && near[1].statements == 2)
    );
}

#[test]
fn a_dossier_groups_by_predicate_and_tells_offices() {
    in_norland(|store| {
        let schema = Schema::embedded();
        let karim = number(store, "Person:Rustam Karim");
        let dossier = dossier(&mut Quoter::new(store), &schema, karim, &Filter::default()).expect("readable");
        assert_eq!(dossier.documents, 2);
        let offices: Vec<_> = dossier.offices.iter().map(|o| (o.title.as_deref(), o.at.name.as_str())).collect();
        assert_eq!(offices, [(Some("president"), "Sudria")]);
        assert_eq!(dossier.offices[0].sources, 2);
        let groups: Vec<_> =
            dossier.groups.iter().map(|g| (g.predicate.as_str(), g.total, g.statements.len())).collect();
        assert_eq!(groups, [("holds_office", 1, 1), ("met", 1, 1)]);
        assert_eq!(dossier.left_out, 0);
    });
}

#[test]
fn filters_narrow_and_limits_keep_the_best_proved() {
    in_norland(|store| {
        let schema = Schema::embedded();
        let norland = number(store, "Country:Norland");
        let told = |filter: &Filter| {
            let dossier = dossier(&mut Quoter::new(store), &schema, norland, filter).expect("readable");
            let shown = dossier.groups.iter().flat_map(|group| &group.statements);
            let shown = shown.map(|quoted| format!("{} {}", quoted.subject.name, quoted.statement.claimed().predicate));
            (shown.collect::<Vec<_>>().join(", "), dossier.left_out)
        };
        let all = "Sergei Volkov holds_office, Norland supplies, Norland participates_in, Norland leases";
        assert_eq!(told(&everything()), (all.to_owned(), 0));
        assert_eq!(told(&Filter::default()), ("Sergei Volkov holds_office, Norland leases".to_owned(), 0));
        // The lease is proved by two documents.
        assert_eq!(told(&Filter { limit: Some(1), ..everything() }), ("Norland leases".to_owned(), 3));
        let supplies = vec![Predicate::new("supplies").expect("a predicate")];
        assert_eq!(told(&Filter { predicates: supplies, ..everything() }).0, "Norland supplies");
        let persons = vec![Kind::new("Person").expect("a kind")];
        assert_eq!(told(&Filter { kinds: persons, ..everything() }).0, "Sergei Volkov holds_office");
        let as_of = |day: &str| told(&Filter { as_of: Some(day.parse().expect("a day")), ..everything() }).0;
        assert_eq!(as_of("2012-09-30"), "Sergei Volkov holds_office");
        assert_eq!(as_of("2021-12-31"), "Sergei Volkov holds_office, Norland participates_in, Norland leases");
        assert_eq!(as_of("2042-12-31"), all);
        assert_eq!(as_of("2043-01-01"), all.trim_end_matches(", Norland leases"));
    });
}

#[test]
fn as_of_marks_what_is_undated_or_too_coarse() {
    in_norland(|store| {
        let filter = Filter { as_of: Some("2018-06-01".parse().expect("a day")), ..Filter::default() };
        let base = number(store, "Base:Kestrel Air Base");
        let found = neighbourhood(&mut Quoter::new(store), base, 1, &filter).expect("readable");
        let standing = |name: &str| {
            let mut all = found.layers.iter().flat_map(|layer| &layer.statements);
            all.find(|quoted| quoted.subject.name == name).and_then(|quoted| quoted.standing)
        };
        assert_eq!(standing("Norland"), Some(Standing::Holds));
        assert_eq!(standing("Anna Volkov"), Some(Standing::Unsure));
        assert_eq!(standing("14th Squadron"), Some(Standing::Undated));
    });
}

#[test]
fn paths_show_what_joins_each_pair() {
    in_norland(|store| {
        let connection = Connection {
            from: number(store, "Person:Sergei Volkov"),
            to: number(store, "Base:Kestrel Air Base"),
            max_hops: 4,
            count: 9,
        };
        let told = |path: &Path| {
            let hop = |hop: &relata::query::Hop| {
                format!("{}({})", hop.to.name, hop.statements[0].statement.claimed().predicate)
            };
            path.hops.iter().map(hop).collect::<Vec<_>>().join(" ")
        };
        let found = paths(&mut Quoter::new(store), &connection, &Filter::default()).expect("readable");
        assert_eq!(
            found.iter().map(told).collect::<Vec<_>>(),
            [
                "Norland(holds_office) Kestrel Air Base(leases)",
                "Rustam Karim(met) Sudria(holds_office) Lubrek(located_in) Kestrel Air Base(located_in)",
            ]
        );
        let hop = &found[0].hops[1];
        assert_eq!((hop.total, hop.statements[0].sources, hop.statements[0].quotes.len()), (1, 2, 2));
        // In the whole graph the answer is the same.
        let graph = Graph::load(store).expect("readable");
        assert_eq!(
            paths_in(&graph, &mut Quoter::new(store), &connection, &Filter::default()).expect("readable"),
            found
        );
        let no_states = Filter { kinds: vec![Kind::new("Person").expect("a kind")], ..Filter::default() };
        assert_eq!(paths(&mut Quoter::new(store), &connection, &no_states).expect("readable"), []);
    });
}

#[test]
fn the_order_of_ingestion_changes_no_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let forward = store(&folder.path().join("forward.db"), &norland());
    let mut articles = norland();
    articles.reverse();
    let backward = store(&folder.path().join("backward.db"), &articles);
    let answers = |store: &Store| {
        let mut quoter = Quoter::new(store);
        let base = number(store, "Base:Kestrel Air Base");
        let around = neighbourhood(&mut quoter, base, 3, &everything()).expect("readable");
        let to = number(store, "Aircraft:Heron helicopter");
        let connection = Connection { from: base, to, max_hops: 5, count: 20 };
        let ways = paths(&mut quoter, &connection, &everything()).expect("readable");
        (around, ways, select(store, &everything()).expect("readable"))
    };
    assert_eq!(answers(&forward), answers(&backward));
}

/// A random store of statements between eight people and states.
fn random_articles(edges: &[(usize, usize, usize, bool)]) -> Vec<Article> {
    const NAMES: [&str; 8] =
        ["Person:A", "Person:B", "Person:C", "Person:D", "Country:E", "Country:F", "Country:G", "Country:H"];
    const PREDICATES: [&str; 2] = ["met", "visited"];
    let article = |(place, &(subject, object, predicate, actual)): (usize, &(usize, usize, usize, bool))| {
        let factuality = if actual { Factuality::Actual } else { Factuality::Planned };
        let claim = claim(NAMES[subject], PREDICATES[predicate], NAMES[object]).told_as(factuality);
        Article::new(&place.to_string()).sentence(&format!("This is sentence {place}."), [claim])
    };
    edges.iter().enumerate().map(article).collect()
}

/// Statement, ends and proof of every statement that passes, by asking for each alone.
fn passing(store: &Store, filter: &Filter) -> BTreeMap<StatementId, (EntityNumber, EntityNumber, Doubt)> {
    let passes = |edge: &relata::store::Edge| filter.admits_edge(edge);
    let edges = store.edges().map(|edge| edge.expect("readable")).filter(passes);
    edges.map(|e| (e.statement, (e.subject, e.object, Doubt::new(e.documents, e.reliability)))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn answers_are_those_of_a_search_of_everything(
        edges in prop::collection::vec((0usize..8, 0usize..8, 0usize..2, prop::bool::weighted(0.8)), 1..24),
        depth in 1usize..4,
        max_hops in 1usize..5,
        only_persons in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = store(&folder.path().join("made.db"), &random_articles(&edges));
        let kinds = if only_persons { vec![Kind::new("Person").expect("a kind")] } else { Vec::new() };
        let filter = Filter { kinds, ..Filter::default() };
        let all = passing(&store, &filter);
        let nodes: Vec<_> = store.nodes().map(|node| node.expect("readable")).collect();
        let lets = |number: EntityNumber| {
            let node = nodes.iter().find(|node| node.number == number).expect("a node");
            filter.admits_kind(&node.entity.kind)
        };
        let (from, to) = (nodes[0].number, nodes[nodes.len() - 1].number);

        // Neighbourhood: distances by a plain search.
        let mut distances = BTreeMap::from([(from, 0)]);
        let mut queue = VecDeque::from([from]);
        while let Some(near) = queue.pop_front() {
            for &(subject, object, _) in all.values() {
                for (one, other) in [(subject, object), (object, subject)] {
                    if one == near && lets(other) && !distances.contains_key(&other) {
                        distances.insert(other, distances[&near] + 1);
                        queue.push_back(other);
                    }
                }
            }
        }
        let within = |number: &EntityNumber| distances.get(number).copied();
        let wanted: BTreeSet<StatementId> = all.iter().filter_map(|(&id, (subject, object, _))| {
            let nearest = within(subject)?.min(within(object)?);
            (nearest < depth).then_some(id)
        }).collect();
        let found = neighbourhood(&mut Quoter::new(&store), from, depth, &filter).expect("readable");
        let statements = found.layers.iter().flat_map(|layer| &layer.statements);
        let got: Vec<StatementId> = statements.map(|quoted| quoted.statement.id()).collect();
        prop_assert_eq!(got.iter().copied().collect::<BTreeSet<_>>(), wanted);
        prop_assert_eq!(got.len(), got.iter().collect::<BTreeSet<_>>().len());
        for layer in &found.layers {
            for entity in &layer.entities {
                let number = store.number(&entity.id).expect("readable").expect("there");
                prop_assert_eq!(within(&number), Some(layer.distance));
            }
        }

        // Paths: by adjacency and in the whole graph alike, as many as there are.
        if from != to {
            let connection = Connection { from, to, max_hops, count: 1000 };
            let found = paths(&mut Quoter::new(&store), &connection, &filter).expect("readable");
            let graph = Graph::load(&store).expect("readable");
            let in_graph = paths_in(&graph, &mut Quoter::new(&store), &connection, &filter).expect("readable");
            prop_assert_eq!(&found, &in_graph);
            let mut ways = 0;
            let mut open = vec![vec![from]];
            while let Some(way) = open.pop() {
                let here = way[way.len() - 1];
                if here == to {
                    ways += 1;
                } else if way.len() <= max_hops {
                    let next: BTreeSet<EntityNumber> = all.values().flat_map(|&(subject, object, _)| {
                        [(subject, object), (object, subject)]
                    }).filter(|&(one, other)| one == here && !way.contains(&other) && (other == to || lets(other))).map(|(_, other)| other).collect();
                    open.extend(next.into_iter().map(|next| [way.as_slice(), &[next]].concat()));
                }
            }
            prop_assert_eq!(found.len(), ways);
            prop_assert!(found.is_sorted_by_key(|path| (path.hops.len(), path.doubt)));
        }
    }
}
