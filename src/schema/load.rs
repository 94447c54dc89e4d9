//! From TOML text to a checked [`Schema`].

mod frame;

use std::collections::HashMap;

use super::{
    KindDeclaration, KindId, PredicateDeclaration, QualifierDeclaration, Schema, SchemaError, Trait, ValueType,
};
use crate::fact::{Kind, NameError, Predicate, Qualifier};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde::de::DeserializeOwned;

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

    /// `kinds.toml`, `predicates.toml`, `prepositions.toml` (without it, frames may name any) and `frames/*.toml`; other files are left to their own readers.
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
        let prepositions = texts.iter().find(|text| text.path == "prepositions.toml").map(frame::Prepositions::load);
        let prepositions = prepositions.transpose()?;
        let mut frame_files: Vec<_> = texts.iter().filter(|text| text.path.starts_with("frames/")).collect();
        frame_files.sort_by(|a, b| a.path.cmp(&b.path));
        for text in frame_files {
            schema.load_frames(text, prepositions.as_ref())?;
        }
        Ok(schema)
    }

    fn load_predicates(&mut self, source: &SchemaText) -> Result<(), SchemaError> {
        let file: PredicateFile = parse(source)?;
        for raw in file.qualifier {
            let place = format!("qualifier {:?}", raw.name);
            let name = Qualifier::new(&raw.name).map_err(|error| invalid_name(source, &place, &error))?;
            if self.qualifier(&name).is_some() {
                return Err(invalid(source, &place, "it is declared twice; delete one".to_owned()));
            }
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
                lasting: raw.lasting,
                reads: raw.reads,
                name,
            };
            if declaration.symmetric && declaration.subject != declaration.object {
                let message = "it is symmetric, so subject and object must have the same kinds".to_owned();
                return Err(invalid(source, &place, message));
            }
            if self.predicate(&declaration.name).is_some() {
                return Err(invalid(source, &place, "it is declared twice; delete one".to_owned()));
            }
            self.predicates.push(declaration);
        }
        Ok(())
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
    #[serde(default)]
    lasting: bool,
    office: Option<String>,
    #[serde(default)]
    qualifiers: Vec<String>,
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
