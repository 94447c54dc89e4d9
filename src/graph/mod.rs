//! Graph: the store's statements as a petgraph graph, read-only, and the search for routes in it.
//!
//! [`Graph`] lives in petgraph's `Csr`, forward and reverse, for questions to the whole graph. The search itself
//! ([`shortest_routes`]) walks any [`Network`], so that a small question reads the store's adjacency and loads no graph.
//! Knows statements as edges; knows no names, no documents and no schema.

mod csr;
mod doubt;
mod period;
mod route;
mod search;

pub use csr::{Graph, Link, Walk};
pub use doubt::Doubt;
pub use period::{Period, Standing};
pub use route::{Route, shortest_routes};
pub use search::{Network, Tie};
