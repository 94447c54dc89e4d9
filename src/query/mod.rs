//! Query: questions to the graph. No clock, environment, network or file system.
//!
//! A question starts from a name ([`find`]) and is answered with statements that quote their evidence
//! ([`QuotedStatement`]): all of one entity ([`dossier`]), those around it ([`neighbourhood`]), those that join two
//! ([`paths`]), or all there are ([`select`]). Who held which office when, a [`Register`] tells. What may be in the
//! answer is said by a [`Filter`].

mod by_office;
mod dossier;
mod error;
mod filter;
mod name;
mod neighbourhood;
mod path;
mod quoted;
mod quoter;
mod register;
mod whole;

pub use dossier::{Dossier, Office, PredicateGroup, dossier};
pub use error::QueryError;
pub use filter::Filter;
pub use name::{Found, Named, Near, Nearness, find};
pub use neighbourhood::{Layer, Neighbourhood, neighbourhood};
pub use path::{Connection, Hop, Path, paths, paths_in};
pub use quoted::{Quote, QuotedStatement, count_sources};
pub use quoter::Quoter;
pub use register::{Incumbent, Register, Seat, Tenancy, Tenure};
pub use whole::{Selection, select};
