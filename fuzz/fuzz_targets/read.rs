//! Any bytes as a file of each format: reading ends, and never in a panic.

#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use relata::read::{ReadOptions, documents};

fuzz_target!(|bytes: &[u8]| {
    let folder = std::env::temp_dir().join(format!("relata-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a temporary folder");
    for name in ["article.txt", "records.jsonl", "records.json"] {
        let path = folder.join(name);
        fs::write(&path, bytes).expect("a temporary file");
        for document in documents([path], ReadOptions::default()).flatten() {
            for section in document.sections() {
                assert!(!document.slice(section.span).is_empty());
            }
        }
    }
});
