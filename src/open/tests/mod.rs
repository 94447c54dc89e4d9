//! Trees in, tuples out: each sentence of `trees.txt` is written with its tree, in the form of proposition's tests, and
//! all its tuples are pinned in `trees.expected`. `UPDATE_EXPECT=1 cargo test open` rewrites them; read the difference as
//! prose.

use expect_test::expect_file;

use super::{Tuple, tuples};
use crate::fact::Factuality;
use crate::proposition::tests::tree;
use crate::proposition::{Grammar, propositions};
use crate::schema::Schema;

#[test]
fn trees_yield_their_tuples() {
    let schema = Schema::embedded();
    let grammar = Grammar::embedded(&schema);
    let mut told = String::new();
    for block in include_str!("trees.txt").split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        let (document, analysis) = tree::read(block, &schema);
        told.push_str(document.text());
        told.push('\n');
        let propositions = propositions(&document, &analysis, &grammar);
        for tuple in tuples(&document, &analysis, &propositions, &grammar) {
            told.push_str(&format!("    {}\n", tell(&tuple)));
        }
        told.push('\n');
    }
    expect_file!["trees.expected"].assert_eq(&told);
}

/// `Norway | did not sign | the treaty | in 2019 (verb, negated)`.
fn tell(tuple: &Tuple) -> String {
    let arguments = tuple.arguments.iter().map(String::as_str);
    let parts: Vec<&str> = [tuple.subject.as_str(), &tuple.relation].into_iter().chain(arguments).collect();
    let mut marks = vec![tuple.shape.as_str()];
    if tuple.factuality != Factuality::Actual {
        marks.push(tuple.factuality.as_str());
    }
    if tuple.attribution.is_some() {
        marks.push("said");
    }
    format!("{} ({})", parts.join(" | "), marks.join(", "))
}
