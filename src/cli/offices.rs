//! `relata offices`: who held which office when.

use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::Style;
use relata::export::SeatForm;
use relata::fact::Entity;
use relata::query::{Filter, Quote, Quoter, Register, Seat, Tenure};

use super::flags::{Asked, Format, last_day};
use super::layout::{Page, count, page, plain};
use super::{ask, exit, style};

const HELP: &str = "\
A holder is sighted on the days of the articles that call them so; \"former\" is no sighting. Two who were sighted in one
office at one time conflict: the articles contradict each other, one person goes by two names, or a name was misread.
Offices that many hold at a time (deputies, ambassadors, spokesmen) know no conflict.

Examples:
  relata offices Russia
  relata offices Tajikistan --as-of 2019-05
  relata offices --conflicts --format json

JSON: [{\"title\", \"post\", \"at\", \"single\", \"holders\": [{\"holder\", \"first\", \"last\", \"left_by\", \"conflicts\", \"statements\":
  [ids]}]}]; with --as-of each holder also has \"tenancy\": told (sighted around that day) or near (before or after it).

Exit codes: 0 found, 1 an error, 2 wrong usage, 3 unknown or ambiguous name, or no office.";

/// Shows who held which office when, as far as the articles tell, and where they contradict each other
#[derive(clap::Args)]
#[command(after_help = HELP)]
pub struct Args {
    /// Name or id of a state, a body or a person; without it, all offices
    name: Option<String>,
    /// Only who held it on this day; 2019-03 and 2019 mean their last day
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    as_of: Option<jiff::civil::Date>,
    /// Only offices with conflicting holders
    #[arg(long)]
    conflicts: bool,
    #[command(flatten)]
    asked: Asked,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let store = ask::open(&args.asked.store)?;
    let schema = ask::schema(&store)?;
    let format = args.asked.format.format;
    let mut register = Register::new(&store, &schema);
    let mut seats = match &args.name {
        None => register.seats_of_all()?,
        Some(name) => {
            let Some(named) = ask::meant(&store, name, format)? else { return Ok(exit::nothing_found()) };
            let mut seats = register.seats_of(named.number)?;
            seats.extend(register.seats_at(named.number)?.iter().cloned());
            seats.extend(register.seat_of_unnamed(&named.entity.id)?);
            seats
        }
    };
    seats.retain(|seat| !args.conflicts || seat.has_conflict());
    if let Some(day) = args.as_of {
        seats = seats.iter().map(|seat| seat.as_of(day)).filter(|seat| !seat.tenures.is_empty()).collect();
    }
    match format {
        Format::Json => {
            let forms: Vec<SeatForm<'_>> = seats.iter().map(|seat| SeatForm::new(seat, args.as_of)).collect();
            ask::print_json(&forms)?;
        }
        Format::Text => {
            let mut quoter = Quoter::new(&store);
            let mut page = page(&schema);
            for (place, seat) in seats.iter().enumerate() {
                if place > 0 {
                    page.blank()?;
                }
                print(&mut page, &mut quoter, seat)?;
            }
            if seats.is_empty() {
                page.paragraph(0, 0, vec![(Style::new(), "No office that passes the flags is told of.".to_owned())])?;
            }
        }
    }
    Ok(if seats.is_empty() { exit::nothing_found() } else { ExitCode::SUCCESS })
}

fn print<W: Write>(page: &mut Page<'_, W>, quoter: &mut Quoter<'_>, seat: &Seat) -> anyhow::Result<()> {
    page.heading(&format!("{}, {}", plain(&seat.title), plain(&seat.at.name)))?;
    for tenure in &seat.tenures {
        tenure_line(page, seat, tenure, "")?;
        let mut quotes: Vec<Quote> = Vec::new();
        for &statement in &tenure.statements {
            let quoted = quoter.quote(statement, &Filter::everything())?;
            quotes.extend(quoted.into_iter().flat_map(|quoted| quoted.quotes));
        }
        quotes.sort_by_cached_key(|quote| (quote.published.is_none(), quote.published, quote.document, quote.span));
        let (first, last) = (quotes.first(), quotes.last().filter(|_| quotes.len() > 1));
        for quote in first.into_iter().chain(last) {
            page.quote(4, quote)?;
        }
    }
    Ok(())
}

/// A holder behind a title, with the days of the first and last sighting, and whom it contradicts.
pub fn tenure_line<W: Write>(page: &mut Page<'_, W>, seat: &Seat, tenure: &Tenure, title: &str) -> io::Result<()> {
    let statements = count(tenure.statements.len(), "statement", "statements");
    let line = vec![
        (Style::new(), title.to_owned()),
        (style::NAME, plain(&tenure.holder.name)),
        (Style::new(), format!("  {}", days(tenure))),
        (style::ASIDE, format!(" · {statements}")),
    ];
    page.paragraph(2, 4, line)?;
    if !tenure.conflicts.is_empty() {
        page.paragraph(4, 6, vec![(style::UNSURE, conflict(seat, tenure))])?;
    }
    Ok(())
}

/// `2016-12-01 to 2021-04-27`, and by when the office was left.
pub fn days(tenure: &Tenure) -> String {
    let sighted = match tenure.sighted {
        Some((first, last)) if first == last => format!("sighted {first}"),
        Some((first, last)) => format!("sighted {first} to {last}"),
        None => "undated".to_owned(),
    };
    match (tenure.sighted, tenure.left_by) {
        (None, Some(left)) => format!("former by {left}"),
        (Some(_), Some(left)) => format!("{sighted}, former by {left}"),
        (_, None) => sighted,
    }
}

/// Whom the articles call the holder at the same time.
pub fn conflict(seat: &Seat, tenure: &Tenure) -> String {
    let days_of = |other: &Entity| seat.tenures.iter().find(|tenure| tenure.holder.id == other.id).map(days);
    let others = tenure.conflicts.iter().map(|other| match days_of(other) {
        Some(days) => format!("{} ({days})", plain(&other.name)),
        None => plain(&other.name),
    });
    format!("conflict: at the same time {}", others.collect::<Vec<_>>().join("; "))
}
