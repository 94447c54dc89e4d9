//! Titles before names: "Russian Defence Minister General Sergei Shoigu", "members Peru, Chile and Bolivia".
//!
//! Read from the row of words before the name: treebanks and parsers put titles in half a dozen shapes (flat, compound,
//! appos, nmod:desc, either way up), while their order is fixed.

use super::scene::Row;
use crate::analyse::{Deprel, Mention, TokenId, Upos, Xpos};
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

/// A name with all titles and ranks before it, and what belongs to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TitledName {
    pub first: TokenId,
    pub last: TokenId,
    /// Head of the name.
    pub head: TokenId,
}

/// The titles of a sentence, in the order of their names; of two before one name the nearer first.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles {
    titles: Vec<Title>,
    phrases: Vec<TitledName>,
}

impl Titles {
    pub fn find(row: &Row<'_>) -> Self {
        let mut found = Self::default();
        for name in row.names() {
            if (name.first..=name.last).all(|t| is_rank(row, t)) {
                continue;
            }
            if row.is_person(name) {
                let first = before_person(row, name, &mut found.titles);
                if first < name.first {
                    found.phrases.push(TitledName { first, last: name.last, head: name.head });
                }
            } else if row.is_collective(name)
                && let Some((title, first)) = before_collective(row, name)
            {
                found.titles.push(title);
                found.phrases.push(TitledName { first, last: name.last, head: name.head });
            }
        }
        found
    }

    /// The names that have something before them, with it.
    pub fn phrases(&self) -> impl Iterator<Item = TitledName> + '_ {
        self.phrases.iter().copied()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Title> {
        self.titles.iter()
    }

    /// The name that a title noun stands for.
    pub fn bearer(&self, noun: TokenId) -> Option<TokenId> {
        self.titles.iter().find(|title| title.noun == noun).map(|title| title.bearer)
    }
}

/// "member Armenia", "allies France and Italy"; with where its phrase begins.
fn before_collective(row: &Row<'_>, name: &Mention) -> Option<(Title, TokenId)> {
    let noun = name.first.checked_sub(1)?;
    let plural = matches!(row.xpos(noun), Xpos::Nns);
    let coordinated = row.original.child_by(name.head, Deprel::Conj).is_some();
    let below = row.original.token(noun).head.is_some_and(|head| (name.first..=name.last).contains(&head));
    let whole_phrase = match deprel(row, name.head) {
        Deprel::Compound | Deprel::Amod | Deprel::NmodPoss => false,
        // "told members Peru would": one name after "members" may be a subject of its own.
        Deprel::Nsubj | Deprel::NsubjPass => below || plural && coordinated,
        _ => true,
    };
    let common = row.upos(noun) == Upos::Noun && matches!(row.xpos(noun), Xpos::Nn | Xpos::Nns);
    let followed = row.original.tokens().get(name.last + 1);
    let premodifier = followed
        .is_some_and(|next| matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Part) || next.xpos == Xpos::Pos);
    if !common || !whole_phrase || premodifier || row.is_dated(noun) || row.name(noun).is_some() {
        return None;
    }
    let mut arguments = Vec::new();
    let first = modifiers(row, noun, &mut arguments);
    Some((Title { noun, bearer: name.head, arguments }, first))
}

/// Collects the titles before a name; answers where the first of them begins.
fn before_person(row: &Row<'_>, name: &Mention, titles: &mut Vec<Title>) -> TokenId {
    let mut end = name.first;
    // "[Ukrainian President] X": put in by whoever quotes.
    let bracketed = end > 1 && row.lemmas[end - 1] == "]";
    end -= usize::from(bracketed);
    // An office and one more, each with a rank after it, is as far as titles go.
    for _ in 0..3 {
        end = skip_ranks(row, end);
        end = before_bracket(row, end).unwrap_or(end);
        let Some(last) = end.checked_sub(1) else { return end };
        let last = row.office_head(last).unwrap_or(last);
        if row.lemmas[last] == "," {
            return apposed(row, name, last, end < name.first, titles).unwrap_or(end);
        }
        if !is_title_noun(row, last) && row.name(last).is_none_or(|name| name.last != last) {
            return sovereign(row, name, end, titles).unwrap_or(end);
        }
        // "the visit of President X": who stands right before the name bears it, not what that is the complement of.
        let person = row.is_person_noun(last) && !matches!(row.xpos(last), Xpos::Nns | Xpos::Nnps);
        if !person && let Some(start) = with_complements(row, last, name.head, titles) {
            end = start;
        } else if is_title_noun(row, last) {
            let mut arguments = Vec::new();
            let start = modifiers(row, last, &mut arguments);
            let (other, start) = joined(row, name, start);
            arguments.extend(other.iter().flat_map(|title| title.arguments.iter().cloned()));
            titles.push(Title { noun: last, bearer: name.head, arguments });
            titles.extend(other);
            return start;
        } else {
            return sovereign(row, name, end, titles).unwrap_or(end);
        }
    }
    end
}

/// "Chief of Army Staff (COAS) General X": where the bracket opens that ends here, with an office before it.
fn before_bracket(row: &Row<'_>, end: TokenId) -> Option<TokenId> {
    let close = end.checked_sub(1).filter(|&t| row.lemmas[t] == ")")?;
    let open = (close.saturating_sub(4)..close).rev().find(|&t| row.lemmas[t] == "(")?;
    let last = open.checked_sub(1)?;
    (row.is_person_noun(last) || row.office_head(last).is_some()).then_some(open)
}

/// "Jordan's King X", "Saudi Crown Prince X": with no office before it, a rank that is one.
fn sovereign(row: &Row<'_>, name: &Mention, first: TokenId, titles: &mut Vec<Title>) -> Option<TokenId> {
    let ranks = (first..name.first).rev();
    let noun = ranks.into_iter().find(|&t| row.is(t, WordClass::Sovereign) && row.upos(t).is_nominal())?;
    let mut arguments = Vec::new();
    let start = modifiers(row, noun, &mut arguments);
    titles.push(Title { noun, bearer: name.head, arguments });
    Some(start)
}

/// "Omani Prime Minister and Defence Minister X": an office joined to the one before the name, which begins at `start`.
/// With an article, or of several, it is another person's: "the president and Defence Minister X".
fn joined(row: &Row<'_>, name: &Mention, start: TokenId) -> (Option<Title>, TokenId) {
    let conjunction = start.checked_sub(1).filter(|&t| row.upos(t) == Upos::Cconj);
    let Some(noun) = conjunction.and_then(|t| t.checked_sub(1)) else { return (None, start) };
    let singular = matches!(row.xpos(noun), Xpos::Nn | Xpos::Nnp);
    let office = is_title_noun(row, noun) && row.is_person_noun(noun) && singular;
    let mut arguments = Vec::new();
    let first = modifiers(row, noun, &mut arguments);
    let article = first.checked_sub(1).is_some_and(|t| row.upos(t) == Upos::Det);
    if !office || article || first == noun && arguments.is_empty() && noun > 0 {
        return (None, start);
    }
    (Some(Title { noun, bearer: name.head, arguments }), first)
}

/// "the head of the Ministry of Defence, Colonel General X": the office stands before a comma, and a rank or another mark
/// after it tells that the name is in apposition.
fn apposed(row: &Row<'_>, name: &Mention, comma: TokenId, has_rank: bool, titles: &mut Vec<Title>) -> Option<TokenId> {
    let last = comma.checked_sub(1)?;
    let closed = row.original.tokens().get(name.last + 1).is_none_or(|next| next.upos == Upos::Punct);
    let subject = matches!(deprel(row, name.head), Deprel::Nsubj | Deprel::NsubjPass);
    if !has_rank && !closed {
        return None;
    }
    let before = titles.len();
    let start = if let Some(start) = with_complements(row, last, name.head, titles) {
        start
    } else {
        let mut arguments = Vec::new();
        let start = modifiers(row, last, &mut arguments);
        titles.push(Title { noun: last, bearer: name.head, arguments });
        start
    };
    // "His deputy, X, left" is about one; "After talks with the envoy, X left" is not.
    if !has_rank && subject && !opens_clause(row, start) {
        titles.truncate(before);
        return None;
    }
    // Only what stands for a person is said of one: not "talks with the envoy, X".
    let mut kept = before;
    for index in before..titles.len() {
        if row.is_person_noun(titles[index].noun) && row.name(titles[index].noun).is_none() {
            titles.swap(kept, index);
            kept += 1;
        }
    }
    titles.truncate(kept);
    let first = titles[before..].iter().map(|title| title.noun).min()?;
    Some(start.max(first))
}

/// Whether a phrase stands at the head of its clause, its article aside.
fn opens_clause(row: &Row<'_>, start: TokenId) -> bool {
    // "Vega's deputy, X": the whole phrase opens it.
    let possessor = start.checked_sub(2).filter(|_| row.xpos(start - 1) == Xpos::Pos);
    let start = possessor.map_or(start, |t| row.name(t).map_or(t, |name| name.first));
    let before = (0..start).rev().find(|&t| row.upos(t) != Upos::Det);
    before.is_none_or(|t| matches!(row.upos(t), Upos::Punct | Upos::Cconj | Upos::Sconj | Upos::Adv))
}

/// "Minister of Defence of the Russian Federation": every noun of the chain that ends at `last` is read as a title with
/// all that follows it; which of them is an office is not syntax, unless it is a person's noun. Answers where the chain begins.
fn with_complements(row: &Row<'_>, last: TokenId, bearer: TokenId, titles: &mut Vec<Title>) -> Option<TokenId> {
    let mut complements: Vec<(Function, TokenId)> = Vec::new();
    let mut start = None;
    let mut complement = last;
    let before = titles.len();
    while let Some(preposition) = preposition_before(row, complement) {
        let lemma = row.lemmas[preposition].clone();
        complements.push((Function::Preposition(lemma), phrase_head(row, complement)));
        let Some(noun) = preposition.checked_sub(1).filter(|&noun| is_title_noun(row, noun)) else { break };
        let mut arguments: Vec<_> = complements.iter().rev().cloned().collect();
        start = Some(modifiers(row, noun, &mut arguments));
        titles.push(Title { noun, bearer, arguments });
        complement = noun;
    }
    // "assistant to the president X": the outermost person bears the name, those within are others.
    if let Some(bears) = titles[before..].iter().rev().find(|title| row.is_person_noun(title.noun)) {
        let bears = bears.noun;
        let mut at = 0;
        titles.retain(|title| {
            at += 1;
            at <= before || title.noun == bears || !row.is_person_noun(title.noun)
        });
    }
    start
}

/// The "of", "for" or "to" that the noun phrase ending at `last` stands below.
fn preposition_before(row: &Row<'_>, last: TokenId) -> Option<TokenId> {
    let mut t = row.name(last).map_or(last, |name| name.first);
    while let Some(before) = t.checked_sub(1) {
        match row.upos(before) {
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det => t = before,
            Upos::Cconj if before > 0 => t = before,
            Upos::Adp if matches!(row.lemmas[before].as_str(), "of" | "for" | "to") => return Some(before),
            // "the secretary in the ministry": not "talks in Lima".
            Upos::Adp if row.lemmas[before] == "in" && before > 0 && row.is_person_noun(before - 1) => {
                return Some(before);
            }
            _ => return None,
        }
        if let Some(name) = row.name(t) {
            t = t.min(name.first);
        }
    }
    None
}

fn phrase_head(row: &Row<'_>, last: TokenId) -> TokenId {
    row.name(last).map_or(last, |name| name.head)
}

fn is_title_noun(row: &Row<'_>, t: TokenId) -> bool {
    // "chief executive": an adjective to the tagger as often as not.
    let nominal = matches!(row.upos(t), Upos::Noun | Upos::Propn) || row.is_person_noun(t) && row.upos(t) == Upos::Adj;
    nominal && row.name(t).is_none() && !row.is_dated(t)
}

fn is_rank(row: &Row<'_>, t: TokenId) -> bool {
    // As written: lemmas of proper nouns are guesses.
    let form = row.form(t).trim_end_matches('.').to_ascii_lowercase();
    let word = row.grammar.lexicon.word(&form);
    word.is(WordClass::Rank) && !(word.is(WordClass::Headship) && has_body(row, t))
}

/// "Navy Chief Admiral X", "Intelligence Agency (NIA) chief X": the phrase tells of what.
fn has_body(row: &Row<'_>, noun: TokenId) -> bool {
    let before = noun.checked_sub(1);
    row.begins_before(noun) || row.is_person_noun(noun) && before.is_some_and(|t| row.lemmas[t] == ")")
}

/// Goes left over ranks and forms of address.
fn skip_ranks(row: &Row<'_>, mut end: TokenId) -> TokenId {
    'ranks: while let Some(last) = end.checked_sub(1) {
        for phrase in row.grammar.lexicon.rank_phrases() {
            if end >= phrase.len() && row.lemmas[end - phrase.len()..end] == phrase[..] {
                end -= phrase.len();
                continue 'ranks;
            }
        }
        let is_rank = is_rank(row, last);
        let point = row.lemmas[last] == "." && last > 0 && self::is_rank(row, last - 1);
        let hyphen = row.lemmas[last] == "-" && last > 0 && self::is_rank(row, last - 1);
        let other_name = row.name(last).is_some_and(|name| !(name.first..=name.last).all(|t| self::is_rank(row, t)));
        if !(is_rank || point || hyphen) || other_name {
            break;
        }
        end = last;
    }
    end
}

/// Collects modifiers and possessor before a noun; answers where its phrase begins.
fn modifiers(row: &Row<'_>, noun: TokenId, arguments: &mut Vec<(Function, TokenId)>) -> TokenId {
    let mut start = noun;
    while let Some(t) = start.checked_sub(1) {
        let function = match row.upos(t) {
            Upos::Noun | Upos::Propn | Upos::Adj => Some(Function::Modifier),
            Upos::Verb if matches!(row.xpos(t), Xpos::Vbg | Xpos::Vbn) && deprel(row, t) == Deprel::Amod => None,
            Upos::Punct if row.xpos(t) == Xpos::Hyph || row.lemmas[t] == "-" => None,
            // "Under Secretary".
            Upos::Adp
                if row.is_within_office(t, noun) && (row.is_capital(t) || t == 0 || !row.upos(t - 1).is_nominal()) =>
            {
                None
            }
            // "Federal Security Service (FSB) chief".
            Upos::Punct if row.lemmas[t] == ")" => {
                let open = (t.saturating_sub(6)..t).rev().find(|&open| row.lemmas[open] == "(");
                match open {
                    Some(open) if open > 0 && row.upos(open - 1).is_nominal() => {
                        start = open;
                        continue;
                    }
                    _ => break,
                }
            }
            Upos::Pron if row.xpos(t) == Xpos::PrpPoss => {
                arguments.push((Function::Possessor, t));
                return t;
            }
            _ if row.xpos(t) == Xpos::Pos && t > 0 => {
                arguments.push((Function::Possessor, phrase_head(row, t - 1)));
                // The mark of the possessive belongs to the possessor.
                return t + 1;
            }
            _ => break,
        };
        // A person's name belongs to another phrase: "told Ivan Petrov Minister …" does not occur, lists do.
        if row.is_dated(t) || row.name(t).is_some_and(|name| row.is_person(name)) {
            break;
        }
        // "Armed Forces of the Philippines chief": a name is passed whole.
        if let Some(name) = row.name(t).filter(|name| name.last == t && name.first < t) {
            arguments.push((Function::Modifier, name.head));
            start = name.first;
            continue;
        }
        if let Some(function) = function {
            arguments.push((function, t));
        }
        start = t;
    }
    start
}

fn deprel(row: &Row<'_>, t: TokenId) -> Deprel {
    row.original.token(t).deprel
}
