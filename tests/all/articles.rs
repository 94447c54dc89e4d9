//! What the sample articles say: the pipeline's statements against tests/articles/NAME.expected.
//!
//! An expected file holds, under the opening words of each sentence, a statement a line:
//!
//! ```text
//! Russia gave Tajikistan six helicopters …
//!   subject | predicate | object | qualifiers | when | factuality | said_by
//! ```
//!
//! The mark before a line says what a reviewer found: none for a right statement that is printed, `!` for one that is
//! printed and wrong, `?` for a right one that is not printed, `*` for one that nobody has judged yet. `UPDATE_EXPECT=1
//! cargo test articles` writes the files anew and keeps all marks that still apply; then judge each `*`.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use relata::fact::{Entity, EntityId, Value};
use relata::pipeline::Pipeline;
use relata::read::{ReadOptions, documents};
use relata::resolve::Reading;
use relata::text::Document;

/// Words of a sentence that stand for it.
const OPENING: usize = 7;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Right,
    Wrong,
    Missed,
    Unjudged,
}

impl Mark {
    fn sign(self) -> char {
        match self {
            Self::Right => ' ',
            Self::Wrong => '!',
            Self::Missed => '?',
            Self::Unjudged => '*',
        }
    }

    fn of(sign: char) -> Option<Self> {
        [Self::Right, Self::Wrong, Self::Missed, Self::Unjudged].into_iter().find(|mark| mark.sign() == sign)
    }
}

/// Statements with their marks, under the number and the opening words of their sentence.
type Sheet = BTreeMap<(usize, String), Vec<(Mark, String)>>;

#[test]
fn the_sample_articles_say_what_is_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let update = env::var_os("UPDATE_EXPECT").is_some();
    let pipeline = Pipeline::embedded();
    let mut complaints = String::new();
    let mut articles = 0;
    for document in documents([root.join("seeds/articles")], ReadOptions::default()) {
        let document = document.expect("the sample articles can be read");
        articles += 1;
        let file = root.join("tests/articles").join(expected_name(&document));
        let expected =
            if file.exists() { parse(&fs::read_to_string(&file).expect("a text file"), &file) } else { Sheet::new() };
        let printed = printed(&document, &pipeline.read(&document));
        if update {
            fs::write(&file, show(&judged(&document, &expected, &printed))).expect("the folder can be written");
        } else {
            complain(&document, &expected, &printed, &mut complaints);
        }
    }
    assert!(articles >= 12, "{articles} sample articles");
    assert!(
        complaints.is_empty(),
        "the statements changed; see each line, then run UPDATE_EXPECT=1 cargo test articles, and judge the lines marked *:\n{complaints}"
    );
}

#[test]
#[ignore = "a reviewer's list: run it to see what nobody has judged yet"]
fn every_expected_statement_is_judged() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let mut unjudged = String::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "expected")) {
        let sheet = parse(&fs::read_to_string(file).expect("a text file"), file);
        for (_, line) in sheet.values().flatten().filter(|(mark, _)| *mark == Mark::Unjudged) {
            writeln!(unjudged, "{}: {line}", file.display()).expect("writing to a string does not fail");
        }
    }
    assert!(unjudged.is_empty(), "delete the * of a right statement and make it ! for a wrong one:\n{unjudged}");
}

fn expected_name(document: &Document) -> PathBuf {
    Path::new(&document.metadata().name).with_extension("expected")
}

/// The pipeline's statements as lines, under their sentences in the order of the text.
fn printed(document: &Document, reading: &Reading) -> BTreeMap<(usize, String), Vec<String>> {
    let mut sheet: BTreeMap<(usize, String), Vec<String>> = BTreeMap::new();
    for statement in &reading.statements {
        let claimed = statement.claimed();
        let mut qualifiers: Vec<String> =
            claimed.qualifiers.iter().map(|(name, value)| format!("{name}: {}", shown(reading, value))).collect();
        qualifiers.sort();
        let cells = [
            name(reading, &claimed.subject),
            claimed.predicate.as_str(),
            name(reading, &claimed.object),
            &qualifiers.join("; "),
            &claimed.when.map_or(String::new(), |when| when.to_string()),
            claimed.factuality.as_str(),
            &claimed.said_by.as_ref().map_or(String::new(), |speaker| shown(reading, speaker)),
        ]
        .map(|cell| if cell.is_empty() { "-".to_owned() } else { cell.replace('|', "/") });
        for evidence in statement.evidence() {
            let sentence = document.slice(evidence.sentence);
            let key = (evidence.sentence.start(), opening(sentence));
            sheet.entry(key).or_default().push(cells.join(" | "));
        }
    }
    for lines in sheet.values_mut() {
        lines.sort();
        lines.dedup();
    }
    sheet
}

fn opening(sentence: &str) -> String {
    sentence.split_whitespace().take(OPENING).collect::<Vec<_>>().join(" ")
}

fn entity<'a>(reading: &'a Reading, id: &EntityId) -> &'a Entity {
    reading.entities.iter().find(|entity| &entity.id == id).expect("a reading holds the entities it names")
}

fn name<'a>(reading: &'a Reading, id: &EntityId) -> &'a str {
    &entity(reading, id).name
}

fn shown(reading: &Reading, value: &Value) -> String {
    match value {
        Value::Entity(id) => name(reading, id).to_owned(),
        Value::Quantity(quantity) => quantity.0.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Text(text) => text.to_string(),
    }
}

/// Reads an expected file; sentences are numbered by where their opening words stand, once `judged` knows the text.
fn parse(text: &str, file: &Path) -> Sheet {
    let mut sheet = Sheet::new();
    let mut sentence = None;
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let bad =
            || panic!("{}:{}: a statement under a sentence is expected, not {line:?}", file.display(), number + 1);
        let mut rest = line.chars();
        match (rest.next().and_then(Mark::of), rest.next(), &sentence) {
            (Some(mark), Some(' '), Some(sentence)) => {
                sheet.entry((number, String::clone(sentence))).or_default().push((mark, rest.as_str().to_owned()));
            }
            (None, _, _) => sentence = Some(line.trim_end_matches(" …").to_owned()),
            _ => bad(),
        }
    }
    sheet
}

/// The marks of one sentence's lines, wherever in the file they stand.
fn marks<'a>(expected: &'a Sheet, sentence: &'a str) -> impl Iterator<Item = &'a (Mark, String)> {
    expected.iter().filter(move |((_, own), _)| own == sentence).flat_map(|(_, lines)| lines)
}

/// What is printed now with the marks it had: a miss that is printed is right, a right one that is not is a miss.
fn judged(document: &Document, expected: &Sheet, printed: &BTreeMap<(usize, String), Vec<String>>) -> Sheet {
    let mut sheet = Sheet::new();
    for (key, lines) in printed {
        for line in lines {
            let mark = marks(expected, &key.1).find(|(_, own)| own == line).map_or(Mark::Unjudged, |(mark, _)| *mark);
            let mark = if mark == Mark::Missed { Mark::Right } else { mark };
            sheet.entry(key.clone()).or_default().push((mark, line.clone()));
        }
    }
    for ((_, sentence), lines) in expected {
        let place = place(document, sentence);
        for (mark, line) in lines {
            let known = printed.iter().any(|((_, own), lines)| own == sentence && lines.contains(line));
            if !known && matches!(mark, Mark::Right | Mark::Missed) {
                sheet.entry((place, sentence.clone())).or_default().push((Mark::Missed, line.clone()));
            }
        }
    }
    sheet
}

/// Where a sentence with this opening starts.
fn place(document: &Document, sentence: &str) -> usize {
    let text = document.text();
    let first = sentence.split(' ').next().unwrap_or(sentence);
    text.match_indices(first)
        .map(|(place, _)| place)
        .find(|&place| opening(&text[place..]) == sentence)
        .unwrap_or(text.len())
}

fn show(sheet: &Sheet) -> String {
    let mut text = String::new();
    for ((_, sentence), lines) in sheet {
        writeln!(text, "{sentence} …").expect("writing to a string does not fail");
        for (mark, line) in lines {
            writeln!(text, "{} {line}", mark.sign()).expect("writing to a string does not fail");
        }
        text.push('\n');
    }
    text
}

fn complain(document: &Document, expected: &Sheet, printed: &BTreeMap<(usize, String), Vec<String>>, out: &mut String) {
    let name = &document.metadata().name;
    let mut say = |what: &str, sentence: &str, line: &str| {
        writeln!(out, "{name}: {what}: {sentence} …\n    {line}").expect("writing to a string does not fail");
    };
    for ((_, sentence), lines) in printed {
        for line in lines {
            match marks(expected, sentence).find(|(_, own)| own == line) {
                None => say("new", sentence, line),
                Some((Mark::Missed, _)) => say("read now, no longer missed", sentence, line),
                Some(_) => {}
            }
        }
    }
    for ((_, sentence), lines) in expected {
        for (mark, line) in lines.iter().filter(|(mark, _)| *mark != Mark::Missed) {
            if !printed.iter().any(|((_, own), lines)| own == sentence && lines.contains(line)) {
                say(if *mark == Mark::Wrong { "wrong one gone" } else { "lost" }, sentence, line);
            }
        }
    }
}
