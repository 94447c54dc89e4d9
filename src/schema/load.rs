//! From TOML text to a checked [`Schema`].

use std::collections::{BTreeMap, HashMap};

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use smol_str::SmolStr;

use super::frame::Source;
use super::{
    Example, Frame, FrameId, Function, KindDeclaration, KindId, Path, PredicateDeclaration, QualifierDeclaration,
    Realisation, Role, Schema, SchemaError, Slot, Trait, Triggers, ValueType, Yield,
};
use crate::fact::{Factuality, Kind, NameError, Predicate, Qualifier, Reliability};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/graph-schema");

/// One file of a schema: its path below graph-schema, for messages, and its text.
#[derive(Clone, Debug)]
pub struct SchemaText {
    pub path: String,
    pub text: String,
}

impl Schema {
    /// The schema of the package.
    ///
    /// # Panics
    /// Where the embedded schema is wrong, which the tests rule out.
    pub fn embedded() -> Self {
        Self::load(&embedded()).expect("the embedded schema is valid")
    }

    /// `kinds.toml`, `predicates.toml` and `frames/*.toml`; other files are left to their own readers.
    ///
    /// # Errors
    /// At the first mistake, with file, place and remedy.
    pub fn load(texts: &[SchemaText]) -> Result<Self, SchemaError> {
        let file = |path: &str| {
            texts.iter().find(|text| text.path == path).ok_or_else(|| SchemaError::Syntax {
                file: path.to_owned(),
                message: "the file is missing; a schema needs kinds.toml, predicates.toml and frames/*.toml".to_owned(),
            })
        };
        let kinds = load_kinds(file("kinds.toml")?)?;
        let kind_ids = kinds.iter().map(|kind| (kind.name.clone(), kind.id)).collect();
        let mut schema = Self { kinds, kind_ids, qualifiers: Vec::new(), predicates: Vec::new(), frames: Vec::new() };
        schema.load_predicates(file("predicates.toml")?)?;
        let mut frame_files: Vec<_> = texts.iter().filter(|text| text.path.starts_with("frames/")).collect();
        frame_files.sort_by(|a, b| a.path.cmp(&b.path));
        for text in frame_files {
            schema.load_frames(text)?;
        }
        Ok(schema)
    }

    fn load_predicates(&mut self, source: &SchemaText) -> Result<(), SchemaError> {
        let file: PredicateFile = parse(source)?;
        for raw in file.qualifier {
            let place = format!("qualifier {:?}", raw.name);
            let name = Qualifier::new(&raw.name).map_err(|error| invalid_name(source, &place, &error))?;
            self.qualifiers.push(QualifierDeclaration { name, reads: raw.reads, value: raw.value });
        }
        for raw in file.predicate {
            let place = format!("predicate {:?}", raw.name);
            let name = Predicate::new(&raw.name).map_err(|error| invalid_name(source, &place, &error))?;
            let qualifiers = raw.qualifiers.iter().map(|name| self.declared_qualifier(source, &place, name));
            let declaration = PredicateDeclaration {
                subject: self.declared_kinds(source, &place, &raw.subject)?,
                object: self.declared_kinds(source, &place, &raw.object)?,
                qualifiers: qualifiers.collect::<Result<_, _>>()?,
                office: raw.office.map(|name| self.declared_qualifier(source, &place, &name)).transpose()?,
                symmetric: raw.symmetric,
                reads: raw.reads,
                name,
            };
            self.predicates.push(declaration);
        }
        Ok(())
    }

    fn load_frames(&mut self, source: &SchemaText) -> Result<(), SchemaError> {
        let file: FrameFile = parse(source)?;
        for raw in file.frame {
            let id = FrameId(u32::try_from(self.frames.len()).expect("fewer than 2^32 frames"));
            let frame = self.check_frame(source, id, raw)?;
            if self.frames.iter().any(|other| other.name == frame.name) {
                let place = format!("frame {:?}", frame.name);
                return Err(invalid(source, &place, "the name is taken by another frame; choose another".to_owned()));
            }
            self.frames.push(frame);
        }
        Ok(())
    }

    fn check_frame(&self, source: &SchemaText, id: FrameId, raw: RawFrame) -> Result<Frame, SchemaError> {
        let place = format!("frame {:?}", raw.name);
        let mut roles = Vec::new();
        for (name, kinds) in &raw.roles {
            roles.push((SmolStr::new(name), self.declared_kinds(source, &place, kinds)?));
        }
        let role = |place: &str, name: &str| {
            let index = roles.iter().position(|(own, _)| own == name);
            index.and_then(|index| u8::try_from(index).ok()).map(Role).ok_or_else(|| SchemaError::Undeclared {
                file: source.path.clone(),
                place: place.to_owned(),
                what: "role",
                name: name.to_owned(),
                declared: list(roles.iter().map(|(name, _)| name.as_str())),
            })
        };
        let mut realisations = Vec::new();
        for raw in raw.realisation {
            let place = format!("{place}, realisation {:?}", raw.name);
            let mut slots = Vec::new();
            for (table, required) in [(raw.roles, true), (raw.optional, false)] {
                for (name, functions) in table {
                    let functions = functions.into_vec().iter().map(|text| Path::parse(text)).collect();
                    let role = role(&place, &name)?;
                    if slots.iter().any(|slot: &Slot| slot.role == role) {
                        let message = format!("role {name:?} is both required and optional; delete one");
                        return Err(invalid(source, &place, message));
                    }
                    slots.push(Slot { role, functions, required });
                }
            }
            let triggers = Triggers {
                verbs: raw.verbs,
                nouns: raw.nouns,
                adjectives: raw.adjectives,
                kinds: self.declared_kinds(source, &place, &raw.kinds)?,
            };
            if triggers == Triggers::default() {
                let message = "it has no trigger; give verbs, nouns, adjectives or kinds".to_owned();
                return Err(invalid(source, &place, message));
            }
            let reliability = (0.0..=1.0).contains(&raw.reliability).then(|| (raw.reliability * 1000.0).round() as u16);
            let reliability = reliability.and_then(Reliability::from_thousandths).ok_or_else(|| {
                let message = format!("reliability {} is not between 0 and 1", raw.reliability);
                invalid(source, &place, message)
            })?;
            let examples = raw.examples.into_iter().map(RawExample::into_example);
            let counterexamples = raw.counterexamples.into_iter().map(|raw| match raw {
                RawCounterexample::Text(text) => Example { text, statements: Vec::new(), known_miss: None },
                RawCounterexample::Known(raw) => raw.into_example(),
            });
            realisations.push(Realisation {
                name: raw.name,
                triggers,
                slots,
                without: raw.without.iter().map(|text| Function::parse(text)).collect(),
                factuality: raw.factuality,
                reliability,
                examples: examples.collect(),
                counterexamples: counterexamples.collect(),
            });
        }
        let mut yields = Vec::new();
        for raw in raw.yields {
            let place = format!("{place}, yield {:?}", raw.predicate);
            let declared = self.predicates.iter().find(|declared| declared.name.as_str() == raw.predicate);
            let declared = declared.ok_or_else(|| SchemaError::Undeclared {
                file: source.path.clone(),
                place: place.clone(),
                what: "predicate",
                name: raw.predicate.clone(),
                declared: list(self.predicates.iter().map(|declared| declared.name.as_str())),
            })?;
            let mut qualifiers = Vec::new();
            for (name, sources) in raw.qualifiers {
                let qualifier = self.declared_qualifier(source, &place, &name)?;
                if !declared.qualifiers.contains(&qualifier) {
                    let message =
                        format!("{} does not carry the qualifier {name:?}; add it to predicates.toml", declared.name);
                    return Err(invalid(source, &place, message));
                }
                for from in sources.into_vec() {
                    let from = match from.split_once(' ') {
                        _ if from == "trigger" => Source::TriggerPhrase,
                        _ if from == "time of end" => Source::End,
                        Some(("each", name)) => Source::Each(role(&place, name)?),
                        _ => match from.strip_prefix("count of ") {
                            Some(counted) => Source::QuantityOf(role(&place, counted)?),
                            None => Source::Role(role(&place, &from)?),
                        },
                    };
                    qualifiers.push((qualifier.clone(), from));
                }
            }
            yields.push(Yield {
                subject: role(&place, &raw.subject)?,
                predicate: declared.name.clone(),
                object: role(&place, &raw.object)?,
                needs: raw.needs.iter().map(|name| role(&place, name)).collect::<Result<_, _>>()?,
                qualifiers,
            });
        }
        Ok(Frame { id, name: raw.name, reads: raw.reads, roles, realisations, yields })
    }

    fn declared_kinds(&self, source: &SchemaText, place: &str, names: &[String]) -> Result<Vec<KindId>, SchemaError> {
        let declared = |name: &String| {
            let found = self.kinds.iter().find(|kind| kind.name.as_str() == name);
            found.map(|kind| kind.id).ok_or_else(|| SchemaError::Undeclared {
                file: source.path.clone(),
                place: place.to_owned(),
                what: "kind",
                name: name.clone(),
                declared: list(self.kinds.iter().map(|kind| kind.name.as_str())),
            })
        };
        names.iter().map(declared).collect()
    }

    fn declared_qualifier(&self, source: &SchemaText, place: &str, name: &str) -> Result<Qualifier, SchemaError> {
        let found = self.qualifiers.iter().find(|declared| declared.name.as_str() == name);
        found.map(|declared| declared.name.clone()).ok_or_else(|| SchemaError::Undeclared {
            file: source.path.clone(),
            place: place.to_owned(),
            what: "qualifier",
            name: name.to_owned(),
            declared: list(self.qualifiers.iter().map(|declared| declared.name.as_str())),
        })
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
            preposition => Self::Preposition(preposition.into()),
        }
    }
}

impl Path {
    /// `[*]FUNCTION[/FUNCTION]`.
    fn parse(text: &str) -> Self {
        let (several, text) = text.strip_prefix('*').map_or((false, text), |rest| (true, rest));
        let (function, then) = text.split_once('/').map_or((text, None), |(first, then)| (first, Some(then)));
        Self { function: Function::parse(function), then: then.map(Function::parse), several }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindFile {
    kind: Vec<RawKind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKind {
    name: String,
    reads: String,
    traits: Vec<Trait>,
    #[serde(default)]
    recogniser: Vec<String>,
    shape: String,
    colour: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PredicateFile {
    #[serde(default)]
    qualifier: Vec<RawQualifier>,
    predicate: Vec<RawPredicate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQualifier {
    name: String,
    reads: String,
    value: ValueType,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPredicate {
    name: String,
    reads: String,
    subject: Vec<String>,
    object: Vec<String>,
    #[serde(default)]
    symmetric: bool,
    office: Option<String>,
    #[serde(default)]
    qualifiers: Vec<String>,
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
    without: Vec<String>,
    #[serde(default)]
    factuality: Factuality,
    #[serde(default = "usual_reliability")]
    reliability: f64,
    #[serde(default)]
    examples: Vec<RawExample>,
    #[serde(default)]
    counterexamples: Vec<RawCounterexample>,
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
    #[serde(default)]
    yields: Vec<String>,
    known_miss: Option<String>,
}

impl RawExample {
    fn into_example(self) -> Example {
        Example { text: self.text, statements: self.yields, known_miss: self.known_miss }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawCounterexample {
    Text(String),
    Known(RawExample),
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

fn load_kinds(source: &SchemaText) -> Result<Vec<KindDeclaration>, SchemaError> {
    let file: KindFile = parse(source)?;
    if file.kind.len() > 64 {
        let message = format!("{} kinds are declared; at most 64 are possible", file.kind.len());
        return Err(invalid(source, "kinds", message));
    }
    let mut seen = HashMap::new();
    let mut kinds = Vec::new();
    for (index, raw) in file.kind.into_iter().enumerate() {
        let place = format!("kind {:?}", raw.name);
        let name = Kind::new(&raw.name).map_err(|error| invalid_name(source, &place, &error))?;
        if seen.insert(name.clone(), index).is_some() {
            return Err(invalid(source, &place, "it is declared twice; delete one".to_owned()));
        }
        kinds.push(KindDeclaration {
            id: KindId::from_index(index),
            name,
            reads: raw.reads,
            traits: raw.traits,
            recogniser: raw.recogniser,
            shape: raw.shape,
            colour: raw.colour,
        });
    }
    Ok(kinds)
}

/// The texts of the package's own graph-schema.
pub(super) fn embedded() -> Vec<SchemaText> {
    embedded_texts(&EMBEDDED)
}

fn embedded_texts(dir: &Dir<'_>) -> Vec<SchemaText> {
    let mut texts: Vec<SchemaText> = dir.dirs().flat_map(embedded_texts).collect();
    texts.extend(dir.files().filter_map(|file| {
        let path = file.path().to_str().expect("schema file names are ASCII").replace('\\', "/");
        file.contents_utf8().map(|text| SchemaText { path, text: text.to_owned() })
    }));
    texts
}

pub(super) fn parse<T: DeserializeOwned>(source: &SchemaText) -> Result<T, SchemaError> {
    toml::from_str(&source.text)
        .map_err(|error| SchemaError::Syntax { file: source.path.clone(), message: error.to_string() })
}

pub(super) fn invalid(source: &SchemaText, place: &str, message: String) -> SchemaError {
    SchemaError::Invalid { file: source.path.clone(), place: place.to_owned(), message }
}

fn invalid_name(source: &SchemaText, place: &str, error: &NameError) -> SchemaError {
    invalid(source, place, error.to_string())
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
