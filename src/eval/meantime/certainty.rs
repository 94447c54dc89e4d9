//! Certainty and polarity of events, against the factuality of the propositions that they trigger.
//!
//! The corpus marks what a text commits itself to (NewsReader guidelines, NWR-2014-2-2): *certain* is also what "will"
//! happen, as long as nobody doubts it; *possible* and *probable* what may be; *underspecified* what is only wanted,
//! planned or asked for, and such events have no polarity either. Of ours, `actual` and `negated` propositions are
//! certain, as are `planned` ones in the future tense; other plans and whatever is `possible` are not.
//!
//! An event is matched to the proposition whose trigger is one of its words; events without one are told, and not
//! counted. Polarity is asked where the corpus gives one. The last row is stricter: `actual`, `planned`, `possible`
//! or `negated`, with the corpus' future certain and underspecified ones as `planned`.

use std::path::Path;

use super::corpus::{Marked, articles};
use crate::eval::{EvalError, Report, Sort, Tally};
use crate::fact::Factuality;
use crate::pipeline::Pipeline;
use crate::proposition::{Modality, Polarity, Proposition, Tense, propositions};
use crate::read::{ReadOptions, article};
use crate::text::Metadata;

/// Scores the events of all articles in `folder`.
pub fn score(folder: &Path, pipeline: &Pipeline<'_>) -> Result<Report, EvalError> {
    let mut report = Report::default();
    let (mut matched, mut certainty, mut polarity) = ((0, 0), (0, 0), (0, 0));
    let (mut both, mut all_plain, mut factuality) = ((0, 0), (0, 0), (0, 0));
    let answer = |(right, asked): &mut (usize, usize), is_right: bool| {
        *right += usize::from(is_right);
        *asked += 1;
    };
    for news in articles(folder)? {
        let metadata = Metadata { name: news.name.clone(), ..Metadata::default() };
        let document = article(news.text.clone(), metadata, ReadOptions::default());
        let analysis = pipeline.analyser().analyse(&document);
        let read = propositions(&document, &analysis, pipeline.grammar());
        let place: String = news.name.chars().take(24).collect();
        for event in news.events.iter().filter(|event| Gold::of(event).is_some()) {
            let gold = Gold::of(event).expect("just asked");
            let trigger = |proposition: &&Proposition| {
                analysis.sentences[proposition.sentence].token(proposition.trigger.token).span
            };
            let own =
                read.iter().find(|proposition| event.words.iter().any(|word| word.overlaps(trigger(proposition))));
            answer(&mut matched, own.is_some());
            let word = &document.text()[event.span.start()..event.span.end()];
            let around = context(document.text(), event);
            let Some(own) = own else {
                report.differ(Sort::Missed, &place, format!("{word:?} in {around:?}"));
                continue;
            };
            let certain = is_certain(own);
            answer(&mut certainty, certain == gold.certain);
            answer(&mut all_plain, gold.certain && gold.negative != Some(true));
            let negative = own.polarity == Polarity::Negative;
            if let Some(wanted) = gold.negative {
                answer(&mut polarity, wanted == negative);
            }
            let right = certain == gold.certain && gold.negative.is_none_or(|wanted| wanted == negative);
            answer(&mut both, right);
            answer(&mut factuality, own.factuality() == gold.factuality);
            if !right {
                let told = format!("{word:?} is {}, read {:?} {:?}: {around:?}", gold.told, own.modality, own.polarity);
                report.differ(Sort::Wrong, &place, told);
            }
        }
    }
    let tally = |(right, asked)| Tally::of_answers(right, asked);
    report.row("certainty and polarity", tally(both));
    report.row("certainty", tally(certainty));
    report.row("polarity", tally(polarity));
    report.row("as certain and positive, all", tally(all_plain));
    report.row("factuality in four classes", tally(factuality));
    report.row("events with a proposition", tally(matched));
    Ok(report)
}

/// What the corpus says of an event.
struct Gold {
    certain: bool,
    /// None where the corpus leaves it open.
    negative: Option<bool>,
    factuality: Factuality,
    told: String,
}

impl Gold {
    /// None for events that are not marked for certainty.
    fn of(event: &Marked) -> Option<Self> {
        let (certainty, polarity, time) = (event.get("certainty"), event.get("polarity"), event.get("time"));
        let certain = match certainty {
            "CERTAIN" => true,
            "PROBABLE" | "POSSIBLE" | "UNDERSPECIFIED" => false,
            _ => return None,
        };
        let negative = match polarity {
            "NEG" => Some(true),
            "POS" => Some(false),
            _ => None,
        };
        let factuality = match (certainty, negative, time) {
            ("PROBABLE" | "POSSIBLE", ..) => Factuality::Possible,
            (_, Some(true), _) => Factuality::Negated,
            (_, _, "FUTURE") => Factuality::Planned,
            ("UNDERSPECIFIED", ..) => Factuality::Possible,
            _ => Factuality::Actual,
        };
        Some(Self { certain, negative, factuality, told: format!("{certainty} {polarity} {time}") })
    }
}

fn is_certain(proposition: &Proposition) -> bool {
    match proposition.modality {
        Modality::Asserted => true,
        Modality::Intended => proposition.tense == Tense::Future,
        Modality::Possible | Modality::Hypothetical => false,
    }
}

/// Some words on both sides of an event.
fn context(text: &str, event: &Marked) -> String {
    const WORDS: usize = 12;
    let before: Vec<&str> = text[..event.span.start()].split_whitespace().rev().take(WORDS).collect();
    let after = text[event.span.end()..].split_whitespace().take(WORDS);
    let before = before.into_iter().rev();
    before.chain([&text[event.span.start()..event.span.end()]]).chain(after).collect::<Vec<_>>().join(" ")
}
