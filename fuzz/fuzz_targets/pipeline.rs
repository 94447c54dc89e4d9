//! Any text through all stages: each statement's evidence lies in the text.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use relata::pipeline::Pipeline;
use relata::read::{ReadOptions, article};
use relata::text::Metadata;

static PIPELINE: LazyLock<Pipeline<'static>> = LazyLock::new(Pipeline::embedded);

fuzz_target!(|text: String| {
    let document = article(text, Metadata::default(), ReadOptions::default());
    for statement in &PIPELINE.read(&document).statements {
        for evidence in statement.evidence() {
            assert!(document.slice(evidence.sentence).len() >= evidence.trigger.len());
        }
    }
});
