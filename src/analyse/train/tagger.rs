//! Training of the tagger.

use std::collections::BTreeMap;

use super::perceptron::{Perceptron, best};
use super::{Chance, Options, TrainError, leak};
use crate::analyse::conllu::Tree;
use crate::analyse::model::inside::tag_features;
use crate::analyse::model::{Clusters, TagModel, Word, words};
use crate::analyse::{Upos, Xpos};

/// A pair of tags seen less often is noise.
const RARE: usize = 6;

pub fn train(
    trees: &[Tree],
    clusters: &'static [u8],
    options: &Options,
    say: &mut dyn FnMut(&str),
) -> Result<Vec<u8>, TrainError> {
    let clusters = Clusters::read(clusters)?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for word in trees.iter().flat_map(|tree| &tree.words) {
        *counts.entry(format!("{} {}", word.upos, word.xpos)).or_default() += 1;
    }
    let labels: Vec<String> = counts.into_iter().filter(|(_, count)| *count >= RARE).map(|(label, _)| label).collect();
    let mut model = Perceptron::new(labels);
    let number: BTreeMap<String, usize> = model.labels().iter().cloned().zip(0..).collect();
    let samples: Vec<(Vec<Word>, Vec<Option<usize>>)> = trees
        .iter()
        .map(|tree| {
            let mut seen = Vec::new();
            words(tree.words.iter().map(|word| word.form.as_str()), &clusters, &mut seen);
            let gold = tree.words.iter().map(|word| number.get(&format!("{} {}", word.upos, word.xpos)).copied());
            (seen, gold.collect())
        })
        .collect();
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut chance = Chance(options.seed);
    let mut scores = vec![0.0; model.labels().len()];
    let mut features = Vec::new();
    for epoch in 0..options.epochs {
        chance.shuffle(&mut order);
        let (mut right, mut all) = (0usize, 0usize);
        for &sample in &order {
            let (words, gold) = &samples[sample];
            let mut labels: Vec<u64> = Vec::with_capacity(words.len());
            for (at, gold) in gold.iter().enumerate() {
                tag_features(words, &labels, at, &mut features);
                model.score(&features, &mut scores);
                let guess = best(&scores, |_| true).expect("there are labels");
                labels.push(guess as u64);
                model.tick();
                if let Some(gold) = *gold {
                    all += 1;
                    right += usize::from(gold == guess);
                    if gold != guess {
                        model.update(&features, gold, guess);
                    }
                }
            }
        }
        say(&format!("tagger, epoch {}: {:.2}% right in training", epoch + 1, right as f64 / all as f64 * 100.0));
    }
    Ok(model.write(3, 4))
}

/// The tags of each tree by a tagger that was trained without it.
pub fn jackknife(
    trees: &[Tree],
    clusters: &'static [u8],
    options: &Options,
    say: &mut dyn FnMut(&str),
) -> Result<Vec<Vec<(Upos, Xpos)>>, TrainError> {
    const FOLDS: usize = 2;
    let mut tagged = vec![Vec::new(); trees.len()];
    let seen_clusters = Clusters::read(clusters)?;
    let options = Options { epochs: options.epochs.min(3), ..options.clone() };
    for fold in 0..FOLDS {
        say(&format!("tagger without part {} of {FOLDS}", fold + 1));
        let others = trees.iter().enumerate().filter(|(at, _)| at / 40 % FOLDS != fold).map(|(_, tree)| tree.clone());
        let others: Vec<Tree> = others.collect();
        let model = TagModel::read(leak(train(&others, clusters, &options, &mut |_| {})?))?;
        let mut seen = Vec::new();
        for (at, tree) in trees.iter().enumerate().filter(|(at, _)| at / 40 % FOLDS == fold) {
            words(tree.words.iter().map(|word| word.form.as_str()), &seen_clusters, &mut seen);
            model.tag(&seen, &mut tagged[at]);
        }
    }
    Ok(tagged)
}
