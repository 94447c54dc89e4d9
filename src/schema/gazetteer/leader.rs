//! Who led a state, and when: to tell whose "President X" is where the text does not.

use super::{Gazetteer, KnownId, List};
use crate::schema::Mistakes;
use crate::schema::phrase::fold;
use smol_str::SmolStr;

/// A leader of a state under a post.
#[derive(Debug)]
pub struct Term {
    /// The whole name.
    pub leader: SmolStr,
    pub state: KnownId,
    /// "president", "prime", "chancellor".
    post: SmolStr,
    first: i16,
    last: Option<i16>,
}

impl Gazetteer {
    /// Who of this name led a state under the post, where the name leads to one alone. A year is that of the text: nobody
    /// is told of as a leader before, and a surname alone tells of those who lead at the time.
    pub fn leader(&self, name: &str, post: &str, year: Option<i16>) -> Option<&Term> {
        let whole = name.contains(' ');
        let meant = |term: &&Term| {
            let begun = year.is_none_or(|year| term.first <= year);
            let goes_on = whole || year.is_some_and(|year| term.last.is_none_or(|last| year <= last));
            term.post == post && begun && goes_on
        };
        let mut terms = self.leaders.get(&fold(name))?.iter().filter(meant);
        let term = terms.next()?;
        terms.all(|other| other.state == term.state && (whole || other.leader == term.leader)).then_some(term)
    }

    pub(super) fn add_leaders(&mut self, list: &List<'_>, mistakes: &mut Mistakes) {
        for row in &list.rows {
            let (leader, country) = (row.get(list, "name"), row.get(list, "country"));
            let Some(state) = self.entity(country) else {
                row.wrong(list, format!("country {country:?} is not in the list of states; add it there"), mistakes);
                continue;
            };
            let surname = leader.rsplit(' ').find(|word| !word.ends_with('.')).filter(|_| leader.contains(' '));
            let names: Vec<SmolStr> =
                std::iter::once(leader).chain(row.parts(list, "variants")).chain(surname).map(fold).collect();
            for text in row.parts(list, "terms") {
                let Some((post, first, last)) = term(text) else {
                    row.wrong(list, format!("term {text:?}: write it as POST YEAR-YEAR or POST YEAR-"), mistakes);
                    continue;
                };
                for name in &names {
                    let term = Term { leader: leader.into(), state, post: post.into(), first, last };
                    self.leaders.entry(name.clone()).or_default().push(term);
                }
            }
        }
    }
}

fn term(text: &str) -> Option<(&str, i16, Option<i16>)> {
    let (post, years) = text.split_once(' ')?;
    let (first, last) = years.split_once('-')?;
    let last = if last.is_empty() { None } else { Some(last.parse().ok()?) };
    Some((post, first.parse().ok()?, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Schema, SchemaFiles};

    const LEADERS: &str = "@kind Person\n@columns name country terms variants\n\
        Ana Solis\tChile\tpresident 1990-1994|prime 1985-1989\tAna Maria Solis\n\
        Paulo Solis\tPeru\tpresident 1992-\n";

    #[test]
    fn a_name_and_a_post_lead_to_one_state() {
        let schema = Schema::embedded();
        let mut mistakes = Mistakes::default();
        let states = "@kind Country\n@columns name iso2 demonyms\nChile\tCL\tChilean\nPeru\tPE\tPeruvian\n";
        let files = SchemaFiles::alone([("entities/states.tsv", states), ("entities/leaders.tsv", LEADERS)]);
        let gazetteer = Gazetteer::read(&files, &schema, &mut mistakes);
        let gazetteer = mistakes.or(gazetteer).expect("the lists are well formed");
        for (name, post, year, state) in [
            ("Ana Solis", "president", Some(1991), Some("Chile")),
            ("Ana María Solís", "president", None, Some("Chile")),
            ("Ana Solis", "president", Some(2020), Some("Chile")),
            ("Ana Solis", "president", Some(1980), None),
            ("Ana Solis", "chancellor", Some(1991), None),
            ("Solis", "president", Some(1991), Some("Chile")),
            ("Solis", "president", Some(1993), None),
            ("Solis", "president", Some(2020), Some("Peru")),
            ("Solis", "president", None, None),
            ("Solis", "prime", Some(1986), Some("Chile")),
            ("Solis", "prime", Some(1991), None),
        ] {
            let led = gazetteer.leader(name, post, year).map(|term| gazetteer.known(term.state).name.as_str());
            assert_eq!(led, state, "{post} {name} in {year:?}");
        }
    }

    #[test]
    fn a_wrong_term_is_refused_with_its_line() {
        let schema = Schema::embedded();
        let mut mistakes = Mistakes::default();
        let states = "@kind Country\n@columns name iso2 demonyms\nChile\tCL\tChilean\n";
        let leaders = "@kind Person\n@columns name country terms\nAna Solis\tChile\tpresident since 1990\n";
        let files = SchemaFiles::alone([("entities/states.tsv", states), ("entities/leaders.tsv", leaders)]);
        Gazetteer::read(&files, &schema, &mut mistakes);
        let error = mistakes.or(()).expect_err("no such term").to_string();
        let expected =
            "entities/leaders.tsv:3: term \"president since 1990\": write it as POST YEAR-YEAR or POST YEAR-";
        assert!(error.starts_with(expected), "{error}");
    }
}
