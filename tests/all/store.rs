//! The store gives back what it took, whatever the order, and applies judgements to it.

use std::path::Path;

use relata::fact::{
    Claimed, Edtf, Entity, EntityId, Evidence, Factuality, Judgement, Kind, Predicate, Qualifier, Quantity,
    Reliability, Statement, StatementId, Value,
};
use relata::resolve::Reading;
use relata::store::{Committed, End, NameMatch, Store, Writer};
use relata::text::{Document, DocumentId, Span};

/// A document whose reading holds `statements`, each `subject predicate object [when]`, names with `_` for a space.
pub fn article(name: &str, statements: &[&str]) -> (Document, Reading) {
    let document = Document::from_text(name, &format!("{name} has it that {}.", statements.join(". ")));
    let mut entities = std::collections::BTreeMap::new();
    let mut entity = |name: &str| {
        let entity = named(name);
        let id = entity.id.clone();
        entities.insert(id.clone(), entity);
        id
    };
    let mut read = Vec::new();
    for (place, statement) in statements.iter().enumerate() {
        let words: Vec<&str> = statement.split(' ').collect();
        let claimed = Claimed {
            subject: entity(words[0]),
            predicate: Predicate::new(words[1]).expect("a predicate"),
            object: entity(words[2]),
            qualifiers: vec![
                (Qualifier::new("at").expect("a qualifier"), Value::Entity(entity("Moscow"))),
                (Qualifier::new("quantity").expect("a qualifier"), Value::Quantity(Quantity("12+".into()))),
            ]
            .into(),
            when: words.get(3).map(|when| when.parse().expect("a date")),
            factuality: Factuality::Actual,
            said_by: Some(Value::Text("a source".into())),
        };
        read.push(Statement::new(claimed, evidence(document.id(), place)));
    }
    let reading = Reading { document: document.id(), entities: entities.into_values().collect(), statements: read };
    (document, reading)
}

fn evidence(document: DocumentId, place: usize) -> Evidence {
    Evidence {
        document,
        sentence: Span::new(place, place + 9).expect("a span"),
        trigger: Span::new(place + 2, place + 4).expect("a span"),
        rule: "test/plain".into(),
        reliability: Reliability::CERTAIN,
    }
}

pub fn id(name: &str) -> EntityId {
    EntityId::new(&Kind::new("Person").expect("a kind"), &name.replace('_', " ").to_lowercase())
}

fn named(name: &str) -> Entity {
    let name = name.replace('_', " ");
    Entity { id: id(&name), kind: Kind::new("Person").expect("a kind"), name: name.into(), aliases: Vec::new() }
}

pub fn filled(path: &Path, articles: &[(Document, Reading)]) -> Store {
    let mut writer = Writer::open_or_create(path).expect("a store");
    for (document, reading) in articles {
        writer.commit(document.clone(), reading.clone()).expect("committed");
    }
    writer.finish().expect("finished")
}

/// All that a store answers, in words and sorted: equal stores have equal accounts.
pub fn account(store: &Store) -> Vec<String> {
    let mut lines = Vec::new();
    for node in store.nodes() {
        let node = node.expect("a node");
        lines.push(format!("{:?} in {}", node.entity, node.documents));
        for end in End::BOTH {
            for edge in store.edges_of(node.number, end) {
                let edge = edge.expect("an edge");
                let [subject, object] = [edge.subject, edge.object].map(|n| store.node(n).expect("a node").entity.id);
                let statement = store.statement(edge.statement).expect("readable").expect("there");
                assert_eq!(edge.evidence as usize, statement.evidence().len());
                assert_eq!((&subject, &object), (&statement.claimed().subject, &statement.claimed().object));
                lines.push(format!("{end:?} {subject} {} {object} {:?} {statement:?}", edge.predicate, edge.when));
            }
        }
        lines.push(format!("{:?}", store.statements_mentioning(node.number).expect("mentions")));
    }
    let (from, to) = ("0001-01-01".parse().expect("a day"), "9999-12-31".parse().expect("a day"));
    lines.extend(store.statements_between(from, to).map(|dated| format!("{:?}", dated.expect("dated"))));
    for document in store.document_ids() {
        let document = document.expect("an id");
        lines.push(format!("{:?}", store.document(document).expect("readable").expect("there")));
        lines.push(format!("{:?}", store.statements_of(document).expect("readable")));
    }
    lines.sort();
    lines
}

pub fn some_articles() -> Vec<(Document, Reading)> {
    let mut articles = vec![
        article("one", &["Anna_Berg met Bo_Dahl 2019-05-28", "Anna_Berg visited Oslo 2019"]),
        article("two", &["Bo_Dahl visited Oslo", "Anna_Berg met Bo_Dahl 2019-05-28", "Bo_Dahl met Carl_Ek 2012/.."]),
        article("three", &["Anna_Berg visited Oslo 2019"]),
        article("four", &[]),
    ];
    // The same entity under other names.
    articles[1].1.entities[0].name = "Anne Berg".into();
    articles[1].1.entities[0].aliases = vec!["Anna Berg".into(), "A. Berg".into()];
    articles
}

fn statement(store: &Store, subject: &str, object: &str) -> StatementId {
    let subject = store.number(&id(subject)).expect("readable").expect("there");
    let object = store.number(&id(object)).expect("readable").expect("there");
    let edges = store.edges_of(subject, End::Subject).map(|edge| edge.expect("an edge"));
    edges.into_iter().find(|edge| edge.object == object).expect("an edge between them").statement
}

#[test]
fn a_store_gives_back_what_it_took() {
    let folder = tempfile::tempdir().expect("a folder");
    let articles = some_articles();
    filled(folder.path(), &articles);
    let store = Store::open(folder.path()).expect("opens again");
    for (document, reading) in &articles {
        assert_eq!(store.document(document.id()).expect("readable").as_ref(), Some(document));
        let found = store.statements_of(document.id()).expect("readable");
        let mut expected: Vec<_> = reading.statements.iter().map(Statement::id).collect();
        expected.sort();
        assert_eq!(found, expected);
        for read in &reading.statements {
            let stored = store.statement(read.id()).expect("readable").expect("there");
            assert_eq!(stored.claimed(), read.claimed());
            assert!(read.evidence().iter().all(|evidence| stored.evidence().contains(evidence)));
        }
    }
    let met = store.statement(statement(&store, "Anna Berg", "Bo Dahl")).expect("readable").expect("there");
    assert_eq!(met.evidence().len(), 2);
    let node = store.node(store.number(&id("Anna Berg")).expect("readable").expect("there")).expect("a node");
    assert_eq!((node.entity.name.as_str(), node.documents), ("Anna Berg", 3));
    assert_eq!(node.entity.aliases, ["A. Berg", "Anne Berg"]);
    let by_predicate = store.edges_by(node.number, End::Subject, &Predicate::new("visited").expect("a predicate"));
    assert_eq!(by_predicate.count(), 1);
}

#[test]
fn order_repetition_and_interruption_change_nothing() {
    let articles = some_articles();
    let folders: Vec<_> = (0..3).map(|_| tempfile::tempdir().expect("a folder")).collect();
    let plain = account(&filled(folders[0].path(), &articles));
    let reversed: Vec<_> = articles.iter().rev().cloned().collect();
    assert_eq!(account(&filled(folders[1].path(), &reversed)), plain);
    drop(filled(folders[2].path(), &articles[..2]));
    drop(filled(folders[2].path(), &articles[1..]));
    let mut writer = Writer::open(folders[2].path()).expect("opens");
    assert_eq!(writer.commit(articles[0].0.clone(), articles[0].1.clone()).expect("taken"), Committed::Known);
    assert_eq!(account(&writer.finish().expect("finished")), plain);
}

#[test]
fn names_are_found_by_their_parts() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = filled(folder.path(), &some_articles());
    let found = |name: &str| -> Vec<_> {
        let candidates = store.candidates(name, 9).expect("readable").into_iter();
        candidates.map(|c| (c.node.entity.id.to_string(), c.matched)).collect()
    };
    let person = |name: &str, matched| vec![(format!("Person:{name}"), matched)];
    assert_eq!(found("ANNA Bérg"), person("anna-berg", NameMatch::Whole));
    assert_eq!(found("Dahl"), person("bo-dahl", NameMatch::LastWords));
    assert_eq!(found("an"), person("anna-berg", NameMatch::Start));
    assert_eq!(found("da"), person("bo-dahl", NameMatch::WordStart));
    assert_eq!(found("..."), vec![]);
}

#[test]
fn the_time_index_finds_what_touches_the_days() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = filled(folder.path(), &some_articles());
    let between = |from: &str, to: &str| {
        let dated = store.statements_between(from.parse().expect("a day"), to.parse().expect("a day"));
        dated.map(|dated| dated.expect("readable").first.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(between("2019-05-01", "2019-05-31"), ["2019-01-01", "2019-05-28"]);
    assert_eq!(between("2019-06-01", "2020-01-01"), ["2019-01-01"]);
    assert_eq!(between("2012-01-01", "2012-01-01"), ["2012-01-01"]);
    assert_eq!(between("2020-01-01", "2021-01-01"), [""; 0]);
}

#[test]
fn judgements_win_over_what_is_read_before_and_after() {
    let articles = some_articles();
    let judgements = |store: &Store| {
        vec![
            Judgement::Same { keep: id("Carl Ek"), drop: id("Anna Berg") },
            Judgement::Rename { entity: id("Anna Berg"), name: "Carla Ek".into() },
            Judgement::Reject { statement: statement(store, "Bo Dahl", "Oslo") },
        ]
    };
    let folders: Vec<_> = (0..2).map(|_| tempfile::tempdir().expect("a folder")).collect();
    let all = filled(folders[0].path(), &articles);
    let ledger = judgements(&all);
    let before = account(&all);
    drop(all);
    let mut after = Writer::open(folders[0].path()).expect("opens");
    let mut first = Writer::create(folders[1].path()).expect("a store");
    for judgement in &ledger {
        after.judge(judgement.clone()).expect("judged");
        first.judge(judgement.clone()).expect("judged");
    }
    for (document, reading) in &articles {
        first.commit(document.clone(), reading.clone()).expect("committed");
    }
    let after = after.finish().expect("finished");
    assert_eq!(account(&first.finish().expect("finished")), account(&after));

    let kept = after.number(&id("Anna Berg")).expect("readable").expect("there");
    let node = after.node(kept).expect("a node");
    assert_eq!((node.entity.id, node.entity.name.as_str()), (id("Carl Ek"), "Carla Ek"));
    assert_eq!(after.candidates("Anne Berg", 1).expect("readable")[0].node.number, kept);
    assert_eq!(after.edges_of(kept, End::Subject).count(), 2);
    assert_eq!(after.nodes().count(), 4);
    assert!(after.statement(ledger_statement(&ledger)).expect("readable").is_none());
    drop(after);

    // A later judgement takes an earlier one back.
    let mut again = Writer::open(folders[0].path()).expect("opens");
    again.judge(Judgement::Different { one: id("Carl Ek"), other: id("Anna Berg") }).expect("judged");
    again.judge(Judgement::Confirm { statement: ledger_statement(&ledger) }).expect("judged");
    again.judge(Judgement::Rename { entity: id("Anna Berg"), name: "Anna Berg".into() }).expect("judged");
    let again = again.finish().expect("finished");
    assert!(again.is_confirmed(ledger_statement(&ledger)));
    assert_eq!(account(&again), before);
}

fn ledger_statement(ledger: &[Judgement]) -> StatementId {
    let Judgement::Reject { statement } = &ledger[2] else { panic!("the third rejects") };
    *statement
}

#[test]
fn statements_that_say_the_same_after_a_merge_are_one() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(filled(folder.path(), &[article("a", &["Anna met Bo 2019"]), article("b", &["Anne met Bo 2019"])]));
    let mut writer = Writer::open(folder.path()).expect("opens");
    writer.judge(Judgement::Same { keep: id("Anna"), drop: id("Anne") }).expect("judged");
    let store = writer.finish().expect("finished");
    let anna = store.number(&id("Anne")).expect("readable").expect("there");
    let edges: Vec<_> = store.edges_of(anna, End::Subject).map(|edge| edge.expect("an edge")).collect();
    assert_eq!(edges.len(), 1);
    assert_eq!((edges[0].evidence, edges[0].documents), (2, 2));
    assert_eq!(edges[0].when, Some(Edtf::year(2019)));
    account(&store);
}
