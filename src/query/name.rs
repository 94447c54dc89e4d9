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
    Ambiguous(Vec<Near>),
    /// None is near enough; the nearest first, perhaps none.
    Unknown(Vec<Near>),
}

/// An entity that a name means or may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub number: EntityNumber,
    pub entity: Entity,
    pub nearness: Nearness,
    /// Documents that name it.
    pub documents: u32,
}

/// One of several that a name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    pub named: Named,
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
        return Ok(Found::One(Named::new(store.node(number)?, Nearness::Id)));
    }
    let admits = |node: &Node| kinds.is_empty() || kinds.contains(&node.entity.kind);
    let mut near: Vec<Named> = Vec::new();
    for candidate in store.candidates(name, usize::MAX)? {
        if admits(&candidate.node) {
            let nearness = nearness(name, &candidate);
            // "Tajik" is short for no "Tajik defence minister": an unnamed holder is asked for in full.
            if candidate.node.entity.id.held_post().is_some() && nearness > Nearness::Respelled {
                continue;
            }
            near.push(Named::new(candidate.node, nearness));
        }
    }
    if near.is_empty() {
        near = alike(store, name, admits)?;
    }
    near.sort_by(|one, other| {
        let rank = |named: &Named| (named.nearness, Reverse(named.documents));
        rank(one).cmp(&rank(other)).then_with(|| one.entity.id.cmp(&other.entity.id))
    });
    let Some(best) = near.first().map(|named| named.nearness) else { return Ok(Found::Unknown(Vec::new())) };
    if best == Nearness::Alike {
        return Ok(Found::Unknown(counted(store, near)?));
    }
    let equals = near.iter().take_while(|named| named.nearness == best).count();
    near.truncate(equals);
    Ok(if equals == 1 { Found::One(near.remove(0)) } else { Found::Ambiguous(counted(store, near)?) })
}

impl Named {
    fn new(node: Node, nearness: Nearness) -> Self {
        Self { number: node.number, entity: node.entity, nearness, documents: node.documents }
    }
}

/// The first of them, with their statements.
fn counted(store: &Store, near: Vec<Named>) -> Result<Vec<Near>, StoreError> {
    let mut counted = Vec::new();
    for named in near.into_iter().take(MOST_CANDIDATES) {
        let mut statements = 0;
        for end in End::BOTH {
            for edge in store.edges_of(named.number, end) {
                let edge = edge?;
                // A statement about itself counts once.
                statements += usize::from(end == End::Subject || edge.subject != edge.object);
            }
        }
        counted.push(Near { named, statements });
    }
    Ok(counted)
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
fn alike(store: &Store, name: &str, admits: impl Fn(&Node) -> bool) -> Result<Vec<Named>, StoreError> {
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
    Ok(best.into_iter().map(|(_, nearness, node)| Named::new(node, nearness)).collect())
}

fn keep_best(best: &mut Vec<(f64, Nearness, Node)>) {
    best.sort_by(|(one, _, a), (other, _, b)| {
        other.total_cmp(one).then(b.documents.cmp(&a.documents)).then_with(|| a.entity.id.cmp(&b.entity.id))
    });
    best.truncate(MOST_CANDIDATES);
}

/// What is left of a folded name when the usual differences between transliterations, and between British and American
/// spelling, are taken out.
pub(super) fn respelled(folded: &str) -> String {
    const SAME: [(&str, &str); 19] = [
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
        ("ej", "e"),
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
            ("Sergei Volkov", "Sergej Volkow"),
        ] {
            assert_eq!(respelled(&fold(one)), respelled(&fold(other)), "{one}, {other}");
        }
        for (one, other) in [("Ivanov", "Ivanova"), ("Iran", "Iraq"), ("Mali", "Malawi"), ("Niger", "Nigeria")] {
            assert_ne!(respelled(&fold(one)), respelled(&fold(other)), "{one}, {other}");
        }
    }
}
