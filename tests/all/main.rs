//! The one integration test binary; a module a subject.

mod extract;
mod schema;
mod store;
