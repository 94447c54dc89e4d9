//! From TOML text to checked frames.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use smol_str::SmolStr;
use toml::Spanned;

use super::table::{Tables, line, parse};
use super::{Loader, Place, undeclared};
use crate::fact::{Predicate, Qualifier, Reliability};
use crate::schema::example::COMMON;
use crate::schema::{
    Example, ExampleStatement, Frame, FrameId, Function, KindId, Mistakes, Part, Path, Realisation, Role, SchemaFiles,
    SchemaText, Slot, Source, Triggers, ValueType, Wording, Yield,
};

/// The prepositions that frames may name: what is none of the named functions and none of these is a slip of the pen.
pub(super) struct Prepositions(BTreeSet<String>);

impl Prepositions {
    /// None where no file lists them.
    pub fn read(files: &SchemaFiles, mistakes: &mut Mistakes) -> Option<Self> {
        let mut words = None;
        for source in files.named("prepositions.toml") {
            let file: Option<PrepositionFile> = parse(source, mistakes);
            words.get_or_insert_with(BTreeSet::new).extend(file.into_iter().flat_map(|file| file.words));
        }
        words.map(Self)
    }
}

impl Loader {
    pub(super) fn frames(&mut self, source: &SchemaText, prepositions: Option<&Prepositions>, mistakes: &mut Mistakes) {
        let Some(mut tables) = Tables::read(source, mistakes) else { return };
        let entries = tables.take::<RawFrame>("frame", mistakes);
        tables.finish("[[frame]] alone", mistakes);
        for entry in entries {
            let id = FrameId(u32::try_from(self.schema.frames.len()).expect("fewer than 2^32 frames"));
            let what = format!("frame {:?}", entry.value.name.get_ref());
            let place = Place { source, line: entry.line, what: &what }.at(&entry.value.name);
            let free = self.claim(place, mistakes);
            let before = mistakes.len();
            let mut check = Check { loader: self, prepositions, roles: Vec::new(), mistakes };
            let frame = check.frame(place, id, entry.value);
            if free && mistakes.len() == before {
                self.schema.frames.push(frame);
            }
        }
    }
}

/// A frame in the making. What is wrong is told and left out; whoever asked for the frame counts the mistakes.
struct Check<'a> {
    loader: &'a Loader,
    prepositions: Option<&'a Prepositions>,
    roles: Vec<(SmolStr, Vec<KindId>)>,
    mistakes: &'a mut Mistakes,
}

impl Check<'_> {
    fn frame(&mut self, place: Place<'_>, id: FrameId, raw: RawFrame) -> Frame {
        for (name, kinds) in &raw.roles {
            let kinds = self.loader.kinds_named(place, kinds, self.mistakes);
            self.roles.push((SmolStr::new(name), kinds));
        }
        let deal = self.deal(place, raw.deal);
        let before = self.mistakes.len();
        let mut realisations: Vec<(Place<'_>, Realisation)> = Vec::new();
        let names: Vec<String> = raw.realisation.iter().map(|own| told(place, "realisation", own)).collect();
        for (raw, what) in raw.realisation.into_iter().zip(&names) {
            let place = Place { what, ..place }.at(&raw);
            let raw = raw.into_inner();
            if realisations.iter().any(|(_, other)| &other.name == raw.name.get_ref()) {
                place.at(&raw.name).wrong("another realisation has this name; choose another", self.mistakes);
            }
            let realisation = self.realisation(place, raw);
            realisations.push((place, realisation));
        }
        let mut yields = Vec::new();
        let wanted = raw.yields.len();
        for raw in raw.yields {
            let what = told(place, "yield", &raw);
            let place = Place { what: &what, ..place }.at(&raw);
            yields.extend(self.yielded(place, raw.into_inner()));
        }
        // What follows would only repeat what is wrong above.
        if self.mistakes.len() == before && yields.len() == wanted {
            self.ends(&realisations, &yields);
            let slots = realisations.iter().flat_map(|(_, own)| &own.slots);
            let used: BTreeSet<Role> = slots.map(|slot| slot.role).collect();
            for (_, (name, _)) in (0u8..).zip(&self.roles).filter(|(index, _)| !used.contains(&Role(*index))) {
                place.wrong(format!("no realisation fills the role {name:?}; fill it or delete it"), self.mistakes);
            }
        }
        Frame {
            id,
            name: raw.name.into_inner(),
            reads: raw.reads,
            layer: place.source.layer,
            file: place.source.shown.clone(),
            roles: self.roles.clone(),
            deal,
            realisations: realisations.into_iter().map(|(_, realisation)| realisation).collect(),
            yields,
        }
    }

    fn deal(&mut self, place: Place<'_>, raw: RawDeal) -> Vec<(Part, Role)> {
        let parts = [(Part::Giver, raw.giver), (Part::Recipient, raw.recipient), (Part::Matter, raw.matter)];
        let mut deal = Vec::new();
        for (part, names) in parts {
            let Some(names) = names else { continue };
            let place = place.at(&names);
            deal.extend(names.into_inner().0.iter().filter_map(|name| Some((part, self.role(place, name)?))));
        }
        deal
    }

    /// Each realisation must fill both ends of a yield.
    fn ends(&mut self, realisations: &[(Place<'_>, Realisation)], yields: &[Yield]) {
        for (place, realisation) in realisations {
            let fills = |role: Role| realisation.slots.iter().any(|slot| slot.role == role);
            if !yields.iter().any(|made| fills(made.subject) && fills(made.object)) {
                place.wrong("it fills both ends of no yield; give it the roles of one", self.mistakes);
            }
        }
    }

    fn realisation(&mut self, place: Place<'_>, raw: RawRealisation) -> Realisation {
        let mut slots: Vec<Slot> = Vec::new();
        for (table, required) in [(raw.roles, true), (raw.optional, false)] {
            for (name, functions) in table {
                let place = place.at(&functions);
                let Some(role) = self.role(place, &name) else { continue };
                if slots.iter().any(|slot| slot.role == role) {
                    let message = format!("role {name:?} is both required and optional; delete one");
                    place.wrong(message, self.mistakes);
                    continue;
                }
                let functions = functions.into_inner().0;
                let functions = functions.iter().filter_map(|text| self.path(place, text)).collect();
                let listed = |names: &[Spanned<String>]| names.iter().any(|own| own.get_ref() == &name);
                let (named, lone) = (listed(&raw.named), listed(&raw.lone));
                slots.push(Slot { role, functions, required, named, lone });
            }
        }
        for (names, to_be) in [(&raw.named, "named"), (&raw.lone, "lone")] {
            for name in names {
                let place = place.at(name);
                let name = name.get_ref();
                if self.role(place, name).is_some_and(|role| !slots.iter().any(|slot| slot.role == role)) {
                    let message = format!("role {name:?} is to be {to_be}, but no function fills it; give it one");
                    place.wrong(message, self.mistakes);
                }
            }
        }
        let triggers = Triggers {
            verbs: self.words(place, raw.verbs),
            nouns: self.words(place, raw.nouns),
            adjectives: self.words(place, raw.adjectives),
            kinds: self.loader.kinds_named(place, &raw.kinds, self.mistakes),
            company: self.words(place, raw.company),
        };
        if triggers == Triggers::default() && raw.kinds.is_empty() {
            place.wrong("it has no trigger; give verbs, nouns, adjectives or kinds", self.mistakes);
        }
        let within = (0.0..=1.0).contains(raw.reliability.get_ref());
        if !within {
            let message = format!("reliability {} is not between 0 and 1; correct it", raw.reliability.get_ref());
            place.at(&raw.reliability).wrong(message, self.mistakes);
        }
        let thousandths = (raw.reliability.get_ref().clamp(0.0, 1.0) * 1000.0).round() as u16;
        let reliability = Reliability::from_thousandths(thousandths).expect("it was clamped to what is allowed");
        let without = raw.without.iter().filter_map(|text| self.path(place.at(text), text.get_ref())).collect();
        let examples = raw.examples.into_iter().map(|raw| self.example(place, raw)).collect();
        let counterexample = |text: Spanned<String>| Example {
            line: line(place.source, text.span()),
            text: text.into_inner(),
            statements: Vec::new(),
        };
        Realisation {
            name: raw.name.into_inner(),
            triggers,
            slots,
            without,
            factuality: raw.factuality,
            reliability,
            examples,
            counterexamples: raw.counterexamples.into_iter().map(counterexample).collect(),
        }
    }

    fn words(&mut self, place: Place<'_>, words: Vec<Spanned<SmolStr>>) -> Vec<SmolStr> {
        let mut seen = BTreeSet::new();
        for word in &words {
            if !seen.insert(word.get_ref()) {
                let message = format!("the trigger {:?} is listed twice; delete one", word.get_ref());
                place.at(word).wrong(message, self.mistakes);
            }
        }
        words.into_iter().map(Spanned::into_inner).collect()
    }

    fn example(&mut self, place: Place<'_>, raw: RawExample) -> Example {
        let mut statements = Vec::new();
        for text in raw.yields {
            let place = place.at(&text);
            match ExampleStatement::parse(text.get_ref()) {
                Ok(statement) => {
                    self.declared_statement(place, &statement);
                    statements.push(statement);
                }
                Err(message) => place.wrong(message, self.mistakes),
            }
        }
        Example { line: line(place.source, raw.text.span()), text: raw.text.into_inner(), statements }
    }

    /// An example must speak of what is declared, or it could never be read.
    fn declared_statement(&mut self, place: Place<'_>, statement: &ExampleStatement) {
        let Some(predicate) = self.loader.schema.predicate(&statement.predicate) else {
            self.no_predicate(place, statement.predicate.as_str());
            return;
        };
        for (name, _) in &statement.parts {
            let carried = predicate.qualifiers.iter().any(|own| own.as_str() == name);
            if !carried && !COMMON.contains(&name.as_str()) {
                let own = predicate.qualifiers.iter().map(Qualifier::as_str).chain(COMMON);
                let list = own.collect::<Vec<_>>().join(", ");
                let message = format!("{} does not carry {name:?}; it carries {list}", predicate.name);
                place.wrong(message, self.mistakes);
            }
        }
    }

    fn no_predicate(&mut self, place: Place<'_>, name: &str) {
        if !self.loader.unreadable_predicates {
            let names = self.loader.schema.predicates.iter().map(|declared| declared.name.as_str());
            place.wrong(undeclared("predicate", name, names), self.mistakes);
        }
    }

    fn yielded(&mut self, place: Place<'_>, raw: RawYield) -> Option<Yield> {
        let loader = self.loader;
        let predicate = Predicate::new(raw.predicate.get_ref()).ok();
        let predicate = predicate.and_then(|name| loader.schema.predicate(&name));
        if predicate.is_none() {
            self.no_predicate(place.at(&raw.predicate), raw.predicate.get_ref());
        }
        let subject = self.role(place.at(&raw.subject), raw.subject.get_ref());
        let object = self.role(place.at(&raw.object), raw.object.get_ref());
        let needs = raw.needs.iter().filter_map(|name| self.role(place.at(name), name.get_ref())).collect();
        let predicate = predicate?;
        let ends = [(&raw.subject, subject, &predicate.subject), (&raw.object, object, &predicate.object)];
        for (text, role, allowed) in ends {
            let Some(role) = role else { continue };
            let (name, kinds) = &self.roles[usize::from(role.0)];
            if !kinds.is_empty() && !kinds.iter().any(|kind| allowed.contains(kind)) {
                let allowed = allowed.iter().map(|&kind| loader.schema.kind(kind).name.as_str());
                let allowed = allowed.collect::<Vec<_>>().join(", ");
                let message = format!("no kind of the role {name:?} may stand there; give it one of {allowed}");
                place.at(text).wrong(message, self.mistakes);
            }
        }
        if subject == object && subject.is_some() && !predicate.symmetric {
            let message =
                format!("subject and object are one role, but {} is not symmetric; name another role", predicate.name);
            place.wrong(message, self.mistakes);
        }
        let mut qualifiers = Vec::new();
        for (name, sources) in raw.qualifiers {
            let place = place.at(&sources);
            let name = Spanned::new(sources.span(), name);
            let Some(qualifier) = loader.qualifier(place, &name, self.mistakes) else { continue };
            if !predicate.qualifiers.contains(&qualifier) {
                let message =
                    format!("{} does not carry the qualifier {qualifier}; add it to predicates.toml", predicate.name);
                place.wrong(message, self.mistakes);
                continue;
            }
            for text in sources.into_inner().0 {
                let Some(from) = self.qualifier_source(place, &text) else { continue };
                self.check_value(place, &qualifier, &text, &from);
                qualifiers.push((qualifier.clone(), from));
            }
        }
        Some(Yield { subject: subject?, predicate: predicate.name.clone(), object: object?, needs, qualifiers })
    }

    fn qualifier_source(&mut self, place: Place<'_>, text: &str) -> Option<Source> {
        Some(match text {
            "trigger" => Source::TriggerPhrase,
            "time of end" => Source::End,
            _ => {
                if let Some(name) = text.strip_prefix("each ") {
                    Source::Each(self.role(place, name)?)
                } else if let Some(name) = text.strip_prefix("count of ") {
                    Source::QuantityOf(self.role(place, name)?)
                } else {
                    Source::Role(self.role(place, text)?)
                }
            }
        })
    }

    fn check_value(&mut self, place: Place<'_>, name: &Qualifier, text: &str, from: &Source) {
        let value = self.loader.schema.qualifier(name).expect("the qualifier is declared").value;
        let fits = match from {
            Source::Role(_) | Source::Each(_) => matches!(value, ValueType::Entity | ValueType::Text),
            Source::QuantityOf(_) => value == ValueType::Quantity,
            Source::TriggerPhrase => value == ValueType::Text,
            Source::End => value == ValueType::Date,
        };
        if !fits {
            let value = format!("{value:?}").to_lowercase();
            let message = format!("{text:?} is not of the type of {name}, {value}; draw it from elsewhere");
            place.wrong(message, self.mistakes);
        }
    }

    fn role(&mut self, place: Place<'_>, name: &str) -> Option<Role> {
        let index = self.roles.iter().position(|(own, _)| own == name);
        let role = index.and_then(|index| u8::try_from(index).ok()).map(Role);
        if role.is_none() {
            let names = self.roles.iter().map(|(name, _)| name.as_str());
            place.wrong(undeclared("role", name, names), self.mistakes);
        }
        role
    }

    /// `[*]FUNCTION[/FUNCTION]`.
    fn path(&mut self, place: Place<'_>, text: &str) -> Option<Path> {
        let (several, text) = text.strip_prefix('*').map_or((false, text), |rest| (true, rest));
        let (function, then) = text.split_once('/').map_or((text, None), |(first, then)| (first, Some(then)));
        let function = self.function(place, function)?;
        let then = match then {
            Some(then) => Some(self.function(place, then)?),
            None => None,
        };
        Some(Path { function, then, several })
    }

    fn function(&mut self, place: Place<'_>, text: &str) -> Option<Function> {
        let function = Function::parse(text);
        if let (Function::Preposition(_), Some(Prepositions(words))) = (&function, self.prepositions)
            && !words.contains(text)
        {
            let named = Function::names().collect::<Vec<_>>().join(", ");
            let message = format!(
                "{text:?} is neither a function ({named}) nor a preposition; correct it or add it to prepositions.toml"
            );
            place.wrong(message, self.mistakes);
            return None;
        }
        Some(function)
    }
}

/// How messages call a part of a frame.
fn told<T: Named>(frame: Place<'_>, what: &str, part: &Spanned<T>) -> String {
    format!("{}, {what} {:?}", frame.what, part.get_ref().called())
}

trait Named {
    fn called(&self) -> &str;
}

impl Named for RawRealisation {
    fn called(&self) -> &str {
        self.name.get_ref()
    }
}

impl Named for RawYield {
    fn called(&self) -> &str {
        self.predicate.get_ref()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PrepositionFile {
    words: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFrame {
    name: Spanned<SmolStr>,
    reads: String,
    roles: BTreeMap<String, Vec<Spanned<String>>>,
    #[serde(default)]
    deal: RawDeal,
    realisation: Vec<Spanned<RawRealisation>>,
    yields: Vec<Spanned<RawYield>>,
}

/// The roles that are each part of a deal.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDeal {
    giver: Option<Spanned<OneOrMore>>,
    recipient: Option<Spanned<OneOrMore>>,
    matter: Option<Spanned<OneOrMore>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRealisation {
    name: Spanned<SmolStr>,
    #[serde(default)]
    verbs: Vec<Spanned<SmolStr>>,
    #[serde(default)]
    nouns: Vec<Spanned<SmolStr>>,
    #[serde(default)]
    adjectives: Vec<Spanned<SmolStr>>,
    #[serde(default)]
    kinds: Vec<Spanned<String>>,
    #[serde(default)]
    company: Vec<Spanned<SmolStr>>,
    #[serde(default)]
    roles: BTreeMap<String, Spanned<OneOrMore>>,
    #[serde(default)]
    optional: BTreeMap<String, Spanned<OneOrMore>>,
    #[serde(default)]
    named: Vec<Spanned<String>>,
    #[serde(default)]
    lone: Vec<Spanned<String>>,
    #[serde(default)]
    without: Vec<Spanned<String>>,
    #[serde(default)]
    factuality: Wording,
    #[serde(default = "usual_reliability")]
    reliability: Spanned<f64>,
    #[serde(default)]
    examples: Vec<RawExample>,
    #[serde(default)]
    counterexamples: Vec<Spanned<String>>,
}

fn usual_reliability() -> Spanned<f64> {
    Spanned::new(0..0, 0.9)
}

/// A word, or a list of words.
struct OneOrMore(Vec<String>);

impl<'de> Deserialize<'de> for OneOrMore {
    // By hand: serde's untagged enums lose the line of what is wrong.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;

        impl<'de> Visitor<'de> for Words {
            type Value = OneOrMore;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word or a list of words")
            }

            fn visit_str<E>(self, word: &str) -> Result<OneOrMore, E> {
                Ok(OneOrMore(vec![word.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut words: A) -> Result<OneOrMore, A::Error> {
                let mut all = Vec::new();
                while let Some(word) = words.next_element()? {
                    all.push(word);
                }
                Ok(OneOrMore(all))
            }
        }

        deserializer.deserialize_any(Words)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExample {
    text: Spanned<String>,
    yields: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawYield {
    subject: Spanned<String>,
    predicate: Spanned<String>,
    object: Spanned<String>,
    #[serde(default)]
    needs: Vec<Spanned<String>>,
    #[serde(default)]
    qualifiers: BTreeMap<String, Spanned<OneOrMore>>,
}
