//! The corpora: where they lie in the data folder, and what is evened out between them.

use std::path::{Path, PathBuf};

use super::augment::News;
use super::{Chance, TrainError};
use crate::analyse::conllu::{self, Tree};
use crate::analyse::inside::NameTag;
use crate::analyse::{Deprel, NameLabel, Upos, Xpos};

/// How many clauses of the news are made up: about a tenth of the treebanks' sentences.
const CLAUSES: usize = 2_000;

/// A folder with the public corpora: `ud/` and `ner/`.
#[derive(Clone, Debug)]
pub struct Corpora {
    folder: PathBuf,
}

/// A sentence with its names as (first, last, label).
pub struct Named {
    pub words: Vec<String>,
    pub names: Vec<(usize, usize, NameLabel)>,
}

impl Named {
    /// One for each word.
    pub fn tags(&self) -> Vec<NameTag> {
        let mut tags = vec![NameTag::Outside; self.words.len()];
        for &(first, last, label) in &self.names {
            tags[first..=last].fill(NameTag::GoesOn(label));
            tags[first] = NameTag::Begins(label);
        }
        tags
    }

    /// One word and its tag a line.
    pub fn iob(&self) -> String {
        self.words.iter().zip(self.tags()).map(|(word, tag)| format!("{word}\t{tag}\n")).collect()
    }
}

impl Corpora {
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// EWT and GUM.
    pub fn treebanks(&self) -> Result<Vec<Tree>, TrainError> {
        let mut trees = self.trees("en_ewt-ud-train.conllu")?;
        trees.extend(self.trees("en_gum-open-train.conllu")?);
        Ok(trees)
    }

    /// The treebanks, and copies of some sentences as news might print them. What is told anew there has no lemmas to
    /// learn from.
    pub fn training_trees(&self, seed: u64) -> Result<Vec<Tree>, TrainError> {
        let mut trees = self.treebanks()?;
        let mut chance = Chance(seed);
        for tree in &mut trees {
            curl(tree, &mut chance);
        }
        let mut more: Vec<Tree> = Vec::new();
        for tree in &trees {
            if tree.words.len() >= 5 && chance.percent(4) {
                more.push(headline(tree));
            }
        }
        let news = News::embedded();
        for tree in &trees {
            if chance.percent(30) {
                more.extend(news.retell(tree, &mut chance));
            }
        }
        more.extend((0..CLAUSES).map(|_| news.clause(&mut chance)));
        trees.extend(more);
        Ok(trees)
    }

    pub fn ewt_dev(&self) -> Result<Vec<Tree>, TrainError> {
        self.trees("en_ewt-ud-dev.conllu")
    }

    pub fn gum_dev(&self) -> Result<Vec<Tree>, TrainError> {
        self.trees("en_gum-open-dev.conllu")
    }

    /// Trees that a teacher made.
    pub fn silver(&self, files: &[PathBuf]) -> Result<Vec<Tree>, TrainError> {
        let mut trees = Vec::new();
        for path in files {
            let more = conllu::read(&read(path)?);
            trees.extend(more.map_err(|source| TrainError::Conllu { path: path.clone(), source })?);
        }
        Ok(trees)
    }

    fn trees(&self, name: &str) -> Result<Vec<Tree>, TrainError> {
        let path = self.folder.join("ud").join(name);
        conllu::read(&read(&path)?).map_err(|source| TrainError::Conllu { path, source })
    }

    /// Wikigold, CrossNER politics and the named entities of GUM.
    pub fn training_names(&self) -> Result<Vec<Named>, TrainError> {
        let ner = self.folder.join("ner");
        let mut named = columns(&ner.join("ner-misc/data/wikigold/CONLL-format/data/wikigold.conll.txt"), 0, 1)?;
        named.extend(columns(&ner.join("crossner/ner_data/politics/train.txt"), 0, 1)?);
        named.extend(self.trees("en_gum-open-train.conllu")?.iter().map(gum_names));
        Ok(named)
    }

    pub fn names_dev(&self) -> Result<Vec<Named>, TrainError> {
        columns(&self.folder.join("ner/uner-ewt/en_ewt-ud-dev.iob2"), 1, 2)
    }
}

fn read(path: &Path) -> Result<String, TrainError> {
    std::fs::read_to_string(path).map_err(|source| TrainError::File { path: path.to_owned(), source })
}

/// Straight quotes as curly ones, in a third of the sentences.
fn curl(tree: &mut Tree, chance: &mut Chance) {
    if !chance.percent(33) {
        return;
    }
    for word in &mut tree.words {
        let curly = match (word.form.as_str(), word.xpos) {
            ("\"" | "''" | "``", Xpos::OpenQuote) => "“",
            ("\"" | "''", Xpos::CloseQuote) => "”",
            ("'", Xpos::OpenQuote) => "‘",
            ("'", Xpos::CloseQuote | Xpos::Pos) => "’",
            (form, _) if form.contains('\'') => {
                word.form = form.replace('\'', "’");
                continue;
            }
            ("--", _) => "—",
            _ => continue,
        };
        word.form = curly.to_owned();
    }
}

/// The sentence with the capitals of a headline and without its full stop.
fn headline(tree: &Tree) -> Tree {
    let mut tree = tree.clone();
    let last = tree.words.len() - 1;
    let leaf = tree.words.iter().all(|word| word.head != Some(last));
    if leaf && tree.words[last].form == "." {
        tree.words.pop();
    }
    for word in &mut tree.words {
        let small = matches!(word.upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part | Upos::Punct);
        if !small && let Some(first) = word.form.chars().next() {
            word.form = first.to_uppercase().chain(word.form.chars().skip(1)).collect();
        }
    }
    tree
}

/// A file of one word a line; `label` is a column of IOB tags.
fn columns(path: &Path, form: usize, label: usize) -> Result<Vec<Named>, TrainError> {
    let mut all = Vec::new();
    let mut named = Named { words: Vec::new(), names: Vec::new() };
    let mut before = "O".to_owned();
    for (number, line) in read(path)?.lines().enumerate() {
        if line.starts_with("# ") || line.starts_with("-DOCSTART-") {
            continue;
        }
        let columns: Vec<&str> = line.split_whitespace().collect();
        if columns.is_empty() {
            if !named.words.is_empty() {
                all.push(std::mem::replace(&mut named, Named { words: Vec::new(), names: Vec::new() }));
            }
            before = "O".to_owned();
            continue;
        }
        let (Some(word), Some(tag)) = (columns.get(form), columns.get(label)) else {
            let problem = format!("{} columns", columns.len());
            return Err(TrainError::Column { path: path.to_owned(), line: number + 1, problem });
        };
        let at = named.words.len();
        named.words.push((*word).to_owned());
        let (place, kind) = tag.split_once('-').unwrap_or(("O", ""));
        if let Some(label) = name_label(kind) {
            let goes_on = place == "I" && before == kind;
            match named.names.last_mut().filter(|(_, last, _)| goes_on && *last + 1 == at) {
                Some(name) => name.1 = at,
                None => named.names.push((at, at, label)),
            }
        }
        before = kind.to_owned();
    }
    if !named.words.is_empty() {
        all.push(named);
    }
    Ok(all)
}

/// The types of the name corpora as ours.
fn name_label(kind: &str) -> Option<NameLabel> {
    match kind {
        "PER" | "person" | "politician" => Some(NameLabel::Per),
        "ORG" | "organisation" | "politicalparty" => Some(NameLabel::Org),
        "LOC" | "location" | "country" => Some(NameLabel::Loc),
        "MISC" | "misc" | "event" | "election" => Some(NameLabel::Misc),
        _ => None,
    }
}

/// GUM marks every mention of an entity: those with a proper noun as head hold a name, which is the run of proper nouns
/// around that head.
fn gum_names(tree: &Tree) -> Named {
    let mut names = Vec::new();
    let mut open: Vec<(&str, &str, usize)> = Vec::new();
    let mut found: Vec<(usize, usize, NameLabel)> = Vec::new();
    for (at, word) in tree.words.iter().enumerate() {
        let Some(entity) = word.misc.split('|').find_map(|field| field.strip_prefix("Entity=")) else { continue };
        let mut rest = entity;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('(') {
                let end = after.find(['(', ')']).unwrap_or(after.len());
                let mut fields = after[..end].split('-');
                let (id, kind) = (fields.next().unwrap_or(""), fields.next().unwrap_or(""));
                open.push((id, kind, at));
                rest = &after[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    rest = after;
                    close(&mut open, None, at, &mut found);
                }
            } else {
                let end = rest.find([')', '(']).unwrap_or(rest.len());
                let id = &rest[..end];
                close(&mut open, Some(id), at, &mut found);
                rest = rest[end..].strip_prefix(')').unwrap_or(&rest[end..]);
            }
        }
    }
    // Of nested mentions with one head the first closed is the smallest; names are looked for outwards from the head.
    let mut taken = vec![false; tree.words.len()];
    found.sort_by_key(|&(first, last, _)| last - first);
    for (first, last, label) in found {
        let inside = |head: Option<usize>| head.is_some_and(|head| (first..=last).contains(&head));
        let Some(head) = (first..=last).find(|&at| !inside(tree.words[at].head)) else { continue };
        if tree.words[head].upos != Upos::Propn {
            continue;
        }
        let belongs = |at: usize| {
            let word = &tree.words[at];
            let tied = matches!(
                word.deprel,
                Deprel::Compound | Deprel::Flat | Deprel::Amod | Deprel::NmodPoss | Deprel::Nummod
            );
            at == head
                || word.upos == Upos::Propn && tied
                || word.form == "-" && at > first && at < last
                || tied && word.form.starts_with(char::is_uppercase) && word.deprel == Deprel::Amod
        };
        let start = (first..=head).rev().take_while(|&at| belongs(at)).last().unwrap_or(head);
        let mut end = (head..=last).take_while(|&at| belongs(at)).last().unwrap_or(head);
        // "Department of Defense": a name may go on through "of".
        let goes_on = |at: usize| tree.words.get(at).is_some_and(|word| word.upos == Upos::Propn);
        if label == NameLabel::Org && end + 2 <= last && tree.words[end + 1].form == "of" && goes_on(end + 2) {
            end += 2;
            while end < last && goes_on(end + 1) {
                end += 1;
            }
        }
        if (start..=end).any(|at| taken[at]) {
            continue;
        }
        (start..=end).for_each(|at| taken[at] = true);
        names.push((start, end, label));
    }
    names.sort_unstable();
    Named { words: tree.words.iter().map(|word| word.form.clone()).collect(), names }
}

fn close(open: &mut Vec<(&str, &str, usize)>, id: Option<&str>, at: usize, found: &mut Vec<(usize, usize, NameLabel)>) {
    let place = match id {
        None => open.len().checked_sub(1),
        Some(id) => open.iter().rposition(|(known, _, _)| *known == id),
    };
    let Some((_, kind, first)) = place.map(|place| open.remove(place)) else { return };
    let label = match kind {
        "person" => NameLabel::Per,
        "organization" => NameLabel::Org,
        "place" => NameLabel::Loc,
        "event" | "object" | "abstract" => NameLabel::Misc,
        _ => return,
    };
    found.push((first, at, label));
}
