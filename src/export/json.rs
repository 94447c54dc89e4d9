//! A graph as JSON: `{"edges":[..],"nodes":[..]}`, edges as [`StatementForm`], nodes as [`NodeForm`].

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::GraphWriter;
use super::answer::{NodeForm, StatementForm};
use crate::fact::{Entity, EntityId};
use crate::query::QuotedStatement;

/// Writes a graph statement by statement; keeps the nodes until the end.
#[derive(Debug)]
pub struct JsonWriter<W> {
    out: W,
    /// Each with its form, written.
    nodes: BTreeMap<EntityId, Vec<u8>>,
    edges: usize,
}

impl<W: Write> JsonWriter<W> {
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(b"{\"edges\":[")?;
        Ok(Self { out, nodes: BTreeMap::new(), edges: 0 })
    }

    /// Writes the end, and gives the output back.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"\n],\"nodes\":[")?;
        for (place, node) in self.nodes.values().enumerate() {
            self.out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
            self.out.write_all(node)?;
        }
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl<W: Write> GraphWriter for JsonWriter<W> {
    fn entity(&mut self, entity: &Entity) -> io::Result<()> {
        if !self.nodes.contains_key(&entity.id) {
            self.nodes.insert(entity.id.clone(), serde_json::to_vec(&NodeForm::from(entity))?);
        }
        Ok(())
    }

    fn statement(&mut self, quoted: &QuotedStatement) -> io::Result<()> {
        self.entity(&quoted.subject)?;
        self.entity(&quoted.object)?;
        self.out.write_all(if self.edges == 0 { b"\n" } else { b",\n" })?;
        self.edges += 1;
        serde_json::to_writer(&mut self.out, &StatementForm::new(quoted))?;
        Ok(())
    }
}
