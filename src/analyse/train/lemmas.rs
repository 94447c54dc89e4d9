//! Lemmas: edits counted by form and by suffix.

use std::collections::BTreeMap;

use crate::analyse::conllu::Tree;
use crate::analyse::model::Lemmatiser;
use crate::analyse::model::inside::{Edit, edit};

pub fn train(trees: &[Tree]) -> Vec<u8> {
    let mut counts: BTreeMap<u64, BTreeMap<Edit, u32>> = BTreeMap::new();
    let mut samples: Vec<(Vec<u64>, Edit)> = Vec::new();
    for word in trees.iter().flat_map(|tree| &tree.words) {
        let base = edit::base(&word.form, word.upos);
        let lemma = word.lemma.replace('’', "'");
        let Some(edit) = Edit::between(&base, &lemma).filter(|_| word.lemma != "_") else { continue };
        let keys: Vec<u64> = edit::keys(&base, word.upos, word.xpos).map(|(_, key)| key).collect();
        for &key in &keys {
            *counts.entry(key).or_default().entry(edit.clone()).or_default() += 1;
        }
        samples.push((keys, edit));
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
