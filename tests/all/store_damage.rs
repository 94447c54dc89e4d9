//! Damaged stores: a clear error or a recovery, never a panic, never a wrong answer.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::{Expect, expect};
use relata::resolve::Reading;
use relata::store::{Rebuild, Store, StoreError, Writer, check};
use relata::text::Document;

use super::store::{account, article, filled, id, some_articles};

/// Enough for several groups and pages.
fn many_articles() -> Vec<(Document, Reading)> {
    let name = |n: usize| format!("Person_{}", n % 37);
    let statements = |n: usize| {
        [
            format!("{} met {} 2020-{:02}", name(n), name(n * 7 + 1), n % 12 + 1),
            format!("{} visited {}", name(n * 3), name(n)),
        ]
    };
    let article = |n: usize| article(&format!("article-{n}"), &statements(n).each_ref().map(String::as_str));
    (0..150).map(article).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("readable") {
        let entry = entry.expect("readable");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// The folder's name varies; everything else of a message is pinned.
fn pinned(error: &StoreError, folder: &Path, expected: &Expect) {
    expected.assert_eq(&error.to_string().replace(&folder.display().to_string(), "FOLDER"));
}

fn refused(path: &Path, expected: &Expect) {
    let Err(error) = Store::open(path) else { panic!("{} was opened", path.display()) };
    pinned(&error, path, expected);
}

fn graph_file(store: &Path) -> PathBuf {
    store.join("graph/db")
}

fn first_segment(store: &Path) -> PathBuf {
    store.join("journal/articles-00000001")
}

fn rebuild(path: &Path, articles: &[(Document, Reading)]) -> Vec<StoreError> {
    let mut rebuild = Rebuild::begin(path).expect("begun");
    let mut lost = Vec::new();
    for filed in rebuild.documents() {
        match filed {
            Ok((place, document)) => {
                let known = articles.iter().find(|(known, _)| known.id() == document.id()).expect("one of ours");
                assert_eq!(known.0, document);
                rebuild.commit(place, &document, known.1.clone()).expect("committed");
            }
            Err(error) => lost.push(error),
        }
    }
    rebuild.finish().expect("finished");
    lost
}

#[test]
fn what_is_no_store_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("there");
    refused(&path, &expect!["no store at FOLDER; `relata ingest PATH` makes one"]);
    fs::create_dir(&path).expect("a folder");
    fs::write(path.join("notes.txt"), "mine").expect("written");
    refused(&path, &expect!["FOLDER is not a relata store: it has no readable `format` file; choose another folder"]);
    let Err(error) = Writer::open_or_create(&path) else { panic!("a foreign folder was taken") };
    pinned(
        &error,
        &path,
        &expect!["FOLDER is not a relata store: it has no readable `format` file; choose another folder"],
    );
    assert_eq!(fs::read_to_string(path.join("notes.txt")).expect("readable"), "mine");
    assert_eq!(fs::read_dir(&path).expect("readable").count(), 1, "nothing was put into a foreign folder");
    fs::write(path.join("format"), "something else\n").expect("written");
    refused(&path, &expect!["FOLDER is not a relata store: it has no readable `format` file; choose another folder"]);
}

#[test]
fn a_newer_format_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(filled(folder.path(), &some_articles()));
    fs::write(folder.path().join("format"), "relata store\nversion 2\n").expect("written");
    refused(
        folder.path(),
        &expect!["store FOLDER has format 2, and this relata knows formats up to 1; use a newer relata"],
    );
}

#[test]
fn a_store_is_open_in_one_process() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = filled(folder.path(), &some_articles());
    refused(folder.path(), &expect!["store FOLDER is open in another process; try again when that one has ended"]);
    drop(store);
    Store::open(folder.path()).expect("opens when the other has ended");
}

#[test]
fn a_store_is_made_once() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(filled(folder.path(), &some_articles()));
    let Err(error) = Writer::create(folder.path()) else { panic!("made twice") };
    pinned(&error, folder.path(), &expect!["FOLDER is there already; open it, or choose another folder"]);
}

#[test]
fn a_missing_graph_is_made_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let before = account(&filled(folder.path(), &many_articles()));
    fs::remove_dir_all(folder.path().join("graph")).expect("removed");
    refused(folder.path(), &expect!["store FOLDER has no graph; `relata rebuild` makes it from the journal"]);
    assert!(rebuild(folder.path(), &many_articles()).is_empty());
    assert_eq!(account(&Store::open(folder.path()).expect("opens")), before);
    assert_eq!(check(folder.path()).expect("checked").problems, []);
}

#[test]
fn a_reading_of_another_document_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut writer = Writer::create(folder.path()).expect("a store");
    let [one, two] = ["one", "two"].map(|name| article(name, &["Anna met Bo"]));
    let error = writer.commit(one.0.clone(), two.1.clone()).expect_err("refused");
    assert_eq!(error.to_string(), format!("a reading of document {} came with document {}", two.0.id(), one.0.id()));
    let mut reading = one.1.clone();
    reading.entities.retain(|entity| entity.id != id("Bo"));
    let error = writer.commit(one.0.clone(), reading).expect_err("refused");
    let expected = format!("a statement of document {} names Person:bo, which its reading does not hold", one.0.id());
    assert_eq!(error.to_string(), expected);
    assert_eq!(writer.pending(), 0);
}

#[test]
fn a_damaged_block_loses_itself_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let articles = many_articles();
    let mut writer = Writer::create(folder.path()).expect("a store");
    for (document, reading) in &articles {
        writer.commit(document.clone(), reading.clone()).expect("committed");
        if writer.pending() == 50 {
            writer.sync().expect("synced");
        }
    }
    writer.finish().expect("finished");
    // The first block starts at byte 16 and its content at byte 40.
    let mut bytes = fs::read(first_segment(folder.path())).expect("readable");
    bytes[60] ^= 1;
    fs::write(first_segment(folder.path()), bytes).expect("written");

    let store = Store::open(folder.path()).expect("opens");
    let error = store.document(articles[0].0.id()).expect_err("damaged");
    let message = expect![
        "FOLDER/journal/articles-00000001, byte 16: damaged record: its checksum does not fit; `relata check` tells what is lost, `relata rebuild` keeps the rest"
    ];
    pinned(&error, folder.path(), &message);
    assert_eq!(store.document(articles[149].0.id()).expect("readable").as_ref(), Some(&articles[149].0));
    drop(store);

    let found = check(folder.path()).expect("checked").problems;
    let found: Vec<_> = found.iter().map(|p| format!("{}; {}", p.what, p.remedy)).collect();
    let found = found.join("\n").replace(&folder.path().display().to_string(), "FOLDER");
    expect![[r#"
        FOLDER/journal/articles-00000001, byte 16: damaged record: its checksum does not fit; `relata check` tells what is lost, `relata rebuild` keeps the rest; `relata ingest` of the same sources brings back what is lost, after `relata rebuild`
        the graph knows 150 articles, and the journal holds 100 of them; `relata ingest` of the same sources brings back what is lost, after `relata rebuild`
        300 pieces of evidence for 200; `relata rebuild` makes the graph again"#]]
    .assert_eq(&found);

    assert_eq!(rebuild(folder.path(), &articles).len(), 1);
    let mut writer = Writer::open(folder.path()).expect("opens");
    for (document, reading) in &articles {
        writer.commit(document.clone(), reading.clone()).expect("committed");
    }
    let fresh = tempfile::tempdir().expect("a folder");
    assert_eq!(account(&writer.finish().expect("finished")), account(&filled(fresh.path(), &articles)));
}

#[test]
fn a_torn_end_is_cut_off() {
    let folder = tempfile::tempdir().expect("a folder");
    let articles = many_articles();
    let before = account(&filled(folder.path(), &articles));
    let segment = first_segment(folder.path());
    let mut bytes = fs::read(&segment).expect("readable");
    let length = bytes.len();
    bytes.extend_from_within(16..100);
    fs::write(&segment, bytes).expect("written");
    let writer = Writer::open(folder.path()).expect("opens");
    assert_eq!(fs::metadata(&segment).expect("there").len(), length as u64);
    let notice = writer.store().notices().join("\n").replace(&folder.path().display().to_string(), "FOLDER");
    let expected = format!(
        "FOLDER/journal/articles-00000001: cut off what a crash left unfinished behind byte {length} (FOLDER/journal/articles-00000001, byte {length}: damaged record: the file ends within it; `relata check` tells what is lost, `relata rebuild` keeps the rest)"
    );
    assert_eq!(notice, expected);
    assert_eq!(account(writer.store()), before);
}

#[test]
fn a_journal_shorter_than_the_graph_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let articles = many_articles();
    drop(filled(folder.path(), &articles));
    let segment = first_segment(folder.path());
    let length = fs::metadata(&segment).expect("there").len();
    fs::OpenOptions::new().write(true).open(&segment).expect("opens").set_len(length - 100).expect("cut");
    let Err(error) = Writer::open(folder.path()) else { panic!("opened") };
    let message = expect![
        "the journal ends at FOLDER/journal/articles-00000001 before articles that the graph knows; `relata rebuild` makes the graph from what is left"
    ];
    pinned(&error, folder.path(), &message);
    assert_eq!(rebuild(folder.path(), &articles).len(), 1);
    Writer::open(folder.path()).expect("opens after a rebuild");
}

/// Bits flipped and ends cut off, wherever: what is answered is right or an error, and a rebuild mends the graph.
#[test]
fn damage_anywhere_is_told_or_harmless() {
    let folder = tempfile::tempdir().expect("a folder");
    let articles = many_articles();
    let sound = folder.path().join("sound");
    let before = account(&filled(&sound, &articles));
    let mut state = 11_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let (mut told, mut harmless) = (0, 0);
    for round in 0..40 {
        let path = folder.path().join(format!("damaged-{round}"));
        copy(&sound, &path);
        let in_graph = round % 2 == 0;
        let file = if in_graph { graph_file(&path) } else { first_segment(&path) };
        let mut bytes = fs::read(&file).expect("readable");
        // sled pads its file with zeros: hit what was written.
        let written = bytes.iter().rposition(|&byte| byte != 0).expect("not all zeros");
        let place = random(written);
        match round % 8 {
            0 | 1 => bytes.truncate(place),
            2 | 3 => bytes[place..].fill(0),
            _ => bytes[place] ^= 1 << random(8),
        }
        fs::write(&file, bytes).expect("written");
        let answer = std::panic::catch_unwind(|| read_all(&path, &articles)).expect("no panic");
        match answer {
            Ok(()) => harmless += 1,
            Err(error) => {
                assert!(!error.to_string().is_empty());
                told += 1;
            }
        }
        if in_graph {
            assert!(rebuild(&path, &articles).is_empty());
            assert_eq!(account(&Store::open(&path).expect("opens after a rebuild")), before, "round {round}");
        }
        fs::remove_dir_all(&path).expect("removed");
    }
    assert!(told > harmless, "{told} told, {harmless} harmless");
}

/// Everything a store answers; what it answers must be right.
fn read_all(path: &Path, articles: &[(Document, Reading)]) -> Result<(), StoreError> {
    let store = Store::open(path)?;
    assert_eq!(store.statistics()?.documents, 150, "a graph that lost articles is not opened");
    store.nodes().try_for_each(|node| node.map(drop))?;
    let mut statements = 0;
    for edge in store.edges() {
        let statement = store.statement(edge?.statement)?.expect("an edge leads to a statement");
        assert!(articles.iter().any(|(_, reading)| reading.statements.iter().any(|own| own.id() == statement.id())));
        statements += 1;
    }
    for (document, _) in articles {
        if let Some(found) = store.document(document.id())? {
            assert_eq!(found, *document);
        }
    }
    drop(store);
    let found = check(path)?;
    assert!(statements == 300 || !found.problems.is_empty() || found.statements == statements);
    Writer::open(path)?;
    match found.problems.into_iter().next() {
        Some(problem) => Err(StoreError::GraphDamaged { path: path.to_owned(), detail: problem.what }),
        None => Ok(()),
    }
}

const CRASH: &str = "RELATA_TEST_CRASH";

/// The process that is killed: stores articles, and says how many are durable.
#[test]
#[ignore = "run by a_killed_process_loses_nothing_that_it_reported"]
fn child_that_is_killed() {
    let Some(path) = std::env::var_os(CRASH) else { return };
    let mut writer = Writer::open_or_create(Path::new(&path)).expect("a store");
    let (mut since, mut taken) = (0, 0);
    for (document, reading) in many_articles() {
        writer.commit(document, reading).expect("committed");
        (since, taken) = (since + 1, taken + 1);
        if since == 7 {
            writer.sync().expect("synced");
            println!("durable {taken}");
            since = 0;
        }
    }
    writer.finish().expect("finished");
}

#[test]
fn a_killed_process_loses_nothing_that_it_reported() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;

    let folder = tempfile::tempdir().expect("a folder");
    let articles = many_articles();
    let whole = account(&filled(&folder.path().join("whole"), &articles));
    for round in 0..12_u64 {
        let path = folder.path().join(format!("killed-{round}"));
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["--ignored", "--exact", "store_damage::child_that_is_killed", "--nocapture"])
            .env(CRASH, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines().map(|line| line.expect("readable"));
        let mut durable = 0;
        let wanted = 7 * (round % 6);
        while durable < wanted {
            let Some(line) = lines.next() else { break };
            if let Some(count) = line.split("durable ").nth(1) {
                durable = count.parse().expect("a number");
            }
        }
        std::thread::sleep(std::time::Duration::from_micros(round * 1700));
        child.kill().expect("killed");
        child.wait().expect("ended");
        for line in lines {
            if let Some(count) = line.split("durable ").nth(1) {
                durable = count.parse().expect("a number");
            }
        }
        let mut writer = Writer::open_or_create(&path).expect("opens after a kill");
        let held = writer.store().document_ids().count() as u64;
        assert!(held >= durable, "round {round}: {durable} were reported, {held} are there");
        // Each is whole: its statements are there with its evidence.
        for (document, reading) in &articles {
            if writer.store().document(document.id()).expect("readable").is_some() {
                for statement in &reading.statements {
                    let found = writer.store().statement(statement.id()).expect("readable").expect("there");
                    assert!(statement.evidence().iter().all(|piece| found.evidence().contains(piece)));
                }
            }
        }
        let unread: Vec<_> = writer.unread().map(|document| document.expect("readable")).collect();
        for document in unread {
            let (_, reading) = articles.iter().find(|(known, _)| *known == document).expect("one of ours");
            writer.commit(document, reading.clone()).expect("committed");
        }
        for (document, reading) in &articles {
            writer.commit(document.clone(), reading.clone()).expect("committed");
        }
        assert_eq!(account(&writer.finish().expect("finished")), whole, "round {round}");
        assert_eq!(check(&path).expect("checked").problems, []);
    }
}
