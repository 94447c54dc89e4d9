//! Names of ministries.

/// The field of a ministry, from the words of its name without determiner and country: "Defence Ministry" and
/// "Ministry of Defense" are "Defence", "foreign ministry" is "Foreign Affairs". `None` where it is no ministry;
/// empty where the words are "ministry" alone.
pub(crate) fn ministry(words: &str) -> Option<String> {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let place = parts.iter().position(|word| matches!(word.to_lowercase().as_str(), "ministry" | "ministries"))?;
    let before = &parts[..place];
    let after = &parts[place + 1..];
    let field = match after.split_first() {
        Some((of, field)) if matches!(*of, "of" | "for") => field,
        _ => before,
    };
    let field: Vec<String> = field.iter().skip_while(|word| is_small(word)).map(|word| titled(word)).collect();
    let field = field.join(" ");
    Some(match field.as_str() {
        "Foreign" | "External Affairs" | "Foreign Relations" => "Foreign Affairs".to_owned(),
        "Defense" | "National Defense" | "National Defence" | "Military" => "Defence".to_owned(),
        "Interior" | "Internal" | "Home" => "Internal Affairs".to_owned(),
        _ => field,
    })
}

fn titled(word: &str) -> String {
    if is_small(word) {
        return word.to_lowercase();
    }
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn is_small(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "of" | "the" | "and" | "for")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_of_one_ministry_meet() {
        for (words, field) in [
            ("Defense Ministry", Some("Defence")),
            ("Ministry of Defence", Some("Defence")),
            ("Ministry of National Defence", Some("Defence")),
            ("foreign ministry", Some("Foreign Affairs")),
            ("ministry of industry and trade", Some("Industry and Trade")),
            ("ministry", Some("")),
            ("State Department", None),
        ] {
            assert_eq!(ministry(words).as_deref(), field, "{words}");
        }
    }
}
