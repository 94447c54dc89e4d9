//! What is found in sentences: span, kind and, where known, entity.

use relata::analyse::{Analyser, Form};
use relata::schema::{Gazetteer, NounLexicon, Schema};
use relata::text::Document;

/// Sentence and what must be among its mentions, each `text | kind` or `text | kind | entity`.
const SENTENCES: &[(&str, &[&str])] = &[
    (
        "Norwegian Defence Minister Tore Sandvik met General Karim Massimov in Astana on Tuesday.",
        &[
            "Norwegian | Country | Norway",
            "Tore Sandvik | Person",
            "Karim Massimov | Person",
            "Astana | Place | Astana",
        ],
    ),
    (
        "The Ministry of Defence of the Republic of Korea ordered 20 F-35As and six KC-330 tankers.",
        &["Ministry of Defence of the Republic of Korea | Organization", "F-35As | Aircraft | F-35A"],
    ),
    (
        "Soldiers of the 4th Guards Tank Division left the Chebarkul training ground.",
        &["4th Guards Tank Division | MilitaryUnit", "Chebarkul training ground | Base"],
    ),
    (
        "The navies of Oman and India ended the exercise dubbed \"Eastern Tide 3\" off Muscat.",
        &["Oman | Country | Oman", "India | Country | India", "Eastern Tide 3 | Exercise", "Muscat | Place | Muscat"],
    ),
    (
        "Ankara delivered 12 MI-17s and four Bayraktar TB2 drones to the Kyrgyz border service.",
        &[
            "Ankara | Country | Ankara",
            "MI-17s | Aircraft | Mi-17",
            "Bayraktar TB2 drones | Aircraft | Bayraktar TB2",
            "Kyrgyz | Country | Kyrgyzstan",
        ],
    ),
    (
        "Peru and Chile signed an agreement on cooperation of their coast guards.",
        &["agreement on cooperation of their coast guards | Agreement"],
    ),
    (
        "The South Atlantic Defence Group (SADG) opened an office in Montevideo; Brazil joined the SADG last year.",
        &["South Atlantic Defence Group | Organization", "SADG | Organization", "Brazil | Country | Brazil"],
    ),
    (
        "The Kremlin and the White House said NATO would keep its Patriot missiles in eastern Poland.",
        &[
            "Kremlin | Country | Kremlin",
            "NATO | Organization | North Atlantic Treaty Organization",
            "Patriot missiles | Weapon | Patriot",
            "eastern Poland | Place",
            "its | Country",
        ],
    ),
    ("Minister of Defence Gen Nakatani spoke in Oslo.", &["Gen Nakatani | Person"]),
    (
        "Fatima al-Zahra, a spokeswoman, said on May 3 that al-Zahra and Commander Juan de la Torre were in Toledo.",
        &["Fatima al-Zahra | Person", "Juan de la Torre | Person"],
    ),
];

/// Sentence and texts that no mention may have.
const NOT_MENTIONED: &[(&str, &[&str])] = &[
    ("Bob Georgia-Smith may march on in general terms.", &["may", "march", "general"]),
    ("The company has a broad industrial base.", &["industrial base", "base"]),
    ("Near Baku, the Times of India said, he saw it.", &["Near Baku", "India"]),
];

fn mentions(text: &str) -> Vec<(String, Vec<String>, Option<String>, Form)> {
    let schema = Schema::embedded();
    let gazetteer = Gazetteer::embedded(&schema);
    let nouns = NounLexicon::embedded(&schema);
    let document = Document::from_text("test", text);
    let analysis = Analyser::embedded(&schema, &gazetteer, &nouns).analyse(&document);
    let kinds = |mention: &relata::analyse::Mention| {
        let kinds = schema.kinds().iter().filter(|kind| mention.kinds.contains(kind.id));
        kinds.map(|kind| kind.name.to_string()).collect()
    };
    let shown = analysis.mentions.iter().map(|mention| {
        let known = mention.known.as_ref().map(ToString::to_string);
        (document.slice(mention.span).to_owned(), kinds(mention), known, mention.form.clone())
    });
    shown.collect()
}

#[test]
fn sentences_have_their_mentions() {
    let mut missing = Vec::new();
    for (sentence, wanted) in SENTENCES {
        let found = mentions(sentence);
        for wanted in *wanted {
            let mut parts = wanted.split(" | ");
            let (text, kind, known) = (parts.next(), parts.next(), parts.next());
            let is_there = found.iter().any(|(own, kinds, entity, _)| {
                Some(own.as_str()) == text
                    && kind.is_some_and(|kind| kinds.iter().any(|own| own == kind))
                    && (known.is_none() || entity.as_deref() == known)
            });
            if !is_there {
                let seen: Vec<_> = found.iter().map(|(text, kinds, known, _)| (text, kinds, known)).collect();
                missing.push(format!("{wanted:?} in {sentence:?}: {seen:?}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn words_that_mention_nothing_are_left() {
    for (sentence, unwanted) in NOT_MENTIONED {
        let found = mentions(sentence);
        for text in *unwanted {
            assert!(!found.iter().any(|(own, ..)| own == text), "{text:?} in {sentence:?}: {found:?}");
        }
    }
}

#[test]
fn mentions_stand_in_order_and_in_their_sentences() {
    let schema = Schema::embedded();
    let gazetteer = Gazetteer::embedded(&schema);
    let nouns = NounLexicon::embedded(&schema);
    let analyser = Analyser::embedded(&schema, &gazetteer, &nouns);
    for text in [
        "",
        "?",
        "«Élysée» — 10 Mi‑8s… O’Neill",
        "Mi-",
        "F/A-",
        "the (",
        "US-UK-EU 2006-",
        "al-",
        "\u{301}a Gen. .",
        "№ 12 №",
    ] {
        let document = Document::from_text("test", text);
        let analysis = analyser.analyse(&document);
        for mention in &analysis.mentions {
            let sentence = &analysis.sentences[mention.sentence];
            assert!(sentence.span().contains(mention.span), "{text:?}: {mention:?}");
            assert!((mention.first..=mention.last).contains(&mention.head), "{text:?}: {mention:?}");
            document.slice(mention.span);
        }
        let order = |pair: &[relata::analyse::Mention]| {
            let key =
                |mention: &relata::analyse::Mention| (mention.span.start(), std::cmp::Reverse(mention.span.end()));
            pair[0].sentence < pair[1].sentence || key(&pair[0]) <= key(&pair[1])
        };
        assert!(analysis.mentions.windows(2).all(order), "{text:?}");
    }
}
