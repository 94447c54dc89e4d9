//! Schema packs at work: a domain of its own, and an addition to the built-in one, through the command line.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use relata::pipeline::{Knowledge, Pipeline};
use relata::read::{ReadOptions, documents};
use relata::schema::{Pack, SchemaFiles};
use serde_json::Value;

const EXPECTED: &str = include_str!("../packs/company-deals.expected");
const DEALS: &str = "examples/company-deals";
const SANCTIONS: &str = "examples/sanctions";

fn relata(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relata"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1").env_remove("RELATA_SCHEMA");
    command.output().expect("relata runs")
}

/// What a command prints that must succeed.
fn printed(arguments: &[&str]) -> String {
    let output = relata(arguments);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(arguments)).expect("output is JSON")
}

#[test]
fn a_pack_of_another_domain_reads_its_articles() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(DEALS);
    let pack = Pack::read(&root).expect("the pack is there");
    let knowledge = Knowledge::load(&SchemaFiles::with(&pack)).expect("it has no mistake");
    let pipeline = Pipeline::new(&knowledge);
    let mut found = BTreeSet::new();
    for document in documents([root.join("articles")], ReadOptions::default()) {
        let document = document.expect("the articles can be read");
        let reading = pipeline.read(&document);
        let name = |id| {
            let entity = reading.entities.iter().find(|entity| &entity.id == id);
            entity.expect("a reading holds its entities").name.to_string()
        };
        for statement in &reading.statements {
            let claimed = statement.claimed();
            let mut ends = [name(&claimed.subject), name(&claimed.object)];
            if knowledge.schema.predicate(&claimed.predicate).is_some_and(|declared| declared.symmetric) {
                ends.sort();
            }
            let when = claimed.when.map_or("-".to_owned(), |when| when.to_string());
            let [subject, object] = ends;
            found.insert(format!(
                "{} | {subject} | {} | {object} | {} | {when}",
                document.metadata().name,
                claimed.predicate,
                claimed.factuality
            ));
        }
    }
    let expected: BTreeSet<String> =
        EXPECTED.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    let right = found.intersection(&expected).count();
    let missed: Vec<&String> = expected.difference(&found).collect();
    let wrong: Vec<&String> = found.difference(&expected).collect();
    // A change of parser may cost or win a few; it must not cost many.
    assert!(right * 100 >= expected.len() * 85, "{right} of {} found; missed {missed:#?}", expected.len());
    assert!(right * 100 >= found.len() * 85, "{right} of {} right; wrong {wrong:#?}", found.len());
}

#[test]
fn the_packs_of_the_examples_check_well() {
    for (pack, least) in [(DEALS, 60), (SANCTIONS, 15)] {
        let output = relata(&["schema", "check", pack, "--format", "json"]);
        let told: Value = serde_json::from_slice(&output.stdout).expect("output is JSON");
        assert_eq!(told["mistakes"], Value::Array(Vec::new()));
        let run = told["examples"].as_u64().expect("a count");
        let unread = told["unread"].as_array().expect("a list");
        assert!(run >= least, "{pack}: {run} examples");
        // A change of parser may cost one here or there.
        assert!(unread.len() as u64 * 10 <= run, "{pack}: {unread:#?}");
        assert_eq!(output.status.success(), unread.is_empty(), "{pack}: the exit code tells");
    }
}

#[test]
fn a_pack_s_words_go_before_the_package_s() {
    let pack = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let path = pack.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write("pack.toml", "name = \"harbours\"\nreads = \"harbours apart from bases\"\n");
    let kind = "[[kind]]\nname = \"Harbour\"\nis = \"Base\"\nreads = \"a harbour\"\ntraits = [\"place\", \"site\"]\n\
                shape = \"house\"\ncolour = \"#ffffff\"\n";
    write("kinds.toml", kind);
    write("lexicons/heads.toml", "[[heads]]\nkinds = [\"Harbour\"]\nwords = [\"naval base\"]\n");
    write("entities/harbours.tsv", "@kind Harbour\n@columns name country\nRamstein Air Base\tGermany\n");
    write("a.txt", "The naval base lies near Ramstein Air Base and the air base.");
    let path = |name: &str| pack.path().join(name).to_str().expect("UTF-8").to_owned();
    let kinds = |schema: &str| -> Vec<(String, String)> {
        let lines = printed(&["mentions", "--schema", schema, &path("a.txt")]);
        let mentions = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        mentions.map(|mention| (text(&mention["text"]), text(&mention["kind"]))).collect()
    };
    let pair = |text: &str, kind: &str| (text.to_owned(), kind.to_owned());
    let built_in = kinds("builtin");
    let own = kinds(&path(""));
    for text in ["naval base", "Ramstein Air Base"] {
        assert!(built_in.contains(&pair(text, "Base")), "{built_in:?}");
        assert!(own.contains(&pair(text, "Harbour")), "{own:?}");
    }
    assert!(own.contains(&pair("air base", "Base")), "{own:?}");
}

#[test]
fn an_example_that_does_not_read_fails_the_check() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: String| {
        std::fs::create_dir_all(folder.path().join("frames")).expect("a folder");
        std::fs::write(folder.path().join(path), text).expect("a file");
    };
    let read = |path: &str| std::fs::read_to_string(Path::new(SANCTIONS).join(path)).expect("a file");
    write("pack.toml", read("pack.toml"));
    write("predicates.toml", read("predicates.toml"));
    let frame = read("frames/sanction.toml").replace("| sanctions | Iran; when=2012", "| sanctions | Iraq; when=2012");
    write("frames/sanction.toml", frame.replace("Canada has visited Iran.", "Canada has sanctioned Iran."));
    let pack = folder.path().to_str().expect("UTF-8");
    let output = relata(&["schema", "check", pack]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).expect("UTF-8").replace(pack, "PACK");
    for expected in [
        "PACK/frames/sanction.toml:14: sanction/verb: \"Japan sanctioned Iran in 2012.\"\n",
        "  missing  japan | sanctions | iraq; when=2012\n",
        "  too much japan | sanctions | iran; when=2012\n",
        "PACK/frames/sanction.toml:18: sanction/verb: \"Canada has sanctioned Iran.\"\n",
        "  too much canada | sanctions | iran\n",
    ] {
        assert!(told.contains(expected), "{expected}\nis not in\n{told}");
    }
}

#[test]
fn a_store_remembers_the_schema_it_was_read_with() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let (store, first, second) = (path("deals.db"), path("first.txt"), path("second.txt"));
    std::fs::write(&first, "Castor Bank bought Kestrel Robotics in 2019.").expect("a file");
    std::fs::write(&second, "Castor Bank is headquartered in Madrid.").expect("a file");
    printed(&["ingest", "--store", &store, "--schema", DEALS, &first]);
    // Without the flag the store's own schema goes on.
    printed(&["ingest", "--store", &store, &second]);

    let dossier = printed(&["entity", "--store", &store, "Castor Bank"]);
    assert!(dossier.contains("Castor Bank  Company") && dossier.contains("acquires → Kestrel Robotics"), "{dossier}");
    let path = printed(&["path", "--store", &store, "Madrid", "Kestrel Robotics"]);
    assert!(path.contains("Castor Bank") && path.contains("(2 hops)"), "{path}");
    let near = printed(&["neighbors", "--store", &store, "Castor Bank", "--predicate", "acquires"]);
    assert!(near.contains("Kestrel Robotics") && !near.contains("Madrid"), "{near}");
    // Companies are organisations, by the pack.
    let kind = |kind| printed(&["export", "--store", &store, "--format", "json", "--kind", kind]);
    assert!(kind("organization").contains("Kestrel Robotics"), "{}", kind("organization"));
    assert!(!kind("person,contract").contains("Kestrel Robotics"));
    let dot = printed(&["export", "--store", &store, "--format", "dot"]);
    assert!(dot.contains("component") && dot.contains("#f2c6a0"), "kinds look as the pack says: {dot}");

    // A predicate of the built-in schema is not declared here.
    assert_eq!(
        relata(&["neighbors", "--store", &store, "Castor Bank", "--predicate", "visited"]).status.code(),
        Some(2)
    );
    // Another schema does not mix with what was read.
    let refused = relata(&["ingest", "--store", &store, "--schema", "builtin", &first]);
    let told = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success() && told.contains("were read with the schema \"company-deals\""), "{told}");

    let before = json(&["stats", "--store", &store, "--format", "json"]);
    printed(&["rebuild", "--store", &store]);
    assert_eq!(json(&["stats", "--store", &store, "--format", "json"])["statements"], before["statements"]);
    printed(&["rebuild", "--store", &store, "--schema", "builtin"]);
    let after = json(&["stats", "--store", &store, "--format", "json"]);
    assert_ne!(after["statements"], before["statements"], "the articles were read again with the other schema");
    printed(&["ingest", "--store", &store, "--schema", "builtin", &first]);
}

#[test]
fn a_change_of_schema_gains_and_loses_statements() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let article = folder.path().join("a.txt");
    let text = "Japan imposed sanctions on Iran. Norway sold two frigates to Chile.";
    std::fs::write(&article, text).expect("a file");
    let article = article.to_str().expect("UTF-8");
    let told = printed(&["schema", "diff", "builtin", SANCTIONS, article]);
    let expected = "a.txt\n  “Japan imposed sanctions on Iran.”\n  + Japan | sanctions | Iran; actual; \
                    by sanction/impose (0.90)\n\n1 gained, 0 lost, 2 kept in 1 article\n";
    assert_eq!(told, expected);
    let line = json(&["schema", "diff", SANCTIONS, "builtin", article, "--format", "json"]);
    assert_eq!((&line["change"], &line["predicate"]), (&Value::from("lost"), &Value::from("sanctions")));
    assert_eq!(line["evidence"]["text"], "Japan imposed sanctions on Iran.");
}

#[test]
fn what_no_frame_reads_is_suggested_until_one_does() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let article = folder.path().join("a.txt");
    let text = "Japan sanctioned Iran. Norway sanctioned Belarus. Kenya sold two frigates to Chile. \
                Canada sanctioned Hezbollah in Toronto.";
    std::fs::write(&article, text).expect("a file");
    let article = article.to_str().expect("UTF-8");
    let suggested = json(&["schema", "suggest", article, "--format", "json"]);
    let [only] = suggested.as_array().expect("a list").as_slice() else {
        panic!("one trigger is met twice and unread: {suggested:#}");
    };
    assert_eq!((&only["trigger"], &only["class"]), (&Value::from("sanction"), &Value::from("verb")));
    assert_eq!(only["count"], 3);
    assert_eq!(only["arguments"][0]["function"], "subject");
    assert_eq!(only["arguments"][0]["kinds"][0]["kind"], "Country");
    assert_eq!(only["sentences"].as_array().map(Vec::len), Some(3));
    assert!(only["frame"].as_str().is_some_and(|frame| frame.contains("verbs = [\"sanction\"]")));
    assert_eq!(json(&["schema", "suggest", article, "--schema", SANCTIONS, "--format", "json"]), Value::Array(vec![]));
}
