//! Mojibake: UTF-8 that was once read as windows-1252 and saved again ("â€™" for "’").
//!
//! Only what cannot be meant is repaired: a run that starts with one of the letters which such damage starts with, and
//! whose bytes are valid UTF-8 again; and a lone "Â" left from a no-break space.

use std::borrow::Cow;

/// The text with such damage undone; borrowed where there is none.
pub(super) fn repair(text: &str) -> Cow<'_, str> {
    const SUSPECTS: [char; 6] = ['Â', 'Ã', 'â', 'Ä', 'Å', 'ð'];
    if !SUSPECTS.iter().any(|&suspect| text.contains(suspect)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(place) = rest.find(SUSPECTS) {
        out.push_str(&rest[..place]);
        before = rest[..place].chars().next_back().or(before);
        rest = &rest[place..];
        let lead = rest.chars().next().expect("find yields the place of a character");
        let (repaired, used) = match rejoin(rest) {
            Some(pair) => pair,
            // A no-break space whose second byte was since made a plain space.
            None if lead == 'Â' && stands_alone(before, &rest[lead.len_utf8()..]) => (None, lead.len_utf8()),
            None => (Some(lead), lead.len_utf8()),
        };
        out.extend(repaired);
        before = repaired.or(before);
        rest = &rest[used..];
    }
    out.push_str(rest);
    if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

fn stands_alone(before: Option<char>, after: &str) -> bool {
    before.is_none_or(|c| !c.is_uppercase()) && after.chars().next().is_none_or(char::is_whitespace)
}

/// The character whose UTF-8 bytes, read as windows-1252, start this text; and how many bytes of the text it takes.
fn rejoin(text: &str) -> Option<(Option<char>, usize)> {
    let mut bytes = [0u8; 4];
    let mut used = 0;
    let mut wanted = 1;
    for (n, c) in text.chars().take(4).enumerate() {
        bytes[n] = windows_1252(c)?;
        used += c.len_utf8();
        if n == 0 {
            wanted = match bytes[0] {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => return None,
            };
        }
        if n + 1 == wanted {
            let character = std::str::from_utf8(&bytes[..wanted]).ok()?.chars().next()?;
            return plausible(character).then_some((Some(character), used));
        }
    }
    None
}

/// Letters of European names, general punctuation, currency and emoji: what news holds.
fn plausible(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{17f}' | '\u{2010}'..='\u{2044}' | '\u{20a0}'..='\u{20bf}' | '\u{2122}' | '\u{1f300}'..='\u{1faff}')
}

fn windows_1252(c: char) -> Option<u8> {
    // 0x80 to 0x9f where windows-1252 has a character; its five holes map to the control characters.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match c {
        '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
        _ => HIGH.iter().position(|&high| high == c).and_then(|place| u8::try_from(0x80 + place).ok()),
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::repair;

    #[test]
    fn damage_is_undone() {
        for (damaged, whole) in [
            ("Photo:Â Sputnik", "Photo: Sputnik"),
            ("Photo:Â\u{a0}Sputnik", "Photo:\u{a0}Sputnik"),
            ("itâ€™s â€œdoneâ€\u{9d} â€“ now", "it’s “done” – now"),
            ("SÃ©bastien, BaÅ¡ka", "Sébastien, Baška"),
            ("Â£5m and â‚¬3m", "£5m and €3m"),
        ] {
            assert_eq!(repair(damaged), whole);
        }
    }

    #[test]
    fn what_may_be_meant_stays() {
        for text in ["Âge d’or", "NGÂN HÀNG", "château, Râmnicu Vâlcea", "Åland; Österåker", "LIBERTÉ »", "plain"]
        {
            assert!(matches!(repair(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
