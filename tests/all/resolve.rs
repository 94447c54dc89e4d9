//! Who is who, and when: small texts through the whole pipeline.

use std::collections::BTreeSet;

use relata::fact::{Entity, EntityId, Value};
use relata::pipeline::Pipeline;
use relata::resolve::Reading;
use relata::text::{Document, Metadata, Section, SectionRole, Span};

fn read(text: &str, published: Option<&str>) -> Reading {
    let metadata = Metadata {
        name: "test".to_owned(),
        published: published.map(|date| date.parse().expect("a date")),
        ..Metadata::default()
    };
    let span = Span::new(0, text.len()).expect("some text");
    let document = Document::new(text.to_owned(), metadata, vec![Section { span, role: SectionRole::Body }]);
    Pipeline::embedded().read(&document)
}

fn name<'r>(reading: &'r Reading, id: &EntityId) -> &'r str {
    let entity = |entity: &&Entity| entity.id == *id;
    reading.entities.iter().find(entity).expect("every entity of a statement is listed").name.as_str()
}

/// `subject | predicate | object | when`, both ends of symmetric predicates in the order of their ids.
fn lines(reading: &Reading) -> BTreeSet<String> {
    let line = |statement: &relata::fact::Statement| {
        let claimed = statement.claimed();
        let when = claimed.when.map_or_else(|| "-".to_owned(), |when| when.to_string());
        let (subject, object) = (name(reading, &claimed.subject), name(reading, &claimed.object));
        format!("{subject} | {} | {object} | {when}", claimed.predicate)
    };
    reading.statements.iter().map(line).collect()
}

#[test]
fn surnames_and_titles_lead_to_the_full_name() {
    let reading = read(
        "Chilean Defence Minister Maya Fernandez visited Peru on Monday. Fernandez visited Bolivia on Tuesday.",
        Some("2023-05-12"),
    );
    let lines = lines(&reading);
    for expected in ["Maya Fernandez | visited | Peru | 2023-05-08", "Maya Fernandez | visited | Bolivia | 2023-05-09"]
    {
        assert!(lines.contains(expected), "{expected} in {lines:#?}");
    }
}

#[test]
fn the_official_is_the_one_before_and_the_officials_are_others() {
    for (told, expected) in [("official", "Omani official"), ("officials", "officials")] {
        let text = format!("\"Talks went well,\" an Omani official said. The {told} said that Oman had bought drones.");
        let reading = read(&text, None);
        let [statement] = reading.statements.as_slice() else { panic!("one statement of {text}") };
        let found = match &statement.claimed().said_by {
            Some(Value::Text(name)) => name.as_str(),
            other => panic!("{other:?} of {text}"),
        };
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn two_articles_reach_the_same_entities_without_having_met() {
    let person = |text: &str| {
        let reading = read(text, None);
        let persons = reading.entities.iter().filter(|entity| entity.kind.as_str() == "Person");
        persons.map(|entity| entity.id.clone()).collect::<BTreeSet<_>>()
    };
    let one = person("Russian Foreign Minister Sergei Lavrov visited Cuba in 2020.");
    let other = person("Russian Foreign Minister Sergey Lavrov visited Cuba in 2020.");
    assert!(!one.is_empty());
    assert_eq!(one, other);
}

#[test]
fn a_capital_acts_as_its_government_and_is_visited_as_a_city() {
    let lines = lines(&read("Ankara signed a defence agreement with Baku. Ilham Aliyev visited Ankara in 2021.", None));
    assert!(lines.iter().any(|line| line.starts_with("Turkey | party_to |")), "{lines:#?}");
    assert!(lines.contains("Ilham Aliyev | visited | Ankara | 2021"), "{lines:#?}");
}

#[test]
fn nobody_is_invented() {
    // "She" and "the admiral" are nobody that this text names.
    let reading = read("She visited Kenya. The admiral visited Ghana.", None);
    let lines = lines(&reading);
    assert!(lines.iter().all(|line| !line.contains("| visited |")), "{lines:#?}");
}

#[test]
fn what_is_said_is_credited_to_the_person_and_reading_again_changes_nothing() {
    let text = "Kenya will send troops to Haiti, Kenyan President William Ruto said. He visited Haiti in 2024.";
    let reading = read(text, Some("2024-06-30"));
    for said_by in reading.statements.iter().filter_map(|statement| statement.claimed().said_by.as_ref()) {
        match said_by {
            Value::Entity(id) => assert_eq!(name(&reading, id), "William Ruto"),
            other => panic!("{other:?} speaks"),
        }
    }
    assert!(lines(&reading).contains("William Ruto | visited | Haiti | 2024"), "{:#?}", lines(&reading));
    assert_eq!(reading, read(text, Some("2024-06-30")));
}

#[test]
fn no_statement_relates_a_thing_to_itself() {
    let reading = read("The Kremlin said Moscow and Russia signed a treaty with Moscow. Russia supplied Russia.", None);
    assert!(reading.statements.iter().all(|statement| statement.claimed().subject != statement.claimed().object));
}

#[test]
fn what_is_said_of_nobody_in_particular_is_no_statement() {
    for text in [
        "Military schools train the Kenyan army.",
        "Kenya opened a second front in Somalia.",
        "The Joint Air Defence System of Kenya and Uganda protects the sky.",
        "The two countries implement joint plans.",
    ] {
        let lines = lines(&read(text, None));
        let wrong = ["trains", "founded", "located_in", "part_of", "party_to", "holds_office"];
        let found: Vec<_> = lines
            .iter()
            .filter(|line| wrong.iter().any(|predicate| line.contains(&format!("| {predicate} |"))))
            .collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn the_state_acts_by_its_departments_and_examples_stand_for_their_class() {
    for (text, expected) in [
        (
            "The Pentagon delivered drones to Niger.",
            &["Niger | acquires | drones | -", "United States | supplies | Niger | -"][..],
        ),
        ("Oman received its biggest missiles.", &["Oman | acquires | missiles | -"]),
        (
            "Sweden supplied defence equipment, including radars and missiles, to Finland.",
            &[
                "Finland | acquires | missiles | -",
                "Finland | acquires | radars | -",
                "Sweden | supplies | Finland | -",
            ],
        ),
        (
            "Kenya and Rwanda drafted an agreement on the exchange of intelligence.",
            &[
                "Kenya | party_to | agreement on the exchange of intelligence | -",
                "Rwanda | party_to | agreement on the exchange of intelligence | -",
            ],
        ),
        (
            "Airbus supplied helicopters to Peru.",
            &["Airbus | supplies | Peru | -", "Peru | acquires | helicopters | -"],
        ),
    ] {
        let found = lines(&read(text, None));
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected, "{text}");
    }
}

#[test]
fn a_leader_known_from_the_start_has_a_state_and_a_whole_name() {
    for (text, published, expected) in [
        (
            "President Olusegun Obasanjo flew to Lagos.",
            "2001-02-03",
            &["Olusegun Obasanjo | holds_office | Nigeria"][..],
        ),
        ("President Obasanjo spoke.", "2001-02-03", &["Olusegun Obasanjo | holds_office | Nigeria"]),
        ("The Nigerian president, Obasanjo, spoke.", "2001-02-03", &["Olusegun Obasanjo | holds_office | Nigeria"]),
        // Who led later or led no longer is another of that name, as far as a surname tells.
        ("President Obasanjo spoke.", "2016-02-03", &[]),
        ("President Olusegun Obasanjo spoke.", "1983-02-03", &[]),
        // Nor is a post of another kind that of a state.
        ("Chancellor Olusegun Obasanjo spoke.", "2001-02-03", &[]),
        // What the text says of the state goes before.
        ("Chilean President Obasanjo spoke.", "2001-02-03", &["Obasanjo | holds_office | Chile"]),
    ] {
        let lines = lines(&read(text, Some(published)));
        let held = lines.iter().filter(|line| line.contains("holds_office"));
        let held: Vec<&str> =
            held.map(|line| line.rsplit_once(" | ").map_or(line.as_str(), |(head, _)| head)).collect();
        assert_eq!(held, expected, "{text}");
    }
    // Shown as spelled, and one person still.
    for name in ["Alexander Lukashenko", "Aleksandr Lukashenko", "Lukashenko"] {
        let reading = read(&format!("Belarusian President {name} flew to Minsk."), Some("2005-01-01"));
        let ids: Vec<&str> = reading.entities.iter().map(|entity| entity.id.as_str()).collect();
        assert!(ids.contains(&"Person:alexander-lukashenko"), "{name}: {ids:?}");
    }
}

#[test]
fn a_statement_is_dated_by_its_own_clause() {
    for (text, statement) in [
        // A date of another clause, of another noun, or of what a plan is for dates nothing.
        ("Norway, which left the pact in 2006, supplied tanks to Oman.", "Norway | supplies | Oman | -"),
        (
            "Anna Berg met Omar Diallo and signed a plan of cooperation for 2012.",
            "Anna Berg | signed | plan of cooperation | -",
        ),
        // What happens at a summit happens when the summit is.
        ("Norway took part in war games held in May 2004.", "Norway | participates_in | war games | 2004-05"),
        // A day told as a plan's is ahead, as one told by a pluperfect is over.
        ("Anna Berg was scheduled on Saturday to visit Oman.", "Anna Berg | visited | Oman | 2010-03-06"),
        ("Anna Berg had planned to visit Oman in June.", "Anna Berg | visited | Oman | 2009-06"),
        (
            "Omar Diallo came to Lima in mid-July. A day earlier he visited Quito.",
            "Omar Diallo | visited | Quito | 2009-07",
        ),
        (
            "Omar Diallo flew to Lima on Tuesday. He visited Chile that evening.",
            "Omar Diallo | visited | Chile | 2010-03-02",
        ),
        // News opens with what happened on the day of its dateline.
        ("OSLO, March 4 (AP) -- Anna Berg met Omar Diallo in Oslo.", "Anna Berg | met | Omar Diallo | 2010-03-04"),
    ] {
        let lines = lines(&read(text, Some("2010-03-04")));
        assert!(lines.contains(statement), "{text}\n{lines:#?}");
    }
}

#[test]
fn pronouns_and_descriptions_mean_whom_number_and_clause_allow() {
    for (text, expected) in [
        // Told before the name.
        (
            "Ana Vega met Luis Rojas in Lima. On her arrival in Quito, Ines Mora praised the hosts.",
            &["Ines Mora | visited | Quito"][..],
        ),
        // One body is not "they", and no pronoun means whom its clause names besides.
        ("Boeing spokesman Dan Carter waved. They signed a contract.", &[]),
        // Whose country it is, who speaks tells; it is not the one that acts.
        (
            "Kenya's ambassador to Chad, Amina Otieno, said her country would buy drones.",
            &["Kenya | acquires | drones"],
        ),
        (
            "Somalia is at war. Ethiopia has troops in the country.",
            &["Armed Forces of Ethiopia | stationed_in | Somalia"],
        ),
        // A body that is nearer than a state.
        ("Chad was thanked. The African Union said it would withdraw its troops from Somalia.", &[]),
        // Over a pronoun to its name, past whom a quotation speaks of; several bodies are not the one named last.
        ("Luis Rojas was glad. He praised Ana Vega. He visited Quito.", &["Luis Rojas | visited | Quito"]),
        ("\"Ana Vega is right,\" Luis Rojas said. He visited Quito.", &["Luis Rojas | visited | Quito"]),
        ("Petrobras waited. The companies signed a contract.", &[]),
        // The firm is one of that state, the pilots are not its; the drill gets its name afterwards.
        (
            "Ecuador bought helicopters from Sikorsky. The US company will train the pilots.",
            &[
                "Ecuador | acquires | helicopters",
                "Sikorsky | supplies | Ecuador",
                "Sikorsky | trains | Armed Forces of Ecuador",
            ],
        ),
        (
            "Niger hosts a naval exercise. The exercise, dubbed Iron Kite, is large.",
            &["Iron Kite | located_in | Niger", "Niger | participates_in | Iron Kite"],
        ),
        // A division is not the armed forces.
        ("French troops left. The division trained Malian soldiers.", &[]),
        // As many as are counted.
        (
            "Chile, Peru and Bolivia met. The three countries joined Interpol.",
            &["Bolivia | member_of | Interpol", "Chile | member_of | Interpol", "Peru | member_of | Interpol"],
        ),
    ] {
        let reading = read(text, None);
        let lines = lines(&reading);
        let told = |predicate: &str| !predicate.contains("| holds_office |") && !predicate.contains("| met |");
        let found: Vec<&str> =
            lines.iter().map(|line| line.trim_end_matches(" | -")).filter(|line| told(line)).collect();
        assert_eq!(found, expected, "{text}");
    }
}
