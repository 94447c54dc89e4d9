//! Datelines: the place, day and agency before the first sentence.
//!
//! "MOSCOW, December 9. /TASS/.", "SOFIA, Nov. 22, 2005 (Xinhua) --", "DUSHANBE (TCA) —", "CNN —". What could be the
//! start of a sentence is left alone: a mixed-case place needs a day or an agency, and a dash.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use super::day;

/// A dateline at the start of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    /// Where the first sentence starts; the paragraph's length where nothing follows.
    pub end: usize,
    pub day: Option<Day>,
}

/// The day of a dateline, whose year may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub year: Option<i16>,
    pub month: i16,
    pub day: i16,
}

impl Day {
    /// The date; a missing year is taken from a day near it, such as the one that the metadata tells.
    pub fn date(self, near: Option<Date>) -> Option<Date> {
        if let Some(year) = self.year {
            return day::civil(year, self.month, self.day);
        }
        let near = near?;
        // News of late December that was published in January is of the year before.
        [near.year(), near.year() - 1, near.year() + 1]
            .into_iter()
            .filter_map(|year| day::civil(year, self.month, self.day))
            .min_by_key(|date| (*date - near).get_days().abs())
    }
}

static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    let capitals = r"\p{Lu}[\p{Lu}.'’-]+(?:(?: |-)(?:\p{Lu}[\p{Lu}.'’-]+|de|la|el|al|do|and)){0,4}";
    let name = r"\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3}";
    let month = day::MONTH;
    let weekday = r"(?:(?i:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?i:day)?\.?,? )?";
    let pattern = format!(
        r"^(?:(?i:date[: ]\s*)?(?<y0>\d{{4}})-(?<m0>\d{{2}})-(?<d0>\d{{2}})[ ,:–—-]*)?(?:(?<upper>{capitals})|(?<mixed>{name}))(?:(?<region>(?:, ?{name}){{0,2}}?),? {weekday}(?:(?<n1>{month}) ?(?<d1>\d{{1,2}})|(?<d2>\d{{1,2}}) (?<n2>{month}))\b(?:,? (?<year>\d{{4}}))?|(?<land>(?:, ?{name}){{0,2}}))[.,]?\s*(?:\((?<agency>[^()]{{2,40}})\)|(?<slash>/[\p{{L}} .-]{{2,20}}/)|(?:[–—-] )?(?<bare>AFP|AP|Reuters|TASS|Xinhua)\b)?\s*\.?\s*(?<dash>--+|[—–-]|:)?\s*"
    );
    Regex::new(&pattern).expect("the pattern is valid")
});

/// Words that open a sentence right after an old-style dateline: "TOKYO A Japanese submarine …".
const OPENERS: [&str; 14] =
    ["A", "An", "The", "At", "On", "In", "Two", "Three", "Four", "Several", "Some", "More", "U.S.", "U.N."];

/// The dateline that this paragraph starts with.
pub(super) fn find(paragraph: &str) -> Option<Dateline> {
    let captures = DATELINE.captures(paragraph)?;
    let whole = captures.get(0)?;
    let day = day_of(&captures);
    let has = |name: &str| captures.name(name).is_some();
    let dash = captures.name("dash").map(|found| found.as_str());
    let after = &paragraph[whole.end()..];
    let dated = day.is_some();
    // "MOSCOW, December 9. Russia …": a stop after the day does what a dash does.
    let stopped = || dated && paragraph[..whole.end()].trim_end().ends_with('.') && !after.is_empty();
    let new_sentence = || after.chars().next().is_none_or(|c| !c.is_lowercase());
    let spaced_dash = || {
        dash.is_some_and(|dash| dash != ":")
            && captures.name("dash").is_some_and(|found| paragraph[..found.start()].ends_with([' ', ')', '/', '.']))
            && (after.is_empty() || paragraph[..whole.end()].ends_with(char::is_whitespace))
    };
    let stamped = has("y0");
    let accepted = if has("slash") {
        true
    } else if has("upper") {
        let long = captures["upper"].len() >= 3;
        long && new_sentence()
            && (spaced_dash()
                || (dash == Some(":") && (dated || has("agency") || captures["upper"].len() >= 4))
                || (dated && (has("agency") || stamped || stopped())))
    } else {
        let article = captures["mixed"].starts_with("The ");
        !article
            && new_sentence()
            && spaced_dash()
            && (dated || has("agency") || has("bare") || captures.name("land").is_some_and(|land| !land.is_empty()))
    };
    if accepted {
        return Some(Dateline { end: whole.end(), day });
    }
    old_style(paragraph)
}

/// "TOKYO A Japanese submarine will visit …": capitals, then the first word of a sentence.
fn old_style(paragraph: &str) -> Option<Dateline> {
    let mut end = 0;
    for word in paragraph.split(' ').take(4) {
        if end > 0 && OPENERS.contains(&word) {
            let next = paragraph[end..].split_whitespace().nth(1)?;
            let shouted = next.len() > 1 && next.chars().all(|c| !c.is_lowercase());
            return (end >= 5 && !shouted).then_some(Dateline { end, day: None });
        }
        let bare = word.trim_end_matches(',');
        if bare.len() < 2 || !bare.chars().all(|c| c.is_uppercase()) {
            return None;
        }
        end += word.len() + 1;
    }
    None
}

fn day_of(captures: &Captures<'_>) -> Option<Day> {
    let number = |name: &str| captures.name(name).and_then(|found| found.as_str().parse().ok());
    if let (Some(year), Some(month), Some(day)) = (number("y0"), number("m0"), number("d0")) {
        return Some(Day { year: Some(year), month, day });
    }
    let month = captures.name("n1").or_else(|| captures.name("n2"))?;
    let day = number("d1").or_else(|| number("d2"))?;
    let day = Day { year: number("year"), month: day::month(month.as_str())?, day };
    // Day and month must exist in some year.
    day::civil(2000, day.month, day.day).map(|_| day)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn datelines_end_where_the_first_sentence_starts() {
        for (dateline, sentence, day) in [
            ("MOSCOW, December 9. /TASS/. ", "Officials said so", "None-12-9"),
            ("date 2022-12-09 MOSCOW, December 9. /TASS/. ", "Officials said so", "Some(2022)-12-9"),
            ("DUSHANBE (TCA) — ", "Russian Defense Minister", "-"),
            ("SOFIA, Nov. 22, 2005 (Xinhua) -- ", "Bulgaria hopes", "Some(2005)-11-22"),
            ("BRUSSELS, Dec 15, 2006 (AFP) -- ", "British Prime Minister", "Some(2006)-12-15"),
            ("ABBOTABAD, Pakistan, Dec 11, 2006 (AFP) -- ", "More than 200", "Some(2006)-12-11"),
            ("BANGKOK, April 18, 1997 (AFP) -- ", "Poland is", "Some(1997)-4-18"),
            ("CNN — ", "The US State Department", "-"),
            ("WASHINGTON (Reuters) - ", "The Pentagon said", "-"),
            ("NEW DELHI, 5 Apr (PTI): ", "India will", "None-4-5"),
            ("Kyiv, 9 December 2022 — ", "President Zelensky", "Some(2022)-12-9"),
            ("Washington, D.C. – ", "Secretary Austin", "-"),
            ("ISLAMABAD: ", "Pakistan and China", "-"),
            ("PORT-AU-PRINCE, Haiti (AP) — ", "The government", "-"),
            ("MOSCOW, December 9. ", "Officials said so", "None-12-9"),
            ("TOKYO ", "A Japanese submarine will", "-"),
            ("UNITED NATIONS ", "The Security Council met", "-"),
            ("BEIJING, March 3 (Xinhua) ", "China plans", "None-3-3"),
            ("SEOUL, South Korea — ", "“We will,” the minister said", "-"),
        ] {
            let found = find(&format!("{dateline}{sentence}")).unwrap_or_else(|| panic!("{dateline:?} is no dateline"));
            assert_eq!(found.end, dateline.len(), "{dateline:?}");
            let read = found.day.map_or("-".to_owned(), |day| format!("{:?}-{}-{}", day.year, day.month, day.day));
            assert_eq!(read, day, "{dateline:?}");
        }
    }

    #[test]
    fn sentences_are_left_alone() {
        for sentence in [
            "Russia and Tajikistan signed a plan on May 28.",
            "Iran – a member of the SCO – took part.",
            "NATO — which Sweden joined — met.",
            "NATO defence ministers met on Tuesday.",
            "The Collective Security Treaty Organization (CSTO) — a bloc — met.",
            "Sergei Shoigu, December's guest, said so.",
            "RUSSIA SENDS A DELEGATION TO MINSK",
            "US Treasury officials flew to Quito on Tuesday.",
            "On May 28, the ministers met.",
            "May 28, 2019 was a Tuesday.",
            "USS A. Lincoln called at Da Nang.",
            "China's Defence Minister (left) - in Moscow",
        ] {
            assert_eq!(find(sentence), None, "{sentence}");
        }
    }
}
