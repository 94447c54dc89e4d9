//! Commands worth trying on a store, with names that are in it.

use std::collections::{HashSet, VecDeque};

use relata::fact::Factuality;
use relata::schema::{Schema, Trait};
use relata::store::{EntityNumber, NameMatch, Node, Store, StoreError};

use super::flags::quoted;

/// How many of the best connected entities are looked at.
const LOOKED_AT: usize = 200;

/// What stands behind `relata`, without the store; none where the store holds no statement.
pub fn commands(store: &Store, schema: &Schema) -> Result<Vec<String>, StoreError> {
    let links = Links::read(store)?;
    let persons: HashSet<_> = schema.kinds_with(Trait::Person).map(|kind| schema.kind(kind).name.clone()).collect();
    let mut well_connected = Vec::new();
    for number in links.best().into_iter().take(LOOKED_AT) {
        let node = store.node(number)?;
        if answers_to_its_name(store, &node)? {
            well_connected.push(node);
        }
    }
    let best = well_connected.iter().find(|node| persons.contains(&node.entity.kind)).or(well_connected.first());
    let Some(best) = best else { return Ok(Vec::new()) };
    let name = quoted(&best.entity.name);
    let mut commands = vec![format!("entity {name}")];
    let hops = links.hops_from(best.number);
    let far = |node: &&Node| matches!(hops[node.number.index()], 2..=4);
    let person = |node: &&Node| persons.contains(&node.entity.kind);
    let other = well_connected.iter().filter(far).find(person).or_else(|| well_connected.iter().find(far));
    if let Some(other) = other {
        commands.push(format!("path {name} {}", quoted(&other.entity.name)));
    }
    if let Some(other) = well_connected.iter().find(|node| node.number != best.number && !person(node)) {
        commands.push(format!("neighbors {}", quoted(&other.entity.name)));
    }
    Ok(commands)
}

/// Whether the name alone leads to the entity, and a shell leaves it as it is.
fn answers_to_its_name(store: &Store, node: &Node) -> Result<bool, StoreError> {
    let candidates = store.candidates(&node.entity.name, 2)?;
    let whole: Vec<_> = candidates.iter().filter(|candidate| candidate.matched == NameMatch::Whole).collect();
    let harmless = !node.entity.name.contains(['\\', '"', '$', '`', '!']);
    Ok(harmless && whole.len() == 1 && whole[0].node.number == node.number)
}

/// Who is linked with whom by what did happen: what the commands show unless asked for more.
struct Links {
    neighbours: Vec<Vec<EntityNumber>>,
    numbers: Vec<EntityNumber>,
}

impl Links {
    fn read(store: &Store) -> Result<Self, StoreError> {
        let mut neighbours = vec![Vec::new(); store.number_bound()];
        let mut numbers = Vec::new();
        for edge in store.edges() {
            let edge = edge?;
            if edge.factuality == Factuality::Actual && edge.subject != edge.object {
                for (near, far) in [(edge.subject, edge.object), (edge.object, edge.subject)] {
                    if neighbours[near.index()].is_empty() {
                        numbers.push(near);
                    }
                    neighbours[near.index()].push(far);
                }
            }
        }
        for known in &mut neighbours {
            known.sort_unstable();
            known.dedup();
        }
        Ok(Self { neighbours, numbers })
    }

    /// By the number of different neighbours, most first.
    fn best(&self) -> Vec<EntityNumber> {
        let mut best = self.numbers.clone();
        best.sort_by_key(|number| (std::cmp::Reverse(self.neighbours[number.index()].len()), *number));
        best
    }

    /// Hops to each entity; the largest number where none lead there.
    fn hops_from(&self, start: EntityNumber) -> Vec<u32> {
        let mut hops = vec![u32::MAX; self.neighbours.len()];
        hops[start.index()] = 0;
        let mut next = VecDeque::from([start]);
        while let Some(near) = next.pop_front() {
            for &far in &self.neighbours[near.index()] {
                if hops[far.index()] == u32::MAX {
                    hops[far.index()] = hops[near.index()] + 1;
                    next.push_back(far);
                }
            }
        }
        hops
    }
}
