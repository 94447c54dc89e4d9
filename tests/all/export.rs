//! What is exported can be read by the programs it is for, whatever the names hold.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};

use expect_test::expect;
use proptest::prelude::*;
use relata::export::{DotWriter, GraphWriter, JsonWriter};
use relata::fact::{
    Claimed, Entity, EntityId, Evidence, Factuality, Kind, Predicate, Qualifier, Reliability, Statement, Value,
};
use relata::graph::Standing;
use relata::query::{Filter, Quote, QuotedStatement, Quoter, neighbourhood, select};
use relata::schema::Schema;
use relata::text::{DocumentId, Span};

use crate::made::{entity, norland, store};

/// Names that have broken other writers.
const NASTY: [&str; 18] = [
    "",
    " ",
    "plain",
    "\"quoted\"",
    "back\\slash",
    "ends in a backslash\\",
    "\\N \\G \\E \\n \\l",
    "Johnson & Johnson",
    "AT&amp;T &lt; &#38; &bogus;",
    "<b>bold</b>",
    "<<table>>",
    "{a|b|<port> c}",
    "line\nbreak\r\nand\ttab",
    "nul\0bell\u{7}escape\u{1b}[31m delete\u{7f} next\u{85}",
    "not a character \u{fffe}\u{ffff}",
    "Ayní · Тоҷикистон · 中国 · العربية · 🚁",
    "a -> b; node [shape=record] // comment /* */ #",
    "digraph",
];

fn named(kind: &str, key: &str, name: &str) -> Entity {
    let kind = Kind::new(kind).expect("a kind");
    Entity { id: EntityId::new(&kind, key), kind, name: name.into(), aliases: vec![name.into(), "alias".into()] }
}

fn quoted(subject: &Entity, object: &Entity, factuality: Factuality, text: &str) -> QuotedStatement {
    let document = DocumentId::from_bytes([7; 16]);
    let sentence = Span::new(0, text.len().max(1)).expect("not empty");
    let reliability = Reliability::from_thousandths(800).expect("at most 1000");
    let rule = "made/by_hand";
    let qualifier = Qualifier::new("office").expect("a qualifier");
    let claimed = Claimed {
        subject: subject.id.clone(),
        predicate: Predicate::new("met").expect("a predicate"),
        object: object.id.clone(),
        qualifiers: vec![(qualifier, Value::Text(text.into()))].into(),
        when: Some("2021-04-27".parse().expect("a date")),
        factuality,
        said_by: Some(Value::Text(text.into())),
    };
    let evidence = Evidence { document, sentence, trigger: sentence, rule: rule.into(), reliability };
    QuotedStatement {
        statement: Statement::new(claimed, evidence),
        subject: subject.clone(),
        object: object.clone(),
        incumbents: Vec::new(),
        others: Vec::new(),
        standing: Some(Standing::Unsure),
        sources: 1,
        quotes: vec![Quote {
            document,
            name: text.to_owned(),
            outlet: Some(text.to_owned()),
            url: Some(format!("https://example.org/?a=1&q={text}")),
            published: None,
            span: sentence,
            text: text.to_owned(),
            rule: rule.into(),
            reliability,
        }],
    }
}

/// A graph in which every name stands at both ends of an edge of each factuality.
fn nasty_graph(names: &[String]) -> (String, BTreeSet<String>) {
    let schema = Schema::embedded();
    let mut writer = DotWriter::new(Vec::new(), &schema).expect("a vector takes all");
    let mut ids = BTreeSet::new();
    let kinds = schema.kinds();
    let entities: Vec<Entity> = names
        .iter()
        .enumerate()
        .map(|(place, name)| named(kinds[place % kinds.len()].name.as_str(), name, name))
        .collect();
    for (place, subject) in entities.iter().enumerate() {
        let object = &entities[(place + 1) % entities.len()];
        for factuality in Factuality::ALL {
            writer.statement(&quoted(subject, object, factuality, &names[place])).expect("a vector takes all");
        }
        ids.insert(subject.id.to_string());
    }
    writer.legend().expect("a vector takes all");
    (String::from_utf8(writer.finish().expect("a vector takes all")).expect("DOT is UTF-8"), ids)
}

/// Runs Graphviz; `None` where it is not installed.
fn draw(dot: &str, format: &str) -> Option<(bool, String, String)> {
    let mut child = match Command::new("dot")
        .arg(format!("-T{format}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
    {
        Ok(child) => child,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("SKIPPED: Graphviz's `dot` is not installed, so nothing was drawn");
            return None;
        }
        Err(error) => panic!("dot does not run: {error}"),
    };
    let mut input = child.stdin.take().expect("it was piped");
    let dot = dot.to_owned();
    let feeder = std::thread::spawn(move || input.write_all(dot.as_bytes()));
    let output = child.wait_with_output().expect("dot ends");
    feeder.join().expect("no panic").expect("dot reads all of its input");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("dot answers in UTF-8");
    Some((output.status.success(), text(output.stdout), text(output.stderr)))
}

#[test]
fn graphviz_draws_nasty_names_without_a_warning() {
    let names: Vec<String> = NASTY.map(str::to_owned).to_vec();
    let (dot, ids) = nasty_graph(&names);
    let Some((success, svg, warnings)) = draw(&dot, "svg") else { return };
    assert!(success, "{warnings}\n{dot}");
    assert_eq!(warnings, "", "{dot}");
    // The texts of SVG may hold no control character but these, and no bare `&`.
    assert!(svg.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t' | '\r')), "{svg}");
    assert_eq!(svg.matches("<g id=\"n&#45;").count() + svg.matches("<g id=\"n-").count(), ids.len(), "{svg}");
    assert_eq!(
        svg.matches("<g id=\"e&#45;").count() + svg.matches("<g id=\"e-").count(),
        ids.len() * Factuality::ALL.len()
    );
    for text in ["Johnson &amp; Johnson", "AT&amp;amp;T &amp;lt;", "中国"] {
        assert!(svg.contains(text), "{text} in {svg}");
    }
}

#[test]
fn graphviz_draws_a_store_without_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(&folder.path().join("made.db"), &norland());
    let schema = Schema::embedded();
    let mut writer = DotWriter::new(Vec::new(), &schema).expect("a vector takes all");
    let mut quoter = Quoter::new(&store);
    for statement in select(&store, &Filter::everything()).expect("readable").statements {
        let quoted = quoter.quote(statement, &Filter::everything()).expect("readable").expect("it passes");
        writer.statement(&quoted).expect("a vector takes all");
    }
    let dot = String::from_utf8(writer.finish().expect("a vector takes all")).expect("DOT is UTF-8");
    Dot::parse(&dot).expect("it is DOT");
    let Some((success, _, warnings)) = draw(&dot, "svg") else { return };
    assert!(success && warnings.is_empty(), "{warnings}\n{dot}");
}

#[test]
fn a_small_graph_in_dot_and_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = store(&folder.path().join("made.db"), &norland());
    let schema = Schema::embedded();
    let exercise = store.number(&entity("Exercise:Steppe Shield").id).expect("readable").expect("there");
    let found = neighbourhood(&mut Quoter::new(&store), exercise, 1, &Filter::everything()).expect("readable");
    let mut dot = DotWriter::new(Vec::new(), &schema).expect("a vector takes all");
    let mut json = JsonWriter::new(Vec::new()).expect("a vector takes all");
    for quoted in found.layers.iter().flat_map(|layer| &layer.statements) {
        dot.statement(quoted).expect("a vector takes all");
        json.statement(quoted).expect("a vector takes all");
    }
    dot.legend().expect("a vector takes all");
    let text = |bytes: std::io::Result<Vec<u8>>| String::from_utf8(bytes.expect("taken")).expect("UTF-8");
    expect![[r##"
        digraph relata {
          graph [rankdir=LR, charset="UTF-8", outputorder=edgesfirst, fontname="sans-serif"]
          node [style=filled, fillcolor="#eeeeee", color="#555555", fontname="sans-serif", fontsize=11]
          edge [color="#555555", fontname="sans-serif", fontsize=9]
          "Country:norland" [id="n-Country:norland", label="Norland", shape="box", fillcolor="#8fb9d9", tooltip="Norland\nCountry"]
          "Exercise:steppe-shield" [id="n-Exercise:steppe-shield", label="Steppe Shield", shape="diamond", fillcolor="#e8d3a2", tooltip="Steppe Shield\nExercise"]
          "Country:norland" -> "Exercise:steppe-shield" [id="e-6cb445d0f18e0f4b", label="participates in (negated)\n2020", style=dashed, color="#c0392b", fontcolor="#c0392b", tooltip="Norland participates_in Steppe Shield\n“Norland did not take part in the Steppe Shield exercise in 2020.”\ndenial.txt", labeltooltip="Norland participates_in Steppe Shield\n“Norland did not take part in the Steppe Shield exercise in 2020.”\ndenial.txt"]
          subgraph cluster_legend {
            label="Legend"; fontsize=10; color="#bbbbbb"
            "legend Country" [id="l-Country", label="Country", fontsize=9, shape="box", fillcolor="#8fb9d9"]
            "legend Exercise" [id="l-Exercise", label="Exercise", fontsize=9, shape="diamond", fillcolor="#e8d3a2"]
            "legend from negated" [shape=point, label=""]
            "legend to negated" [shape=point, label=""]
            "legend from negated" -> "legend to negated" [id="l-negated", label="negated", style=dashed, color="#c0392b", fontcolor="#c0392b"]
          }
        }
    "##]].assert_eq(&text(dot.finish()));
    expect![[r#"
        {"edges":[
        {"id":"6cb445d0f18e0f4b","subject":{"id":"Country:norland","name":"Norland","kind":"Country"},"predicate":"participates_in","object":{"id":"Exercise:steppe-shield","name":"Steppe Shield","kind":"Exercise"},"qualifiers":{},"when":"2020","factuality":"negated","said_by":null,"sources":1,"reliability":0.8,"evidence":[{"doc":"denial.txt","document":"1c195d03810b7602609a9b32f26c00ce","outlet":null,"published":null,"url":null,"start":77,"end":141,"text":"Norland did not take part in the Steppe Shield exercise in 2020.","rule":"made/by_hand","reliability":0.8}]}
        ],"nodes":[
        {"id":"Country:norland","name":"Norland","kind":"Country","aliases":[]},
        {"id":"Exercise:steppe-shield","name":"Steppe Shield","kind":"Exercise","aliases":[]}
        ]}
    "#]].assert_eq(&text(json.finish()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_the_names_the_output_is_dot_with_the_same_ids(
        names in prop::collection::vec(
            prop_oneof![any::<String>(), "[\\\\\"&<>\n\r\t\0%;{}|a ]{0,12}", prop::sample::select(NASTY.map(str::to_owned).to_vec())],
            1..6,
        ),
    ) {
        let (dot, ids) = nasty_graph(&names);
        let parsed = Dot::parse(&dot).map_err(|error| TestCaseError::fail(format!("{error}\n{dot}")))?;
        let drawn: BTreeSet<String> = parsed.nodes.keys().filter(|id| id.contains(':')).map(|id| unescaped(id)).collect();
        prop_assert_eq!(drawn, ids);
        let mut edge_ids = BTreeSet::new();
        for (from, to, attributes) in &parsed.edges {
            prop_assert!(parsed.nodes.contains_key(from) && parsed.nodes.contains_key(to));
            edge_ids.insert(attributes.get("id").expect("every edge has an id").clone());
        }
        // Equal names make equal entities, and equal statements between them.
        prop_assert!(edge_ids.len() <= parsed.edges.len());
        for attributes in parsed.nodes.values().chain(parsed.edges.iter().map(|(_, _, attributes)| attributes)) {
            for key in ["id", "label", "tooltip", "labeltooltip", "URL"] {
                let Some(text) = attributes.get(key) else { continue };
                prop_assert!(text.chars().all(|c| !c.is_control()), "{}: {:?}", key, text);
                prop_assert!(text.split('&').skip(1).all(|rest| rest.starts_with("amp;")), "{}: {:?}", key, text);
                // A backslash starts one of the two escapes that are used.
                let mut chars = text.chars();
                while let Some(c) = chars.next() {
                    if c == '\\' {
                        prop_assert!(matches!(chars.next(), Some('\\' | 'n')), "{}: {:?}", key, text);
                    }
                }
            }
        }
    }
}

/// Undoes the `%` of ids.
fn unescaped(id: &str) -> String {
    let mut text = String::new();
    let mut rest = id.replace("\\\\", "\\");
    while let Some(place) = rest.find('%') {
        text.push_str(&rest[..place]);
        let (code, after) = match rest[place + 1..].strip_prefix("u{") {
            Some(braced) => braced.split_once('}').expect("a closing brace"),
            None => rest[place + 1..].split_at(2),
        };
        text.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a character"));
        rest = after.to_owned();
    }
    text + &rest
}

/// A graph as Graphviz's own grammar reads it, as much of the grammar as is written.
#[derive(Default)]
struct Dot {
    nodes: BTreeMap<String, Attributes>,
    edges: Vec<(String, String, Attributes)>,
}

type Attributes = BTreeMap<String, String>;

impl Dot {
    fn parse(text: &str) -> Result<Self, String> {
        let tokens = tokens(text)?;
        let mut place = 0;
        let mut dot = Self::default();
        expect_word(&tokens, &mut place, "digraph")?;
        id(&tokens, &mut place)?;
        dot.block(&tokens, &mut place)?;
        if place == tokens.len() { Ok(dot) } else { Err(format!("{:?} after the end", tokens[place])) }
    }

    fn block(&mut self, tokens: &[Token], place: &mut usize) -> Result<(), String> {
        expect_sign(tokens, place, "{")?;
        while !is_sign(tokens, *place, "}") {
            if is_sign(tokens, *place, ";") {
                *place += 1;
                continue;
            }
            let first = id(tokens, place)?;
            if first == "subgraph" {
                id(tokens, place)?;
                self.block(tokens, place)?;
            } else if is_sign(tokens, *place, "->") {
                *place += 1;
                let second = id(tokens, place)?;
                let attributes = attributes(tokens, place)?;
                self.edges.push((first, second, attributes));
            } else if is_sign(tokens, *place, "=") {
                *place += 1;
                id(tokens, place)?;
            } else {
                let attributes = attributes(tokens, place)?;
                if !["graph", "node", "edge"].contains(&first.as_str())
                    && self.nodes.insert(first.clone(), attributes).is_some()
                {
                    return Err(format!("node {first:?} comes twice"));
                }
            }
        }
        *place += 1;
        Ok(())
    }
}

#[derive(Debug, PartialEq)]
enum Token {
    Id(String),
    Sign(&'static str),
}

/// Quoted strings lose their quotes and the backslash before a quote, as Graphviz's lexer has it; nothing else.
fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let sign = match c {
            '{' => "{",
            '}' => "}",
            '[' => "[",
            ']' => "]",
            '=' => "=",
            ';' => ";",
            ',' => ",",
            '-' if chars.next_if_eq(&'>').is_some() => "->",
            '"' => {
                let mut id = String::new();
                loop {
                    match chars.next().ok_or("a string does not end")? {
                        '"' => break,
                        '\\' if chars.next_if_eq(&'"').is_some() => id.push('"'),
                        // The lexer takes both, so that the second cannot escape a quote.
                        '\\' if chars.next_if_eq(&'\\').is_some() => id.push_str("\\\\"),
                        '\n' | '\0' => return Err("a string holds a raw line break or NUL".to_owned()),
                        c => id.push(c),
                    }
                }
                tokens.push(Token::Id(id));
                continue;
            }
            c if c.is_ascii_whitespace() => continue,
            c if c.is_ascii_alphanumeric() || c == '_' => {
                let mut id = String::from(c);
                while let Some(c) = chars.next_if(|c| c.is_ascii_alphanumeric() || *c == '_') {
                    id.push(c);
                }
                tokens.push(Token::Id(id));
                continue;
            }
            c => return Err(format!("{c:?} outside of a string")),
        };
        tokens.push(Token::Sign(sign));
    }
    Ok(tokens)
}

fn id(tokens: &[Token], place: &mut usize) -> Result<String, String> {
    match tokens.get(*place) {
        Some(Token::Id(id)) => {
            *place += 1;
            Ok(id.clone())
        }
        other => Err(format!("{other:?} where an id must stand")),
    }
}

fn attributes(tokens: &[Token], place: &mut usize) -> Result<Attributes, String> {
    let mut attributes = Attributes::new();
    if !is_sign(tokens, *place, "[") {
        return Ok(attributes);
    }
    *place += 1;
    while !is_sign(tokens, *place, "]") {
        let key = id(tokens, place)?;
        expect_sign(tokens, place, "=")?;
        attributes.insert(key, id(tokens, place)?);
        *place += usize::from(is_sign(tokens, *place, ","));
    }
    *place += 1;
    Ok(attributes)
}

fn is_sign(tokens: &[Token], place: usize, sign: &str) -> bool {
    matches!(tokens.get(place), Some(Token::Sign(own)) if *own == sign)
}

fn expect_sign(tokens: &[Token], place: &mut usize, sign: &str) -> Result<(), String> {
    let found = is_sign(tokens, *place, sign);
    *place += 1;
    if found { Ok(()) } else { Err(format!("{:?} where {sign:?} must stand", tokens.get(*place - 1))) }
}

fn expect_word(tokens: &[Token], place: &mut usize, word: &str) -> Result<(), String> {
    let found = id(tokens, place)?;
    if found == word { Ok(()) } else { Err(format!("{found:?} where {word:?} must stand")) }
}
