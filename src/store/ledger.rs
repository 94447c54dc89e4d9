//! The ledger of judgements, as it bears on what is read.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use smol_str::SmolStr;

use super::group::Tables;
use super::read::raw_claimed;
use super::wire::ClaimRecord;
use super::{StoreError, key};
use crate::fact::{Claimed, EntityId, Judgement, Statement, StatementId, Value};

/// Judgements replayed: who is one with whom, who is called what, which statements are gone.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// Each merged entity's number, to that which answers for all.
    kept: HashMap<u32, u32>,
    /// Who answers for others, with all of them and itself.
    members: HashMap<u32, Vec<u32>>,
    /// Ids of those who answer for others.
    kept_ids: HashMap<u32, EntityId>,
    names: HashMap<u32, SmolStr>,
    rejected: HashSet<StatementId>,
    confirmed: HashSet<StatementId>,
    /// Statements as read that say something else once entities are merged, to the id of what they say.
    canonical: HashMap<StatementId, StatementId>,
    /// The other way round; sorted.
    readings: HashMap<StatementId, Vec<StatementId>>,
}

impl Ledger {
    pub fn replay(judgements: &[Judgement], tables: &Tables) -> Result<Self, StoreError> {
        let mut ledger = Self::default();
        let mut merged = Merged::default();
        let mut names = BTreeMap::new();
        for judgement in judgements {
            match judgement {
                Judgement::Same { keep, drop } => merged.same(keep, drop),
                Judgement::Different { one, other } => merged.different(one, other),
                Judgement::Rename { entity, name } => {
                    names.insert(entity, name);
                }
                Judgement::Confirm { statement } => {
                    ledger.rejected.remove(statement);
                    ledger.confirmed.insert(*statement);
                }
                Judgement::Reject { statement } => {
                    ledger.confirmed.remove(statement);
                    ledger.rejected.insert(*statement);
                }
            }
        }
        let number = |id: &EntityId| -> Result<Option<u32>, StoreError> {
            Ok(tables.graph.get(&key::entity_id(id.as_str()))?.and_then(|bytes| key::parse_number(&bytes)))
        };
        for (root, ids) in merged.clusters() {
            let mut numbers = Vec::new();
            for id in &ids {
                numbers.extend(number(id)?);
            }
            // The kept id itself may not have been read yet: then the first of the others answers under it.
            let Some(&first) = numbers.first() else { continue };
            let kept = number(root)?.unwrap_or(first);
            ledger.kept_ids.insert(kept, root.clone());
            numbers.iter().for_each(|&member| _ = ledger.kept.insert(member, kept));
            ledger.members.insert(kept, numbers);
        }
        for (id, name) in names {
            if let Some(number) = number(merged.root(id))? {
                ledger.names.insert(ledger.kept(number), name.clone());
            }
        }
        ledger.restate(tables)?;
        Ok(ledger)
    }

    pub fn kept(&self, number: u32) -> u32 {
        self.kept.get(&number).copied().unwrap_or(number)
    }

    /// All that answer as this one, which is kept.
    pub fn members(&self, kept: u32) -> Vec<u32> {
        self.members.get(&kept).cloned().unwrap_or_else(|| vec![kept])
    }

    pub fn kept_id(&self, kept: u32) -> Option<&EntityId> {
        self.kept_ids.get(&kept)
    }

    pub fn name(&self, kept: u32) -> Option<&SmolStr> {
        self.names.get(&kept)
    }

    /// New names with those who bear them.
    pub fn names(&self) -> impl Iterator<Item = (u32, &SmolStr)> {
        self.names.iter().map(|(&number, name)| (number, name))
    }

    pub fn is_rejected(&self, statement: StatementId) -> bool {
        self.rejected.contains(&statement)
    }

    pub fn is_confirmed(&self, statement: StatementId) -> bool {
        self.confirmed.contains(&statement)
    }

    /// The id of what a statement as read says now.
    pub fn canonical(&self, read: StatementId) -> StatementId {
        self.canonical.get(&read).copied().unwrap_or(read)
    }

    /// The statements as read that say this now; empty where it is but itself.
    pub fn readings(&self, canonical: StatementId) -> &[StatementId] {
        self.readings.get(&canonical).map_or(&[], Vec::as_slice)
    }

    /// What a claim says once entities are merged. `id_of` gives the id of a kept entity.
    fn rewrite(&self, mut claimed: Claimed, dropped: &HashMap<EntityId, EntityId>) -> Claimed {
        let kept = |id: EntityId| dropped.get(&id).cloned().unwrap_or(id);
        let value = |value: Value| match value {
            Value::Entity(id) => Value::Entity(kept(id)),
            other => other,
        };
        claimed.subject = kept(claimed.subject);
        claimed.object = kept(claimed.object);
        claimed.said_by = claimed.said_by.map(value);
        let pairs: Vec<_> = claimed.qualifiers.into();
        let pairs: Vec<_> = pairs.into_iter().map(|(qualifier, own)| (qualifier, value(own))).collect();
        claimed.qualifiers = pairs.into();
        claimed
    }

    /// Finds the statements that merged entities stand in, and what each says now.
    fn restate(&mut self, tables: &Tables) -> Result<(), StoreError> {
        let mut dropped = HashMap::new();
        let mut touched = BTreeSet::new();
        for (&member, kept) in &self.kept {
            let id = super::read::entity_id(tables, member)?;
            let kept_id = self.kept_ids[kept].clone();
            if id == kept_id {
                continue;
            }
            for tag in [key::BY_SUBJECT, key::BY_OBJECT] {
                for entry in tables.graph.scan(&key::adjacent_to(tag, member)) {
                    touched.extend(key::parse_adjacency(&entry?.0).map(|(.., statement)| statement));
                }
            }
            touched.extend(super::read::mentioning(tables, member)?);
            dropped.insert(id, kept_id);
        }
        let mut readings: HashMap<StatementId, Vec<StatementId>> = HashMap::new();
        for read in touched {
            let Some(record) = tables.graph.record::<ClaimRecord>(&key::claim(read))? else { continue };
            let canonical = Statement::id_of(&self.rewrite(raw_claimed(tables, &record)?, &dropped));
            self.canonical.insert(read, canonical);
            readings.entry(canonical).or_default().push(read);
            if self.rejected.contains(&read) {
                self.rejected.insert(canonical);
            }
            if self.confirmed.contains(&read) {
                self.confirmed.insert(canonical);
            }
        }
        for (&canonical, read) in &mut readings {
            if tables.graph.get(&key::claim(canonical))?.is_some() && !read.contains(&canonical) {
                read.push(canonical);
            }
            read.sort();
        }
        self.readings = readings;
        Ok(())
    }
}

/// Which entities are one: a forest whose roots are the ids that were kept.
#[derive(Default)]
struct Merged<'a> {
    parents: BTreeMap<&'a EntityId, &'a EntityId>,
}

impl<'a> Merged<'a> {
    fn root<'b>(&'b self, id: &'b EntityId) -> &'b EntityId {
        self.path(id).last().expect("a path starts with the entity itself")
    }

    /// From an entity up to its root.
    fn path<'b>(&'b self, id: &'b EntityId) -> impl Iterator<Item = &'b EntityId> {
        std::iter::successors(Some(id), |id| self.parents.get(id).copied())
    }

    fn same(&mut self, keep: &'a EntityId, drop: &'a EntityId) {
        if keep == drop {
            return;
        }
        let keep_root = *self.parents.get_key_value(keep).map_or(&keep, |_| &keep);
        if self.root(keep) == self.root(drop) {
            // One already: only who is kept may change.
            if self.path(keep).any(|above| above == drop) {
                let root: &'a EntityId = self.owned_root(keep);
                self.parents.remove(keep);
                self.parents.insert(root, keep);
            }
            return;
        }
        let drop_root = self.owned_root(drop);
        self.parents.insert(drop_root, keep_root);
    }

    /// Cuts the link above `other`; where `one` hangs below it, the link above `one`.
    fn different(&mut self, one: &'a EntityId, other: &'a EntityId) {
        if self.root(one) == self.root(other) {
            let below = self.path(one).any(|above| above == other);
            self.parents.remove(if below { one } else { other });
        }
    }

    fn owned_root(&self, id: &'a EntityId) -> &'a EntityId {
        let mut root = id;
        while let Some(parent) = self.parents.get(root) {
            root = parent;
        }
        root
    }

    /// Roots with all of their entities, themselves among them.
    fn clusters(&self) -> BTreeMap<&EntityId, BTreeSet<&EntityId>> {
        let mut clusters: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for &id in self.parents.keys() {
            let root = self.root(id);
            clusters.entry(root).or_default().extend([id, root]);
        }
        clusters
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Kind;

    #[test]
    fn later_judgements_win() {
        let kind = Kind::new("Person").expect("a kind");
        let [a, b, c] = ["a", "b", "c"].map(|key| EntityId::new(&kind, key));
        let mut merged = Merged::default();
        merged.same(&a, &b);
        merged.same(&b, &c);
        assert_eq!([&a, &b, &c].map(|id| merged.root(id)), [&a, &a, &a]);
        merged.same(&c, &a);
        assert_eq!([&a, &b, &c].map(|id| merged.root(id)), [&c, &c, &c]);
        merged.different(&c, &b);
        assert_eq!(merged.root(&c), &c);
        assert_ne!(merged.root(&b), &c);
    }
}
