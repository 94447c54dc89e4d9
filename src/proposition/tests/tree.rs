//! Reads a sentence with its tree from a small table.

use crate::analyse::{Analysis, Deprel, Finder, Form, Mention, Sentence, TimeExpression, Token, Upos, Xpos};
use crate::proposition::Grammar;
use crate::schema::{Schema, Trait};
use crate::text::{Document, SectionRole, Span};

/// The text of each tree in the table, and below it the lines that are told of it.
pub fn told(table: &str, tell: impl Fn(&Document, &Analysis, &Grammar) -> Vec<String>) -> String {
    let schema = Schema::embedded();
    let grammar = Grammar::embedded(&schema);
    let mut told = String::new();
    for block in table.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        let (document, analysis) = read(block, &schema);
        told.push_str(document.text());
        told.push('\n');
        for line in tell(&document, &analysis, &grammar) {
            told.push_str(&format!("    {line}\n"));
        }
        told.push('\n');
    }
    told
}

/// A line a word: `form lemma UPOS XPOS head deprel [mention]`, heads counted from 1, 0 for the root. A mention is
/// `person`, `title` (a noun for a person), `state`, `group`, `demonym`, `time`; the words of one mention follow each other, further ones with `+`.
pub fn read(block: &str, schema: &Schema) -> (Document, Analysis) {
    let rows: Vec<Vec<&str>> = block.lines().map(|line| line.split_whitespace().collect()).collect();
    let mut text = String::new();
    let mut tokens = Vec::new();
    for row in &rows {
        let [form, lemma, upos, xpos, head, deprel] = row[..6] else { panic!("{row:?} lacks a column") };
        if !text.is_empty() && deprel != "punct" && !form.starts_with('\'') {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(form);
        let head: usize = head.parse().expect("heads are numbers");
        tokens.push(Token {
            span: Span::new(start, text.len()).expect("words are not empty"),
            lemma: lemma.into(),
            upos: upos.parse::<Upos>().expect("a UPOS"),
            xpos: xpos.parse::<Xpos>().expect("an XPOS"),
            head: head.checked_sub(1),
            deprel: deprel.parse::<Deprel>().expect("a relation"),
        });
    }
    let mut mentions: Vec<Mention> = Vec::new();
    for (t, row) in rows.iter().enumerate() {
        let Some(&kind) = row.get(6) else { continue };
        if kind == "+" {
            let mention = mentions.last_mut().expect("a mention goes on");
            mention.last = t;
            mention.span = mention.span.cover(tokens[t].span);
            let within = mention.first..=t;
            let top = within.clone().find(|&t| tokens[t].head.is_none_or(|head| !within.contains(&head)));
            mention.head = top.expect("one word of a mention is its head");
            continue;
        }
        let (form, wanted) = match kind {
            "person" => (Form::Name, Some(Trait::Person)),
            "title" => (Form::Nominal, Some(Trait::Person)),
            "state" => (Form::Name, Some(Trait::State)),
            "group" => (Form::Name, Some(Trait::Group)),
            "demonym" => (Form::Demonym, Some(Trait::State)),
            "time" => (Form::Time(TimeExpression::Vague), None),
            other => panic!("{other:?} is no mention"),
        };
        mentions.push(Mention {
            span: tokens[t].span,
            sentence: 0,
            first: t,
            last: t,
            head: t,
            form,
            kinds: wanted.into_iter().flat_map(|wanted| schema.kinds_with(wanted)).collect(),
            plural: false,
            found_by: Finder::Gazetteer,
            known: None,
        });
    }
    let document = Document::from_text("test", &text);
    let span = Span::new(0, text.len()).expect("a sentence has words");
    let sentences = vec![Sentence::new(span, SectionRole::Body, tokens)];
    (document, Analysis { sentences, mentions })
}
