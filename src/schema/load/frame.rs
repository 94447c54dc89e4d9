//! From TOML text to checked frames.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use smol_str::SmolStr;

use super::{SchemaText, invalid, list, parse};
use crate::fact::{Factuality, Predicate, Qualifier, Reliability};
use crate::schema::{
    Example, Frame, FrameId, Function, KindId, Path, Realisation, Role, Schema, SchemaError, Slot, Source, Triggers,
    ValueType, Yield,
};

/// The prepositions that frames may name: what is none of the named functions and none of these is a slip of the pen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Prepositions {
    words: BTreeSet<String>,
}

impl Prepositions {
    pub fn load(source: &SchemaText) -> Result<Self, SchemaError> {
        parse(source)
    }
}

impl Schema {
    pub(super) fn load_frames(
        &mut self,
        source: &SchemaText,
        prepositions: Option<&Prepositions>,
    ) -> Result<(), SchemaError> {
        let file: FrameFile = parse(source)?;
        for raw in file.frame {
            let id = FrameId(u32::try_from(self.frames.len()).expect("fewer than 2^32 frames"));
            let frame = Check::new(self, source, prepositions, &raw)?.frame(id, raw)?;
            if self.frames.iter().any(|other| other.name == frame.name) {
                let place = format!("frame {:?}", frame.name);
                return Err(invalid(source, &place, "the name is taken by another frame; choose another".to_owned()));
            }
            self.frames.push(frame);
        }
        Ok(())
    }
}

/// A frame in the making.
struct Check<'a> {
    schema: &'a Schema,
    source: &'a SchemaText,
    prepositions: Option<&'a Prepositions>,
    roles: Vec<(SmolStr, Vec<KindId>)>,
}

impl<'a> Check<'a> {
    fn new(
        schema: &'a Schema,
        source: &'a SchemaText,
        prepositions: Option<&'a Prepositions>,
        raw: &RawFrame,
    ) -> Result<Self, SchemaError> {
        let place = format!("frame {:?}", raw.name);
        let mut roles = Vec::new();
        for (name, kinds) in &raw.roles {
            roles.push((SmolStr::new(name), schema.declared_kinds(source, &place, kinds)?));
        }
        Ok(Self { schema, source, prepositions, roles })
    }

    fn frame(&self, id: FrameId, raw: RawFrame) -> Result<Frame, SchemaError> {
        let place = format!("frame {:?}", raw.name);
        let mut realisations: Vec<Realisation> = Vec::new();
        for raw in raw.realisation {
            let place = format!("{place}, realisation {:?}", raw.name);
            if realisations.iter().any(|other| other.name == raw.name) {
                return Err(self.invalid(&place, "the name is taken by another realisation; choose another"));
            }
            realisations.push(self.realisation(&place, raw)?);
        }
        let mut yields = Vec::new();
        for raw in raw.yields {
            yields.push(self.yielded(&format!("{place}, yield {:?}", raw.predicate), raw)?);
        }
        for realisation in &realisations {
            let fills = |role: Role| realisation.slots.iter().any(|slot| slot.role == role);
            if !yields.iter().any(|made| fills(made.subject) && fills(made.object)) {
                let place = format!("{place}, realisation {:?}", realisation.name);
                return Err(self.invalid(&place, "it fills both ends of no yield; give it the roles of one"));
            }
        }
        let used: BTreeSet<Role> = realisations.iter().flat_map(|own| &own.slots).map(|slot| slot.role).collect();
        if let Some(unused) = (0u8..).zip(&self.roles).find(|(index, _)| !used.contains(&Role(*index))) {
            let message = format!("no realisation fills the role {:?}; fill it or delete it", unused.1.0);
            return Err(self.invalid(&place, &message));
        }
        Ok(Frame { id, name: raw.name, reads: raw.reads, roles: self.roles.clone(), realisations, yields })
    }

    fn realisation(&self, place: &str, raw: RawRealisation) -> Result<Realisation, SchemaError> {
        let mut slots: Vec<Slot> = Vec::new();
        for (table, required) in [(raw.roles, true), (raw.optional, false)] {
            for (name, functions) in table {
                let role = self.role(place, &name)?;
                if slots.iter().any(|slot| slot.role == role) {
                    let message = format!("role {name:?} is both required and optional; delete one");
                    return Err(self.invalid(place, &message));
                }
                let functions = functions.into_vec();
                let functions = functions.iter().map(|text| self.path(place, text)).collect::<Result<_, _>>()?;
                let named = raw.named.contains(&name);
                slots.push(Slot { role, functions, required, named });
            }
        }
        for name in &raw.named {
            let role = self.role(place, name)?;
            if !slots.iter().any(|slot| slot.role == role) {
                return Err(self.invalid(place, &format!("role {name:?} is to be named, but no function fills it")));
            }
        }
        let triggers = Triggers {
            verbs: raw.verbs,
            nouns: raw.nouns,
            adjectives: raw.adjectives,
            kinds: self.schema.declared_kinds(self.source, place, &raw.kinds)?,
        };
        if triggers == Triggers::default() {
            return Err(self.invalid(place, "it has no trigger; give verbs, nouns, adjectives or kinds"));
        }
        for words in [&triggers.verbs, &triggers.nouns, &triggers.adjectives] {
            let mut seen = BTreeSet::new();
            if let Some(twice) = words.iter().find(|word| !seen.insert(word.as_str())) {
                return Err(self.invalid(place, &format!("the trigger {twice:?} is listed twice; delete one")));
            }
        }
        let reliability = (0.0..=1.0).contains(&raw.reliability).then(|| (raw.reliability * 1000.0).round() as u16);
        let reliability = reliability.and_then(Reliability::from_thousandths).ok_or_else(|| {
            self.invalid(place, &format!("reliability {} is not between 0 and 1; correct it", raw.reliability))
        })?;
        let without = raw.without.iter().map(|text| self.function(place, text)).collect::<Result<_, _>>()?;
        let examples = raw.examples.into_iter().map(|raw| Example { text: raw.text, statements: raw.yields });
        Ok(Realisation {
            name: raw.name,
            triggers,
            slots,
            without,
            factuality: raw.factuality,
            reliability,
            examples: examples.collect(),
            counterexamples: raw.counterexamples,
        })
    }

    fn yielded(&self, place: &str, raw: RawYield) -> Result<Yield, SchemaError> {
        let predicate = Predicate::new(&raw.predicate).ok().and_then(|name| self.schema.predicate(&name));
        let predicate = predicate.ok_or_else(|| SchemaError::Undeclared {
            file: self.source.path.clone(),
            place: place.to_owned(),
            what: "predicate",
            name: raw.predicate.clone(),
            declared: list(self.schema.predicates().iter().map(|declared| declared.name.as_str())),
        })?;
        let (subject, object) = (self.role(place, &raw.subject)?, self.role(place, &raw.object)?);
        for (role, allowed) in [(subject, &predicate.subject), (object, &predicate.object)] {
            let (name, kinds) = &self.roles[usize::from(role.0)];
            if !kinds.iter().any(|kind| allowed.contains(kind)) {
                let allowed = list(allowed.iter().map(|&kind| self.schema.kind(kind).name.as_str()));
                let message = format!("no kind of the role {name:?} may stand there; give it one of {allowed}");
                return Err(self.invalid(place, &message));
            }
        }
        if subject == object && !predicate.symmetric {
            let message = format!("subject and object are one role, but {} is not symmetric", predicate.name);
            return Err(self.invalid(place, &message));
        }
        let mut qualifiers = Vec::new();
        for (name, sources) in raw.qualifiers {
            let qualifier = self.schema.declared_qualifier(self.source, place, &name)?;
            if !predicate.qualifiers.contains(&qualifier) {
                let message =
                    format!("{} does not carry the qualifier {name:?}; add it to predicates.toml", predicate.name);
                return Err(self.invalid(place, &message));
            }
            for text in sources.into_vec() {
                let from = self.qualifier_source(place, &text)?;
                self.check_value(place, &qualifier, &text, &from)?;
                qualifiers.push((qualifier.clone(), from));
            }
        }
        let needs = raw.needs.iter().map(|name| self.role(place, name)).collect::<Result<_, _>>()?;
        Ok(Yield { subject, predicate: predicate.name.clone(), object, needs, qualifiers })
    }

    fn qualifier_source(&self, place: &str, text: &str) -> Result<Source, SchemaError> {
        Ok(match text {
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

    fn check_value(&self, place: &str, name: &Qualifier, text: &str, from: &Source) -> Result<(), SchemaError> {
        let value = self.schema.qualifier(name).expect("the qualifier is declared").value;
        let fits = match from {
            Source::Role(_) | Source::Each(_) => matches!(value, ValueType::Entity | ValueType::Text),
            Source::QuantityOf(_) => value == ValueType::Quantity,
            Source::TriggerPhrase => value == ValueType::Text,
            Source::End => value == ValueType::Date,
        };
        let value = format!("{value:?}").to_lowercase();
        let message = || format!("{text:?} is not of the type of {name}, {value}; draw it from elsewhere");
        if fits { Ok(()) } else { Err(self.invalid(place, &message())) }
    }

    fn role(&self, place: &str, name: &str) -> Result<Role, SchemaError> {
        let index = self.roles.iter().position(|(own, _)| own == name);
        index.and_then(|index| u8::try_from(index).ok()).map(Role).ok_or_else(|| SchemaError::Undeclared {
            file: self.source.path.clone(),
            place: place.to_owned(),
            what: "role",
            name: name.to_owned(),
            declared: list(self.roles.iter().map(|(name, _)| name.as_str())),
        })
    }

    /// `[*]FUNCTION[/FUNCTION]`.
    fn path(&self, place: &str, text: &str) -> Result<Path, SchemaError> {
        let (several, text) = text.strip_prefix('*').map_or((false, text), |rest| (true, rest));
        let (function, then) = text.split_once('/').map_or((text, None), |(first, then)| (first, Some(then)));
        let then = then.map(|then| self.function(place, then)).transpose()?;
        Ok(Path { function: self.function(place, function)?, then, several })
    }

    fn function(&self, place: &str, text: &str) -> Result<Function, SchemaError> {
        let function = Function::parse(text);
        if let (Function::Preposition(_), Some(known)) = (&function, self.prepositions)
            && !known.words.contains(text)
        {
            let message = format!(
                "{text:?} is neither a function (subject, object, indirect, complement, possessor, modifier, trigger, clause, last, \
                 next, after-it, served, earlier) \
                 nor a preposition; correct it or add it to prepositions.toml"
            );
            return Err(self.invalid(place, &message));
        }
        Ok(function)
    }

    fn invalid(&self, place: &str, message: &str) -> SchemaError {
        invalid(self.source, place, message.to_owned())
    }
}

impl Function {
    /// Reads a function as frames write it; what is none of the named functions is a preposition.
    pub fn parse(text: &str) -> Self {
        match text {
            "subject" => Self::Subject,
            "object" => Self::Object,
            "indirect" => Self::IndirectObject,
            "complement" => Self::Complement,
            "possessor" => Self::Possessor,
            "modifier" => Self::Modifier,
            "trigger" => Self::Trigger,
            "clause" => Self::Clause,
            "last" => Self::Last,
            "next" => Self::Next,
            "after-it" => Self::After,
            "served" => Self::Served,
            "earlier" => Self::Earlier,
            preposition => Self::Preposition(preposition.into()),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameFile {
    frame: Vec<RawFrame>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFrame {
    name: SmolStr,
    reads: String,
    roles: BTreeMap<String, Vec<String>>,
    realisation: Vec<RawRealisation>,
    yields: Vec<RawYield>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRealisation {
    name: SmolStr,
    #[serde(default)]
    verbs: Vec<SmolStr>,
    #[serde(default)]
    nouns: Vec<SmolStr>,
    #[serde(default)]
    adjectives: Vec<SmolStr>,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    roles: BTreeMap<String, OneOrMore>,
    #[serde(default)]
    optional: BTreeMap<String, OneOrMore>,
    #[serde(default)]
    named: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    factuality: Factuality,
    #[serde(default = "usual_reliability")]
    reliability: f64,
    #[serde(default)]
    examples: Vec<RawExample>,
    #[serde(default)]
    counterexamples: Vec<String>,
}

fn usual_reliability() -> f64 {
    0.9
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::More(more) => more,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExample {
    text: String,
    yields: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawYield {
    subject: String,
    predicate: String,
    object: String,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    qualifiers: BTreeMap<String, OneOrMore>,
}
