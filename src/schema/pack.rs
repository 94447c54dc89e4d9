//! Packs: the files of a schema, the package's own and a researcher's folder of the same form.
//!
//! The one part of the schema that knows the file system, and only in [`Pack::read`] and [`Pack::write`]. Both kinds of
//! file go the same way from here on.
//!
//! # The form of a pack
//!
//! | file | what it holds |
//! | --- | --- |
//! | `pack.toml` | `name`, `reads` (what it covers, in words), `alone`, `replaces` (below) |
//! | `kinds.toml`, `predicates.toml` | kinds of entity; predicates and qualifiers |
//! | `prepositions.toml` | further prepositions that frames may name |
//! | `frames/*.toml` | frames with their examples ([`super::Frame`] tells the form) |
//! | `lexicons/*.toml` | word lists: heads, persons, names, factuality, speech, grammar |
//! | `entities/*.tsv` | entities known from the start |
//!
//! All but the manifest may be missing. A pack *adds* to the schema of the package: what both declare is a mistake, and
//! in word lists and lists of entities the pack's word goes before the package's. With `alone = true` it takes no kind,
//! predicate or frame from the package; of the package's lists that part remains which speaks of the pack's own kinds.
//! `replaces = ["frames/lease.toml"]` leaves out files of the package, whether the pack has its own or not.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use toml::Spanned;

use super::load::{line, parse};
use super::{Mistakes, SchemaError};

static GRAPH_SCHEMA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/graph-schema");
static ENTITIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/seeds/entities");

const MANIFEST: &str = "pack.toml";
const FILES: [&str; 4] = [MANIFEST, "kinds.toml", "predicates.toml", "prepositions.toml"];
const FOLDERS: [(&str, &str); 3] = [("frames", "toml"), ("lexicons", "toml"), ("entities", "tsv")];
const LEXICONS: [&str; 6] = ["factuality", "grammar", "heads", "names", "persons", "speech"];

/// Who brought a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    Package,
    Pack,
}

/// One file of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaText {
    /// Below the schema's folder: `frames/lease.toml`.
    pub path: String,
    /// As messages name it.
    pub shown: String,
    pub layer: Layer,
    pub text: Cow<'static, str>,
}

/// A researcher's own schema folder, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    manifest: Manifest,
    texts: Vec<SchemaText>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    name: String,
    reads: String,
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    replaces: Vec<Spanned<String>>,
}

impl Pack {
    /// # Errors
    /// Where the folder cannot be read, has no manifest, or holds a file that no schema has.
    pub fn read(folder: &Path) -> Result<Self, SchemaError> {
        let mut mistakes = Mistakes::default();
        let mut texts = Vec::new();
        list(folder, "", &mut texts, &mut mistakes);
        for (name, _) in FOLDERS {
            if folder.join(name).is_dir() {
                list(folder, &format!("{name}/"), &mut texts, &mut mistakes);
            }
        }
        let manifest = match texts.iter().find(|text| text.path == MANIFEST) {
            Some(text) => {
                let manifest = parse::<Manifest>(text, &mut mistakes);
                for path in manifest.iter().flat_map(|manifest| &manifest.replaces) {
                    if !package().iter().any(|text| text.path == *path.get_ref()) {
                        let message =
                            format!("replaces: the package has no {:?}; correct or delete it", path.get_ref());
                        mistakes.add(&text.shown, Some(line(text, path.span())), message);
                    }
                }
                manifest
            }
            None if mistakes.is_empty() => {
                let message = "the file is missing; a pack needs it, with the lines name = \"...\" and reads = \"...\"";
                mistakes.add(&shown(folder, MANIFEST), None, message);
                None
            }
            None => None,
        };
        match manifest {
            Some(manifest) => mistakes.or(Self { manifest, texts }),
            None => Err(mistakes.or(()).expect_err("what is wrong with the manifest was told")),
        }
    }

    /// Copies the pack's files into a folder that is empty or not there, and onto the disk.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        for text in &self.texts {
            let path = folder.join(&text.path);
            fs::create_dir_all(path.parent().expect("a file of a folder has a parent"))?;
            let mut file = fs::File::create(path)?;
            file.write_all(text.text.as_bytes())?;
            file.sync_all()?;
        }
        Ok(())
    }

    pub fn name(&self) -> &str {
        &self.manifest.name
    }

    /// What it covers, in words.
    pub fn reads(&self) -> &str {
        &self.manifest.reads
    }

    /// Whether it takes nothing from the schema of the package.
    pub fn is_alone(&self) -> bool {
        self.manifest.alone
    }

    /// Whether both say the same, wherever they lie.
    pub fn same_as(&self, other: &Self) -> bool {
        let alike = |(own, other): (&SchemaText, &SchemaText)| own.path == other.path && own.text == other.text;
        self.texts.len() == other.texts.len() && self.texts.iter().zip(&other.texts).all(alike)
    }
}

/// All files that a schema is made of, the package's before a pack's.
#[derive(Clone, Debug)]
pub struct SchemaFiles {
    texts: Vec<SchemaText>,
}

impl SchemaFiles {
    /// What the package carries, alone.
    pub fn package() -> Self {
        Self { texts: package() }
    }

    /// Those of the package, with a pack where there is one.
    pub fn of(pack: Option<&Pack>) -> Self {
        pack.map_or_else(Self::package, Self::with)
    }

    /// What the package carries, with a pack.
    pub fn with(pack: &Pack) -> Self {
        let mut texts = package();
        let replaced = |path: &str| pack.manifest.replaces.iter().any(|own| own.get_ref() == path);
        texts.retain(|text| !replaced(&text.path) && (shared(&text.path) || !pack.is_alone()));
        texts.extend(pack.texts.iter().cloned());
        Self { texts }
    }

    /// These files alone, by path and text: a schema made by hand.
    pub fn alone<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let text = |(path, text): (&str, &str)| SchemaText {
            path: path.to_owned(),
            shown: path.to_owned(),
            layer: Layer::Pack,
            text: Cow::Owned(text.to_owned()),
        };
        Self { texts: texts.into_iter().map(text).collect() }
    }

    /// The files of one path, the package's first.
    pub(super) fn named(&self, path: &str) -> impl DoubleEndedIterator<Item = &SchemaText> {
        self.texts.iter().filter(move |text| text.path == path)
    }

    /// The files of a folder, the package's first, then by path.
    pub(super) fn below(&self, folder: &str) -> Vec<&SchemaText> {
        let mut texts: Vec<_> = self.texts.iter().filter(|text| text.path.starts_with(folder)).collect();
        texts.sort_by_key(|text| (text.layer, &text.path));
        texts
    }
}

/// Words and entities, which any domain may share; the rest is the schema proper.
fn shared(path: &str) -> bool {
    path.starts_with("lexicons/") || path.starts_with("entities/") || path == "prepositions.toml"
}

fn package() -> Vec<SchemaText> {
    let mut texts = Vec::new();
    embedded(&GRAPH_SCHEMA, "graph-schema/", "", &mut texts);
    embedded(&ENTITIES, "seeds/entities/", "entities/", &mut texts);
    texts
}

fn embedded(dir: &'static Dir<'static>, shown: &str, below: &str, texts: &mut Vec<SchemaText>) {
    for dir in dir.dirs() {
        embedded(dir, shown, below, texts);
    }
    for file in dir.files() {
        let path = file.path().to_str().expect("the package's file names are ASCII").replace('\\', "/");
        let text = file.contents_utf8().expect("the package's lists are UTF-8");
        let shown = format!("{shown}{path}");
        texts.push(SchemaText { path: format!("{below}{path}"), shown, layer: Layer::Package, text: text.into() });
    }
}

/// Reads the files of a folder of a pack; `below` is that folder with a stroke, or empty.
fn list(root: &Path, below: &str, texts: &mut Vec<SchemaText>, mistakes: &mut Mistakes) {
    let folder = root.join(below);
    let entries = fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut paths = match entries {
        Ok(entries) => entries.into_iter().map(|entry| entry.path()).collect::<Vec<_>>(),
        Err(error) => {
            mistakes.add(&folder.display().to_string(), None, format!("cannot read the folder: {error}"));
            return;
        }
    };
    paths.sort();
    for path in paths {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let schema_like = path.extension().is_some_and(|extension| extension == "toml" || extension == "tsv");
        if !schema_like || name.starts_with('.') || path.is_dir() {
            continue;
        }
        let own = format!("{below}{name}");
        let shown = shown(root, &own);
        let text = fs::read_to_string(&path);
        if let Err(message) = place(&own) {
            // A copy of the package's folder holds lists that no pack may change.
            let copied = GRAPH_SCHEMA.get_file(&own).and_then(|file| file.contents_utf8());
            if copied.is_none() || copied != text.as_deref().ok() {
                mistakes.add(&shown, None, message);
            }
            continue;
        }
        match text {
            Ok(text) => texts.push(SchemaText { path: own, shown, layer: Layer::Pack, text: text.into() }),
            Err(error) => mistakes.add(&shown, None, format!("cannot read the file: {error}; save it as UTF-8")),
        }
    }
}

fn shown(root: &Path, own: &str) -> String {
    root.join(own).display().to_string()
}

/// Whether a schema has a file of this path.
fn place(path: &str) -> Result<(), String> {
    let Some((folder, name)) = path.split_once('/') else {
        return if FILES.contains(&path) {
            Ok(())
        } else {
            Err(format!(
                "no schema has a file of this name; it may have {}, frames/*.toml, lexicons/*.toml and entities/*.tsv",
                FILES.join(", ")
            ))
        };
    };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if folder == "lexicons" && !LEXICONS.contains(&stem) {
        return Err(format!("no word list that a pack may bring has this name; choose from {}", LEXICONS.join(", ")));
    }
    let extension = FOLDERS.iter().find(|(own, _)| *own == folder).map(|(_, extension)| *extension);
    match extension {
        Some(extension) if name.ends_with(extension) => Ok(()),
        _ => Err(format!("{folder}/ holds no such file; give it the extension .{}", extension.unwrap_or("toml"))),
    }
}
