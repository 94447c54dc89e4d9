//! Paragraphs: blank lines part them, and so do the line breaks of a text that has a line a paragraph.

use super::dateline;
use crate::text::Span;

/// The paragraphs from `start` on, each without the white space around it.
pub(super) fn paragraphs(text: &str, start: usize) -> Vec<Span> {
    let lines: Vec<Option<Span>> = lines(text, start).collect();
    let width = wrap_width(text, &lines);
    let mut out = Vec::new();
    let mut open: Option<Span> = None;
    for line in lines {
        open = match (open, line) {
            (Some(before), Some(line)) if joined(text, before, line, width) => Some(before.cover(line)),
            (before, line) => {
                out.extend(before);
                line
            }
        };
    }
    out.extend(open);
    out
}

/// The width at which the lines of this text were broken by hand; `None` where a line is a paragraph.
///
/// Told by the lines that another follows at once: broken by hand, they are alike and of the width of a page.
fn wrap_width(text: &str, lines: &[Option<Span>]) -> Option<usize> {
    let pairs = lines.windows(2).filter_map(|pair| pair[0].filter(|_| pair[1].is_some()));
    let mut widths: Vec<usize> = pairs.map(|line| text[line.start()..line.end()].chars().count()).collect();
    widths.sort_unstable();
    let typical = *widths.get(widths.len() / 2)?;
    let within = widths.partition_point(|&width| width <= WIDEST_PAGE);
    (NARROWEST_PAGE..=WIDEST_PAGE).contains(&typical).then(|| widths[within * 3 / 4])
}

/// Columns of a typewritten page, at least and at most.
const NARROWEST_PAGE: usize = 45;
const WIDEST_PAGE: usize = 110;

/// Whether a line goes on in the next.
fn joined(text: &str, before: Span, line: Span, width: Option<usize>) -> bool {
    let slice = |span: Span| &text[span.start()..span.end()];
    let (head, next) = (slice(before), slice(line));
    if starts_anew(next) {
        return false;
    }
    if let Some(width) = width {
        // A line was broken for its width where the next word had no room on it.
        let last = head.rsplit(['\n', '\r']).next().unwrap_or(head);
        let word = next.split_whitespace().next().unwrap_or(next);
        if last.chars().count() + 1 + word.chars().count() > width {
            return true;
        }
    }
    (next.starts_with(char::is_lowercase) && !ends_sentence(head)) || head.ends_with([',', ';'])
}

/// The trimmed lines of the text; `None` for a blank one.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Option<Span>> + '_ {
    let is_break = |c: char| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}');
    let mut place = start;
    text[start..].split_inclusive(is_break).filter_map(move |line| {
        let from = place + (line.len() - line.trim_start().len());
        let bare = line.trim();
        let windows_break = line == "\n" && text[..place].ends_with('\r');
        place += line.len();
        // The second half of "\r\n" ends no second line.
        (!windows_break).then(|| Span::new(from, from + bare.len()))
    })
}

/// List items, headings and datelines start a paragraph wherever they stand.
fn starts_anew(line: &str) -> bool {
    list_marker(line) > 0 || line.starts_with('#') || dateline::find(line).is_some()
}

/// How many bytes of a paragraph are its marker: "- ", "• ", "1. ", "(a) ".
pub(super) fn list_marker(line: &str) -> usize {
    let bullet = line.chars().next().filter(|c| matches!(c, '-' | '*' | '•' | '·' | '–' | '+' | '‣' | '●' | '▪'));
    let marker = match bullet {
        Some(bullet) => bullet.len_utf8(),
        None => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            let rest = line[digits..].strip_prefix('\\').unwrap_or(&line[digits..]);
            if !(1..=2).contains(&digits) || !rest.starts_with(['.', ')']) {
                return 0;
            }
            line.len() - rest.len() + 1
        }
    };
    let blank = line[marker..].len() - line[marker..].trim_start().len();
    if blank == 0 { 0 } else { marker + blank }
}

/// Whether the text ends as a sentence does, quotation marks and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '_']);
    if !bare.ends_with(['.', '!', '?', '…', ':', ';']) {
        return false;
    }
    // "… to the U.S.": an initialism ends headlines as well.
    let word = bare.rsplit(char::is_whitespace).next().unwrap_or(bare);
    let initials = word.len() >= 4
        && word.split_terminator('.').all(|part| part.chars().count() == 1 && part.starts_with(char::is_uppercase));
    !initials
}

#[cfg(test)]
mod tests {
    use super::{ends_sentence, paragraphs};

    fn read(text: &str) -> Vec<&str> {
        paragraphs(text, 0).into_iter().map(|span| &text[span.start()..span.end()]).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs_on_every_system() {
        for text in ["One.\n\nTwo.\n", "One.\r\n\r\nTwo.", "One.\r\rTwo.", "\n\n One. \n \t\n Two. "] {
            assert_eq!(read(text), ["One.", "Two."], "{text:?}");
        }
    }

    #[test]
    fn a_line_a_paragraph() {
        let long = "Word ".repeat(40);
        let text = format!("Photo: Sputnik/Sisoev\n{long}end.\n{long}end.\nDivider");
        assert_eq!(read(&text).len(), 4);
        assert_eq!(read("One.\nTwo."), ["One.", "Two."]);
    }

    #[test]
    fn lines_broken_by_hand_are_joined() {
        let text = "The Governments of the United States, Australia, Canada, the Czech\nRepublic, Finland, France, Japan, \
                    the Republic of Korea and Sweden\nconcur on these shared principles, it was said. They met in the Dr.\nSmith's house on \
                    the same day for all further work.\n\nNext.";
        assert_eq!(read(text).len(), 2);
        let text = "KABUL (AP) - The governments of the United States, Australia and of the whole\nCzech Republic concur on \
                    it.\nA second paragraph starts here and is as wide as all of the other ones were\nin this text.";
        assert_eq!(read(text).len(), 2);
    }

    #[test]
    fn list_items_stand_alone() {
        assert_eq!(read("They sent:\n- two ships\n- one tank").len(), 3);
    }

    #[test]
    fn initials_end_no_sentence() {
        assert!(ends_sentence("It was “done.”") && ends_sentence("in 2012."));
        assert!(!ends_sentence("Jets for the U.S.") && !ends_sentence("Talks held"));
    }
}
