//! A statement as answers show it: its ends by name, its evidence quoted, its sources counted.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use smol_str::SmolStr;

use super::Incumbent;
use crate::fact::{Entity, EntityId, Reliability, Statement, Value};
use crate::graph::Standing;
use crate::store::fold;
use crate::text::{DocumentId, Span};

/// A statement with all that is needed to show and to cite it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedStatement {
    pub statement: Statement,
    pub subject: Entity,
    pub object: Entity,
    /// Entities that its qualifiers and its speaker name, sorted by id.
    pub others: Vec<Entity>,
    /// How it stands as of the day asked for, where one was.
    pub standing: Option<Standing>,
    /// Independent sources: see [`count_sources`].
    pub sources: usize,
    /// Who the unnamed holders of posts among them were on the day of the article, where a [`super::Register`] was asked.
    pub incumbents: Vec<(EntityId, Vec<Incumbent>)>,
    /// One for each piece of evidence, in the order of publication, undated last.
    pub quotes: Vec<Quote>,
}

/// The sentence that shows a statement, and where it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    pub document: DocumentId,
    /// What the user calls the document.
    pub name: String,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub published: Option<Date>,
    /// Of the sentence, in the document's text.
    pub span: Span,
    pub text: String,
    pub rule: SmolStr,
    pub reliability: Reliability,
}

impl QuotedStatement {
    /// A qualifier's or speaker's value in words: an entity by its name.
    pub fn value_text(&self, value: &Value) -> String {
        match value {
            Value::Entity(id) => self.name_of(id).to_string(),
            Value::Quantity(quantity) => quantity.0.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Text(text) => text.to_string(),
        }
    }

    /// Who an entity was on the day of the article, where it is the unnamed holder of a post.
    pub fn incumbents_of(&self, id: &EntityId) -> &[Incumbent] {
        self.incumbents.iter().find(|(unnamed, _)| unnamed == id).map_or(&[], |(_, incumbents)| incumbents)
    }

    /// The end that is not `from`; of a statement about itself, the same.
    pub fn other_end(&self, from: &EntityId) -> &Entity {
        if &self.subject.id == from { &self.object } else { &self.subject }
    }

    /// The quote to show where there is room for one: the most reliable, then the first published.
    pub fn best_quote(&self) -> &Quote {
        let best = self.quotes.iter().rev().max_by_key(|quote| quote.reliability);
        best.expect("a statement has at least one piece of evidence")
    }

    fn name_of<'a>(&'a self, id: &'a EntityId) -> &'a str {
        let known = [&self.subject, &self.object].into_iter().chain(&self.others);
        known.into_iter().find(|entity| &entity.id == id).map_or(id.as_str(), |entity| &entity.name)
    }
}

/// How many independent sources say it: outlets, and documents where no outlet is known. Sources that print nearly the
/// same sentence (an agency's copy) count once.
pub fn count_sources(quotes: &[Quote]) -> usize {
    // Quotes of one source, or of nearly the same wording, are joined; what is left apart is independent.
    let mut groups = Groups::new(quotes.len());
    let mut by_source: HashMap<String, usize> = HashMap::new();
    let mut wordings: Vec<(BTreeSet<String>, usize)> = Vec::new();
    let mut by_wording: HashMap<String, usize> = HashMap::new();
    for (place, quote) in quotes.iter().enumerate() {
        let source = quote.outlet.as_deref().map_or_else(|| quote.document.to_string(), fold);
        groups.join(place, *by_source.entry(source).or_insert(place));
        let wording = fold(&quote.text);
        if let Some(&same) = by_wording.get(&wording) {
            groups.join(place, same);
            continue;
        }
        let words: BTreeSet<String> = wording.split(' ').map(str::to_owned).collect();
        by_wording.insert(wording, place);
        for (other, same) in &wordings {
            if nearly_same(&words, other) {
                groups.join(place, *same);
            }
        }
        if wordings.len() < MOST_WORDINGS {
            wordings.push((words, place));
        }
    }
    groups.count()
}

/// Beyond so many wordings of one statement, only equal sentences are told to be copies: each is compared with each.
const MOST_WORDINGS: usize = 200;

/// At least four words in five are shared.
fn nearly_same(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let (least, most) = (one.len().min(other.len()), one.len().max(other.len()));
    if least * 5 < most * 4 {
        return false;
    }
    let shared = one.intersection(other).count();
    let all = one.len() + other.len() - shared;
    shared * 5 >= all * 4
}

/// Disjoint sets of places.
struct Groups(Vec<usize>);

impl Groups {
    fn new(places: usize) -> Self {
        Self((0..places).collect())
    }

    fn first(&self, mut place: usize) -> usize {
        while self.0[place] != place {
            place = self.0[place];
        }
        place
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.0[one.max(other)] = one.min(other);
    }

    fn count(&self) -> usize {
        self.0.iter().enumerate().filter(|(place, first)| place == *first).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(document: u8, outlet: Option<&str>, text: &str) -> Quote {
        Quote {
            document: DocumentId::from_bytes([document; 16]),
            name: format!("{document}.txt"),
            outlet: outlet.map(str::to_owned),
            url: None,
            published: None,
            span: Span::new(0, text.len()).expect("not empty"),
            text: text.to_owned(),
            rule: "frame/way".into(),
            reliability: Reliability::CERTAIN,
        }
    }

    #[test]
    fn sources_are_outlets_or_documents_and_copies_count_once() {
        let meeting = "The two ministers met in Oslo on Monday to talk about the lease of the airfield.";
        let copy = "The two ministers met in Oslo on Monday to talk about the lease of the airfield, officials said.";
        let other = "Norway's minister received her guest for an hour.";
        for (wanted, quotes) in [
            (0, vec![]),
            (1, vec![quote(1, None, meeting), quote(1, None, other)]),
            (1, vec![quote(1, Some("The Daily"), meeting), quote(2, Some("the daily"), other)]),
            (2, vec![quote(1, Some("The Daily"), meeting), quote(2, Some("The Weekly"), other)]),
            (1, vec![quote(1, Some("The Daily"), meeting), quote(2, Some("The Weekly"), meeting)]),
            (1, vec![quote(1, Some("The Daily"), meeting), quote(2, Some("The Weekly"), copy)]),
            (2, vec![quote(1, None, meeting), quote(2, Some("The Weekly"), other)]),
            (2, vec![quote(1, None, meeting), quote(2, None, copy), quote(3, None, other)]),
        ] {
            assert_eq!(count_sources(&quotes), wanted, "{quotes:#?}");
        }
    }
}
