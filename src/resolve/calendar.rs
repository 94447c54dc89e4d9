//! The calendar: date expressions placed against the day of publication.
//!
//! Knows the Gregorian calendar and tense; knows no words, no claims. A date that is not told is never guessed: a
//! relative expression without a day of publication has no date, "on 28 May" then keeps an unknown year.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::analyse::{TimeExpression, TimeUnit, YearPart};
use crate::fact::{Edtf, Point};

/// To which side of the day of publication an expression points where its words do not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
}

/// How a count of units was worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// "last week", "next month": the unit as the calendar cuts it.
    Calendar,
    /// "a week ago", "in two weeks": that long before or after.
    Distance,
}

/// What date expressions are counted from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standpoint {
    pub published: Option<Date>,
    /// The date told before, for "two days later" and "the same month".
    pub told: Option<Edtf>,
    pub direction: Direction,
    pub wording: Wording,
}

impl Standpoint {
    fn facing(self, direction: Direction) -> Self {
        Self { direction, ..self }
    }
}

/// `None` for vague expressions, and for relative ones where the day that they are counted from is not known.
pub(super) fn place(expression: &TimeExpression, from: Standpoint) -> Option<Edtf> {
    let Standpoint { published, direction, wording, .. } = from;
    match expression {
        TimeExpression::Absolute(date) => Some(with_year(*date, published, direction)),
        &TimeExpression::Offset { count, unit } => offset(count, unit, published?, direction, wording),
        &TimeExpression::Told { count, unit } => match base_told(from.told, unit) {
            Some(base) => offset(count, unit, base, direction, wording),
            // "A day earlier" than something of mid-July was most likely still in July.
            None if from.told.is_some() => {
                let month = |date: &Edtf| matches!(date, Edtf::Point(Point::Month { .. }));
                from.told.filter(|told| month(told) && matches!(unit, TimeUnit::Day | TimeUnit::Week))
            }
            // What came before the news came before its day of publication; what came after that is not told.
            None if count < 0 => offset(count, unit, published?, direction, Wording::Distance),
            None => None,
        },
        &TimeExpression::Weekday { weekday, direction: told } => {
            let weekday = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
            day_of_week(weekday, told, published?, direction).map(Edtf::day)
        }
        &TimeExpression::MonthOfYear { month, direction: told } => {
            Some(Edtf::Point(month_of_year(month, told, published, direction)))
        }
        &TimeExpression::InYear { part, years } => in_year(part, years, published?, direction),
        TimeExpression::Until(end) => {
            Some(Edtf::Interval { from: None, to: Some(last(place(end, from.facing(Direction::Future))?)?) })
        }
        TimeExpression::Since(start) => {
            Some(Edtf::Interval { from: Some(first(place(start, from.facing(Direction::Past))?)?), to: None })
        }
        TimeExpression::Range(start, end) => {
            let (told_year, to) = (tells_year(start), last(place(end, from)?)?);
            let start = first(place(start, from)?)?;
            Some(Edtf::Interval { from: Some(if told_year { start } else { before(start, to) }), to: Some(to) })
        }
        TimeExpression::Vague => None,
    }
}

/// Whether the words tell the year.
fn tells_year(expression: &TimeExpression) -> bool {
    match expression {
        TimeExpression::Absolute(date) => {
            !matches!(first(*date), Some(Point::Day { year: None, .. } | Point::Month { year: None, .. }))
        }
        TimeExpression::MonthOfYear { .. } => false,
        _ => true,
    }
}

/// The start of a range: "from March to May 2012" begins in the year of its end, or in the one before.
fn before(start: Point, end: Point) -> Point {
    let (year, end) = match end {
        Point::Day { year: Some(year), month, day } => (year, (month, day)),
        Point::Month { year: Some(year), month } => (year, (month, 31)),
        _ => return start,
    };
    let year_of = |start: (u8, u8)| Some(if start > end { year - 1 } else { year });
    match start {
        Point::Day { month, day, .. } => Point::Day { year: year_of((month, day)), month, day },
        Point::Month { month, .. } => Point::Month { year: year_of((month, 0)), month },
        start => start,
    }
}

fn first(date: Edtf) -> Option<Point> {
    match date {
        Edtf::Point(point) => Some(point),
        Edtf::Interval { from, .. } => from,
    }
}

fn last(date: Edtf) -> Option<Point> {
    match date {
        Edtf::Point(point) => Some(point),
        Edtf::Interval { to, .. } => to,
    }
}

/// The day from which units are counted that the date told before is precise enough for.
fn base_told(told: Option<Edtf>, unit: TimeUnit) -> Option<Date> {
    let told = told?;
    let precise = match (unit, first(told)?) {
        (_, Point::Day { .. }) | (TimeUnit::Century | TimeUnit::Decade, _) => true,
        (TimeUnit::Month | TimeUnit::Quarter, point) => matches!(point, Point::Month { .. }),
        (TimeUnit::Year, point) => matches!(point, Point::Month { .. } | Point::Season { .. } | Point::Year(_)),
        _ => false,
    };
    told.bounds().0.filter(|_| precise)
}

/// "November 30" in the year that tense and day of publication give.
fn with_year(date: Edtf, published: Option<Date>, direction: Direction) -> Edtf {
    let point = |point| match (point, published) {
        (Point::Day { year: None, month, day }, Some(published)) => {
            day_near(month, day, published, direction).map_or(point, |date| match Edtf::day(date) {
                Edtf::Point(day) => day,
                Edtf::Interval { .. } => point,
            })
        }
        (Point::Month { year: None, month }, published) => month_of_year(month, 0, published, direction),
        _ => point,
    };
    match date {
        Edtf::Point(one) => Edtf::Point(point(one)),
        Edtf::Interval { from, to } => Edtf::Interval { from: from.map(point), to: to.map(point) },
    }
}

/// Day and month in the nearest year. Where tense points the other way, that year must be much nearer: a day that was
/// nearly a year ago is told with its year, so "June 1" in news of 28 May is ahead, whatever the parser makes of it.
fn day_near(month: u8, day: u8, published: Date, direction: Direction) -> Option<Date> {
    let years = [published.year() - 1, published.year(), published.year() + 1];
    let dates = years.into_iter().filter_map(|year| Date::new(year, signed(month), signed(day)).ok());
    dates.min_by_key(|&date| {
        let days = published.until(date).map_or(i32::MAX, |span| span.get_days());
        let against = match direction {
            Direction::Past => days > 0,
            Direction::Future => days < 0,
        };
        if against { AGAINST_TENSE + days.abs().saturating_mul(4) } else { days.abs() }
    })
}

/// How many days nearer a date must at least be to win against tense.
const AGAINST_TENSE: i32 = 150;

fn in_year(part: YearPart, years: Option<i32>, published: Date, direction: Direction) -> Option<Edtf> {
    let placed = |years: i32| {
        let year = shifted_year(published, years)?;
        Some(match part {
            YearPart::Day { month, day } => Edtf::Point(Point::Day { year: Some(year), month, day }),
            YearPart::Month(month) => Edtf::month(year, month),
            YearPart::Season(season) => Edtf::Point(Point::Season { year, season }),
            YearPart::Months(first, last) => {
                let month = |month| Some(Point::Month { year: Some(year), month });
                Edtf::Interval { from: month(first), to: month(last) }
            }
        })
    };
    let Some(years) = years else {
        // The last one that has begun, or the next that has not ended.
        let this = placed(0)?;
        let (start, end) = this.bounds();
        return match direction {
            Direction::Past if start? > published => placed(-1),
            Direction::Future if end? < published => placed(1),
            _ => Some(this),
        };
    };
    placed(years)
}

fn offset(count: i32, unit: TimeUnit, published: Date, direction: Direction, wording: Wording) -> Option<Edtf> {
    let day = |days: i32| published.checked_add(days.days()).ok();
    match unit {
        TimeUnit::Day => day(count).map(Edtf::day),
        TimeUnit::Week if wording == Wording::Distance => day(count.checked_mul(7)?).map(Edtf::day),
        TimeUnit::Week => {
            let monday = day(count.checked_mul(7)? - i32::from(published.weekday().to_monday_zero_offset()))?;
            interval(monday, monday.checked_add(6.days()).ok()?)
        }
        TimeUnit::Weekend => {
            let since_saturday = i32::from((published.weekday().to_monday_zero_offset() + 2) % 7);
            let forward = count > 0 || (count == 0 && direction == Direction::Future && since_saturday > 1);
            let saturday = day(if forward { 7 - since_saturday } else { -since_saturday })?;
            interval(saturday, saturday.checked_add(1.day()).ok()?)
        }
        TimeUnit::Month => {
            let date = published.first_of_month().checked_add(count.months()).ok()?;
            Some(Edtf::month(year_of(date)?, date.month().unsigned_abs()))
        }
        TimeUnit::Quarter => {
            let now = i32::from(published.month() - 1) / 3;
            let start = Date::new(published.year(), signed_month(now * 3 + 1)?, 1).ok()?;
            let start = start.checked_add(count.checked_mul(3)?.months()).ok()?;
            let end = start.checked_add(2.months()).ok()?;
            let month =
                |date: Date| Some(Point::Month { year: Some(year_of(date)?), month: date.month().unsigned_abs() });
            Some(Edtf::Interval { from: Some(month(start)?), to: Some(month(end)?) })
        }
        TimeUnit::Season(season) => {
            // The seasons are 21 to 24 in EDTF; a bare 1 to 4 is taken as meant so.
            let season = if season < 21 { season + 20 } else { season };
            let own = Edtf::Point(Point::Season { year: year_of(published)?, season });
            let (start, end) = own.bounds();
            let shift = match count {
                0 => 0,
                1.. => count - i32::from(start? > published),
                _ => count + i32::from(end? < published),
            };
            Some(Edtf::Point(Point::Season { year: shifted_year(published, shift)?, season }))
        }
        TimeUnit::Year => shifted_year(published, count).map(Edtf::year),
        // "two decades ago" is a year, "the last decade" all of its years.
        TimeUnit::Decade if wording == Wording::Distance && count != 0 => {
            shifted_year(published, count.checked_mul(10)?).map(Edtf::year)
        }
        TimeUnit::Decade => {
            let now = Point::Year(year_of(published)?);
            let then = Point::Year(shifted_year(published, count.checked_mul(10)?)?);
            match count {
                0 => Some(Edtf::Point(Point::Decade(year_of(published)? / 10))),
                1.. => Some(Edtf::Interval { from: Some(now), to: Some(then) }),
                _ => Some(Edtf::Interval { from: Some(then), to: Some(now) }),
            }
        }
        TimeUnit::Century => {
            let century = shifted_year(published, count.checked_mul(100)?)? / 100;
            Some(Edtf::Point(Point::Century(u8::try_from(century).ok()?)))
        }
    }
}

/// "on Friday": the last one up to the day of publication, or the first one from it on.
fn day_of_week(weekday: Weekday, told: i8, published: Date, direction: Direction) -> Option<Date> {
    let forward =
        i32::from((weekday.to_monday_zero_offset() - published.weekday().to_monday_zero_offset()).rem_euclid(7));
    let days = match (told, direction) {
        (1.., _) if forward == 0 => 7,
        (1.., _) => forward,
        (..0, _) if forward == 0 => -7,
        (..0, _) => forward - 7,
        (0, _) if forward == 0 => 0,
        (0, Direction::Future) => forward,
        (0, Direction::Past) => forward - 7,
    };
    published.checked_add(days.days()).ok()
}

fn month_of_year(month: u8, told: i8, published: Option<Date>, direction: Direction) -> Point {
    let year = published.and_then(|published| {
        let now = published.month().unsigned_abs();
        let shift = match (told, direction) {
            (1.., _) => i32::from(month <= now),
            (..0, _) => -i32::from(month >= now),
            (0, Direction::Future) => i32::from(month < now),
            (0, Direction::Past) => -i32::from(month > now),
        };
        shifted_year(published, shift)
    });
    Point::Month { year, month }
}

fn interval(from: Date, to: Date) -> Option<Edtf> {
    let point = |date| match Edtf::day(date) {
        Edtf::Point(point) => Some(point),
        Edtf::Interval { .. } => None,
    };
    Some(Edtf::Interval { from: point(from), to: point(to) })
}

fn shifted_year(published: Date, years: i32) -> Option<u16> {
    u16::try_from(i32::from(published.year()).checked_add(years)?).ok()
}

fn year_of(date: Date) -> Option<u16> {
    u16::try_from(date.year()).ok()
}

fn signed_month(month: i32) -> Option<i8> {
    i8::try_from(month).ok()
}

fn signed(small: u8) -> i8 {
    i8::try_from(small).expect("months and days are below 32")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn absolute(text: &str) -> TimeExpression {
        TimeExpression::Absolute(text.parse().expect("a date"))
    }

    fn range(start: TimeExpression, end: TimeExpression) -> TimeExpression {
        TimeExpression::Range(Box::new(start), Box::new(end))
    }

    fn in_year(part: YearPart, years: Option<i32>) -> TimeExpression {
        TimeExpression::InYear { part, years }
    }

    fn from(published: Option<Date>, direction: Direction) -> Standpoint {
        Standpoint { published, told: None, direction, wording: Wording::Calendar }
    }

    fn since(count: i32, unit: TimeUnit) -> TimeExpression {
        TimeExpression::Offset { count, unit }
    }

    #[test]
    fn expressions_are_placed_against_the_day_of_publication() {
        use Direction::{Future, Past};
        use TimeExpression::{MonthOfYear, Range, Since, Until, Weekday};
        // 9 December 2022 was a Friday.
        let published = "2022-12-09".parse().ok();
        for (expression, direction, expected) in [
            (Weekday { weekday: 5, direction: 0 }, Past, "2022-12-09"),
            (Weekday { weekday: 5, direction: -1 }, Past, "2022-12-02"),
            (Weekday { weekday: 4, direction: 0 }, Past, "2022-12-08"),
            (Weekday { weekday: 6, direction: 0 }, Past, "2022-12-03"),
            (Weekday { weekday: 6, direction: 0 }, Future, "2022-12-10"),
            (Weekday { weekday: 5, direction: 1 }, Future, "2022-12-16"),
            (absolute("XXXX-11-30"), Past, "2022-11-30"),
            (absolute("XXXX-06-30"), Past, "2022-06-30"),
            (absolute("XXXX-01-30"), Past, "2022-01-30"),
            // Three weeks ahead rather than a year ago.
            (absolute("XXXX-12-30"), Past, "2022-12-30"),
            (absolute("XXXX-12-01"), Future, "2022-12-01"),
            (absolute("XXXX-09-01"), Future, "2023-09-01"),
            (absolute("XXXX-12-30"), Future, "2022-12-30"),
            (absolute("XXXX-01-05"), Future, "2023-01-05"),
            (absolute("2012-10"), Future, "2012-10"),
            (MonthOfYear { month: 9, direction: 0 }, Past, "2022-09"),
            (MonthOfYear { month: 9, direction: 0 }, Future, "2023-09"),
            (MonthOfYear { month: 12, direction: -1 }, Past, "2021-12"),
            (MonthOfYear { month: 3, direction: 1 }, Future, "2023-03"),
            (since(1, TimeUnit::Year), Future, "2023"),
            (since(-1, TimeUnit::Month), Past, "2022-11"),
            (since(1, TimeUnit::Month), Future, "2023-01"),
            (since(-1, TimeUnit::Day), Past, "2022-12-08"),
            (since(-1, TimeUnit::Week), Past, "2022-11-28/2022-12-04"),
            (since(1, TimeUnit::Week), Future, "2022-12-12/2022-12-18"),
            (since(0, TimeUnit::Weekend), Past, "2022-12-03/2022-12-04"),
            (since(0, TimeUnit::Weekend), Future, "2022-12-10/2022-12-11"),
            (since(1, TimeUnit::Season(21)), Future, "2023-21"),
            (since(-1, TimeUnit::Season(22)), Past, "2022-22"),
            (since(1, TimeUnit::Decade), Future, "2022/2032"),
            (since(0, TimeUnit::Decade), Past, "202X"),
            (Until(Box::new(absolute("2042"))), Future, "../2042"),
            (Since(Box::new(absolute("2008"))), Past, "2008/.."),
            (Range(Box::new(absolute("2012")), Box::new(absolute("2014"))), Past, "2012/2014"),
            (range(MonthOfYear { month: 3, direction: 0 }, absolute("2012-05")), Past, "2012-03/2012-05"),
            (range(MonthOfYear { month: 11, direction: 0 }, absolute("2012-02")), Past, "2011-11/2012-02"),
            (range(absolute("XXXX-12-28"), absolute("XXXX-01-03")), Future, "2022-12-28/2023-01-03"),
            (in_year(YearPart::Month(3), Some(1)), Past, "2023-03"),
            (in_year(YearPart::Month(3), Some(-1)), Past, "2021-03"),
            (in_year(YearPart::Months(7, 9), Some(0)), Past, "2022-07/2022-09"),
            (in_year(YearPart::Months(7, 9), None), Past, "2022-07/2022-09"),
            (in_year(YearPart::Months(1, 3), None), Future, "2023-01/2023-03"),
            (in_year(YearPart::Day { month: 5, day: 5 }, Some(-1)), Past, "2021-05-05"),
            (in_year(YearPart::Season(21), Some(1)), Future, "2023-21"),
            (since(-1, TimeUnit::Quarter), Past, "2022-07/2022-09"),
            (since(1, TimeUnit::Quarter), Future, "2023-01/2023-03"),
            (Since(Box::new(since(0, TimeUnit::Day))), Future, "2022-12-09/.."),
        ] {
            let placed = place(&expression, from(published, direction));
            assert_eq!(placed.map(|date| date.to_string()).as_deref(), Some(expected), "{expression:?} {direction:?}");
        }
    }

    #[test]
    fn a_distance_is_counted_in_days_where_it_is_short() {
        let published = "2022-12-09".parse().ok();
        let from = Standpoint { wording: Wording::Distance, ..from(published, Direction::Past) };
        assert_eq!(place(&since(-1, TimeUnit::Week), from), "2022-12-02".parse().ok());
        assert_eq!(place(&since(-2, TimeUnit::Decade), from), "2002".parse().ok());
    }

    #[test]
    fn what_was_told_before_is_counted_from() {
        let told = |count, unit| TimeExpression::Told { count, unit };
        for (expression, before, expected) in [
            (told(1, TimeUnit::Day), Some("2022-11-30"), Some("2022-12-01")),
            (told(0, TimeUnit::Day), Some("2022-11-30"), Some("2022-11-30")),
            (told(2, TimeUnit::Month), Some("2022-10"), Some("2022-12")),
            (told(0, TimeUnit::Year), Some("2019-05"), Some("2019")),
            (told(-1, TimeUnit::Year), Some("2019"), Some("2018")),
            (told(1, TimeUnit::Day), Some("2019"), None),
            (told(1, TimeUnit::Day), None, None),
            (told(-1, TimeUnit::Week), None, Some("2022-12-02")),
        ] {
            let told = before.map(|date| date.parse().expect("a date"));
            let from = Standpoint { told, ..from("2022-12-09".parse().ok(), Direction::Past) };
            let placed = place(&expression, from).map(|date| date.to_string());
            assert_eq!(placed.as_deref(), expected, "{expression:?} after {before:?}");
        }
    }

    #[test]
    fn nothing_is_guessed() {
        let place = |expression: &TimeExpression| place(expression, from(None, Direction::Past));
        assert_eq!(place(&since(-1, TimeUnit::Year)), None);
        assert_eq!(place(&TimeExpression::Weekday { weekday: 5, direction: 0 }), None);
        assert_eq!(place(&TimeExpression::Vague), None);
        assert_eq!(place(&absolute("XXXX-05-28")), "XXXX-05-28".parse().ok());
        assert_eq!(place(&TimeExpression::MonthOfYear { month: 9, direction: 0 }), "XXXX-09".parse().ok());
    }
}
