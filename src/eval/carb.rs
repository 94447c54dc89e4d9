//! CaRB: open relations of 641 sentences, as people wrote them down (Bhardwaj, Aggarwal and Mausam 2019).
//!
//! The measure is that of the paper's own scorer, "binary lenient tuple match". A tuple found and a gold tuple are
//! matched word by word: relation with relation, first argument with first argument, all further arguments as one.
//! Where the relations share no word nothing matches. *Precision* pairs each tuple found with one gold tuple, the best
//! pairs first, and divides the words matched by those found; a tuple without a partner counts as none right. *Recall*
//! gives each gold tuple the best of all tuples found. Both are swept over the confidence.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use super::{EvalError, Figures, text};
use crate::pipeline::Pipeline;
use crate::text::Document;

/// Relation and arguments in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tuple {
    pub relation: String,
    pub arguments: Vec<String>,
}

impl fmt::Display for Tuple {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, others) = self.arguments.split_first().map_or(("", &[][..]), |(first, others)| (first, others));
        write!(f, "{first} | {}", self.relation)?;
        others.iter().try_for_each(|argument| write!(f, " | {argument}"))
    }
}

/// The gold tuples of each sentence, by sentence.
pub type Gold = BTreeMap<String, Vec<Tuple>>;

/// One point of the sweep: all tuples of at least this confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub confidence: f64,
    pub figures: Figures,
}

/// What the sweep comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// Area under precision over recall.
    pub auc: f64,
    /// By rising confidence.
    pub points: Vec<Point>,
}

impl Score {
    /// The point of the best F1.
    pub fn optimal(&self) -> Option<Point> {
        self.points.iter().copied().max_by(|one, other| one.figures.f1().total_cmp(&other.figures.f1()))
    }
}

/// The gold tuples of the development part under the folder of the corpora.
pub fn gold(data: &Path) -> Result<Gold, EvalError> {
    let path = data.join("openie/carb/data/gold/dev.tsv");
    let mut gold = Gold::new();
    for (index, line) in text(&path)?.lines().enumerate() {
        let mut columns = line.trim().split('\t').map(|column| column.trim().to_owned());
        let (Some(sentence), Some(relation)) = (columns.next(), columns.next()) else {
            let problem = "a sentence, a relation and arguments are expected, with tabs between".to_owned();
            return Err(EvalError::Line { path, line: index + 1, problem });
        };
        gold.entry(sentence).or_default().push(Tuple { relation, arguments: columns.collect() });
    }
    Ok(gold)
}

/// Reads each sentence by itself.
pub fn read(pipeline: &Pipeline<'_>, gold: &Gold) -> Vec<Sentence> {
    gold.iter().map(|(text, gold)| Sentence::new(text, gold.clone(), found(pipeline, text))).collect()
}

/// What is read of one sentence, with its confidence.
fn found(pipeline: &Pipeline<'_>, sentence: &str) -> Vec<(Tuple, f64)> {
    let statements = pipeline.read_openly(&Document::from_text("carb", sentence));
    let tuple = |statement: crate::resolve::OpenStatement| {
        let arguments = std::iter::once(statement.subject).chain(statement.arguments).collect();
        (Tuple { relation: statement.relation, arguments }, statement.reliability.as_f64())
    };
    statements.into_iter().map(tuple).collect()
}

/// One sentence with each tuple found matched with each gold one.
pub struct Sentence {
    pub text: String,
    pub gold: Vec<Tuple>,
    /// With confidence.
    pub found: Vec<(Tuple, f64)>,
    /// Precision and recall of a pair, by gold tuple and tuple found.
    pairs: Vec<Vec<(f64, f64)>>,
}

impl Sentence {
    pub fn new(text: &str, gold: Vec<Tuple>, found: Vec<(Tuple, f64)>) -> Self {
        let pairs = gold.iter().map(|gold| found.iter().map(|(tuple, _)| matched(gold, tuple)).collect()).collect();
        Self { text: text.to_owned(), gold, found, pairs }
    }

    /// The precision that each tuple found has with its partner.
    pub fn precisions(&self, least: f64) -> Vec<f64> {
        let mut precisions = vec![0.0; self.found.len()];
        let mut free_gold: Vec<usize> = (0..self.gold.len()).collect();
        let mut free_found: Vec<usize> = self.kept(least).collect();
        while !free_gold.is_empty() && !free_found.is_empty() {
            let mut best = (0, 0, -1.0);
            for (row, &gold) in free_gold.iter().enumerate() {
                for (column, &found) in free_found.iter().enumerate() {
                    if self.pairs[gold][found].0 > best.2 {
                        best = (row, column, self.pairs[gold][found].0);
                    }
                }
            }
            free_gold.remove(best.0);
            precisions[free_found.remove(best.1)] = best.2;
        }
        precisions
    }

    /// The recall of each gold tuple.
    pub fn recalls(&self, least: f64) -> Vec<f64> {
        let best = |row: &Vec<(f64, f64)>| self.kept(least).map(|found| row[found].1).fold(0.0, f64::max);
        self.pairs.iter().map(best).collect()
    }

    fn kept(&self, least: f64) -> impl Iterator<Item = usize> + '_ {
        (0..self.found.len()).filter(move |&found| self.found[found].1 >= least)
    }
}

/// The figures at each confidence, and the area under them.
pub fn sweep(sentences: &[Sentence]) -> Score {
    let mut thresholds: Vec<f64> =
        sentences.iter().flat_map(|sentence| sentence.found.iter().map(|(_, confidence)| *confidence)).collect();
    thresholds.sort_by(f64::total_cmp);
    thresholds.dedup();
    let points: Vec<Point> = thresholds
        .into_iter()
        .map(|confidence| {
            let mut sums = [0.0; 2];
            let mut counts = [0; 2];
            for sentence in sentences {
                sums[0] += sentence.precisions(confidence).iter().sum::<f64>();
                sums[1] += sentence.recalls(confidence).iter().sum::<f64>();
                counts[0] += sentence.kept(confidence).count();
                counts[1] += sentence.gold.len();
            }
            let share = |at: usize| if counts[at] == 0 { 0.0 } else { sums[at] / f64::from(counts[at] as u32) };
            Point { confidence, figures: Figures { precision: share(0), recall: share(1) } }
        })
        .collect();
    // Trapezia from the widest recall to recall 0, at which precision counts as 1.
    let mut curve: Vec<(f64, f64)> =
        points.iter().map(|point| (point.figures.recall, point.figures.precision)).collect();
    curve.push((0.0, 1.0));
    let auc = curve.windows(2).map(|pair| (pair[0].0 - pair[1].0) * (pair[0].1 + pair[1].1) / 2.0).sum();
    Score { auc, points }
}

/// Precision and recall of a tuple found against a gold one.
pub fn matched(gold: &Tuple, found: &Tuple) -> (f64, f64) {
    let straight = aligned(gold, &found.relation, &parts(&found.arguments));
    // "It rained, he said": either order of speaker and speech will do.
    let says = ["said", "told", "added", "adds", "says"].iter().any(|said| gold.relation.contains(said));
    if !says || found.arguments.len() < 2 {
        return straight;
    }
    let mut turned = parts(&found.arguments);
    turned.reverse();
    let turned = aligned(gold, &found.relation, &turned);
    if turned > straight { turned } else { straight }
}

/// The first argument, and all others as one.
fn parts(arguments: &[String]) -> Vec<String> {
    match arguments {
        [first, others @ ..] if !others.is_empty() => vec![first.clone(), others.join(" ")],
        few => few.to_vec(),
    }
}

fn aligned(gold: &Tuple, relation: &str, arguments: &[String]) -> (f64, f64) {
    let wanted = parts(&gold.arguments);
    if arguments.len() < wanted.len() {
        return (0.0, 0.0);
    }
    let mut shared = common(&gold.relation, relation);
    if shared == 0 {
        return (0.0, 0.0);
    }
    let words = |text: &str| text.split_whitespace().count();
    let (mut in_gold, mut in_found) = (words(&gold.relation), words(relation));
    for (wanted, argument) in wanted.iter().zip(arguments) {
        shared += shared_words(wanted, argument).0;
        in_gold += words(wanted);
        in_found += words(argument);
    }
    let share = |of: usize| f64::from(shared as u32) / f64::from(of.max(1) as u32);
    (share(in_found), share(in_gold))
}

/// The words that two relations have in common; a bare "be" stands for any of its forms.
fn common(gold: &str, found: &str) -> usize {
    const FORMS: [&str; 8] = ["be", "is", "am", "are", "was", "were", "been", "being"];
    let (shared, left) = shared_words(gold, found);
    let be = left.contains(&"be") && gold.split_whitespace().any(|word| FORMS.contains(&word));
    shared + usize::from(be)
}

/// How many words two texts share, each counted once, and the words of the second that are left over.
fn shared_words<'f>(gold: &str, found: &'f str) -> (usize, Vec<&'f str>) {
    let mut left: Vec<&str> = found.split_whitespace().collect();
    let mut shared = 0;
    for word in gold.split_whitespace() {
        if let Some(at) = left.iter().position(|other| *other == word) {
            left.remove(at);
            shared += 1;
        }
    }
    (shared, left)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "He | bought | a car": first argument, relation, further arguments.
    fn tuple(text: &str) -> Tuple {
        let mut parts: Vec<String> = text.split('|').map(|part| part.trim().to_owned()).collect();
        let relation = parts.remove(1);
        Tuple { relation, arguments: parts }
    }

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
    }

    #[test]
    fn a_pair_is_matched_word_by_word() {
        let cases = [
            ("He | bought | a red car | in Oslo", "He | bought | a car", (4.0 / 4.0, 4.0 / 7.0)),
            // Further arguments count as one, however they are cut.
            ("He | bought | a red car | in Oslo", "He | bought | a red | car in Oslo", (1.0, 1.0)),
            // A word counts as often as it stands there.
            ("He | bought | a car", "He | bought | a a car", (4.0 / 5.0, 1.0)),
            ("He | bought | a car", "She | sold | a car", (0.0, 0.0)),
            ("He | bought | a car", "He | bought", (0.0, 0.0)),
            ("Talks | collapsed", "Talks | collapsed | on Friday", (1.0, 1.0)),
            ("It | is | red", "It | be | red", (1.0, 1.0)),
            ("he | said | it rained", "it rained | said | he", (1.0, 1.0)),
            ("he | wrote | it rained", "it rained | wrote | he", (1.0 / 4.0, 1.0 / 4.0)),
        ];
        for (gold, found, wanted) in cases {
            assert_eq!(matched(&tuple(gold), &tuple(found)), wanted, "{found} for {gold}");
        }
    }

    #[test]
    fn a_gold_tuple_has_one_partner_for_precision_and_all_for_recall() {
        let gold = vec![tuple("a | r | b c")];
        let found = vec![(tuple("a | r | b"), 0.5), (tuple("a | r | b c d"), 0.5)];
        let sentence = Sentence::new("s", gold, found);
        assert_eq!(sentence.precisions(0.0), [1.0, 0.0], "the shorter is wholly right, and the other has no partner");
        assert_eq!(sentence.recalls(0.0), [1.0], "the longer holds all of it");
    }

    #[test]
    fn the_sweep_goes_over_each_confidence() {
        let gold = vec![tuple("a | r | b"), tuple("c | r | d")];
        let found = vec![(tuple("a | r | b"), 0.9), (tuple("c | r | x"), 0.5)];
        let score = sweep(&[Sentence::new("s", gold, found)]);
        let [all, surest] = score.points[..] else { panic!("two confidences: {:?}", score.points) };
        near(all.figures.precision, (1.0 + 2.0 / 3.0) / 2.0);
        near(all.figures.recall, (1.0 + 2.0 / 3.0) / 2.0);
        near(surest.figures.precision, 1.0);
        near(surest.figures.recall, (1.0 + 1.0 / 3.0) / 2.0);
        near(score.auc, 1.0 / 6.0 * (5.0 / 6.0 + 1.0) / 2.0 + 2.0 / 3.0);
        assert_eq!(score.optimal(), Some(all));
        assert_eq!(sweep(&[Sentence::new("s", vec![tuple("a | r | b")], Vec::new())]).optimal(), None);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("openie/carb/data/gold/dev.tsv");
        let told = |folder: &Path| {
            let error = gold(folder).expect_err("it cannot be read").to_string();
            error.replace(&*file.to_string_lossy(), "FILE")
        };
        let missing = told(folder.path());
        assert!(missing.starts_with("cannot read FILE: "), "{missing}");
        assert!(missing.ends_with("; --data names the folder of the corpora"), "{missing}");
        std::fs::create_dir_all(file.parent().expect("it lies in a folder")).expect("a folder");
        std::fs::write(&file, "It rained .\trained\tIt\nIt rained .\n").expect("a file");
        assert_eq!(
            told(folder.path()),
            "FILE: line 2: a sentence, a relation and arguments are expected, with tabs between"
        );
        std::fs::write(&file, "It rained .\trained\tIt\t\n").expect("a file");
        let read = gold(folder.path()).expect("it can be read");
        assert_eq!(read["It rained ."], [tuple("It | rained")], "an empty last argument is none");
    }
}
