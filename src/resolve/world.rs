//! The world as names need it: what the gazetteer tells of countries.

use crate::schema::Gazetteer;

/// Countries, their seats of government and demonyms.
pub(super) struct World<'a> {
    gazetteer: &'a Gazetteer,
}

impl<'a> World<'a> {
    pub fn new(gazetteer: &'a Gazetteer) -> Self {
        Self { gazetteer }
    }

    pub fn is_country(&self, name: &str) -> bool {
        self.gazetteer.entity(name).is_some_and(|id| self.gazetteer.is_state(id))
    }

    /// The country whose government has its seat there.
    pub fn governed_from(&self, name: &str) -> Option<&'a str> {
        let state = self.gazetteer.government_at(self.gazetteer.entity(name)?)?;
        Some(self.gazetteer.known(state).name.as_str())
    }

    /// The country whose government has its seat at a place as a dateline writes it: "ABU DHABI", "Seoul".
    pub fn governed_from_dateline(&self, place: &str) -> Option<&'a str> {
        let word = |word: &str| {
            let mut letters = word.chars();
            letters.next().map(|first| format!("{first}{}", letters.as_str().to_lowercase())).unwrap_or_default()
        };
        let name = place.split(' ').map(word).collect::<Vec<_>>().join(" ");
        let mut senses = self.gazetteer.senses(&name).into_iter();
        let state = senses.find_map(|sense| self.gazetteer.government_at(sense.known))?;
        Some(self.gazetteer.known(state).name.as_str())
    }

    /// The country that a known force, organisation or place belongs to.
    pub fn country_of(&self, name: &str) -> Option<&'a str> {
        let known = self.gazetteer.known(self.gazetteer.entity(name)?);
        Some(self.gazetteer.known(known.country?).name.as_str())
    }

    pub fn capital_of(&self, country: &str) -> Option<&'a str> {
        let capital = self.gazetteer.capital_of(self.gazetteer.entity(country)?)?;
        Some(self.gazetteer.known(capital).name.as_str())
    }

    /// Whether the country has a post of this word: "president", "prime", "minister", "secretary", "congress".
    pub fn has_post(&self, country: &str, word: &str) -> bool {
        const USUAL: [&str; 4] = ["president", "prime", "minister", "senator"];
        let posts =
            self.gazetteer.entity(country).map(|id| self.gazetteer.known(id).posts.as_slice()).unwrap_or_default();
        if posts.is_empty() { USUAL.contains(&word) } else { posts.iter().any(|post| post == word) }
    }

    /// Who of this name led a country under a post of this word, as told in a text of that year: the whole name and the
    /// country.
    pub fn leader(&self, name: &str, word: &str, year: Option<i16>) -> Option<(&'a str, &'a str)> {
        let term = self.gazetteer.leader(name, word, year)?;
        Some((term.leader.as_str(), self.gazetteer.known(term.state).name.as_str()))
    }

    pub fn demonym(&self, country: &str) -> Option<&'a str> {
        let known = self.gazetteer.known(self.gazetteer.entity(country)?);
        known.demonyms.first().map(|demonym| demonym.as_str())
    }

    /// "the United States", "the Netherlands": countries named by a common noun or in the plural take the article.
    pub fn with_article(&self, country: &str) -> String {
        let takes = country.starts_with("United ")
            || ["Republic", "Islands", "ds", "es"].iter().any(|ending| country.ends_with(ending));
        if takes { format!("the {country}") } else { country.to_owned() }
    }
}
