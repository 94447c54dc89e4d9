//! Clauses of the news of foreign and military affairs, made whole with their trees.
//!
//! The treebanks hold letters, reviews and talk; that somebody supplies something to somebody, holds talks with somebody
//! or is expected to sign something, they hardly ever say. What such verbs take is attached to them here.

use super::Chance;
use super::augment::{Class, News, Phrase, Verb, capitalise, pick, proper, title};
use crate::analyse::conllu::Tree;
use crate::analyse::{Deprel, Upos, Xpos};

/// Verbs that take another verb with "to": form, lemma, tag.
const CONTROL: &[(&str, &str, Xpos)] = &[
    ("intends", "intend", Xpos::Vbz),
    ("plans", "plan", Xpos::Vbz),
    ("wants", "want", Xpos::Vbz),
    ("agreed", "agree", Xpos::Vbd),
    ("decided", "decide", Xpos::Vbd),
    ("hopes", "hope", Xpos::Vbz),
    ("continues", "continue", Xpos::Vbz),
    ("refused", "refuse", Xpos::Vbd),
    ("pledged", "pledge", Xpos::Vbd),
];
const MODALS: &[&str] = &["will", "would", "may", "could", "should", "can", "might"];
const NUMBERS: &[&str] = &["two", "four", "six", "10", "12", "24", "36", "50", "100"];
const TIMES: &[&str] = &["2007", "2012", "2016", "2019", "2023", "January", "March", "September", "November"];

impl News {
    /// A sentence.
    pub fn clause(&self, chance: &mut Chance) -> Tree {
        let verb = &self.verb[chance.below(self.verb.len())];
        let mut clause = match chance.below(5) {
            0 if !matches!(verb.object, Class::Person | Class::Bloc | Class::Cooperation) => self.passive(verb, chance),
            1 => self.controlled(verb, chance),
            _ => self.active(verb, chance),
        };
        capitalise(&mut clause.words[0]);
        let root = clause.head;
        clause.words.last_mut().expect("a clause has words").misc = "SpaceAfter=No".to_owned();
        clause.push(".", Upos::Punct, Xpos::Period, Some(root), Deprel::Punct);
        let mut tree = Tree { comments: Vec::new(), words: clause.words };
        if chance.percent(30) {
            self.attribute(&mut tree, chance);
        }
        tree
    }

    /// "Chad, in order to strengthen security, supplies tanks to Mali and trains pilots."
    fn active(&self, verb: &Verb, chance: &mut Chance) -> Phrase {
        let mut clause = Phrase { words: Vec::new(), head: 0 };
        if chance.percent(15) {
            self.time(&mut clause, chance);
            clause.comma(None);
        }
        let opened = clause.words.len();
        let subject = clause.append(self.subject(chance));
        let aside = chance.percent(8).then(|| purpose(&mut clause, chance));
        let at = match chance.below(4) {
            0 => {
                let modal = clause.push(pick(MODALS, chance), Upos::Aux, Xpos::Md, None, Deprel::Aux);
                let at = clause.push(&verb.forms[0], Upos::Verb, Xpos::Vb, None, Deprel::Root);
                clause.attach(modal, at, Deprel::Aux);
                at
            }
            1 => {
                let has = clause.push(pick(&["has", "have", "had"], chance), Upos::Aux, Xpos::Vbz, None, Deprel::Aux);
                clause.words[has].lemma = "have".to_owned();
                let at = clause.push(&verb.forms[3], Upos::Verb, Xpos::Vbn, None, Deprel::Root);
                clause.attach(has, at, Deprel::Aux);
                at
            }
            2 => clause.push(&verb.forms[1], Upos::Verb, Xpos::Vbz, None, Deprel::Root),
            _ => clause.push(&verb.forms[2], Upos::Verb, Xpos::Vbd, None, Deprel::Root),
        };
        clause.words[at].lemma.clone_from(&verb.forms[0]);
        clause.attach(subject, at, Deprel::Nsubj);
        if let Some(aside) = aside {
            clause.attach(aside, at, Deprel::Advcl);
        }
        if opened > 0 {
            let (time, comma) = (time_head(&clause, opened), opened - 1);
            clause.attach(time, at, Deprel::Obl);
            clause.attach(comma, at, Deprel::Punct);
        }
        self.complete(&mut clause, verb, at, chance);
        clause.head = at;
        if chance.percent(18) {
            self.second_verb(&mut clause, chance);
        }
        clause
    }

    /// "Peru is expected to buy frigates from Spain."
    fn controlled(&self, verb: &Verb, chance: &mut Chance) -> Phrase {
        let mut clause = Phrase { words: Vec::new(), head: 0 };
        let subject = clause.append(self.subject(chance));
        let root = if chance.percent(35) {
            let is = clause.push("is", Upos::Aux, Xpos::Vbz, None, Deprel::AuxPass);
            clause.words[is].lemma = "be".to_owned();
            let root = clause.push(
                pick(&["expected", "set", "due", "scheduled"], chance),
                Upos::Verb,
                Xpos::Vbn,
                None,
                Deprel::Root,
            );
            if clause.words[root].form == "due" {
                (clause.words[root].upos, clause.words[root].xpos) = (Upos::Adj, Xpos::Jj);
                clause.attach(is, root, Deprel::Cop);
                clause.attach(subject, root, Deprel::Nsubj);
            } else {
                clause.words[root].lemma = if clause.words[root].form == "set" { "set" } else { "expect" }.to_owned();
                if clause.words[root].form == "scheduled" {
                    clause.words[root].lemma = "schedule".to_owned();
                }
                clause.attach(is, root, Deprel::AuxPass);
                clause.attach(subject, root, Deprel::NsubjPass);
            }
            root
        } else {
            let (form, lemma, xpos) = CONTROL[chance.below(CONTROL.len())];
            let root = clause.push(form, Upos::Verb, xpos, None, Deprel::Root);
            clause.words[root].lemma = lemma.to_owned();
            clause.attach(subject, root, Deprel::Nsubj);
            root
        };
        let to = clause.push("to", Upos::Part, Xpos::To, None, Deprel::Mark);
        let at = clause.push(&verb.forms[0], Upos::Verb, Xpos::Vb, Some(root), Deprel::Xcomp);
        clause.attach(to, at, Deprel::Mark);
        self.complete(&mut clause, verb, at, chance);
        clause.head = root;
        clause
    }

    /// "Helicopters were supplied to Kenya by China in 2016."
    fn passive(&self, verb: &Verb, chance: &mut Chance) -> Phrase {
        let mut clause = Phrase { words: Vec::new(), head: 0 };
        let subject = clause.append(self.object(verb.object, chance));
        let were = clause.push(pick(&["were", "was", "are"], chance), Upos::Aux, Xpos::Vbd, None, Deprel::AuxPass);
        clause.words[were].lemma = "be".to_owned();
        let at = clause.push(&verb.forms[3], Upos::Verb, Xpos::Vbn, None, Deprel::Root);
        clause.words[at].lemma.clone_from(&verb.forms[0]);
        clause.attach(subject, at, Deprel::NsubjPass);
        clause.attach(were, at, Deprel::AuxPass);
        self.participant(&mut clause, verb, at, chance);
        if chance.percent(50) {
            let agent = self.subject(chance);
            oblique(&mut clause, "by", agent, at, Deprel::OblAgent);
        }
        self.circumstances(&mut clause, at, chance);
        clause.head = at;
        clause
    }

    /// "and trains pilots"
    fn second_verb(&self, clause: &mut Phrase, chance: &mut Chance) {
        let verb = &self.verb[chance.below(self.verb.len())];
        let (form, xpos) = match clause.words[clause.head].xpos {
            Xpos::Vb => (0, Xpos::Vb),
            Xpos::Vbz => (1, Xpos::Vbz),
            Xpos::Vbn => (3, Xpos::Vbn),
            _ => (2, Xpos::Vbd),
        };
        let and = clause.push("and", Upos::Cconj, Xpos::Cc, None, Deprel::Cc);
        let head = clause.head;
        let at = clause.push(&verb.forms[form], Upos::Verb, xpos, Some(head), Deprel::Conj);
        clause.words[at].lemma.clone_from(&verb.forms[0]);
        clause.attach(and, at, Deprel::Cc);
        self.complete(clause, verb, at, chance);
    }

    fn complete(&self, clause: &mut Phrase, verb: &Verb, at: usize, chance: &mut Chance) {
        let object = clause.append(self.object(verb.object, chance));
        clause.attach(object, at, Deprel::Obj);
        self.participant(clause, verb, at, chance);
        self.circumstances(clause, at, chance);
    }

    fn participant(&self, clause: &mut Phrase, verb: &Verb, at: usize, chance: &mut Chance) {
        if let Some(preposition) = verb.with.first()
            && chance.percent(70)
        {
            let other = self.subject(chance);
            oblique(clause, preposition, other, at, Deprel::Obl);
        }
    }

    fn circumstances(&self, clause: &mut Phrase, at: usize, chance: &mut Chance) {
        if chance.percent(30) {
            let place = self.state_phrase(chance);
            oblique(clause, "in", place, at, Deprel::Obl);
        }
        if chance.percent(40) {
            let time = self.time(clause, chance);
            let deprel =
                if clause.words[time].deprel == Deprel::OblUnmarked { Deprel::OblUnmarked } else { Deprel::Obl };
            clause.attach(time, at, deprel);
        }
    }

    /// "in 2012", "next year", "on Friday"; its head's place.
    fn time(&self, clause: &mut Phrase, chance: &mut Chance) -> usize {
        match chance.below(4) {
            0 | 1 => {
                let case = clause.push("in", Upos::Adp, Xpos::In, None, Deprel::Case);
                let form = pick(TIMES, chance);
                let (upos, xpos) = if form.starts_with('2') { (Upos::Num, Xpos::Cd) } else { (Upos::Propn, Xpos::Nnp) };
                let time = clause.push(form, upos, xpos, None, Deprel::Obl);
                clause.attach(case, time, Deprel::Case);
                time
            }
            2 => {
                let next = clause.push(pick(&["next", "last"], chance), Upos::Adj, Xpos::Jj, None, Deprel::Amod);
                let time = clause.push(
                    pick(&["year", "week", "month"], chance),
                    Upos::Noun,
                    Xpos::Nn,
                    None,
                    Deprel::OblUnmarked,
                );
                clause.attach(next, time, Deprel::Amod);
                time
            }
            _ => {
                let on = clause.push("on", Upos::Adp, Xpos::In, None, Deprel::Case);
                let time = clause.push(
                    pick(&["Monday", "Tuesday", "Friday", "Sunday"], chance),
                    Upos::Propn,
                    Xpos::Nnp,
                    None,
                    Deprel::Obl,
                );
                clause.attach(on, time, Deprel::Case);
                time
            }
        }
    }

    fn subject(&self, chance: &mut Chance) -> Phrase {
        match chance.below(10) {
            0..=3 => self.state_phrase(chance),
            4..=7 => self.phrase(chance),
            8 => self.members(chance),
            _ => Phrase::word(pick(&["it", "he", "they", "we"], chance), Upos::Pron, Xpos::Prp),
        }
    }

    /// "NATO members Poland, Latvia and Estonia": the noun before is told of the names, as a title is.
    fn members(&self, chance: &mut Chance) -> Phrase {
        let mut states = self.state_phrase(chance);
        let first = states.head;
        if states.words.len() == 1 {
            for _ in 0..=chance.below(2) {
                states.comma(None);
                let comma = states.words.len() - 1;
                let next = states.append(proper(pick(&["Norway", "Oman", "Chile", "Ghana", "Laos", "Malta"], chance)));
                states.attach(comma, next, Deprel::Punct);
                states.attach(next, first, Deprel::Conj);
            }
            states.coordinate(proper(pick(&["Iceland", "Kuwait", "Gabon", "Bolivia", "Tunisia"], chance)));
        }
        let mut members =
            Phrase::word(pick(&["members", "neighbours", "allies", "partners"], chance), Upos::Noun, Xpos::Nns);
        members.prepend(proper(pick(&["NATO", "CSTO", "EU", "ASEAN", "AU", "bloc"], chance)), Deprel::Compound);
        states.prepend(members, Deprel::NmodDesc);
        states
    }

    fn object(&self, class: Class, chance: &mut Chance) -> Phrase {
        let words = match class {
            Class::Materiel => return self.materiel(chance),
            Class::Person => return self.titled(chance),
            Class::Agreement => &self.object.agreement,
            Class::Talks => &self.object.talks,
            Class::Cooperation => &self.object.cooperation,
            Class::Place => &self.object.place,
            Class::Troops => &self.object.troops,
            Class::Bloc => &self.object.bloc,
        };
        let mut object = noun_phrase(pick(words, chance));
        if matches!(class, Class::Agreement) && chance.percent(45) {
            let topic = noun_phrase(pick(&self.object.cooperation, chance));
            let head = object.head;
            oblique(&mut object, pick(&["on", "for", "of"], chance), topic, head, Deprel::Nmod);
        }
        object
    }

    /// "six Mi-17 helicopters, tanks and spare parts".
    fn materiel(&self, chance: &mut Chance) -> Phrase {
        let mut item = noun_phrase(pick(&self.object.materiel, chance));
        if chance.percent(35) {
            item.prepend(Phrase::word(pick(NUMBERS, chance), Upos::Num, Xpos::Cd), Deprel::Nummod);
        }
        if chance.percent(35) {
            if chance.percent(40) {
                item.comma(None);
                let comma = item.words.len() - 1;
                let next = item.append(noun_phrase(pick(&self.object.materiel, chance)));
                item.attach(comma, next, Deprel::Punct);
                item.attach(next, item.head, Deprel::Conj);
            }
            item.coordinate(noun_phrase(pick(&self.object.materiel, chance)));
        }
        item
    }
}

/// ", in order to strengthen security,": its verb's place.
fn purpose(clause: &mut Phrase, chance: &mut Chance) -> usize {
    clause.comma(None);
    let comma = clause.words.len() - 1;
    let fixed = chance.percent(60).then(|| {
        let first = clause.push("in", Upos::Sconj, Xpos::In, None, Deprel::Mark);
        clause.push("order", Upos::Noun, Xpos::Nn, Some(first), Deprel::Fixed);
        first
    });
    let to = clause.push("to", Upos::Part, Xpos::To, None, Deprel::Mark);
    let verb = clause.push(
        pick(&["strengthen", "ensure", "improve", "protect"], chance),
        Upos::Verb,
        Xpos::Vb,
        None,
        Deprel::Advcl,
    );
    let object =
        clause.append(noun_phrase(pick(&["security", "the border", "regional stability", "its forces"], chance)));
    clause.attach(object, verb, Deprel::Obj);
    clause.comma(Some(verb));
    clause.attach(comma, verb, Deprel::Punct);
    clause.attach(to, verb, Deprel::Mark);
    if let Some(first) = fixed {
        clause.attach(first, verb, Deprel::Mark);
    }
    verb
}

fn oblique(clause: &mut Phrase, preposition: &str, phrase: Phrase, head: usize, deprel: Deprel) {
    let case = clause.push(preposition, Upos::Adp, Xpos::In, None, Deprel::Case);
    let phrase = clause.append(phrase);
    clause.attach(case, phrase, Deprel::Case);
    clause.attach(phrase, head, deprel);
}

/// The head of a time expression that opens a clause: the one word of it that hangs on none.
fn time_head(clause: &Phrase, opened: usize) -> usize {
    (0..opened - 1).find(|&word| clause.words[word].head.is_none()).expect("a time expression has a head")
}

/// "a military cooperation agreement", "attack helicopters".
fn noun_phrase(words: &str) -> Phrase {
    let (determiner, words) = match words.split_once(' ') {
        Some((first @ ("a" | "an" | "the" | "its"), rest)) => (Some(first), rest),
        _ => (None, words),
    };
    let parts: Vec<&str> = words.split(' ').collect();
    let (last, before) = parts.split_last().expect("split yields a part");
    let capital = last.starts_with(char::is_uppercase);
    let mut phrase = match (capital, last.ends_with('s') && !last.ends_with("ss")) {
        (true, _) => title(last),
        (false, true) => Phrase::word(last, Upos::Noun, Xpos::Nns),
        (false, false) => Phrase::word(last, Upos::Noun, Xpos::Nn),
    };
    if phrase.words[0].xpos == Xpos::Nns {
        phrase.words[0].lemma = last.trim_end_matches('s').to_owned();
    }
    for part in before.iter().rev() {
        let adjective =
            ["ary", "al", "ed", "int", "European", "Afghan", "tank"].iter().any(|ending| part.ends_with(ending));
        match (adjective, part.starts_with(char::is_uppercase)) {
            (true, _) => phrase.prepend_word(part, Upos::Adj, Xpos::Jj, Deprel::Amod),
            (false, true) => phrase.prepend_word(part, Upos::Propn, Xpos::Nnp, Deprel::Compound),
            (false, false) => phrase.prepend_word(part, Upos::Noun, Xpos::Nn, Deprel::Compound),
        }
    }
    match determiner {
        Some("its") => phrase.prepend_word("its", Upos::Pron, Xpos::PrpPoss, Deprel::NmodPoss),
        Some(determiner) => phrase.prepend_word(determiner, Upos::Det, Xpos::Dt, Deprel::Det),
        None => {}
    }
    phrase
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clause_is_one_tree() {
        let (news, mut chance) = (News::embedded(), Chance(3));
        for _ in 0..3_000 {
            let tree = news.clause(&mut chance);
            assert_eq!(tree.words.iter().filter(|word| word.head.is_none()).count(), 1, "{}", tree.text());
            for start in 0..tree.words.len() {
                let above = std::iter::successors(Some(start), |&word| tree.words[word].head);
                assert!(above.take(tree.words.len() + 1).count() <= tree.words.len(), "a cycle in {}", tree.text());
            }
        }
    }
}
