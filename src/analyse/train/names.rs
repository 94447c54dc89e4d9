//! Training of the recogniser.

use super::corpus::{Corpora, Named};
use super::perceptron::{Perceptron, best};
use super::{Chance, Options, TrainError};
use crate::analyse::model::inside::{label_bits, name_features};
use crate::analyse::model::{Clusters, TagModel, Word, words};
use crate::analyse::{NameLabel, Upos, Xpos};

struct Sample {
    words: Vec<Word>,
    tags: Vec<(Upos, Xpos)>,
    gold: Vec<usize>,
}

pub fn train(
    corpora: &Corpora,
    tagger: &'static [u8],
    clusters: &'static [u8],
    options: &Options,
    say: &mut dyn FnMut(&str),
) -> Result<Vec<u8>, TrainError> {
    let clusters = Clusters::read(clusters)?;
    let tagger = TagModel::read(tagger)?;
    let mut labels = vec!["O".to_owned()];
    let mut kinds: Vec<Option<(NameLabel, bool)>> = vec![None];
    for &name in NameLabel::ALL {
        labels.extend([format!("B-{name}"), format!("I-{name}")]);
        kinds.extend([Some((name, true)), Some((name, false))]);
    }
    let mut model = Perceptron::new(labels);
    let samples: Vec<Sample> = corpora
        .training_names()?
        .into_iter()
        .map(|Named { words: forms, names }| {
            let mut seen = Vec::new();
            let mut tags = Vec::new();
            words(forms.iter().map(String::as_str), &clusters, &mut seen);
            tagger.tag(&seen, &mut tags);
            let mut gold = vec![0; forms.len()];
            for (first, last, label) in names {
                let inside = 2 + 2 * label.index();
                gold[first..=last].fill(inside);
                gold[first] = inside - 1;
            }
            Sample { words: seen, tags, gold }
        })
        .collect();
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut chance = Chance(options.seed);
    let mut scores = vec![0.0; kinds.len()];
    let mut features = Vec::new();
    for epoch in 0..options.epochs {
        chance.shuffle(&mut order);
        let (mut right, mut all) = (0usize, 0usize);
        for &sample in &order {
            let Sample { words, tags, gold } = &samples[sample];
            let mut given: Vec<u64> = Vec::with_capacity(words.len());
            let mut before = None;
            for (at, &gold) in gold.iter().enumerate() {
                name_features(words, tags, &given, at, &mut features);
                model.score(&features, &mut scores);
                model.tick();
                let may = |label: usize| match kinds[label] {
                    Some((inside, false)) => Some(inside) == before,
                    _ => true,
                };
                let guess = best(&scores, may).expect("outside is always possible");
                all += 1;
                right += usize::from(guess == gold);
                if guess != gold {
                    model.update(&features, gold, guess);
                }
                before = kinds[guess].map(|(label, _)| label);
                given.push(label_bits(kinds[guess]));
            }
        }
        say(&format!("recogniser, epoch {}: {:.2}% right in training", epoch + 1, right as f64 / all as f64 * 100.0));
    }
    Ok(model.write(2, 1))
}
