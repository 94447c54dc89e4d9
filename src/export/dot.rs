//! Graphviz DOT.
//!
//! Kinds are told apart by shape and colour, as the schema declares them. An actual statement is a solid line, a planned
//! one dashed, a possible one dotted, a negated one dashed and red; a mark in the label says so where colour does not.

use std::collections::{BTreeSet, HashSet};
use std::io::{self, Write};

use super::GraphWriter;
use super::escape::{Drawn, Id};
use crate::fact::{Entity, EntityId, Factuality, Kind};
use crate::graph::Standing;
use crate::query::QuotedStatement;
use crate::schema::Schema;

/// Draws a graph statement by statement; remembers what it has drawn.
#[derive(Debug)]
pub struct DotWriter<'a, W> {
    out: W,
    schema: &'a Schema,
    drawn: HashSet<EntityId>,
    kinds: BTreeSet<Kind>,
    factualities: BTreeSet<Factuality>,
}

/// Widest label line, in characters.
const LABEL_WIDTH: usize = 24;
/// Longest label; the tooltip holds the whole name.
const LABEL_LENGTH: usize = 96;

impl<'a, W: Write> DotWriter<'a, W> {
    /// Writes the head.
    pub fn new(mut out: W, schema: &'a Schema) -> io::Result<Self> {
        out.write_all(
            b"digraph relata {\n  \
            graph [rankdir=LR, charset=\"UTF-8\", outputorder=edgesfirst, fontname=\"sans-serif\"]\n  \
            node [style=filled, fillcolor=\"#eeeeee\", color=\"#555555\", fontname=\"sans-serif\", fontsize=11]\n  \
            edge [color=\"#555555\", fontname=\"sans-serif\", fontsize=9]\n",
        )?;
        Ok(Self { out, schema, drawn: HashSet::new(), kinds: BTreeSet::new(), factualities: BTreeSet::new() })
    }

    /// Draws what the shapes, colours and lines mean, of those that were used.
    pub fn legend(&mut self) -> io::Result<()> {
        writeln!(self.out, "  subgraph cluster_legend {{\n    label=\"Legend\"; fontsize=10; color=\"#bbbbbb\"")?;
        for kind in std::mem::take(&mut self.kinds) {
            write!(self.out, "    \"legend {kind}\" [id=\"l-{kind}\", label=\"{kind}\", fontsize=9")?;
            self.looks(&kind)?;
            writeln!(self.out, "]")?;
        }
        for factuality in std::mem::take(&mut self.factualities) {
            let (from, to) = (format!("\"legend from {factuality}\""), format!("\"legend to {factuality}\""));
            writeln!(self.out, "    {from} [shape=point, label=\"\"]\n    {to} [shape=point, label=\"\"]")?;
            writeln!(
                self.out,
                "    {from} -> {to} [id=\"l-{factuality}\", label=\"{factuality}\"{}]",
                style(factuality)
            )?;
        }
        writeln!(self.out, "  }}")
    }

    /// Writes the end, and gives the output back.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn looks(&mut self, kind: &Kind) -> io::Result<()> {
        // A kind that the schema no longer declares is drawn with the defaults.
        match self.schema.kind_id(kind).map(|id| self.schema.kind(id)) {
            Some(declared) => {
                write!(self.out, ", shape={}, fillcolor={}", Id(&declared.shape), Id(&declared.colour))
            }
            None => Ok(()),
        }
    }
}

impl<W: Write> GraphWriter for DotWriter<'_, W> {
    fn entity(&mut self, entity: &Entity) -> io::Result<()> {
        if !self.drawn.insert(entity.id.clone()) {
            return Ok(());
        }
        self.kinds.insert(entity.kind.clone());
        let name = if entity.name.trim().is_empty() { entity.id.as_str() } else { &entity.name };
        let mut tooltip = format!("{name}\n{}", entity.kind);
        if !entity.aliases.is_empty() {
            tooltip += &format!("\nalso {}", entity.aliases.join("; "));
        }
        let id = entity.id.as_str();
        write!(self.out, "  {} [id={}, label={}", Id(id), Drawn(&format!("n-{id}")), Drawn(&wrapped(name)))?;
        self.looks(&entity.kind)?;
        writeln!(self.out, ", tooltip={}]", Drawn(&tooltip))
    }

    fn statement(&mut self, quoted: &QuotedStatement) -> io::Result<()> {
        self.entity(&quoted.subject)?;
        self.entity(&quoted.object)?;
        let (statement, claimed) = (&quoted.statement, quoted.statement.claimed());
        self.factualities.insert(claimed.factuality);
        let (subject, object) = (Id(claimed.subject.as_str()), Id(claimed.object.as_str()));
        write!(self.out, "  {subject} -> {object} [id=\"e-{}\"", statement.id())?;
        write!(self.out, ", label={}{}", Drawn(&label(quoted)), style(claimed.factuality))?;
        if self.schema.predicate(&claimed.predicate).is_some_and(|predicate| predicate.symmetric) {
            write!(self.out, ", dir=none")?;
        }
        let tooltip = tooltip(quoted);
        let tooltip = Drawn(&tooltip);
        write!(self.out, ", tooltip={tooltip}, labeltooltip={tooltip}")?;
        if let Some(url) = quoted.best_quote().url.as_deref().filter(|url| url.starts_with("http")) {
            write!(self.out, ", URL={}", Drawn(url))?;
        }
        writeln!(self.out, "]")
    }
}

fn style(factuality: Factuality) -> &'static str {
    match factuality {
        Factuality::Actual => "",
        Factuality::Planned => ", style=dashed",
        Factuality::Possible => ", style=dotted",
        Factuality::Negated => ", style=dashed, color=\"#c0392b\", fontcolor=\"#c0392b\"",
    }
}

fn label(quoted: &QuotedStatement) -> String {
    let claimed = quoted.statement.claimed();
    let mut label = claimed.predicate.as_str().replace('_', " ");
    match claimed.factuality {
        Factuality::Actual => {}
        other => label += &format!(" ({other})"),
    }
    if let Some(when) = claimed.when {
        label += &format!("\n{when}");
    }
    match quoted.standing {
        Some(Standing::Unsure | Standing::Undated) => label += " ?",
        Some(Standing::Holds | Standing::Not) | None => {}
    }
    label
}

fn tooltip(quoted: &QuotedStatement) -> String {
    let claimed = quoted.statement.claimed();
    let mut lines = vec![format!("{} {} {}", quoted.subject.name, claimed.predicate, quoted.object.name)];
    for (qualifier, value) in claimed.qualifiers.iter() {
        lines.push(format!("{qualifier}: {}", quoted.value_text(value)));
    }
    if let Some(speaker) = &claimed.said_by {
        lines.push(format!("said by {}", quoted.value_text(speaker)));
    }
    let quote = quoted.best_quote();
    lines.push(format!("“{}”", quote.text.split_whitespace().collect::<Vec<_>>().join(" ")));
    let mut source = vec![quote.outlet.clone().unwrap_or_else(|| quote.name.clone())];
    source.extend(quote.published.map(|date| date.to_string()));
    if quoted.sources > 1 {
        source.push(format!("{} independent sources", quoted.sources));
    }
    lines.push(source.join(", "));
    lines.join("\n")
}

/// Broken into lines between words, and cut where it is too long to draw.
fn wrapped(name: &str) -> String {
    let mut label = String::new();
    let mut width = 0;
    for word in name.split_whitespace() {
        let length = word.chars().count();
        if width > 0 {
            let fits = width + 1 + length <= LABEL_WIDTH;
            label.push(if fits { ' ' } else { '\n' });
            width = if fits { width + 1 } else { 0 };
        }
        label.push_str(word);
        width += length;
    }
    match label.char_indices().nth(LABEL_LENGTH) {
        Some((end, _)) => format!("{}…", &label[..end]),
        None => label,
    }
}
