//! Keys of the graph: a tag byte, then big-endian numbers, so that byte order is the order asked for.

use crate::fact::StatementId;
use crate::text::DocumentId;

pub(super) const MARK: &[u8] = b"m";
pub(super) const WORDS: &[u8] = b"w";
pub(super) const ENTITIES: &[u8] = b"n";
pub(super) const ENTITY_IDS: &[u8] = b"e";
pub(super) const NAMES: &[u8] = b"a";
pub(super) const CLAIMS: &[u8] = b"c";
pub(super) const BY_SUBJECT: &[u8] = b"s";
pub(super) const BY_OBJECT: &[u8] = b"o";
pub(super) const BY_MENTION: &[u8] = b"q";
pub(super) const BY_TIME: &[u8] = b"t";
pub(super) const DOCUMENTS: &[u8] = b"d";
pub(super) const DOCUMENT_IDS: &[u8] = b"i";

pub(super) fn word(class: u8, number: u16) -> Vec<u8> {
    join(WORDS, &[&[class], &number.to_be_bytes()])
}

pub(super) fn entity(number: u32) -> Vec<u8> {
    join(ENTITIES, &[&number.to_be_bytes()])
}

pub(super) fn entity_id(id: &str) -> Vec<u8> {
    join(ENTITY_IDS, &[id.as_bytes()])
}

/// Folded names hold no zero byte, so it ends them. `rank` is 0 for a whole name, 1 for the rest of one.
pub(super) fn name(folded: &str, rank: u8, number: u32) -> Vec<u8> {
    join(NAMES, &[folded.as_bytes(), &[0, rank], &number.to_be_bytes()])
}

pub(super) fn names_from(folded: &str) -> Vec<u8> {
    join(NAMES, &[folded.as_bytes()])
}

/// Folded name, rank and entity of a key made by [`name`].
pub(super) fn parse_name(key: &[u8]) -> Option<(&[u8], u8, u32)> {
    let (folded, number) = key.get(1..)?.split_last_chunk::<4>()?;
    let (folded, &[0, rank]) = folded.split_last_chunk::<2>()? else { return None };
    Some((folded, rank, u32::from_be_bytes(*number)))
}

pub(super) fn claim(id: StatementId) -> Vec<u8> {
    join(CLAIMS, &[&id.as_u64().to_be_bytes()])
}

pub(super) fn parse_claim(key: &[u8]) -> Option<StatementId> {
    Some(StatementId::from_u64(u64::from_be_bytes(key.get(1..)?.try_into().ok()?)))
}

pub(super) fn adjacency(tree: &[u8], near: u32, predicate: u16, far: u32, id: StatementId) -> Vec<u8> {
    join(tree, &[&near.to_be_bytes(), &predicate.to_be_bytes(), &far.to_be_bytes(), &id.as_u64().to_be_bytes()])
}

pub(super) fn adjacent_to(tree: &[u8], near: u32) -> Vec<u8> {
    join(tree, &[&near.to_be_bytes()])
}

pub(super) fn adjacent_by(tree: &[u8], near: u32, predicate: u16) -> Vec<u8> {
    join(tree, &[&near.to_be_bytes(), &predicate.to_be_bytes()])
}

pub(super) fn adjacent_with(tree: &[u8], near: u32, predicate: u16, far: u32) -> Vec<u8> {
    join(tree, &[&near.to_be_bytes(), &predicate.to_be_bytes(), &far.to_be_bytes()])
}

/// Near end, predicate, far end, statement of a key made by [`adjacency`].
pub(super) fn parse_adjacency(key: &[u8]) -> Option<(u32, u16, u32, StatementId)> {
    let key: &[u8; 18] = key.get(1..)?.try_into().ok()?;
    let number = |at: usize| u32::from_be_bytes([key[at], key[at + 1], key[at + 2], key[at + 3]]);
    let id = u64::from(number(10)) << 32 | u64::from(number(14));
    Some((number(0), u16::from_be_bytes([key[4], key[5]]), number(6), StatementId::from_u64(id)))
}

pub(super) fn mention(entity: u32, document: u32) -> Vec<u8> {
    join(BY_MENTION, &[&entity.to_be_bytes(), &document.to_be_bytes()])
}

/// Days are counted so that byte order is calendar order.
pub(super) fn time(first: u32, document: u32) -> Vec<u8> {
    join(BY_TIME, &[&first.to_be_bytes(), &document.to_be_bytes()])
}

/// The day of a key made by [`time`].
pub(super) fn parse_time(key: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(*key.get(1..)?.first_chunk::<4>()?))
}

pub(super) fn document(number: u32) -> Vec<u8> {
    join(DOCUMENTS, &[&number.to_be_bytes()])
}

pub(super) fn document_id(id: DocumentId) -> Vec<u8> {
    join(DOCUMENT_IDS, &[id.as_bytes()])
}

/// The number that ends keys of entities and documents.
pub(super) fn parse_number(key: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(*key.last_chunk::<4>()?))
}

fn join(tag: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut key = Vec::with_capacity(tag.len() + parts.iter().map(|part| part.len()).sum::<usize>());
    key.extend_from_slice(tag);
    parts.iter().for_each(|part| key.extend_from_slice(part));
    key
}
