//! Bytes into text.
//!
//! UTF-8 is taken as it is; a byte order mark or the zero bytes of UTF-16 decide next; what remains is a legacy encoding
//! that chardetng guesses. A file that is UTF-8 in most places and broken in one is refused rather than guessed: every
//! other character would turn to rubbish.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::{ReadError, mojibake};

/// The text of a file, its encoding undone and isolated damage repaired.
pub(super) fn decode(path: &str, bytes: Vec<u8>) -> Result<String, ReadError> {
    let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    if bytes.is_empty() {
        return Err(ReadError::Empty { path: path.to_owned() });
    }
    if let Some(format) = foreign_format(&bytes) {
        return Err(ReadError::Unsupported { path: path.to_owned(), format });
    }
    let text = if let Some(encoding) = utf16(&bytes) {
        let text = encoding.decode(&bytes).0.into_owned();
        refuse_binary(path, text.as_bytes())?;
        text
    } else {
        refuse_binary(path, &bytes)?;
        match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => legacy(path, error.as_bytes(), error.utf8_error())?,
        }
    };
    Ok(repaired(text))
}

/// Text that is valid UTF-8 already, with isolated damage repaired.
pub(super) fn repaired(text: String) -> String {
    match mojibake::repair(&text) {
        Cow::Owned(repaired) => repaired,
        Cow::Borrowed(_) => text,
    }
}

fn legacy(path: &str, bytes: &[u8], error: std::str::Utf8Error) -> Result<String, ReadError> {
    // A character of two bytes or more before the damage, or in the good stretches after it: the file is UTF-8.
    let multibyte =
        bytes.utf8_chunks().map(|chunk| chunk.valid().chars().filter(|c| !c.is_ascii()).count()).sum::<usize>();
    let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    if multibyte > broken {
        let place = error.valid_up_to();
        let line = bytes[..place].iter().filter(|&&byte| byte == b'\n').count() + 1;
        return Err(ReadError::InvalidUtf8 { path: path.to_owned(), line, byte: bytes[place] });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    Ok(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    // English in UTF-16 without a mark: every other byte is zero.
    let head = &bytes[..bytes.len().min(512)];
    if head.len() < 4 {
        return None;
    }
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() * 2 / 5;
    match (even, odd) {
        (0, odd) if odd >= most => Some(UTF_16LE),
        (even, 0) if even >= most => Some(UTF_16BE),
        _ => None,
    }
}

fn refuse_binary(path: &str, bytes: &[u8]) -> Result<(), ReadError> {
    let odd = |byte: u8| matches!(byte, 0..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    let mut first = None;
    let mut count = 0;
    for (offset, &byte) in bytes.iter().enumerate() {
        if odd(byte) {
            first.get_or_insert((byte, offset));
            count += 1;
            // A stray control character happens in news; a zero byte or one in a hundred does not.
            if byte == 0 {
                return Err(ReadError::Binary { path: path.to_owned(), byte, offset });
            }
        }
    }
    match first {
        Some((byte, offset)) if count * 100 > bytes.len() => {
            Err(ReadError::Binary { path: path.to_owned(), byte, offset })
        }
        _ => Ok(()),
    }
}

fn foreign_format(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.trim_ascii_start();
    let starts = |mark: &str| head.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark.as_bytes()));
    [
        ("%PDF-", "PDF"),
        ("<!doctype html", "HTML"),
        ("<html", "HTML"),
        ("<?xml", "XML"),
        ("{\\rtf", "RTF"),
        ("PK\u{3}\u{4}", "a ZIP or Office file"),
        ("\u{1f}\u{8b}", "gzip"),
    ]
    .into_iter()
    .find(|(mark, _)| starts(mark))
    .map(|(_, format)| format)
    .or_else(|| head.starts_with(&[0x1f, 0x8b]).then_some("gzip"))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn every_encoding_of_a_text_reads_the_same() {
        let text = "Sébastien Lecornu met “his” counterpart — in Tokyo.";
        let utf16 = |bytes: fn(u16) -> [u8; 2], mark: &[u8]| -> Vec<u8> {
            mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
        };
        let cases: Vec<(&str, Vec<u8>)> = vec![
            ("UTF-8", text.as_bytes().to_vec()),
            ("UTF-8 with mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
            ("UTF-16LE with mark", utf16(u16::to_le_bytes, b"\xff\xfe")),
            ("UTF-16BE with mark", utf16(u16::to_be_bytes, b"\xfe\xff")),
            ("windows-1252", encoding_rs::WINDOWS_1252.encode(text).0.into_owned()),
        ];
        for (name, bytes) in cases {
            assert_eq!(decode("a.txt", bytes).expect(name), text, "{name}");
        }
        let ascii: Vec<u8> = "Lecornu met Kihara in Tokyo.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode("a.txt", ascii).expect("UTF-16LE without mark"), "Lecornu met Kihara in Tokyo.");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let message = |bytes: &[u8]| decode("a.txt", bytes.to_vec()).expect_err("is refused").to_string();
        assert_eq!(message(b""), "a.txt: the file is empty; nothing to read");
        assert_eq!(
            message(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            "a.txt: binary data, not text (byte 0x00 at offset 8); give text or JSON Lines"
        );
        assert_eq!(message(b"%PDF-1.7 ..."), "a.txt: PDF is not read yet; give plain text, Markdown or JSON Lines");
        let broken = [&b"caf\xc3\xa9 \xe2\x80\x9cone\xe2\x80\x9d\ntw"[..], b"\xff", b"o"].concat();
        assert_eq!(
            message(&broken),
            "a.txt:2: invalid UTF-8 (byte 0xff) in a file that is UTF-8 elsewhere; save the file anew as UTF-8"
        );
    }
}
