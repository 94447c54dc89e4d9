//! All that is said of one entity.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::by_office::told_by_office;
use super::filter::KindGate;
use super::name::respelled;
use super::neighbourhood::{rank, touching};
use super::{Filter, QueryError, Quote, QuotedStatement, Quoter, Register, Seat, count_sources};
use crate::fact::{Edtf, Entity, Factuality, Predicate, StatementId};
use crate::graph::Doubt;
use crate::schema::Schema;
use crate::store::{EntityNumber, fold};

/// All that is said of one entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    pub entity: Entity,
    /// Documents that name it.
    pub documents: u32,
    /// The posts it holds or held, latest first; whatever the filter's predicates, kinds and limit.
    pub offices: Vec<Office>,
    /// Posts with all who held them: of a person those it held, of a state or body those there; as of the filter's day.
    pub seats: Vec<Seat>,
    /// What articles tell of the holder of a post whom they do not name, when the person held it; under all filters but
    /// the limit.
    pub by_office: Vec<QuotedStatement>,
    /// In the schema's order of predicates.
    pub groups: Vec<PredicateGroup>,
    /// Statements that the limit left out.
    pub left_out: usize,
}

/// A post, by the statements that tell of it under one title and factuality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// As the text words it.
    pub title: Option<String>,
    pub at: Entity,
    pub factuality: Factuality,
    /// Latest first, undated last; at least one.
    pub statements: Vec<QuotedStatement>,
    /// Independent sources of all of them.
    pub sources: usize,
}

impl Office {
    /// Of its statements, each once, latest first.
    pub fn dates(&self) -> Vec<Edtf> {
        let mut dates: Vec<Edtf> =
            self.statements.iter().filter_map(|quoted| quoted.statement.claimed().when).collect();
        dates.dedup();
        dates
    }
}

/// The statements of one predicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PredicateGroup {
    pub predicate: Predicate,
    /// In the order of their dates, undated last, then by id.
    pub statements: Vec<QuotedStatement>,
    /// How many there are, shown or not.
    pub total: usize,
}

/// The dossier of an entity. A limit leaves the best proved statements of all predicates together.
pub fn dossier(
    quoter: &mut Quoter<'_>,
    schema: &Schema,
    entity: EntityNumber,
    filter: &Filter,
) -> Result<Dossier, QueryError> {
    let store = quoter.store();
    let node = store.node(entity)?;
    let kinds = KindGate::new(store, filter, &[entity]);
    let mut statements: Vec<((Doubt, StatementId), Predicate)> = Vec::new();
    let mut posts: Vec<StatementId> = Vec::new();
    let any_post = Filter { predicates: Vec::new(), kinds: Vec::new(), ..filter.clone() };
    for edge in touching(store, entity, &any_post) {
        let edge = edge?;
        let declared = schema.predicate(&edge.predicate);
        if edge.subject == entity && declared.is_some_and(|declared| declared.office.is_some()) {
            posts.push(edge.statement);
        }
        if filter.admits_edge(&edge) && kinds.lets(edge.other(entity))? {
            statements.push((rank(&edge), edge.predicate));
        }
    }
    let mut totals: BTreeMap<Predicate, usize> = BTreeMap::new();
    for (_, predicate) in &statements {
        *totals.entry(predicate.clone()).or_default() += 1;
    }
    statements.sort_unstable();
    let shown = statements.len().min(filter.limit.unwrap_or(usize::MAX));
    let left_out = statements.len() - shown;
    let mut groups: BTreeMap<Predicate, Vec<QuotedStatement>> = BTreeMap::new();
    for ((_, statement), predicate) in statements.into_iter().take(shown) {
        groups.entry(predicate).or_default().extend(quoter.quote(statement, filter)?);
    }
    let place = |predicate: &Predicate| schema.predicates().iter().position(|declared| &declared.name == predicate);
    let mut groups: Vec<PredicateGroup> = groups
        .into_iter()
        .map(|(predicate, mut statements)| {
            statements.sort_by_cached_key(by_date);
            PredicateGroup { total: totals[&predicate], predicate, statements }
        })
        .collect();
    groups.sort_by_key(|group| place(&group.predicate).map_or((1, 0), |place| (0, place)));
    let mut told = Vec::new();
    for post in posts {
        told.extend(quoter.quote(post, &any_post)?);
    }
    let offices = offices(schema, told);
    let mut register = Register::new(store, schema);
    let seats = seats(&mut register, entity, &node.entity)?;
    let told = told_by_office(quoter, schema, &seats, &node.entity, filter)?;
    let mut by_office: Vec<QuotedStatement> = told.into_iter().map(|told| told.quoted).collect();
    by_office.sort_by_cached_key(by_date);
    let seats = match filter.as_of {
        Some(day) => as_of(&seats, &node.entity, day),
        None => seats,
    };
    Ok(Dossier { entity: node.entity, documents: node.documents, offices, seats, by_office, groups, left_out })
}

fn seats(register: &mut Register<'_>, number: EntityNumber, entity: &Entity) -> Result<Vec<Seat>, QueryError> {
    let mut seats = register.seats_of(number)?;
    seats.extend(register.seats_at(number)?.iter().cloned());
    seats.extend(register.seat_of_unnamed(&entity.id)?);
    Ok(seats)
}

/// Those of a state or body with their holders on that day, those of a person that it held then.
fn as_of(seats: &[Seat], entity: &Entity, day: Date) -> Vec<Seat> {
    let own = |seat: &Seat| seat.tenures.iter().any(|tenure| tenure.holder.id == entity.id);
    let on_that_day = seats.iter().map(|seat| (own(seat), seat.as_of(day)));
    let kept = on_that_day.filter(|(was_own, seat)| if *was_own { own(seat) } else { !seat.tenures.is_empty() });
    kept.map(|(_, seat)| seat).collect()
}

fn offices(schema: &Schema, mut told: Vec<QuotedStatement>) -> Vec<Office> {
    told.sort_by_cached_key(|quoted| {
        let (undated, day, id) = by_date(quoted);
        (undated, Reverse(day), id)
    });
    // "Defence" and "Defense Minister" are one.
    let spelling = |title: &str| respelled(&fold(title));
    let mut offices: Vec<Office> = Vec::new();
    for quoted in told {
        let claimed = quoted.statement.claimed();
        let qualifier = schema.predicate(&claimed.predicate).and_then(|declared| declared.office.as_ref());
        let titles = qualifier.into_iter().flat_map(|qualifier| claimed.qualifiers.values(qualifier));
        let titles: Vec<String> = titles.map(|title| quoted.value_text(title)).collect();
        let title = (!titles.is_empty()).then(|| titles.join(", "));
        let same = |office: &&mut Office| {
            office.at.id == claimed.object
                && office.factuality == claimed.factuality
                && office.title.as_deref().map(spelling) == title.as_deref().map(spelling)
        };
        match offices.iter_mut().find(same) {
            Some(office) => office.statements.push(quoted),
            None => offices.push(Office {
                title,
                at: quoted.object.clone(),
                factuality: claimed.factuality,
                statements: vec![quoted],
                sources: 0,
            }),
        }
    }
    for office in &mut offices {
        let quotes: Vec<Quote> = office.statements.iter().flat_map(|quoted| quoted.quotes.clone()).collect();
        office.sources = count_sources(&quotes);
    }
    offices
}

/// By the first day it can mean; undated last.
fn by_date(quoted: &QuotedStatement) -> (bool, Option<jiff::civil::Date>, StatementId) {
    let (first, last) = quoted.statement.claimed().when.map_or((None, None), |when| when.bounds());
    let day = first.or(last);
    (day.is_none(), day, quoted.statement.id())
}
