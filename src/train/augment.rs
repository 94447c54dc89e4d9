//! Sentences as news has them, made of the treebanks' own: pronouns and bare names give way to persons with their titles,
//! to bodies of states and to lists of them; a statement gains who said it.
//!
//! The treebanks hold few such phrases (about ten ministers with a name), and news is full of them. What is put in is
//! annotated as the treebanks annotate theirs: a title is `nmod:desc` of the name's first word, what is said before the
//! verb of saying is its `ccomp`.

use serde::Deserialize;

use super::Chance;
use crate::analyse::conllu::{Node, Tree};
use crate::analyse::{Deprel, Upos, Xpos};

/// Words to make phrases of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct News {
    given: Vec<String>,
    surname: Vec<String>,
    state: Vec<String>,
    demonym: Vec<String>,
    title: Vec<String>,
    office: Vec<String>,
    body: Vec<String>,
    said: Vec<String>,
    day: Vec<String>,
    pub(super) object: Objects,
    pub(super) verb: Vec<Verb>,
}

/// What is done to, by class.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Objects {
    pub materiel: Vec<String>,
    pub agreement: Vec<String>,
    pub talks: Vec<String>,
    pub cooperation: Vec<String>,
    pub place: Vec<String>,
    pub troops: Vec<String>,
    pub bloc: Vec<String>,
}

/// A verb of the news.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Verb {
    /// Base, third person, past, participle, gerund.
    pub forms: [String; 5],
    pub object: Class,
    /// Prepositions of its further participant.
    pub with: Vec<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Class {
    Materiel,
    Agreement,
    Talks,
    Cooperation,
    Place,
    Person,
    Troops,
    Bloc,
}

impl News {
    pub fn embedded() -> Self {
        toml::from_str(include_str!("news.toml")).expect("the embedded word lists are valid")
    }

    /// The tree with news phrases in it; `None` where it has no place for one.
    pub fn retell(&self, tree: &Tree, chance: &mut Chance) -> Option<Tree> {
        let mut told = tree.clone();
        let mut changed = false;
        // From the end, so that the places before stay where they are.
        for place in (0..tree.words.len()).rev() {
            if is_place(tree, place) && chance.percent(70) {
                let phrase = self.phrase(chance);
                replace(&mut told, place, phrase);
                changed = true;
            }
        }
        if is_statement(&told) && chance.percent(if changed { 25 } else { 12 }) {
            self.attribute(&mut told, chance);
            changed = true;
        }
        changed.then_some(told)
    }

    pub(super) fn phrase(&self, chance: &mut Chance) -> Phrase {
        match chance.below(12) {
            0..=4 => self.titled(chance),
            5 | 6 => self.apposed(chance),
            7 => self.state_phrase(chance),
            8 | 9 => self.body_phrase(chance),
            _ => {
                let mut first = self.phrase(chance);
                let second = if chance.percent(60) { self.titled(chance) } else { self.state_phrase(chance) };
                first.coordinate(second);
                first
            }
        }
    }

    /// "Russian Defense Minister Sergei Baranov", "Chad's army chief Gen. Ali Diallo", "Omar Khan".
    pub(super) fn titled(&self, chance: &mut Chance) -> Phrase {
        let mut phrase = self.name(chance);
        if chance.percent(20) {
            return phrase;
        }
        if chance.percent(12) {
            phrase.prepend(
                title(pick(&["Gen.", "General", "Colonel General", "Col. Gen.", "Admiral"], chance)),
                Deprel::NmodDesc,
            );
        }
        let mut office = title(pick(&self.title, chance));
        self.belong(&mut office, chance);
        phrase.prepend(office, Deprel::NmodDesc);
        phrase
    }

    /// "Ivan Petrov, the Latvian defence minister,", "the head of the Navy, Omar Khan,".
    fn apposed(&self, chance: &mut Chance) -> Phrase {
        let name = if chance.percent(25) { self.titled(chance) } else { self.name(chance) };
        let mut office = title(pick(&self.office, chance));
        match chance.below(4) {
            0 => self.belong(&mut office, chance),
            1 => {
                self.belong(&mut office, chance);
                if office.first_is(Upos::Adj) {
                    office.prepend_word("the", Upos::Det, Xpos::Dt, Deprel::Det);
                }
            }
            _ => {
                office.append_of(self.body_phrase(chance));
                if chance.percent(60) {
                    office.prepend_word("the", Upos::Det, Xpos::Dt, Deprel::Det);
                }
            }
        }
        let (mut phrase, other) = if chance.percent(75) { (name, office) } else { (office, name) };
        phrase.appose(other);
        phrase
    }

    /// "Serbia", "Russia and China".
    pub(super) fn state_phrase(&self, chance: &mut Chance) -> Phrase {
        let mut phrase = proper(pick(&self.state, chance));
        if chance.percent(30) {
            phrase.coordinate(proper(pick(&self.state, chance)));
        }
        phrase
    }

    /// "the Indian navy", "Kenya's Ministry of Defence", "the Armed Forces of Peru".
    fn body_phrase(&self, chance: &mut Chance) -> Phrase {
        let mut phrase = body(pick(&self.body, chance));
        match chance.below(3) {
            0 => {
                phrase.prepend(proper(pick(&self.state, chance)).possessive(), Deprel::NmodPoss);
                return phrase;
            }
            1 => phrase.prepend(demonym(pick(&self.demonym, chance)), Deprel::Amod),
            _ => phrase.append_of(proper(pick(&self.state, chance))),
        }
        phrase.prepend_word("the", Upos::Det, Xpos::Dt, Deprel::Det);
        phrase
    }

    fn name(&self, chance: &mut Chance) -> Phrase {
        let mut name = proper(pick(&self.given, chance));
        if chance.percent(8) {
            name.flat(&format!("{}.", char::from(b'A' + chance.below(26) as u8)));
        }
        for part in pick(&self.surname, chance).split(' ') {
            name.flat(part);
        }
        name
    }

    fn belong(&self, office: &mut Phrase, chance: &mut Chance) {
        match chance.below(5) {
            0 => office.prepend(proper(pick(&self.state, chance)).possessive(), Deprel::NmodPoss),
            1 => {}
            _ => {
                let demonym = demonym(pick(&self.demonym, chance));
                let deprel =
                    if demonym.words[demonym.head].upos == Upos::Adj { Deprel::Amod } else { Deprel::Compound };
                office.prepend(demonym, deprel);
            }
        }
    }

    /// "…, X said on Friday." or "X said on Friday that …"
    pub(super) fn attribute(&self, tree: &mut Tree, chance: &mut Chance) {
        let root = tree.words.iter().position(|word| word.head.is_none()).expect("a statement has a root");
        let speaker = if chance.percent(20) { pronoun(chance) } else { self.phrase_of_speaker(chance) };
        let said: Vec<&str> = pick(&self.said, chance).split(' ').collect();
        let mut clause = Phrase { words: Vec::new(), head: 0 };
        let subject = clause.append(speaker);
        let verb = clause.push(said[0], Upos::Verb, Xpos::Vbd, None, Deprel::Root);
        clause.words[verb].lemma = if said[0] == "told" { "tell".to_owned() } else { "say".to_owned() };
        clause.attach(subject, verb, Deprel::Nsubj);
        for object in &said[1..] {
            clause.push(object, Upos::Noun, Xpos::Nns, Some(verb), Deprel::Obj);
        }
        if chance.percent(50) {
            let on = chance.percent(60).then(|| clause.push("on", Upos::Adp, Xpos::In, None, Deprel::Case));
            let deprel = if on.is_some() { Deprel::Obl } else { Deprel::OblUnmarked };
            let day = clause.push(pick(&self.day, chance), Upos::Propn, Xpos::Nnp, Some(verb), deprel);
            if let Some(on) = on {
                clause.attach(on, day, Deprel::Case);
            }
        }
        clause.head = verb;
        if chance.percent(65) {
            behind(tree, root, clause);
        } else {
            before(tree, root, clause);
        }
    }

    pub(super) fn phrase_of_speaker(&self, chance: &mut Chance) -> Phrase {
        match chance.below(4) {
            0 => proper(pick(&self.surname, chance).rsplit(' ').next().expect("split yields a part")),
            1 => self.apposed(chance),
            _ => self.titled(chance),
        }
    }
}

/// Words with their tree; heads are places in `words`, and the head of `head` is not yet known.
#[derive(Clone)]
pub(super) struct Phrase {
    pub words: Vec<Node>,
    pub head: usize,
}

impl Phrase {
    pub(super) fn word(form: &str, upos: Upos, xpos: Xpos) -> Self {
        let mut phrase = Self { words: Vec::new(), head: 0 };
        phrase.push(form, upos, xpos, None, Deprel::Root);
        phrase
    }

    pub(super) fn push(&mut self, form: &str, upos: Upos, xpos: Xpos, head: Option<usize>, deprel: Deprel) -> usize {
        let lemma = if upos == Upos::Propn { form.to_owned() } else { form.to_lowercase() };
        self.words.push(Node { form: form.to_owned(), lemma, upos, xpos, head, deprel, misc: "_".to_owned() });
        self.words.len() - 1
    }

    pub(super) fn attach(&mut self, word: usize, head: usize, deprel: Deprel) {
        self.words[word].head = Some(head);
        self.words[word].deprel = deprel;
    }

    fn first_is(&self, upos: Upos) -> bool {
        self.words[0].upos == upos
    }

    /// Another phrase behind; its head's place, not yet attached.
    pub(super) fn append(&mut self, other: Self) -> usize {
        let shift = self.words.len();
        self.words.extend(other.words.into_iter().map(|mut word| {
            word.head = word.head.map(|head| head + shift);
            word
        }));
        shift + other.head
    }

    pub(super) fn prepend(&mut self, other: Self, deprel: Deprel) {
        let mut whole = other;
        let dependent = whole.head;
        let head = whole.append(self.clone());
        whole.attach(dependent, head, deprel);
        whole.head = head;
        *self = whole;
    }

    pub(super) fn prepend_word(&mut self, form: &str, upos: Upos, xpos: Xpos, deprel: Deprel) {
        self.prepend(Self::word(form, upos, xpos), deprel);
    }

    fn flat(&mut self, form: &str) {
        let head = self.head;
        self.push(form, Upos::Propn, Xpos::Nnp, Some(head), Deprel::Flat);
    }

    fn possessive(mut self) -> Self {
        let head = self.head;
        self.words.last_mut().expect("a phrase has words").misc = "SpaceAfter=No".to_owned();
        self.push("'s", Upos::Part, Xpos::Pos, Some(head), Deprel::Case);
        self
    }

    fn append_of(&mut self, other: Self) {
        let of = self.push("of", Upos::Adp, Xpos::In, None, Deprel::Case);
        let object = self.append(other);
        self.attach(of, object, Deprel::Case);
        self.attach(object, self.head, Deprel::Nmod);
    }

    fn appose(&mut self, other: Self) {
        self.comma(None);
        let comma = self.words.len() - 1;
        let other = self.append(other);
        self.attach(comma, other, Deprel::Punct);
        self.attach(other, self.head, Deprel::Appos);
        self.comma(Some(other));
    }

    pub(super) fn comma(&mut self, head: Option<usize>) {
        self.words.last_mut().expect("a phrase has words").misc = "SpaceAfter=No".to_owned();
        self.push(",", Upos::Punct, Xpos::Comma, head, Deprel::Punct);
    }

    pub(super) fn coordinate(&mut self, other: Self) {
        let and = self.push("and", Upos::Cconj, Xpos::Cc, None, Deprel::Cc);
        let other = self.append(other);
        self.attach(and, other, Deprel::Cc);
        self.attach(other, self.head, Deprel::Conj);
    }
}

pub(super) fn pick<'w>(words: &'w [impl AsRef<str>], chance: &mut Chance) -> &'w str {
    words[chance.below(words.len())].as_ref()
}

pub(super) fn proper(name: &str) -> Phrase {
    Phrase::word(name, Upos::Propn, Xpos::Nnp)
}

fn pronoun(chance: &mut Chance) -> Phrase {
    Phrase::word(pick(&["he", "she", "they"], chance), Upos::Pron, Xpos::Prp)
}

/// "South Korean" is two words; abbreviations and names are no adjectives.
fn demonym(words: &str) -> Phrase {
    let mut parts = words.split(' ').rev();
    let last = parts.next().expect("split yields a part");
    let is_name = last.chars().all(|c| c.is_uppercase() || c == '.');
    let (upos, xpos) = if is_name { (Upos::Propn, Xpos::Nnp) } else { (Upos::Adj, Xpos::Jj) };
    let mut phrase = Phrase::word(last, upos, xpos);
    for part in parts {
        phrase.prepend_word(part, Upos::Adj, Xpos::Jj, Deprel::Amod);
    }
    phrase
}

/// "Deputy Foreign Minister": the last word heads, the others are adjectives or compounds.
pub(super) fn title(words: &str) -> Phrase {
    let mut parts = words.split(' ').rev();
    let last = parts.next().expect("split yields a part");
    let is_name = |word: &str| word.starts_with(|c: char| c.is_uppercase());
    let (upos, xpos) = if is_name(last) { (Upos::Propn, Xpos::Nnp) } else { (Upos::Noun, Xpos::Nn) };
    let mut phrase = Phrase::word(last, upos, xpos);
    for part in parts {
        let adjective = matches!(
            part.to_lowercase().as_str(),
            "prime" | "deputy" | "vice" | "foreign" | "special" | "interior" | "major"
        );
        let (upos, xpos, deprel) = match (adjective, is_name(part)) {
            (true, true) => (Upos::Adj, Xpos::Nnp, Deprel::Amod),
            (true, false) => (Upos::Adj, Xpos::Jj, Deprel::Amod),
            (false, true) => (Upos::Propn, Xpos::Nnp, Deprel::Compound),
            (false, false) => (Upos::Noun, Xpos::Nn, Deprel::Compound),
        };
        // "Foreign Ministry spokesman": the adjective belongs to the next word.
        if deprel == Deprel::Amod && phrase.first_is(Upos::Propn) && phrase.head != 0 {
            let mut whole = Phrase::word(part, upos, xpos);
            let head = whole.append(phrase);
            whole.attach(0, 1, deprel);
            whole.head = head;
            phrase = whole;
        } else {
            phrase.prepend_word(part, upos, xpos, deprel);
        }
    }
    phrase
}

/// "Ministry of Defence", "air force".
fn body(words: &str) -> Phrase {
    match words.split_once(" of ") {
        Some((head, of)) => {
            let mut phrase = title(head);
            phrase.append_of(title(of));
            phrase
        }
        None => title(words),
    }
}

/// A personal pronoun or a bare name of one word, as subject, object or after a preposition.
fn is_place(tree: &Tree, place: usize) -> bool {
    let word = &tree.words[place];
    let role = matches!(
        word.deprel,
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::OblAgent | Deprel::Nmod
    );
    let bare = word.upos == Upos::Pron && word.xpos == Xpos::Prp && !matches!(word.lemma.as_str(), "it" | "there")
        || word.upos == Upos::Propn && word.xpos == Xpos::Nnp;
    let alone = |(_, other): (usize, &Node)| {
        other.head != Some(place) || other.deprel == Deprel::Case && other.xpos != Xpos::Pos
    };
    role && bare && tree.words.iter().enumerate().all(alone)
}

fn replace(tree: &mut Tree, place: usize, phrase: Phrase) {
    let mut phrase = phrase;
    let next = tree.words.get(place + 1);
    // No two commas in a row, and none before the full stop.
    if phrase.words.last().is_some_and(|word| word.form == ",") && next.is_none_or(|word| word.upos == Upos::Punct) {
        phrase.words.pop();
        phrase.words.last_mut().expect("an apposition has words").misc = "_".to_owned();
    }
    let old = tree.words[place].clone();
    let grown = phrase.words.len() - 1;
    let moved = |head: usize| match head.cmp(&place) {
        std::cmp::Ordering::Less => head,
        std::cmp::Ordering::Equal => place + phrase.head,
        std::cmp::Ordering::Greater => head + grown,
    };
    for word in &mut tree.words {
        word.head = word.head.map(moved);
    }
    let (root, last) = (phrase.head, phrase.words.len() - 1);
    let inserted = phrase.words.into_iter().enumerate().map(|(at, mut word)| {
        word.head = if at == root { old.head.map(moved) } else { word.head.map(|head| head + place) };
        if at == root {
            word.deprel = old.deprel;
        }
        if at == last {
            word.misc.clone_from(&old.misc);
        }
        word
    });
    let inserted: Vec<Node> = inserted.collect();
    tree.words.splice(place..=place, inserted);
    if place == 0 {
        capitalise(&mut tree.words[0]);
    }
}

/// A finite main clause with a full stop that does not itself report speech.
fn is_statement(tree: &Tree) -> bool {
    let Some(root) = tree.words.iter().position(|word| word.head.is_none()) else { return false };
    let ends = tree.words.last().is_some_and(|word| word.form == "." && word.head == Some(root));
    let subject = tree.words.iter().any(|word| word.head == Some(root) && word.deprel.is(Deprel::Nsubj));
    let reports = tree.words.iter().any(|word| word.head == Some(root) && word.deprel == Deprel::Ccomp);
    let quotes = tree.words.iter().any(|word| matches!(word.xpos, Xpos::OpenQuote | Xpos::CloseQuote));
    ends && subject && !reports && !quotes && tree.words.len() > 5
}

/// "Statement, clause."
fn behind(tree: &mut Tree, root: usize, clause: Phrase) {
    let stop = tree.words.pop().expect("a statement ends with a full stop");
    let mut whole = Phrase { words: std::mem::take(&mut tree.words), head: root };
    whole.comma(None);
    let comma = whole.words.len() - 1;
    finish(tree, whole, clause, comma, stop);
}

fn finish(tree: &mut Tree, mut whole: Phrase, clause: Phrase, comma: usize, stop: Node) {
    let root = whole.head;
    let verb = whole.append(clause);
    whole.attach(root, verb, Deprel::Ccomp);
    whole.attach(comma, verb, Deprel::Punct);
    whole.words.last_mut().expect("a clause has words").misc = "SpaceAfter=No".to_owned();
    whole.words.push(Node { head: Some(verb), ..stop });
    tree.words = whole.words;
}

/// "Clause that statement."
fn before(tree: &mut Tree, root: usize, clause: Phrase) {
    let stop = tree.words.pop().expect("a statement ends with a full stop");
    let mut words = std::mem::take(&mut tree.words);
    if !matches!(words[0].upos, Upos::Propn) && words[0].form != "I" {
        words[0].form = words[0].form.to_lowercase();
    }
    let mut whole = clause;
    capitalise(&mut whole.words[0]);
    let verb = whole.head;
    let that = whole.push("that", Upos::Sconj, Xpos::In, None, Deprel::Mark);
    let said = whole.append(Phrase { words, head: root });
    whole.attach(that, said, Deprel::Mark);
    whole.attach(said, verb, Deprel::Ccomp);
    whole.words.push(Node { head: Some(verb), ..stop });
    tree.words = whole.words;
}

pub(super) fn capitalise(word: &mut Node) {
    if let Some(first) = word.form.chars().next() {
        word.form = first.to_uppercase().chain(word.form.chars().skip(1)).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCES: &str = "\
1\tHe\the\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
3\tParis\tParis\tPROPN\tNNP\t_\t2\tobj\t_\t_
4\twith\twith\tADP\tIN\t_\t5\tcase\t_\t_
5\tthem\tthey\tPRON\tPRP\t_\t2\tobl\t_\t_
6\tyesterday\tyesterday\tNOUN\tNN\t_\t2\tobl:unmarked\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

";

    #[test]
    fn what_is_retold_is_one_tree() {
        let trees = crate::analyse::conllu::read(SENTENCES).expect("the sentences are well formed");
        let (news, mut chance) = (News::embedded(), Chance(7));
        let mut retold = 0;
        for _ in 0..2_000 {
            let Some(tree) = news.retell(&trees[0], &mut chance) else { continue };
            retold += 1;
            assert_eq!(tree.words.iter().filter(|word| word.head.is_none()).count(), 1, "{}", tree.text());
            for start in 0..tree.words.len() {
                let above = std::iter::successors(Some(start), |&word| tree.words[word].head);
                assert!(above.take(tree.words.len() + 1).count() <= tree.words.len(), "a cycle in {}", tree.text());
            }
        }
        assert!(retold > 1_000, "{retold}");
    }
}
