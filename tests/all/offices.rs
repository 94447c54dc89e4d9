//! Who held which office when, and who is meant where an article names the office alone.

use std::path::Path;

use relata::fact::{EntityId, Factuality, Judgement, Predicate};
use relata::pipeline::Pipeline;
use relata::query::{Filter, QuotedStatement, Quoter, Register, Seat, Tenancy, dossier, neighbourhood};
use relata::schema::Schema;
use relata::store::{EntityNumber, Store, Writer};
use relata::text::{Document, Metadata, Section, SectionRole, Span};

use crate::made::{Article, claim, store};

const ARTICLES: [(&str, &str, &str); 5] = [
    ("first", "2014-03-02", "Chilean Defence Minister Jorge Burgos met Peruvian President Ollanta Humala in Lima."),
    ("unnamed", "2014-09-10", "The Chilean defence minister visited Bolivia. He also visited Paraguay."),
    ("last", "2015-01-20", "Chile's Defence Minister Jorge Burgos visited Ecuador."),
    ("next", "2016-06-01", "Chile's defence minister, Jose Gomez, met former Chilean defence minister Jorge Burgos."),
    ("speech", "2016-07-01", "Chile will deliver helicopters to Haiti, the Chilean defence minister said."),
];

fn ingested(path: &Path, articles: &[(&str, &str, &str)]) -> Store {
    let pipeline = Pipeline::embedded();
    let mut writer = Writer::open_or_create(path).expect("a store");
    for (name, published, text) in articles {
        let metadata = Metadata {
            name: (*name).to_owned(),
            published: Some(published.parse().expect("a day")),
            ..Metadata::default()
        };
        let span = Span::new(0, text.len()).expect("some text");
        let sections = vec![Section { span, role: SectionRole::Body }];
        let document = Document::new((*text).to_owned(), metadata, sections);
        let reading = pipeline.read(&document);
        writer.commit(document, reading).expect("committed");
    }
    writer.finish().expect("finished")
}

fn number(store: &Store, id: &str) -> EntityNumber {
    let id = EntityId::parse(id).expect("an id");
    store.number(&id).expect("readable").unwrap_or_else(|| panic!("{id} is in the store"))
}

/// `title, at: holder first..last[ former by][ !conflict]; …`
fn told(seats: &[Seat]) -> Vec<String> {
    let tenure = |tenure: &relata::query::Tenure| {
        let days = tenure.sighted.map_or("?".to_owned(), |(first, last)| format!("{first}..{last}"));
        let left = tenure.left_by.map_or(String::new(), |left| format!(" former by {left}"));
        let conflicts: String = tenure.conflicts.iter().map(|other| format!(" !{}", other.name)).collect();
        format!("{} {days}{left}{conflicts}", tenure.holder.name)
    };
    let seat = |seat: &Seat| {
        let tenures = seat.tenures.iter().map(tenure).collect::<Vec<_>>().join("; ");
        format!("{}, {}: {tenures}", seat.post, seat.at.name)
    };
    seats.iter().map(seat).collect()
}

/// What an answer of all kinds says, in words.
fn answers(store: &Store) -> Vec<String> {
    let schema = Schema::embedded();
    let mut lines = told(&Register::new(store, &schema).seats_of_all().expect("readable"));
    let burgos = number(store, "Person:jorge-burgos");
    let mut quoter = Quoter::new(store).with_register(&schema);
    let found = dossier(&mut quoter, &schema, burgos, &Filter::everything()).expect("readable");
    let mut by_office: Vec<String> = found.by_office.iter().map(by_office).collect();
    by_office.sort();
    lines.extend(by_office);
    lines
}

fn by_office(quoted: &QuotedStatement) -> String {
    format!("by office: {} {} {}", quoted.subject.name, quoted.statement.claimed().predicate, quoted.object.name)
}

#[test]
fn an_office_alone_finds_its_holder_of_that_day_whatever_the_order_of_articles() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut backwards = ARTICLES;
    backwards.reverse();
    let forwards = ingested(&folder.path().join("forwards.db"), &ARTICLES);
    let backwards = ingested(&folder.path().join("backwards.db"), &backwards);
    let expected = [
        "defense minister, Chile: Jorge Burgos 2014-03-02..2015-01-20 former by 2016-06-01; Jose Gomez 2016-06-01..2016-06-01",
        "president, Peru: Ollanta Humala 2014-03-02..2014-03-02",
        "by office: Chilean defence minister visited Bolivia",
        "by office: Chilean defence minister visited Paraguay",
    ];
    assert_eq!(answers(&forwards), expected);
    assert_eq!(answers(&backwards), expected);
    // The minister of 2014 by office alone, beside the three who are named.
    let statistics = forwards.statistics().expect("readable");
    assert_eq!(statistics.unnamed, 1, "{statistics:?}");
}

#[test]
fn what_is_told_by_office_alone_lies_around_the_holder() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = ingested(&folder.path().join("around.db"), &ARTICLES);
    let schema = Schema::embedded();
    let around = |mut quoter: Quoter<'_>, holder: &str, filter: &Filter| {
        let found = neighbourhood(&mut quoter, number(&store, holder), 1, filter).expect("readable");
        let names = found.layers.iter().flat_map(|layer| &layer.entities).map(|entity| entity.name.to_string());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    };
    let visited = Filter { predicates: vec![Predicate::new("visited").expect("a predicate")], ..Filter::default() };
    let register = || Quoter::new(&store).with_register(&schema);
    assert_eq!(around(register(), "Person:jorge-burgos", &visited), ["Bolivia", "Ecuador", "Paraguay"]);
    assert_eq!(around(Quoter::new(&store), "Person:jorge-burgos", &visited), ["Ecuador"]);
    // The minister of 2014 was another.
    assert!(around(register(), "Person:jose-gomez", &visited).is_empty());
    let best = Filter { limit: Some(2), ..visited };
    assert_eq!(around(register(), "Person:jorge-burgos", &best).len(), 2);
}

#[test]
fn a_speaker_by_office_is_told_with_the_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = ingested(&folder.path().join("speech.db"), &ARTICLES);
    let schema = Schema::embedded();
    let mut quoter = Quoter::new(&store).with_register(&schema);
    let haiti = number(&store, "Country:haiti");
    let found = dossier(&mut quoter, &schema, haiti, &Filter::everything()).expect("readable");
    let quoted = &found.groups[0].statements[0];
    let speaker = EntityId::parse("Person:defense-minister@Country:chile").expect("an id");
    let [incumbent] = quoted.incumbents_of(&speaker) else { panic!("one holder: {:?}", quoted.incumbents) };
    assert_eq!((incumbent.holder.name.as_str(), incumbent.tenancy), ("Jose Gomez", Tenancy::Near));
}

fn made(path: &Path) -> Store {
    let holds = |person: &str, at: &str, title: &str| claim(person, "holds_office", at).text("office", title);
    let article = |name: &str, day: &'static str, claims: Vec<crate::made::Claim>| {
        Article::new(name).outlet("Herald", day).sentence(&format!("What {name} tells."), claims)
    };
    let (ana, bo, cy) = ("Person:Ana Ruiz", "Person:Bo Lind", "Person:Cy Park");
    let state = "Country:Norland";
    let articles = [
        article(
            "a",
            "2010-01-01",
            vec![holds(ana, state, "Defence Minister"), holds(ana, "Organization:Fund", "head")],
        ),
        article(
            "b",
            "2012-05-01",
            vec![holds(bo, state, "defense minister"), holds(cy, state, "deputy defence minister")],
        ),
        article("c", "2013-02-01", vec![holds(ana, "Organization:Ministry of Defence of Norland", "Minister")]),
        article("d", "2012-06-01", vec![holds(ana, state, "deputy defence minister")]),
        article("e", "2014-01-01", vec![holds(cy, state, "minister of defence").told_as(Factuality::Planned)]),
        article("f", "2011-01-01", vec![holds(cy, state, "former president").when("2001/2005")]),
        article(
            "g",
            "2013-02-01",
            vec![holds(bo, "Organization:Fund", "chief"), holds(cy, "Organization:Fund", "director").when("2009")],
        ),
    ];
    store(path, &articles)
}

#[test]
fn two_holders_at_one_time_conflict_and_are_not_merged() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("made.db");
    let schema = Schema::embedded();
    let store = made(&path);
    let expected = [
        "defense deputy minister, Norland: Cy Park 2012-05-01..2012-05-01; Ana Ruiz 2012-06-01..2012-06-01",
        "defense minister, Norland: Ana Ruiz 2010-01-01..2013-02-01 !Bo Lind; Bo Lind 2012-05-01..2012-05-01 !Ana Ruiz",
        "president, Norland: Cy Park ? former by 2001-01-01",
        "head, Fund: Cy Park 2009-01-01..2009-12-31; Ana Ruiz 2010-01-01..2010-01-01; Bo Lind 2013-02-01..2013-02-01",
    ];
    assert_eq!(told(&Register::new(&store, &schema).seats_of_all().expect("readable")), expected);
    drop(store);
    // Who judges the two to be one person has no conflict left.
    let id = |id: &str| EntityId::parse(id).expect("an id");
    let mut writer = Writer::open_or_create(&path).expect("the store");
    let same = Judgement::Same { keep: id("Person:ana-ruiz"), drop: id("Person:bo-lind") };
    writer.judge(same).expect("judged");
    let store = writer.finish().expect("finished");
    let seats = Register::new(&store, &schema).seats_of_all().expect("readable");
    assert!(!seats.iter().any(Seat::has_conflict), "{:#?}", told(&seats));
}

#[test]
fn a_day_between_or_beyond_sightings_is_told_as_such() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = made(&folder.path().join("made.db"));
    let schema = Schema::embedded();
    let mut register = Register::new(&store, &schema);
    let fund = number(&store, "Organization:fund");
    let seats = register.seats_at(fund).expect("readable");
    let on = |day: &str| {
        let incumbents = seats[0].on(day.parse().expect("a day"));
        let tell = |one: &relata::query::Incumbent| format!("{} {:?}", one.holder.name, one.tenancy);
        incumbents.iter().map(tell).collect::<Vec<_>>().join(", ")
    };
    for (day, wanted) in [
        ("2009-06-01", "Cy Park Told"),
        ("2010-01-01", "Ana Ruiz Told"),
        ("2011-06-01", "Ana Ruiz Near, Bo Lind Near"),
        ("2013-03-01", "Bo Lind Near"),
        ("2008-01-01", "Cy Park Near"),
        ("2030-01-01", ""),
    ] {
        assert_eq!(on(day), wanted, "{day}");
    }
    let as_of = seats[0].as_of("2013-03-01".parse().expect("a day"));
    assert_eq!(told(&[as_of]), ["head, Fund: Bo Lind 2013-02-01..2013-02-01"]);
}
