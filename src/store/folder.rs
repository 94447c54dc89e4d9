//! The store's folder: its format file and its lock.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::journal::{self, sync_folder};
use super::{FORMAT_VERSION, StoreError};

const FORMAT: &str = "format";
const UNFINISHED_FORMAT: &str = "format.new";
const LOCK: &str = "lock";
const TITLE: &str = "relata store";
/// How long another process's lock is waited for, and how often it is tried.
const LOCK_PATIENCE: Duration = Duration::from_millis(400);
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// A store's folder, locked for this process.
pub(super) struct Folder {
    path: PathBuf,
    /// Holds the lock until it is dropped.
    _lock: File,
}

impl Folder {
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        check_format(path)?;
        Self::lock(path)
    }

    /// In a folder that is not there or is empty.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(path).map_err(StoreError::io("cannot make", path))?;
        if path.join(FORMAT).exists() {
            return Err(StoreError::Exists { path: path.to_owned() });
        }
        for entry in fs::read_dir(path).map_err(StoreError::io("cannot read", path))? {
            let name = entry.map_err(StoreError::io("cannot read", path))?.file_name();
            if name != UNFINISHED_FORMAT && name != LOCK {
                return Err(StoreError::Foreign { path: path.to_owned() });
            }
        }
        let folder = Self::lock(path)?;
        let unfinished = path.join(UNFINISHED_FORMAT);
        let written = fs::write(&unfinished, format!("{TITLE}\nversion {FORMAT_VERSION}\n"))
            .and_then(|()| File::open(&unfinished)?.sync_all())
            .and_then(|()| fs::rename(&unfinished, path.join(FORMAT)));
        written.map_err(StoreError::io("cannot write", &unfinished))?;
        folder.make_journal()?;
        Ok(folder)
    }

    /// Where a crash came between the format file and the rest, the rest is made here.
    pub fn make_journal(&self) -> Result<(), StoreError> {
        let journal = self.path.join(journal::FOLDER);
        fs::create_dir_all(&journal).map_err(StoreError::io("cannot make", &journal))?;
        sync_folder(&self.path)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    fn lock(path: &Path) -> Result<Self, StoreError> {
        let file = path.join(LOCK);
        let lock = File::options().create(true).truncate(false).write(true).open(&file);
        let lock = lock.map_err(StoreError::io("cannot open", &file))?;
        let start = Instant::now();
        let mut tried = lock.try_lock();
        // A process that was just started from this one holds its open files for a moment.
        while matches!(tried, Err(TryLockError::WouldBlock)) && start.elapsed() < LOCK_PATIENCE {
            std::thread::sleep(LOCK_PAUSE);
            tried = lock.try_lock();
        }
        match tried {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked { path: path.to_owned() }),
            Err(TryLockError::Error(source)) => Err(StoreError::Io { action: "cannot lock", path: file, source }),
        }
    }
}

fn check_format(path: &Path) -> Result<(), StoreError> {
    let foreign = || StoreError::Foreign { path: path.to_owned() };
    if !path.try_exists().map_err(StoreError::io("cannot read", path))? {
        return Err(StoreError::Missing { path: path.to_owned() });
    }
    let file = path.join(FORMAT);
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), io::ErrorKind::PermissionDenied) => {
            return Err(StoreError::Io { action: "cannot read", path: file, source: error });
        }
        Err(_) => return Err(foreign()),
    };
    let mut lines = text.lines();
    let version = match (lines.next(), lines.next().and_then(|line| line.strip_prefix("version "))) {
        (Some(TITLE), Some(version)) => version.parse::<u32>().map_err(|_| foreign())?,
        _ => return Err(foreign()),
    };
    if version > FORMAT_VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), found: version });
    }
    Ok(())
}
