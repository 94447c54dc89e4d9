//! Trees mended where they contradict the mentions: a name is one phrase, a date is no compound of a place.
//!
//! Parsers of this size are wrong on one edge in six, most of all inside long names and titles and on dates, which the
//! mentions tell better. Only such edges are touched.

mod counts;
mod places;
mod speech;

use std::borrow::Cow;

use super::scene::Row;
use super::title::Titles;
use crate::analyse::{Deprel, Form, Sentence, Token, TokenId, Upos, Xpos};
use crate::schema::WordClass;

/// The sentence of a row with its tree mended; the sentence itself where nothing is to be mended.
pub(super) fn mended<'a>(row: &Row<'a>, titles: &Titles) -> Cow<'a, Sentence> {
    let tokens = row.original.tokens();
    let mut edges = Edges {
        heads: tokens.iter().map(|token| token.head).collect(),
        deprels: tokens.iter().map(|token| token.deprel).collect(),
        changed: false,
    };
    names(row, &mut edges);
    for phrase in titles.phrases() {
        edges.make_phrase(phrase.first, phrase.last, phrase.head, Deprel::NmodDesc);
    }
    dates(row, &mut edges);
    premodifiers(row, &mut edges);
    coordinations(row, &mut edges);
    participles(row, &mut edges);
    places::joined(row, &mut edges);
    possessives(row, &mut edges);
    prepositions(row, &mut edges);
    second_subjects(row, &mut edges);
    appositions(row, &mut edges);
    recipients(row, &mut edges);
    counts::sums(row, &mut edges);
    counts::limits(row, &mut edges);
    places::rows_of_states(row, &mut edges);
    places::sites(row, &mut edges);
    places::larger_places(row, &mut edges);
    persons(row, &mut edges);
    origins(row, &mut edges);
    agents(row, &mut edges);
    root(row, &mut edges);
    speech::reports(row, &mut edges);
    speech::settings(row, &mut edges);
    speech::asides(row, &mut edges);
    speech::insertions(row, &mut edges);
    speech::sources(row, &mut edges);
    if !edges.changed {
        return Cow::Borrowed(row.original);
    }
    let places = edges.heads.into_iter().zip(edges.deprels);
    let mended = tokens.iter().zip(places).map(|(token, (head, deprel))| Token { head, deprel, ..token.clone() });
    Cow::Owned(Sentence::new(row.original.span(), row.original.role(), mended.collect()))
}

/// The edges of a sentence, to be changed.
#[derive(Clone, Debug)]
struct Edges {
    heads: Vec<Option<TokenId>>,
    deprels: Vec<Deprel>,
    changed: bool,
}

impl Edges {
    fn attach(&mut self, t: TokenId, head: Option<TokenId>, deprel: Deprel) {
        if self.heads[t] != head || self.deprels[t] != deprel {
            (self.heads[t], self.deprels[t]) = (head, deprel);
            self.changed = true;
        }
    }

    fn children(&self, t: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        (0..self.heads.len()).filter(move |&child| self.heads[child] == Some(t))
    }

    fn has(&self, t: TokenId, deprel: Deprel) -> bool {
        self.children(t).any(|child| self.deprels[child] == deprel)
    }

    /// Whether `t` is `above` or stands below it.
    fn is_below(&self, t: TokenId, above: TokenId) -> bool {
        let mut next = Some(t);
        for _ in 0..=self.heads.len() {
            match next {
                Some(token) if token == above => return true,
                Some(token) => next = self.heads[token],
                None => return false,
            }
        }
        false
    }

    /// Makes `first..=last` one phrase headed by `head`, which takes the place in the tree that the phrase has by its
    /// best-placed word: one that a preposition before the phrase puts there, if any. Whatever hung on its other words
    /// from outside hangs on the head then.
    fn make_phrase(&mut self, first: TokenId, last: TokenId, head: TokenId, inner: Deprel) {
        let within = first..=last;
        let leaves = |edges: &Self, t: TokenId| edges.heads[t].is_none_or(|head| !within.contains(&head));
        let leaving: Vec<TokenId> = within.clone().filter(|&t| leaves(self, t)).collect();
        let placed =
            |t: TokenId| self.children(t).any(|case| case < first && matches!(self.deprels[case], Deprel::Case));
        let best = |&&t: &&TokenId| (placed(t), rank(self.deprels[t]), t == head, t);
        let Some(&anchor) = leaving.iter().max_by_key(best) else { return };
        // "Sergei" above "said" above "Petrov": what stands between takes the upper place.
        if let Some(above) = self.heads[anchor]
            && let Some(&upper) = leaving.iter().find(|&&upper| upper != anchor && self.is_below(above, upper))
        {
            let mut top = above;
            while let Some(next) = self.heads[top].filter(|next| !within.contains(next)) {
                top = next;
            }
            let (place, deprel) = (self.heads[upper], self.deprels[upper]);
            self.attach(top, place, deprel);
        }
        let (place, deprel) = (self.heads[anchor], self.deprels[anchor]);
        if place.is_some_and(|place| self.is_below(place, head) && place != head) && anchor != head {
            // Still a loop: a tree too broken to mend.
            return;
        }
        for t in within.clone().filter(|&t| t != head) {
            if leaves(self, t) || self.is_below(head, t) {
                self.attach(t, Some(head), inner);
            }
        }
        self.attach(head, place, deprel);
        for t in (0..self.heads.len()).filter(|t| !within.contains(t)) {
            if self.heads[t].is_some_and(|above| above != head && within.contains(&above)) {
                let deprel = self.deprels[t];
                self.attach(t, Some(head), deprel);
            }
        }
    }
}

/// How well a relation tells what a whole phrase does in its clause.
fn rank(deprel: Deprel) -> u8 {
    use Deprel as D;
    match deprel {
        D::Nsubj | D::NsubjPass | D::Obj | D::Iobj | D::OblAgent => 4,
        D::Obl | D::Nmod | D::NmodPoss | D::Root | D::Xcomp | D::Ccomp => 3,
        D::Conj | D::Appos | D::OblUnmarked | D::NmodUnmarked => 2,
        D::Compound | D::Amod | D::Flat | D::NmodDesc | D::Parataxis | D::List | D::Dep => 1,
        _ => 0,
    }
}

/// Every name one phrase, and every common noun one with what stands before it.
fn names(row: &Row<'_>, edges: &mut Edges) {
    for (_, mention) in row.analysis.mentions_in(row.index) {
        // "commander-in-chief", "chief of staff": an office is one phrase, headed by its first noun.
        if let Some(head) = row.head_of_office(mention) {
            edges.make_phrase(head, mention.last, head, Deprel::Flat);
            continue;
        }
        if mention.form == Form::Nominal && mention.first < mention.head && row.name(mention.head).is_none() {
            edges.make_phrase(mention.first, mention.head, mention.head, Deprel::Compound);
        }
    }
    for name in row.names() {
        if name.first < name.last {
            edges.make_phrase(name.first, name.last, name.head, Deprel::Flat);
        }
        // "four L-39s" with the number as the head.
        if let Some(number) = name.first.checked_sub(1)
            && row.upos(number) == Upos::Num
            && edges.is_below(name.head, number)
        {
            edges.make_phrase(number, name.last, name.head, Deprel::Nummod);
        }
    }
}

/// "to Oman next year" read as a year of Oman: the date leaves the place its phrase.
fn dates(row: &Row<'_>, edges: &mut Edges) {
    for date in row.dates() {
        let year = date.head;
        let noun = (0..date.first).rev().find(|&t| {
            edges.heads[t] == Some(year)
                && matches!(row.upos(t), Upos::Noun | Upos::Propn)
                && matches!(edges.deprels[t], Deprel::Compound | Deprel::Nmod | Deprel::Flat | Deprel::NmodDesc)
                && row.name(t).is_some()
        });
        if let Some(noun) = noun {
            let (place, deprel) = (edges.heads[year], edges.deprels[year]);
            edges.attach(noun, place, deprel);
            edges.attach(year, place.or(Some(noun)), Deprel::OblUnmarked);
            for t in 0..date.first {
                if edges.heads[t] == Some(year) && t != noun {
                    let deprel = edges.deprels[t];
                    edges.attach(t, Some(noun), deprel);
                }
            }
        }
    }
}

/// "talks with [Ana Vega] on the sidelines" read as sidelines of Ana Vega: nothing modifies a noun across its preposition.
fn premodifiers(row: &Row<'_>, edges: &mut Edges) {
    for noun in 0..edges.heads.len() {
        let Some(over) = edges.heads[noun].filter(|&over| over > noun + 1) else { continue };
        let premodifies = matches!(
            edges.deprels[noun],
            Deprel::Compound | Deprel::Amod | Deprel::Flat | Deprel::NmodDesc | Deprel::NmodPoss | Deprel::NmodUnmarked
        );
        let crosses =
            |t: TokenId| edges.heads[t] == Some(over) && edges.deprels[t] == Deprel::Case && row.upos(t) == Upos::Adp;
        if !premodifies
            || !matches!(row.upos(noun), Upos::Noun | Upos::Propn)
            || row.name(noun).is_some_and(|name| name.last >= over)
            || !(noun + 1..over).any(crosses)
        {
            continue;
        }
        let (place, deprel) = (edges.heads[over], edges.deprels[over]);
        edges.attach(noun, place, deprel);
        for t in 0..noun {
            if edges.heads[t] == Some(over) {
                let deprel = edges.deprels[t];
                edges.attach(t, Some(noun), deprel);
            }
        }
        let deprel = if place.is_some_and(|place| row.upos(place) == Upos::Verb) { Deprel::Obl } else { Deprel::Nmod };
        edges.attach(over, place.or(Some(noun)), deprel);
    }
}

/// "between units stationed in Peru and [the army]", "a deal between Saab and [the army]": what stands between two does
/// not end in the clause on the first, nor join the noun that they are between.
fn coordinations(row: &Row<'_>, edges: &mut Edges) {
    for between in 0..edges.heads.len() {
        if row.form(between) != "between" || edges.deprels[between] != Deprel::Case {
            continue;
        }
        let Some(first) = edges.heads[between] else { continue };
        if edges.has(first, Deprel::Conj) {
            continue;
        }
        let second = (first + 1..edges.heads.len()).find(|&t| {
            let lower = edges.heads[t].filter(|&lower| lower != first && edges.deprels[t] == Deprel::Conj);
            lower.is_some_and(|lower| {
                row.upos(t).is_nominal()
                    && edges.is_below(lower, first)
                    && edges.heads[lower].is_some_and(|clause| clause != first && row.upos(clause) == Upos::Verb)
            })
        });
        if let Some(second) = second.or_else(|| joined_behind(row, edges, first)) {
            edges.attach(second, Some(first), Deprel::Conj);
        }
    }
}

/// The noun that ends the phrase behind the "and" right behind a name.
fn joined_behind(row: &Row<'_>, edges: &Edges, first: TokenId) -> Option<TokenId> {
    let and = row.name(first).map_or(first, |name| name.last) + 1;
    if and >= edges.heads.len() || row.xpos(and) != Xpos::Cc {
        return None;
    }
    let phrase = (and + 1..edges.heads.len()).take_while(|&t| {
        matches!(row.upos(t), Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn) || row.xpos(t) == Xpos::Hyph
    });
    let second = phrase.filter(|&t| row.upos(t).is_nominal()).last()?;
    (!edges.is_below(first, second)).then_some(second)
}

/// "received its first jets" with "its" as the object: a possessive pronoun belongs to the noun that ends its phrase.
fn possessives(row: &Row<'_>, edges: &mut Edges) {
    for pronoun in 0..edges.heads.len() {
        if row.xpos(pronoun) != Xpos::PrpPoss || edges.deprels[pronoun] == Deprel::NmodPoss {
            continue;
        }
        let phrase = (pronoun + 1..edges.heads.len()).take_while(|&t| {
            matches!(row.upos(t), Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num)
                || row.xpos(t) == Xpos::Hyph
                || row.xpos(t) == Xpos::Vbn
        });
        let Some(noun) = phrase.filter(|&t| matches!(row.upos(t), Upos::Noun | Upos::Propn)).last() else { continue };
        let (place, deprel) = (edges.heads[pronoun], edges.deprels[pronoun]);
        if place.is_none_or(|place| place == noun || edges.is_below(place, noun)) {
            continue;
        }
        edges.attach(noun, place, deprel);
        edges.attach(pronoun, Some(noun), Deprel::NmodPoss);
    }
}

/// "joined US-led [forces]" read as a clause of leading: a participle with a hyphen before it describes the noun after it.
fn participles(row: &Row<'_>, edges: &mut Edges) {
    for t in 2..edges.heads.len().saturating_sub(1) {
        let hyphened = matches!(row.xpos(t), Xpos::Vbn | Xpos::Vbd)
            && row.form(t - 1) == "-"
            && matches!(row.upos(t - 2), Upos::Noun | Upos::Propn | Upos::Adj);
        if !hyphened || edges.deprels[t] == Deprel::Amod {
            continue;
        }
        let noun = (t + 1..edges.heads.len())
            .take_while(|&after| matches!(row.upos(after), Upos::Adj | Upos::Noun | Upos::Propn))
            .find(|&noun| edges.heads[noun] == Some(t));
        let Some(noun) = noun else { continue };
        let place = edges.heads[t];
        let deprel = match edges.deprels[t] {
            Deprel::Advcl | Deprel::Xcomp | Deprel::Ccomp | Deprel::Acl => Deprel::Obj,
            deprel => deprel,
        };
        edges.attach(noun, place, deprel);
        for after in noun + 1..edges.heads.len() {
            if edges.heads[after] == Some(t) {
                let deprel = edges.deprels[after];
                edges.attach(after, place.or(Some(noun)), deprel);
            }
        }
        edges.attach(t, Some(noun), Deprel::Amod);
    }
}

/// "which borders [Kenya]": with one subject before it, what follows a verb is no second one.
fn second_subjects(row: &Row<'_>, edges: &mut Edges) {
    for t in 1..edges.heads.len() {
        let Some(verb) = edges.heads[t].filter(|&verb| verb < t && row.upos(verb) == Upos::Verb) else { continue };
        let is_subject = |child: TokenId| edges.deprels[child] == Deprel::Nsubj;
        let first = edges.children(verb).any(|child| child < verb && is_subject(child));
        if first && is_subject(t) && !edges.has(verb, Deprel::Obj) {
            edges.attach(t, Some(verb), Deprel::Obj);
        }
    }
}

/// "Peru, once a major [buyer] of rifles, ordered": of two subjects before a verb, the second, between commas, tells
/// what the first is.
fn appositions(row: &Row<'_>, edges: &mut Edges) {
    for t in 2..edges.heads.len() {
        let Some(verb) = edges.heads[t].filter(|&verb| verb > t && edges.deprels[t] == Deprel::Nsubj) else { continue };
        let first = edges.children(verb).find(|&first| first < t && edges.deprels[first] == Deprel::Nsubj);
        let Some(name) = first.filter(|_| row.name(t).is_none()).and_then(|first| row.name(first)) else { continue };
        let article = edges.children(t).any(|child| edges.deprels[child] == Deprel::Det && row.lemmas[child] == "a");
        if article && (name.last + 1..t).any(|t| row.xpos(t) == Xpos::Comma) {
            edges.attach(t, Some(name.head), Deprel::Appos);
        }
    }
}

/// "gave [Peru] trucks" read as trucks of Peru: a state right behind a verb of giving, with what is given behind it, is
/// given it. "US trucks" are of the US all the same.
fn recipients(row: &Row<'_>, edges: &mut Edges) {
    // The name of a state may be taken into the item's: "gave [Jordan Black Hawk helicopters]".
    let states =
        row.analysis.mentions_in(row.index).map(|(_, mention)| mention).filter(|mention| row.is_state(mention));
    for name in row.names().chain(states) {
        let Some(verb) = name.first.checked_sub(1 + usize::from(row.form(name.first) == "the")) else { continue };
        let Some(given) = edges.heads[name.head].filter(|&given| given > name.last) else { continue };
        let modifies = matches!(
            edges.deprels[name.head],
            Deprel::Compound | Deprel::NmodDesc | Deprel::NmodUnmarked | Deprel::Flat
        );
        let spelled = (name.first..=name.last).any(|t| row.form(t).contains(char::is_lowercase));
        let gives = row.upos(verb) == Upos::Verb && row.is(verb, WordClass::Giving);
        if modifies
            && spelled
            && gives
            && row.is_collective(name)
            && edges.deprels[given] == Deprel::Obj
            && edges.heads[given] == Some(verb)
        {
            edges.attach(name.head, Some(verb), Deprel::Iobj);
        }
    }
}

/// A noun phrase right after a plain preposition is no subject or object: "held talks with [the minister], who said" with
/// the minister as the subject of saying.
fn prepositions(row: &Row<'_>, edges: &mut Edges) {
    let plain = |t: TokenId| {
        row.upos(t) == Upos::Adp
            && matches!(
                row.form(t),
                "with"
                    | "from"
                    | "of"
                    | "at"
                    | "in"
                    | "under"
                    | "between"
                    | "into"
                    | "against"
                    | "near"
                    | "among"
                    | "within"
            )
    };
    for t in 0..edges.heads.len() {
        let Some(preposition) = t.checked_sub(1) else { continue };
        let mut first = t;
        while first > 0 && matches!(row.upos(first - 1), Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn) {
            first -= 1;
        }
        let relative = matches!(row.xpos(t), Xpos::Wdt | Xpos::Wp) && plain(preposition);
        let phrase = matches!(row.upos(t), Upos::Noun | Upos::Propn) && first > 0 && plain(first - 1);
        if !(relative || phrase) || !matches!(edges.deprels[t], Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj) {
            continue;
        }
        let case = if relative { preposition } else { first - 1 };
        let Some(clause) = edges.heads[t] else { continue };
        // "with the fleet sailing", "of Peru joining": a clause below a preposition.
        if matches!(row.xpos(clause), Xpos::Vbg | Xpos::Vbn) && !relative || edges.is_below(clause, case) {
            continue;
        }
        if relative {
            edges.attach(t, Some(clause), Deprel::Obl);
        } else if let Some(before) = case.checked_sub(1).filter(|&before| !edges.is_below(before, t)) {
            match row.upos(before) {
                Upos::Verb => edges.attach(t, Some(before), Deprel::Obl),
                Upos::Noun | Upos::Propn => edges.attach(t, Some(before), Deprel::Nmod),
                _ => edges.attach(t, Some(clause), Deprel::Obl),
            }
        }
        edges.attach(case, Some(t), Deprel::Case);
    }
}

/// "is to meet [Ana Vega] in Quito", "met behind closed [doors] in Lima": nothing of a person, or of such doors, is in a
/// place, so that the clause is.
fn persons(row: &Row<'_>, edges: &mut Edges) {
    for t in 1..edges.heads.len() {
        let Some(noun) = edges.heads[t].filter(|&noun| noun < t && edges.deprels[t] == Deprel::Nmod) else { continue };
        let person = row.name(noun).is_some_and(|name| row.is_person(name));
        let doors = noun > 1 && row.lemmas[noun] == "door" && row.form(noun - 2) == "behind";
        let case = (noun + 1..t).find(|&case| edges.heads[case] == Some(t) && edges.deprels[case] == Deprel::Case);
        let located = case.is_some_and(|case| matches!(row.form(case), "in" | "at" | "on" | "during"));
        // "the visit of Ana Vega to Quito": the visit is to Quito.
        let led = case.is_some_and(|case| matches!(row.form(case), "to" | "with"));
        let of_noun =
            edges.heads[noun].filter(|&upper| edges.deprels[noun] == Deprel::Nmod && row.is(upper, WordClass::Event));
        if let Some(upper) = of_noun.filter(|_| person && led) {
            edges.attach(t, Some(upper), Deprel::Nmod);
        }
        if !located || !(person || doors) {
            continue;
        }
        let mut above = edges.heads[noun];
        let clause = std::iter::from_fn(|| {
            let here = above?;
            above = edges.heads[here];
            Some(here)
        });
        let verb = clause.take(edges.heads.len()).find(|&here| row.upos(here) == Upos::Verb);
        if let Some(verb) = verb.filter(|&verb| verb < t && !edges.is_below(verb, t)) {
            edges.attach(t, Some(verb), Deprel::Obl);
        }
    }
}

/// "met Ana Vega [of Peru] to talk": what "of" joins to a person's name is said of nothing else.
fn origins(row: &Row<'_>, edges: &mut Edges) {
    for person in row.names().filter(|name| row.is_person(name)) {
        let of = person.last + 1;
        if of + 1 >= edges.heads.len() || row.form(of) != "of" {
            continue;
        }
        let first = of + 1 + usize::from(row.upos(of + 1) == Upos::Det);
        let whose = row.names().find(|name| name.first == first && !row.is_person(name));
        if let Some(whose) = whose.filter(|whose| !edges.is_below(person.head, whose.head)) {
            edges.attach(whose.head, Some(person.head), Deprel::Nmod);
            edges.attach(of, Some(whose.head), Deprel::Case);
        }
    }
}

/// "follows a visit to Peru [by Ana Vega]": an active verb has its agent as the subject, so that "by" tells who does what
/// its object names.
fn agents(row: &Row<'_>, edges: &mut Edges) {
    for by in 1..edges.heads.len() {
        if row.form(by) != "by" || edges.deprels[by] != Deprel::Case {
            continue;
        }
        let Some(agent) = edges.heads[by].filter(|&agent| agent > by) else { continue };
        let Some(verb) = edges.heads[agent].filter(|&verb| verb < by && row.upos(verb) == Upos::Verb) else { continue };
        let active = matches!(row.xpos(verb), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vb | Xpos::Vbg)
            && !edges.has(verb, Deprel::AuxPass);
        let event = |&t: &TokenId| t < by && edges.deprels[t] == Deprel::Obj && row.is(t, WordClass::Event);
        let doer = row.name(agent).is_some() || row.is_person_noun(agent);
        let event = edges.children(verb).find(event);
        if let Some(event) = event.filter(|_| active && doer) {
            edges.attach(agent, Some(event), Deprel::Nmod);
        }
    }
}

/// "In particular, these are", "Next year, supplies begin": a sentence's root is its clause, not what introduces it.
fn root(row: &Row<'_>, edges: &mut Edges) {
    let Some(root) = edges.heads.iter().position(Option::is_none) else { return };
    let participle = row.xpos(root) == Xpos::Vbg
        && ![Deprel::Aux, Deprel::Nsubj, Deprel::Cop].iter().any(|&deprel| edges.has(root, deprel));
    let introduces = participle || row.is_dated(root) || edges.has(root, Deprel::Case) && row.upos(root) != Upos::Verb;
    if !introduces || edges.has(root, Deprel::Cop) {
        return;
    }
    let is_finite = |t: TokenId| matches!(row.xpos(t), Xpos::Vbd | Xpos::Vbp | Xpos::Vbz | Xpos::Md);
    let clause = (root + 1..edges.heads.len()).find(|&t| {
        let verbal = row.upos(t) == Upos::Verb || edges.has(t, Deprel::Cop);
        let finite = is_finite(t)
            || edges.children(t).any(|child| {
                matches!(edges.deprels[child], Deprel::Aux | Deprel::AuxPass | Deprel::Cop) && is_finite(child)
            });
        let subject = edges.children(t).any(|child| matches!(edges.deprels[child], Deprel::Nsubj | Deprel::NsubjPass));
        let subordinate = edges.children(t).any(|child| {
            edges.deprels[child] == Deprel::Mark || matches!(row.xpos(child), Xpos::Wdt | Xpos::Wp | Xpos::Wrb)
        });
        verbal && finite && subject && !subordinate && edges.is_below(t, root)
    });
    if let Some(clause) = clause {
        edges.attach(clause, None, Deprel::Root);
        let deprel = match row.is_dated(root) {
            _ if participle => Deprel::Advcl,
            true => Deprel::OblUnmarked,
            false => Deprel::Obl,
        };
        edges.attach(root, Some(clause), deprel);
    }
}
