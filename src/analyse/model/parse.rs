//! The parser: arc-hybrid transitions (Kuhlmann et al. 2011), chosen greedily by a linear model.
//!
//! The root stands behind the last word. Shift moves the buffer's first word to the stack; left makes the buffer's first
//! word the head of the stack's top, right makes the word below it so; both take the top away. Every word gets one head
//! and exactly one word the root.

use super::tag::argmax;
use super::{Linear, ModelError, Word, mix};
use crate::analyse::{Deprel, Upos, Xpos};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    Shift,
    Left(Deprel),
    Right(Deprel),
}

impl std::str::FromStr for Action {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(' ') {
            None if text == "shift" => Ok(Self::Shift),
            Some(("left", deprel)) => Ok(Self::Left(deprel.parse()?)),
            Some(("right", deprel)) => Ok(Self::Right(deprel.parse()?)),
            _ => Err(text.to_owned()),
        }
    }
}

impl std::fmt::Display for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Shift => f.write_str("shift"),
            Self::Left(deprel) => write!(f, "left {deprel}"),
            Self::Right(deprel) => write!(f, "right {deprel}"),
        }
    }
}

const NONE: u32 = u32::MAX;

/// The arcs made so far: of each word its head and relation, its two outermost dependents on either side, and how many.
#[derive(Clone, Debug, Default)]
pub struct Arcs {
    pub heads: Vec<u32>,
    pub deprels: Vec<Deprel>,
    left: Vec<[u32; 2]>,
    right: Vec<[u32; 2]>,
    counts: Vec<[u8; 2]>,
}

/// The parser's state between two transitions.
#[derive(Clone, Debug, Default)]
pub struct State {
    pub stack: Vec<u32>,
    /// The buffer's first word; the number of words where only the root is left.
    pub next: u32,
    pub len: u32,
    pub arcs: Arcs,
}

impl State {
    pub fn start(&mut self, len: usize) {
        let arcs = &mut self.arcs;
        self.stack.clear();
        self.next = 0;
        self.len = u32::try_from(len).expect("a sentence is short");
        arcs.heads.clear();
        arcs.heads.resize(len, NONE);
        arcs.deprels.clear();
        arcs.deprels.resize(len, Deprel::Dep);
        for ends in [&mut arcs.left, &mut arcs.right] {
            ends.clear();
            ends.resize(len + 1, [NONE; 2]);
        }
        arcs.counts.clear();
        arcs.counts.resize(len + 1, [0; 2]);
    }

    pub fn is_done(&self) -> bool {
        self.next == self.len && self.stack.is_empty()
    }

    /// Whether shift, left and right may be done: [`None`] of them only where all is done.
    pub fn allowed(&self) -> [bool; 3] {
        let at_root = self.next == self.len;
        [!at_root, !self.stack.is_empty() && (!at_root || self.stack.len() == 1), self.stack.len() > 1]
    }

    /// # Panics
    /// Where the action is not [`State::allowed`].
    pub fn act(&mut self, action: Action) {
        match action {
            Action::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Action::Left(deprel) => {
                let child = self.stack.pop().expect("left needs a word on the stack");
                self.arcs.link(self.next, child, deprel);
            }
            Action::Right(deprel) => {
                let child = self.stack.pop().expect("right needs two words on the stack");
                let head = *self.stack.last().expect("right needs two words on the stack");
                self.arcs.link(head, child, deprel);
            }
        }
    }
}

impl Arcs {
    fn link(&mut self, head: u32, child: u32, deprel: Deprel) {
        let (h, c) = (head as usize, child as usize);
        self.heads[c] = head;
        self.deprels[c] = deprel;
        let (ends, side) = if child < head { (&mut self.left[h], 0) } else { (&mut self.right[h], 1) };
        // Dependents are linked from the inside out on both sides.
        *ends = [child, ends[0]];
        self.counts[h][side] = self.counts[h][side].saturating_add(1);
    }
}

pub struct ParseModel {
    linear: Linear,
    actions: Vec<Action>,
}

impl ParseModel {
    pub fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let linear = Linear::read("parser", bytes)?;
        let action = |label: &String| {
            label.parse().map_err(|label| ModelError::new("parser", format!("{label:?} is no action")))
        };
        let actions: Vec<Action> = linear.labels().iter().map(action).collect::<Result<_, _>>()?;
        let complete = actions.contains(&Action::Shift)
            && actions.contains(&Action::Left(Deprel::Root))
            && actions.iter().any(|action| matches!(action, Action::Right(_)))
            && actions.iter().any(|action| matches!(action, Action::Left(deprel) if *deprel != Deprel::Root));
        if !complete {
            return Err(ModelError::new("parser", "an action is missing"));
        }
        Ok(Self { linear, actions })
    }

    /// Fills `state` with the sentence's arcs.
    pub fn parse(&self, words: &[Word], tags: &[(Upos, Xpos)], state: &mut State) {
        let mut features_of = Vec::with_capacity(128);
        let mut scores = vec![0i32; self.actions.len()];
        state.start(words.len());
        while !state.is_done() {
            if let Some(only) = state.only_choice() {
                state.act(only);
                continue;
            }
            features(words, tags, state, &mut features_of);
            self.linear.score(&features_of, &mut scores);
            let allowed = state.allowed();
            for (score, action) in scores.iter_mut().zip(&self.actions) {
                if !state.permits(*action, allowed) {
                    *score = i32::MIN;
                }
            }
            state.act(self.actions[argmax(&scores)]);
        }
    }
}

impl State {
    /// The transition that needs no choice.
    pub fn only_choice(&self) -> Option<Action> {
        match self.allowed() {
            [true, false, false] => Some(Action::Shift),
            [false, true, false] => Some(Action::Left(Deprel::Root)),
            _ => None,
        }
    }

    /// Whether the action is allowed with its relation: root is the relation of one word, to the root.
    pub fn permits(&self, action: Action, allowed: [bool; 3]) -> bool {
        match action {
            Action::Shift => allowed[0],
            Action::Left(deprel) => allowed[1] && (self.next == self.len) == (deprel == Deprel::Root),
            Action::Right(_) => allowed[2],
        }
    }
}

#[derive(Clone, Copy)]
struct View {
    word: u64,
    upos: u64,
    xpos: u64,
    /// Cluster whole and coarse.
    fine: u64,
    coarse: u64,
    deprel: u64,
}

const ABSENT: View = View { word: 2, upos: 40, xpos: 60, fine: 0, coarse: 0, deprel: 0 };
const ROOT: View = View { word: 3, upos: 41, xpos: 61, fine: 0, coarse: 0, deprel: 0 };

/// The features of a state.
pub fn features(words: &[Word], tags: &[(Upos, Xpos)], state: &State, out: &mut Vec<u64>) {
    out.clear();
    let len = state.len;
    let arcs = &state.arcs;
    let view = |at: u32| -> View {
        match words.get(at as usize) {
            Some(word) => View {
                word: word.lower,
                upos: tags[at as usize].0 as u64,
                xpos: tags[at as usize].1 as u64,
                fine: word.cluster,
                coarse: word.coarse(6),
                deprel: arcs.deprels[at as usize] as u64 + 1,
            },
            None if at == len => ROOT,
            None => ABSENT,
        }
    };
    let on_stack = |depth: usize| state.stack.len().checked_sub(depth + 1).map_or(NONE, |at| state.stack[at]);
    let (i0, i1, i2) = (on_stack(0), on_stack(1), on_stack(2));
    let j0 = state.next;
    let left = |at: u32, nth: usize| arcs.left.get(at as usize).map_or(NONE, |ends| ends[nth]);
    let right = |at: u32, nth: usize| arcs.right.get(at as usize).map_or(NONE, |ends| ends[nth]);
    let counts = |at: u32| arcs.counts.get(at as usize).copied().unwrap_or([0; 2]);
    let (s0, s1, s2) = (view(i0), view(i1), view(i2));
    let (b0, b1, b2) = (view(j0), view(j0 + 1), view(j0 + 2));
    let (s0l, s0r, s0l2, s0r2) = (view(left(i0, 0)), view(right(i0, 0)), view(left(i0, 1)), view(right(i0, 1)));
    let (s1l, s1r, s1r2) = (view(left(i1, 0)), view(right(i1, 0)), view(right(i1, 1)));
    let (b0l, b0l2) = (view(left(j0, 0)), view(left(j0, 1)));
    let [s0vl, s0vr] = counts(i0).map(|count| u64::from(count.min(4)));
    let [s1vl, s1vr] = counts(i1).map(|count| u64::from(count.min(4)));
    let b0vl = u64::from(counts(j0)[0].min(4));
    let distance = |a: u32, b: u32| match b.wrapping_sub(a) {
        _ if a == NONE || b == NONE => 0,
        near @ 0..=4 => u64::from(near) + 1,
        5..=7 => 6,
        8..=11 => 7,
        12..=19 => 8,
        _ => 9,
    };
    let d0 = distance(i0, j0);
    let d1 = distance(i1, i0);
    // What stands between the stack's top and the buffer decides whether they can meet.
    let mut between = 0u64;
    if i0 != NONE {
        for at in (i0 + 1..j0).take(24) {
            between |= match tags[at as usize].0 {
                Upos::Verb | Upos::Aux => 1,
                Upos::Punct => 2,
                Upos::Cconj | Upos::Sconj => 4,
                _ => 0,
            };
        }
    }

    let mut template = 100;
    let mut add = |values: &[u64]| {
        template += 1;
        out.push(values.iter().fold(template, |hash, &value| mix(hash, value)));
    };
    add(&[0]);
    for v in [&s0, &s1, &b0, &b1] {
        add(&[v.word]);
        add(&[v.xpos]);
        add(&[v.word, v.xpos]);
        add(&[v.fine]);
    }
    add(&[s2.word]);
    add(&[s2.xpos]);
    add(&[b2.word]);
    add(&[b2.xpos]);
    // Pairs.
    add(&[s0.word, s0.xpos, b0.word, b0.xpos]);
    add(&[s0.word, s0.xpos, b0.xpos]);
    add(&[s0.xpos, b0.word, b0.xpos]);
    add(&[s0.word, b0.word]);
    add(&[s0.xpos, b0.xpos]);
    add(&[s0.fine, b0.fine]);
    add(&[s0.fine, b0.xpos]);
    add(&[s0.xpos, b0.fine]);
    add(&[s1.word, s0.word]);
    add(&[s1.word, s0.xpos]);
    add(&[s1.xpos, s0.word]);
    add(&[s1.xpos, s0.xpos]);
    add(&[s1.fine, s0.fine]);
    add(&[s1.fine, s0.xpos]);
    add(&[s1.xpos, s0.fine]);
    add(&[s1.xpos, b0.xpos]);
    add(&[s1.word, b0.xpos]);
    add(&[s1.xpos, b0.word]);
    add(&[s1.fine, b0.fine]);
    add(&[b0.xpos, b1.xpos]);
    add(&[b0.word, b1.xpos]);
    add(&[b0.xpos, b1.word]);
    add(&[s0.xpos, b1.xpos]);
    add(&[s0.word, b1.word]);
    // Three in a row.
    add(&[s0.xpos, b0.xpos, b1.xpos]);
    add(&[s0.xpos, b0.xpos, b1.xpos, b2.xpos]);
    add(&[s1.xpos, s0.xpos, b0.xpos]);
    add(&[s1.xpos, s0.xpos, b0.xpos, b1.xpos]);
    add(&[s2.xpos, s1.xpos, s0.xpos]);
    add(&[s2.upos, s1.upos, s0.upos, b0.upos]);
    add(&[b0.xpos, b1.xpos, b2.xpos]);
    add(&[s1.coarse, s0.coarse, b0.coarse]);
    add(&[s0.word, b0.xpos, b1.xpos]);
    add(&[s0.xpos, b0.word, b1.xpos]);
    add(&[s1.word, s0.xpos, b0.xpos]);
    add(&[s1.xpos, s0.word, b0.xpos]);
    add(&[s1.xpos, s0.xpos, b0.word]);
    // Dependents.
    add(&[s0.xpos, s0l.xpos, b0.xpos]);
    add(&[s0.xpos, s0r.xpos, b0.xpos]);
    add(&[s0.xpos, b0.xpos, b0l.xpos]);
    add(&[s1.xpos, s1r.xpos, s0.xpos]);
    add(&[s1.xpos, s1l.xpos, s0.xpos]);
    add(&[s1.xpos, s0.xpos, s0l.xpos]);
    add(&[s1.xpos, s0.xpos, s0r.xpos]);
    add(&[s0l.word, s0.xpos]);
    add(&[s0r.word, s0.xpos]);
    add(&[s0l2.word, s0l2.xpos]);
    add(&[s0r2.word, s0r2.xpos]);
    add(&[s1r.word, s1.xpos]);
    add(&[s1r2.xpos, s1r.xpos, s1.xpos]);
    add(&[b0l.word, b0.xpos]);
    add(&[b0l2.xpos, b0l.xpos, b0.xpos]);
    add(&[s0l2.xpos, s0l.xpos, s0.xpos]);
    add(&[s0r2.xpos, s0r.xpos, s0.xpos]);
    // Relations of dependents: what a word has it seldom gets again.
    add(&[s0.xpos, s0l.deprel, s0l2.deprel, s0r.deprel, s0r2.deprel]);
    add(&[s1.xpos, s1l.deprel, s1r.deprel, s1r2.deprel]);
    add(&[b0.xpos, b0l.deprel, b0l2.deprel]);
    add(&[s0.word, s0l.deprel, s0r.deprel]);
    add(&[s1.word, s1r.deprel, s0.xpos]);
    add(&[s1.xpos, s1r.deprel, s0.xpos, s0l.deprel]);
    add(&[s0.xpos, s0r.deprel, b0.xpos, b0l.deprel]);
    add(&[s1.xpos, s1l.deprel, s0.xpos, b0.xpos]);
    add(&[s0.xpos, s0l.deprel, b0.xpos, b0l.deprel]);
    add(&[s0.word, s0vl, s0vr]);
    add(&[s0.xpos, s0vl, s0vr, b0.xpos]);
    add(&[s1.xpos, s1vl, s1vr, s0.xpos]);
    add(&[b0.xpos, b0vl, s0.xpos]);
    // Where a prepositional phrase belongs: its preposition is a left dependent by now.
    add(&[s0.word, b0l.word]);
    add(&[s1.word, b0l.word]);
    add(&[s1.word, s0.xpos, b0l.word]);
    add(&[s1.word, s0.word, b0l.word]);
    add(&[s1.xpos, s0.xpos, b0l.word, b0.xpos]);
    add(&[s1.fine, s0.fine, b0l.word]);
    add(&[s1.word, s0l.word]);
    add(&[s1.word, s0l.word, s0.fine]);
    add(&[s0.fine, b0l.word, b0.fine]);
    // Distance.
    add(&[s0.word, d0]);
    add(&[s0.xpos, d0]);
    add(&[b0.word, d0]);
    add(&[b0.xpos, d0]);
    add(&[s0.xpos, b0.xpos, d0]);
    add(&[s1.xpos, s0.xpos, d1]);
    add(&[s0.xpos, b0.xpos, between]);
    add(&[s0.upos, b0.upos, between, d0]);
}
