//! Open statements: JSON Lines for `relata extract --open`, and the tab-separated form that CaRB's scorer reads.
//!
//! In the order of the text. Keys and columns and their order are fixed; scripts rely on them.

use serde::Serialize;

use crate::fact::Factuality;
use crate::resolve::OpenStatement;
use crate::text::Document;

/// Appends a JSON line for each statement.
pub fn open_lines(document: &Document, statements: &[OpenStatement], out: &mut Vec<u8>) {
    for statement in statements {
        let line = Line {
            doc: &document.metadata().name,
            subject: &statement.subject,
            relation: &statement.relation,
            arguments: &statement.arguments,
            when: statement.when.map(|when| when.to_string()),
            factuality: statement.factuality,
            said_by: statement.said_by.as_deref(),
            evidence: Shown {
                start: statement.sentence.start(),
                end: statement.sentence.end(),
                text: document.slice(statement.sentence),
                rule: format!("open/{}", statement.shape.as_str()),
            },
            reliability: statement.reliability.as_f64(),
        };
        serde_json::to_writer(&mut *out, &line).expect("a line holds only strings and numbers, and a vector takes all");
        out.push(b'\n');
    }
}

/// Appends a line for each statement: sentence, confidence, relation, arguments, with a tab between.
pub fn carb_lines(document: &Document, statements: &[OpenStatement], out: &mut Vec<u8>) {
    for statement in statements {
        let sentence = one_line(document.slice(statement.sentence));
        let columns = [sentence, format!("{:.3}", statement.reliability.as_f64()), one_line(&statement.relation)];
        let arguments = std::iter::once(&statement.subject).chain(&statement.arguments).map(|words| one_line(words));
        let line: Vec<String> = columns.into_iter().chain(arguments).collect();
        out.extend(line.join("\t").bytes());
        out.push(b'\n');
    }
}

/// A tab or a line's end within would shift the columns.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Serialize)]
struct Line<'a> {
    doc: &'a str,
    subject: &'a str,
    relation: &'a str,
    arguments: &'a [String],
    when: Option<String>,
    factuality: Factuality,
    said_by: Option<&'a str>,
    evidence: Shown<'a>,
    reliability: f64,
}

#[derive(Serialize)]
struct Shown<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    rule: String,
}
