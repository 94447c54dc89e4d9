//! The word lists by which mentions are found: head nouns and their kinds, ranks, offices, particles of names,
//! pronouns (`lexicons/heads.toml`, `lexicons/persons.toml`).

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use smol_str::SmolStr;
use toml::Spanned;

use super::load::{line, parse, undeclared};
use super::phrase::{Atom, Found, Phrases};
use super::{KindId, Layer, Mistakes, Schema, SchemaFiles, SchemaText};

/// What a noun tells of the thing it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NounClass {
    /// Of the kinds of a list in heads.toml: [`NounLexicon::kinds`].
    Head(HeadId),
    Rank,
    Honorific,
    Office,
    /// Any other noun for a person.
    Person,
    /// A phrase that ends like one of the lists and is none: "industrial base".
    Other,
}

/// Index of a list of heads.toml.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HeadId(u16);

/// A noun, or a phrase that ends in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    pub class: NounClass,
    pub plural: bool,
    /// Uncountable: "ammunition".
    pub mass: bool,
    /// Tells the kind only as the end of a name: "Center".
    pub names_only: bool,
    /// Tells the kind only where the text speaks of such things anyway: "fighters" may be men.
    pub doubtful: bool,
}

/// What a pronoun may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PronounClass {
    Person,
    Thing,
    /// Anything, more than one of it.
    Plural,
}

/// The word lists, ready for look-up.
#[derive(Debug, Default)]
pub struct NounLexicon {
    nouns: Phrases<Noun>,
    heads: Vec<Vec<KindId>>,
    modifiers: HashSet<SmolStr>,
    fields: HashSet<SmolStr>,
    particles: HashSet<SmolStr>,
    joined_particles: HashSet<SmolStr>,
    syllables: HashSet<SmolStr>,
    suffixes: HashSet<SmolStr>,
    directions: HashSet<SmolStr>,
    territories: HashSet<SmolStr>,
    called: HashSet<SmolStr>,
    made: HashMap<SmolStr, SmolStr>,
    naming: HashSet<SmolStr>,
    pieces: HashSet<SmolStr>,
    /// As written.
    openings: HashMap<SmolStr, HeadId>,
    /// As written.
    given_names: HashSet<SmolStr>,
    surnames: HashSet<SmolStr>,
    pronouns: HashMap<SmolStr, PronounClass>,
}

impl NounLexicon {
    /// The lists of the package.
    ///
    /// # Panics
    /// Where an embedded list is wrong, which the tests rule out.
    pub fn embedded(schema: &Schema) -> Self {
        let mut mistakes = Mistakes::default();
        let lexicon = Self::read(&SchemaFiles::package(), schema, &mut mistakes);
        mistakes.or(lexicon).expect("the embedded word lists are valid")
    }

    /// What is right of the lists; the rest is told. A schema without these lists knows no nouns.
    pub fn read(files: &SchemaFiles, schema: &Schema, mistakes: &mut Mistakes) -> Self {
        let mut lexicon = Self::default();
        // Of two readings of a phrase the first wins: a pack's go before the package's.
        for source in files.named("lexicons/heads.toml").rev() {
            lexicon.add_heads(source, schema, mistakes);
        }
        for source in files.named("lexicons/persons.toml").rev() {
            lexicon.add_persons(source, mistakes);
        }
        for source in files.named("lexicons/names.toml").rev() {
            let Some(file) = parse::<NameFile>(source, mistakes) else { continue };
            lexicon.given_names.extend(file.given.split_whitespace().map(SmolStr::new));
            lexicon.surnames.extend(file.surnames.split_whitespace().map(SmolStr::new));
        }
        lexicon
    }

    /// The longest noun that starts at an atom.
    pub fn longest_at(&self, atoms: &[Atom], start: usize) -> Option<Found<'_, Noun>> {
        self.nouns.longest_at(atoms, start)
    }

    /// What a whole phrase is; a word may be of several classes ("general", "commander").
    pub fn nouns(&self, phrase: &str) -> Vec<Noun> {
        self.nouns.exactly(phrase).into_iter().copied().collect()
    }

    /// All nouns that start at an atom, shortest first.
    pub fn starting_at<'a, 'b>(
        &'a self,
        atoms: &'b [Atom],
        start: usize,
    ) -> impl Iterator<Item = Found<'a, Noun>> + use<'a, 'b> {
        self.nouns.starting_at(atoms, start)
    }

    pub fn kinds(&self, head: HeadId) -> &[KindId] {
        &self.heads[usize::from(head.0)]
    }

    /// What an office may be for: "security", "policy". Lower case.
    pub fn is_field(&self, word: &str) -> bool {
        self.fields.contains(word)
    }

    /// May stand before an office and belong to it: "former", "deputy", "defence". Lower case.
    pub fn is_office_modifier(&self, word: &str) -> bool {
        self.modifiers.contains(word)
    }

    /// A lower-case word within a name: "al", "bin", "van".
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word)
    }

    /// The lemma of a noun that behind the name of materiel is that materiel: "system", "battery".
    pub fn is_piece(&self, lemma: &str) -> bool {
        self.pieces.contains(lemma)
    }

    /// A lower-case word that a hyphen joins to the name behind it: "at" of "at-Tayeb".
    pub fn is_joined_particle(&self, word: &str) -> bool {
        self.particles.contains(word) || self.joined_particles.contains(word)
    }

    /// What ends a given name in lower case behind a hyphen: "moon" of "Ki-moon".
    pub fn is_syllable(&self, word: &str) -> bool {
        self.syllables.contains(word)
    }

    /// The lemma of a participle before a name: "dubbed", "codenamed".
    pub fn is_naming(&self, lemma: &str) -> bool {
        self.naming.contains(lemma)
    }

    /// As written: "Olga".
    pub fn is_given_name(&self, word: &str) -> bool {
        self.given_names.contains(word)
    }

    /// As written: "Okafor".
    pub fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains(word)
    }

    /// "Jr", "III".
    pub fn is_suffix(&self, word: &str) -> bool {
        self.suffixes.contains(word)
    }

    /// "northern", "central": makes a part of a place. Lower case.
    pub fn is_direction(&self, word: &str) -> bool {
        self.directions.contains(word)
    }

    /// "province", "district": a name before it is a place's. Lower case.
    pub fn is_territory(&self, word: &str) -> bool {
        self.territories.contains(word)
    }

    /// "exercise": capitals right behind it are its name. Lower case.
    pub fn is_called(&self, word: &str) -> bool {
        self.called.contains(word)
    }

    /// As written: "HMS", "Fort": what a name is of that opens so.
    pub fn opening(&self, word: &str) -> Option<&[KindId]> {
        self.openings.get(word).map(|&head| self.kinds(head))
    }

    /// "agree": the noun for what it makes, where an infinitive tells what that is about. A lemma.
    pub fn made_by(&self, verb: &str) -> Option<&SmolStr> {
        self.made.get(verb)
    }

    /// Lower case.
    pub fn pronoun(&self, word: &str) -> Option<PronounClass> {
        self.pronouns.get(word).copied()
    }

    fn add_heads(&mut self, source: &SchemaText, schema: &Schema, mistakes: &mut Mistakes) {
        let Some(file) = parse::<HeadFile>(source, mistakes) else { return };
        self.directions.extend(file.directions);
        self.territories.extend(file.territories);
        self.called.extend(file.called);
        self.made.extend(file.made);
        self.naming.extend(file.naming);
        self.pieces.extend(file.pieces);
        for raw in file.heads {
            let kinds = kinds_of(&raw.kinds, source, schema, mistakes);
            if kinds.is_empty() {
                continue;
            }
            let id = self.add_kinds(kinds);
            for word in &raw.names_only {
                let class = NounClass::Head(id);
                let noun = Noun { class, plural: false, mass: false, names_only: true, doubtful: false };
                self.nouns.insert(word, noun);
            }
            self.add_nouns(&raw.others, &[], NounClass::Other, |_| false, false);
            let mass: HashSet<_> = raw.mass.iter().collect();
            let class = NounClass::Head(id);
            self.add_nouns(&raw.words, &raw.plurals, class, |word| mass.contains(word), false);
            self.add_nouns(&raw.doubtful, &raw.plurals, class, |word| mass.contains(word), true);
        }
        for raw in file.openings {
            let kinds = kinds_of(&raw.kinds, source, schema, mistakes);
            if !kinds.is_empty() {
                let id = self.add_kinds(kinds);
                self.openings.extend(raw.words.into_iter().map(|word| (word, id)));
            }
        }
    }

    fn add_kinds(&mut self, kinds: Vec<KindId>) -> HeadId {
        let id = HeadId(u16::try_from(self.heads.len()).expect("fewer than 2^16 lists"));
        self.heads.push(kinds);
        id
    }

    fn add_persons(&mut self, source: &SchemaText, mistakes: &mut Mistakes) {
        let Some(file) = parse::<PersonFile>(source, mistakes) else { return };
        let lists = [
            (&file.offices, NounClass::Office),
            (&file.ranks, NounClass::Rank),
            (&file.honorifics, NounClass::Honorific),
            (&file.nouns, NounClass::Person),
        ];
        for (words, class) in lists {
            self.add_nouns(words, &file.plurals, class, |_| false, false);
        }
        self.modifiers.extend(file.modifiers);
        self.fields.extend(file.fields);
        self.particles.extend(file.particles);
        self.joined_particles.extend(file.joined_particles);
        self.syllables.extend(file.syllables);
        self.suffixes.extend(file.suffixes);
        let pronouns = [
            (file.pronouns.person, PronounClass::Person),
            (file.pronouns.thing, PronounClass::Thing),
            (file.pronouns.plural, PronounClass::Plural),
        ];
        for (words, class) in pronouns {
            self.pronouns.extend(words.into_iter().map(|word| (word, class)));
        }
    }

    fn add_nouns(
        &mut self,
        words: &[String],
        plurals: &[String],
        class: NounClass,
        is_mass: impl Fn(&String) -> bool,
        doubtful: bool,
    ) {
        let noun = |plural, mass| Noun { class, plural, mass, names_only: false, doubtful };
        for word in words {
            let mass = is_mass(word);
            let already_plural = plurals.contains(word);
            self.nouns.insert(word, noun(already_plural && !mass, mass));
            if !mass && !already_plural {
                self.nouns.insert(&plural(word), noun(true, mass));
            }
        }
        // Irregular plurals of persons are shared by the lists of persons.toml: the class is that of the list they resemble.
        for word in plurals.iter().filter(|plural| !doubtful && !words.contains(plural)) {
            if matches!(class, NounClass::Head(_)) || irregular_of(word, words) {
                self.nouns.insert(word, noun(true, false));
            }
        }
    }
}

/// The kinds that a list names; those that the schema lacks are told.
fn kinds_of(listed: &[Spanned<String>], source: &SchemaText, schema: &Schema, mistakes: &mut Mistakes) -> Vec<KindId> {
    let mut kinds = Vec::new();
    for name in listed {
        match schema.kinds().iter().find(|kind| kind.name.as_str() == name.get_ref()) {
            Some(kind) => kinds.push(kind.id),
            // A schema that stands alone shares those lists of the package that speak of its kinds.
            None if source.layer == Layer::Package => {}
            None => {
                let names = schema.kinds().iter().map(|kind| kind.name.as_str());
                let message = format!("heads: {}", undeclared("kind", name.get_ref(), names));
                mistakes.add(&source.shown, Some(line(source, name.span())), message);
            }
        }
    }
    if listed.is_empty() {
        mistakes.add(&source.shown, None, "heads: a list has no kinds; name at least one");
    }
    kinds
}

/// Whether an irregular plural belongs to a list: some word of it starts alike.
fn irregular_of(plural: &str, words: &[String]) -> bool {
    let stem = &plural[..plural.len().min(4).min(plural.len().saturating_sub(2)).max(2)];
    words.iter().any(|word| word.starts_with(stem))
}

/// The regular plural of a phrase's last word.
fn plural(phrase: &str) -> String {
    let (before, last) = phrase.rfind(' ').map_or(("", phrase), |at| phrase.split_at(at + 1));
    let consonant_y = last.ends_with('y') && {
        let second = last.chars().rev().nth(1);
        second.is_some_and(|letter| !"aeiou".contains(letter))
    };
    if let Some(stem) = last.strip_suffix("man") {
        format!("{before}{stem}men")
    } else if consonant_y {
        format!("{before}{}ies", &last[..last.len() - 1])
    } else if ["s", "x", "ch", "sh", "z"].iter().any(|end| last.ends_with(end)) {
        format!("{before}{last}es")
    } else {
        format!("{before}{last}s")
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadFile {
    #[serde(default)]
    directions: Vec<SmolStr>,
    #[serde(default)]
    territories: Vec<SmolStr>,
    #[serde(default)]
    called: Vec<SmolStr>,
    #[serde(default)]
    made: HashMap<SmolStr, SmolStr>,
    #[serde(default)]
    naming: Vec<SmolStr>,
    #[serde(default)]
    pieces: Vec<SmolStr>,
    #[serde(default)]
    heads: Vec<RawHeads>,
    #[serde(default)]
    openings: Vec<RawOpenings>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOpenings {
    kinds: Vec<Spanned<String>>,
    words: Vec<SmolStr>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHeads {
    kinds: Vec<Spanned<String>>,
    words: Vec<String>,
    #[serde(default)]
    plurals: Vec<String>,
    #[serde(default)]
    mass: Vec<String>,
    /// Phrases that end like a word of the list and mean another thing.
    #[serde(default)]
    others: Vec<String>,
    #[serde(default)]
    names_only: Vec<String>,
    #[serde(default)]
    doubtful: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct NameFile {
    given: String,
    surnames: String,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PersonFile {
    ranks: Vec<String>,
    honorifics: Vec<String>,
    offices: Vec<String>,
    nouns: Vec<String>,
    plurals: Vec<String>,
    modifiers: Vec<SmolStr>,
    fields: Vec<SmolStr>,
    particles: Vec<SmolStr>,
    joined_particles: Vec<SmolStr>,
    syllables: Vec<SmolStr>,
    suffixes: Vec<SmolStr>,
    pronouns: RawPronouns,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawPronouns {
    person: Vec<SmolStr>,
    thing: Vec<SmolStr>,
    plural: Vec<SmolStr>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_know_kind_and_number() {
        let schema = Schema::embedded();
        let lexicon = NounLexicon::embedded(&schema);
        for (word, kind, plural) in [
            ("air base", "Base", false),
            ("airfields", "Base", true),
            ("treaties", "Agreement", true),
            ("ministry", "Organization", false),
            ("armies", "MilitaryUnit", true),
            ("helicopters", "Aircraft", true),
            ("ammunition", "Weapon", false),
            ("manoeuvres", "Exercise", true),
        ] {
            let nouns = lexicon.nouns(word);
            let NounClass::Head(head) = nouns.first().expect(word).class else { panic!("{word} is no head") };
            assert_eq!(schema.kind(lexicon.kinds(head)[0]).name.as_str(), kind, "{word}");
            assert_eq!(nouns[0].plural, plural, "{word}");
        }
        assert_eq!(lexicon.nouns("Defence Minister")[0].class, NounClass::Office);
        assert_eq!(
            lexicon.nouns("spokesmen")[0],
            Noun { class: NounClass::Office, plural: true, mass: false, names_only: false, doubtful: false }
        );
        assert!(lexicon.nouns("banana").is_empty());
    }
}
