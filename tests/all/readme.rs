//! The README's tour: each command under `$` runs, and prints what the README shows.
//!
//! A line of `…` stands for lines left out. `UPDATE_EXPECT=1 cargo test readme` writes the output of blocks without one.

use std::fs;
use std::path::Path;
use std::process::Command;

const FENCE: &str = "```console";

#[test]
fn the_tour_prints_what_the_readme_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("README.md");
    let text = fs::read_to_string(&file).expect("the README");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut shown = String::new();
    let mut complaints = String::new();
    let mut rest = text.as_str();
    let mut commands = 0;
    while let Some(start) = rest.find(FENCE) {
        let body = start + FENCE.len() + 1;
        let end = body + rest[body..].find("```").expect("a block is closed");
        let block = &rest[body..end];
        let (command, expected) = block.split_once('\n').expect("a block has a command and its output");
        let command = command.strip_prefix("$ ").expect("a block starts with a command");
        let printed = run(root, folder.path(), command);
        commands += 1;
        if !agrees(&printed, expected) {
            complaints.push_str(&format!("$ {command}\n{printed}\n"));
        }
        shown.push_str(&rest[..body]);
        let kept = if expected.lines().any(|line| line.trim() == "…") { expected } else { &printed };
        shown.push_str(&format!("$ {command}\n{kept}"));
        rest = &rest[end..];
    }
    shown.push_str(rest);
    assert!(commands >= 6, "the tour has {commands} commands");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&file, shown).expect("the README can be written");
    } else {
        assert!(
            complaints.is_empty(),
            "the README shows other output; UPDATE_EXPECT=1 cargo test readme\n\n{complaints}"
        );
    }
}

/// What a command prints in the package's folder, with the store in another one.
fn run(root: &Path, folder: &Path, command: &str) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_relata")).parent().expect("a binary lies in a folder");
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(root).env("PATH", path).env("RELATA_STORE", folder.join("relata.db"));
    let output = shell.env("NO_COLOR", "1").output().expect("a shell runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "$ {command}\n{errors}");
    // The store's name is the default one in the README.
    String::from_utf8(output.stdout).expect("output is UTF-8").replace(&folder.display().to_string(), ".")
}

/// Whether the lines agree, `…` standing for any number of them.
fn agrees(printed: &str, expected: &str) -> bool {
    let mut lines = printed.lines();
    let mut skipping = false;
    for wanted in expected.lines() {
        if wanted.trim() == "…" {
            skipping = true;
        } else if skipping {
            if !lines.any(|line| line.trim_end() == wanted.trim_end()) {
                return false;
            }
            skipping = false;
        } else if lines.next().map(str::trim_end) != Some(wanted.trim_end()) {
            return false;
        }
    }
    skipping || lines.next().is_none()
}
