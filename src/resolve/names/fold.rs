//! Folding: spellings of one name to one key.
//!
//! Keys are for matching and for ids, never for display.

use deunicode::deunicode;

/// Lower case, plain letters and digits, words apart by one space; articles and possessive endings dropped, British
/// and American spelling met, `-` before a digit dropped ("Zapad-2021", "Zapad 2021").
pub(crate) fn fold(name: &str) -> String {
    let plain = deunicode(name);
    let mut key = String::with_capacity(plain.len());
    for word in plain.split(|c: char| !(c.is_ascii_alphanumeric() || c == '\'' || c == '`')) {
        let word: String =
            word.strip_suffix("'s").unwrap_or(word).chars().filter(char::is_ascii_alphanumeric).collect();
        let word = word.to_ascii_lowercase();
        if word.is_empty() || ARTICLES.contains(&word.as_str()) {
            continue;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&american(&word));
    }
    key
}

/// A word of a person's name, its transliterations met: Sergei, Sergey and Sergej; Dmitri and Dmitry; Mohammed and
/// Muhammad. After the romanisations of Russian (BGN/PCGN, GOST, ICAO) and the usual press spellings of Arabic.
pub(crate) fn fold_transliteration(word: &str) -> String {
    let mut word: String =
        deunicode(word).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let mohamed = word.strip_prefix("muham").or(word.strip_prefix("moham"));
    if mohamed.is_some_and(|rest| matches!(rest, "ad" | "ed" | "mad" | "med")) {
        return "mohamed".to_owned();
    }
    for (from, to) in REWRITES {
        if word.contains(from) {
            word = word.replace(from, to);
        }
    }
    if word.len() > 3 && word.ends_with('j') {
        word.pop();
        word.push('i');
    }
    if let Some(rest) = word.strip_prefix("ie") {
        word = format!("e{rest}");
    }
    if word.ends_with("dr") {
        word.insert(word.len() - 1, 'e');
    }
    let mut key = String::with_capacity(word.len());
    for letter in word.chars() {
        if !key.ends_with(letter) || letter.is_ascii_digit() {
            key.push(letter);
        }
    }
    if key.len() > 3 && key.ends_with("ei") {
        key.truncate(key.len() - 2);
        key.push('i');
    }
    key
}

const ARTICLES: &[&str] = &["the", "a", "an"];

/// In this order; the last two make single letters equal.
const REWRITES: &[(&str, &str)] =
    &[("shch", "sh"), ("tch", "ch"), ("kh", "h"), ("gh", "g"), ("ck", "k"), ("ks", "x"), ("ou", "u"), ("y", "i")];

fn american(word: &str) -> String {
    match word {
        "defence" => "defense".to_owned(),
        "defences" => "defenses".to_owned(),
        "armoured" => "armored".to_owned(),
        "organisation" => "organization".to_owned(),
        "programme" => "program".to_owned(),
        "centre" => "center".to_owned(),
        "harbour" => "harbor".to_owned(),
        "labour" => "labor".to_owned(),
        "manoeuvre" => "maneuver".to_owned(),
        "manoeuvres" => "maneuvers".to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        for spellings in [
            &["Sergei", "Sergey", "Sergej"][..],
            &["Dmitri", "Dmitry", "Dmitriy", "Dmitrij", "Dmitrii"],
            &["Aleksandr", "Alexander", "Aleksander", "Alexandr"],
            &["Yevgeny", "Evgeny", "Evgenii", "Yevgeniy"],
            &["Mohammed", "Muhammad", "Mohamed", "Mohammad"],
            &["Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskij", "Zelens'kyy"],
            &["Shoigu", "Shoygu"],
            &["Akhmetov", "Ahmetov"],
            &["Erdoğan", "Erdogan"],
            &["Čaputová", "Caputova"],
        ] {
            let keys: Vec<_> = spellings.iter().map(|spelling| fold_transliteration(spelling)).collect();
            assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{spellings:?} {keys:?}");
        }
    }

    #[test]
    fn different_names_stay_apart() {
        for (one, other) in [
            ("Volodymyr", "Vladimir"),
            ("Lavrov", "Lavrin"),
            ("Ivan", "Ivanov"),
            ("Kim", "Kem"),
            ("Medvedev", "Medvedeva"),
        ] {
            assert_ne!(fold_transliteration(one), fold_transliteration(other));
        }
    }

    #[test]
    fn folding_again_changes_nothing() {
        for name in ["The Ministry of Defence’s", "Zapad-2021", "Sergej", "Aleksandr", "Yevgeniy", "Muhammad"] {
            assert_eq!(fold(&fold(name)), fold(name));
            let key = fold_transliteration(name);
            assert_eq!(fold_transliteration(&key), key);
        }
    }
}
