//! Finds all mentions of a document.

use std::collections::HashMap;

use smol_str::SmolStr;

use super::made::find_made;
use super::person::{Persons, find_persons};
use super::phrase::find_phrases;
use super::view::{KnownHit, Stretch, View};
use super::{Finder, Form, KindSet, Kinds, Mention, TimeExpression, quantity};
use crate::analyse::Name;
use crate::analyse::time::find_times;
use crate::analyse::{Deprel, Sentence, TokenId, Upos};
use crate::schema::{Gazetteer, KnownId, Naming, NounClass, NounLexicon, PronounClass, Schema};
use crate::text::{Document, SectionRole};

/// Finds persons, names, noun phrases, pronouns, dates and counts in parsed sentences.
pub struct MentionFinder<'a> {
    schema: &'a Schema,
    gazetteer: &'a Gazetteer,
    lexicon: &'a NounLexicon,
    pub(super) kinds: Kinds,
}

/// What the finders know beside the sentence.
#[derive(Clone, Copy)]
pub(super) struct Knowledge<'a> {
    pub schema: &'a Schema,
    pub gazetteer: &'a Gazetteer,
    pub lexicon: &'a NounLexicon,
    pub kinds: &'a Kinds,
}

/// What an article has told of a short name by the time it is met.
#[derive(Clone, Debug)]
struct Introduced {
    kinds: KindSet,
    known: Option<SmolStr>,
}

/// Collects the mentions of one sentence.
pub(super) struct Found<'v, 'a> {
    pub view: &'v View<'a>,
    pub mentions: Vec<Mention>,
}

impl Found<'_, '_> {
    pub fn push(
        &mut self,
        stretch: Stretch,
        core: Option<TokenId>,
        form: Form,
        kinds: KindSet,
        found_by: Finder,
    ) -> &mut Mention {
        let view = self.view;
        let head = view.head(stretch, core);
        self.mentions.push(Mention {
            span: view.span(stretch),
            sentence: view.index,
            first: stretch.first,
            last: stretch.last,
            head,
            form,
            kinds,
            plural: matches!(view.sentence.token(head).xpos, crate::analyse::Xpos::Nns | crate::analyse::Xpos::Nnps),
            found_by,
            known: None,
        });
        self.mentions.last_mut().expect("just pushed")
    }
}

impl<'a> MentionFinder<'a> {
    pub fn new(schema: &'a Schema, gazetteer: &'a Gazetteer, lexicon: &'a NounLexicon) -> Self {
        Self { schema, gazetteer, lexicon, kinds: Kinds::new(schema) }
    }

    /// The mentions of a document, in text order, a longer one before those nested in it. `names` holds what the
    /// recogniser found in each sentence.
    pub fn find(&self, document: &Document, sentences: &[Sentence], names: &[Vec<Name>]) -> Vec<Mention> {
        let knowledge =
            Knowledge { schema: self.schema, gazetteer: self.gazetteer, lexicon: self.lexicon, kinds: &self.kinds };
        let views: Vec<View<'_>> = (0..)
            .zip(sentences)
            .map(|(index, sentence)| {
                let names = names.get(index).map_or(&[][..], Vec::as_slice);
                View::new(document, sentence, index, names, self.gazetteer, self.lexicon)
            })
            .collect();
        let mut persons = Persons::default();
        let mut by_sentence = Vec::with_capacity(views.len());
        // Boilerplate, bylines and datelines name nobody that the news is about.
        for view in
            views.iter().filter(|view| matches!(view.sentence.role(), SectionRole::Headline | SectionRole::Body))
        {
            let mut found = Found { view, mentions: Vec::new() };
            find_persons(&mut found, knowledge, &mut persons);
            by_sentence.push(found);
        }
        let mut introduced = HashMap::new();
        let mut all = Vec::new();
        for mut found in by_sentence {
            persons.find_again(&mut found, knowledge);
            self.find_known(&mut found);
            self.find_recognised(&mut found);
            find_phrases(&mut found, knowledge);
            find_made(&mut found, knowledge);
            find_acronyms(&mut found, &mut introduced, self.kinds.person);
            self.find_pronouns(&mut found);
            find_dates(&mut found);
            find_quantities(&mut found);
            settle(&mut found.mentions, &self.kinds);
            all.append(&mut found.mentions);
        }
        drop_doubtful(&mut all, &views);
        self.drop_untold_happenings(&mut all);
        all
    }

    fn find_known(&self, found: &mut Found<'_, '_>) {
        let view = found.view;
        for hit in &view.designations {
            // "Sukhoi Su-35", "Mil Mi-8", "L-39 Albatros": maker and nickname belong to the name.
            let mut stretch = hit.stretch;
            if let Some(maker) = stretch.first.checked_sub(1).filter(|&t| self.is_maker(view, t)) {
                stretch.first = maker;
            }
            if let Some(nickname) = view.known.iter().find(|known| known.stretch.first == stretch.last + 1)
                && self.kinds_of(nickname.sense.known).and(self.kinds.materiel) == hit.kind
            {
                stretch.last = nickname.stretch.last;
            }
            let stretch = self.with_piece(view, stretch);
            let mention = found.push(stretch, None, Form::Name, hit.kind, Finder::Pattern);
            mention.known = Some(hit.name.clone());
            mention.plural |= hit.plural;
        }
        for hit in &view.known {
            if hit.sense.weak && !self.is_supported(view, hit.stretch, hit.sense.known) {
                continue;
            }
            if self.goes_on(view, hit) {
                continue;
            }
            let form = match hit.sense.naming {
                Naming::Name => Form::Name,
                Naming::Demonym | Naming::People => Form::Demonym,
            };
            let kinds = self.kinds_of(hit.sense.known);
            let materiel = !kinds.and(self.kinds.materiel).is_empty();
            let stretch = if materiel { self.with_piece(view, hit.stretch) } else { hit.stretch };
            let mention = found.push(stretch, None, form, kinds, Finder::Gazetteer);
            mention.known = Some(self.gazetteer.known(hit.sense.known).name.clone());
            if stretch == hit.stretch {
                mention.span = hit.span;
            }
            mention.plural |= hit.sense.naming == Naming::People;
        }
    }

    /// "IRIS-T systems": the noun behind that only says that there are pieces of it.
    fn with_piece(&self, view: &View<'_>, stretch: Stretch) -> Stretch {
        let next = stretch.last + 1;
        let piece = next < view.len()
            && view.upos(next) == Upos::Noun
            && view.noun_at(next).is_none_or(|hit| hit.first == next)
            && self.lexicon.is_piece(&view.sentence.token(next).lemma);
        Stretch::new(stretch.first, stretch.last + usize::from(piece))
    }

    fn kinds_of(&self, id: KnownId) -> KindSet {
        self.gazetteer.known(id).kinds.iter().copied().collect()
    }

    fn is_maker(&self, view: &View<'_>, t: TokenId) -> bool {
        let group = view.known_over(t).is_some_and(|hit| {
            hit.stretch.first == t && !self.kinds_of(hit.sense.known).and(self.kinds.group).is_empty()
        });
        let capital = view.upos(t) == Upos::Propn && view.known_over(t).is_none() && view.is_name_like(t);
        group || capital && view.words[t].len() > 2 && view.title_at(t).is_none() && view.noun_at(t).is_none()
    }

    /// Whether the text supports a name that is also a common word or a person's.
    fn is_supported(&self, view: &View<'_>, stretch: Stretch, known: KnownId) -> bool {
        let kinds = self.kinds_of(known);
        let before = stretch.first.checked_sub(1);
        if !kinds.and(self.kinds.materiel).is_empty() {
            let counted = before.is_some_and(|t| view.upos(t) == Upos::Num);
            let classed = (stretch.last + 1..view.len().min(stretch.last + 4)).any(|t| {
                view.noun_at(t).is_some_and(|hit| !self.noun_kinds(hit.noun).and(self.kinds.materiel).is_empty())
            });
            let among = view.sentence.token(stretch.first).head.is_some_and(|head| {
                view.sentence.token(stretch.first).deprel == Deprel::Conj && view.designation_over(head).is_some()
            });
            return counted || classed || among;
        }
        let label = view.names.iter().find(|name| name.first <= stretch.first && stretch.last <= name.last);
        let labelled = label.is_some_and(|name| !self.labelled_kinds(name.label.as_str()).and(kinds).is_empty());
        let located =
            before.is_some_and(|t| matches!(view.words[t], "in" | "In" | "near" | "at" | "outside" | "around"));
        labelled || located && !kinds.and(self.kinds.locality).is_empty() && label.is_none()
    }

    fn noun_kinds(&self, noun: crate::schema::Noun) -> KindSet {
        match noun.class {
            NounClass::Head(head) => self.lexicon.kinds(head).iter().copied().collect(),
            _ => self.kinds.person,
        }
    }

    fn labelled_kinds(&self, label: &str) -> KindSet {
        let kinds = self.schema.kinds().iter().filter(|kind| kind.recogniser.iter().any(|own| own == label));
        kinds.map(|kind| kind.id).collect()
    }

    fn find_recognised(&self, found: &mut Found<'_, '_>) {
        let view = found.view;
        for name in view.names {
            let mut kinds = self.labelled_kinds(name.label.as_str());
            if is_site_of_web(view.words[name.last]) {
                kinds = self.kinds.group;
            } else if kinds.is_empty() {
                // A name of something else: a treaty, a weapon, an event.
                kinds = self.kinds.happening;
            }
            // "Zambezia province", whatever the recogniser takes it for.
            if self.is_before_territory(view, name) {
                kinds = self.kinds.locality;
            }
            if kinds == self.kinds.person {
                continue;
            }
            let Some(stretch) = self.trim(view, Stretch::new(name.first, name.last)) else { continue };
            // "Phillips & Drew" lies nowhere.
            if stretch.first > 0 && view.words[stretch.first - 1] == "&" && kinds.and(self.kinds.group).is_empty() {
                continue;
            }
            let stretch = through_hyphen(view, stretch);
            if let Some(told) = self.told_by_last_word(view, stretch) {
                kinds = told;
            }
            // "Minister of Defence", "Adviser for Health Policy": the words of an office and its field name no body.
            let of_field = |t| {
                let folded = view.folded(t);
                let body = kinds.and(self.kinds.group) == kinds;
                body && (self.lexicon.is_field(&folded) || matches!(folded.as_str(), "and" | "&" | ","))
            };
            if (stretch.first..=stretch.last).all(|t| self.is_word_of_office(view, t) || of_field(t)) {
                continue;
            }
            let covered = found.mentions.iter().any(|other| {
                other.form != Form::Nominal
                    && other.first < stretch.last + 1
                    && stretch.first < other.last + 1
                    && (other.last == stretch.last || other.first == stretch.first)
                    && matches!(other.form, Form::Name)
                    && other.kinds != KindSet::EMPTY
            });
            if !covered && (stretch.first..=stretch.last).any(|t| view.is_capital(t)) {
                found.push(stretch, None, Form::Name, kinds, Finder::Recogniser);
            }
        }
    }

    /// "Coastal Patrol Vessels", "Military Technical Forum": its last word tells better what a name is of.
    fn told_by_last_word(&self, view: &View<'_>, stretch: Stretch) -> Option<KindSet> {
        let hit = view.noun_at(stretch.last).filter(|_| stretch.first < stretch.last)?;
        let kinds = self.noun_kinds(hit.noun);
        let materiel = hit.noun.plural && kinds.and(self.kinds.materiel) == kinds;
        (!kinds.is_empty() && (materiel || kinds.and(self.kinds.happening) == kinds)).then_some(kinds)
    }

    /// "Anadolu Zirh", "Reuters Lentz": a known name that goes on to the right is another's.
    fn goes_on(&self, view: &View<'_>, hit: &KnownHit) -> bool {
        let next = hit.stretch.last + 1;
        let kinds = self.kinds_of(hit.sense.known);
        let body = !kinds.is_empty() && kinds.and(self.kinds.group) == kinds && hit.stretch.first == hit.stretch.last;
        body && next < view.len()
            && view.upos(next) == Upos::Propn
            && view.is_capital(next)
            && view.words[next].chars().all(char::is_alphabetic)
            && view.words[next].contains(char::is_lowercase)
            && view.words[hit.stretch.last].contains(char::is_lowercase)
            && view.known_over(next).is_none()
            && view.designation_over(next).is_none()
            && view.noun_at(next).is_none()
            && view.title_at(next).is_none()
            && !view.words[next].ends_with("day")
            && view.names.iter().all(|name| name.first != next)
    }

    fn is_before_territory(&self, view: &View<'_>, name: &Name) -> bool {
        let next = name.last + 1;
        next < view.len() && view.upos(next) == Upos::Noun && self.lexicon.is_territory(view.words[next])
    }

    fn is_word_of_office(&self, view: &View<'_>, t: TokenId) -> bool {
        let folded = view.folded(t);
        let office = || self.lexicon.nouns(&folded).iter().any(|noun| noun.class == NounClass::Office);
        self.lexicon.is_office_modifier(&folded) || matches!(folded.as_str(), "of" | "for" | "the") || office()
    }

    /// A recogniser's span without titles and demonyms before it and marks around it.
    fn trim(&self, view: &View<'_>, mut stretch: Stretch) -> Option<Stretch> {
        loop {
            let t = stretch.first;
            let demonym = view
                .known_over(t)
                .is_some_and(|hit| hit.sense.naming != Naming::Name && hit.stretch.last < stretch.last);
            let drop = matches!(view.upos(t), Upos::Punct | Upos::Det | Upos::Adp) || demonym;
            if !drop {
                break;
            }
            if stretch.first == stretch.last {
                return None;
            }
            stretch.first += 1;
        }
        while matches!(view.upos(stretch.last), Upos::Punct | Upos::Part | Upos::Adp | Upos::Det | Upos::Cconj) {
            if stretch.first == stretch.last {
                return None;
            }
            stretch.last -= 1;
        }
        Some(stretch)
    }

    /// What the recogniser only takes for a name of something else is an exercise or a summit where the text near it
    /// speaks of one; else a film, a language or a law.
    fn drop_untold_happenings(&self, mentions: &mut Vec<Mention>) {
        let happening = self.kinds.happening;
        let guessed = |mention: &Mention| {
            mention.found_by == Finder::Recogniser && mention.kinds == happening && !happening.is_empty()
        };
        if !mentions.iter().any(guessed) {
            return;
        }
        let told: Vec<(usize, KindSet)> = mentions
            .iter()
            .filter(|mention| !guessed(mention) && mention.form != Form::Pronoun)
            .map(|mention| (mention.sentence, mention.kinds.and(happening)))
            .filter(|(_, kinds)| !kinds.is_empty())
            .collect();
        for mention in mentions.iter_mut().filter(|mention| guessed(mention)) {
            let first = told.partition_point(|(sentence, _)| sentence + TOLD_WITHIN < mention.sentence);
            let near = told[first..].iter().take_while(|(sentence, _)| *sentence <= mention.sentence + TOLD_WITHIN);
            mention.kinds = near.fold(KindSet::EMPTY, |kinds, (_, told)| kinds.or(*told));
        }
        mentions.retain(|mention| {
            mention.found_by != Finder::Recogniser || mention.form != Form::Name || !mention.kinds.is_empty()
        });
    }

    fn find_pronouns(&self, found: &mut Found<'_, '_>) {
        let view = found.view;
        for t in 0..view.len() {
            let token = view.sentence.token(t);
            let word = view.folded(t);
            let counted =
                view.upos(t) == Upos::Num && t > 0 && view.folded(t - 1) == "the" && token.deprel != Deprel::Nummod;
            if counted {
                let phrase = format!("the {word}");
                if self.lexicon.pronoun(&phrase).is_some() {
                    found
                        .push(Stretch::new(t - 1, t), Some(t), Form::Pronoun, self.kinds.all, Finder::Lexicon)
                        .plural = true;
                }
                continue;
            }
            let pronominal = view.upos(t) == Upos::Pron || view.upos(t) == Upos::Det && !token.deprel.is(Deprel::Det);
            if !pronominal {
                continue;
            }
            let person = self.kinds.person;
            let (kinds, plural) = match self.lexicon.pronoun(&word) {
                None => continue,
                Some(PronounClass::Person) => {
                    (if word == "who" || word == "whom" { person.or(self.kinds.group) } else { person }, false)
                }
                Some(PronounClass::Thing) => (self.kinds.all.without(person), false),
                Some(PronounClass::Plural) => (self.kinds.all, word != "whose"),
            };
            // "it will all be done": said of nothing.
            if matches!(token.deprel, Deprel::Expl | Deprel::Advmod | Deprel::Det | Deprel::Mark | Deprel::Dep) {
                continue;
            }
            found.push(Stretch::new(t, t), Some(t), Form::Pronoun, kinds, Finder::Lexicon).plural = plural;
        }
    }
}

/// How many sentences off an exercise or a summit is told of by a surer word.
const TOLD_WITHIN: usize = 2;

/// "Collective Security Treaty Organization (CSTO)": the letters mean what stands before them, here and further on.
fn find_acronyms(found: &mut Found<'_, '_>, introduced: &mut HashMap<SmolStr, Introduced>, persons: KindSet) {
    let view = found.view;
    for t in 0..view.len() {
        let word = view.words[t];
        let acronym = word.len() >= 2
            && word.len() <= 8
            && word.chars().filter(|c| c.is_uppercase()).count() >= 2
            && word.chars().all(|c| c.is_alphanumeric() || c == '-')
            && view.known_over(t).is_none()
            && view.designation_over(t).is_none();
        if !acronym {
            continue;
        }
        let bracketed = t >= 2 && view.words[t - 1] == "(" && view.words.get(t + 1) == Some(&")");
        if bracketed {
            let named = found
                .mentions
                .iter()
                .filter(|other| other.last + 2 == t && matches!(other.form, Form::Name | Form::Nominal));
            // "Chief of Army Staff (COAS)": an office, whoever holds it.
            let is_body = |named: &&Mention| named.first < named.last && named.kinds.and(persons).is_empty();
            if let Some(named) = named.max_by_key(|other| other.last - other.first).filter(is_body) {
                let meaning = Introduced { kinds: named.kinds, known: named.known.clone() };
                introduced.insert(word.into(), meaning);
            }
        }
        if let Some(meaning) = introduced.get(word).cloned() {
            found.mentions.retain(|other| !(other.first == t && other.last == t));
            let mention = found.push(Stretch::new(t, t), Some(t), Form::Name, meaning.kinds, Finder::Pattern);
            mention.known = meaning.known;
            mention.plural = false;
        }
    }
}

/// "North Rhine-[Westphalia]": a hyphen breaks no name.
fn through_hyphen(view: &View<'_>, stretch: Stretch) -> Stretch {
    let (hyphen, next) = (stretch.last + 1, stretch.last + 2);
    let goes_on = next < view.len()
        && view.words[hyphen] == "-"
        && view.touches(hyphen)
        && view.touches(next)
        && view.is_capital(next)
        && view.upos(next) == Upos::Propn;
    Stretch::new(stretch.first, if goes_on { next } else { stretch.last })
}

/// "Example.com": who runs it.
fn is_site_of_web(word: &str) -> bool {
    [".com", ".org", ".net"].iter().any(|end| word.len() > end.len() && word.ends_with(end))
}

/// "Fighters" are aircraft where the article names aircraft by a surer word, and else perhaps men.
fn drop_doubtful(mentions: &mut Vec<Mention>, views: &[View<'_>]) {
    let is_doubtful = |mention: &Mention| {
        let noun = views[mention.sentence].noun_at(mention.head);
        mention.form == Form::Nominal && noun.is_some_and(|hit| hit.noun.doubtful)
    };
    let doubtful: Vec<bool> = mentions.iter().map(is_doubtful).collect();
    if !doubtful.contains(&true) {
        return;
    }
    let sure: Vec<KindSet> = doubtful
        .iter()
        .zip(mentions.iter())
        .filter(|(doubtful, mention)| !**doubtful && mention.form != Form::Pronoun)
        .map(|(_, mention)| mention.kinds)
        .collect();
    // "Thousands of fighters" are men.
    let many = |mention: &Mention| {
        let view = &views[mention.sentence];
        let of = mention.first.min(mention.head).checked_sub(2);
        of.is_some_and(|t| view.words[t + 1] == "of" && matches!(view.folded(t).as_str(), "thousands" | "hundreds"))
    };
    let mut each = doubtful.into_iter();
    mentions.retain(|mention| {
        !each.next().is_some_and(|doubtful| doubtful && (many(mention) || !sure.contains(&mention.kinds)))
    });
}

fn find_dates(found: &mut Found<'_, '_>) {
    let view = found.view;
    let text = view.document.slice(view.sentence.span());
    for time in find_times(text, &view.atoms) {
        let Some(stretch) = view.tokens_of(time.start, time.len) else { continue };
        // "Zapad 2021": a year is part of the name and still tells when.
        found.push(stretch, None, Form::Time(time.expression), KindSet::EMPTY, Finder::Pattern).plural = false;
    }
}

fn find_quantities(found: &mut Found<'_, '_>) {
    let view = found.view;
    for t in 0..view.len() {
        if view.upos(t) != Upos::Num || view.sentence.token(t).deprel != Deprel::Nummod {
            continue;
        }
        let dated = found
            .mentions
            .iter()
            .any(|other| matches!(other.form, Form::Time(_)) && other.first <= t && t <= other.last);
        let money = (t.saturating_sub(2)..=t).any(|t| view.words[t].ends_with(['$', '€', '£', '¥', '%']))
            || t + 1 < view.len() && view.words[t + 1] == "%";
        if !dated && !money && quantity::written(view.document, view.sentence, t).is_some() {
            found.push(Stretch::new(t, t), Some(t), Form::Quantity, KindSet::EMPTY, Finder::Pattern).plural = false;
        }
    }
}

/// Puts mentions in order and drops those that a better one excludes.
fn settle(mentions: &mut Vec<Mention>, kinds: &Kinds) {
    mentions.sort_by_key(|mention| (mention.span.start(), std::cmp::Reverse(mention.span.end()), rank(mention)));
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    for index in 0..mentions.len() {
        let mention = &mentions[index];
        let excluded = mentions.iter().enumerate().any(|(other_index, other)| {
            other_index != index
                && excludes(other, mention, kinds)
                && !(other_index > index && excludes(mention, other, kinds))
        });
        if !excluded {
            kept.push(mention.clone());
        }
    }
    *mentions = kept;
}

/// Which of two readings of one span is to be believed: lower is better.
fn rank(mention: &Mention) -> u8 {
    match (&mention.form, mention.found_by) {
        (Form::Time(TimeExpression::Vague), _) => 9,
        (Form::Time(_), _) => 0,
        (Form::Quantity, _) => 8,
        (_, Finder::Syntax) => 1,
        (_, Finder::Gazetteer) => 2,
        (_, Finder::Pattern) => 3,
        (_, Finder::Lexicon) => 4,
        (_, Finder::Recogniser) => 5,
    }
}

fn excludes(one: &Mention, other: &Mention, kinds: &Kinds) -> bool {
    let date = |mention: &Mention| matches!(mention.form, Form::Time(_) | Form::Quantity);
    if matches!(other.form, Form::Quantity) && one.form == Form::Name && one.first == other.first {
        // "201 Russian military base"
        return true;
    }
    // "manoeuvres Thursday": called by no name.
    let whole_name = |time: &Mention| {
        let name = other.known.as_ref().filter(|_| !other.kinds.and(kinds.happening).is_empty());
        time.span.end() == other.span.end() && name.is_some_and(|name| name.len() == time.span.len())
    };
    if matches!(one.form, Form::Time(_)) && !date(other) && whole_name(one) {
        return true;
    }
    if date(one) || date(other) {
        // A month or a day is no place, and a number within a date no count.
        return date(one) && date(other) && one.span != other.span && one.span.contains(other.span)
            || matches!(one.form, Form::Time(_))
                && !date(other)
                && other.form != Form::Nominal
                && one.span.contains(other.span)
                && other.kinds != kinds.happening
            || date(one) && date(other) && one.span == other.span && rank(one) < rank(other);
    }
    if one.span == other.span {
        return rank(one) < rank(other);
    }
    let crosses = one.span.overlaps(other.span) && !one.span.contains(other.span) && !other.span.contains(one.span);
    if crosses {
        return (rank(one), std::cmp::Reverse(one.span.len())) < (rank(other), std::cmp::Reverse(other.span.len()));
    }
    if !one.span.contains(other.span) || other.form == Form::Pronoun {
        return false;
    }
    let person = |mention: &Mention| mention.kinds == kinds.person && mention.form == Form::Name;
    // "Ford Foundation" says nothing of Ford, and what the recogniser saw of a name by pattern is a piece of it.
    let whole = one.form == Form::Name && matches!(one.found_by, Finder::Pattern | Finder::Gazetteer);
    if whole && (other.found_by == Finder::Recogniser || person(other) && !one.kinds.and(kinds.group).is_empty()) {
        return true;
    }
    if person(one) {
        return true;
    }
    let state = !other.kinds.and(kinds.state).is_empty();
    let fixed = one.form == Form::Name && one.found_by == Finder::Gazetteer;
    if fixed {
        // "Times of India" says nothing of India; "Armed Forces of the Philippines" does.
        return !state || one.kinds.and(kinds.force).is_empty();
    }
    let materiel = |mention: &Mention| mention.form == Form::Name && !mention.kinds.and(kinds.materiel).is_empty();
    if materiel(one) && materiel(other) && one.known.is_some() {
        return true;
    }
    // "Ministry" within "Ministry of Defence", "General Staff" within "General Staff Academy" by the recogniser.
    one.form == Form::Name && other.form == Form::Nominal && one.head == other.head
}
