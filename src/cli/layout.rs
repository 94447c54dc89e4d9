//! Text for people: wrapped to the terminal's width, dates aligned, quotes indented.

use std::io::{self, Write};

use anstyle::Style;
use console::measure_text_width;
use relata::fact::{EntityId, Factuality, Value};
use relata::graph::Standing;
use relata::query::{Quote, QuotedStatement, Tenancy};
use relata::schema::Schema;

use super::style;

/// Where lines go, and how long they may be.
pub struct Page<'a, W> {
    out: W,
    schema: &'a Schema,
    width: usize,
}

/// A stretch of text in one style.
type Piece = (Style, String);

/// Wide enough for a sentence; beyond, lines are hard to follow.
const WIDEST: usize = 110;
/// Where the output is no terminal.
const USUAL: usize = 100;

/// Standard output, without colours where it is no terminal.
pub fn page(schema: &Schema) -> Page<'_, anstream::AutoStream<io::StdoutLock<'static>>> {
    let width = console::Term::stdout().size_checked().map_or(USUAL, |(_, columns)| usize::from(columns));
    Page { out: anstream::stdout().lock(), schema, width: width.clamp(40, WIDEST) }
}

impl<W: Write> Page<'_, W> {
    pub fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    pub fn heading(&mut self, text: &str) -> io::Result<()> {
        self.paragraph(0, 2, vec![(style::HEADING, plain(text))])
    }

    /// A line of text that wraps; later lines start at `hanging`.
    pub fn paragraph(&mut self, indent: usize, hanging: usize, pieces: Vec<Piece>) -> io::Result<()> {
        let mut column = 0;
        for (style, text) in &pieces {
            // A piece goes on right after the one before, unless it starts with a space.
            for (place, word) in text.split(' ').enumerate() {
                let (gap, wide) = (usize::from(place > 0), measure_text_width(word));
                if column == 0 {
                    write!(self.out, "{:indent$}", "")?;
                    column = indent;
                } else if column + gap + wide > self.width && gap == 1 && wide > 0 {
                    write!(self.out, "\n{:hanging$}", "")?;
                    column = hanging;
                } else if gap == 1 {
                    write!(self.out, " ")?;
                    column += 1;
                }
                write!(self.out, "{}{word}{}", style.render(), style.render_reset())?;
                column += wide;
            }
        }
        writeln!(self.out)
    }

    /// Statements with their dates in a column of this width; those about `read_from` are told from its end.
    pub fn statements(
        &mut self,
        statements: &[QuotedStatement],
        dates: usize,
        read_from: Option<&EntityId>,
    ) -> io::Result<()> {
        statements.iter().try_for_each(|quoted| self.statement(quoted, dates, read_from))
    }

    fn statement(&mut self, quoted: &QuotedStatement, dates: usize, read_from: Option<&EntityId>) -> io::Result<()> {
        let inner = 2 + dates + 2;
        let date = date(quoted);
        let pad = " ".repeat(dates - measure_text_width(&date));
        let mut head = vec![(style::ASIDE, format!("{date}{pad}  "))];
        head.extend(self.claim(quoted, read_from));
        self.paragraph(2, inner + 2, head)?;
        let details = details(quoted);
        if !details.is_empty() {
            self.paragraph(inner, inner + 2, vec![(Style::new(), details)])?;
        }
        let quote = quoted.best_quote();
        self.paragraph(inner, inner + 1, vec![(Style::new(), format!("“{}”", plain(&quote.text)))])?;
        let proof = proof(quoted);
        self.paragraph(inner, inner + 2, vec![(style::ASIDE, format!("— {}{proof}", source(quote)))])
    }

    /// A sentence and where it stands.
    pub fn quote(&mut self, indent: usize, quote: &Quote) -> io::Result<()> {
        self.paragraph(indent, indent + 1, vec![(Style::new(), format!("“{}”", plain(&quote.text)))])?;
        self.paragraph(indent, indent + 2, vec![(style::ASIDE, format!("— {}", source(quote)))])
    }

    /// `subject — predicate → object`, turned round where it is read from its object.
    fn claim(&self, quoted: &QuotedStatement, read_from: Option<&EntityId>) -> Vec<Piece> {
        let claimed = quoted.statement.claimed();
        let symmetric = self.schema.predicate(&claimed.predicate).is_some_and(|declared| declared.symmetric);
        let turned = read_from == Some(&claimed.object) && claimed.subject != claimed.object;
        let (first, second) =
            if turned { (&quoted.object, &quoted.subject) } else { (&quoted.subject, &quoted.object) };
        let (before, after) = match (symmetric, turned) {
            (true, _) => ("—", "—"),
            (false, false) => ("—", "→"),
            (false, true) => ("←", "—"),
        };
        let mut pieces = vec![(style::NAME, plain(&first.name))];
        pieces.extend(by_office(quoted, &first.id).map(|who| (style::UNSURE, who)));
        pieces.push((Style::new(), format!(" {before} {} {after} ", claimed.predicate)));
        pieces.push((style::NAME, plain(&second.name)));
        pieces.extend(by_office(quoted, &second.id).map(|who| (style::UNSURE, who)));
        match claimed.factuality {
            Factuality::Actual => {}
            Factuality::Negated => pieces.push((style::NEGATED, format!(" [{}]", claimed.factuality))),
            other => pieces.push((style::UNSURE, format!(" [{other}]"))),
        }
        match quoted.standing {
            Some(Standing::Unsure) => pieces.push((style::UNSURE, " [?: perhaps later]".to_owned())),
            Some(Standing::Undated) => pieces.push((style::UNSURE, " [?: undated]".to_owned())),
            Some(Standing::Holds | Standing::Not) | None => {}
        }
        pieces
    }
}

/// ` (Sergei Shoigu, by office)`: who the unnamed holder of a post was, as far as other articles tell.
fn by_office(quoted: &QuotedStatement, id: &EntityId) -> Option<String> {
    let incumbents = quoted.incumbents_of(id);
    let sure = incumbents.iter().all(|incumbent| incumbent.tenancy == Tenancy::Told);
    let names: Vec<String> = incumbents.iter().map(|incumbent| plain(&incumbent.holder.name)).collect();
    let mark = if sure { "" } else { "?" };
    (!names.is_empty()).then(|| format!(" ({}{mark}, by office)", names.join(" or ")))
}

/// One line of text whatever it held: no control characters for the terminal, none that turn the direction of writing.
pub fn plain(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let unsafe_here = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    words.chars().map(|c| if unsafe_here(c) { '\u{fffd}' } else { c }).collect()
}

/// Width of the column that holds the dates of these statements.
pub fn date_width<'a>(statements: impl IntoIterator<Item = &'a QuotedStatement>) -> usize {
    statements.into_iter().map(|quoted| measure_text_width(&date(quoted))).max().unwrap_or(0)
}

/// `1 statement`, `2 statements`.
pub fn count(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

fn date(quoted: &QuotedStatement) -> String {
    quoted.statement.claimed().when.map_or_else(|| "undated".to_owned(), |when| when.to_string())
}

fn details(quoted: &QuotedStatement) -> String {
    let claimed = quoted.statement.claimed();
    let told = claimed.qualifiers.iter().map(|(name, value)| format!("{name}: {}", plain(&quoted.value_text(value))));
    let speaker = claimed.said_by.iter().map(|speaker| {
        let who = match speaker {
            Value::Entity(id) => by_office(quoted, id),
            _ => None,
        };
        format!("said by {}{}", plain(&quoted.value_text(speaker)), who.unwrap_or_default())
    });
    told.chain(speaker).collect::<Vec<_>>().join(" · ")
}

/// Where a quote stands: outlet, date, document and bytes.
fn source(quote: &Quote) -> String {
    let mut parts: Vec<String> = quote.outlet.iter().map(|outlet| plain(outlet)).collect();
    parts.extend(quote.published.map(|date| date.to_string()));
    parts.push(format!("{} {}–{}", plain(&quote.name), quote.span.start(), quote.span.end()));
    parts.join(", ")
}

fn proof(quoted: &QuotedStatement) -> String {
    let mut proof = format!(" · {}", count(quoted.sources, "source", "sources"));
    if quoted.quotes.len() > 1 {
        proof += &format!(", {} sentences", quoted.quotes.len());
    }
    proof
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(width: usize, pieces: &[&str]) -> String {
        let schema = Schema::embedded();
        let mut page = Page { out: Vec::new(), schema: &schema, width };
        let pieces = pieces.iter().map(|piece| (Style::new(), (*piece).to_owned())).collect();
        page.paragraph(2, 4, pieces).expect("a vector takes all");
        String::from_utf8(page.out).expect("text was written")
    }

    #[test]
    fn lines_break_between_words_and_by_width_on_the_screen() {
        assert_eq!(wrapped(12, &["one two three four"]), "  one two\n    three\n    four\n");
        assert_eq!(wrapped(40, &["one", " two", "three"]), "  one twothree\n");
        assert_eq!(wrapped(12, &["中国 中国 中国"]), "  中国 中国\n    中国\n");
        assert_eq!(wrapped(8, &["unbreakable-word x"]), "  unbreakable-word\n    x\n");
        assert_eq!(wrapped(8, &[""]), "  \n");
    }

    #[test]
    fn a_name_cannot_command_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\r\n c\u{202e}d"), "a\u{fffd}[31mb c\u{fffd}d");
    }
}
