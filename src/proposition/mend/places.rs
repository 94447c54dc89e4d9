//! What trees contradict about places: what lies in what, and which two a noun lies between.

use super::Edges;
use crate::analyse::{Deprel, Mention, TokenId, Upos, Xpos};
use crate::proposition::scene::Row;

/// "inspected the base [in Gao]", "took Kidal [in Mali]", "met at Gao Air Base [in Mali]": a place right behind a site or
/// another place is where that lies.
pub(super) fn sites(row: &Row<'_>, edges: &mut Edges) {
    let mut before: Option<&Mention> = None;
    for name in row.names() {
        let article = usize::from(name.first > 0 && row.upos(name.first - 1) == Upos::Det);
        let behind = name.first.checked_sub(1 + article);
        // Not "aboard HMAS Kidal in Gao": a name that goes on to the left is no place's.
        let whole = |place: &Mention| place.first == 0 || row.upos(place.first - 1) != Upos::Propn;
        let place =
            before.replace(name).filter(|place| row.is_spot(place) && whole(place) && Some(place.last + 1) == behind);
        let Some(preposition) = behind else { continue };
        let site = preposition.checked_sub(1).filter(|&site| row.is_site_noun(site));
        let Some(site) = site.or(place.map(|place| place.head)) else { continue };
        let within = matches!(row.form(preposition), "in" | "at" | "near" | "outside" | "on");
        if within && edges.deprels[name.head] == Deprel::Obl && edges.heads[name.head] == edges.heads[site] {
            edges.attach(name.head, Some(site), Deprel::Nmod);
        }
    }
}

/// "in Mombasa, [Kenya]", "in Borno state, [Nigeria]": a place after the comma behind a place is where that lies, unless the two stand in a row.
pub(super) fn larger_places(row: &Row<'_>, edges: &mut Edges) {
    let names: Vec<&Mention> = row.names().collect();
    let comma = |t: TokenId| t < edges.heads.len() && row.xpos(t) == Xpos::Comma;
    let joins = |t: TokenId| comma(t) || matches!(row.upos(t), Upos::Cconj | Upos::Det);
    let mut pairs: Vec<(TokenId, TokenId)> = Vec::new();
    for (index, pair) in names.windows(2).enumerate() {
        let [place, larger] = *pair else { continue };
        let noun = place.last + 1;
        let named = edges.heads[place.head] == Some(noun) && row.name(noun).is_none();
        let (anchor, last) = if named { (noun, noun) } else { (place.head, place.last) };
        let apart = comma(last + 1) && larger.first == last + 2;
        let piece = |t: TokenId| t < edges.heads.len() && matches!(row.form(t), "-" | "'s" | "’s");
        let whole = !(piece(larger.last + 1) || place.first > 0 && piece(place.first - 1));
        if !row.is_spot(place) || !row.is_place(larger) || !apart || !whole {
            continue;
        }
        let in_pair = pairs.last().is_some_and(|&(_, before)| index > 0 && names[index - 1].head == before);
        let follows = index > 0
            && !in_pair
            && row.is_place(names[index - 1])
            && (names[index - 1].last + 1..place.first).all(joins);
        let after = edges.deprels.get(larger.last + 1).map(|_| larger.last + 1);
        let goes_on = names.get(index + 2).is_some_and(|next| {
            row.is_place(next) && next.first > larger.last + 1 && (larger.last + 1..next.first).all(joins)
        }) || after.is_some_and(|after| row.upos(after) == Upos::Cconj);
        // "Kodak, Fujitsu, and Sony": of names that nobody knows, three in a row are as good as four.
        let next = (larger.last + 2..edges.heads.len()).find(|&t| row.upos(t) != Upos::Propn);
        let short = row.form(larger.last).chars().all(|c| c.is_uppercase() || c == '.');
        let row_of_strangers = larger.known.is_none()
            && !short
            && comma(larger.last + 1)
            && next.is_some_and(|t| joins(t) && row.upos(t) != Upos::Det);
        // "Florida, Texas, and other states"
        let others = (larger.last + 1..edges.heads.len().min(larger.last + 4))
            .find(|&t| !joins(t))
            .is_some_and(|t| t > larger.last + 1 && row.lemmas[t] == "other");
        // "In Mombasa, Kenya said": the subject or title of what follows.
        let subject = matches!(edges.deprels[larger.head], Deprel::Nsubj | Deprel::NsubjPass)
            && after.is_some_and(|after| !comma(after))
            || after.is_some_and(|after| row.upos(after) == Upos::Propn);
        if !follows && !goes_on && !others && !row_of_strangers && !subject && !edges.is_below(anchor, larger.head) {
            pairs.push((anchor, larger.head));
        }
    }
    for (place, larger) in pairs {
        edges.attach(larger, Some(place), Deprel::NmodUnmarked);
    }
}

/// "the Thai-Cambodian [border]" with one hung on the other: both describe the noun.
pub(super) fn joined(row: &Row<'_>, edges: &mut Edges) {
    for hyphen in 1..edges.heads.len().saturating_sub(2) {
        let (one, other) = (hyphen - 1, hyphen + 1);
        let pair = row.form(hyphen) == "-" && row.is_demonym(one) && row.is_demonym(other);
        let noun = (other + 1..edges.heads.len().min(other + 4)).find(|&t| row.upos(t) == Upos::Noun);
        if let Some(noun) = noun.filter(|&noun| pair && !edges.is_below(noun, one) && !edges.is_below(noun, other)) {
            edges.attach(one, Some(noun), Deprel::Amod);
            edges.attach(other, Some(noun), Deprel::Amod);
        }
    }
}

/// "a bloc of Oman, [Qatar] and Kuwait" with the second hung on the bloc: a row of states that a conjunction closes is one.
/// Not "in Oman, Qatar and Kuwait agreed", where the tree begins a clause within it.
pub(super) fn rows_of_states(row: &Row<'_>, edges: &mut Edges) {
    let joins = |t: TokenId| row.xpos(t) == Xpos::Comma || matches!(row.upos(t), Upos::Cconj | Upos::Det);
    let mut states: Vec<&Mention> = Vec::new();
    let names = row.names().map(Some).chain([None]);
    for name in names {
        let state = name.filter(|name| row.is_place(name) && !row.is_locality(name));
        let goes_on = state
            .zip(states.last())
            .is_some_and(|(state, last)| last.last + 1 < state.first && (last.last + 1..state.first).all(joins));
        if !goes_on {
            close_row(row, edges, &states);
            states.clear();
        }
        states.extend(state);
    }
}

fn close_row(row: &Row<'_>, edges: &mut Edges, states: &[&Mention]) {
    let [first, .., before, last] = states else { return };
    let closed = (before.last + 1..last.first).any(|t| row.upos(t) == Upos::Cconj);
    let clause = |state: &&&Mention| matches!(edges.deprels[state.head], Deprel::Nsubj | Deprel::NsubjPass);
    if !closed || states[1..].iter().any(|state| clause(&state)) {
        return;
    }
    for state in &states[1..] {
        if !edges.is_below(first.head, state.head) {
            edges.attach(state.head, Some(first.head), Deprel::Conj);
        }
    }
}
