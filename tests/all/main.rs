//! The one integration test binary; a module a subject.

mod articles;
mod cli_query;
mod export;
mod extract;
mod mentions;
mod packs;
mod frames;
mod graph;
mod ingest;
mod made;
mod offices;
mod open;
mod query;
mod readme;
mod resolve;
mod robustness;
mod schema;
mod store;
mod store_damage;
mod store_model;
mod store_scale;
mod syntax;
