//! The engine of frames, on a hand-made analysis: no parser between the test and what it tests.

use relata::analyse::{Analysis, Deprel, Finder, Form, KindSet, Mention, Sentence, Token, Upos, Xpos};
use relata::extract::{Extractor, Failure};
use relata::fact::{Factuality, Kind};
use relata::proposition::{Argument, Aspect, Modality, Polarity, Proposition, Tense, Trigger, TriggerClass};
use relata::schema::{Function, GrammarLexicon, Schema, SchemaFiles};
use relata::text::{Document, SectionRole, Span};

const TEXT: &str = "Norway delivered 4 helicopters and trucks to Kenya";

fn schema() -> Schema {
    let frames = r#"
        [[frame]]
        name = "supply"
        reads = "a giver delivers items to a recipient"
        roles = { giver = ["Country"], recipient = ["Country"], item = ["Weapon"] }
        [[frame.realisation]]
        name = "verb"
        verbs = ["deliver"]
        roles = { item = "object" }
        optional = { giver = "subject", recipient = "to" }
        [[frame.realisation]]
        name = "denied"
        verbs = ["deliver"]
        roles = { item = "object", giver = "by", recipient = "to" }
        [[frame.yields]]
        subject = "giver"
        predicate = "supplies"
        object = "recipient"
        qualifiers = { item = "each item", quantity = "count of item" }
    "#;
    Schema::load(&SchemaFiles::alone([
        ("kinds.toml", include_str!("../../graph-schema/kinds.toml")),
        ("predicates.toml", include_str!("../../graph-schema/predicates.toml")),
        ("frames/test.toml", frames),
    ]))
    .expect("the schema of this test is valid")
}

/// Words of [`TEXT`] under its verb; the number under its noun.
fn analysis(schema: &Schema) -> Analysis {
    let heads = [Some(1), None, Some(3), Some(1), Some(5), Some(3), Some(7), Some(1)];
    let mut end = 0;
    let tokens: Vec<Token> = TEXT
        .split(' ')
        .enumerate()
        .map(|(index, word)| {
            let start = end;
            end += word.len() + 1;
            Token {
                span: Span::new(start, start + word.len()).expect("words are not empty"),
                lemma: word.into(),
                upos: Upos::Noun,
                xpos: Xpos::Nn,
                head: heads[index],
                deprel: if index == 2 { Deprel::Nummod } else { Deprel::Obj },
            }
        })
        .collect();
    let kind = |name: &str| schema.kind_id(&Kind::new(name).expect("a valid kind")).expect("a declared kind");
    let mention = |token: usize, kind_name: &str| Mention {
        span: tokens[token].span,
        sentence: 0,
        first: token,
        last: token,
        head: token,
        form: Form::Name,
        kinds: KindSet::of(kind(kind_name)),
        plural: false,
        found_by: Finder::Gazetteer,
        known: None,
    };
    let mentions = vec![mention(0, "Country"), mention(3, "Weapon"), mention(5, "Weapon"), mention(7, "Country")];
    let span = Span::new(0, TEXT.len()).expect("the text is not empty");
    Analysis { sentences: vec![Sentence::new(span, SectionRole::Body, tokens)], mentions }
}

fn delivered() -> Proposition {
    let argument = |function, heads: &[usize]| Argument { function, heads: heads.to_vec() };
    Proposition {
        sentence: 0,
        trigger: Trigger { token: 1, lemma: "deliver".into(), class: TriggerClass::Verb },
        arguments: vec![
            argument(Function::Subject, &[0]),
            argument(Function::Object, &[3, 5]),
            argument(Function::Preposition("to".into()), &[7]),
        ],
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        tense: Tense::Past,
        aspect: Aspect::Simple,
        times: Vec::new(),
        attribution: None,
    }
}

#[test]
fn several_items_give_a_statement_each_with_their_own_count() {
    let schema = schema();
    let claims = Extractor::new(&schema, &GrammarLexicon::embedded()).claims(
        &Document::from_text("test", TEXT),
        &analysis(&schema),
        &[delivered()],
    );
    let qualifiers: Vec<usize> = claims.iter().map(|claim| claim.qualifiers.len()).collect();
    assert_eq!(qualifiers, [2, 1], "the helicopters are counted, the trucks are not");
    assert!(claims.iter().all(|claim| claim.rule == "supply/verb" && claim.factuality == Factuality::Actual));
}

#[test]
fn factuality_follows_modality_and_polarity() {
    let schema = schema();
    let cases = [
        (Modality::Asserted, Polarity::Positive, Tense::Past, Factuality::Actual),
        (Modality::Asserted, Polarity::Positive, Tense::Future, Factuality::Planned),
        (Modality::Intended, Polarity::Positive, Tense::None, Factuality::Planned),
        (Modality::Possible, Polarity::Positive, Tense::Present, Factuality::Possible),
        (Modality::Hypothetical, Polarity::Negative, Tense::Past, Factuality::Possible),
        (Modality::Asserted, Polarity::Negative, Tense::Past, Factuality::Negated),
    ];
    for (modality, polarity, tense, expected) in cases {
        let proposition = Proposition { modality, polarity, tense, ..delivered() };
        let document = Document::from_text("test", TEXT);
        let claims =
            Extractor::new(&schema, &GrammarLexicon::embedded()).claims(&document, &analysis(&schema), &[proposition]);
        assert_eq!(claims[0].factuality, expected, "{modality:?} {polarity:?} {tense:?}");
    }
}

#[test]
fn a_failed_realisation_names_the_role_that_is_missing() {
    let schema = schema();
    let document = Document::from_text("test", TEXT);
    let attempts =
        Extractor::new(&schema, &GrammarLexicon::embedded()).attempts(&document, &analysis(&schema), &[delivered()]);
    let failed = attempts.iter().find(|attempt| attempt.rule == "supply/denied").expect("it was tried");
    assert!(matches!(&failed.outcome, Err(Failure::Missing { role, .. }) if role == "giver"));
}
