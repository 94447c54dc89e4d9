//! Trees in, propositions out: each sentence of `trees.txt` is written with its tree, and its propositions are pinned in
//! `trees.expected`, one a line. `UPDATE_EXPECT=1 cargo test proposition` rewrites them; read the difference as prose.

pub mod tree;

use expect_test::expect_file;

use super::{Aspect, Modality, Polarity, Proposition, Tense, TriggerClass, propositions};
use crate::analyse::{Analysis, Sentence, TokenId};

#[test]
fn trees_yield_their_propositions() {
    let told = tree::told(include_str!("trees.txt"), |document, analysis, grammar| {
        propositions(document, analysis, grammar).iter().map(|proposition| tell(analysis, proposition)).collect()
    });
    expect_file!["trees.expected"].assert_eq(&told);
}

/// `supply.v subject=Russia object=helicopters to=Tajikistan | planned past @2012 said by Shoigu`.
fn tell(analysis: &Analysis, proposition: &Proposition) -> String {
    let sentence = &analysis.sentences[proposition.sentence];
    let class = match proposition.trigger.class {
        TriggerClass::Verb => "v",
        TriggerClass::Noun => "n",
        TriggerClass::Adjective => "a",
    };
    let mut told = format!("{}.{class}", proposition.trigger.lemma);
    for argument in &proposition.arguments {
        let heads: Vec<String> = argument.heads.iter().map(|&head| form(sentence, head)).collect();
        told.push_str(&format!(" {}={}", argument.function, heads.join("+")));
    }
    let mut standing = Vec::new();
    if proposition.polarity == Polarity::Negative {
        standing.push("negative".to_owned());
    }
    if proposition.modality != Modality::Asserted {
        standing.push(format!("{:?}", proposition.modality).to_lowercase());
    }
    if proposition.aspect == Aspect::Progressive {
        standing.push("progressive".to_owned());
    }
    if proposition.tense != Tense::None {
        standing.push(format!("{:?}", proposition.tense).to_lowercase());
    }
    let times = proposition.times.iter().map(|&time| {
        let mention = analysis.mention(time);
        let words: Vec<String> = (mention.first..=mention.last).map(|t| form(sentence, t)).collect();
        format!("@{}", words.join("_"))
    });
    standing.extend(times);
    if let Some(attribution) = proposition.attribution {
        let (sentence, speaker) = attribution.speaker;
        let manner = format!("{:?}", attribution.speech).to_lowercase();
        standing.push(format!("{manner} by {}", form(&analysis.sentences[sentence], speaker)));
    }
    if !standing.is_empty() {
        told.push_str(&format!(" | {}", standing.join(" ")));
    }
    told
}

fn form(sentence: &Sentence, t: TokenId) -> String {
    sentence.token(t).lemma.to_string()
}
