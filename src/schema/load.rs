//! From TOML text to a checked [`Schema`].

mod frame;
mod table;

use std::collections::HashMap;

use serde::Deserialize;
use toml::Spanned;

use table::Tables;
pub(super) use table::{line, parse};

use super::{
    KindDeclaration, KindId, Mistakes, PredicateDeclaration, QualifierDeclaration, Schema, SchemaError, SchemaFiles,
    SchemaText, Trait, ValueType,
};
use crate::fact::{Kind, NameError, Predicate, Qualifier};

/// A [`KindId`] is below this.
const MOST_KINDS: usize = 64;

impl Schema {
    /// The schema of the package.
    ///
    /// # Panics
    /// Where the embedded schema is wrong, which the tests rule out.
    pub fn embedded() -> Self {
        Self::load(&SchemaFiles::package()).expect("the embedded schema is valid")
    }

    /// `kinds.toml`, `predicates.toml`, `prepositions.toml` (without it, frames may name any) and `frames/*.toml`.
    ///
    /// # Errors
    /// Where there is a mistake: all of them, with file, line and remedy.
    pub fn load(files: &SchemaFiles) -> Result<Self, SchemaError> {
        let mut mistakes = Mistakes::default();
        let schema = Self::read(files, &mut mistakes);
        mistakes.or(schema)
    }

    /// What is right of the files; the rest is told.
    pub fn read(files: &SchemaFiles, mistakes: &mut Mistakes) -> Self {
        let mut loader = Loader::default();
        let mut lacks = |needed| {
            let lacks = files.named(needed).next().is_none();
            if lacks {
                let manifest = files.named("pack.toml").next().map_or("pack.toml", |text| &text.shown);
                let message = format!("a schema that stands alone needs {needed}; add it, or delete `alone`");
                mistakes.add(manifest, None, message);
            }
            lacks
        };
        let (no_kinds, no_predicates) = (lacks("kinds.toml"), lacks("predicates.toml"));
        files.named("kinds.toml").for_each(|source| loader.kinds(source, mistakes));
        loader.unreadable_kinds = no_kinds || files.named("kinds.toml").any(|source| mistakes.are_in(&source.shown));
        loader.widen();
        files.named("predicates.toml").for_each(|source| loader.predicates(source, mistakes));
        loader.unreadable_predicates =
            no_predicates || files.named("predicates.toml").any(|source| mistakes.are_in(&source.shown));
        let prepositions = frame::Prepositions::read(files, mistakes);
        for source in files.below("frames/") {
            loader.frames(source, prepositions.as_ref(), mistakes);
        }
        loader.schema
    }
}

/// A schema in the making.
#[derive(Default)]
struct Loader {
    schema: Schema,
    /// Where each name was declared: file and line.
    declared: HashMap<String, String>,
    /// The kind that each kind is a sort of.
    broader: Vec<(KindId, String)>,
    /// Kinds may be missing because of a mistake told already: others that follow from it are not told.
    unreadable_kinds: bool,
    unreadable_predicates: bool,
}

/// Where in which file something stands, for messages.
#[derive(Clone, Copy)]
struct Place<'a> {
    source: &'a SchemaText,
    line: usize,
    /// "frame \"lease\", realisation \"verb\"".
    what: &'a str,
}

impl Place<'_> {
    fn wrong(self, message: impl AsRef<str>, mistakes: &mut Mistakes) {
        mistakes.add(&self.source.shown, Some(self.line), format!("{}: {}", self.what, message.as_ref()));
    }

    fn misnamed(self, error: &NameError, mistakes: &mut Mistakes) {
        mistakes.add(&self.source.shown, Some(self.line), error.to_string());
    }

    /// The same, at the line of a part.
    fn at<T>(self, part: &Spanned<T>) -> Self {
        Self { line: line(self.source, part.span()), ..self }
    }
}

impl Loader {
    /// Whether a name is free; where it is not, that is told.
    fn claim(&mut self, place: Place<'_>, mistakes: &mut Mistakes) -> bool {
        let here = format!("{}:{}", place.source.shown, place.line);
        match self.declared.get(place.what) {
            Some(there) => {
                place.wrong(format!("it is declared already in {there}; delete one or choose another name"), mistakes);
                false
            }
            None => {
                self.declared.insert(place.what.to_owned(), here);
                true
            }
        }
    }

    fn kinds(&mut self, source: &SchemaText, mistakes: &mut Mistakes) {
        let Some(mut tables) = Tables::read(source, mistakes) else { return };
        let entries = tables.take::<RawKind>("kind", mistakes);
        tables.finish("[[kind]] alone", mistakes);
        for entry in entries {
            let raw = entry.value;
            let what = format!("kind {:?}", raw.name.get_ref());
            let place = Place { source, line: entry.line, what: &what }.at(&raw.name);
            let index = self.schema.kinds.len();
            if index == MOST_KINDS {
                place.wrong(format!("it is one more than the {MOST_KINDS} kinds that a schema may have"), mistakes);
                return;
            }
            let name = match Kind::new(raw.name.get_ref()) {
                Ok(name) => name,
                Err(error) => {
                    place.misnamed(&error, mistakes);
                    continue;
                }
            };
            if !self.claim(place, mistakes) {
                continue;
            }
            let id = KindId::from_index(index);
            if let Some(broader) = raw.is {
                let known = self.schema.kinds.iter().any(|kind| kind.name.as_str() == broader.get_ref());
                if known {
                    self.broader.push((id, broader.into_inner()));
                } else {
                    let message = undeclared("kind", broader.get_ref(), self.kind_names());
                    place.at(&broader).wrong(message, mistakes);
                }
            }
            self.schema.kind_ids.insert(name.clone(), id);
            self.schema.kinds.push(KindDeclaration {
                id,
                name,
                reads: raw.reads,
                traits: raw.traits,
                recogniser: raw.recogniser,
                shape: raw.shape,
                colour: raw.colour,
            });
        }
    }

    /// Works out what `is` says: a broader kind is declared before, so one pass from the last to the first is enough.
    fn widen(&mut self) {
        self.schema.narrower = self.schema.kinds.iter().map(|kind| vec![kind.id]).collect();
        for (kind, broader) in self.broader.iter().rev() {
            let broader = self.schema.kinds.iter().find(|kind| kind.name.as_str() == broader).map(|kind| kind.id);
            let own = self.schema.narrower[kind.index()].clone();
            self.schema.narrower[broader.expect("only declared kinds are noted").index()].extend(own);
        }
        self.schema.narrower.iter_mut().for_each(|kinds| kinds.sort_unstable());
    }

    fn predicates(&mut self, source: &SchemaText, mistakes: &mut Mistakes) {
        let Some(mut tables) = Tables::read(source, mistakes) else { return };
        let qualifiers = tables.take::<RawQualifier>("qualifier", mistakes);
        let predicates = tables.take::<RawPredicate>("predicate", mistakes);
        tables.finish("[[qualifier]] and [[predicate]]", mistakes);
        for entry in qualifiers {
            let raw = entry.value;
            let what = format!("qualifier {:?}", raw.name.get_ref());
            let place = Place { source, line: entry.line, what: &what }.at(&raw.name);
            match Qualifier::new(raw.name.get_ref()) {
                Ok(name) if self.claim(place, mistakes) => {
                    self.schema.qualifiers.push(QualifierDeclaration {
                        name,
                        reads: raw.reads,
                        value: raw.value,
                        apart: raw.apart,
                    });
                }
                Ok(_) => {}
                Err(error) => place.misnamed(&error, mistakes),
            }
        }
        for entry in predicates {
            let raw = entry.value;
            let what = format!("predicate {:?}", raw.name.get_ref());
            let place = Place { source, line: entry.line, what: &what }.at(&raw.name);
            let name = match Predicate::new(raw.name.get_ref()) {
                Ok(name) => name,
                Err(error) => {
                    place.misnamed(&error, mistakes);
                    continue;
                }
            };
            let before = mistakes.len();
            let qualifiers = raw.qualifiers.iter().filter_map(|name| self.qualifier(place, name, mistakes)).collect();
            let declaration = PredicateDeclaration {
                subject: self.kinds_named(place, &raw.subject, mistakes),
                object: self.kinds_named(place, &raw.object, mistakes),
                qualifiers,
                office: raw.office.as_ref().and_then(|name| self.qualifier(place, name, mistakes)),
                symmetric: raw.symmetric,
                lasting: raw.lasting,
                pending: raw.pending,
                by_state: raw.by_state,
                reads: raw.reads,
                name,
            };
            for (end, kinds) in [("subject", &raw.subject), ("object", &raw.object)] {
                if kinds.is_empty() {
                    place.wrong(format!("it allows no kind as {end}; name one"), mistakes);
                }
            }
            let whole = mistakes.len() == before;
            if whole && declaration.symmetric && declaration.subject != declaration.object {
                place.wrong("it is symmetric, so subject and object must have the same kinds; correct one", mistakes);
            }
            if self.claim(place, mistakes) {
                self.schema.predicates.push(declaration);
            }
        }
    }

    fn kind_names(&self) -> impl Iterator<Item = &str> {
        self.schema.kinds.iter().map(|kind| kind.name.as_str())
    }

    /// The kinds of a list, and what is a sort of them.
    fn kinds_named(&self, place: Place<'_>, names: &[Spanned<String>], mistakes: &mut Mistakes) -> Vec<KindId> {
        let mut found = Vec::new();
        for name in names {
            match self.schema.kinds.iter().find(|kind| kind.name.as_str() == name.get_ref()) {
                Some(kind) => {
                    let new = self.schema.narrower[kind.id.index()].iter().filter(|kind| !found.contains(*kind));
                    let new: Vec<KindId> = new.copied().collect();
                    found.extend(new);
                }
                None if self.unreadable_kinds => {}
                None => place.at(name).wrong(undeclared("kind", name.get_ref(), self.kind_names()), mistakes),
            }
        }
        found
    }

    fn qualifier(&self, place: Place<'_>, name: &Spanned<String>, mistakes: &mut Mistakes) -> Option<Qualifier> {
        let found = self.schema.qualifiers.iter().find(|declared| declared.name.as_str() == name.get_ref());
        if found.is_none() && !self.unreadable_predicates {
            let names = self.schema.qualifiers.iter().map(|declared| declared.name.as_str());
            place.at(name).wrong(undeclared("qualifier", name.get_ref(), names), mistakes);
        }
        found.map(|declared| declared.name.clone())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKind {
    name: Spanned<String>,
    reads: String,
    is: Option<Spanned<String>>,
    traits: Vec<Trait>,
    #[serde(default)]
    recogniser: Vec<String>,
    shape: String,
    colour: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQualifier {
    name: Spanned<String>,
    reads: String,
    value: ValueType,
    #[serde(default)]
    apart: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPredicate {
    name: Spanned<String>,
    reads: String,
    subject: Vec<Spanned<String>>,
    object: Vec<Spanned<String>>,
    #[serde(default)]
    symmetric: bool,
    #[serde(default)]
    lasting: bool,
    #[serde(default)]
    pending: bool,
    #[serde(default)]
    by_state: bool,
    office: Option<Spanned<String>>,
    #[serde(default)]
    qualifiers: Vec<Spanned<String>>,
}

/// How alike a name must be to one that is declared, to be taken for a slip of the pen.
const ALIKE: f64 = 0.85;

pub(super) fn undeclared<'a>(what: &str, name: &str, declared: impl Iterator<Item = &'a str>) -> String {
    let declared: Vec<&str> = declared.collect();
    let alike = |known: &&&str| strsim::jaro_winkler(&known.to_lowercase(), &name.to_lowercase());
    let nearest = declared.iter().max_by(|a, b| alike(a).total_cmp(&alike(b))).filter(|known| alike(known) >= ALIKE);
    match nearest {
        Some(nearest) => format!("{what} {name:?} is not declared; did you mean {nearest:?}?"),
        None if declared.is_empty() => format!("{what} {name:?} is not declared; nor is any other"),
        None => format!("{what} {name:?} is not declared; declared are {}", declared.join(", ")),
    }
}
