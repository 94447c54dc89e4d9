//! Where articles come from: files, folders and the standard input.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::record::{Form, Records};
use super::{ARTICLE_LIMIT, ReadError, ReadOptions, article, encoding};
use crate::text::{Document, Metadata};

/// The articles under these paths, one at a time, in the order of the paths and, within a folder, of the names.
///
/// A path is a file, a folder (searched through, hidden entries left out) or `-` for the standard input. An article is
/// named by its record's id, by its file's name or, within a folder, by its path from there.
pub fn documents(paths: impl IntoIterator<Item = PathBuf>, options: ReadOptions) -> Documents {
    let paths: Vec<PathBuf> = paths.into_iter().collect();
    Documents { paths: paths.into_iter(), folder: None, records: None, options }
}

/// See [`documents`].
pub struct Documents {
    paths: std::vec::IntoIter<PathBuf>,
    folder: Option<Folder>,
    records: Option<Records>,
    options: ReadOptions,
}

struct Folder {
    root: PathBuf,
    walk: walkdir::IntoIter,
    found: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Article,
    /// Records, one a line.
    RecordLines,
    /// Records in a form that the first bytes tell.
    Records,
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" | "md" | "markdown" => Some(Self::Article),
            "jsonl" | "ndjson" => Some(Self::RecordLines),
            "json" => Some(Self::Records),
            _ => None,
        }
    }
}

impl Iterator for Documents {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(records) = &mut self.records {
                match records.next() {
                    Some(item) => return Some(item),
                    None => self.records = None,
                }
            }
            let item = if let Some(folder) = &mut self.folder {
                match folder.next() {
                    Some(Ok((path, name))) => self.open(&path, name),
                    Some(Err(error)) => Some(Err(error)),
                    None => {
                        self.folder = None;
                        None
                    }
                }
            } else {
                let path = self.paths.next()?;
                self.start(path)
            };
            if item.is_some() {
                return item;
            }
        }
    }
}

impl Documents {
    /// The article of a path, or none where the path was a folder or a file of records, which come next.
    fn start(&mut self, path: PathBuf) -> Option<Result<Document, ReadError>> {
        if path.as_os_str() == "-" {
            return self.stream(Box::new(BufReader::new(io::stdin())), "-".to_owned(), "-".to_owned(), None);
        }
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => {
                let walk = WalkDir::new(&path).follow_links(true).sort_by_file_name().into_iter();
                self.folder = Some(Folder { root: path, walk, found: false });
                None
            }
            Ok(_) => {
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                self.open(&path, name)
            }
            Err(error) => Some(Err(unreadable(&path, error))),
        }
    }

    fn open(&mut self, path: &Path, name: String) -> Option<Result<Document, ReadError>> {
        let shown = path.to_string_lossy().into_owned();
        let format = Format::of(path);
        match File::open(path) {
            Ok(file) => {
                let size = file.metadata().map_or(0, |metadata| metadata.len());
                if matches!(format, None | Some(Format::Article)) && size > ARTICLE_LIMIT as u64 {
                    return Some(Err(ReadError::FileTooLong { path: shown, limit: ARTICLE_LIMIT }));
                }
                self.stream(Box::new(BufReader::with_capacity(1 << 16, file)), shown, name, format)
            }
            Err(error) => Some(Err(unreadable(path, error))),
        }
    }

    fn stream(
        &mut self,
        mut reader: Box<dyn BufRead + Send>,
        path: String,
        name: String,
        format: Option<Format>,
    ) -> Option<Result<Document, ReadError>> {
        let form = match format {
            Some(Format::Article) => None,
            Some(Format::RecordLines) => Some(Form::Lines),
            Some(Format::Records) | None => match reader.fill_buf() {
                Ok(head) => Form::sniff(head).or_else(|| (format == Some(Format::Records)).then_some(Form::Lines)),
                Err(source) => return Some(Err(ReadError::Io { path, source })),
            },
        };
        match form {
            Some(form) => {
                self.records = Some(Records::new(reader, path, form, self.options));
                None
            }
            None => Some(whole(reader, path, name, self.options)),
        }
    }
}

/// A stream that holds one article.
fn whole(reader: impl Read, path: String, name: String, options: ReadOptions) -> Result<Document, ReadError> {
    let mut bytes = Vec::new();
    if let Err(source) = reader.take(ARTICLE_LIMIT as u64 + 1).read_to_end(&mut bytes) {
        return Err(ReadError::Io { path, source });
    }
    if bytes.len() > ARTICLE_LIMIT {
        return Err(ReadError::FileTooLong { path, limit: ARTICLE_LIMIT });
    }
    let text = encoding::decode(&path, bytes)?;
    if text.trim().is_empty() {
        return Err(ReadError::Blank { path });
    }
    Ok(article(text, Metadata { name, ..Metadata::default() }, options))
}

fn unreadable(path: &Path, source: io::Error) -> ReadError {
    let path = path.to_string_lossy().into_owned();
    if source.kind() == io::ErrorKind::NotFound { ReadError::Missing { path } } else { ReadError::Io { path, source } }
}

impl Iterator for Folder {
    /// A file of a format that relata reads, and its name within the folder.
    type Item = Result<(PathBuf, String), ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let entry = match self.walk.next() {
                Some(Ok(entry)) => entry,
                Some(Err(error)) => {
                    self.found = true;
                    let path = error.path().unwrap_or(&self.root).to_string_lossy().into_owned();
                    return Some(Err(ReadError::Io { path, source: error.into() }));
                }
                None if self.found => return None,
                None => {
                    self.found = true;
                    return Some(Err(ReadError::NoArticles { path: self.root.to_string_lossy().into_owned() }));
                }
            };
            let hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
            if hidden && entry.file_type().is_dir() {
                self.walk.skip_current_dir();
            }
            if hidden || !entry.file_type().is_file() || Format::of(entry.path()).is_none() {
                continue;
            }
            self.found = true;
            let within = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
            let parts: Vec<_> = within.iter().map(|part| part.to_string_lossy()).collect();
            let name = parts.join("/");
            return Some(Ok((entry.into_path(), name)));
        }
    }
}
