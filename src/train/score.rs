//! Scores of the models, as the CoNLL 2018 shared task counts them.

use std::fmt;

use super::corpus::Named;
use crate::analyse::conllu::Tree;
use crate::analyse::{Syntax, Upos, Xpos};
use crate::text::Document;

/// Shares of gold words, in percent; from raw text, F1.
#[derive(Clone, Copy, Debug, Default)]
pub struct SyntaxScore {
    pub words: f64,
    pub sentences: f64,
    pub upos: f64,
    pub xpos: f64,
    pub lemma: f64,
    pub uas: f64,
    pub las: f64,
}

impl fmt::Display for SyntaxScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { words, sentences, upos, xpos, lemma, uas, las } = self;
        write!(
            f,
            "words {words:.2} sentences {sentences:.2} UPOS {upos:.2} XPOS {xpos:.2} lemma {lemma:.2} UAS {uas:.2} LAS {las:.2}"
        )
    }
}

/// With the treebank's own sentences and words.
pub fn with_gold_words(syntax: &Syntax, trees: &[Tree]) -> SyntaxScore {
    let mut hits = [0usize; 5];
    let mut all = 0;
    for tree in trees {
        let forms: Vec<&str> = tree.words.iter().map(|word| word.form.as_str()).collect();
        for (gold, found) in tree.words.iter().zip(syntax.parse_sentence(forms).0) {
            let head = gold.head == found.head;
            let label = gold.deprel.universal() == found.deprel.universal();
            let lemma = gold.lemma == "_" || gold.lemma == found.lemma;
            let right = [gold.upos == found.upos, gold.xpos == found.xpos, lemma, head, head && label];
            hits.iter_mut().zip(right).for_each(|(hits, right)| *hits += usize::from(right));
            all += 1;
        }
    }
    let [upos, xpos, lemma, uas, las] = hits.map(|hits| hits as f64 / f64::from(all.max(1)) * 100.0);
    SyntaxScore { words: 100.0, sentences: 100.0, upos, xpos, lemma, uas, las }
}

struct Flat {
    /// Characters that are not space, counted from the start of the corpus.
    span: (usize, usize),
    upos: Upos,
    xpos: Xpos,
    lemma: String,
    /// The head's span; none for a root.
    head: Option<(usize, usize)>,
    deprel: &'static str,
}

/// From raw text, paragraph by paragraph, words aligned by their characters.
pub fn from_raw_text(syntax: &Syntax, trees: &[Tree]) -> SyntaxScore {
    let mut gold: Vec<Flat> = Vec::new();
    let mut found: Vec<Flat> = Vec::new();
    let (mut gold_sentences, mut found_sentences) = (Vec::new(), Vec::new());
    let starts_paragraph = |tree: &Tree| {
        tree.comments.iter().any(|line| {
            line.starts_with("# newpar") && !line.starts_with("# newpar_block") || line.starts_with("# newdoc")
        })
    };
    let mut position = 0;
    let mut at = 0;
    while at < trees.len() {
        let mut end = at + 1;
        while end < trees.len() && !starts_paragraph(&trees[end]) {
            end += 1;
        }
        let mut text = String::new();
        let base = position;
        for tree in &trees[at..end] {
            let spans: Vec<(usize, usize)> = tree
                .words
                .iter()
                .map(|word| {
                    let start = position;
                    position += word.form.chars().filter(|c| !c.is_whitespace()).count();
                    (start, position)
                })
                .collect();
            gold_sentences.push((spans[0].0, position));
            for (word, &span) in tree.words.iter().zip(&spans) {
                gold.push(Flat {
                    span,
                    upos: word.upos,
                    xpos: word.xpos,
                    lemma: word.lemma.clone(),
                    head: word.head.map(|head| spans[head]),
                    deprel: word.deprel.universal(),
                });
            }
            text.push_str(&tree.text());
            let glued =
                tree.words.last().is_some_and(|word| word.misc.split('|').any(|field| field == "SpaceAfter=No"));
            if !glued {
                text.push(' ');
            }
        }
        let document = Document::from_text("", &text);
        let mut counted = vec![base; text.len() + 1];
        let mut count = base;
        for (byte, c) in text.char_indices() {
            counted[byte] = count;
            count += usize::from(!c.is_whitespace());
        }
        counted[text.len()] = count;
        for sentence in syntax.parse(&document).sentences {
            let span = |at: usize| {
                let span = sentence.token(at).span;
                (counted[span.start()], counted[span.end()])
            };
            found_sentences.push((counted[sentence.span().start()], counted[sentence.span().end()]));
            for (at, token) in sentence.tokens().iter().enumerate() {
                found.push(Flat {
                    span: span(at),
                    upos: token.upos,
                    xpos: token.xpos,
                    lemma: token.lemma.to_string(),
                    head: token.head.map(span),
                    deprel: token.deprel.universal(),
                });
            }
        }
        at = end;
    }
    let mut hits = [0usize; 6];
    let mut other = found.iter().peekable();
    for word in &gold {
        while other.next_if(|found| found.span.0 < word.span.0).is_some() {}
        let Some(found) = other.next_if(|found| found.span == word.span) else { continue };
        let head = word.head == found.head;
        let lemma = word.lemma == "_" || word.lemma == found.lemma;
        let right =
            [true, word.upos == found.upos, word.xpos == found.xpos, lemma, head, head && word.deprel == found.deprel];
        hits.iter_mut().zip(right).for_each(|(hits, right)| *hits += usize::from(right));
    }
    let f1 = |hits: usize, gold: usize, found: usize| 200.0 * hits as f64 / (gold + found).max(1) as f64;
    let [words, upos, xpos, lemma, uas, las] = hits.map(|hits| f1(hits, gold.len(), found.len()));
    let same = gold_sentences.iter().filter(|span| found_sentences.binary_search(span).is_ok()).count();
    let sentences = f1(same, gold_sentences.len(), found_sentences.len());
    SyntaxScore { words, sentences, upos, xpos, lemma, uas, las }
}

/// Precision, recall and F1 of whole names with their label; MISC is not scored where gold has none.
pub fn names(syntax: &Syntax, gold: &[Named]) -> (f64, f64, f64) {
    let kinds: std::collections::BTreeSet<_> = gold.iter().flat_map(|named| &named.names).map(|name| name.2).collect();
    let (mut hits, mut wanted, mut found) = (0usize, 0usize, 0usize);
    for named in gold {
        let forms: Vec<&str> = named.words.iter().map(String::as_str).collect();
        let (_, names) = syntax.parse_sentence(forms);
        let names = names.iter().filter(|name| kinds.contains(&name.label));
        let names: Vec<_> = names.map(|name| (name.first, name.last, name.label)).collect();
        hits += names.iter().filter(|name| named.names.contains(name)).count();
        wanted += named.names.len();
        found += names.len();
    }
    let (precision, recall) = (hits as f64 / found.max(1) as f64, hits as f64 / wanted.max(1) as f64);
    let f1 = 2.0 * hits as f64 / (wanted + found).max(1) as f64;
    (precision * 100.0, recall * 100.0, f1 * 100.0)
}
