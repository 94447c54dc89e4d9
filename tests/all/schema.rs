//! The embedded schema is valid, and mistakes in a schema pack are told with file, line and remedy.
//!
//! tests/mistakes holds a gallery of broken packs, one a file: after a line `--- PATH` the pack's file of that path,
//! after `--- mistakes` what is told of it. A pack without `pack.toml` is given one, unless it says `--- no pack.toml`.
//! `UPDATE_EXPECT=1 cargo test schema` writes what is told; read the difference before you commit.

use std::fs;
use std::path::Path;

use relata::pipeline::Knowledge;
use relata::schema::{Pack, Schema, SchemaError, SchemaFiles};

#[test]
fn the_embedded_schema_loads() {
    assert!(!Schema::embedded().predicates().is_empty());
}

#[test]
fn the_folder_of_the_embedded_schema_is_a_pack_that_says_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("graph-schema");
    let pack = Pack::read(&folder).expect("the folder is a pack");
    assert!(pack.is_alone());
    let schema = Schema::load(&SchemaFiles::with(&pack)).expect("it has no mistake");
    let names = |schema: &Schema| -> Vec<String> {
        let kinds = schema.kinds().iter().map(|kind| kind.name.to_string());
        let predicates = schema.predicates().iter().map(|predicate| predicate.name.to_string());
        let frames = schema.frames().iter().map(|frame| frame.name.to_string());
        kinds.chain(predicates).chain(frames).collect()
    };
    assert_eq!(names(&schema), names(&Schema::embedded()));
}

#[test]
fn mistakes_are_told_with_file_line_and_remedy() {
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let mut cases: Vec<_> =
        fs::read_dir(gallery).expect("the gallery").map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    assert!(cases.len() >= 30, "{} broken packs", cases.len());
    let mut complaints = String::new();
    for case in cases {
        let text = fs::read_to_string(&case).expect("a text file");
        let (pack, expected) = text.split_once("--- mistakes\n").expect("a case tells its mistakes");
        let told = mistakes(pack);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&case, format!("{pack}--- mistakes\n{told}")).expect("the gallery can be written");
        } else if told != expected {
            complaints.push_str(&format!("{}\n{told}", case.display()));
        }
    }
    assert!(complaints.is_empty(), "other mistakes are told:\n{complaints}");
}

/// What is told of a pack, a mistake a line.
fn mistakes(pack: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    if !pack.contains("pack.toml\n") {
        write("pack.toml", "name = \"case\"\nreads = \"a case of the gallery\"\n");
    }
    for part in pack.split("--- ").skip(1) {
        let (path, text) = part.split_once('\n').expect("a part names its file");
        if !path.starts_with("no ") {
            write(path, text);
        }
    }
    let told = |error: &SchemaError| -> String {
        let lines = error.mistakes().iter().map(|mistake| format!("{mistake}\n"));
        let told = lines.collect::<String>().replace(&format!("{}/", folder.path().display()), "");
        // Where the package's own files declare something changes with them.
        let own = regex::Regex::new(r"(graph-schema/[\w/]+\.toml):\d+").expect("a pattern");
        own.replace_all(&told, "$1:N").into_owned()
    };
    // The package's lists take their time, and say nothing of a pack that has none.
    let lists = pack.contains("--- lexicons/") || pack.contains("--- entities/");
    let loaded = Pack::read(folder.path()).and_then(|pack| {
        let files = SchemaFiles::with(&pack);
        if lists { Knowledge::load(&files).map(|_| ()) } else { Schema::load(&files).map(|_| ()) }
    });
    loaded.map_or_else(|error| told(&error), |()| "none\n".to_owned())
}
