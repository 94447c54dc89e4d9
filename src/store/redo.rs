//! The redo file: what a group of articles writes into the graph, kept until the graph has it for sure.
//!
//! sled is atomic within a batch, and a group is many: after a crash the whole group is written again, absolute values
//! that may be put twice. Afterwards it keeps the group's number alone: sled may come up without its last writes, or
//! empty, when its file was damaged, and is found out by it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::StoreError;

const MAGIC: [u8; 8] = *b"rredo\0\0\x01";
const HEAD: usize = 28;

/// A group's puts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Redo {
    pub group: u64,
    pub puts: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Redo {
    /// What was left by a process that did not end well; `None` where none was, or where it was cut short: then the
    /// graph had not been touched yet.
    pub fn left(store: &Path) -> Result<Option<Self>, StoreError> {
        let path = path(store);
        match fs::read(&path) {
            Ok(bytes) => Ok(Self::parse(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(StoreError::Io { action: "cannot read", path, source }),
        }
    }

    /// Durable once this returns.
    pub fn write<'a>(
        store: &Path,
        group: u64,
        puts: impl Iterator<Item = (&'a [u8], &'a [u8])>,
    ) -> Result<(), StoreError> {
        let path = path(store);
        let mut raw = Vec::new();
        for part in puts.flat_map(|(key, value)| [key, value]) {
            let length = u32::try_from(part.len()).map_err(|_| StoreError::Full { what: "bytes in a value" })?;
            raw.extend_from_slice(&length.to_le_bytes());
            raw.extend_from_slice(part);
        }
        let stored = zstd::bulk::compress(&raw, 1).map_err(StoreError::io("cannot compress for", &path))?;
        let mut bytes = Vec::with_capacity(HEAD + stored.len());
        bytes.extend_from_slice(&MAGIC);
        bytes.extend_from_slice(&group.to_le_bytes());
        bytes.extend_from_slice(&(raw.len() as u64).to_le_bytes());
        let mut crc = crc32fast::Hasher::new();
        crc.update(&bytes);
        crc.update(&stored);
        bytes.extend_from_slice(&crc.finalize().to_le_bytes());
        bytes.extend_from_slice(&stored);
        let written = File::create(&path).and_then(|mut file| file.write_all(&bytes).and_then(|()| file.sync_all()));
        written.map_err(StoreError::io("cannot write", &path))?;
        super::journal::sync_folder(store)
    }

    /// The graph has this group for sure: a file without puts, which a graph must not fall behind.
    pub fn done(store: &Path, group: u64) -> Result<(), StoreError> {
        Self::write(store, group, std::iter::empty())
    }

    pub fn is_done(&self) -> bool {
        self.puts.is_empty()
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (head, stored) = bytes.split_at_checked(HEAD)?;
        let mut crc = crc32fast::Hasher::new();
        crc.update(&head[..HEAD - 4]);
        crc.update(stored);
        if head[..8] != MAGIC || head[HEAD - 4..] != crc.finalize().to_le_bytes() {
            return None;
        }
        let group = u64::from_le_bytes(head[8..16].try_into().ok()?);
        let length = u64::from_le_bytes(head[16..24].try_into().ok()?);
        let raw = zstd::bulk::decompress(stored, usize::try_from(length).ok()?).ok()?;
        let mut rest = raw.as_slice();
        let mut part = || {
            let (length, after) = rest.split_first_chunk::<4>()?;
            let (part, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            rest = after;
            Some(part.to_vec())
        };
        let mut puts = Vec::new();
        while let Some(key) = part() {
            puts.push((key, part()?));
        }
        Some(Self { group, puts })
    }
}

fn path(store: &Path) -> PathBuf {
    store.join("redo")
}
