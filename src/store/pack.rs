//! The schema pack that the graph was read with: a copy of its files, so that rebuilding and asking need no other.

use std::fs;
use std::io;
use std::path::Path;

use super::journal::sync_folder;
use super::{Rebuild, Store, StoreError, Writer};
use crate::schema::Pack;

const FOLDER: &str = "schema";
/// On its way in, and on its way out.
const GROWING: &str = "schema.new";
const ASIDE: &str = "schema.old";

impl Store {
    /// The pack that the articles were read with; `None` for the schema of the package.
    pub fn pack(&self) -> Result<Option<Pack>, StoreError> {
        read(self.folder.path())
    }
}

impl Writer {
    /// Reads articles with this pack, `None` for the schema of the package, from the first article on.
    ///
    /// # Errors
    /// [`StoreError::OtherSchema`] where articles were read with another.
    pub fn set_pack(&mut self, pack: Option<&Pack>) -> Result<(), StoreError> {
        let own = self.store().pack()?;
        if same(own.as_ref(), pack) {
            return Ok(());
        }
        let path = self.store().folder.path().to_owned();
        if self.holds_articles() {
            return Err(StoreError::OtherSchema { own: name(own.as_ref()), other: name(pack), path });
        }
        replace(&path, pack)
    }
}

impl Rebuild {
    /// The pack that the store's articles were read with; `None` for the schema of the package.
    pub fn pack(&self) -> Result<Option<Pack>, StoreError> {
        read(self.folder.path())
    }

    /// The articles are read with another pack from now on, `None` for the schema of the package; kept when the new
    /// graph is in its place.
    pub fn set_pack(&mut self, pack: Option<Pack>) {
        self.new_pack = Some(pack);
    }
}

fn read(store: &Path) -> Result<Option<Pack>, StoreError> {
    let folder = store.join(FOLDER);
    if !folder.is_dir() {
        return Ok(None);
    }
    Pack::read(&folder).map(Some).map_err(|source| StoreError::Schema { path: store.to_owned(), source })
}

pub(super) fn replace(store: &Path, pack: Option<&Pack>) -> Result<(), StoreError> {
    let [folder, growing, aside] = [FOLDER, GROWING, ASIDE].map(|name| store.join(name));
    let remove = |folder: &Path| match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::io("cannot remove", folder)(error)),
        _ => Ok(()),
    };
    remove(&growing)?;
    remove(&aside)?;
    if let Some(pack) = pack {
        pack.write(&growing).map_err(StoreError::io("cannot write", &growing))?;
    }
    if folder.exists() {
        fs::rename(&folder, &aside).map_err(StoreError::io("cannot move", &folder))?;
    }
    if pack.is_some() {
        fs::rename(&growing, &folder).map_err(StoreError::io("cannot move", &growing))?;
    }
    remove(&aside)?;
    sync_folder(store)
}

fn same(one: Option<&Pack>, other: Option<&Pack>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.same_as(other),
        (None, None) => true,
        _ => false,
    }
}

fn name(pack: Option<&Pack>) -> String {
    pack.map_or_else(|| "the built-in schema".to_owned(), |pack| format!("the schema {:?}", pack.name()))
}
