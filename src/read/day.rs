//! Days as the heads of articles write them.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

/// A day and the bytes it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub date: Date,
    pub start: usize,
    pub end: usize,
}

/// A month's name, full or shortened, with or without its dot.
pub(super) const MONTH: &str = r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?";

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"\b(?:(?<y1>\d{{4}})-(?<m1>\d{{1,2}})-(?<d1>\d{{1,2}})|(?<a>\d{{1,2}})/(?<b>\d{{1,2}})/(?<y2>\d{{4}})|(?<d3>\d{{1,2}})\.(?<m3>\d{{1,2}})\.(?<y3>\d{{4}})|(?<n4>{MONTH})\s+(?<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?<y4>\d{{4}})|(?<d5>\d{{1,2}})(?:st|nd|rd|th)?[ -](?<n5>{MONTH}),?[ -](?<y5>\d{{4}}))"
    );
    Regex::new(&pattern).expect("the pattern is valid")
});

/// The first full day in a line: 2021-04-27, 04/27/2021 (American; day first where only that is a day), 27.04.2021,
/// April 27, 2021, 27 Apr 2021.
pub(super) fn find(line: &str) -> Option<Found> {
    DAY.captures_iter(line).find_map(|captures| {
        let whole = captures.get(0)?;
        Some(Found { date: date(&captures)?, start: whole.start(), end: whole.end() })
    })
}

fn date(captures: &Captures<'_>) -> Option<Date> {
    let number = |name: &str| captures.name(name).and_then(|found| found.as_str().parse::<i16>().ok());
    let named = |name: &str| captures.name(name).and_then(|found| month(found.as_str()));
    if let (Some(a), Some(b), Some(year)) = (number("a"), number("b"), number("y2")) {
        return civil(year, a, b).or_else(|| civil(year, b, a));
    }
    let year = ["y1", "y3", "y4", "y5"].into_iter().find_map(number)?;
    let month = number("m1").or_else(|| number("m3")).or_else(|| named("n4")).or_else(|| named("n5"))?;
    let day = ["d1", "d3", "d4", "d5"].into_iter().find_map(number)?;
    civil(year, month, day)
}

/// The day, where the calendar has it and news could.
pub(super) fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
    let in_print = (1600..=2200).contains(&year);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| in_print)
}

/// 1 to 12 for a month's name, full or shortened.
pub(super) fn month(name: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let head = name.get(..3)?.to_ascii_lowercase();
    (1..).zip(MONTHS).find(|(_, month)| *month == head).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn days_are_found_in_lines() {
        for (line, day) in [
            ("04/27/2021 | Release | Sent out on 04/27/2021 06:18", Some("2021-04-27")),
            ("27.04.2021 (13:24)", Some("2021-04-27")),
            ("27/04/2021", Some("2021-04-27")),
            (" date 2022-12-09 MOSCOW", Some("2022-12-09")),
            ("2024-02-26T20:01:23Z", Some("2024-02-26")),
            ("Tuesday, Nov. 22, 2005", Some("2005-11-22")),
            ("Published 3rd September 2016", Some("2016-09-03")),
            ("Mon, 05 Sep 2016 10:00:00 GMT", Some("2016-09-05")),
            ("31.02.2021", None),
            ("in May 2021", None),
        ] {
            assert_eq!(find(line).map(|found| found.date.to_string()).as_deref(), day, "{line}");
        }
    }
}
