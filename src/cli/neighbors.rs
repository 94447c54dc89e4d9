//! `relata neighbors`: what lies around an entity.

use std::process::ExitCode;

use relata::export::NeighbourhoodForm;
use relata::query::{Neighbourhood, Quoter, neighbourhood};
use relata::schema::Schema;

use super::flags::{Format, LimitFlag, Question};
use super::layout::{count, date_width, page, plain};
use super::{ask, exit, style};

const HELP: &str = "\
Goes outward hop by hop, in each the best proved statements first, until the limit is reached. Around a person is also
what articles tell of the holder of a post without a name, when it was that person.

Examples:
  relata neighbors \"Kant Air Base\" --depth 2
  relata neighbors Tajikistan --kind Base,MilitaryUnit --factuality all --limit 20

JSON: {\"centre\": {id, name, kind}, \"layers\": [{distance, entities, statements}], \"left_out\"}, statements as in
  `relata entity --help`.

Exit codes: 0 found, 1 an error, 2 wrong usage, 3 unknown or ambiguous name, or nothing around it.";

/// Shows what lies around an entity: the statements up to some hops away
#[derive(clap::Args)]
#[command(after_help = HELP)]
pub struct Args {
    /// Name or id
    name: String,
    /// How many hops to go
    #[arg(long, value_name = "HOPS", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=20))]
    depth: u8,
    #[command(flatten)]
    question: Question,
    #[command(flatten)]
    limit: LimitFlag,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (store, schema, filter) = args.question.put(args.limit.limit())?;
    let format = args.question.format();
    let Some(named) = ask::meant(&store, &args.name, format)? else { return Ok(exit::nothing_found()) };
    let found =
        neighbourhood(&mut Quoter::new(&store).with_register(&schema), named.number, usize::from(args.depth), &filter)?;
    match format {
        Format::Json => ask::print_json(&NeighbourhoodForm::from(&found))?,
        Format::Text => print(&schema, &found)?,
    }
    Ok(if found.layers.is_empty() { exit::nothing_found() } else { ExitCode::SUCCESS })
}

fn print(schema: &Schema, found: &Neighbourhood) -> anyhow::Result<()> {
    let mut page = page(schema);
    let kind = format!("  {}", found.centre.kind);
    page.paragraph(0, 2, vec![(style::NAME, plain(&found.centre.name)), (anstyle::Style::new(), kind)])?;
    page.paragraph(0, 2, vec![(style::ASIDE, plain(found.centre.id.as_str()))])?;
    let dates = date_width(found.layers.iter().flat_map(|layer| &layer.statements));
    for layer in &found.layers {
        page.blank()?;
        let hops = count(layer.distance, "hop", "hops");
        let statements = count(layer.statements.len(), "statement", "statements");
        let entities = count(layer.entities.len(), "new entity", "new entities");
        page.heading(&format!("{hops} away: {statements}, {entities}"))?;
        let from = (layer.distance == 1).then_some(&found.centre.id);
        page.statements(&layer.statements, dates, from)?;
    }
    if found.layers.is_empty() {
        page.blank()?;
        let none =
            "No statement passes the filters; --factuality all shows also what was planned, possible or negated.";
        page.paragraph(0, 0, vec![(anstyle::Style::new(), none.to_owned())])?;
    }
    if found.left_out > 0 {
        page.blank()?;
        let more = count(found.left_out, "statement more", "statements more");
        page.paragraph(0, 0, vec![(style::ASIDE, format!("at least {more}; --limit 0 shows all"))])?;
    }
    Ok(())
}
