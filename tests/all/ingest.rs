//! `relata ingest`, `rebuild`, `check` and `stats` as a user meets them.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use expect_test::expect;
use serde_json::Value;

fn relata(folder: &Path, arguments: &str) -> (i32, String, String) {
    let mut command = Command::cargo_bin("relata").expect("the binary is built");
    command.current_dir(folder).env_remove("RELATA_STORE").args(arguments.split_whitespace());
    let output = command.output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("it exits"), text(output.stdout), text(output.stderr))
}

fn statistics(folder: &Path) -> Value {
    let (code, out, _) = relata(folder, "stats --format json");
    assert_eq!(code, 0);
    serde_json::from_str(&out).expect("JSON")
}

fn news() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("news")).expect("a folder");
    let article = "Norway's Defence Minister Bjorn Moe visited Finland on March 3, 2020.\n";
    fs::write(folder.path().join("news/a.txt"), article).expect("written");
    let record =
        "{\"id\": \"r1\", \"published\": \"2021-05-04\", \"text\": \"Chile and Peru held a joint naval exercise.\"}\n";
    fs::write(folder.path().join("news/b.jsonl"), record).expect("written");
    folder
}

#[test]
fn articles_go_into_the_store_once() {
    let folder = news();
    let (code, out, error) = relata(folder.path(), "ingest news");
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.starts_with("2 articles new in relata.db\n"), "{out}");
    let before = statistics(folder.path());
    assert_eq!(before["articles"], 2);
    let (code, out, _) = relata(folder.path(), "ingest news");
    assert_eq!(code, 0);
    assert!(out.starts_with("0 articles new in relata.db\n2 articles skipped: in the store already\n"), "{out}");
    let (code, out, _) = relata(folder.path(), "check");
    assert_eq!(code, 0);
    assert!(out.starts_with("sound: 2 articles"), "{out}");
    let (code, _, _) = relata(folder.path(), "rebuild");
    assert_eq!(code, 0);
    let after = statistics(folder.path());
    for key in ["articles", "entities", "statements", "factuality", "evidence"] {
        assert_eq!(before[key], after[key], "{key}");
    }
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_done() {
    let folder = news();
    fs::write(folder.path().join("news/c.txt"), "").expect("written");
    let (code, out, error) = relata(folder.path(), "ingest news missing.txt");
    assert_eq!(code, 1);
    let skipped = "2 articles new in relata.db\n2 articles skipped: could not be read, as told above\n";
    assert!(out.starts_with(skipped), "{out}");
    expect![[r#"
        error: news/c.txt: the file is empty; nothing to read
        error: missing.txt: no such file or folder; check the path
    "#]]
    .assert_eq(&error);
    assert_eq!(statistics(folder.path())["articles"], 2);
}

#[test]
fn a_damaged_graph_is_told_with_its_remedy() {
    let folder = news();
    assert_eq!(relata(folder.path(), "ingest news").0, 0);
    let file = folder.path().join("relata.db/graph/db");
    let mut bytes = fs::read(&file).expect("readable");
    bytes.iter_mut().skip(100).step_by(50).for_each(|byte| *byte ^= 0x55);
    fs::write(&file, bytes).expect("written");
    for command in ["stats", "check", "ingest news"] {
        let (code, _, error) = relata(folder.path(), command);
        assert_eq!(code, 1, "{command}");
        assert!(error.contains("`relata rebuild` makes it again from the journal"), "{command}: {error}");
    }
    assert_eq!(relata(folder.path(), "rebuild").0, 0);
    assert_eq!(statistics(folder.path())["articles"], 2);
}

#[test]
fn each_command_has_an_example() {
    for command in ["ingest", "rebuild", "check", "stats"] {
        let (code, out, _) = relata(Path::new("."), &format!("{command} --help"));
        assert_eq!(code, 0);
        assert!(out.contains(&format!("Examples:\n  relata {command}")), "{out}");
    }
}
