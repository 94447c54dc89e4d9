//! Trees in, tuples out: each sentence of `trees.txt` is written with its tree, in the form of proposition's tests, and
//! all its tuples are pinned in `trees.expected`. `UPDATE_EXPECT=1 cargo test open` rewrites them; read the difference as
//! prose.

use std::sync::LazyLock;

use expect_test::expect_file;
use proptest::collection::vec;
use proptest::{prop_assert, proptest};

use super::{Tuple, tuples};
use crate::analyse::{Analysis, Deprel, Sentence, Token, Upos, Xpos};
use crate::fact::Factuality;
use crate::proposition::tests::tree;
use crate::proposition::{Grammar, propositions};
use crate::schema::Schema;
use crate::text::{Document, SectionRole, Span};

#[test]
fn trees_yield_their_tuples() {
    let told = tree::told(include_str!("trees.txt"), |document, analysis, grammar| {
        let propositions = propositions(document, analysis, grammar);
        tuples(document, analysis, &propositions, grammar).iter().map(tell).collect()
    });
    expect_file!["trees.expected"].assert_eq(&told);
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::embedded(&Schema::embedded()));

proptest! {
    /// Whatever tree a parser makes, loops among them: no panic, and every argument's words stand in the text.
    #[test]
    fn any_tree_can_be_read(words in vec((0..Upos::ALL.len(), 0..Xpos::ALL.len(), 0..Deprel::ALL.len(), 0..9usize), 1..9)) {
        let text = vec!["w"; words.len()].join(" ");
        let tokens = words.iter().enumerate().map(|(t, &(upos, xpos, deprel, head))| Token {
            span: Span::new(2 * t, 2 * t + 1).expect("a word has a letter"),
            lemma: "w".into(),
            upos: Upos::ALL[upos],
            xpos: Xpos::ALL[xpos],
            head: (head < words.len() && head != t).then_some(head),
            deprel: Deprel::ALL[deprel],
        });
        let span = Span::new(0, text.len()).expect("there are words");
        let sentences = vec![Sentence::new(span, SectionRole::Body, tokens.collect())];
        let analysis = Analysis { sentences, mentions: Vec::new() };
        let document = Document::from_text("test", &text);
        for tuple in tuples(&document, &analysis, &[], &GRAMMAR) {
            prop_assert!(!tuple.subject.is_empty() && !tuple.relation.is_empty());
            prop_assert!(tuple.arguments.iter().all(|argument| text.contains(argument.as_str())));
        }
    }
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
