//! What is known of the world from the start: states and who led them, places, organisations, forces, materiel
//! (`seeds/entities`).
//!
//! Knows names, not texts: which mention means which entity is for the stages to say. Kinds are named in the lists;
//! entities of a kind that the schema does not declare are left out, so that a schema of another domain can use what
//! it shares.

mod designation;
mod leader;

use std::collections::HashMap;

use smol_str::SmolStr;

use super::load::undeclared;
use super::phrase::{Atom, Found, Phrases, fold};
use super::{KindId, Layer, Mistakes, Schema, SchemaFiles, SchemaText};

pub use designation::Designation;
pub use leader::Term;

/// Index of an entity in its gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KnownId(u32);

/// An entity known from the start.
#[derive(Clone, Debug)]
pub struct Known {
    /// The canonical name, as statements show it.
    pub name: SmolStr,
    /// The first is the kind proper; "the Kremlin" is a place that may also stand for a state.
    pub kinds: Vec<KindId>,
    /// The state it lies in, belongs to or stands for.
    pub country: Option<KnownId>,
    /// Other spellings and names, in the order of the list.
    pub variants: Vec<SmolStr>,
    /// Adjectives and words for its people, without regular plurals.
    pub demonyms: Vec<SmolStr>,
    /// ISO 3166 codes, alpha-2 first.
    pub codes: Vec<SmolStr>,
    /// Of a state: the words by which its highest posts go, where they are not the usual ones.
    pub posts: Vec<SmolStr>,
}

/// How a name names its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Naming {
    Name,
    /// "Tajik"; as a noun, one of its people.
    Demonym,
    /// "Tajiks".
    People,
}

/// What a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    pub known: KnownId,
    pub naming: Naming,
    /// Also a common word or a personal name: to be believed only where the text supports it.
    pub weak: bool,
}

#[derive(Debug)]
struct Prefix {
    show: SmolStr,
    kind: KindId,
    joint: SmolStr,
    numbers: Option<(u32, u32)>,
}

/// The lists of `seeds/entities`, ready for look-up.
#[derive(Debug)]
pub struct Gazetteer {
    known: Vec<Known>,
    names: Phrases<Sense>,
    by_name: HashMap<SmolStr, KnownId>,
    /// By folded prefix.
    prefixes: HashMap<SmolStr, Prefix>,
    /// Capitals and seats, with the state they stand for.
    governments: HashMap<KnownId, KnownId>,
    capitals: HashMap<KnownId, KnownId>,
    /// By folded name or surname.
    leaders: HashMap<SmolStr, Vec<Term>>,
    /// The kinds whose entities are counted: their names have plurals ("Patriots").
    materiel: Vec<KindId>,
}

impl Gazetteer {
    /// The lists of the package.
    ///
    /// # Panics
    /// Where an embedded list is wrong, which the tests rule out.
    pub fn embedded(schema: &Schema) -> Self {
        let mut mistakes = Mistakes::default();
        let gazetteer = Self::read(&SchemaFiles::package(), schema, &mut mistakes);
        mistakes.or(gazetteer).expect("the embedded lists are valid")
    }

    /// Reads lists of tab-separated values (`entities/*.tsv`); their heads (`@kind`, `@columns`) tell what they hold.
    /// A line that does not fit its list's head is told and left out.
    pub fn read(files: &SchemaFiles, schema: &Schema, mistakes: &mut Mistakes) -> Self {
        let materiel = schema.kinds_with(super::Trait::Materiel).collect();
        let mut gazetteer = Self {
            materiel,
            known: Vec::new(),
            names: Phrases::default(),
            by_name: HashMap::new(),
            prefixes: HashMap::new(),
            governments: HashMap::new(),
            capitals: HashMap::new(),
            leaders: HashMap::new(),
        };
        let texts = files.below("entities/");
        let mut lists: Vec<_> = texts.into_iter().map(|text| List::read(text, schema, mistakes)).collect();
        // States first: the other lists refer to them. Of two entities of one name the first is meant: a pack's.
        let is_of_states = |list: &List<'_>| list.has("demonyms") && list.has("iso2");
        lists.sort_by_key(|list| (!is_of_states(list), std::cmp::Reverse(list.source.layer), &list.source.path));
        for list in &lists {
            gazetteer.add_list(list, mistakes);
        }
        gazetteer
    }

    pub fn known(&self, id: KnownId) -> &Known {
        &self.known[id.0 as usize]
    }

    /// By canonical name.
    pub fn entity(&self, canonical: &str) -> Option<KnownId> {
        self.by_name.get(canonical).copied()
    }

    /// What a whole name, variant or demonym may mean, likeliest first.
    pub fn senses(&self, name: &str) -> Vec<Sense> {
        let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
        self.names.exactly(name).into_iter().copied().collect()
    }

    /// The longest known name that starts at an atom.
    pub fn longest_at(&self, atoms: &[Atom], start: usize) -> Option<Found<'_, Sense>> {
        self.names.longest_at(atoms, start)
    }

    /// All known names that start at an atom, shortest first.
    pub fn starting_at<'a, 'b>(
        &'a self,
        atoms: &'b [Atom],
        start: usize,
    ) -> impl Iterator<Item = Found<'a, Sense>> + use<'a, 'b> {
        self.names.starting_at(atoms, start)
    }

    /// The state that a known name is, lies in, belongs to or is the demonym of: "Tajikistan" for "Tajik" and for
    /// "Dushanbe".
    pub fn country_of(&self, name: &str) -> Option<&str> {
        let id = self.entity(name).or_else(|| self.senses(name).first().map(|sense| sense.known))?;
        let country = self.known(id).country.unwrap_or(id);
        self.is_state(country).then(|| self.known(country).name.as_str())
    }

    /// The state whose government a capital or seat stands for.
    pub fn government_at(&self, id: KnownId) -> Option<KnownId> {
        self.governments.get(&id).copied()
    }

    /// The first capital of a state.
    pub fn capital_of(&self, state: KnownId) -> Option<KnownId> {
        self.capitals.get(&state).copied()
    }

    pub fn is_state(&self, id: KnownId) -> bool {
        !self.known(id).codes.is_empty()
    }

    fn add_list(&mut self, list: &List<'_>, mistakes: &mut Mistakes) {
        if list.has("prefix") {
            return self.add_prefixes(list, mistakes);
        }
        if list.has("terms") {
            return self.add_leaders(list, mistakes);
        }
        for row in &list.rows {
            let Some(kinds) = row.kinds(list, mistakes) else { continue };
            let country = match row.get(list, "country") {
                "" => None,
                name => self.entity(name),
            };
            // Where the schema has no states, the package's lists lie nowhere.
            if country.is_none() && !row.get(list, "country").is_empty() && list.source.layer == Layer::Pack {
                let name = row.get(list, "country");
                let message = "is not in the list of states; add it there or leave the field empty";
                row.wrong(list, format!("country {name:?} {message}"), mistakes);
                continue;
            }
            let name = SmolStr::new(row.get(list, "name"));
            if name.is_empty() {
                row.wrong(list, "no name; give it in the column `name`", mistakes);
                continue;
            }
            let codes = ["iso2", "iso3"].iter().map(|column| row.get(list, column)).filter(|code| !code.is_empty());
            let known = Known {
                name: name.clone(),
                kinds,
                country,
                variants: row.parts(list, "variants").map(SmolStr::new).collect(),
                demonyms: row.parts(list, "demonyms").chain(row.parts(list, "members")).map(SmolStr::new).collect(),
                codes: codes.map(SmolStr::new).collect(),
                posts: row.parts(list, "posts").map(SmolStr::new).collect(),
            };
            let id = self.add(known, row.get(list, "weak") == "weak");
            // A list whose entities are of two kinds holds seats: places that stand for a state.
            if let (2.., Some(country)) = (self.known(id).kinds.len(), country) {
                self.governments.insert(id, country);
            }
            let capital_kind = list.capital;
            let mut capitals = row.parts(list, "capitals");
            if let (Some(kind), Some(first)) = (capital_kind, capitals.next()) {
                let variants: Vec<_> = capitals.map(SmolStr::new).collect();
                self.add_capital(first, variants, kind, id);
            }
        }
    }

    fn add_capital(&mut self, name: &str, others: Vec<SmolStr>, kind: KindId, state: KnownId) {
        let mut kinds = vec![kind];
        kinds.extend(self.known(state).kinds.first());
        let seat = |name: SmolStr, variants| Known {
            name,
            kinds: kinds.clone(),
            country: Some(state),
            variants,
            demonyms: Vec::new(),
            codes: Vec::new(),
            posts: Vec::new(),
        };
        // Spellings of one city share their folded start; other cities are further seats ("The Hague").
        let same = |other: &str| fold(other).chars().next() == fold(name).chars().next();
        let (spellings, further): (Vec<_>, Vec<_>) = others.into_iter().partition(|other| same(other));
        let first = self.add(seat(name.into(), spellings), false);
        self.governments.insert(first, state);
        self.capitals.insert(state, first);
        for name in further {
            let id = self.add(seat(name, Vec::new()), false);
            self.governments.insert(id, state);
        }
    }

    fn add(&mut self, known: Known, weak: bool) -> KnownId {
        // A capital stands in the list of states and again among the cities, which adds its variants.
        let existing = self.by_name.get(&known.name).copied().filter(|&id| self.known(id).kinds[0] == known.kinds[0]);
        let id =
            existing.unwrap_or_else(|| KnownId(u32::try_from(self.known.len()).expect("fewer than 2^32 entities")));
        let sense = |naming, weak| Sense { known: id, naming, weak };
        let weak = weak && existing.is_none();
        for name in std::iter::once(&known.name).chain(&known.variants) {
            self.names.insert(name, sense(Naming::Name, weak && *name == known.name));
        }
        if known.kinds.iter().any(|kind| self.materiel.contains(kind)) {
            for name in std::iter::once(&known.name).chain(&known.variants) {
                if name.ends_with(|c: char| c.is_alphabetic() && c != 's') {
                    self.names.insert(&format!("{name}s"), sense(Naming::Name, weak && *name == known.name));
                }
            }
        }
        for demonym in &known.demonyms {
            self.names.insert(demonym, sense(Naming::Demonym, false));
            if let Some(plural) = people(demonym) {
                self.names.insert(&plural, sense(Naming::People, false));
            }
        }
        match existing {
            Some(id) => {
                let own = &mut self.known[id.0 as usize];
                own.variants.extend(known.variants);
                own.country = own.country.or(known.country);
            }
            None => {
                // A name of two entities of different kinds means the first by default.
                self.by_name.entry(known.name.clone()).or_insert(id);
                self.known.push(known);
            }
        }
        id
    }

    fn add_prefixes(&mut self, list: &List<'_>, mistakes: &mut Mistakes) {
        for row in &list.rows {
            let Some(kinds) = row.kinds(list, mistakes) else { continue };
            let range = row.get(list, "numbers");
            let numbers = range.split_once('-').and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
            if numbers.is_none() && !range.is_empty() {
                row.wrong(list, format!("numbers {range:?}: write them as LOW-HIGH"), mistakes);
                continue;
            }
            let show = row.get(list, "prefix");
            let prefix = Prefix { show: show.into(), kind: kinds[0], joint: row.raw(list, "hyphen").into(), numbers };
            self.prefixes.entry(show.to_lowercase().into()).or_insert(prefix);
        }
    }
}

/// "Tajiks" for "Tajik"; none where the word does not take an s ("Chinese", "French").
fn people(demonym: &str) -> Option<String> {
    let irregular = ["ese", "sh", "ch", "ss", "s", "ic", "men", "man", "z"].iter().any(|end| demonym.ends_with(end));
    (!irregular && demonym.contains(|c: char| c.is_lowercase())).then(|| format!("{demonym}s"))
}

/// The columns that a list may have.
const COLUMNS: [&str; 15] = [
    "name", "kind", "country", "variants", "demonyms", "members", "weak", "iso2", "iso3", "capitals", "prefix",
    "hyphen", "numbers", "posts", "terms",
];

/// A list as read, before it is checked.
struct List<'a> {
    source: &'a SchemaText,
    kinds: Vec<KindId>,
    /// Whether the head names a kind at all, declared or not.
    kind_given: bool,
    capital: Option<KindId>,
    columns: Vec<&'a str>,
    rows: Vec<Row<'a>>,
    declared: Vec<(&'a str, KindId)>,
}

struct Row<'a> {
    line: usize,
    fields: Vec<&'a str>,
}

impl<'a> List<'a> {
    fn read(source: &'a SchemaText, schema: &'a Schema, mistakes: &mut Mistakes) -> Self {
        let mut list = Self {
            source,
            kinds: Vec::new(),
            kind_given: false,
            capital: None,
            columns: Vec::new(),
            rows: Vec::new(),
            declared: schema.kinds().iter().map(|kind| (kind.name.as_str(), kind.id)).collect(),
        };
        for (line, text) in (1..).zip(source.text.lines()) {
            if text.is_empty() || text.starts_with('#') {
            } else if let Some(names) = text.strip_prefix("@kind ") {
                list.kinds = list.kinds_in(names, line, mistakes);
                list.kind_given = true;
            } else if let Some(names) = text.strip_prefix("@capital ") {
                list.capital = list.kinds_in(names, line, mistakes).first().copied();
            } else if let Some(columns) = text.strip_prefix("@columns ") {
                list.columns = columns.split(' ').collect();
                for column in list.columns.iter().filter(|column| !COLUMNS.contains(column)) {
                    let message = undeclared("column", column, COLUMNS.into_iter());
                    mistakes.add(&source.shown, Some(line), message);
                }
            } else {
                let row = Row { line, fields: text.split('\t').collect() };
                if row.fields.len() > list.columns.len() {
                    let (fields, columns) = (row.fields.len(), list.columns.len());
                    let message = format!(
                        "{fields} fields, but @columns names {columns}; part fields by one tab each, or name the rest"
                    );
                    row.wrong(&list, message, mistakes);
                } else {
                    list.rows.push(row);
                }
            }
        }
        list
    }

    /// The declared ones. The package's lists may speak of kinds that a schema which stands alone does not have.
    fn kinds_in(&self, names: &str, line: usize, mistakes: &mut Mistakes) -> Vec<KindId> {
        let mut kinds = Vec::new();
        for name in names.split(' ') {
            match self.declared.iter().find(|(own, _)| *own == name) {
                Some(&(_, kind)) => kinds.push(kind),
                None if self.source.layer == Layer::Package => {}
                None => {
                    let message = undeclared("kind", name, self.declared.iter().map(|(name, _)| *name));
                    mistakes.add(&self.source.shown, Some(line), message);
                }
            }
        }
        kinds
    }

    fn has(&self, column: &str) -> bool {
        self.columns.contains(&column)
    }
}

impl<'a> Row<'a> {
    /// As it stands, spaces kept.
    fn raw(&self, list: &List<'a>, column: &str) -> &'a str {
        let place = list.columns.iter().position(|own| *own == column);
        place.and_then(|place| self.fields.get(place)).copied().unwrap_or_default()
    }

    fn get(&self, list: &List<'a>, column: &str) -> &'a str {
        self.raw(list, column).trim()
    }

    fn parts(&self, list: &List<'a>, column: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.get(list, column).split('|').filter(|part| !part.is_empty())
    }

    /// The kinds of its entity; `None` where the schema declares none of them.
    fn kinds(&self, list: &List<'a>, mistakes: &mut Mistakes) -> Option<Vec<KindId>> {
        if list.kind_given {
            return (!list.kinds.is_empty()).then(|| list.kinds.clone());
        }
        let name = self.get(list, "kind");
        if name.is_empty() {
            let message = "no kind; give it in the column `kind` or for the list by `@kind`";
            self.wrong(list, message, mistakes);
            return None;
        }
        Some(list.kinds_in(name, self.line, mistakes)).filter(|kinds| !kinds.is_empty())
    }

    fn wrong(&self, list: &List<'a>, message: impl Into<String>, mistakes: &mut Mistakes) {
        mistakes.add(&list.source.shown, Some(self.line), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::phrase::atoms;

    fn gazetteer() -> (Schema, Gazetteer) {
        let schema = Schema::embedded();
        let gazetteer = Gazetteer::embedded(&schema);
        (schema, gazetteer)
    }

    #[test]
    fn names_demonyms_and_capitals_lead_to_their_country() {
        let (_, gazetteer) = gazetteer();
        for (name, country) in [
            ("Tajik", "Tajikistan"),
            ("the Republic of Tajikistan", "Tajikistan"),
            ("Tajiks", "Tajikistan"),
            ("Dushanbe", "Tajikistan"),
            ("U.S.", "United States"),
            ("US", "United States"),
            ("Britain", "United Kingdom"),
            ("Dutch", "Netherlands"),
            ("Kiev", "Ukraine"),
            ("Kyiv", "Ukraine"),
            ("Delhi", "India"),
            ("Kremlin", "Russia"),
            ("Czechia", "Czech Republic"),
            ("DPRK", "North Korea"),
            ("Côte d'Ivoire", "Ivory Coast"),
            ("Filipinos", "Philippines"),
            ("Karachi", "Pakistan"),
            ("PLA", "China"),
            ("Rosoboronexport", "Russia"),
        ] {
            assert_eq!(gazetteer.country_of(name), Some(country), "{name}");
        }
        assert_eq!(gazetteer.country_of("NATO"), None);
        assert_eq!(gazetteer.country_of("turkey"), None);
    }

    #[test]
    fn capitals_stand_for_governments() {
        let (_, gazetteer) = gazetteer();
        for (seat, state) in
            [("Moscow", "Russia"), ("The Hague", "Netherlands"), ("New Delhi", "India"), ("Kremlin", "Russia")]
        {
            let id = gazetteer.entity(seat).expect(seat);
            let government = gazetteer.government_at(id).map(|state| gazetteer.known(state).name.as_str());
            assert_eq!(government, Some(state), "{seat}");
        }
    }

    #[test]
    fn designations_are_normalised() {
        let (schema, gazetteer) = gazetteer();
        for (text, name, kind) in [
            ("MI-8MTBs", "Mi-8MTB", "Aircraft"),
            ("MI-24", "Mi-24", "Aircraft"),
            ("AN-24s", "An-24", "Aircraft"),
            ("SU-25s", "Su-25", "Aircraft"),
            ("F-16s", "F-16", "Aircraft"),
            ("F/A-18E", "F/A-18E", "Aircraft"),
            ("C-130J", "C-130J", "Aircraft"),
            ("S-300PMU-1", "S-300PMU-1", "Weapon"),
            ("T-72s", "T-72", "Weapon"),
            ("AIM-120C-8", "AIM-120C-8", "Weapon"),
            ("L-39", "L-39", "Aircraft"),
            ("F-16 Block 70/72", "F-16", "Aircraft"),
            ("F-16C Block 52", "F-16C", "Aircraft"),
        ] {
            let atoms = atoms(text, 0);
            let found = gazetteer.designation_at(&atoms, 0).expect(text);
            assert_eq!((found.name.as_str(), schema.kind(found.kind).name.as_str()), (name, kind), "{text}");
            assert_eq!(found.len, atoms.len(), "{text}");
        }
        for text in ["A 4", "May 5", "T-1000x", "E-mail", "L-5000", "An 12"] {
            assert_eq!(gazetteer.designation_at(&atoms(text, 0), 0), None, "{text}");
        }
    }

    #[test]
    fn a_wrong_list_is_refused_with_its_line() {
        let schema = Schema::embedded();
        let text = "@kind Place\n@columns name country\nNowhere\tAtlantis\n";
        let mut mistakes = Mistakes::default();
        Gazetteer::read(&SchemaFiles::alone([("entities/places.tsv", text)]), &schema, &mut mistakes);
        let error = mistakes.or(()).expect_err("Atlantis is no state").to_string();
        assert!(error.starts_with("entities/places.tsv:3: country \"Atlantis\""), "{error}");
    }
}
