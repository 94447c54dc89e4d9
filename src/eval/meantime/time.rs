//! Dates: the value of every date and time of day that the corpus marks (TIMEX3), against our EDTF.
//!
//! A date is right if the spans overlap and the values are the same day, week, month, quarter, season, year or decade;
//! a time of day counts as its day. "Recently" and its like (`PAST_REF`, `PRESENT_REF`, `FUTURE_REF`, unknown days) ask
//! for no value, and are right if ours is a time expression without one, or today where the corpus has the present. The
//! day of publication in sentence 1 is answered by what reading the article found, for it stands in no news sentence.
//!
//! Durations and repetitions ("six months", "annual") are no dates to us: the first row leaves out those marked and what
//! overlaps them; the last row counts all types.

use std::path::Path;

use super::corpus::{Marked, News, articles};
use crate::analyse::Form;
use crate::eval::{EvalError, Report, Sort, Tally};
use crate::fact::{Edtf, Point};
use crate::pipeline::Pipeline;
use crate::read::{ReadOptions, article};
use crate::text::{Document, Metadata, Span};

/// Scores the dates of all articles in `folder`.
pub fn score(folder: &Path, pipeline: &Pipeline<'_>) -> Result<Report, EvalError> {
    let mut report = Report::default();
    let mut counts = Counts::default();
    for news in articles(folder)? {
        counts.count(&news, pipeline, &mut report);
    }
    report.row("values of dates", counts.dates);
    report.row("without the day of publication", counts.within);
    report.row("with durations", counts.all);
    Ok(report)
}

#[derive(Default)]
struct Counts {
    dates: Tally,
    within: Tally,
    all: Tally,
}

/// An answer of ours: `None` for a time expression without a date.
struct Found {
    span: Span,
    value: Option<Edtf>,
    /// Told by the article's head.
    published: bool,
}

impl Counts {
    fn count(&mut self, news: &News, pipeline: &Pipeline<'_>, report: &mut Report) {
        let metadata = Metadata { name: news.name.clone(), ..Metadata::default() };
        let document = article(news.text.clone(), metadata, ReadOptions::default());
        let found = found(&document, news, pipeline);
        let place: String = news.name.chars().take(24).collect();
        let cut = |span: Span| &news.text[span.start()..span.end()];
        let mut taken = vec![false; found.len()];
        for gold in &news.dates {
            let is_date = matches!(gold.get("type"), "DATE" | "TIME");
            let is_published = gold.get("functionInDocument") == "CREATION_TIME";
            let partner = (0..found.len()).find(|&at| !taken[at] && found[at].span.overlaps(gold.span));
            partner.into_iter().for_each(|at| taken[at] = true);
            let right = partner.is_some_and(|at| is_date && is_right(gold, found[at].value, &document));
            let add = |tally: &mut Tally| {
                tally.wanted += 1;
                tally.found += usize::from(partner.is_some());
                tally.right += usize::from(right);
            };
            add(&mut self.all);
            if is_date {
                add(&mut self.dates);
                if !is_published {
                    add(&mut self.within);
                }
                if !right {
                    let sort = if partner.is_some() { Sort::Wrong } else { Sort::Missed };
                    let ours = partner.map_or("nothing".to_owned(), |at| shown(&found[at]));
                    report.differ(sort, &place, format!("{:?} is {}: {ours}", cut(gold.span), gold.get("value")));
                }
            }
        }
        for (own, _) in found.iter().zip(&taken).filter(|(_, taken)| !**taken) {
            let tallies = [&mut self.all, &mut self.dates, &mut self.within];
            tallies.into_iter().for_each(|tally| tally.found += 1);
            report.differ(Sort::False, &place, format!("{:?}: {}", cut(own.span), shown(own)));
        }
    }
}

fn found(document: &Document, news: &News, pipeline: &Pipeline<'_>) -> Vec<Found> {
    let analysis = pipeline.analyser().analyse(document);
    let dates = pipeline.resolver().dates_of_mentions(document, &analysis);
    let mut found: Vec<Found> = analysis
        .mentions
        .iter()
        .zip(dates)
        .filter(|(mention, _)| matches!(mention.form, Form::Time(_)))
        .map(|(mention, value)| Found { span: mention.span, value, published: false })
        .collect();
    // Where the head of the article is read for the day alone, it has no mentions.
    let head = news.dates.iter().find(|date| date.get("functionInDocument") == "CREATION_TIME");
    if let (Some(head), Some(day)) = (head, document.metadata().published)
        && !found.iter().any(|one| one.span.overlaps(head.span))
    {
        found.push(Found { span: head.span, value: Some(Edtf::day(day)), published: true });
    }
    found
}

fn shown(found: &Found) -> String {
    let value = found.value.map_or("no date".to_owned(), |value| value.to_string());
    if found.published { format!("published {value}") } else { value }
}

fn is_right(gold: &Marked, value: Option<Edtf>, document: &Document) -> bool {
    let wanted = gold.get("value");
    match value_of(wanted) {
        Some(wanted) => value.map(closed) == Some(wanted),
        None if wanted == "PRESENT_REF" => value.is_none() || value == document.metadata().published.map(Edtf::day),
        None => value.is_none(),
    }
}

/// The corpus marks the date within "until 2012", we the whole.
fn closed(date: Edtf) -> Edtf {
    match date {
        Edtf::Interval { from: None, to: Some(point) } | Edtf::Interval { from: Some(point), to: None } => {
            Edtf::Point(point)
        }
        date => date,
    }
}

/// A TIMEX3 value as EDTF; none for references without a date.
fn value_of(timex: &str) -> Option<Edtf> {
    let day = timex.split('T').next().unwrap_or(timex);
    let day = day.strip_suffix("-XX").unwrap_or(day);
    let (head, tail) = day.split_once('-').unwrap_or((day, ""));
    let year: Option<u16> = head.parse().ok();
    match (year, tail) {
        (Some(decade), "") if head.len() == 3 => Some(Edtf::Point(Point::Decade(decade))),
        (Some(century), "") if head.len() == 2 => Some(Edtf::Point(Point::Century(u8::try_from(century).ok()?))),
        (Some(year), "SP" | "SU" | "FA" | "WI") => {
            let season = 21 + ["SP", "SU", "FA", "WI"].iter().position(|season| *season == tail)?;
            Some(Edtf::Point(Point::Season { year, season: u8::try_from(season).ok()? }))
        }
        (Some(year), _) if tail.starts_with(['Q', 'H']) => {
            let part: u8 = tail[1..].parse().ok()?;
            let months = if tail.starts_with('Q') { 3 } else { 6 };
            let month = |month| Some(Point::Month { year: Some(year), month });
            let last = part.checked_mul(months).filter(|&last| (1..=12).contains(&last))?;
            Some(Edtf::Interval { from: month(last + 1 - months), to: month(last) })
        }
        (Some(year), _) if tail.starts_with('W') => {
            let week: i8 = tail[1..].parse().ok()?;
            let monday =
                jiff::civil::ISOWeekDate::new(i16::try_from(year).ok()?, week, jiff::civil::Weekday::Monday).ok()?;
            let sunday =
                jiff::civil::ISOWeekDate::new(i16::try_from(year).ok()?, week, jiff::civil::Weekday::Sunday).ok()?;
            let point = |week: jiff::civil::ISOWeekDate| match Edtf::day(week.date()) {
                Edtf::Point(point) => Some(point),
                Edtf::Interval { .. } => None,
            };
            Some(Edtf::Interval { from: point(monday), to: point(sunday) })
        }
        _ => day.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_edtf() {
        for (timex, edtf) in [
            ("2009-06-01", Some("2009-06-01")),
            ("2009-06-01T12:00Z", Some("2009-06-01")),
            ("2009-06", Some("2009-06")),
            ("2011-06-XX", Some("2011-06")),
            ("2009", Some("2009")),
            ("197", Some("197X")),
            ("2009-SP", Some("2009-21")),
            ("2006-Q4", Some("2006-10/2006-12")),
            ("2008-W50", Some("2008-12-08/2008-12-14")),
            ("PAST_REF", None),
            ("XXXX-XX-XX", None),
            ("FY2007", None),
        ] {
            assert_eq!(value_of(timex).map(|value| value.to_string()).as_deref(), edtf, "{timex}");
        }
    }
}
