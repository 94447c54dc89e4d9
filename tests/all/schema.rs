//! The embedded schema is valid, and mistakes in a schema are told with place and remedy.

use relata::schema::{Schema, SchemaText};

#[test]
fn the_embedded_schema_loads() {
    assert!(!Schema::embedded().predicates().is_empty());
}

/// A valid frame; each case breaks one line of it.
const FRAME: &str = r#"
[[frame]]
name = "lease"
reads = "a tenant rents a base"
roles = { tenant = ["Country"], thing = ["Base"] }
[[frame.realisation]]
name = "verb"
verbs = ["lease"]
roles = { thing = "object" }
optional = { tenant = "subject" }
reliability = 0.9
[[frame.yields]]
subject = "tenant"
predicate = "leases"
object = "thing"
qualifiers = { until = "time of end" }
"#;

fn load(frame: &str) -> Result<Schema, String> {
    let text = |path: &str, text: &str| SchemaText { path: path.to_owned(), text: text.to_owned() };
    let texts = [
        text("kinds.toml", include_str!("../../graph-schema/kinds.toml")),
        text("predicates.toml", include_str!("../../graph-schema/predicates.toml")),
        text("prepositions.toml", include_str!("../../graph-schema/prepositions.toml")),
        text("frames/lease.toml", frame),
    ];
    Schema::load(&texts).map_err(|error| error.to_string())
}

#[test]
fn mistakes_in_frames_are_told_with_file_place_and_remedy() {
    load(FRAME).expect("the frame is valid before it is broken");
    let cases = [
        ("tenant = [\"Country\"]", "tenant = [\"Land\"]", "kind \"Land\" is not declared; declared are Person"),
        ("verbs = [\"lease\"]", "verbs = []", "it has no trigger; give verbs"),
        ("verbs = [\"lease\"]", "verbs = [\"lease\", \"lease\"]", "\"lease\" is listed twice; delete one"),
        ("thing = \"object\" }", "thing = \"objekt\" }", "\"objekt\" is neither a function"),
        ("tenant = \"subject\"", "tenent = \"subject\"", "role \"tenent\" is not declared; declared are tenant, thing"),
        ("tenant = \"subject\"", "thing = \"subject\"", "role \"thing\" is both required and optional"),
        ("reliability = 0.9", "reliability = 9", "reliability 9 is not between 0 and 1"),
        (
            "predicate = \"leases\"",
            "predicate = \"rents\"",
            "predicate \"rents\" is not declared; declared are holds_off",
        ),
        (
            "subject = \"tenant\"",
            "subject = \"thing\"",
            "no kind of the role \"thing\" may stand there; give it one of",
        ),
        ("until = \"time of end\"", "when = \"time of end\"", "qualifier \"when\" is not declared"),
        ("until = \"time of end\"", "until = \"tenant\"", "\"tenant\" is not of the type of until, date"),
        ("optional = { tenant = \"subject\" }", "", "it fills both ends of no yield; give it the roles of one"),
        ("name = \"verb\"", "nam = \"verb\"", "unknown field `nam`"),
    ];
    for (valid, broken, expected) in cases {
        let message = load(&FRAME.replacen(valid, broken, 1)).map(|_| ()).expect_err(broken);
        assert!(message.contains(expected), "{broken}: {message}");
        assert!(message.starts_with("frames/lease.toml: "), "{broken}: the file is not named: {message}");
    }
}
