//! Every example and counter-example of graph-schema/frames, through the whole pipeline.

use std::fmt::Write as _;

use relata::pipeline::{Pipeline, Tried, examples};

/// Sentences that are not read right yet, one a line: `frame/realisation | sentence | reason`.
const KNOWN_MISSES: &str = include_str!("known_misses.txt");

#[test]
fn each_realisation_has_its_examples() {
    let schema = relata::schema::Schema::embedded();
    let mut lacking = Vec::new();
    for frame in schema.frames() {
        for realisation in &frame.realisations {
            let (examples, counterexamples) = (realisation.examples.len(), realisation.counterexamples.len());
            if examples < 3 || counterexamples < 2 {
                lacking.push(format!("{}/{}: {examples} and {counterexamples}", frame.name, realisation.name));
            }
        }
    }
    assert!(lacking.is_empty(), "3 examples and 2 counter-examples are needed:\n{}", lacking.join("\n"));
}

/// With `UPDATE_KNOWN_MISSES` set, the list is written anew instead, reasons kept; read its difference before you commit.
#[test]
fn examples_yield_what_they_say() {
    let pipeline = Pipeline::embedded();
    let known: Vec<Vec<&str>> = KNOWN_MISSES.lines().map(|line| line.split(" | ").collect()).collect();
    let mut misses = String::new();
    let mut failures = String::new();
    let mut run = 0;
    for frame in pipeline.schema().frames() {
        for Tried { realisation, example, complaint } in examples(&pipeline, frame) {
            run += 1;
            let (rule, text) = (format!("{}/{}", frame.name, realisation.name), &example.text);
            let miss = known.iter().find(|miss| miss[0] == rule && miss[1] == text);
            match (complaint, miss) {
                (Some(complaint), miss) => {
                    let reason = miss.map_or("the tree or the name is read wrong", |miss| miss[2]);
                    writeln!(misses, "{rule} | {text} | {reason}").expect("writing to a string does not fail");
                    if miss.is_none() {
                        writeln!(failures, "{rule} | {text}\n{complaint}").expect("writing to a string does not fail");
                    }
                }
                // Not a failure: a better model may bring a miss right with any change.
                (None, Some(_)) => println!("read right now, delete it from known_misses.txt: {text}"),
                (None, None) => {}
            }
        }
    }
    if std::env::var_os("UPDATE_KNOWN_MISSES").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/all/known_misses.txt");
        std::fs::write(path, misses).expect("the list can be written");
        return;
    }
    assert!(failures.is_empty(), "of {run} examples these are not read right:\n\n{failures}");
    assert!(known.len() * 8 < run, "{} known misses are too many for {run} examples", known.len());
}

#[test]
fn known_misses_have_reasons_and_exist() {
    let schema = relata::schema::Schema::embedded();
    for line in KNOWN_MISSES.lines() {
        let [rule, text, reason] = line.split(" | ").collect::<Vec<_>>()[..] else {
            panic!("{line:?} is not \"frame/realisation | sentence | reason\"");
        };
        assert!(!reason.is_empty(), "{line:?} gives no reason");
        let exists = schema.frames().iter().flat_map(|frame| frame.realisations.iter().map(move |own| (frame, own)));
        let exists = exists.into_iter().filter(|(frame, own)| format!("{}/{}", frame.name, own.name) == rule);
        let exists = exists
            .into_iter()
            .any(|(_, own)| own.counterexamples.iter().chain(&own.examples).any(|own| own.text == text));
        assert!(exists, "{line:?} is no example of a frame any more; delete it");
    }
}
