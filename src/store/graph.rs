//! The graph's key-value tree: sled behind a narrow door.
//!
//! sled may panic on a damaged page or hang while it opens one, so it is opened in a thread of its own under a time
//! limit, and every call catches its panics.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;

use super::StoreError;

pub(super) const FOLDER: &str = "graph";

/// sled takes two to three times as much, and the system's own cache holds the rest.
const CACHE_BYTES: u64 = 32 << 20;

/// How often sled's own thread writes out and clears its file; half of its time it clears.
const CLEAR_EVERY_MS: u64 = 50;

/// Entries in one batch; 10,000 took sled gigabytes of memory.
const BATCH: usize = 900;

/// Opening reads the whole log when the last process did not end well: this long, and a second more a [`OPEN_RATE`].
const OPEN_LIMIT: Duration = Duration::from_secs(20);
const OPEN_RATE: u64 = 5 << 20;

/// How long a lock is waited for, and how often it is tried.
const LOCK_PATIENCE: Duration = Duration::from_secs(5);
const LOCK_PAUSE: Duration = Duration::from_millis(20);

#[derive(Clone)]
pub(super) struct Graph {
    db: Handle,
    store: PathBuf,
    folder: PathBuf,
}

impl Graph {
    /// Opens `store`/`folder`, makes it where it is not there.
    pub fn open(store: &Path, folder: &str) -> Result<Self, StoreError> {
        let (store, folder) = (store.to_owned(), store.join(folder));
        let damaged = |detail: String| StoreError::GraphDamaged { path: store.clone(), detail };
        let size = std::fs::metadata(folder.join("db")).map_or(0, |metadata| metadata.len());
        let limit = OPEN_LIMIT + Duration::from_secs(size / OPEN_RATE);
        let config = sled::Config::new()
            .path(&folder)
            .cache_capacity(CACHE_BYTES)
            .mode(sled::Mode::LowSpace)
            // sled clears its file of what was overwritten in this thread alone: without it the file grew to 7.6 times
            // its content.
            .flush_every_ms(Some(CLEAR_EVERY_MS));
        let (sender, receiver) = mpsc::channel();
        let opening = std::thread::Builder::new().name("sled".to_owned()).spawn(move || {
            // Nobody listens any more where the limit is over.
            _ = sender.send(catch_unwind(AssertUnwindSafe(|| open_patiently(&config))));
        });
        opening.map_err(StoreError::io("cannot start a thread to open", &folder))?;
        match receiver.recv_timeout(limit) {
            Ok(Ok(Ok(db))) => Ok(Self { db: Handle(Some(db)), store, folder }),
            Ok(Ok(Err(error))) if is_locked(&error) => Err(StoreError::Locked { path: store }),
            Ok(Ok(Err(error))) => Err(damaged(error_message(&error))),
            Ok(Err(panic)) => Err(damaged(panic_message(&*panic))),
            Err(_) => Err(damaged(format!("sled did not open it in {} s", limit.as_secs()))),
        }
    }

    pub fn get(&self, key: &[u8]) -> Result<Option<sled::IVec>, StoreError> {
        self.guard(|| self.db.get(key))
    }

    pub fn record<T: DeserializeOwned>(&self, key: &[u8]) -> Result<Option<T>, StoreError> {
        self.get(key)?.map(|bytes| self.decode(&bytes)).transpose()
    }

    pub fn decode<T: DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, StoreError> {
        postcard::from_bytes(bytes).map_err(|error| self.damaged(&format!("a value cannot be read: {error}")))
    }

    /// Entries whose keys start with `prefix`, in key order.
    pub fn scan(&self, prefix: &[u8]) -> impl Iterator<Item = Result<(sled::IVec, sled::IVec), StoreError>> + use<'_> {
        let mut entries = self.guard(|| Ok(self.db.scan_prefix(prefix)));
        let mut failed = false;
        std::iter::from_fn(move || {
            if failed {
                return None;
            }
            let next = match &mut entries {
                Ok(entries) => self.guard(|| entries.next().transpose()).transpose(),
                Err(_) => Some(Err(self.damaged("it cannot be scanned"))),
            };
            failed = matches!(next, Some(Err(_)));
            next
        })
    }

    /// Writes puts in key order, in batches that sled can bear. Not atomic beyond one batch: the redo file is.
    pub fn put<'a>(&self, puts: impl Iterator<Item = (&'a [u8], &'a [u8])>) -> Result<(), StoreError> {
        let mut puts = puts.peekable();
        while puts.peek().is_some() {
            let mut batch = sled::Batch::default();
            puts.by_ref().take(BATCH).for_each(|(key, value)| batch.insert(key, value));
            self.guard(|| self.db.apply_batch(batch))?;
        }
        Ok(())
    }

    /// Durable once this returns: sled's own flush leaves out the disk's cache on Linux.
    pub fn sync(&self) -> Result<(), StoreError> {
        self.guard(|| self.db.flush())?;
        let file = self.folder.join("db");
        File::open(&file).and_then(|file| file.sync_all()).map_err(StoreError::io("cannot sync", &file))
    }

    pub fn damaged(&self, detail: &str) -> StoreError {
        StoreError::GraphDamaged { path: self.store.clone(), detail: detail.to_owned() }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn guard<T>(&self, call: impl FnOnce() -> sled::Result<T>) -> Result<T, StoreError> {
        match catch_unwind(AssertUnwindSafe(call)) {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(sled::Error::Io(source))) => {
                Err(StoreError::Io { action: "cannot read or write", path: self.folder.clone(), source })
            }
            Ok(Err(error)) => Err(self.damaged(&error_message(&error))),
            Err(panic) => Err(self.damaged(&panic_message(&*panic))),
        }
    }
}

/// sled, closed under a time limit: where its own thread died on a damaged page, closing waits for it for ever. What
/// [`Graph::sync`] returned from is on the disk by then.
#[derive(Clone)]
struct Handle(Option<sled::Db>);

const CLOSE_LIMIT: Duration = Duration::from_secs(10);

impl std::ops::Deref for Handle {
    type Target = sled::Db;

    fn deref(&self) -> &sled::Db {
        self.0.as_ref().expect("it is there until it is dropped")
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let db = self.0.take();
        let (sender, receiver) = mpsc::channel::<()>();
        let closing = std::thread::Builder::new().name("sled".to_owned()).spawn(move || {
            // A panic on closing is of no more interest.
            _ = catch_unwind(AssertUnwindSafe(|| drop(db)));
            drop(sender);
        });
        if closing.is_ok() {
            // Either way it is over: closed, or given up.
            _ = receiver.recv_timeout(CLOSE_LIMIT);
        }
    }
}

/// sled's own words for damage end in an empty backtrace.
fn error_message(error: &sled::Error) -> String {
    match error {
        sled::Error::Corruption { .. } => "sled read corrupted data".to_owned(),
        other => other.to_string(),
    }
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    format!("sled gave up: {}", text.and_then(|text| text.lines().next()).unwrap_or("without a word"))
}

/// The store's own lock is held by now, so what holds sled's is a sled of this process that has not quite gone: it lets
/// go of its lock in a thread of its own.
fn open_patiently(config: &sled::Config) -> sled::Result<sled::Db> {
    let start = Instant::now();
    loop {
        match config.open() {
            Err(error) if is_locked(&error) && start.elapsed() < LOCK_PATIENCE => std::thread::sleep(LOCK_PAUSE),
            done => return done,
        }
    }
}

fn is_locked(error: &sled::Error) -> bool {
    matches!(error, sled::Error::Io(error) if error.to_string().contains("could not acquire lock"))
}
