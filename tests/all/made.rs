//! Stores made by hand: articles with the statements they make, without reading any text.

use std::collections::BTreeMap;
use std::path::Path;

use relata::fact::{
    Claimed, Entity, EntityId, Evidence, Factuality, Kind, Predicate, Qualifier, Quantity, Reliability, Statement,
    Value,
};
use relata::resolve::Reading;
use relata::store::{Store, Writer, fold};
use relata::text::{Document, Metadata, Section, SectionRole, Span};

/// What a sentence states: `Kind:Name predicate Kind:Name`, and what qualifies it.
#[derive(Clone)]
pub struct Claim {
    subject: Entity,
    predicate: Predicate,
    object: Entity,
    qualifiers: Vec<(Qualifier, Value)>,
    others: Vec<Entity>,
    when: Option<&'static str>,
    factuality: Factuality,
    said_by: Option<Value>,
    reliability: u16,
}

/// An article to be.
pub struct Article {
    name: String,
    outlet: Option<String>,
    published: Option<&'static str>,
    url: Option<String>,
    sentences: Vec<(String, Vec<Claim>)>,
    aliases: Vec<(EntityId, &'static str)>,
}

/// `Kind:Name`.
pub fn entity(text: &str) -> Entity {
    let (kind, name) = text.split_once(':').expect("a kind before the colon");
    let kind = Kind::new(kind).expect("a kind");
    Entity { id: EntityId::new(&kind, &fold(name)), kind, name: name.into(), aliases: Vec::new() }
}

pub fn claim(subject: &str, predicate: &str, object: &str) -> Claim {
    Claim {
        subject: entity(subject),
        predicate: Predicate::new(predicate).expect("a predicate"),
        object: entity(object),
        qualifiers: Vec::new(),
        others: Vec::new(),
        when: None,
        factuality: Factuality::Actual,
        said_by: None,
        reliability: 800,
    }
}

impl Claim {
    pub fn when(self, when: &'static str) -> Self {
        Self { when: Some(when), ..self }
    }

    pub fn told_as(self, factuality: Factuality) -> Self {
        Self { factuality, ..self }
    }

    pub fn reliable(self, reliability: u16) -> Self {
        Self { reliability, ..self }
    }

    pub fn text(self, qualifier: &str, text: &str) -> Self {
        self.with(qualifier, Value::Text(text.into()))
    }

    pub fn quantity(self, qualifier: &str, quantity: &str) -> Self {
        self.with(qualifier, Value::Quantity(Quantity(quantity.into())))
    }

    pub fn until(self, qualifier: &str, date: &str) -> Self {
        self.with(qualifier, Value::Date(date.parse().expect("a date")))
    }

    pub fn named(mut self, qualifier: &str, named: &str) -> Self {
        self.others.push(entity(named));
        self.with(qualifier, Value::Entity(entity(named).id))
    }

    pub fn said_by(mut self, speaker: &str) -> Self {
        self.others.push(entity(speaker));
        self.said_by = Some(Value::Entity(entity(speaker).id));
        self
    }

    fn with(mut self, qualifier: &str, value: Value) -> Self {
        self.qualifiers.push((Qualifier::new(qualifier).expect("a qualifier"), value));
        self
    }
}

impl Article {
    pub fn new(name: &str) -> Self {
        let name = name.to_owned();
        Self { name, outlet: None, published: None, url: None, sentences: Vec::new(), aliases: Vec::new() }
    }

    pub fn outlet(self, outlet: &str, published: &'static str) -> Self {
        Self { outlet: Some(outlet.to_owned()), published: Some(published), ..self }
    }

    pub fn url(self, url: &str) -> Self {
        Self { url: Some(url.to_owned()), ..self }
    }

    pub fn alias(mut self, of: &str, alias: &'static str) -> Self {
        self.aliases.push((entity(of).id, alias));
        self
    }

    pub fn sentence(mut self, text: &str, claims: impl IntoIterator<Item = Claim>) -> Self {
        self.sentences.push((text.to_owned(), claims.into_iter().collect()));
        self
    }

    fn read(&self) -> (Document, Reading) {
        let text = self.sentences.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(" ");
        let metadata = Metadata {
            name: self.name.clone(),
            outlet: self.outlet.clone(),
            url: self.url.clone(),
            published: self.published.map(|date| date.parse().expect("a date")),
            ..Metadata::default()
        };
        let whole = Span::new(0, text.len()).expect("an article has text");
        let document = Document::new(text, metadata, vec![Section { span: whole, role: SectionRole::Body }]);
        let mut entities: BTreeMap<EntityId, Entity> = BTreeMap::new();
        let mut statements = Vec::new();
        let mut start = 0;
        for (sentence, claims) in &self.sentences {
            let span = Span::new(start, start + sentence.len()).expect("a sentence has text");
            start = span.end() + 1;
            for claim in claims {
                for named in [&claim.subject, &claim.object].into_iter().chain(&claim.others) {
                    entities.insert(named.id.clone(), named.clone());
                }
                let claimed = Claimed {
                    subject: claim.subject.id.clone(),
                    predicate: claim.predicate.clone(),
                    object: claim.object.id.clone(),
                    qualifiers: claim.qualifiers.clone().into(),
                    when: claim.when.map(|when| when.parse().expect("a date")),
                    factuality: claim.factuality,
                    said_by: claim.said_by.clone(),
                };
                let evidence = Evidence {
                    document: document.id(),
                    sentence: span,
                    trigger: Span::new(span.start(), span.start() + 1).expect("a span"),
                    rule: "made/by_hand".into(),
                    reliability: Reliability::from_thousandths(claim.reliability).expect("at most 1000"),
                };
                statements.push(Statement::new(claimed, evidence));
            }
        }
        for (id, alias) in &self.aliases {
            let named = entities.get_mut(id).expect("an alias is of an entity that the article names");
            named.aliases.push((*alias).into());
        }
        let reading = Reading { document: document.id(), entities: entities.into_values().collect(), statements };
        (document, reading)
    }
}

pub fn store(path: &Path, articles: &[Article]) -> Store {
    let mut writer = Writer::open_or_create(path).expect("a store");
    for article in articles {
        let (document, reading) = article.read();
        writer.commit(document, reading).expect("committed");
    }
    writer.finish().expect("finished")
}

/// A small world: two states, a lease, a delivery, visits and talks, told by three outlets.
pub fn norland() -> Vec<Article> {
    use Factuality::{Negated, Planned, Possible};
    let (volkov, karim) = ("Person:Sergei Volkov", "Person:Rustam Karim");
    let (norland, sudria) = ("Country:Norland", "Country:Sudria");
    let base = "Base:Kestrel Air Base";
    let lease = || claim(norland, "leases", base).named("from", sudria).until("until", "2042").when("2012-10");
    vec![
        Article::new("talks.txt")
            .outlet("Herald", "2021-04-28")
            .url("https://herald.example/talks?a=1&b=2")
            .alias(volkov, "Sergey Volkov")
            .sentence(
                "Norland's defence minister Sergei Volkov met Sudria's president Rustam Karim in Lubrek on Tuesday.",
                [
                    claim(volkov, "holds_office", norland).text("office", "defence minister"),
                    claim(karim, "holds_office", sudria).text("office", "president"),
                    claim(volkov, "met", karim).named("place", "Place:Lubrek").when("2021-04-27"),
                ],
            )
            .sentence(
                "Volkov said that Norland would deliver twelve Heron helicopters to Sudria next year.",
                [claim(norland, "supplies", sudria)
                    .named("item", "Aircraft:Heron helicopter")
                    .quantity("quantity", "12")
                    .when("2022")
                    .told_as(Planned)
                    .said_by(volkov)],
            )
            .sentence("The lease of Kestrel Air Base, signed in October 2012, runs until 2042.", [lease()]),
        Article::new("base.txt")
            .outlet("Courier", "2019-06-02")
            .sentence(
                "Kestrel Air Base lies near Lubrek in southern Sudria.",
                [
                    claim(base, "located_in", "Place:Lubrek").reliable(900),
                    claim("Place:Lubrek", "located_in", sudria).reliable(900),
                ],
            )
            .sentence("Norland has rented Kestrel Air Base from Sudria since October 2012, until 2042.", [lease()])
            .sentence(
                "Norland's 14th Squadron has been based at Kestrel Air Base for years.",
                [claim("MilitaryUnit:14th Squadron", "stationed_in", base)],
            ),
        Article::new("denial.txt")
            .sentence(
                "Sudria may buy Heron helicopters, its president Rustam Karim told reporters.",
                [
                    claim(sudria, "acquires", "Aircraft:Heron helicopter").told_as(Possible).said_by(karim),
                    claim(karim, "holds_office", sudria).text("office", "president"),
                ],
            )
            .sentence(
                "Norland did not take part in the Steppe Shield exercise in 2020.",
                [claim(norland, "participates_in", "Exercise:Steppe Shield").when("2020").told_as(Negated)],
            )
            .sentence(
                "Anna Volkov visited Kestrel Air Base in 2018.",
                [claim("Person:Anna Volkov", "visited", base).when("2018")],
            ),
    ]
}
