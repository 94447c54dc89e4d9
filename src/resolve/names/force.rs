//! Names of armed forces.

use super::fold::fold;

/// What words about somebody's forces name, once the country's own words are taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Forces {
    /// "military", "armed forces", "troops", "national army": the forces as a whole.
    Whole,
    /// "air force", "Navy": a service, in title case.
    Service(String),
    /// Anything else: "201st Motor Rifle Division".
    Other(String),
}

/// Reads the words of a force's name without determiner and country.
pub(crate) fn forces(words: &str) -> Forces {
    let key = fold(words);
    // "the Peruvian Army" beside a navy; "the Peruvian army" is whoever bears arms.
    if words == "Army" {
        return Forces::Service(words.to_owned());
    }
    if WHOLE.contains(&key.as_str()) {
        return Forces::Whole;
    }
    let plain = !words.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let service = SERVICES.contains(&key.as_str()) || SERVICES.contains(&singular(&key).as_str());
    let counted = plain && key.split(' ').next_back().is_some_and(|head| PARTS.contains(&head));
    match () {
        () if service => Forces::Service(title_case(words)),
        () if counted => Forces::Whole,
        () => Forces::Other(words.to_owned()),
    }
}

/// "Navy" for "Navies", "Air Force" for "Air Forces": one state's of those of several. A service that is spoken of as many
/// stays: "Special Forces".
pub(crate) fn one_service(service: &str) -> String {
    let one = singular(service);
    let plural_of_one = ["air force", "navy", "coast guard", "border guard", "national guard"];
    if plural_of_one.contains(&fold(&one).as_str()) { one } else { service.to_owned() }
}

/// "Royal Navy", "Emiri Air Force": a service under a word of honour, which several states use. The state's own word is
/// then part of the name: "Royal Moroccan Navy".
pub(crate) fn is_honoured_service(words: &str) -> bool {
    let key = fold(words);
    let service = HONOURS.iter().find_map(|honour| key.strip_prefix(honour)?.strip_prefix(' '));
    service.is_some_and(|service| SERVICES.contains(&service) || WHOLE.contains(&service))
}

/// "Royal" and "Air Force" of "Royal Air Force".
pub(crate) fn honour(words: &str) -> Option<(&str, &str)> {
    words.split_once(' ').filter(|_| is_honoured_service(words))
}

fn singular(plural: &str) -> String {
    match plural.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => plural.strip_suffix('s').unwrap_or(plural).to_owned(),
    }
}

/// A noun for some of a force's people, whom the unit or base after it names: "units of", "soldiers from".
pub(crate) fn is_part(lemma: &str) -> bool {
    PARTS.contains(&lemma)
        || matches!(lemma, "unit" | "soldier" | "troop" | "serviceman" | "force" | "forces" | "member")
}

fn title_case(words: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    words.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

/// Folded.
const HONOURS: &[&str] = &["royal", "emiri", "amiri", "imperial", "national", "people's", "republican"];

/// Folded.
const WHOLE: &[&str] = &[
    "armed forces",
    "armed force",
    "army",
    "contingent",
    "defense forces",
    "forces",
    "military",
    "military contingent",
    "military forces",
    "military personnel",
    "militaries",
    "national army",
    "personnel",
    "servicemen",
    "service members",
    "soldiers",
    "troops",
    "units",
    "army units",
    "military units",
    "military servicemen",
    "armies",
    "servicemembers",
    "army soldiers",
    "peacekeepers",
    "regular army",
    "regular forces",
    "national armed forces",
];

/// Heads of words for an unnamed part, which stands for the whole: "helicopter contingents", "frontline soldiers".
const PARTS: &[&str] = &[
    "contingent",
    "contingents",
    "troops",
    "soldiers",
    "servicemen",
    "personnel",
    "units",
    "military",
    "army",
    "armies",
    "cadets",
    "instructors",
    "paratroopers",
    "peacekeepers",
    "pilots",
    "sailors",
    "trainers",
];

/// Folded.
const SERVICES: &[&str] = &[
    "aerospace force",
    "air defense force",
    "air force",
    "border guard",
    "border force",
    "coast guard",
    "ground force",
    "land force",
    "marine corps",
    "marine",
    "naval force",
    "navy",
    "special force",
    "special operations force",
    "strategic missile force",
    "airborne force",
    "airborne troop",
    "national guard",
    "space force",
    "armed police",
    "missile force",
    "rocket force",
    "military intelligence",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_forces_services_and_units_are_told_apart() {
        assert_eq!(forces("national army"), Forces::Whole);
        assert_eq!(forces("Armed Forces"), Forces::Whole);
        assert_eq!(forces("air force"), Forces::Service("Air Force".into()));
        assert_eq!(forces("army"), Forces::Whole);
        assert_eq!(forces("Army"), Forces::Service("Army".into()));
        assert_eq!(honour("Royal Air Force"), Some(("Royal", "Air Force")));
        assert_eq!(honour("Rapid Reaction Force"), None);
        assert_eq!(forces("Aerospace Forces"), Forces::Service("Aerospace Forces".into()));
        assert_eq!(forces("helicopter contingents"), Forces::Whole);
        assert_eq!(forces("special forces"), Forces::Service("Special Forces".into()));
        assert_eq!(forces("navies"), Forces::Service("Navies".into()));
        assert_eq!(one_service("Navies"), "Navy");
        assert_eq!(one_service("Special Forces"), "Special Forces");
        assert_eq!(forces("201st Motor Rifle Division"), Forces::Other("201st Motor Rifle Division".into()));
    }
}
