//! Titles before names: "Russian Defence Minister General Sergei Shoigu", "members Peru, Chile and Bolivia".
//!
//! Read from the row of words before the name: treebanks and parsers put titles in half a dozen shapes (flat, compound,
//! appos, nmod:desc, either way up), while their order is fixed.

use super::scene::Scene;
use crate::analyse::{Deprel, Form, Mention, TokenId, Upos, Xpos};
use crate::schema::{Function, WordClass};

/// A noun said of the name that follows it.
#[derive(Clone, Debug)]
pub(super) struct Title {
    pub noun: TokenId,
    /// Head of the name.
    pub bearer: TokenId,
    /// What the words around the noun say of it.
    pub arguments: Vec<(Function, TokenId)>,
}

/// The titles of a sentence, in the order of their names; of two before one name the nearer first.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles(Vec<Title>);

impl Titles {
    pub fn find(scene: &Scene<'_>) -> Self {
        let mut titles = Vec::new();
        let mut after = 0;
        for (_, mention) in scene.analysis.mentions_in(scene.index) {
            if mention.form != Form::Name || mention.first < after {
                continue;
            }
            after = mention.last + 1;
            if scene.is_person(mention) {
                before_person(scene, mention, &mut titles);
            } else if scene.is_collective(mention) {
                titles.extend(before_collective(scene, mention));
            }
        }
        Self(titles)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Title> {
        self.0.iter()
    }

    /// The name that a title noun stands for.
    pub fn bearer(&self, noun: TokenId) -> Option<TokenId> {
        self.0.iter().find(|title| title.noun == noun).map(|title| title.bearer)
    }
}

/// "member Armenia", "allies France and Italy".
fn before_collective(scene: &Scene<'_>, name: &Mention) -> Option<Title> {
    let noun = name.first.checked_sub(1)?;
    let whole_phrase = !matches!(
        scene.deprel(name.head),
        Deprel::Compound | Deprel::Amod | Deprel::NmodPoss | Deprel::Nsubj | Deprel::NsubjPass
    ) || name.head == name.last
        && scene.head(noun).is_some_and(|head| (name.first..=name.last).contains(&head));
    let common = scene.upos(noun) == Upos::Noun && matches!(scene.xpos(noun), Xpos::Nn | Xpos::Nns);
    let followed = scene.sentence.tokens().get(name.last + 1);
    let premodifier = followed
        .is_some_and(|next| matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Part) || next.xpos == Xpos::Pos);
    if !common || !whole_phrase || premodifier || scene.is_dated(noun) || scene.name(noun).is_some() {
        return None;
    }
    let mut arguments = Vec::new();
    modifiers(scene, noun, &mut arguments);
    Some(Title { noun, bearer: name.head, arguments })
}

fn before_person(scene: &Scene<'_>, name: &Mention, titles: &mut Vec<Title>) {
    let mut end = name.first;
    // A rank, an office and one more: "Deputy Prime Minister and" is read as one.
    for _ in 0..3 {
        end = skip_ranks(scene, end);
        let Some(last) = end.checked_sub(1) else { return };
        if !is_title_noun(scene, last) && scene.name(last).is_none_or(|name| name.last != last) {
            return;
        }
        if let Some(start) = with_complements(scene, last, name.head, titles) {
            end = start;
        } else if is_title_noun(scene, last) {
            let mut arguments = Vec::new();
            modifiers(scene, last, &mut arguments);
            titles.push(Title { noun: last, bearer: name.head, arguments });
            return;
        } else {
            return;
        }
    }
}

/// "Minister of Defence of the Russian Federation": every noun of the chain that ends at `last` is read as a title with
/// all that follows it; which of them is an office is not syntax. Answers where the chain begins.
fn with_complements(scene: &Scene<'_>, last: TokenId, bearer: TokenId, titles: &mut Vec<Title>) -> Option<TokenId> {
    let mut complements: Vec<(Function, TokenId)> = Vec::new();
    let mut start = None;
    let mut complement = last;
    while let Some(preposition) = preposition_before(scene, complement) {
        let lemma = scene.lemmas[preposition].clone();
        complements.push((Function::Preposition(lemma), phrase_head(scene, complement)));
        let Some(noun) = preposition.checked_sub(1).filter(|&noun| is_title_noun(scene, noun)) else { break };
        let mut arguments: Vec<_> = complements.iter().rev().cloned().collect();
        start = Some(modifiers(scene, noun, &mut arguments));
        titles.push(Title { noun, bearer, arguments });
        complement = noun;
    }
    start
}

/// The "of", "for" or "to" that the noun phrase ending at `last` stands below.
fn preposition_before(scene: &Scene<'_>, last: TokenId) -> Option<TokenId> {
    let mut t = scene.name(last).map_or(last, |name| name.first);
    while let Some(before) = t.checked_sub(1) {
        match scene.upos(before) {
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det => t = before,
            Upos::Cconj if before > 0 => t = before,
            Upos::Adp if matches!(scene.lemmas[before].as_str(), "of" | "for" | "to") => return Some(before),
            _ => return None,
        }
        if let Some(name) = scene.name(t) {
            t = t.min(name.first);
        }
    }
    None
}

fn phrase_head(scene: &Scene<'_>, last: TokenId) -> TokenId {
    scene.name(last).map_or(last, |name| name.head)
}

fn is_title_noun(scene: &Scene<'_>, t: TokenId) -> bool {
    matches!(scene.upos(t), Upos::Noun | Upos::Propn) && scene.name(t).is_none() && !scene.is_dated(t)
}

/// Goes left over ranks and forms of address.
fn skip_ranks(scene: &Scene<'_>, mut end: TokenId) -> TokenId {
    'ranks: while let Some(last) = end.checked_sub(1) {
        for phrase in scene.grammar.lexicon.rank_phrases() {
            if end >= phrase.len() && scene.lemmas[end - phrase.len()..end] == phrase[..] {
                end -= phrase.len();
                continue 'ranks;
            }
        }
        let lemma = scene.lemmas[last].trim_end_matches('.');
        let is_rank = scene.is(last, WordClass::Rank) || scene.grammar.lexicon.word(lemma).is(WordClass::Rank);
        let point = scene.lemmas[last] == "." && last > 0 && scene.is(last - 1, WordClass::Rank);
        let hyphen = scene.lemmas[last] == "-" && last > 0 && scene.is(last - 1, WordClass::Rank);
        if !(is_rank || point || hyphen) || scene.name(last).is_some() {
            break;
        }
        end = last;
    }
    end
}

/// Collects modifiers and possessor before a noun; answers where its phrase begins.
fn modifiers(scene: &Scene<'_>, noun: TokenId, arguments: &mut Vec<(Function, TokenId)>) -> TokenId {
    let mut start = noun;
    while let Some(t) = start.checked_sub(1) {
        let function = match scene.upos(t) {
            Upos::Noun | Upos::Propn | Upos::Adj => Some(Function::Modifier),
            Upos::Verb if matches!(scene.xpos(t), Xpos::Vbg | Xpos::Vbn) && scene.deprel(t) == Deprel::Amod => None,
            Upos::Punct if scene.xpos(t) == Xpos::Hyph || scene.lemmas[t] == "-" => None,
            Upos::Pron if scene.xpos(t) == Xpos::PrpPoss => {
                arguments.push((Function::Possessor, t));
                return t;
            }
            _ if scene.xpos(t) == Xpos::Pos && t > 0 => {
                arguments.push((Function::Possessor, phrase_head(scene, t - 1)));
                return t;
            }
            _ => break,
        };
        // A person's name belongs to another phrase: "told Ivan Petrov Minister …" does not occur, lists do.
        if scene.is_dated(t) || scene.name(t).is_some_and(|name| scene.is_person(name)) {
            break;
        }
        if let Some(function) = function {
            arguments.push((function, t));
        }
        start = t;
    }
    start
}
