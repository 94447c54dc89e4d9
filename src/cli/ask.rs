//! What the asking commands share: opening the store, and finding whom a name means.

use std::io::{self, Write};
use std::path::Path;

use relata::export::CandidatesForm;
use relata::query::{Found, Named, Near, Nearness, find};
use relata::schema::{Schema, SchemaFiles};
use relata::store::Store;

use super::flags::{Format, StoreFlag};
use super::layout::{count, plain};
use super::style;

/// Opens the store for reading, and tells what it mended.
pub fn open(flag: &StoreFlag) -> anyhow::Result<Store> {
    open_at(&flag.store)
}

fn open_at(path: &Path) -> anyhow::Result<Store> {
    let store = Store::open(path)?;
    for notice in store.notices() {
        anstream::eprintln!("note: {notice}");
    }
    Ok(store)
}

/// The schema that the store's articles were read with.
pub fn schema(store: &Store) -> anyhow::Result<Schema> {
    Ok(Schema::load(&SchemaFiles::of(store.pack()?.as_ref()))?)
}

/// The entity that a name means. `None` where that is not certain: the candidates have been printed.
pub fn meant(store: &Store, name: &str, format: Format) -> anyhow::Result<Option<Named>> {
    let found = find(store, name, &[])?;
    if format == Format::Json
        && let Some(candidates) = CandidatesForm::new(name, &found)
    {
        print_json(&candidates)?;
        return Ok(None);
    }
    match found {
        Found::One(named) => {
            if named.nearness > Nearness::Folded {
                let entity = &named.entity;
                anstream::eprintln!(
                    "note: {name:?} is read as {} ({})",
                    plain(&entity.name),
                    plain(entity.id.as_str())
                );
            }
            Ok(Some(named))
        }
        Found::Ambiguous(candidates) => {
            let many = count(candidates.len(), "entity", "entities");
            anstream::eprintln!("{name:?} may mean {many}; ask for one by its id:");
            list(&candidates)?;
            Ok(None)
        }
        Found::Unknown(candidates) if candidates.is_empty() => {
            anstream::eprintln!("{name:?} is not in the store, nor a name like it; `relata stats` tells what is");
            Ok(None)
        }
        Found::Unknown(candidates) => {
            anstream::eprintln!("{name:?} is not in the store; like it are:");
            list(&candidates)?;
            Ok(None)
        }
    }
}

/// Pretty-printed on a line of its own.
pub fn print_json(form: &impl serde::Serialize) -> anyhow::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, form).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()?;
    Ok(())
}

fn list(candidates: &[Near]) -> io::Result<()> {
    let mut out = anstream::stderr().lock();
    let width =
        candidates.iter().map(|near| console::measure_text_width(near.named.entity.id.as_str())).max().unwrap_or(0);
    for Near { named, statements } in candidates {
        let entity = &named.entity;
        let pad = " ".repeat(width - console::measure_text_width(entity.id.as_str()));
        let (bold, plain_again) = (style::NAME.render(), style::NAME.render_reset());
        let statements = count(*statements, "statement", "statements");
        let (id, name) = (plain(entity.id.as_str()), plain(&entity.name));
        writeln!(out, "  {id}{pad}  {bold}{name}{plain_again}, {}, {statements}", entity.kind)?;
    }
    Ok(())
}
