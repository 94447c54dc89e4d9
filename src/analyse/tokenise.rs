//! Words in the style of the English Web Treebank: clitics and hyphen compounds apart ("do n't", "air - defence"),
//! designations, dates, abbreviations and addresses whole ("Mi-24", "2012-10-05", "U.S.", "www.mod.gov").
//!
//! Knows characters and a few closed word lists; knows nothing of sentences.

use std::ops::Range;

/// A longer run without a space is cut: nothing that long is a word.
const LONGEST_CHUNK: usize = 512;

/// Appends the words of `text` as byte ranges shifted by `base`, in order.
pub(super) fn tokenise(text: &str, base: usize, words: &mut Vec<Range<usize>>) {
    let mut start = None;
    for (at, c) in text.char_indices() {
        let open = start.filter(|&open| !is_space(c) && at - open < LONGEST_CHUNK);
        if open.is_none() {
            if let Some(open) = start {
                let number = text[at..].trim_start().starts_with(|c: char| c.is_ascii_digit());
                split_chunk(&text[open..at], base + open, number, words);
            }
            start = (!is_space(c)).then_some(at);
        }
    }
    if let Some(open) = start {
        split_chunk(&text[open..], base + open, false, words);
    }
}

/// White space, and what a reader does not see: byte-order marks, zero-width and soft hyphens standing alone.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}')
}

/// Whether a word that ends in a full stop keeps it: "Gen.", "U.S.", "J.".
pub(super) fn is_abbreviation(word: &str) -> bool {
    let Some(stem) = word.strip_suffix('.') else { return false };
    let lower = stem.to_ascii_lowercase();
    // "mass." and "sat." in lower case are words.
    let capital = stem.starts_with(|c: char| c.is_ascii_uppercase());
    is_initials(stem)
        || TITLES.contains(&lower.as_str()) && (capital || SMALL.contains(&stem))
        || ABBREVIATIONS.contains(&lower.as_str()) && (capital || SMALL.contains(&stem))
}

/// An abbreviation that is always followed by a name or a number: never the end of a sentence.
pub(super) fn is_title(word: &str) -> bool {
    word.strip_suffix('.').is_some_and(|stem| TITLES.contains(&stem.to_ascii_lowercase().as_str()))
}

/// Whether it is an abbreviation before numbers alone: "No. 5", but "No."
fn counts(word: &str) -> bool {
    let stem = word.trim_end_matches('.').to_ascii_lowercase();
    matches!(stem.as_str(), "no" | "nos" | "art" | "fig" | "vol" | "pp")
}

/// "J" (one capital), "U.S", "a.m".
pub(super) fn is_initials(stem: &str) -> bool {
    if stem.is_empty() {
        return false;
    }
    let mut parts = stem.split('.');
    let single = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    if !stem.contains('.') {
        return single(stem) && stem.chars().all(char::is_uppercase);
    }
    parts.all(single) || matches!(stem, "Ph.D" | "B.Sc" | "M.Sc")
}

/// Ranks and forms of address.
const TITLES: &[&str] = &[
    "adm", "amb", "brig", "capt", "cdr", "cmdr", "col", "cpl", "dr", "fr", "gen", "gov", "hon", "lt", "maj", "messrs",
    "mr", "mrs", "ms", "mx", "pres", "prof", "rep", "reps", "rev", "sen", "sens", "sgt", "st", "supt", "ft", "mt",
    "vs", "cf", "no", "nos", "vol", "pp", "fig", "e.g", "i.e", "eg", "ie", "mlle", "mme",
];

/// Abbreviations that are also written small.
const SMALL: &[&str] =
    &["a.k.a", "al", "approx", "cf", "e.g", "eg", "est", "etc", "fig", "i.e", "ie", "no", "nos", "pp", "vol", "vs"];

const ABBREVIATIONS: &[&str] = &[
    "a.k.a", "al", "apr", "approx", "art", "aug", "ave", "bros", "calif", "co", "conn", "corp", "dec", "dept", "dist",
    "div", "est", "etc", "feb", "fla", "fri", "ga", "inc", "jan", "jr", "jul", "jun", "ltd", "mar", "mass", "mich",
    "minn", "mon", "nov", "oct", "penn", "plc", "sat", "sep", "sept", "sr", "tenn", "thu", "thur", "thurs", "tue",
    "tues", "va", "wash", "wed", "wis",
];

/// Prefixes that the treebank leaves on their word: "anti-ship", "mid-August", "pro-Russian".
const PREFIXES: &[&str] = &[
    "anti", "co", "e", "ex", "inter", "intra", "mid", "mini", "multi", "non", "over", "pan", "post", "pre", "pro",
    "re", "semi", "sub", "super", "ultra", "un", "vice", "x",
];

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '{' | '<' | '«' | '“' | '‘' | '„' | '‚' | '"' | '\'' | '`' | '*' | '¿' | '¡' | '‹' | '|' | '•'
    ) || is_dash(c)
        || is_currency(c)
}

fn is_closer(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '>'
            | '»'
            | '”'
            | '’'
            | '"'
            | '\''
            | '`'
            | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '%'
            | '*'
            | '…'
            | '›'
            | '|'
            | '“'
            | '‘'
            | '。'
            | '，'
    ) || is_dash(c)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−' | '‐' | '‑')
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥' | '₽' | '₹' | '₴')
}

/// The length of the run at the start of `text` that is one mark: "...", "--", "''", "``", or a single character.
fn mark_len(text: &str) -> usize {
    let mut chars = text.chars();
    let first = chars.next().map_or(0, char::len_utf8);
    let run = |c: char| text.len() - text.trim_start_matches(c).len();
    match text.chars().next() {
        Some('.') => run('.'),
        Some('-') => run('-'),
        Some('!' | '?') => text.len() - text.trim_start_matches(['!', '?']).len(),
        Some('*') => run('*'),
        Some(c @ ('\'' | '`')) if text[first..].starts_with(c) => 2 * first,
        _ => first,
    }
}

fn last_mark_len(text: &str) -> usize {
    let Some(last) = text.chars().next_back() else { return 0 };
    let run = |c: char| text.len() - text.trim_end_matches(c).len();
    match last {
        '.' | '-' | '*' => run(last),
        '!' | '?' => text.len() - text.trim_end_matches(['!', '?']).len(),
        '\'' | '`' if text[..text.len() - 1].ends_with(last) => 2,
        _ => last.len_utf8(),
    }
}

/// Splits one run without spaces; `number`: what follows it is one.
fn split_chunk(chunk: &str, base: usize, number: bool, words: &mut Vec<Range<usize>>) {
    let mut start = 0;
    let mut end = chunk.len();
    // Plain words are most of any text.
    if chunk.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return split_fused(chunk, base, words);
    }
    while let Some(first) = chunk[start..end].chars().next() {
        let rest = &chunk[start..end];
        let dots = first == '.' && rest.starts_with("..");
        let signed = matches!(first, '-' | '+' | '−') && false_start(&rest[first.len_utf8()..]);
        let clitic = matches!(first, '\'' | '’') && clitic_at(rest) == Some(rest.len());
        if (!is_opener(first) && !is_closer(first) && !dots) || signed || clitic {
            break;
        }
        let len = mark_len(rest);
        words.push(base + start..base + start + len);
        start += len;
    }
    // Marks behind the word are found from the end, and written after it in order.
    let mut tail: Vec<Range<usize>> = Vec::new();
    while let Some(last) = chunk[start..end].chars().next_back() {
        let rest = &chunk[start..end];
        let cut = match last {
            '.' if keeps_stop(rest, number && end == chunk.len()) => break,
            '.' => last_mark_len(rest),
            '\'' | '’' if rest.chars().count() > 1 && possessive_plural(rest) => break,
            c if is_closer(c) => last_mark_len(rest),
            _ => break,
        };
        tail.push(base + end - cut..base + end);
        end -= cut;
    }
    if start < end {
        split_core(&chunk[start..end], base + start, words);
    }
    words.extend(tail.into_iter().rev());
}

/// "-5": a sign, not a dash.
fn false_start(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_digit())
}

fn keeps_stop(word: &str, before_number: bool) -> bool {
    if word.ends_with("..") {
        return false;
    }
    // Of "vice-Adm." only what follows the last mark decides.
    let from = word.rfind(|c: char| !(c.is_alphanumeric() || c == '.')).map_or(0, |at| at + 1);
    word.get(from..).is_some_and(|word| is_abbreviation(word) && (before_number || !counts(word)))
}

/// "ministers'" has its clitic at the very end; "'quoted'" has not.
fn possessive_plural(word: &str) -> bool {
    let stem = word.trim_end_matches(['\'', '’']);
    stem.ends_with(['s', 'S', 'x', 'z'])
        && !stem.contains(['\'', '’', '‘'])
        && word.len() - stem.len() <= '’'.len_utf8()
}

fn split_core(core: &str, base: usize, words: &mut Vec<Range<usize>>) {
    if is_address(core) {
        words.push(base..base + core.len());
        return;
    }
    if core.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return split_fused(core, base, words);
    }
    if let Some(at) = inner_cut(core) {
        let (left, right, mark) = at;
        if left > 0 {
            split_core(&core[..left], base, words);
        }
        if mark {
            words.push(base + left..base + right);
        }
        if right < core.len() {
            // What follows an inner mark may carry marks of its own: `talks—“the`.
            split_chunk(&core[right..], base + right, false, words);
        }
        return;
    }
    split_clitic(core, base, words);
}

/// Where a core comes apart: `(end of left, start of right, whether what lies between is a word)`.
fn inner_cut(core: &str) -> Option<(usize, usize, bool)> {
    let chars = || core.char_indices();
    let after = |at: usize, c: char| core[at + c.len_utf8()..].chars().next();
    let before = |at: usize| core[..at].chars().next_back();
    for (at, c) in chars() {
        let next = at + c.len_utf8();
        let (Some(left), Some(right)) = (before(at), after(at, c)) else {
            // A currency sign after "US" starts an amount; all else at an edge belongs to its word.
            continue;
        };
        let cut = match c {
            '—' | '―' => true,
            '-' if core[at..].starts_with("--") => {
                let run = core[at..].len() - core[at..].trim_start_matches('-').len();
                return Some((at, at + run, true));
            }
            '-' | '–' | '‐' | '‑' | '−' => hyphen_cuts(core, at, next),
            '/' => !(left.is_ascii_digit() && right.is_ascii_digit()),
            '(' | ')' | '[' | ']' | '{' | '}' | '“' | '”' | '"' | '«' | '»' | ';' | '!' | '?' | '…' | '=' | '<'
            | '>' => true,
            ',' => !(left.is_ascii_digit() && right.is_ascii_digit()),
            ':' => !(left.is_ascii_digit() && right.is_ascii_digit()),
            '.' if core[at..].starts_with("..") => {
                let run = core[at..].len() - core[at..].trim_start_matches('.').len();
                return Some((at, at + run, true));
            }
            // "said.He": a stop without its space.
            '.' => left.is_lowercase() && right.is_uppercase() && core[..at].chars().count() > 2,
            '%' => true,
            _ if is_currency(c) => return Some((next, next, false)),
            // "10km", "5pm": a number and its unit.
            _ if c.is_ascii_digit() && right.is_alphabetic() && is_unit(core, next) => {
                return Some((next, next, false));
            }
            _ => false,
        };
        if cut {
            return Some((at, next, true));
        }
    }
    None
}

/// Whether all before `at` is a number and all behind it a unit of measure or of the clock.
fn is_unit(core: &str, at: usize) -> bool {
    const UNITS: &[&str] = &[
        "am", "a.m.", "pm", "p.m.", "km", "kg", "m", "mm", "cm", "mph", "kph", "km/h", "bn", "mn", "tn", "m.", "ft",
        "lb", "lbs", "kt", "kw", "mw", "gw", "kn", "nm", "mi", "g", "k",
    ];
    core[..at].bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',' || byte == b':')
        && UNITS.contains(&core[at..].to_ascii_lowercase().as_str())
}

/// Whether the hyphen at `at..next` of `core` stands between two words.
fn hyphen_cuts(core: &str, at: usize, next: usize) -> bool {
    let left = &core[core[..at].rfind(['-', '–', '‐', '‑']).map_or(0, |dash| dash + hyphen_len(core, dash))..at];
    let right = &core[next..core[next..].find(['-', '–', '‐', '‑']).map_or(core.len(), |dash| next + dash)];
    let starts_digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b':'));
    let capital = left.starts_with(char::is_uppercase);
    if is_number(left) && is_number(right) {
        // "2012-10-05" and telephone numbers are one word; a range is three.
        return core.bytes().filter(|&byte| byte == b'-').count() < 2;
    }
    // "Mi-24", "S-300PMU", "Covid-19", "Il-76MD"; "A-10", and the second hyphen of "UH-60M-2".
    if starts_digit(right) && capital && left.chars().count() <= 5 {
        return false;
    }
    // "T-MEADS": a single capital belongs to its word; so does a variant to its designation: "Su-30-MKI".
    if left.chars().count() == 1 && capital && right.starts_with(char::is_uppercase) {
        return false;
    }
    let variant = right.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if at > left.len()
        && left.bytes().any(|byte| byte.is_ascii_digit())
        && core.starts_with(char::is_uppercase)
        && variant
    {
        return false;
    }
    if at == left.len() && PREFIXES.contains(&left.to_ascii_lowercase().as_str()) {
        return false;
    }
    true
}

fn hyphen_len(core: &str, at: usize) -> usize {
    core[at..].chars().next().map_or(0, char::len_utf8)
}

fn is_address(core: &str) -> bool {
    let host = |text: &str| {
        text.split_once('.').is_some_and(|(name, rest)| {
            !name.is_empty() && rest.starts_with(|c: char| c.is_ascii_alphabetic()) && !rest.contains("..")
        })
    };
    core.contains("://")
        || core.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www."))
        || core.split_once('@').is_some_and(|(user, rest)| !user.is_empty() && host(rest))
        || (core.starts_with(['@', '#']) && core.len() > 1)
}

/// The start of a clitic at the end of a word, where one stands at the start of `text` and fills it: its length.
fn clitic_at(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('\'').or_else(|| text.strip_prefix('’'))?;
    let known = matches!(rest.to_ascii_lowercase().as_str(), "s" | "re" | "ve" | "ll" | "d" | "m");
    known.then_some(text.len())
}

fn split_clitic(core: &str, base: usize, words: &mut Vec<Range<usize>>) {
    let mut push = |range: Range<usize>| words.push(base + range.start..base + range.end);
    if let Some(at) = core.rfind(['\'', '’']).filter(|&at| at > 0) {
        let tail = &core[at..];
        let quote = tail.chars().next().map_or(0, char::len_utf8);
        let bare = tail.len() == quote;
        if clitic_at(tail).is_some() || bare && possessive_plural(core) {
            push(0..at);
            push(at..core.len());
            return;
        }
        if tail[quote..].eq_ignore_ascii_case("t") && core[..at].ends_with(['n', 'N']) && at > 1 {
            push(0..at - 1);
            push(at - 1..core.len());
            return;
        }
    }
    push(0..core.len());
}

/// "cannot", "gonna": two words written as one.
fn split_fused(word: &str, base: usize, words: &mut Vec<Range<usize>>) {
    const FUSED: &[(&str, usize)] =
        &[("cannot", 3), ("gonna", 3), ("wanna", 3), ("gotta", 3), ("gimme", 3), ("lemme", 3), ("dunno", 2)];
    let cut = FUSED.iter().find(|(fused, _)| word.len() == fused.len() && word.eq_ignore_ascii_case(fused));
    let cut = cut.map_or(0, |&(_, at)| at);
    if cut > 0 {
        words.push(base..base + cut);
    }
    words.push(base + cut..base + word.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut ranges = Vec::new();
        tokenise(text, 0, &mut ranges);
        ranges.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn words_come_apart_as_in_the_web_treebank() {
        for (text, expected) in [
            ("They don't supply Russia's Mi-24s.", "They do n't supply Russia 's Mi-24s ."),
            ("They can’t; it’s theirs", "They ca n’t ; it ’s theirs"),
            ("an air-defence system", "an air - defence system"),
            ("the U.S. and Col. Gen. J. P. Smith", "the U.S. and Col. Gen. J. P. Smith"),
            ("(AN-24s, Su-35, Il-76MD) S-300PMU-2 F-16C", "( AN-24s , Su-35 , Il-76MD ) S-300PMU-2 F-16C"),
            ("“I cannot say,” he said.", "“ I can not say , ” he said ."),
            ("\"Yes,\" he said. 'No.'", "\" Yes , \" he said . ' No . '"),
            ("the ministers’ talks—and theirs -- ended", "the ministers ’ talks — and theirs -- ended"),
            ("in 2006-07 and 2006–2007", "in 2006 - 07 and 2006 – 2007"),
            ("2012-10-05 5% $1,000.50 US$5 10km 201st 1990s", "2012-10-05 5 % $ 1,000.50 US$ 5 10 km 201st 1990s"),
            ("at 5:30pm, -5 degrees", "at 5:30 pm , -5 degrees"),
            ("pro-Russian anti-ship mid-August well-known", "pro-Russian anti-ship mid-August well - known"),
            ("https://example.org/a-b?c=d, or a.b@example.org.", "https://example.org/a-b?c=d , or a.b@example.org ."),
            ("and/or 9/11...", "and / or 9/11 ..."),
            ("the end.Next", "the end . Next"),
            ("Covid-19, al-Qaeda, Asia-Pacific", "Covid-19 , al - Qaeda , Asia - Pacific"),
            ("What?! [sic]", "What ?! [ sic ]"),
            ("O'Brien's rock'n'roll 'tis", "O'Brien 's rock'n'roll ' tis"),
            ("St. Petersburg, Ltd.,", "St. Petersburg , Ltd. ,"),
            ("\u{feff}a\u{a0}b\u{200b}c", "a b c"),
            ("", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn an_endless_run_is_cut() {
        let long = "é".repeat(5000);
        let found = words(&long);
        assert_eq!(found.concat(), long);
        assert!(found.iter().all(|word| word.len() <= LONGEST_CHUNK + 4));
    }
}
