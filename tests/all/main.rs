//! The one integration test binary; a module a subject.

mod extract;
mod frames;
mod robustness;
mod graph;
mod schema;
mod store;
mod store_damage;
mod store_scale;
