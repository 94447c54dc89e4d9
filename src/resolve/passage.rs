//! How much of the text a reader is shown for a statement: its sentence, with what the sentence cannot be read without.
//!
//! Knows marks and sections, not what is claimed.

use crate::text::{Document, SectionRole, Span};

/// The sentence, from its dateline on where it has one, and from the start of a quotation that ends within it before
/// the words that triggered the claim.
pub(super) fn around(document: &Document, sentence: Span, trigger: Span) -> Span {
    let start = dateline_before(document, sentence).or_else(|| quotation_over(document, sentence, trigger));
    start.and_then(|start| Span::new(start, sentence.end())).unwrap_or(sentence)
}

/// Where the dateline begins that stands right before a sentence, on its line: place and day of what it tells.
fn dateline_before(document: &Document, sentence: Span) -> Option<usize> {
    let sections = document.sections();
    let after = sections.partition_point(|section| section.span.end() <= sentence.start());
    let dateline = sections[..after].last().filter(|section| section.role == SectionRole::Dateline)?;
    let between = document.text().get(dateline.span.end()..sentence.start())?;
    let joined = !between.contains('\n') && !between.contains(char::is_alphanumeric);
    joined.then(|| dateline.span.start())
}

/// Where the quotation begins that a sentence opens in the middle of: "…in time. It helps us,” the minister said."
fn quotation_over(document: &Document, sentence: Span, trigger: Span) -> Option<usize> {
    let text = document.text();
    let within = text.get(sentence.start()..trigger.start())?;
    let closing = within.find(is_mark)?;
    let mark = within[closing..].chars().next()?;
    let line = text[..sentence.start()].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[line..sentence.start()];
    let opened = match mark {
        '”' => before.rfind(is_mark).filter(|&at| before[at..].starts_with('“')),
        '"' => before.rfind('"').filter(|_| before.matches('"').count() % 2 == 1),
        _ => None,
    };
    opened.map(|at| line + at)
}

fn is_mark(mark: char) -> bool {
    matches!(mark, '“' | '”' | '"')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Metadata, Section};

    fn shown(text: &str, sentence: &str, trigger: &str, dateline: Option<&str>) -> String {
        let find = |words: &str| {
            let start = text.find(words).expect("the words stand in the text");
            Span::new(start, start + words.len()).expect("words are not empty")
        };
        let sections = dateline.map(|words| Section { span: find(words), role: SectionRole::Dateline });
        let document = Document::new(text.to_owned(), Metadata::default(), sections.into_iter().collect());
        document.slice(around(&document, find(sentence), find(trigger))).to_owned()
    }

    #[test]
    fn a_dateline_is_shown_with_its_sentence() {
        let text = "QUITO (AP) — Peru sold tugs. Chile did not.";
        assert_eq!(shown(text, "Peru sold tugs.", "sold", Some("QUITO (AP) —")), "QUITO (AP) — Peru sold tugs.");
        assert_eq!(shown(text, "Chile did not.", "did", Some("QUITO (AP) —")), "Chile did not.");
        let apart = "QUITO (AP)\nPeru sold tugs.";
        assert_eq!(shown(apart, "Peru sold tugs.", "sold", Some("QUITO (AP)")), "Peru sold tugs.");
    }

    #[test]
    fn a_quotation_that_ends_in_the_sentence_is_shown_whole() {
        let text = "It rained. “We sail. It is far,” Vega said.";
        assert_eq!(shown(text, "It is far,” Vega said.", "said", None), "“We sail. It is far,” Vega said.");
        assert_eq!(shown(text, "It is far,” Vega said.", "far", None), "It is far,” Vega said.");
        let straight = "It rained. \"We sail. It is far,\" Vega said.";
        assert_eq!(shown(straight, "It is far,\" Vega said.", "said", None), "\"We sail. It is far,\" Vega said.");
        let closed = "“We sail.” It is “far,” Vega said.";
        assert_eq!(shown(closed, "It is “far,” Vega said.", "said", None), "It is “far,” Vega said.");
    }
}
