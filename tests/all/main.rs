//! The one integration test binary; a module a subject.

mod extract;
mod frames;
mod schema;
mod store;
