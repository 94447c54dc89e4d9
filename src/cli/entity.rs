//! `relata entity`: the dossier of one entity.

use std::io::{self, Write};
use std::process::ExitCode;

use relata::export::DossierForm;
use relata::fact::Factuality;
use relata::query::{Dossier, Office, Quoter, Seat, Tenure, dossier};
use relata::schema::Schema;

use super::flags::{Format, LimitFlag, Question};
use super::layout::{Page, count, date_width, page, plain};
use super::{ask, exit, offices, style};

const HELP: &str = "\
A name may be an entity's id, its name or an alias, in any case and with or without accents, in another
transliteration, a surname, or the first letters. A name that means several entities, or none, gets the nearest.

Examples:
  relata entity \"Sergei Shoigu\"
  relata entity Country:tajikistan --predicate leases,stationed_in --factuality all
  relata entity Shoigu --as-of 2015 --format json

JSON: {\"entity\": {id, name, kind, aliases}, \"documents\", \"offices\": [{title, at, factuality, when, sources, statements}],
  \"seats\": as `relata offices --format json`, \"by_office\": statements that name the office alone,
  \"predicates\": [{predicate, total, statements}], \"left_out\"}, where a statement is {id, subject, predicate, object,
  qualifiers, when, factuality, said_by, sources, reliability, evidence: [{doc, outlet, published, url, start, end,
  text, rule, reliability}]}; {\"name\", \"found\": \"ambiguous\" or \"unknown\", \"candidates\"} where no one is meant.

Exit codes: 0 found, 1 an error, 2 wrong usage, 3 unknown or ambiguous.";

/// Shows all that is said of one entity: names, offices, statements with their sentences
#[derive(clap::Args)]
#[command(after_help = HELP)]
pub struct Args {
    /// Name or id
    name: String,
    #[command(flatten)]
    question: Question,
    #[command(flatten)]
    limit: LimitFlag,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (store, schema, filter) = args.question.put(args.limit.limit())?;
    let format = args.question.format();
    let Some(named) = ask::meant(&store, &args.name, format)? else { return Ok(exit::nothing_found()) };
    let dossier = dossier(&mut Quoter::new(&store).with_register(&schema), &schema, named.number, &filter)?;
    match format {
        Format::Json => ask::print_json(&DossierForm::from(&dossier))?,
        Format::Text => print(&schema, &dossier)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn print(schema: &Schema, dossier: &Dossier) -> anyhow::Result<()> {
    let mut page = page(schema);
    let entity = &dossier.entity;
    let kind = format!("  {}", entity.kind);
    page.paragraph(0, 2, vec![(style::NAME, plain(&entity.name)), (anstyle::Style::new(), kind)])?;
    let documents = usize::try_from(dossier.documents).unwrap_or(usize::MAX);
    let known = format!("{} · named in {}", plain(entity.id.as_str()), count(documents, "document", "documents"));
    page.paragraph(0, 2, vec![(style::ASIDE, known)])?;
    if !entity.aliases.is_empty() {
        let aliases = entity.aliases.iter().map(|alias| plain(alias)).collect::<Vec<_>>().join("; ");
        page.paragraph(0, 2, vec![(anstyle::Style::new(), format!("also {aliases}"))])?;
    }
    if !dossier.offices.is_empty() {
        page.blank()?;
        page.heading("Offices")?;
        for office in &dossier.offices {
            page.paragraph(2, 4, vec![(anstyle::Style::new(), office_line(office))])?;
        }
    }
    print_seats(&mut page, dossier)?;
    let dates = date_width(dossier.groups.iter().flat_map(|group| &group.statements));
    for group in &dossier.groups {
        page.blank()?;
        let shown = group.statements.len();
        let of_all = if shown < group.total { format!("{shown} of {}", group.total) } else { shown.to_string() };
        page.heading(&format!("{} ({of_all})", group.predicate))?;
        page.statements(&group.statements, dates, None)?;
    }
    if !dossier.by_office.is_empty() {
        page.blank()?;
        page.heading(&format!("By office alone ({})", dossier.by_office.len()))?;
        page.statements(&dossier.by_office, date_width(&dossier.by_office), None)?;
    }
    if dossier.groups.is_empty() && dossier.by_office.is_empty() {
        page.blank()?;
        let none =
            "No statement passes the filters; --factuality all shows also what was planned, possible or negated.";
        page.paragraph(0, 0, vec![(anstyle::Style::new(), none.to_owned())])?;
    }
    if dossier.left_out > 0 {
        page.blank()?;
        let more = count(dossier.left_out, "statement more", "statements more");
        page.paragraph(0, 0, vec![(style::ASIDE, format!("{more}; --limit 0 shows all"))])?;
    }
    Ok(())
}

/// Of a state or body, and of an unnamed holder, who held the posts; of a person, who else did at the same time.
fn print_seats<W: Write>(page: &mut Page<'_, W>, dossier: &Dossier) -> io::Result<()> {
    let own = |tenure: &&Tenure| tenure.holder.id == dossier.entity.id;
    let (held, there): (Vec<&Seat>, Vec<&Seat>) =
        dossier.seats.iter().partition(|seat| seat.tenures.iter().any(|tenure| own(&tenure)));
    for seat in held {
        for tenure in seat.tenures.iter().filter(own) {
            let line = format!("{}, {}: {}", plain(&seat.title), plain(&seat.at.name), offices::days(tenure));
            page.paragraph(2, 4, vec![(style::ASIDE, line)])?;
            if !tenure.conflicts.is_empty() {
                page.paragraph(4, 6, vec![(style::UNSURE, offices::conflict(seat, tenure))])?;
            }
        }
    }
    if !there.is_empty() {
        page.blank()?;
        page.heading("Office-holders")?;
    }
    for seat in there {
        for tenure in &seat.tenures {
            let title = format!("{}: ", plain(&seat.title));
            offices::tenure_line(page, seat, tenure, &title)?;
        }
    }
    Ok(())
}

fn office_line(office: &Office) -> String {
    let mut line = match &office.title {
        Some(title) => format!("{}, {}", plain(title), plain(&office.at.name)),
        None => plain(&office.at.name),
    };
    let dates: Vec<String> = office.dates().iter().map(|date| date.to_string()).collect();
    if !dates.is_empty() {
        line += &format!(" ({})", dates.join(", "));
    }
    if office.factuality != Factuality::Actual {
        line += &format!(" [{}]", office.factuality);
    }
    format!("{line} · {}", count(office.sources, "source", "sources"))
}
