//! The embedded schema is valid.

use relata::schema::Schema;

#[test]
fn the_embedded_schema_loads() {
    assert!(!Schema::embedded().predicates().is_empty());
}
