//! What articles tell of the holder of a post whom they do not name, told of the person who held it then.

use super::filter::KindGate;
use super::neighbourhood::touching;
use super::{Filter, QueryError, QuotedStatement, Quoter, Seat};
use crate::fact::Entity;
use crate::schema::Schema;
use crate::store::{Edge, EntityNumber};

/// A statement that names the office alone.
pub(super) struct ToldByOffice {
    pub edge: Edge,
    /// At its other end.
    pub far: EntityNumber,
    pub quoted: QuotedStatement,
}

/// The statements of the unnamed holders of those of the seats that `holder` held on the day of the article; under all
/// of the filter but its limit.
pub(super) fn told_by_office(
    quoter: &mut Quoter<'_>,
    schema: &Schema,
    seats: &[Seat],
    holder: &Entity,
    filter: &Filter,
) -> Result<Vec<ToldByOffice>, QueryError> {
    let store = quoter.store();
    let mut found = Vec::new();
    for seat in seats.iter().filter(|seat| seat.tenures.iter().any(|tenure| tenure.holder.id == holder.id)) {
        let unnamed = seat.unnamed(schema).map(|id| store.number(&id)).transpose()?.flatten();
        let Some(unnamed) = unnamed else { continue };
        let kinds = KindGate::new(store, filter, &[unnamed]);
        for edge in touching(store, unnamed, filter) {
            let edge = edge?;
            let far = edge.other(unnamed);
            if !filter.admits_edge(&edge) || !kinds.lets(far)? {
                continue;
            }
            let Some(quoted) = quoter.quote(edge.statement, filter)? else { continue };
            let day = quoted.quotes.first().and_then(|quote| quote.published);
            if day.is_some_and(|day| seat.on(day).iter().any(|incumbent| incumbent.holder.id == holder.id)) {
                found.push(ToldByOffice { edge, far, quoted });
            }
        }
    }
    Ok(found)
}
