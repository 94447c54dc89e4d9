//! From a name to the entity that is meant.

use std::cmp::Reverse;

use super::QueryError;
use crate::fact::{Entity, EntityId, Kind};
use crate::store::{Candidate, End, EntityNumber, NameMatch, Node, Store, StoreError, fold};

/// Whom a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    One(Named),
    /// Several are as near; the best known first.
    Ambiguous(Vec<Named>),
    /// None is near enough; the nearest first, perhaps none.
    Unknown(Vec<Named>),
}

/// An entity that a name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub number: EntityNumber,
    pub entity: Entity,
    pub nearness: Nearness,
    /// Documents that name it.
    pub documents: u32,
    /// Statements in which it is subject or object.
    pub statements: usize,
}

/// How near a name came, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nearness {
    Id,
    /// The name shown, letter by letter.
    Name,
    /// An alias, letter by letter.
    Alias,
    /// A name or alias, case, accents and punctuation aside.
    Folded,
    /// The same sounds in another transliteration or spelling: Sergey for Sergei, defence for defense.
    Respelled,
    /// The last words of a name: a surname.
    LastWords,
    /// The first letters of a name.
    Start,
    /// The first letters of a later word.
    WordStart,
    /// Alike, with letters changed.
    Alike,
}

/// At most so many candidates are named.
const MOST_CANDIDATES: usize = 10;
/// Of 0 to 1; below, a name is not alike.
const ALIKE: f64 = 0.7;

/// Finds the one entity whose name comes nearest: by id, name, alias, folded or respelled name, surname, first letters.
/// A name that is only alike is offered and never taken.
///
/// `kinds` narrows the search; empty, it does not.
pub fn find(store: &Store, name: &str, kinds: &[Kind]) -> Result<Found, QueryError> {
    if let Some(number) = entity_id(name).map(|id| store.number(&id)).transpose()?.flatten() {
        return Ok(Found::One(Named::new(store, store.node(number)?, Nearness::Id)?));
    }
    let admits = |node: &Node| kinds.is_empty() || kinds.contains(&node.entity.kind);
    let mut near: Vec<(Nearness, Node)> = Vec::new();
    for candidate in store.candidates(name, usize::MAX)? {
        if admits(&candidate.node) {
            near.push((nearness(name, &candidate), candidate.node));
        }
    }
    let best = near.iter().map(|(nearness, _)| *nearness).min();
    if best.is_none_or(|best| best > Nearness::Respelled) {
        near.extend(alike(store, name, admits)?);
    }
    near.sort_by(|(one_nearness, one), (other_nearness, other)| {
        let by_id = || one.entity.id.cmp(&other.entity.id);
        let rank = |nearness: Nearness, node: &Node| (nearness, Reverse(node.documents));
        rank(*one_nearness, one).cmp(&rank(*other_nearness, other)).then_with(by_id)
    });
    let Some(&(best, _)) = near.first() else { return Ok(Found::Unknown(Vec::new())) };
    let mut seen = Vec::new();
    near.retain(|(_, node)| {
        !seen.contains(&node.number) && {
            seen.push(node.number);
            true
        }
    });
    let equals = near.iter().take_while(|(nearness, _)| *nearness == best).count();
    if best == Nearness::Alike {
        near.truncate(MOST_CANDIDATES);
        return Ok(Found::Unknown(named(store, near)?));
    }
    near.truncate(equals.min(MOST_CANDIDATES));
    let mut found = named(store, near)?;
    Ok(if equals == 1 { Found::One(found.remove(0)) } else { Found::Ambiguous(found) })
}

impl Named {
    fn new(store: &Store, node: Node, nearness: Nearness) -> Result<Self, StoreError> {
        let mut statements = 0;
        for end in End::BOTH {
            for edge in store.edges_of(node.number, end) {
                let edge = edge?;
                // A statement about itself counts once.
                statements += usize::from(end == End::Subject || edge.subject != edge.object);
            }
        }
        Ok(Self { number: node.number, entity: node.entity, nearness, documents: node.documents, statements })
    }
}

fn named(store: &Store, near: Vec<(Nearness, Node)>) -> Result<Vec<Named>, StoreError> {
    near.into_iter().map(|(nearness, node)| Named::new(store, node, nearness)).collect()
}

/// `Kind:key`.
fn entity_id(text: &str) -> Option<EntityId> {
    let (kind, key) = text.split_once(':')?;
    Kind::new(kind).ok().map(|kind| EntityId::new(&kind, key))
}

fn nearness(name: &str, candidate: &Candidate) -> Nearness {
    let entity = &candidate.node.entity;
    match candidate.matched {
        NameMatch::Whole if entity.name == name => Nearness::Name,
        NameMatch::Whole if entity.aliases.iter().any(|alias| alias == name) => Nearness::Alias,
        NameMatch::Whole => Nearness::Folded,
        NameMatch::LastWords => Nearness::LastWords,
        NameMatch::Start => Nearness::Start,
        NameMatch::WordStart => Nearness::WordStart,
    }
}

/// Looks at every name in the store: only a name that is not in it pays for this.
fn alike(store: &Store, name: &str, admits: impl Fn(&Node) -> bool) -> Result<Vec<(Nearness, Node)>, StoreError> {
    let wanted = fold(name);
    let sound = respelled(&wanted);
    let mut best: Vec<(f64, Nearness, Node)> = Vec::new();
    for node in store.nodes() {
        let node = node?;
        if !admits(&node) {
            continue;
        }
        let mut likeness = 0.0_f64;
        let mut nearness = Nearness::Alike;
        for own in std::iter::once(&node.entity.name).chain(&node.entity.aliases) {
            let own = fold(own);
            if !sound.is_empty() && respelled(&own) == sound {
                nearness = Nearness::Respelled;
                likeness = 1.0;
                break;
            }
            let ends = std::iter::once(0).chain(own.match_indices(' ').map(|(space, _)| space + 1));
            // A likeness to the last words alone, such as the surname, counts a little less.
            let ends = ends.map(|from| (if from == 0 { 1.0 } else { 0.95 }, &own[from..]));
            let comparable =
                ends.filter(|(_, end)| end.len().abs_diff(wanted.len()) <= wanted.len().max(end.len()) / 3);
            let likenesses =
                comparable.map(|(weight, end)| weight * strsim::normalized_damerau_levenshtein(end, &wanted));
            likeness = likenesses.fold(likeness, f64::max);
        }
        if likeness >= ALIKE {
            best.push((likeness, nearness, node));
            if best.len() > 64 * MOST_CANDIDATES {
                keep_best(&mut best);
            }
        }
    }
    keep_best(&mut best);
    Ok(best.into_iter().map(|(_, nearness, node)| (nearness, node)).collect())
}

fn keep_best(best: &mut Vec<(f64, Nearness, Node)>) {
    best.sort_by(|(one, _, a), (other, _, b)| {
        other.total_cmp(one).then(b.documents.cmp(&a.documents)).then_with(|| a.entity.id.cmp(&b.entity.id))
    });
    best.truncate(MOST_CANDIDATES);
}

/// What is left of a folded name when the usual differences between transliterations, and between British and American
/// spelling, are taken out.
fn respelled(folded: &str) -> String {
    const SAME: [(&str, &str); 18] = [
        ("shch", "sh"),
        ("tch", "ch"),
        ("kh", "h"),
        ("zh", "j"),
        ("dzh", "j"),
        ("ce", "se"),
        ("yu", "iu"),
        ("ju", "iu"),
        ("ya", "ia"),
        ("ja", "ia"),
        ("yo", "e"),
        ("ey", "e"),
        ("ei", "e"),
        ("iy", "i"),
        ("ij", "i"),
        ("ou", "o"),
        ("x", "ks"),
        ("w", "v"),
    ];
    let mut text = folded.to_owned();
    for (from, to) in SAME {
        text = text.replace(from, to);
    }
    text = text.replace('y', "i").replace("ii", "i");
    let mut letters: Vec<char> = text.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_sound_alike_and_other_names_do_not() {
        for (one, other) in [
            ("Sergei Shoigu", "Sergey Shoygu"),
            ("Dmitry Medvedev", "Dmitriy Medvedev"),
            ("Yuri Borisov", "Iurii Borisov"),
            ("Ministry of Defence", "Ministry of Defense"),
            ("Mohammed Khan", "Mohamed Khan"),
            ("Alexei", "Aleksey"),
        ] {
            assert_eq!(respelled(&fold(one)), respelled(&fold(other)), "{one}, {other}");
        }
        for (one, other) in [("Ivanov", "Ivanova"), ("Iran", "Iraq"), ("Mali", "Malawi"), ("Niger", "Nigeria")] {
            assert_ne!(respelled(&fold(one)), respelled(&fold(other)), "{one}, {other}");
        }
    }
}
