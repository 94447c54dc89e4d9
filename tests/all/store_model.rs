//! Random operations on a store and on a plain model of it give the same.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use relata::fact::{EntityId, StatementId};
use relata::resolve::Reading;
use relata::store::{Committed, End, Store, Writer, check};
use relata::text::{Document, DocumentId};

use super::store::{article, id};

#[derive(Clone, Debug)]
enum Step {
    Commit(usize),
    Sync,
    Reopen,
}

/// What a store should answer.
#[derive(Default)]
struct Model {
    documents: BTreeMap<DocumentId, BTreeSet<StatementId>>,
    /// Pieces of evidence and documents.
    statements: BTreeMap<StatementId, (usize, usize)>,
    edges: BTreeMap<(EntityId, StatementId), End>,
    named: BTreeMap<EntityId, u32>,
}

impl Model {
    fn commit(&mut self, document: &Document, reading: &Reading) -> Committed {
        if self.documents.contains_key(&document.id()) {
            return Committed::Known;
        }
        let mut evidence: BTreeMap<StatementId, BTreeSet<_>> = BTreeMap::new();
        for statement in &reading.statements {
            evidence.entry(statement.id()).or_default().extend(statement.evidence().iter().cloned());
            self.edges.insert((statement.claimed().subject.clone(), statement.id()), End::Subject);
        }
        self.documents.insert(document.id(), evidence.keys().copied().collect());
        for (id, pieces) in evidence {
            let counts = self.statements.entry(id).or_default();
            *counts = (counts.0 + pieces.len(), counts.1 + 1);
        }
        for entity in &reading.entities {
            *self.named.entry(entity.id.clone()).or_default() += 1;
        }
        Committed::New
    }

    fn compare(&self, store: &Store) {
        let documents: Vec<_> = store.document_ids().map(|id| id.expect("readable")).collect();
        assert_eq!(documents, self.documents.keys().copied().collect::<Vec<_>>());
        for (document, statements) in &self.documents {
            let found = store.statements_of(*document).expect("readable");
            assert_eq!(found, statements.iter().copied().collect::<Vec<_>>());
            assert_eq!(store.document(*document).expect("readable").expect("there").id(), *document);
        }
        let named: BTreeMap<_, _> =
            store.nodes().map(|n| n.expect("readable")).map(|n| (n.entity.id, n.documents)).collect();
        assert_eq!(named, self.named);
        let mut edges = BTreeMap::new();
        for edge in store.edges() {
            let edge = edge.expect("readable");
            assert_eq!((edge.evidence as usize, edge.documents as usize), self.statements[&edge.statement]);
            let subject = store.node(edge.subject).expect("readable").entity.id;
            assert!(edges.insert((subject, edge.statement), End::Subject).is_none(), "each edge once");
            let from_object = store.edges_of(edge.object, End::Object).any(|other| other.expect("readable") == edge);
            assert!(from_object, "each edge from both of its ends");
        }
        assert_eq!(edges, self.edges);
    }
}

/// A few articles that share names and statements.
fn articles() -> Vec<(Document, Reading)> {
    let names = ["Anna", "Bo", "Carl", "Dora"];
    let statement = |n: usize| match n % 3 {
        0 => format!("{} met {} 2019-0{}", names[n % 4], names[(n + 1) % 4], n % 2 + 1),
        1 => format!("{} visited {}", names[n % 4], names[(n * 3) % 4]),
        _ => format!("{} met {} 2018/2020", names[(n / 2) % 4], names[n % 4]),
    };
    let article = |n: usize| {
        let statements: Vec<String> = (0..n % 5).map(|m| statement(n / 2 + m)).collect();
        article(&format!("a{n}"), &statements.iter().map(String::as_str).collect::<Vec<_>>())
    };
    (0..30).map(article).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_store_is_as_its_model(
        steps in prop::collection::vec(
            prop_oneof![10 => (0..30_usize).prop_map(Step::Commit), 2 => Just(Step::Sync), 1 => Just(Step::Reopen)],
            1..60,
        )
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let articles = articles();
        let mut model = Model::default();
        let mut writer = Writer::create(folder.path()).expect("a store");
        for step in steps {
            match step {
                Step::Commit(n) => {
                    let (document, reading) = &articles[n];
                    let committed = writer.commit(document.clone(), reading.clone()).expect("committed");
                    prop_assert_eq!(committed, model.commit(document, reading));
                }
                Step::Sync => {
                    writer.sync().expect("synced");
                    model.compare(writer.store());
                }
                Step::Reopen => {
                    drop(writer.finish().expect("finished"));
                    writer = Writer::open(folder.path()).expect("opens");
                }
            }
        }
        let store = writer.finish().expect("finished");
        model.compare(&store);
        prop_assert!(store.number(&id("nobody")).expect("readable").is_none());
        drop(store);
        prop_assert_eq!(check(folder.path()).expect("checked").problems, vec![]);
    }
}
