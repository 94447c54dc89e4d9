//! Direct speech: stretches between quotation marks, across sentences and paragraphs, and who speaks them.

use super::draft::Draft;
use super::speech::Report;
use super::{Attribution, Speech};
use crate::analyse::Analysis;
use crate::text::{Document, Span};

/// Attributes what is said within quotation marks to the speaker of the nearest report beside them. What is only taken
/// for granted (an office, where a base is) is nobody's words.
pub(super) fn attribute(document: &Document, analysis: &Analysis, reports: &[Report], drafts: &mut [(usize, Draft)]) {
    let quotations = quotations(document);
    if quotations.is_empty() {
        return;
    }
    let speakers = speakers(document, analysis, reports, &quotations);
    let mut next = 0;
    for (sentence, draft) in drafts.iter_mut().filter(|(_, draft)| !draft.presupposed) {
        let sentence = &analysis.sentences[*sentence];
        let trigger = sentence.token(draft.token).span;
        while next < quotations.len() && quotations[next].span.end() <= sentence.span().start() {
            next += 1;
        }
        let around = (next..quotations.len())
            .take_while(|&index| quotations[index].span.start() <= trigger.start())
            .find(|&index| quotations[index].span.contains(trigger));
        let Some(index) = around.filter(|&index| quotations[index].is_clause) else { continue };
        let Some(speaker) = speakers[index] else { continue };
        // A report within the quotation is nested, and its speaker stays.
        let nested = draft.standing.attribution.is_some_and(|own| {
            let (sentence, token) = own.speaker;
            quotations[index].span.contains(analysis.sentences[sentence].token(token).span)
        });
        if !nested {
            draft.standing.attribution = Some(Attribution { speaker, speech: Speech::Direct });
        }
    }
}

/// A stretch between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Quotation {
    /// Without the marks.
    span: Span,
    /// More than a word or two in quotation marks.
    is_clause: bool,
    /// Goes on from the quotation of the paragraph before.
    continues: bool,
}

/// All quotations, in text order.
fn quotations(document: &Document) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut left_open = false;
    for section in document.sections() {
        let text = document.slice(section.span);
        for (start, paragraph) in paragraphs(text) {
            let base = section.span.start() + start;
            left_open = paragraph_quotations(paragraph, base, left_open, &mut found);
        }
    }
    found
}

/// Paragraphs with their offsets: line by line, since articles have a paragraph a line.
fn paragraphs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = offset;
        offset += line.len();
        (start, line)
    })
}

/// Words that a quotation has at least to be read as a clause.
const CLAUSE_WORDS: usize = 4;

fn paragraph_quotations(paragraph: &str, base: usize, left_open: bool, found: &mut Vec<Quotation>) -> bool {
    let mut open: Option<(usize, char)> = None;
    let mut close = |start: usize, end: usize, continues: bool| {
        let words = paragraph[start..end].split_whitespace().count();
        if let Some(span) = Span::new(base + start, base + end) {
            found.push(Quotation { span, is_clause: words >= CLAUSE_WORDS, continues });
        }
    };
    let mut before = ' ';
    let mut first = true;
    let mut continues = false;
    let mut characters = paragraph.char_indices().peekable();
    while let Some((at, mark)) = characters.next() {
        let after = characters.peek().map_or(' ', |&(_, next)| next);
        match open {
            None => {
                let opens = match mark {
                    '“' | '«' | '„' => true,
                    '"' => !after.is_whitespace(),
                    '\'' | '‘' => !before.is_alphanumeric() && before != '’' && after.is_alphanumeric(),
                    _ => false,
                };
                if opens {
                    open = Some((at + mark.len_utf8(), mark));
                    continues = first && left_open;
                }
            }
            Some((start, opened)) => {
                let closes = match opened {
                    '“' | '„' => mark == '”' || mark == '“' && !after.is_alphanumeric() || mark == '"',
                    '«' => mark == '»',
                    '"' => mark == '"' || mark == '”',
                    _ => {
                        (mark == '\'' || mark == '’')
                            && !after.is_alphanumeric()
                            && (matches!(before, ',' | '.' | '?' | '!' | '…')
                                || !before.is_whitespace() && before != 's')
                    }
                };
                if closes {
                    close(start, at, continues);
                    open = None;
                }
            }
        }
        first &= mark.is_whitespace();
        before = mark;
    }
    let Some((start, opened)) = open else { return false };
    let end = paragraph.trim_end().len();
    // An apostrophe that was taken for a mark would swallow the paragraph.
    if matches!(opened, '\'' | '‘') || end <= start {
        return false;
    }
    close(start, end, continues);
    true
}

/// The speaker of each quotation: sentence and token.
fn speakers(
    document: &Document,
    analysis: &Analysis,
    reports: &[Report],
    quotations: &[Quotation],
) -> Vec<Option<(usize, usize)>> {
    let place = |report: &Report| analysis.sentences[report.sentence].token(report.verb).span;
    let outside: Vec<(&Report, Span)> = reports
        .iter()
        .map(|report| (report, place(report)))
        .filter(|(_, verb)| !quotations.iter().any(|quotation| quotation.is_clause && quotation.span.contains(*verb)))
        .collect();
    let mut speakers: Vec<Option<(usize, usize)>> = Vec::new();
    for (index, quotation) in quotations.iter().enumerate() {
        let found = if quotation.is_clause { beside(document, analysis, &outside, quotation.span) } else { None };
        // A second part of a quotation, or a paragraph that goes on, without a report of its own.
        let previous = index.checked_sub(1).map(|index| (&quotations[index], speakers[index]));
        let inherited = previous.and_then(|(before, speaker)| {
            let between = document.text().get(before.span.end()..quotation.span.start())?;
            let same_paragraph = !between.contains('\n');
            (quotation.continues || same_paragraph || found.is_none() && between.trim().len() < 8)
                .then_some(speaker)
                .flatten()
        });
        speakers.push(found.or(inherited));
    }
    // A first paragraph left open is spoken by whoever ends it.
    for index in (1..quotations.len()).rev() {
        if quotations[index].continues && speakers[index - 1].is_none() {
            speakers[index - 1] = speakers[index];
        }
    }
    speakers
}

/// The report that a quotation belongs to: in the sentence where it ends, after it; in the sentence where it begins,
/// before it; then in the sentence before within the paragraph.
fn beside(
    document: &Document,
    analysis: &Analysis,
    reports: &[(&Report, Span)],
    quotation: Span,
) -> Option<(usize, usize)> {
    let sentence_at = |byte: usize| {
        let after = analysis.sentences.partition_point(|sentence| sentence.span().end() <= byte);
        (after < analysis.sentences.len()).then_some(after)
    };
    let first = sentence_at(quotation.start())?;
    let last = sentence_at(quotation.end() - 1)?;
    let speaker = |(report, _): &(&Report, Span)| (report.sentence, report.speaker);
    let strong = |(report, _): &&(&Report, Span)| !report.weak;
    let same_paragraph = |from: usize, to: usize| {
        document.text().get(from.min(to)..from.max(to)).is_some_and(|between| !between.contains('\n'))
    };
    let after = |limit: usize| {
        reports.iter().filter(strong).find(|(report, verb)| {
            verb.start() >= quotation.end()
                && report.sentence <= last + limit
                && same_paragraph(quotation.end(), verb.start())
        })
    };
    let before = |limit: usize| {
        reports.iter().rev().filter(strong).find(|(report, verb)| {
            verb.end() <= quotation.start()
                && report.sentence + limit >= first
                && same_paragraph(verb.end(), quotation.start())
        })
    };
    // A report in the next sentence belongs to it only where that sentence has nothing else: "…" X said.
    let next = || {
        let report = after(1)?;
        let gap = document.text().get(quotation.end()..report.1.start())?;
        (gap.split_whitespace().count() <= 8).then_some(report)
    };
    after(0).or_else(|| before(0)).or_else(next).or_else(|| before(1)).map(speaker)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<String> {
        let document = Document::from_text("test", text);
        let quotations = quotations(&document);
        quotations.iter().map(|quotation| document.slice(quotation.span).to_owned()).collect()
    }

    #[test]
    fn marks_of_all_shapes_are_paired() {
        assert_eq!(quoted("“We will sail,” she said."), ["We will sail,"]);
        assert_eq!(quoted("\"We sail. It is far,\" he said. \"Yes.\""), ["We sail. It is far,", "Yes."]);
        assert_eq!(
            quoted("'We train Peru's pilots for the fleet,' he said."),
            ["We train Peru's pilots for the fleet,"]
        );
        assert_eq!(quoted("Peru's and Chile's soldiers' pay is 'fair'."), ["fair"]);
    }

    #[test]
    fn a_quotation_left_open_goes_on_in_the_next_paragraph() {
        let document = Document::from_text("test", "“We begin today.\n“We end in May,” she said.\n“No,” he said.");
        let continues: Vec<bool> = quotations(&document).iter().map(|quotation| quotation.continues).collect();
        assert_eq!(continues, [false, true, false]);
    }

    #[test]
    fn an_apostrophe_does_not_swallow_a_paragraph() {
        assert_eq!(quoted("The soldiers' families and the 'old guard left."), Vec::<String>::new());
    }
}
