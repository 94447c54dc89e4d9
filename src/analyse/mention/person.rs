//! Names of persons: without title and rank, with particles, initials, patronymics and suffixes.

use std::collections::HashSet;

use smol_str::SmolStr;

use super::finder::{Found, Knowledge};
use super::view::{NounHit, Stretch, View};
use super::{Finder, Form};
use crate::analyse::time::is_weekday;
use crate::analyse::{Deprel, TokenId, Upos};
use crate::schema::{Naming, NounClass};

/// A name longer than this is two names that lost their comma.
const LONGEST_NAME: usize = 7;

/// The persons that an article has named, by the last word of their names.
#[derive(Debug, Default)]
pub(super) struct Persons {
    surnames: HashSet<SmolStr>,
    /// Words of their names before the last.
    others: HashSet<SmolStr>,
}

impl Persons {
    fn learn(&mut self, view: &View<'_>, stretch: Stretch) {
        let last = (stretch.first..=stretch.last).rev().find(|&t| view.is_capital(t) && view.words[t].len() > 2);
        if let Some(last) = last {
            self.surnames.insert(view.words[last].into());
            let before = (stretch.first..last).filter(|&t| view.is_capital(t));
            self.others.extend(before.map(|t| SmolStr::from(view.words[t])));
            // "Kim Jong-un": the family's name comes first.
            if last < stretch.last && view.words[stretch.last - 1] == "-" {
                self.surnames.insert(view.words[stretch.first].into());
            }
        }
    }

    /// Surnames alone, of persons named in full anywhere in the article.
    pub fn find_again(&self, found: &mut Found<'_, '_>, knowledge: Knowledge<'_>) {
        if self.surnames.is_empty() {
            return;
        }
        let view = found.view;
        for t in 0..view.len() {
            if !view.is_capital(t) || !self.surnames.contains(view.words[t]) {
                continue;
            }
            let taken = found.mentions.iter().any(|other| other.first <= t && t <= other.last);
            let longer_name = view.known_over(t).is_some_and(|hit| hit.stretch.first != hit.stretch.last);
            // Part of a longer name: "Lopez Street", "the Obama administration" keeps its person.
            let named = t + 1 < view.len()
                && view.is_name_like(t + 1)
                && view.noun_at(t + 1).is_some_and(|hit| hit.first == t + 1);
            let state = view.known_over(t).is_some_and(|hit| knowledge.gazetteer.is_state(hit.sense.known));
            if taken || longer_name || named || state {
                continue;
            }
            let free = |first: TokenId| !found.mentions.iter().any(|other| other.first <= first && first <= other.last);
            let mut first = t;
            while first > 0 && self.others.contains(view.words[first - 1]) && free(first - 1) {
                first -= 1;
            }
            // "al-Hakim"
            let particle = first >= 2 && view.words[first - 1] == "-" && view.touches(first) && view.touches(first - 1);
            if particle && knowledge.lexicon.is_joined_particle(&view.folded(first - 2)) {
                first -= 2;
            }
            let person = found.push(Stretch::new(first, t), None, Form::Name, knowledge.kinds.person, Finder::Syntax);
            person.plural = false;
        }
    }
}

/// Persons by title and by the recogniser.
pub(super) fn find_persons(found: &mut Found<'_, '_>, knowledge: Knowledge<'_>, persons: &mut Persons) {
    let view = found.view;
    let mut taken_to = 0;
    for t in 0..view.len() {
        // "HMS Kent", "the destroyer Kent": the ship's name.
        let ship = |before: TokenId| {
            let noun = view.noun_at(before).filter(|hit| !hit.noun.plural && !view.is_capital(before));
            let materiel = |hit: NounHit| match hit.noun.class {
                NounClass::Head(head) => {
                    knowledge.lexicon.kinds(head).iter().all(|&kind| knowledge.kinds.materiel.contains(kind))
                }
                _ => false,
            };
            knowledge.lexicon.opening(view.words[before]).is_some() || noun.is_some_and(materiel)
        };
        if t < taken_to {
            continue;
        }
        if t.checked_sub(1).is_some_and(ship) {
            taken_to = name_run(view, t, knowledge).map_or(t, |run| run.last + 1);
            continue;
        }
        let stretch = after_title(view, t, knowledge)
            .or_else(|| recognised(view, t, knowledge))
            .or_else(|| described(view, t, knowledge));
        let Some(stretch) = stretch else { continue };
        persons.learn(view, stretch);
        taken_to = stretch.last + 1;
        found.push(stretch, None, Form::Name, knowledge.kinds.person, Finder::Syntax).plural = false;
    }
}

/// "Colonel General [Jan Novak]", "spokesman [Lopez]": a name right after a rank, an office or the like.
fn after_title(view: &View<'_>, t: TokenId, knowledge: Knowledge<'_>) -> Option<Stretch> {
    let mut before = t.checked_sub(1)?;
    // "Gen." may keep its point as a token of its own.
    if view.words[before] == "." {
        before = before.checked_sub(1)?;
    }
    let field = before_field(view, before, knowledge);
    let title = view.title_at(field.unwrap_or(before));
    let strong = title.is_some() && field.is_none();
    let person = view.noun_at(before).filter(|hit| hit.noun.class == NounClass::Person);
    let hit = title.or(person)?;
    if hit.noun.plural && !strong || view.upos(before) == Upos::Verb {
        return None;
    }
    let mut stretch = name_run(view, t, knowledge)?;
    if stretch.first == stretch.last && is_forename(view, t - 1, knowledge) {
        stretch.first = t - 1;
    }
    let single = stretch.first == stretch.last;
    // "President Carter" is a person; "counterpart Moscow", "Secretary General NATO" name none.
    let known =
        view.known_over(stretch.first).filter(|known| !known.sense.weak && known.stretch.contains(stretch.last));
    if known.is_some() || single && !strong {
        return None;
    }
    let ranked = hit.noun.class == NounClass::Rank || hit.noun.class == NounClass::Honorific;
    // In lower case, a rank may be an adjective: "general Assembly"; a name must then be tagged as one.
    let proper = |t: TokenId| view.upos(t) == Upos::Propn;
    let written = view.is_capital(before) || proper(stretch.first) || proper(stretch.last);
    (written && (ranked || strong || !single)).then_some(stretch)
}

/// "Minister of Defence", "Minister of Foreign Affairs": the office before "of" and its field, which ends at `last`.
fn before_field(view: &View<'_>, last: TokenId, knowledge: Knowledge<'_>) -> Option<TokenId> {
    let of_field = |t: &TokenId| knowledge.lexicon.is_office_modifier(&view.folded(*t)) || view.folded(*t) == "affairs";
    let of = (0..=last).rev().find(|t| !of_field(t))?;
    (of < last && view.is_capital(last) && view.folded(of) == "of").then(|| of.checked_sub(1)).flatten()
}

/// "Minister of Defence Gen [Nakatani]": a rank without its point that is also a given name, between "minister" and one
/// word of a name, is the given name: ministers are civilians more often than generals, and a general has a given name
/// of his own there.
fn is_forename(view: &View<'_>, t: TokenId, knowledge: Knowledge<'_>) -> bool {
    let of_field = |t: TokenId| view.folded(t) == "of" || knowledge.lexicon.is_office_modifier(&view.folded(t));
    let office = (0..t).rev().find(|&t| !of_field(t));
    knowledge.lexicon.is_given_name(view.words[t])
        && view.title_at(t).is_some_and(|hit| hit.noun.class == NounClass::Rank)
        && office.is_some_and(|t| view.folded(t) == "minister")
}

/// The run of name words from `t` on.
fn name_run(view: &View<'_>, t: TokenId, knowledge: Knowledge<'_>) -> Option<Stretch> {
    let begins = t < view.len() && (view.is_capital(t) || leads_to_capital(view, t, knowledge));
    if !begins || view.designation_over(t).is_some() {
        return None;
    }
    let mut end = None;
    let mut next = t;
    while next < view.len() && next < t + LONGEST_NAME {
        let word = view.words[next];
        let folded = view.folded(next);
        // "Ki-moon": behind a forename's first syllable.
        let syllable = next > t + 2
            && view.words[next - 1] == "-"
            && end == Some(next - 2)
            && view.touches(next)
            && view.touches(next - 1)
            && knowledge.lexicon.is_syllable(word);
        let ends = view.is_capital(next) && is_name_word(view, t, next, knowledge)
            || next > t && knowledge.lexicon.is_suffix(&folded)
            || syllable;
        // "bin" and "al-" are kept where a capital follows, the point of an initial where it is a token of its own.
        let hyphen = next > t
            && matches!(word, "-" | "'" | "’")
            && view.touches(next)
            && next + 1 < view.len()
            && view.touches(next + 1);
        let point = word == "." && next > t && view.words[next - 1].chars().count() == 1;
        let goes_on = hyphen || point || leads_to_capital(view, next, knowledge);
        if ends {
            end = Some(next);
        } else if !goes_on {
            break;
        }
        next += 1;
    }
    let last = end?;
    let initial_only = t == last && view.words[t].trim_end_matches('.').chars().count() < 2;
    (!initial_only).then(|| Stretch::new(t, last))
}

/// Whether particles begin at `t` that lead to a word of a name: "van der Berg", "al-Hakim", "at-Tayeb".
fn leads_to_capital(view: &View<'_>, t: TokenId, knowledge: Knowledge<'_>) -> bool {
    let mut next = t;
    while next < view.len() && next <= t + 3 {
        if next > t && view.is_capital(next) {
            return is_name_word(view, t, next, knowledge);
        }
        let joined = view.words.get(next + 1) == Some(&"-") && view.touches(next + 1);
        let folded = view.folded(next);
        let particle =
            knowledge.lexicon.is_particle(&folded) || joined && knowledge.lexicon.is_joined_particle(&folded);
        if !(particle || next > t && view.words[next] == "-") {
            return false;
        }
        next += 1;
    }
    false
}

/// Whether a capitalised word may be part of a person's name that starts at `start`: no rank, demonym, head noun or known
/// organisation.
fn is_name_word(view: &View<'_>, start: TokenId, t: TokenId, knowledge: Knowledge<'_>) -> bool {
    const FUNCTION_WORDS: [&str; 26] = [
        "i", "near", "the", "of", "in", "on", "and", "for", "but", "at", "by", "with", "from", "to", "he", "she", "it",
        "we", "they", "his", "her", "this", "that", "who", "as", "after",
    ];
    let folded = view.folded(t);
    // "Near Palmyra": what opens a sentence has its capital from that.
    let opening =
        t == 0 && matches!(view.upos(t), Upos::Adp | Upos::Det | Upos::Pron | Upos::Sconj | Upos::Cconj | Upos::Adv);
    // "Minister of Defence Ivan Petrov", "Deputy Prime Minister"
    let of_office = t == start && knowledge.lexicon.is_office_modifier(&folded);
    if opening || of_office || FUNCTION_WORDS.contains(&folded.as_str()) {
        return false;
    }
    if let Some(hit) = view.known_over(t) {
        let several = hit.stretch.first != hit.stretch.last;
        let acronym = view.words[t].chars().all(char::is_uppercase) && view.words[t].len() > 1;
        // "ambassador to Serbia Olga Horvat"
        let state = knowledge.gazetteer.is_state(hit.sense.known) && !knowledge.lexicon.is_given_name(view.words[t]);
        if t == start && state || hit.sense.naming != Naming::Name || several && !hit.sense.weak || acronym {
            return false;
        }
    }
    // "Monday Sheikh X", "commander Rear Admiral X": neither a day nor the first word of a rank opens a name.
    let opens_rank =
        |end: TokenId| view.title_at(end).is_some_and(|hit| hit.first == t && hit.noun.class == NounClass::Rank);
    if t == start && (is_weekday(&folded) || t + 1 < view.len() && opens_rank(t + 1)) {
        return false;
    }
    // A title opens no name; after a forename it may be a surname ("Stephen King").
    let surname =
        t > start && view.upos(t) == Upos::Propn && !view.words.get(t + 1).is_some_and(|_| view.is_capital(t + 1));
    // "Hassan Sheikh Mohamud"
    let inner = |hit: NounHit| hit.noun.class == NounClass::Honorific && t > start && !view.words[t].ends_with('.');
    if view.title_at(t).is_some_and(|hit| !inner(hit)) && !surname {
        return false;
    }
    // "Kim Son Gwon"
    let syllable = |hit: &NounHit| hit.noun.class == NounClass::Person && t > start && view.words[t].len() <= 4;
    let person = |class| matches!(class, NounClass::Office | NounClass::Person);
    view.noun_at(t).is_none_or(|hit| surname && person(hit.noun.class) || syllable(&hit))
}

/// A person by what is said of them: "Olga Horvat, the head of", "the president, Karl Berg", or by a given name.
fn described(view: &View<'_>, t: TokenId, knowledge: Knowledge<'_>) -> Option<Stretch> {
    let inside = t > 0 && view.is_name_like(t - 1) && view.known_over(t - 1).is_none();
    // "al-Hakim": a lower-case article joined to a capital opens an Arabic name.
    let article = matches!(view.words[t], "al" | "el" | "ul" | "as" | "ad" | "ash" | "an" | "ar" | "at" | "Al" | "El")
        && t + 2 < view.len()
        && view.words[t + 1] == "-"
        && view.touches(t + 1)
        && view.touches(t + 2)
        && view.is_capital(t + 2);
    if !view.is_cased()
        || !(view.is_capital(t) || article)
        || inside && !article
        || is_called_so(view, t, knowledge)
        || view.known_over(t).is_some_and(|hit| !hit.sense.weak)
        || view.noun_at(t).is_some()
    {
        return None;
    }
    let labelled = view.names.iter().any(|name| name.first <= t && t <= name.last);
    let run = name_run(view, t, knowledge)?;
    let words = (run.first..=run.last).filter(|&t| view.is_capital(t)).count();
    let hyphenated = (run.first..=run.last).any(|t| view.words[t].contains('-'));
    let lone = words < 2
        && view.upos(t) == Upos::Propn
        && !labelled
        && (knowledge.lexicon.is_surname(view.words[run.last])
            || knowledge.lexicon.is_given_name(view.words[run.last]) && view.words[run.last].len() > 3);
    let followed = run.last + 1 < view.len() && view.is_name_like(run.last + 1);
    let enough = words >= 2 || hyphenated || article || lone && !followed;
    if !enough
        || (run.first..=run.last).any(|t| {
            view.known_over(t).is_some_and(|hit| !hit.sense.weak)
                || view.words[t].chars().all(char::is_uppercase) && view.words[t].len() > 3
        })
    {
        return None;
    }
    // "Ali bin Nasser", "S. R. Menon"
    let inner = (run.first + 1..run.last).any(|t| {
        let folded = view.folded(t);
        !view.is_capital(t) && knowledge.lexicon.is_particle(&folded) && ARABIC.contains(&folded.as_str())
    });
    let initials = is_initial(view, run.first) && words >= 2;
    let located =
        t > 0 && matches!(view.words[t - 1], "in" | "at" | "near" | "from" | "to" | "of" | "around" | "outside");
    let given = knowledge.lexicon.is_given_name(view.words[t]) || knowledge.lexicon.is_surname(view.words[run.last]);
    let article = article && !located;
    if given || article && !labelled || (inner || initials) && !located {
        return Some(run);
    }
    let head = view.head(run, None);
    let tree = view.sentence;
    let personal = |t: TokenId| {
        view.noun_at(t).is_some_and(|hit| !matches!(hit.noun.class, NounClass::Head(_))) || view.title_at(t).is_some()
    };
    let apposed = tree.children_by(head, Deprel::Appos).any(personal);
    let apposing = tree.token(head).deprel == Deprel::Appos && tree.token(head).head.is_some_and(personal);
    let who =
        tree.children_by(head, Deprel::AclRelcl).any(|clause| tree.children(clause).any(|t| view.folded(t) == "who"));
    let says = tree.token(head).head.is_some_and(|verb| {
        tree.token(head).deprel == Deprel::Nsubj
            && matches!(
                tree.token(verb).lemma.as_str(),
                "say"
                    | "tell"
                    | "add"
                    | "note"
                    | "warn"
                    | "explain"
                    | "stress"
                    | "ask"
                    | "argue"
                    | "write"
                    | "comment"
                    | "reply"
            )
    });
    let age = run.last + 2 < view.len() && view.words[run.last + 1] == "," && view.upos(run.last + 2) == Upos::Num;
    (apposed || apposing || who || (says || age) && !labelled).then_some(run)
}

/// "Their exercise [Varuna]": what is named is no person, though persons bear the name too.
fn is_called_so(view: &View<'_>, t: TokenId, knowledge: Knowledge<'_>) -> bool {
    let noun = t.checked_sub(1).filter(|&noun| knowledge.lexicon.is_called(&view.folded(noun)));
    noun.and_then(|noun| view.noun_at(noun)).is_some_and(|hit| matches!(hit.noun.class, NounClass::Head(_)))
}

/// Lower-case words that only names of persons hold.
const ARABIC: [&str; 7] = ["al", "el", "bin", "ibn", "bint", "ould", "abu"];

/// More than letters: "P.M.", "EDT" and "Ph.D" are none.
fn is_word(word: &str) -> bool {
    !word.trim_end_matches('.').contains('.') && (word.contains(char::is_lowercase) || word.chars().count() > 3)
        || !word.is_ascii()
}

/// "S.", "J.D."
fn is_initial(view: &View<'_>, t: TokenId) -> bool {
    let word = view.words[t];
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    word.ends_with('.')
        && letters <= 2
        && letters * 2 == word.chars().count()
        && word.chars().all(|c| c.is_uppercase() || c == '.')
}

/// A person by the recogniser, mended at both ends.
fn recognised(view: &View<'_>, t: TokenId, knowledge: Knowledge<'_>) -> Option<Stretch> {
    let label = view.names.iter().find(|name| name.first <= t && t <= name.last)?;
    let is_person = |label: &str| {
        knowledge
            .schema
            .kinds()
            .iter()
            .any(|kind| knowledge.kinds.person.contains(kind.id) && kind.recogniser.iter().any(|own| own == label))
    };
    if !is_person(label.label.as_str()) || !view.is_capital(t) && !knowledge.lexicon.is_particle(&view.folded(t)) {
        return None;
    }
    // Titles and demonyms that the recogniser took in are stepped over by starting later.
    if !is_name_word(view, t, t, knowledge) && !knowledge.lexicon.is_particle(&view.folded(t)) {
        return None;
    }
    let run = name_run(view, t, knowledge)?;
    let stretch = Stretch::new(t, run.last.max(t));
    if !(stretch.first..=stretch.last).any(|t| is_word(view.words[t])) {
        return None;
    }
    if stretch.first == stretch.last && is_called_so(view, t, knowledge) {
        return None;
    }
    // The gazetteer decides where it knows, unless the name goes on.
    let known = view.known_over(t).filter(|hit| {
        let id = hit.sense.known;
        let sure = knowledge.gazetteer.is_state(id) || knowledge.gazetteer.government_at(id).is_some();
        // "in Almaty", "to Almaty": persons do not stand there, nor is it a name that they bear.
        let before = t.checked_sub(1).map_or("", |before| view.words[before]);
        let borne = || knowledge.lexicon.is_given_name(view.words[t]) || knowledge.lexicon.is_surname(view.words[t]);
        let located = matches!(before, "in" | "near" | "outside") || matches!(before, "to" | "from" | "at") && !borne();
        !hit.sense.weak
            && hit.stretch.contains(stretch.last)
            && (sure
                || located
                || knowledge.gazetteer.known(id).kinds.iter().any(|&kind| !knowledge.kinds.locality.contains(kind)))
    });
    known.is_none().then_some(stretch)
}
