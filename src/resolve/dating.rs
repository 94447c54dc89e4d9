//! When a claim holds: its own date expressions, else the date of its sentence.
//!
//! Knows tense and which date may date what; the calendar itself is [`super::calendar`]'s.

use super::calendar::{self, Direction, Standpoint, Wording};
use super::clause;
use super::discourse::Discourse;
use crate::analyse::{Analysis, Deprel, Form, Mention, MentionId, Sentence, TimeExpression, TokenId, Upos};
use crate::extract::Claim;
use crate::fact::{Edtf, Factuality};
use crate::proposition::Tense;
use crate::text::Document;

pub(super) fn date_of(discourse: &Discourse<'_>, time: MentionId, claim: &Claim) -> Option<Edtf> {
    date(
        discourse.document,
        discourse.analysis,
        discourse.analysis.mention(time),
        direction(claim.tense, claim.factuality),
    )
}

/// The date by the claim's own time expressions: the nearest, or of what happened a closer one within it: "this year …
/// on 5 May".
pub(super) fn own_date(discourse: &Discourse<'_>, times: &[MentionId], claim: &Claim) -> Option<Edtf> {
    let purpose = |time: &Mention| is_purpose(discourse.sentence(time), time, claim);
    let telling = times.iter().filter(|&&time| !purpose(discourse.analysis.mention(time)));
    let mut dates = telling.filter_map(|&time| date_of(discourse, time, claim));
    let nearest = dates.next()?;
    let closer = |date: &Edtf| is_within(*date, nearest) && claim.factuality == Factuality::Actual;
    Some(dates.find(closer).unwrap_or(nearest))
}

/// Whether a date is a part of another, longer one.
fn is_within(part: Edtf, whole: Edtf) -> bool {
    match (part.bounds(), whole.bounds()) {
        ((Some(first), Some(last)), (Some(start), Some(end))) => {
            start <= first && last <= end && (first, last) != (start, end)
        }
        _ => false,
    }
}

/// The date of a time expression; `direction` is where it points if its own clause does not tell.
pub(super) fn date(document: &Document, analysis: &Analysis, mention: &Mention, direction: Direction) -> Option<Edtf> {
    let Form::Time(expression) = &mention.form else { return None };
    let published = document.metadata().published;
    let text = document.slice(mention.span).to_lowercase();
    if matches!(expression, TimeExpression::Vague) {
        let now = matches!(text.as_str(), "currently" | "presently" | "at present" | "at the moment");
        return published.filter(|_| now).map(Edtf::day);
    }
    // "Will not arrive until 2030": in 2030.
    let expression = match expression {
        TimeExpression::Until(end)
            if text.starts_with("until") && clause::is_denied(&analysis.sentences[mention.sentence], mention.head) =>
        {
            &**end
        }
        own => own,
    };
    let tense = clause::tense_over(&analysis.sentences[mention.sentence], mention.head);
    // "was built in two years" tells how long.
    let ahead = matches!(expression, TimeExpression::Offset { count: 1.., .. });
    if ahead && tense == Tense::Past && (text.starts_with("in ") || text.starts_with("within ")) {
        return None;
    }
    let counted = |word| matches!(word, "ago" | "back" | "earlier" | "later" | "before" | "after");
    let wording = if text.split_whitespace().any(counted) { Wording::Distance } else { Wording::Calendar };
    // News tells what was on Friday in the past tense: the present tense looks ahead ("starts Sunday").
    let direction = match tense {
        Tense::Past => Direction::Past,
        Tense::Future => Direction::Future,
        Tense::Present if is_of_calendar(expression) => Direction::Future,
        Tense::Present | Tense::None => direction,
    };
    let told =
        if matches!(expression, TimeExpression::Told { .. }) { told_before(document, analysis, mention) } else { None };
    calendar::place(expression, Standpoint { published, told, direction, wording })
}

/// Weekdays, days and months without a year.
fn is_of_calendar(expression: &TimeExpression) -> bool {
    match expression {
        TimeExpression::Weekday { .. } | TimeExpression::MonthOfYear { .. } => true,
        TimeExpression::Absolute(date) => date.bounds() == (None, None),
        TimeExpression::Range(start, end) => is_of_calendar(start) && is_of_calendar(end),
        _ => false,
    }
}

/// The last date told before a mention, in its sentence or a few before, that is not itself counted from another.
fn told_before(document: &Document, analysis: &Analysis, mention: &Mention) -> Option<Edtf> {
    let earlier = (mention.sentence.saturating_sub(REACH)..=mention.sentence).rev().flat_map(|sentence| {
        let mut times: Vec<&Mention> = analysis.mentions_in(sentence).map(|(_, time)| time).collect();
        times.reverse();
        times
    });
    earlier.filter(|time| time.span.end() <= mention.span.start()).find_map(|time| match &time.form {
        Form::Time(TimeExpression::Told { .. } | TimeExpression::Until(_) | TimeExpression::Vague) => None,
        _ => date(document, analysis, time, Direction::Past),
    })
}

/// How many sentences back a date is still the one that the next are counted from.
const REACH: usize = 3;

/// Whether a date is still to come on the day of publication.
pub(super) fn is_ahead(discourse: &Discourse<'_>, date: Option<Edtf>) -> bool {
    let first = date.and_then(|date| date.bounds().0);
    first.zip(discourse.document.metadata().published).is_some_and(|(first, published)| first > published)
}

/// The date of the sentence, for what has none of its own: where there is only one, and nobody else's words are told.
pub(super) fn date_around(discourse: &Discourse<'_>, claim: &Claim) -> Option<Edtf> {
    if let Some(year) = year_of_document(discourse, claim) {
        return Some(year);
    }
    if claim.attribution.is_some() && claim.factuality == Factuality::Actual {
        return None;
    }
    let planned = claim.factuality == Factuality::Planned;
    let sentence = &discourse.analysis.sentences[claim.sentence];
    let trigger = sentence.token_at(claim.trigger.start())?;
    let ends = [claim.subject, claim.object].map(|end| discourse.analysis.mention(end.mention));
    let of_one_time = discourse.kinds.happening.or(discourse.kinds.document);
    let dated: Vec<TokenId> = ends
        .into_iter()
        .filter(|end| end.sentence == claim.sentence && !end.kinds.and(of_one_time).is_empty())
        .map(|end| end.head)
        .collect();
    let placed = |(id, mention): (MentionId, &Mention)| {
        let Form::Time(expression) = &mention.form else { return None };
        let chief = match expression {
            TimeExpression::Since(_) => return None,
            TimeExpression::Until(_) if !planned => return None,
            // "for the first time in 15 years"
            TimeExpression::Offset { count, .. } if count.abs() > 5 => return None,
            // A date within a name dates the name: "Eager Lion 2019".
            _ if is_within_name(discourse, mention) || is_of_noun(sentence, mention) => return None,
            _ if is_purpose(sentence, mention, claim) || clause::is_apart(sentence, mention.head, trigger, &dated) => {
                return None;
            }
            TimeExpression::Until(_) => true,
            TimeExpression::Vague => claim.tense == Tense::Present,
            _ => false,
        };
        date_of(discourse, id, claim).map(|date| (date, chief))
    };
    let dates: Vec<(Edtf, bool)> = discourse.analysis.mentions_in(claim.sentence).filter_map(placed).collect();
    let date = match dates.as_slice() {
        [(only, _)] => *only,
        many => many.iter().find(|(_, chief)| *chief)?.0,
    };
    // What is planned is not dated by the past, what happened not by the future.
    let published = discourse.document.metadata().published;
    let (first, last) = date.bounds();
    let past = last.zip(published).is_some_and(|(last, published)| last < published);
    let future = first.zip(published).is_some_and(|(first, published)| first > published);
    let fits = match claim.factuality {
        Factuality::Actual => !future,
        Factuality::Planned if claim.tense == Tense::Future => !past,
        _ => true,
    };
    fits.then_some(date)
}

/// "Signed the 1977 treaties": what is done with a document that its year names was done in that year.
fn year_of_document(discourse: &Discourse<'_>, claim: &Claim) -> Option<Edtf> {
    let sentence = &discourse.analysis.sentences[claim.sentence];
    let ends = [claim.subject, claim.object].map(|end| discourse.analysis.mention(end.mention));
    let documents = discourse.kinds.document;
    let document =
        ends.into_iter().find(|end| end.sentence == claim.sentence && !end.kinds.and(documents).is_empty())?;
    let year = discourse.analysis.mentions_in(claim.sentence).find(|(_, time)| {
        let names = is_of_noun(sentence, time) && sentence.token(time.head).head == Some(document.head);
        names && matches!(time.form, Form::Time(TimeExpression::Absolute(_)))
    });
    date_of(discourse, year.filter(|_| claim.factuality == Factuality::Actual)?.0, claim)
}

/// "The May 2012 visit", "Tuesday's talks": the date of what the noun says, which need not be all that the sentence tells.
fn is_of_noun(sentence: &Sentence, time: &Mention) -> bool {
    let token = sentence.token(time.head);
    let before = matches!(token.deprel, Deprel::Compound | Deprel::Amod | Deprel::Nummod | Deprel::NmodPoss);
    before && token.head.is_some_and(|noun| noun > time.last && sentence.token(noun).upos.is_nominal())
}

/// "Signed a plan for 2017": what it is for. What is still to come is set for a day.
fn is_purpose(sentence: &Sentence, time: &Mention, claim: &Claim) -> bool {
    let mut cases = sentence.children_by(time.head, Deprel::Case);
    claim.factuality == Factuality::Actual && cases.any(|case| sentence.token(case).lemma == "for")
}

fn is_within_name(discourse: &Discourse<'_>, time: &Mention) -> bool {
    discourse.analysis.mentions_in(time.sentence).any(|(_, other)| {
        let names = matches!(other.form, Form::Name | Form::Nominal);
        names && other.span.contains(time.span)
    }) || discourse.sentence(time).tokens().get(time.last + 1).is_some_and(|next| {
        // "Eager Lion 2019 exercise": a bare year right before a noun.
        time.first == time.last && matches!(next.upos, Upos::Noun | Upos::Propn)
    })
}

/// The last day, month or year of "until 2042".
pub(super) fn end_of(date: Edtf) -> Edtf {
    match date {
        Edtf::Interval { to: Some(to), .. } => Edtf::Point(to),
        date => date,
    }
}

/// To which side of the day of publication the dates of something told in this tense point, where the clause of the date
/// does not tell.
pub(super) fn direction(tense: Tense, factuality: Factuality) -> Direction {
    match tense {
        Tense::Past => Direction::Past,
        Tense::Future => Direction::Future,
        Tense::Present | Tense::None if factuality == Factuality::Planned => Direction::Future,
        Tense::Present | Tense::None => Direction::Past,
    }
}
