//! An article's structure: which paragraph is headline, dateline, byline, news or boilerplate, and when it was published.

use jiff::civil::Date;

use super::{ReadOptions, boilerplate, dateline, day, front_matter, paragraph};
use crate::text::{Document, Metadata, Section, SectionRole, Span};

/// A document from an article's text and what is known of it.
///
/// The publication date is the metadata's, else that of the text's head or dateline, else the one of `options`.
pub fn article(text: String, mut metadata: Metadata, options: ReadOptions) -> Document {
    let start = front_matter::read(&text, &mut metadata);
    let mut page = Page::new(&text, paragraph::paragraphs(&text, start), &metadata);
    page.mark_tail();
    page.mark_head();
    page.mark_rest();
    let Page { sections, stamp, dateline, .. } = page;
    let told = stamp.or_else(|| dateline.and_then(|day| day.date(options.published)));
    metadata.published = metadata.published.or(told).or(options.published);
    Document::new(text, metadata, sections)
}

/// A page being told apart: paragraphs from `next` up to `end` are still without a role.
struct Page<'a> {
    text: &'a str,
    title: Option<&'a str>,
    paragraphs: Vec<Span>,
    next: usize,
    end: usize,
    sections: Vec<Section>,
    /// A full date that the head of the page carries.
    stamp: Option<Date>,
    dateline: Option<dateline::Day>,
}

/// An author's biography follows the name within this many paragraphs.
const BIOGRAPHY_WITHIN: usize = 4;
/// A headline has no more words than this.
const HEADLINE_WORDS: usize = 30;
/// A heading inside of the text has no more words than this.
const HEADING_WORDS: usize = 12;

impl<'a> Page<'a> {
    fn new(text: &'a str, paragraphs: Vec<Span>, metadata: &'a Metadata) -> Self {
        let end = paragraphs.len();
        let title = metadata.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
        Self { text, title, paragraphs, next: 0, end, sections: Vec::new(), stamp: None, dateline: None }
    }

    fn slice(&self, paragraph: usize) -> &'a str {
        let span = self.paragraphs[paragraph];
        &self.text[span.start()..span.end()]
    }

    fn mark(&mut self, paragraph: usize, role: SectionRole) {
        self.sections.push(Section { span: self.paragraphs[paragraph], role });
    }

    /// What follows the news: from a line that ends articles on, or from an author's name with a biography.
    fn mark_tail(&mut self) {
        let (third, half) = (self.paragraphs.len() / 3, self.paragraphs.len() / 2);
        let tail = (third.max(1)..self.paragraphs.len()).find(|&here| {
            let text = self.slice(here);
            if here >= half && boilerplate::starts_tail(text) {
                return true;
            }
            let rest = || here + 1..self.paragraphs.len().min(here + 1 + BIOGRAPHY_WITHIN);
            boilerplate::is_name(text) && rest().any(|after| boilerplate::is_biography(self.slice(after), Some(text)))
        });
        self.end = tail.unwrap_or(self.end);
        for paragraph in self.end..self.paragraphs.len() {
            self.mark(paragraph, SectionRole::Boilerplate);
        }
        // Biographies, credits and notices that close the page without a line before them.
        while self.end > 1 {
            let text = self.slice(self.end - 1);
            let role = if boilerplate::is_byline(text) {
                SectionRole::Byline
            } else if boilerplate::is_line(text)
                || boilerplate::is_biography(text, None) && self.is_new_name(self.end - 1)
            {
                SectionRole::Boilerplate
            } else {
                break;
            };
            self.end -= 1;
            self.mark(self.end, role);
        }
    }

    /// Whether the name that starts a paragraph stands nowhere in the news above: an author, not somebody reported on.
    fn is_new_name(&self, paragraph: usize) -> bool {
        let surname = self.slice(paragraph).split_whitespace().nth(1).unwrap_or_default();
        (0..paragraph).all(|above| boilerplate::is_byline(self.slice(above)) || !self.slice(above).contains(surname))
    }

    /// What stands above the news: headlines, dates, bylines, captions, and the dateline of the first paragraph.
    fn mark_head(&mut self) {
        let mut after_byline = false;
        while self.next < self.end {
            let (here, span) = (self.next, self.paragraphs[self.next]);
            let text = self.slice(here);
            let last = here + 1 == self.end;
            let byline = boilerplate::is_byline(text);
            let role = if byline {
                SectionRole::Byline
            } else if boilerplate::is_line(text) {
                self.stamp = self.stamp.or_else(|| day::find(text).map(|found| found.date));
                SectionRole::Boilerplate
            } else if let Some(date) = stamp(text) {
                self.stamp = self.stamp.or(Some(date));
                SectionRole::Boilerplate
            } else if let Some(found) = dateline::find(text) {
                self.dateline = found.day;
                let cut = span.start() + text[..found.end].trim_end().len();
                self.push(span.start(), cut, SectionRole::Dateline);
                self.next += 1;
                if found.end < text.len() {
                    self.push(span.start() + found.end, span.end(), SectionRole::Body);
                    return;
                }
                continue;
            } else if self.is_title(text) || (!last && is_headline(text)) {
                if after_byline && text.split_whitespace().count() <= 6 {
                    SectionRole::Byline
                } else {
                    SectionRole::Headline
                }
            } else {
                return;
            };
            after_byline = byline;
            self.next += 1;
            if role == SectionRole::Headline {
                let marker = heading_marker(text);
                self.push(span.start() + marker, span.end(), role);
            } else {
                self.mark(here, role);
            }
        }
    }

    fn mark_rest(&mut self) {
        for here in self.next..self.end {
            let (text, span) = (self.slice(here), self.paragraphs[here]);
            let last = here + 1 == self.end;
            let marker = heading_marker(text);
            let item = paragraph::list_marker(text);
            if boilerplate::is_line(text) {
                self.mark(here, SectionRole::Boilerplate);
            } else if boilerplate::is_byline(text) {
                self.mark(here, SectionRole::Byline);
            } else if marker > 0 || (item == 0 && !last && is_heading(text)) {
                self.push(span.start() + marker, span.end(), SectionRole::Headline);
            } else {
                self.push(span.start() + item, span.end(), SectionRole::Body);
            }
        }
    }

    fn push(&mut self, start: usize, end: usize, role: SectionRole) {
        // A marker alone, such as a lone "#", leaves nothing.
        if let Some(span) = Span::new(start, end) {
            self.sections.push(Section { span, role });
        }
    }

    fn is_title(&self, paragraph: &str) -> bool {
        self.title.is_some_and(|title| title == paragraph)
    }
}

/// A line above the news that tells when: a date with little beside it, or with the bars of a page's head.
fn stamp(line: &str) -> Option<Date> {
    let found = day::find(line)?;
    let beside = line[..found.start].split_whitespace().chain(line[found.end..].split_whitespace());
    let words = beside.filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2).count();
    (line.contains('|') || words <= 3).then_some(found.date)
}

fn is_headline(paragraph: &str) -> bool {
    let words = paragraph.split_whitespace().count();
    heading_marker(paragraph) > 0 || (words <= HEADLINE_WORDS && !ends_as_news(paragraph))
}

fn is_heading(paragraph: &str) -> bool {
    let words = paragraph.split_whitespace().count();
    words <= HEADING_WORDS
        && paragraph
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '‘' | '\''))
        && !ends_as_news(paragraph)
        && !paragraph.ends_with([',', '-', '–', '—'])
}

/// A sentence's end, or that of a quotation within one.
fn ends_as_news(paragraph: &str) -> bool {
    // A headline may ask: "Will Sweden join?".
    paragraph::ends_sentence(paragraph) && !(paragraph.ends_with('?') && paragraph.split_whitespace().count() <= 16)
}

/// The bytes of a Markdown heading's marker: "## ".
fn heading_marker(line: &str) -> usize {
    let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
    let blank = line[hashes..].len() - line[hashes..].trim_start().len();
    if (1..=6).contains(&hashes) && blank > 0 { hashes + blank } else { 0 }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::article;
    use crate::read::ReadOptions;
    use crate::text::Metadata;

    fn check(text: &str, metadata: Metadata, wanted: &Expect) {
        let document = article(text.to_owned(), metadata, ReadOptions::default());
        let published = document.metadata().published.map_or("-".to_owned(), |day| day.to_string());
        let mut shown = format!("{published}\n");
        for section in document.sections() {
            let text = document.slice(section.span);
            let cut = text.char_indices().nth(44).map_or(text.len(), |(place, _)| place);
            shown.push_str(&format!("{:?}: {}\n", section.role, &text[..cut]));
        }
        wanted.assert_eq(&shown);
    }

    #[test]
    fn an_agency_report() {
        check(
            "Ministers discuss air defence in Baku\n\nBAKU, March 3 (Agency) -- The ministers of two states met on Friday.\n\nThey \
             signed nothing.\n\nNext round of talks\n\nA second meeting follows in May.\n\n(Reporting by A. Roe; Editing by B. Doe)",
            Metadata { published: "2010-03-04".parse().ok(), ..Metadata::default() },
            &expect![[r#"
                2010-03-04
                Headline: Ministers discuss air defence in Baku
                Dateline: BAKU, March 3 (Agency) --
                Body: The ministers of two states met on Friday.
                Body: They signed nothing.
                Headline: Next round of talks
                Body: A second meeting follows in May.
                Byline: (Reporting by A. Roe; Editing by B. Doe)
            "#]],
        );
    }

    #[test]
    fn a_ministry_page() {
        check(
            "Ministry of Defence\n\n05/06/2019 | News release | Distributed on 05/06/2019 06:18\n\nMinister receives his colleague\n\n\
             06.05.2019 (13:24)\n\nThe minister received his colleague in Oslo.\n\nTags:",
            Metadata::default(),
            &expect![[r#"
                2019-05-06
                Headline: Ministry of Defence
                Boilerplate: 05/06/2019 | News release | Distributed on 0
                Headline: Minister receives his colleague
                Boilerplate: 06.05.2019 (13:24)
                Body: The minister received his colleague in Oslo.
                Boilerplate: Tags:
            "#]],
        );
    }

    #[test]
    fn an_author_at_the_end() {
        check(
            "By Jane Roe\nDefence correspondent\n\nThe frigate called at Valparaíso.\n\nIt sailed on Monday.\n\nJane Roe\n\nJane Roe\n\n\
             Jane Roe has written for this paper since 1999 and won a prize for her reports from the southern sea lanes in 2009.\ndivider\nRoe studied in Lima.\n\nView more articles from Jane Roe",
            Metadata::default(),
            &expect![[r#"
                -
                Byline: By Jane Roe
                Byline: Defence correspondent
                Body: The frigate called at Valparaíso.
                Body: It sailed on Monday.
                Boilerplate: Jane Roe
                Boilerplate: Jane Roe
                Boilerplate: Jane Roe has written for this paper since 19
                Boilerplate: divider
                Boilerplate: Roe studied in Lima.
                Boilerplate: View more articles from Jane Roe
            "#]],
        );
    }

    #[test]
    fn markdown_with_front_matter() {
        check(
            "---\ntitle: Frigate calls\ndate: 2016-03-07\n---\n# Frigate calls\n\nIt carries:\n\n- two guns\n- one radar\n\n## Background\n\nIt is old.\n",
            Metadata::default(),
            &expect![[r#"
                2016-03-07
                Headline: Frigate calls
                Body: It carries:
                Body: two guns
                Body: one radar
                Headline: Background
                Body: It is old.
            "#]],
        );
    }

    #[test]
    fn the_year_of_a_dateline_is_that_near_the_publication() {
        let published =
            |year: &str| Metadata { published: format!("{year}-01-02").parse().ok(), ..Metadata::default() };
        let text = "OSLO, Dec. 30 (Agency) -- It sailed.";
        let document = article(text.to_owned(), published("2010"), ReadOptions::default());
        assert_eq!(document.metadata().published, "2010-01-02".parse().ok());
        let options = ReadOptions { published: "2010-01-02".parse().ok() };
        let document = article(text.to_owned(), Metadata::default(), options);
        assert_eq!(document.metadata().published, "2009-12-30".parse().ok());
    }

    #[test]
    fn a_lone_line_is_news() {
        check(
            "Minister meets envoy",
            Metadata::default(),
            &expect![[r#"
            -
            Body: Minister meets envoy
        "#]],
        );
        check(
            "",
            Metadata::default(),
            &expect![[r#"
            -
        "#]],
        );
    }
}
