//! The journal: append-only segments of checksummed, compressed blocks. It knows blocks of records, not what they hold.
//!
//! A block that was cut off by a crash is found by its checksums; what follows a damaged block is found again by the
//! mark that starts each.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::StoreError;

pub(super) const FOLDER: &str = "journal";

const SEGMENT_MAGIC: [u8; 8] = *b"rjournal";
const SEGMENT_HEAD: u64 = 16;
const SEGMENT_VERSION: u32 = 1;
const BLOCK_MAGIC: [u8; 4] = *b"RBLK";
const BLOCK_HEAD: usize = 24;

/// A new segment is begun where this is reached: small enough to copy and to check one by one.
const SEGMENT_BYTES: u64 = 64 << 20;

/// Level 9 is 4 % smaller and three times as slow.
const COMPRESSION: i32 = 3;

/// What a log of the journal holds; each has segments of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Articles,
    Judgements,
}

/// A place in a log. The default is before everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    pub segment: u32,
    pub offset: u64,
}

/// Records that were written and are read as one.
pub(super) struct Block {
    raw: Vec<u8>,
    /// End of each record in `raw`; four bytes of length stand before each.
    ends: Vec<usize>,
}

impl Block {
    pub fn record(&self, index: usize) -> Option<&[u8]> {
        let start = if index == 0 { 0 } else { *self.ends.get(index - 1)? };
        self.raw.get(start + 4..*self.ends.get(index)?)
    }

    pub fn records(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.ends.len()).map(|index| self.record(index).expect("the index is below the count of records"))
    }
}

/// One log of the journal of a store.
#[derive(Clone, Debug)]
pub(super) struct Log {
    folder: PathBuf,
    kind: Kind,
}

impl Log {
    pub fn new(store: &Path, kind: Kind) -> Self {
        Self { folder: store.join(FOLDER), kind }
    }

    pub fn segment_path(&self, segment: u32) -> PathBuf {
        let name = match self.kind {
            Kind::Articles => "articles",
            Kind::Judgements => "judgements",
        };
        self.folder.join(format!("{name}-{segment:08}"))
    }

    /// Segments count from 1, without a gap.
    fn segments(&self) -> u32 {
        (1..).take_while(|&segment| self.segment_path(segment).exists()).last().unwrap_or(0)
    }

    /// The block that starts here.
    pub fn read(&self, at: Position) -> Result<Block, StoreError> {
        let mut segment = Segment::open(self.segment_path(at.segment))?;
        segment.block(at.offset).map(|(block, _)| block)
    }

    /// Where the block that starts here ends.
    pub fn end_of(&self, at: Position) -> Result<Position, StoreError> {
        let head = Segment::open(self.segment_path(at.segment))?.head(at.offset)?;
        Ok(Position { segment: at.segment, offset: at.offset + BLOCK_HEAD as u64 + u64::from(head.stored) })
    }

    /// The blocks from here on. After a damaged one, which yields an error, it goes on with the next that is whole.
    pub fn blocks(&self, from: Position) -> Blocks {
        let from = Position { segment: from.segment.max(1), offset: from.offset.max(SEGMENT_HEAD) };
        Blocks { log: self.clone(), segment: None, at: from, last: self.segments() }
    }

    /// Whether the log reaches this far.
    pub fn reaches(&self, position: Position) -> bool {
        position == Position::default()
            || std::fs::metadata(self.segment_path(position.segment))
                .is_ok_and(|metadata| metadata.len() >= position.offset)
    }

    /// Whether anything stands behind this position.
    pub fn grew_beyond(&self, position: Position) -> bool {
        let last = self.segments();
        let length = std::fs::metadata(self.segment_path(last)).map_or(0, |metadata| metadata.len());
        let end = Position { segment: last, offset: length };
        length > SEGMENT_HEAD && end > position
    }

    pub fn bytes(&self) -> u64 {
        (1..=self.segments()).filter_map(|s| std::fs::metadata(self.segment_path(s)).ok()).map(|m| m.len()).sum()
    }
}

/// See [`Log::blocks`].
pub(super) struct Blocks {
    log: Log,
    segment: Option<Segment>,
    at: Position,
    last: u32,
}

impl Blocks {
    /// Where the next block is looked for; behind the last whole one.
    pub fn position(&self) -> Position {
        self.at
    }
}

impl Iterator for Blocks {
    type Item = Result<(Position, Block), StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.segment.is_none() {
                if self.at.segment > self.last {
                    return None;
                }
                match Segment::open(self.log.segment_path(self.at.segment)) {
                    Ok(segment) => self.segment = Some(segment),
                    Err(error) => {
                        self.at = Position { segment: self.at.segment + 1, offset: SEGMENT_HEAD };
                        return Some(Err(error));
                    }
                }
            }
            let segment = self.segment.as_mut().expect("just opened");
            if self.at.offset >= segment.length {
                self.segment = None;
                if self.at.segment == self.last {
                    self.last = 0;
                    return None;
                }
                self.at = Position { segment: self.at.segment + 1, offset: SEGMENT_HEAD };
                continue;
            }
            let start = self.at;
            return Some(match segment.block(start.offset) {
                Ok((block, end)) => {
                    self.at.offset = end;
                    Ok((start, block))
                }
                Err(error) => {
                    match segment.next_block(start.offset + 1) {
                        Ok(next) => self.at.offset = next,
                        Err(_) => self.at.offset = segment.length,
                    }
                    Err(error)
                }
            });
        }
    }
}

/// An open segment.
struct Segment {
    path: PathBuf,
    file: File,
    length: u64,
}

impl Segment {
    fn open(path: PathBuf) -> Result<Self, StoreError> {
        let mut file = File::open(&path).map_err(StoreError::io("cannot open", &path))?;
        let length = file.metadata().map_err(StoreError::io("cannot read", &path))?.len();
        let mut head = [0; SEGMENT_HEAD as usize];
        match file.read_exact(&mut head) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {}
            read => read.map_err(StoreError::io("cannot read", &path))?,
        }
        let expected = segment_head();
        if head != expected {
            let detail = "it does not start as a journal segment does".to_owned();
            return Err(StoreError::Damaged { file: path, offset: 0, detail });
        }
        Ok(Self { path, file, length })
    }

    /// The block at an offset, and the offset behind it.
    fn block(&mut self, offset: u64) -> Result<(Block, u64), StoreError> {
        let head = self.head(offset)?;
        let end = offset + BLOCK_HEAD as u64 + u64::from(head.stored);
        if end > self.length {
            return Err(self.damaged(offset, "the file ends within it"));
        }
        let mut stored = vec![0; head.stored as usize];
        self.file.read_exact(&mut stored).map_err(StoreError::io("cannot read", &self.path))?;
        if crc32fast::hash(&stored) != head.crc {
            return Err(self.damaged(offset, "its checksum does not fit"));
        }
        let raw = zstd::bulk::decompress(&stored, head.raw as usize)
            .map_err(|error| self.damaged(offset, &format!("it does not decompress: {error}")))?;
        let mut ends = Vec::new();
        let mut at = 0;
        while let Some((length, _)) = raw.get(at..).and_then(|rest| rest.split_first_chunk::<4>()) {
            at += 4 + u32::from_le_bytes(*length) as usize;
            ends.push(at);
        }
        if at != raw.len() || ends.len() != head.records as usize {
            return Err(self.damaged(offset, "its records do not fill it"));
        }
        Ok((Block { raw, ends }, end))
    }

    fn head(&mut self, offset: u64) -> Result<BlockHead, StoreError> {
        if offset + BLOCK_HEAD as u64 > self.length {
            return Err(self.damaged(offset, "the file ends within its head"));
        }
        let mut bytes = [0; BLOCK_HEAD];
        let read = self.file.seek(SeekFrom::Start(offset)).and_then(|_| self.file.read_exact(&mut bytes));
        read.map_err(StoreError::io("cannot read", &self.path))?;
        BlockHead::parse(&bytes).ok_or_else(|| self.damaged(offset, "its head is not that of a block"))
    }

    /// Where the next head stands from here on; the segment's end where there is none.
    fn next_block(&mut self, from: u64) -> io::Result<u64> {
        let mut window = vec![0; 1 << 16];
        let mut start = from;
        while start < self.length {
            self.file.seek(SeekFrom::Start(start))?;
            let wanted = usize::try_from(self.length - start).unwrap_or(usize::MAX).min(window.len());
            self.file.read_exact(&mut window[..wanted])?;
            let mut heads = window[..wanted].windows(BLOCK_HEAD);
            if let Some(place) = heads.position(|head| BlockHead::parse(head.try_into().expect("24 bytes")).is_some()) {
                return Ok(start + place as u64);
            }
            if wanted < window.len() {
                break;
            }
            // A head may lie across two windows.
            start += (wanted - BLOCK_HEAD + 1) as u64;
        }
        Ok(self.length)
    }

    fn damaged(&self, offset: u64, detail: &str) -> StoreError {
        StoreError::Damaged { file: self.path.clone(), offset, detail: detail.to_owned() }
    }
}

struct BlockHead {
    records: u32,
    raw: u32,
    stored: u32,
    crc: u32,
}

impl BlockHead {
    fn parse(bytes: &[u8; BLOCK_HEAD]) -> Option<Self> {
        let number = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        (bytes[..4] == BLOCK_MAGIC && number(20) == crc32fast::hash(&bytes[..20])).then(|| Self {
            records: number(4),
            raw: number(8),
            stored: number(12),
            crc: number(16),
        })
    }
}

fn segment_head() -> [u8; SEGMENT_HEAD as usize] {
    let mut head = [0; SEGMENT_HEAD as usize];
    head[..8].copy_from_slice(&SEGMENT_MAGIC);
    head[8..12].copy_from_slice(&SEGMENT_VERSION.to_le_bytes());
    head
}

/// The writing end of a log.
pub(super) struct Appender {
    log: Log,
    file: Option<File>,
    at: Position,
}

impl Appender {
    /// Goes on at `end`; what lies behind it is cut off. The default position is an empty log.
    pub fn open(log: Log, end: Position) -> Result<Self, StoreError> {
        let mut appender = Self { log, file: None, at: end };
        if end != Position::default() {
            let path = appender.log.segment_path(end.segment);
            let file = OpenOptions::new().append(true).open(&path).map_err(StoreError::io("cannot open", &path))?;
            let length = file.metadata().map_err(StoreError::io("cannot read", &path))?.len();
            if length > end.offset {
                let cut = file.set_len(end.offset).and_then(|()| file.sync_all());
                cut.map_err(StoreError::io("cannot cut", &path))?;
            }
            appender.file = Some(file);
        }
        Ok(appender)
    }

    /// Writes a block of records and returns where it starts. Durable after [`Self::sync`].
    pub fn append(&mut self, records: &[Vec<u8>]) -> Result<Position, StoreError> {
        let mut raw = Vec::with_capacity(records.iter().map(|record| record.len() + 4).sum());
        for record in records {
            let length = u32::try_from(record.len()).map_err(|_| StoreError::Full { what: "bytes in a record" })?;
            raw.extend_from_slice(&length.to_le_bytes());
            raw.extend_from_slice(record);
        }
        let raw_length = u32::try_from(raw.len()).map_err(|_| StoreError::Full { what: "bytes in a block" })?;
        self.begin_segment()?;
        let path = self.log.segment_path(self.at.segment);
        let stored = zstd::bulk::compress(&raw, COMPRESSION).map_err(StoreError::io("cannot compress for", &path))?;
        let stored_length = u32::try_from(stored.len()).map_err(|_| StoreError::Full { what: "bytes in a block" })?;
        let records = u32::try_from(records.len()).map_err(|_| StoreError::Full { what: "records in a block" })?;
        let mut bytes = Vec::with_capacity(BLOCK_HEAD + stored.len());
        bytes.extend_from_slice(&BLOCK_MAGIC);
        for number in [records, raw_length, stored_length, crc32fast::hash(&stored)] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.extend_from_slice(&crc32fast::hash(&bytes).to_le_bytes());
        bytes.extend_from_slice(&stored);
        let file = self.file.as_mut().expect("a segment was begun");
        file.write_all(&bytes).map_err(StoreError::io("cannot write", &path))?;
        let start = self.at;
        self.at.offset += bytes.len() as u64;
        Ok(start)
    }

    pub fn sync(&self) -> Result<(), StoreError> {
        let path = self.log.segment_path(self.at.segment);
        self.file.as_ref().map_or(Ok(()), |file| file.sync_all().map_err(StoreError::io("cannot sync", &path)))
    }

    /// Behind the last block.
    pub fn end(&self) -> Position {
        self.at
    }

    fn begin_segment(&mut self) -> Result<(), StoreError> {
        if self.file.is_some() && self.at.offset < SEGMENT_BYTES {
            return Ok(());
        }
        self.sync()?;
        let segment = self.at.segment + 1;
        let path = self.log.segment_path(segment);
        let mut options = OpenOptions::new();
        let mut file = options.append(true).create(true).open(&path).map_err(StoreError::io("cannot make", &path))?;
        // Left by a crash before its first block, where it is there at all.
        let begun = file.set_len(0).and_then(|()| file.write_all(&segment_head())).and_then(|()| file.sync_all());
        begun.map_err(StoreError::io("cannot write", &path))?;
        sync_folder(&self.log.folder)?;
        self.at = Position { segment, offset: SEGMENT_HEAD };
        self.file = Some(file);
        Ok(())
    }
}

/// Makes new names in a folder durable.
pub(super) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    // Windows cannot open folders as files, and makes names durable by itself.
    if cfg!(unix) {
        File::open(folder).and_then(|file| file.sync_all()).map_err(StoreError::io("cannot sync", folder))?;
    }
    Ok(())
}
