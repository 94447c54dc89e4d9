//! CoNLL-U, the treebanks' file format, read and written.
//!
//! Knows the format's ten columns; multi-word tokens and empty nodes are passed over.

use std::fmt::Write;

use thiserror::Error;

use super::{Analysis, Deprel, Upos, Xpos};
use crate::text::Document;

/// A sentence of a treebank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The comment lines, without their line ends.
    pub comments: Vec<String>,
    pub words: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub form: String,
    pub lemma: String,
    pub upos: Upos,
    pub xpos: Xpos,
    /// From 0; none for the root.
    pub head: Option<usize>,
    pub deprel: Deprel,
    pub misc: String,
}

#[derive(Debug, Error)]
#[error("line {line}: {problem}")]
pub struct ConlluError {
    pub line: usize,
    pub problem: String,
}

impl Tree {
    /// The words with the spaces that the treebank says are between them.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (at, word) in self.words.iter().enumerate() {
            text.push_str(&word.form);
            if at + 1 < self.words.len() && !word.misc.split('|').any(|field| field == "SpaceAfter=No") {
                text.push(' ');
            }
        }
        text
    }
}

/// The trees of a file. Columns that hold `_` read as X, XX and dep: a file may have words alone.
pub fn read(text: &str) -> Result<Vec<Tree>, ConlluError> {
    let mut trees = Vec::new();
    let mut tree = Tree::default();
    // The words of a multi-word token are glued together; only behind its last one may a space be missing or not.
    let mut glued_to = 0;
    let mut glued_misc = "";
    // An empty line ends the last sentence too.
    for (number, line) in text.lines().chain([""]).enumerate() {
        let bad = |problem: String| ConlluError { line: number + 1, problem };
        if line.trim().is_empty() {
            if !tree.words.is_empty() {
                let words = tree.words.len();
                if tree.words.iter().any(|word| word.head.is_some_and(|head| head >= words)) {
                    return Err(bad(format!("a head beyond the {words} words of the sentence that ends here")));
                }
                trees.push(std::mem::take(&mut tree));
            }
            (glued_to, tree) = (0, Tree::default());
            continue;
        }
        if line.starts_with('#') {
            tree.comments.push(line.to_owned());
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, _, head, deprel, _, misc] = columns.as_slice() else {
            return Err(bad(format!("{} columns instead of 10", columns.len())));
        };
        if let Some((_, last)) = id.split_once('-') {
            glued_to = last.parse().map_err(|_| bad(format!("{id:?} is no range of words")))?;
            glued_misc = misc;
            continue;
        }
        if id.contains('.') {
            continue;
        }
        let number: usize = id.parse().map_err(|_| bad(format!("{id:?} is no word number")))?;
        let misc = match number.cmp(&glued_to) {
            std::cmp::Ordering::Less => "SpaceAfter=No",
            std::cmp::Ordering::Equal => glued_misc,
            std::cmp::Ordering::Greater => misc,
        };
        let head = match head {
            "_" | "0" => None,
            head => Some(head.parse::<usize>().map_err(|_| bad(format!("{head:?} is no head")))? - 1),
        };
        tree.words.push(Node {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: label(upos, Upos::X).map_err(|text| bad(format!("{text:?} is no UPOS")))?,
            xpos: label(xpos, Xpos::Xx).map_err(|text| bad(format!("{text:?} is no Penn tag")))?,
            head,
            deprel: label(deprel, Deprel::Dep).map_err(|text| bad(format!("{text:?} is no relation")))?,
            misc: misc.to_owned(),
        });
    }
    Ok(trees)
}

fn label<L: std::str::FromStr<Err = String>>(text: &str, none: L) -> Result<L, String> {
    if text == "_" { Ok(none) } else { text.parse() }
}

/// Trees as a file.
pub fn write(trees: &[Tree]) -> String {
    let mut out = String::new();
    for tree in trees {
        for comment in &tree.comments {
            out.push_str(comment);
            out.push('\n');
        }
        for (at, word) in tree.words.iter().enumerate() {
            let head = word.head.map_or(0, |head| head + 1);
            let Node { form, lemma, upos, xpos, deprel, misc, .. } = word;
            writeln!(out, "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{deprel}\t_\t{misc}", at + 1)
                .expect("writing to a string does not fail");
        }
        out.push('\n');
    }
    out
}

/// What was read of a document, as trees.
pub fn trees(document: &Document, analysis: &Analysis) -> Vec<Tree> {
    let sentences = analysis.sentences.iter().enumerate();
    let tree = |(number, sentence): (usize, &super::Sentence)| {
        let tokens = sentence.tokens();
        let mut comments = vec![format!("# sent_id = {}-{}", document.metadata().name, number + 1)];
        comments.push(format!(
            "# text = {}",
            document.slice(sentence.span()).split_whitespace().collect::<Vec<_>>().join(" ")
        ));
        let words = tokens.iter().enumerate().map(|(at, token)| {
            let glued = tokens.get(at + 1).is_some_and(|next| next.span.start() == token.span.end());
            Node {
                form: document.slice(token.span).to_owned(),
                lemma: token.lemma.to_string(),
                upos: token.upos,
                xpos: token.xpos,
                head: token.head,
                deprel: token.deprel,
                misc: if glued { "SpaceAfter=No" } else { "_" }.to_owned(),
            }
        });
        let words = words.collect();
        Tree { comments, words }
    };
    sentences.map(tree).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# text = They don't.\n\
        1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n\
        2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
        2\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_\n\
        3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n\
        4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

    #[test]
    fn what_was_read_is_written_the_same() {
        let trees = read(FILE).expect("the file is whole");
        assert_eq!(trees.len(), 1);
        assert_eq!(trees[0].text(), "They don't.");
        assert_eq!(trees[0].words[2].head, Some(1));
        assert_eq!(read(&write(&trees)).expect("we write what we read"), trees);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (file, expected) in [
            ("1\ta\n", "line 1: 2 columns instead of 10"),
            ("1\ta\ta\tNOON\tNN\t_\t0\troot\t_\t_\n", "line 1: \"NOON\" is no UPOS"),
            ("1\ta\ta\tX\tNN\t_\t7\troot\t_\t_\n", "line 2: a head beyond the 1 words of the sentence that ends here"),
            ("1\ta\ta\tX\tNN\t_\tx\troot\t_\t_\n", "line 1: \"x\" is no head"),
        ] {
            assert_eq!(read(file).map(|_| ()).map_err(|error| error.to_string()), Err(expected.to_owned()), "{file}");
        }
    }

    #[test]
    fn columns_may_be_left_open() {
        let trees = read("1\tPeace\t_\t_\t_\t_\t_\t_\t_\t_").expect("words alone are enough");
        assert_eq!(trees[0].words[0].upos, Upos::X);
        assert_eq!(trees[0].words[0].head, None);
    }
}
