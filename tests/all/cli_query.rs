//! The asking commands: their text, their JSON, their errors and their exit codes.

use std::path::Path;

use assert_cmd::Command;
use expect_test::{Expect, expect};
use serde_json::Value;

use crate::made::{norland, store};

/// Exit code, standard output and standard error, in a folder that holds the store `relata.db`.
fn relata(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_relata"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("RELATA_STORE")
        .output()
        .expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

fn in_norland(test: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().expect("a folder");
    drop(store(&folder.path().join("relata.db"), &norland()));
    test(folder.path());
}

/// Exit code, then what was printed.
fn told(folder: &Path, arguments: &[&str], wanted: Expect) {
    let (code, out, error) = relata(folder, arguments);
    assert!(!out.contains('\u{1b}') && !error.contains('\u{1b}'), "no colours where there is no terminal");
    let error = error.replace(&*folder.to_string_lossy(), "FOLDER");
    wanted.assert_eq(&format!("exit {code}\n{out}{}{error}", if error.is_empty() { "" } else { "-- stderr\n" }));
}

#[test]
fn the_dossier_of_an_entity() {
    in_norland(|folder| {
        told(
            folder,
            &["entity", "Sergey Volkov"],
            expect![[r#"
                exit 0
                Sergei Volkov  Person
                Person:sergei-volkov · named in 1 document
                also Sergey Volkov

                Offices
                  defence minister, Norland · 1 source
                  defence minister, Norland: sighted 2021-04-28

                holds_office (1)
                  undated     Sergei Volkov — holds_office → Norland
                              office: defence minister
                              “Norland's defence minister Sergei Volkov met Sudria's president Rustam Karim in
                               Lubrek on Tuesday.”
                              — Herald, 2021-04-28, talks.txt 0–98 · 1 source

                met (1)
                  2021-04-27  Sergei Volkov — met — Rustam Karim
                              place: Lubrek
                              “Norland's defence minister Sergei Volkov met Sudria's president Rustam Karim in
                               Lubrek on Tuesday.”
                              — Herald, 2021-04-28, talks.txt 0–98 · 1 source
            "#]],
        );
        told(
            folder,
            &["entity", "Norland", "--factuality", "all", "--limit", "2"],
            expect![[r#"
                exit 0
                Norland  Country
                Country:norland · named in 3 documents

                Office-holders
                  defence minister: Sergei Volkov  sighted 2021-04-28 · 1 statement

                holds_office (1)
                  undated  Sergei Volkov — holds_office → Norland
                           office: defence minister
                           “Norland's defence minister Sergei Volkov met Sudria's president Rustam Karim in Lubrek
                            on Tuesday.”
                           — Herald, 2021-04-28, talks.txt 0–98 · 1 source

                leases (1)
                  2012-10  Norland — leases → Kestrel Air Base
                           from: Sudria · until: 2042
                           “Norland has rented Kestrel Air Base from Sudria since October 2012, until 2042.”
                           — Courier, 2019-06-02, base.txt 54–133 · 2 sources, 2 sentences

                2 statements more; --limit 0 shows all
            "#]],
        );
        told(
            folder,
            &["entity", "Steppe Shield"],
            expect![[r#"
            exit 0
            Steppe Shield  Exercise
            Exercise:steppe-shield · named in 1 document

            No statement passes the filters; --factuality all shows also what was planned, possible or negated.
        "#]],
        );
    });
}

#[test]
fn the_neighbourhood_of_an_entity() {
    in_norland(|folder| {
        told(
            folder,
            &["neighbors", "Kestrel", "--as-of", "2018-06", "--kind", "Person,MilitaryUnit"],
            expect![[r#"
            exit 0
            Kestrel Air Base  Base
            Base:kestrel-air-base

            1 hop away: 2 statements, 2 new entities
              2018     Kestrel Air Base ← visited — Anna Volkov [?: perhaps later]
                       “Anna Volkov visited Kestrel Air Base in 2018.”
                       — denial.txt 142–187 · 1 source
              undated  Kestrel Air Base ← stationed_in — 14th Squadron [?: undated]
                       “Norland's 14th Squadron has been based at Kestrel Air Base for years.”
                       — Courier, 2019-06-02, base.txt 134–203 · 1 source
            -- stderr
            note: "Kestrel" is read as Kestrel Air Base (Base:kestrel-air-base)
        "#]],
        );
        told(
            folder,
            &["neighbors", "Steppe Shield", "--depth", "2"],
            expect![[r#"
            exit 3
            Steppe Shield  Exercise
            Exercise:steppe-shield

            No statement passes the filters; --factuality all shows also what was planned, possible or negated.
        "#]],
        );
    });
}

#[test]
fn the_paths_between_two_entities() {
    in_norland(|folder| {
        told(
            folder,
            &["path", "Sergei Volkov", "Kestrel Air Base", "-k", "2"],
            expect![[r#"
                exit 0
                1. Sergei Volkov · Norland · Kestrel Air Base (2 hops)
                  undated  Sergei Volkov — holds_office → Norland
                           office: defence minister
                           “Norland's defence minister Sergei Volkov met Sudria's president Rustam Karim in Lubrek
                            on Tuesday.”
                           — Herald, 2021-04-28, talks.txt 0–98 · 1 source
                  2012-10  Norland — leases → Kestrel Air Base
                           from: Sudria · until: 2042
                           “Norland has rented Kestrel Air Base from Sudria since October 2012, until 2042.”
                           — Courier, 2019-06-02, base.txt 54–133 · 2 sources, 2 sentences

                2. Sergei Volkov · Rustam Karim · Sudria · Lubrek · Kestrel Air Base (4 hops)
                  2021-04-27  Sergei Volkov — met — Rustam Karim
                              place: Lubrek
                              “Norland's defence minister Sergei Volkov met Sudria's president Rustam Karim in
                               Lubrek on Tuesday.”
                              — Herald, 2021-04-28, talks.txt 0–98 · 1 source
                  undated     Rustam Karim — holds_office → Sudria
                              office: president
                              “Norland's defence minister Sergei Volkov met Sudria's president Rustam Karim in
                               Lubrek on Tuesday.”
                              — Herald, 2021-04-28, talks.txt 0–98 · 2 sources, 2 sentences
                  undated     Sudria ← located_in — Lubrek
                              “Kestrel Air Base lies near Lubrek in southern Sudria.”
                              — Courier, 2019-06-02, base.txt 0–53 · 1 source
                  undated     Lubrek ← located_in — Kestrel Air Base
                              “Kestrel Air Base lies near Lubrek in southern Sudria.”
                              — Courier, 2019-06-02, base.txt 0–53 · 1 source
            "#]],
        );
        told(
            folder,
            &["path", "Sergei Volkov", "Steppe Shield"],
            expect![[r#"
            exit 3
            -- stderr
            no path of at most 4 hops joins Sergei Volkov and Steppe Shield; try a higher --max-hops, or --factuality all
        "#]],
        );
        told(
            folder,
            &["path", "Sergei Volkov", "Sergey Volkov"],
            expect![[r#"
            exit 2
            -- stderr
            error: "Sergei Volkov" and "Sergey Volkov" are both Sergei Volkov; give two entities
        "#]],
        );
    });
}

#[test]
fn names_that_mean_several_entities_or_none() {
    in_norland(|folder| {
        told(
            folder,
            &["entity", "Volkov"],
            expect![[r#"
            exit 3
            -- stderr
            "Volkov" may mean 2 entities; ask for one by its id:
              Person:anna-volkov    Anna Volkov, Person, 1 statement
              Person:sergei-volkov  Sergei Volkov, Person, 2 statements
        "#]],
        );
        told(
            folder,
            &["entity", "Rustam Korin"],
            expect![[r#"
            exit 3
            -- stderr
            "Rustam Korin" is not in the store; like it are:
              Person:rustam-karim  Rustam Karim, Person, 2 statements
        "#]],
        );
        told(
            folder,
            &["path", "Norland", "Zanzibar"],
            expect![[r#"
            exit 3
            -- stderr
            "Zanzibar" is not in the store, nor a name like it; `relata stats` tells what is
        "#]],
        );
        let (code, out, _) = relata(folder, &["entity", "Volkov", "--format", "json"]);
        let answer: Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(
            (code, &answer["found"], &answer["candidates"][1]["id"]),
            (3, &"ambiguous".into(), &"Person:sergei-volkov".into())
        );
    });
}

#[test]
fn the_holders_of_offices() {
    in_norland(|folder| {
        told(
            folder,
            &["offices", "Sudria", "--as-of", "2021"],
            expect![[r#"
                exit 0
                president, Sudria
                  Rustam Karim  sighted 2021-04-28 · 1 statement
                    “Norland's defence minister Sergei Volkov met Sudria's president Rustam Karim in Lubrek on
                     Tuesday.”
                    — Herald, 2021-04-28, talks.txt 0–98
                    “Sudria may buy Heron helicopters, its president Rustam Karim told reporters.”
                    — denial.txt 0–76
            "#]],
        );
        let (code, out, _) = relata(folder, &["offices", "--conflicts", "--format", "json"]);
        assert_eq!((code, out.trim()), (3, "[]"));
    });
}

#[test]
fn wrong_usage_and_missing_stores_name_the_remedy() {
    in_norland(|folder| {
        told(
            folder,
            &["entity", "Norland", "--predicate", "loves"],
            expect![[r#"
            exit 2
            -- stderr
            error: predicate "loves" is not declared; choose from holds_office, member_of, part_of, located_in, stationed_in, borders, met, visited, supplies, acquires, operates, party_to, signed, participates_in, exercises_with, trains, leases, founded
        "#]],
        );
        told(
            folder,
            &["entity", "Norland", "--kind", "Planet"],
            expect![[r#"
            exit 2
            -- stderr
            error: kind "Planet" is not declared; choose from Person, Country, Place, Organization, MilitaryUnit, Base, Agreement, Aircraft, Weapon, Exercise, Event
        "#]],
        );
        let (code, _, error) = relata(folder, &["neighbors", "Norland", "--as-of", "yesterday"]);
        assert_eq!(code, 2);
        assert!(error.contains("write it as 2019-03-05, 2019-03 or 2019"), "{error}");
        told(
            folder,
            &["entity", "Norland", "--store", "elsewhere.db"],
            expect![[r#"
            exit 1
            -- stderr
            error: no store at elsewhere.db; `relata ingest PATH` makes one
        "#]],
        );
    });
}

#[test]
fn json_has_the_documented_form() {
    in_norland(|folder| {
        let json = |arguments: &[&str]| -> Value {
            let (code, out, error) = relata(folder, &[arguments, &["--format", "json"]].concat());
            assert_eq!(code, 0, "{error}");
            serde_json::from_str(&out).expect("JSON")
        };
        let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>().join(" ");
        let entity = json(&["entity", "Norland", "--factuality", "all"]);
        assert_eq!(keys(&entity), "by_office documents entity left_out offices predicates seats");
        let statement = &entity["predicates"][1]["statements"][0];
        assert_eq!(
            keys(statement),
            "evidence factuality id object predicate qualifiers reliability said_by sources subject when"
        );
        assert_eq!(statement["said_by"], "Sergei Volkov");
        assert_eq!(statement["qualifiers"]["item"], "Heron helicopter");
        let evidence = &statement["evidence"][0];
        assert_eq!(keys(evidence), "doc document end outlet published reliability rule start text url");
        assert_eq!((&evidence["start"], &evidence["doc"]), (&99.into(), &"talks.txt".into()));
        let around = json(&["neighbors", "Kestrel Air Base", "--depth", "2"]);
        assert_eq!(keys(&around), "centre layers left_out");
        assert_eq!(keys(&around["layers"][1]), "distance entities statements");
        let paths = json(&["path", "Norland", "Lubrek", "-k", "3"]);
        assert_eq!(keys(&paths[0]), "doubt hops");
        assert_eq!(keys(&paths[0]["hops"][0]), "from statements to total");
        let (code, out, _) = relata(folder, &["path", "Norland", "Steppe Shield", "--format", "json"]);
        assert_eq!((code, out.trim()), (3, "[]"));
        let graph = json(&["export", "--factuality", "all"]);
        assert_eq!(
            (graph["edges"].as_array().map(Vec::len), graph["nodes"].as_array().map(Vec::len)),
            (Some(11), Some(10))
        );
    });
}

#[test]
fn export_writes_a_file_or_prints() {
    in_norland(|folder| {
        let (code, out, error) = relata(folder, &["export", "--around", "Lubrek", "--depth", "2", "--legend"]);
        assert_eq!((code, error.as_str()), (0, ""));
        assert!(out.starts_with("digraph relata {") && out.contains("cluster_legend"));
        let (code, out, error) = relata(folder, &["export", "-o", "graph.dot", "--limit", "3"]);
        assert_eq!((code, out.as_str(), error.as_str()), (0, "", "note: the limit left out 5 statements\n"));
        let written = std::fs::read_to_string(folder.join("graph.dot")).expect("the file is there");
        assert_eq!(written.matches(" -> ").count(), 3);
        let (code, _, error) = relata(folder, &["export", "-o", "no/such/folder/graph.dot"]);
        assert_eq!(code, 1);
        assert!(error.starts_with("error: cannot write no/such/folder/graph.dot: "), "{error}");
        let (code, ..) = relata(folder, &["export", "--depth", "2"]);
        assert_eq!(code, 2, "--depth needs --around");
    });
}
