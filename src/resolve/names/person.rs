//! Names of persons.

use smol_str::SmolStr;

use super::fold::fold_transliteration;

/// A person's name as one mention words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PersonName {
    /// As the text spells it, titles stripped.
    pub display: SmolStr,
    /// Each word folded; patronymics, initials and particles left out.
    words: Vec<String>,
}

impl PersonName {
    /// `None` where titles are all there is.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.strip_suffix("'s").or(text.strip_suffix("’s")).unwrap_or(text);
        let spelled: Vec<&str> = text.split_whitespace().collect();
        let titles = spelled.iter().take_while(|word| is_title(word)).count();
        // A title word without its point before a single name may be a forename: "Gen Nakatani".
        let forename = titles == 1 && spelled.len() == 2 && spelled[0] == "Gen";
        let spelled = if forename { &spelled[..] } else { &spelled[titles..] };
        let dated = spelled.iter().rev().take_while(|word| WEEKDAYS.contains(word)).count();
        let spelled = &spelled[..spelled.len() - dated];
        let mut words: Vec<String> = Vec::with_capacity(spelled.len());
        for (place, word) in spelled.iter().enumerate() {
            let inner = place > 0 && place + 1 < spelled.len();
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let lower = bare.to_lowercase();
            let initial = bare.chars().count() == 1 && spelled.len() > 2;
            let patronymic = inner && PATRONYMICS.iter().any(|ending| lower.ends_with(ending));
            let suffix = place > 0 && matches!(lower.as_str(), "jr" | "sr" | "ii" | "iii");
            if initial || patronymic || suffix || (spelled.len() > 1 && PARTICLES.contains(&lower.as_str())) {
                continue;
            }
            let bare = PARTICLES
                .iter()
                .find_map(|particle| bare.to_lowercase().strip_prefix(&format!("{particle}-")).map(str::to_owned))
                .unwrap_or_else(|| bare.to_owned());
            let key = fold_transliteration(&bare);
            if !key.is_empty() {
                words.push(key);
            }
        }
        let display = spelled.join(" ");
        let display = display.trim_matches(|c: char| !(c.is_alphanumeric() || c == '.'));
        // A full stop is none of the name, but that of an initial or a suffix.
        let last = display.rsplit(' ').next().unwrap_or(display);
        let short = last.chars().filter(|c| c.is_alphanumeric()).count() < 2
            || last.starts_with("Jr")
            || last.starts_with("Sr");
        let display = if short { display } else { display.trim_end_matches('.') }.into();
        (!words.is_empty()).then_some(Self { display, words })
    }

    pub(crate) fn key(&self) -> String {
        self.words.join(" ")
    }

    /// Each folded, in order; never empty.
    pub(crate) fn words(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// More than a bare surname or forename.
    pub(crate) fn is_full(&self) -> bool {
        self.words.len() > 1
    }

    /// Whether all of its words stand in the longer name, in order: "Shoigu" or "Vladimir Putin" in "Vladimir
    /// Vladimirovich Putin". The same name fits itself.
    pub(crate) fn fits(&self, longer: &Self) -> bool {
        let mut rest = longer.words.iter();
        self.words.iter().all(|word| rest.any(|other| other == word))
    }

    /// Between two spellings of one person, the one to show: the one that tells more words.
    pub(crate) fn tells_more_than(&self, other: &Self) -> bool {
        (self.words.len(), self.display.split(' ').count()) > (other.words.len(), other.display.split(' ').count())
    }
}

/// Honorifics and ranks that stand before names.
pub(crate) fn is_title(word: &str) -> bool {
    let bare = word.trim_end_matches('.').to_lowercase();
    TITLES.binary_search(&bare.as_str()).is_ok()
}

/// Sorted. From the honorifics of English news style and the ranks of NATO's STANAG 2116 with their abbreviations.
const TITLES: &[&str] = &[
    "adm",
    "admiral",
    "air",
    "ambassador",
    "army",
    "brig",
    "brigadier",
    "capt",
    "captain",
    "chairman",
    "chancellor",
    "chief",
    "cmdr",
    "col",
    "col-gen",
    "colonel",
    "colonel-general",
    "commander",
    "commodore",
    "congressman",
    "congresswoman",
    "corporal",
    "defence",
    "defense",
    "deputy",
    "dr",
    "fleet",
    "foreign",
    "former",
    "gen",
    "general",
    "gov",
    "governor",
    "lieutenant",
    "lt",
    "maj",
    "major",
    "marshal",
    "minister",
    "mr",
    "mrs",
    "ms",
    "premier",
    "president",
    "prime",
    "prof",
    "professor",
    "rear",
    "rep",
    "representative",
    "secretary",
    "sen",
    "senator",
    "sergeant",
    "sgt",
    "spokesman",
    "spokeswoman",
    "vice",
    "vice-admiral",
    "vice-president",
];

/// What a careless tagger takes for a surname: "met Dmitri Medvedev Thursday".
const WEEKDAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const PATRONYMICS: &[&str] = &["ovich", "evich", "ovna", "evna", "ovych", "ivna", "yevich", "yevna"];

/// Articles and connectives within names, no part of the key: "Omar al-Bashir", "Omar Bashir".
const PARTICLES: &[&str] =
    &["al", "el", "ul", "ad", "as", "ash", "an", "ar", "bin", "ibn", "de", "del", "van", "von", "der"];

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> PersonName {
        PersonName::read(text).expect("a name")
    }

    #[test]
    fn titles_are_in_order() {
        assert!(TITLES.is_sorted());
    }

    #[test]
    fn display_is_the_spelling_of_the_text_without_titles() {
        for (text, display, key) in [
            ("Col. Gen. Viktor Bondarev", "Viktor Bondarev", "viktor bondarev"),
            ("General Sergey Shoigu’s", "Sergey Shoigu", "sergi shoigu"),
            ("Sergei Kuzhugetovich Shoigu", "Sergei Kuzhugetovich Shoigu", "sergi shoigu"),
            ("Omer al-Bashir", "Omer al-Bashir", "omer bashir"),
            ("Joseph R. Biden", "Joseph R. Biden", "joseph biden"),
            ("Mr Zelensky", "Zelensky", "zelenski"),
            ("Dong Jun.", "Dong Jun", "dong jun"),
            ("Walter Troosters Jr.", "Walter Troosters Jr.", "walter trosters"),
        ] {
            let name = name(text);
            assert_eq!((name.display.as_str(), name.key().as_str()), (display, key));
        }
        assert_eq!(PersonName::read("Colonel General"), None);
    }

    #[test]
    fn shorter_names_fit_longer_ones() {
        assert!(name("Shoygu").fits(&name("Sergei Shoigu")));
        assert!(name("Dong").fits(&name("Dong Jun")));
        assert!(!name("Sergei Ivanov").fits(&name("Sergei Lavrov")));
        assert!(!name("Shoigu Sergei").fits(&name("Sergei Shoigu")));
    }
}
