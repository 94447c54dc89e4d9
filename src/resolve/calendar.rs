//! The calendar: date expressions placed against the day of publication.
//!
//! Knows the Gregorian calendar and tense; knows no words, no claims. A date that is not told is never guessed: a
//! relative expression without a day of publication has no date, "on 28 May" then keeps an unknown year.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::analyse::{TimeExpression, TimeUnit};
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

/// `None` for vague expressions, and for relative ones where the day of publication is not known.
pub(super) fn place(
    expression: &TimeExpression,
    published: Option<Date>,
    direction: Direction,
    wording: Wording,
) -> Option<Edtf> {
    match expression {
        TimeExpression::Absolute(date) => Some(with_year(*date, published, direction)),
        &TimeExpression::Offset { count, unit } => offset(count, unit, published?, direction, wording),
        &TimeExpression::Weekday { weekday, direction: told } => {
            let weekday = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
            day_of_week(weekday, told, published?, direction).map(Edtf::day)
        }
        &TimeExpression::MonthOfYear { month, direction: told } => {
            Some(Edtf::Point(month_of_year(month, told, published, direction)))
        }
        TimeExpression::Until(end) => {
            Some(Edtf::Interval { from: None, to: Some(last(place(end, published, Direction::Future, wording)?)?) })
        }
        TimeExpression::Since(start) => {
            Some(Edtf::Interval { from: Some(first(place(start, published, Direction::Past, wording)?)?), to: None })
        }
        TimeExpression::Range(start, end) => {
            let end = place(end, published, direction, wording)?;
            let start = place(start, published, direction, wording)?;
            Some(Edtf::Interval { from: Some(first(start)?), to: Some(last(end)?) })
        }
        TimeExpression::Vague => None,
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

/// "November 30" in the year that tense and day of publication give.
fn with_year(date: Edtf, published: Option<Date>, direction: Direction) -> Edtf {
    let point = |point| match (point, published) {
        (Point::Day { year: None, month, day }, Some(published)) => {
            let in_year = |year: i16| Date::new(year, signed(month), signed(day)).ok();
            let this = in_year(published.year());
            let year = match direction {
                Direction::Past if this.is_none_or(|this| this > published) => published.year() - 1,
                Direction::Future if this.is_none_or(|this| this < published) => published.year() + 1,
                _ => published.year(),
            };
            in_year(year).map_or(point, |date| match Edtf::day(date) {
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

fn signed(small: u8) -> i8 {
    i8::try_from(small).expect("months and days are below 32")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn absolute(text: &str) -> TimeExpression {
        TimeExpression::Absolute(text.parse().expect("a date"))
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
            (absolute("XXXX-12-30"), Past, "2021-12-30"),
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
        ] {
            let placed = place(&expression, published, direction, Wording::Calendar);
            assert_eq!(placed.map(|date| date.to_string()).as_deref(), Some(expected), "{expression:?} {direction:?}");
        }
    }

    #[test]
    fn a_distance_is_counted_in_days_where_it_is_short() {
        let published = "2022-12-09".parse().ok();
        let placed = place(&since(-1, TimeUnit::Week), published, Direction::Past, Wording::Distance);
        assert_eq!(placed, "2022-12-02".parse().ok());
    }

    #[test]
    fn nothing_is_guessed() {
        let place = |expression: &TimeExpression| place(expression, None, Direction::Past, Wording::Calendar);
        assert_eq!(place(&since(-1, TimeUnit::Year)), None);
        assert_eq!(place(&TimeExpression::Weekday { weekday: 5, direction: 0 }), None);
        assert_eq!(place(&TimeExpression::Vague), None);
        assert_eq!(place(&absolute("XXXX-05-28")), "XXXX-05-28".parse().ok());
        assert_eq!(place(&TimeExpression::MonthOfYear { month: 9, direction: 0 }), "XXXX-09".parse().ok());
    }
}
