//! Names of aircraft and weapons: designations and classes.

use super::fold::fold;
use super::phrase::is_vague;

/// "MI-8MTBs" is Mi-8MTB, "Mil Mi-24 Hind attack helicopters" Mi-24 Hind, "four F-16 jets" F-16; `None` where the
/// words hold no designation.
pub(crate) fn designation(words: &[&str]) -> Option<String> {
    let start = words.iter().position(|word| is_designation(word))?;
    let mut name = normalised(words[start]);
    let rest = &words[start + 1..];
    // A name of its own after the number belongs to it ("Hind", "Albatros", "Fighting Falcon"), a class does not.
    for word in rest.iter().take_while(|word| word.starts_with(|c: char| c.is_uppercase())).take(2) {
        name.push(' ');
        name.push_str(word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word));
    }
    Some(name)
}

/// A word with a letter and a digit: a type, a model, a mark.
pub(crate) fn is_designation(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let measured = ["mm", "km", "th", "st", "nd", "rd", "kg", "pound", "day", "year", "ton"];
    letters > 0
        && digits > 0
        && !word.starts_with(|c: char| {
            c.is_ascii_digit() && measured.iter().any(|unit| word.to_lowercase().ends_with(unit))
        })
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.'))
        && word.starts_with(|c: char| c.is_uppercase())
}

/// The singular of a class for matching: the words folded, the last without its plural ending.
pub(crate) fn class_key(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !is_vague(word)).collect();
    let Some(last) = words.pop() else { return folded };
    let singular = match last {
        "arms" | "weapons" | "weaponry" => "weapon".to_owned(),
        _ => singular(last),
    };
    words.push(&singular);
    words.join(" ")
}

fn singular(word: &str) -> String {
    match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 2 => return format!("{stem}y"),
        _ => {}
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') && !stem.ends_with("iu") => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// "MI-8MTBs" → "Mi-8MTB", "SU-25S" → "Su-25", "F-16s" → "F-16".
fn normalised(word: &str) -> String {
    let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
    let plural = word.strip_suffix('s').filter(|stem| stem.ends_with(|c: char| c.is_ascii_digit() || c.is_uppercase()));
    let word = plural.unwrap_or(word);
    let Some((bureau, model)) = word.split_once('-') else { return word.to_owned() };
    if BUREAUX.contains(&bureau.to_uppercase().as_str()) {
        let mut letters = bureau.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase()).into_iter();
        let bureau: String = first.chain(letters.map(|c| c.to_ascii_lowercase())).collect();
        return format!("{bureau}-{model}");
    }
    word.to_owned()
}

/// Soviet and Russian design bureaux whose two-letter prefixes are written with one capital.
const BUREAUX: &[&str] = &["AN", "BE", "IL", "KA", "LA", "MI", "MIG", "SU", "TU", "YAK"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn designations_are_normalised() {
        for (text, expected) in [
            ("MI-8MTBs", "Mi-8MTB"),
            ("Mil Mi-24 Hind attack helicopters", "Mi-24 Hind"),
            ("SU-25s", "Su-25"),
            ("F-16 fighter jets", "F-16"),
            ("MIG-29", "Mig-29"),
            ("L-39 Albatros", "L-39 Albatros"),
            ("S-300", "S-300"),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(designation(&words).as_deref(), Some(expected), "{text}");
        }
        for text in ["attack helicopters", "155mm shells", "the 5th fleet"] {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(designation(&words), None, "{text}");
        }
    }

    #[test]
    fn classes_meet_in_the_singular() {
        assert_eq!(class_key("helicopters"), class_key("new helicopter"));
        assert_eq!(class_key("armoured vehicles"), class_key("armored vehicle"));
        assert_eq!(class_key("arms"), class_key("weapons"));
        assert_ne!(class_key("attack helicopters"), class_key("helicopters"));
    }
}
