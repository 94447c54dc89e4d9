//! Lemmas: edits counted by form and by suffix, in the treebanks and in the regular forms of verbs that these seldom or
//! never have.

use std::collections::{BTreeMap, HashSet};

use crate::analyse::conllu::Tree;
use crate::analyse::inside::Lemmatiser;
use crate::analyse::inside::{Edit, edit};
use crate::analyse::{Upos, Xpos};

const VERBS: &str = include_str!("verbs.txt");

pub fn train(trees: &[Tree]) -> Vec<u8> {
    let mut counts: BTreeMap<u64, BTreeMap<Edit, u32>> = BTreeMap::new();
    let mut samples: Vec<(Vec<u64>, Edit)> = Vec::new();
    let mut learn = |form: &str, lemma: &str, upos: Upos, xpos: Xpos| {
        let base = edit::base(form, upos);
        let Some(edit) = Edit::between(&base, lemma) else { return };
        let keys: Vec<u64> = edit::keys(&base, upos, xpos).map(|(_, key)| key).collect();
        for &key in &keys {
            *counts.entry(key).or_default().entry(edit.clone()).or_default() += 1;
        }
        samples.push((keys, edit));
    };
    let told = trees.iter().flat_map(|tree| &tree.words).filter(|word| word.lemma != "_");
    let mut met: HashSet<(String, Xpos)> = HashSet::new();
    for word in told {
        met.insert((word.form.to_lowercase(), word.xpos));
        learn(&word.form, &word.lemma.replace('’', "'"), word.upos, word.xpos);
    }
    for verb in VERBS.lines().filter(|line| !line.starts_with('#')) {
        for (form, xpos) in regular_forms(verb) {
            if !met.contains(&(form.clone(), xpos)) {
                learn(&form, verb, Upos::Verb, xpos);
            }
        }
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut rules: BTreeMap<u64, u16> = BTreeMap::new();
    let favourite = |key: u64| {
        let (edit, count) = counts[&key].iter().max_by_key(|(edit, count)| (**count, std::cmp::Reverse(*edit)))?;
        Some((edit.clone(), *count))
    };
    // A rule is kept where it says something other than the shorter suffix would: from the shortest on.
    let mut keys: Vec<(usize, u64, u64, bool)> = Vec::new();
    for (sample, _) in &samples {
        let len = sample.len();
        for (place, &key) in sample.iter().enumerate() {
            let below = sample.get(place + 1).copied().unwrap_or(0);
            keys.push((len - place, key, below, place == 0));
        }
    }
    keys.sort_unstable();
    keys.dedup_by_key(|&mut (_, key, ..)| key);
    let mut said: BTreeMap<u64, Edit> = BTreeMap::new();
    for (_, key, below, is_form) in keys {
        let Some((edit, count)) = favourite(key) else { continue };
        let inherited = said.get(&below);
        // One sighting of a suffix is no rule; of a whole form it is.
        if inherited != Some(&edit) && (count > 1 || is_form) {
            let number = edits.iter().position(|known| *known == edit).unwrap_or_else(|| {
                edits.push(edit.clone());
                edits.len() - 1
            });
            rules.insert(key, number as u16);
            said.insert(key, edit);
        } else if let Some(edit) = inherited {
            said.insert(key, edit.clone());
        }
    }
    let rules: Vec<(u64, u16)> = rules.into_iter().collect();
    Lemmatiser::write(&edits, &rules)
}

/// The forms of a verb by the rules of spelling (Quirk et al. 1985, 3.5-3.10). Of verbs of several syllables it is not known
/// whether they double their last letter ("admitted", "visited"): they get both forms.
fn regular_forms(verb: &str) -> Vec<(String, Xpos)> {
    let is_vowel = |c: char| "aeiou".contains(c);
    let letters: Vec<char> = verb.chars().collect();
    let [.., before, last] = letters[..] else { return Vec::new() };
    let cut = |len: usize| &verb[..verb.len() - len];
    let third = match last {
        'y' if !is_vowel(before) => format!("{}ies", cut(1)),
        's' | 'x' | 'z' | 'o' => format!("{verb}es"),
        'h' if "cs".contains(before) => format!("{verb}es"),
        _ => format!("{verb}s"),
    };
    // What stands before "ed" and before "ing".
    let mut stems: Vec<(String, String)> = Vec::new();
    match last {
        'e' if before == 'i' => stems.push((cut(1).to_owned(), format!("{}y", cut(2)))),
        'e' if "eoy".contains(before) => stems.push((cut(1).to_owned(), verb.to_owned())),
        'e' => stems.push((cut(1).to_owned(), cut(1).to_owned())),
        'y' if !is_vowel(before) => stems.push((format!("{}i", cut(1)), verb.to_owned())),
        'c' => stems.push((format!("{verb}k"), format!("{verb}k"))),
        _ => {
            let doubles = letters.len() > 2 && !is_vowel(letters[letters.len() - 3]);
            let doubles = doubles && is_vowel(before) && !is_vowel(last) && !"wxy".contains(last);
            let vowels = letters.iter().filter(|&&c| is_vowel(c)).count();
            if doubles {
                stems.push((format!("{verb}{last}"), format!("{verb}{last}")));
            }
            if !doubles || vowels > 1 {
                stems.push((verb.to_owned(), verb.to_owned()));
            }
        }
    }
    let mut forms = vec![(third, Xpos::Vbz)];
    for (past, going) in stems {
        forms.extend([Xpos::Vbd, Xpos::Vbn].map(|xpos| (format!("{past}ed"), xpos)));
        forms.push((format!("{going}ing"), Xpos::Vbg));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::regular_forms;

    #[test]
    fn verbs_have_their_regular_forms() {
        let forms = |verb: &str| {
            let forms: Vec<String> = regular_forms(verb).into_iter().map(|(form, _)| form).collect();
            forms.join(" ")
        };
        assert_eq!(forms("dissuade"), "dissuades dissuaded dissuaded dissuading");
        assert_eq!(forms("deny"), "denies denied denied denying");
        assert_eq!(forms("agree"), "agrees agreed agreed agreeing");
        assert_eq!(forms("tie"), "ties tied tied tying");
        assert_eq!(forms("equip"), "equips equipped equipped equipping equiped equiped equiping");
        assert_eq!(forms("ban"), "bans banned banned banning");
        assert_eq!(forms("launch"), "launches launched launched launching");
        assert_eq!(forms("panic"), "panics panicked panicked panicking");
        assert_eq!(forms("deploy"), "deploys deployed deployed deploying");
        assert_eq!(forms("maintain"), "maintains maintained maintained maintaining");
    }
}
