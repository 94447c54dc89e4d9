//! Bad input: each is named with its place and its remedy, the others are still done, and the exit code tells.

use std::fs;
use std::io::Write;
use std::path::Path;

use assert_cmd::Command;
use jiff::civil::Date;
use proptest::prelude::*;
use relata::pipeline::Pipeline;
use relata::read::{ARTICLE_LIMIT, ReadOptions, documents};
use relata::text::Metadata;

/// One sentence that yields a statement, so that "the others are still done" can be seen.
const GOOD: &str = "Tajikistan is a member of the Collective Security Treaty Organization.\n";

/// Runs `relata extract` in the folder: exit code, documents on the standard output, standard error.
fn extract(folder: &Path, args: &[&str], input: &[u8]) -> (i32, Vec<String>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_relata"))
        .arg("extract")
        .args(args)
        .current_dir(folder)
        .write_stdin(input)
        .output()
        .expect("the binary runs");
    let stdout = String::from_utf8(output.stdout).expect("statements are UTF-8");
    let mut documents: Vec<String> = stdout
        .lines()
        .map(|line| {
            let statement: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
            statement["doc"].as_str().expect("a statement names its document").to_owned()
        })
        .collect();
    documents.dedup();
    let stderr = String::from_utf8(output.stderr).expect("messages are UTF-8");
    (output.status.code().expect("no signal"), documents, stderr)
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }
    folder
}

#[test]
fn each_bad_file_is_named_and_the_good_are_done() {
    let folder = folder(&[
        ("in/a-good.txt", GOOD.as_bytes()),
        ("in/b-empty.txt", b""),
        ("in/c-blank.txt", b" \n\n"),
        ("in/d-rubbish.txt", b"\x01\x02\0\xff\xfe\x80"),
        ("in/e-broken.txt", b"\xe2\x80\x9cYes\xe2\x80\x9d, he said.\n\nCaf\xc3\xa9 \xff.\n"),
        ("in/f-page.txt", b"<!DOCTYPE html><p>News"),
        ("in/g-ignored.pdf", b"%PDF-1.7"),
        ("in/.hidden.txt", b"\0"),
        ("in/sub/z-good.md", GOOD.as_bytes()),
    ]);
    let (code, documents, errors) = extract(folder.path(), &["in"], b"");
    assert_eq!(code, 1);
    assert_eq!(documents, ["a-good.txt", "sub/z-good.md"]);
    assert_eq!(
        errors,
        "error: in/b-empty.txt: the file is empty; nothing to read\n\
         error: in/c-blank.txt: holds no text; nothing to read\n\
         error: in/d-rubbish.txt: binary data, not text (byte 0x00 at offset 2); give text or JSON Lines\n\
         error: in/e-broken.txt:3: invalid UTF-8 (byte 0xff) in a file that is UTF-8 elsewhere; save the file anew as UTF-8\n\
         error: in/f-page.txt: HTML is not read yet; give plain text, Markdown or JSON Lines\n"
    );
}

#[test]
fn broken_records_are_named_by_line_and_the_others_done() {
    let records = format!(
        "{{\"id\": \"a\", \"text\": {GOOD:?}}}\n{{\"id\": \"b\", \"text\": \n{{\"id\": \"c\"}}\n[1, 2]\n\
         {{\"id\": \"d\", \"text\": {GOOD:?}, \"published\": \"soon\"}}\n\n{{\"id\": \"e\", \"text\": {GOOD:?}}}\n"
    );
    let folder = folder(&[("news.jsonl", records.as_bytes())]);
    let messages = |path: &str| {
        format!(
            "error: {path}:2: broken JSON: EOF while parsing a value at column 19; each line is one object with at least \"text\"\n\
             error: {path}:3: the record has no \"text\"; nothing to read\n\
             error: {path}:4: broken JSON: not an object; each line is one object with at least \"text\"\n\
             error: {path}:5: published \"soon\" is not a date; write it as 2021-04-27\n"
        )
    };
    let (code, documents, errors) = extract(folder.path(), &["news.jsonl"], b"");
    assert_eq!((code, documents.as_slice()), (1, ["a".to_owned(), "e".to_owned()].as_slice()));
    assert_eq!(errors, messages("news.jsonl"));
    let (code, documents, errors) = extract(folder.path(), &["-"], records.as_bytes());
    assert_eq!((code, documents.len()), (1, 2));
    assert_eq!(errors, messages("-"));
}

#[test]
fn paths_that_lead_nowhere() {
    let folder = folder(&[("good.txt", GOOD.as_bytes()), ("empty/readme.pdf", b"")]);
    let (code, documents, errors) = extract(folder.path(), &["missing.txt", "empty", "good.txt"], b"");
    assert_eq!((code, documents.as_slice()), (1, ["good.txt".to_owned()].as_slice()));
    assert_eq!(
        errors,
        "error: missing.txt: no such file or folder; check the path\n\
         error: empty: no articles in this folder; relata reads .txt, .md, .jsonl, .ndjson and .json\n"
    );
    let (code, _, errors) = extract(folder.path(), &["-"], b"");
    assert_eq!((code, errors.as_str()), (1, "error: -: the file is empty; nothing to read\n"));
}

#[test]
fn a_line_of_200_megabytes_is_refused_without_being_held() {
    let folder = folder(&[("good.txt", GOOD.as_bytes())]);
    let megabyte = vec![b'x'; 1 << 20];
    let mut text = fs::File::create(folder.path().join("long.txt")).expect("a file");
    let mut records = fs::File::create(folder.path().join("long.jsonl")).expect("a file");
    records.write_all(b"{\"id\": \"long\", \"text\": \"").expect("written");
    for _ in 0..200 {
        text.write_all(&megabyte).expect("written");
        records.write_all(&megabyte).expect("written");
    }
    writeln!(records, "\"}}\n{{\"id\": \"short\", \"text\": {GOOD:?}}}").expect("written");
    let (code, documents, errors) = extract(folder.path(), &["long.txt", "long.jsonl", "good.txt"], b"");
    assert_eq!((code, documents.as_slice()), (1, ["short".to_owned(), "good.txt".to_owned()].as_slice()));
    assert_eq!(
        errors,
        "error: long.txt: longer than the 4 MiB that one article may have; split it into articles or give JSON Lines\n\
         error: long.jsonl:1: a line longer than the 4 MiB that one article may have; split the record\n"
    );
}

#[test]
fn the_output_is_the_same_whatever_the_threads() {
    let files: Vec<(String, String)> = (0..40)
        .map(|n| (format!("{n:02}.txt"), format!("{GOOD}\n{}", "It borders Afghanistan. ".repeat(n % 7))))
        .collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = folder(&files);
    let run = |threads: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_relata"));
        command.args(["extract", ".", "--threads", threads]).current_dir(folder.path());
        command.assert().success().get_output().stdout.clone()
    };
    let one = run("1");
    assert!(!one.is_empty());
    assert!(one == run("2") && one == run("7"));
}

#[test]
fn a_closed_pipe_is_quiet() {
    let records: String = (0..3000).map(|n| format!("{{\"id\": {n}, \"text\": {GOOD:?}}}\n")).collect();
    let folder = folder(&[("news.jsonl", records.as_bytes())]);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_relata"))
        .args(["extract", "news.jsonl"])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the binary ends");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

/// Text with the marks that readers trip over: quotes, brackets, dashes, breaks, odd letters.
fn newsy() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("MOSCOW, December 9. /TASS/. ".to_owned()),
        Just("\n\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\"".to_owned()),
        Just("“Yes,” the minister said. ".to_owned()),
        Just("Tajikistan’s Defense Minister Sherali Mirzo visited Minsk on May 28. ".to_owned()),
        Just("--- ".to_owned()),
        Just("Â ".to_owned()),
        Just("By ".to_owned()),
        "[A-Z][a-z]{1,8} ".prop_map(String::from),
        "[a-z]{1,9}[ ,.;:!?()'\"—-]{1,2}".prop_map(String::from),
        "\\PC{1,4}".prop_map(String::from),
        "[0-9]{1,4}[ ,.%/-]".prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn read_bytes(name: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let folder = folder(&[(name, bytes)]);
    for document in documents([folder.path().join(name)], ReadOptions::default()).flatten() {
        prop_assert!(document.text().len() <= ARTICLE_LIMIT * 3);
        prop_assert!(document.sections().iter().all(|section| !document.slice(section.span).trim().is_empty()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_any_bytes_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_bytes("a.txt", &bytes)?;
        read_bytes("a.jsonl", &bytes)?;
        read_bytes("a.json", &bytes)?;
    }

    #[test]
    fn reading_any_text_never_panics(text in newsy()) {
        read_bytes("a.md", text.as_bytes())?;
    }
}

#[test]
fn the_pipeline_never_panics() {
    let pipeline = Pipeline::embedded();
    let day: Option<Date> = "2021-04-27".parse().ok();
    let config = ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(text in newsy(), dated: bool)| {
        let metadata = Metadata { name: "a.txt".to_owned(), published: day.filter(|_| dated), ..Metadata::default() };
        let document = relata::read::article(text, metadata, ReadOptions::default());
        let reading = pipeline.read(&document);
        for statement in &reading.statements {
            for evidence in statement.evidence() {
                prop_assert!(evidence.sentence.contains(evidence.trigger));
                prop_assert!(document.text().get(evidence.sentence.start()..evidence.sentence.end()).is_some());
            }
        }
    });
}

/// Pronouns all the way back, and nobody named: each is followed over one other, not over all ways through them. Followed
/// over all, this text took minutes, so that a relapse shows as a test that does not end.
#[test]
fn a_text_of_pronouns_alone_is_read() {
    let text = "He said he knew he met him when he visited Lima, and he said he met him where he visited Quito. ";
    let metadata = Metadata { name: "a.txt".to_owned(), ..Metadata::default() };
    let document = relata::read::article(text.repeat(20), metadata, ReadOptions::default());
    let reading = Pipeline::embedded().read(&document);
    assert!(reading.statements.iter().all(|statement| statement.claimed().predicate.as_str() != "met"));
}

/// Rows of states that the sentence breaks off.
#[test]
fn a_row_that_ends_with_its_conjunction_is_read() {
    for text in [
        "They met the Union of Peru and",
        "They left the Council of Ghana, Chad, and the",
        "He joined the League of Oman,",
    ] {
        let metadata = Metadata { name: "a.txt".to_owned(), ..Metadata::default() };
        let document = relata::read::article(text.to_owned(), metadata, ReadOptions::default());
        Pipeline::embedded().read(&document);
    }
}
