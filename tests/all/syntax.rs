//! The shipped models on sentences written for this test, and on the treebank where it lies beside the checkout.

use std::path::Path;

use relata::analyse::{Deprel, NameLabel, Sentence, Syntax, Upos};
use relata::text::Document;

fn parsed(text: &str) -> (Document, Sentence) {
    let document = Document::from_text("test", text);
    let mut sentences = Syntax::embedded().parse(&document).sentences;
    assert_eq!(sentences.len(), 1, "{text}");
    let sentence = sentences.remove(0);
    (document, sentence)
}

/// "word<-head:relation" for each word asked for.
fn arc(text: &str, word: &str) -> String {
    let (document, sentence) = parsed(text);
    let form = |t: usize| document.slice(sentence.token(t).span);
    let found = (0..sentence.tokens().len()).find(|&t| form(t) == word).expect("the word is in the sentence");
    let token = sentence.token(found);
    format!("{} {}", token.head.map_or("ROOT", form), token.deprel.universal())
}

#[test]
fn plain_news_sentences_are_parsed_right() {
    for (text, word, expected) in [
        ("The minister visited the base.", "minister", "visited nsubj"),
        ("The minister visited the base.", "base", "visited obj"),
        ("The minister visited the base.", "visited", "ROOT root"),
        ("Norway will deliver six tanks to Latvia.", "tanks", "deliver obj"),
        ("Norway will deliver six tanks to Latvia.", "Latvia", "deliver obl"),
        ("The treaty was signed in Vienna by both presidents.", "treaty", "signed nsubj"),
        ("The treaty was signed in Vienna by both presidents.", "Vienna", "signed obl"),
        ("Chile and Peru agreed to hold talks.", "Peru", "Chile conj"),
        ("Chile and Peru agreed to hold talks.", "hold", "agreed xcomp"),
        ("The army said that the exercise had ended.", "ended", "said ccomp"),
        ("The army did not buy the helicopters.", "not", "buy advmod"),
        ("The ships, which arrived on Monday, left the port.", "arrived", "ships acl"),
    ] {
        assert_eq!(arc(text, word), expected, "{word:?} in {text:?}");
    }
}

#[test]
fn each_sentence_has_one_root_and_every_word_reaches_it() {
    for text in ["?", "One", "((((", "a b c d e f g h", "He said: \"Go — now!\"", "1,000,000 $ % & Ж 你好 🙂"] {
        let document = Document::from_text("test", text);
        for sentence in Syntax::embedded().parse(&document).sentences {
            let tokens = sentence.tokens();
            assert_eq!(tokens.iter().filter(|token| token.head.is_none()).count(), 1, "{text:?}");
            assert_eq!(sentence.subtree(sentence.root().expect("there is one")).len(), tokens.len(), "{text:?}");
            assert!(tokens.iter().all(|token| token.head.is_none() == (token.deprel == Deprel::Root)), "{text:?}");
        }
    }
}

#[test]
fn lemmas_and_tags_tell_what_words_are() {
    let (_, sentence) = parsed("The ministers were discussing cheaper aircraft that Kenya bought.");
    let found: Vec<(&str, Upos)> = sentence.tokens().iter().map(|token| (token.lemma.as_str(), token.upos)).collect();
    for expected in [
        ("minister", Upos::Noun),
        ("be", Upos::Aux),
        ("discuss", Upos::Verb),
        ("cheap", Upos::Adj),
        ("Kenya", Upos::Propn),
        ("buy", Upos::Verb),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
}

#[test]
fn names_are_recognised() {
    let (document, sentence) = parsed("President Maria Lopez flew from Canada to Berlin.");
    let names: Vec<(&str, NameLabel)> = Syntax::embedded().parse(&document).names[0]
        .iter()
        .map(|name| {
            let span = sentence.token(name.first).span.cover(sentence.token(name.last).span);
            (document.slice(span), name.label)
        })
        .collect();
    for expected in [("Maria Lopez", NameLabel::Per), ("Canada", NameLabel::Loc), ("Berlin", NameLabel::Loc)] {
        assert!(names.contains(&expected), "{expected:?} in {names:?}");
    }
}

#[test]
fn the_same_text_gives_the_same_tree() {
    let text = "Officials, who asked not to be named, said the deal (worth $2 billion) might be signed in May.";
    assert_eq!(parsed(text), parsed(text));
}

/// The models are scored by `relata train --check`; here only that nothing broke on the way into the binary.
#[test]
fn the_treebank_is_parsed_as_well_as_it_was() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/ud/en_ewt-ud-dev.conllu");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let trees = relata::analyse::conllu::read(&text).expect("the treebank is well formed");
    let (mut right, mut all) = (0, 0);
    for tree in trees.iter().take(400) {
        let forms: Vec<&str> = tree.words.iter().map(|word| word.form.as_str()).collect();
        let (found, _) = Syntax::embedded().parse_sentence(forms);
        all += found.len();
        right += tree.words.iter().zip(found).filter(|(gold, found)| gold.head == found.head).count();
    }
    assert!(right * 100 > all * 80, "{right} of {all} heads are right");
}
