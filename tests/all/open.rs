//! `relata extract --open`: its two forms, its errors and its help. Which tuples a tree yields is told in src/open/tests.

use assert_cmd::Command;
use expect_test::{Expect, expect};

/// Exit code, then what was printed.
fn told(arguments: &[&str], article: &str, wanted: Expect) {
    let output = Command::new(env!("CARGO_BIN_EXE_relata"))
        .arg("extract")
        .args(arguments)
        .write_stdin(article)
        .output()
        .expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    let (code, out, error) = (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr));
    wanted.assert_eq(&format!("exit {code}\n{out}{}{error}", if error.is_empty() { "" } else { "-- stderr\n" }));
}

const ARTICLE: &str = "Norway did not sign the treaty on Friday, the envoy said.";

#[test]
fn a_line_has_the_keys_that_scripts_rely_on() {
    told(
        &["--open", "--published", "2023-04-04", "-"],
        ARTICLE,
        expect![[r#"
            exit 0
            {"doc":"-","subject":"Norway","relation":"did not sign","arguments":["the treaty","on Friday"],"when":"2023-03-31","factuality":"negated","said_by":"envoy","evidence":{"start":0,"end":57,"text":"Norway did not sign the treaty on Friday, the envoy said.","rule":"open/verb"},"reliability":0.9}
            {"doc":"-","subject":"the envoy","relation":"said","arguments":["Norway did not sign the treaty on Friday"],"when":null,"factuality":"actual","said_by":null,"evidence":{"start":0,"end":57,"text":"Norway did not sign the treaty on Friday, the envoy said.","rule":"open/verb"},"reliability":0.9}
        "#]],
    );
}

#[test]
fn carb_reads_sentence_confidence_relation_arguments() {
    told(
        &["--open", "--format", "carb", "-"],
        "Norway did not\tsign the\ntreaty. ",
        expect![[r#"
            exit 0
            Norway did not sign the treaty.	0.900	did not sign	Norway	the treaty
        "#]],
    );
}

#[test]
fn nothing_said_prints_nothing() {
    told(
        &["--open", "-"],
        "A quiet day.",
        expect![[r#"
            exit 0
        "#]],
    );
}

#[test]
fn carb_is_a_form_of_open_statements_alone() {
    told(
        &["--format", "carb", "-"],
        ARTICLE,
        expect![[r#"
            exit 2
            -- stderr
            error: --format carb is a form of open statements: add --open
        "#]],
    );
}

#[test]
fn the_help_shows_how() {
    let output = Command::new(env!("CARGO_BIN_EXE_relata")).args(["extract", "--help"]).output().expect("it runs");
    let help = String::from_utf8(output.stdout).expect("help is UTF-8");
    assert!(help.contains("relata extract --open article.txt"), "{help}");
    assert!(help.contains("relata extract --open --format carb sentences.txt"), "{help}");
}
