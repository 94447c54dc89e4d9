//! Training of the parser: arc-hybrid with the dynamic oracle of Goldberg & Nivre (2013), following the model's own
//! mistakes.

use std::collections::BTreeSet;

use super::perceptron::{Perceptron, best};
use super::{Chance, Options};
use crate::analyse::conllu::Tree;
use crate::analyse::model::inside::{Action, parse_features};
use crate::analyse::model::{Clusters, State, Word, words};
use crate::analyse::{Deprel, Upos, Xpos};

/// The model's own choice is followed this often, from the second epoch on.
const EXPLORE: usize = 90;

pub fn train(
    trees: &[Tree],
    tagged: &[Vec<(Upos, Xpos)>],
    clusters: &'static [u8],
    options: &Options,
    say: &mut dyn FnMut(&str),
) -> Vec<u8> {
    let clusters = Clusters::read(clusters).expect("the trainer made the clusters");
    let actions = actions(trees);
    let mut model = Perceptron::new(actions.iter().map(Action::to_string).collect());
    let samples: Vec<Vec<Word>> = trees
        .iter()
        .map(|tree| {
            let mut seen = Vec::new();
            words(tree.words.iter().map(|word| word.form.as_str()), &clusters, &mut seen);
            seen
        })
        .collect();
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut chance = Chance(options.seed);
    let mut scores = vec![0.0; actions.len()];
    let mut features = Vec::new();
    let mut state = State::default();
    for epoch in 0..options.epochs {
        chance.shuffle(&mut order);
        let (mut right, mut all) = (0usize, 0usize);
        for &sample in &order {
            let gold = Gold::of(&trees[sample]);
            state.start(samples[sample].len());
            while !state.is_done() {
                if let Some(only) = state.only_choice() {
                    state.act(only);
                    continue;
                }
                parse_features(&samples[sample], &tagged[sample], &state, &mut features);
                model.score(&features, &mut scores);
                model.tick();
                let allowed = state.allowed();
                let costs = gold.costs(&state, allowed);
                let guess =
                    best(&scores, |label| state.permits(actions[label], allowed)).expect("an action is allowed");
                let is_right = |label: usize| {
                    state.permits(actions[label], allowed) && gold.is_right(&state, actions[label], &costs)
                };
                let target = best(&scores, is_right).expect("some action costs nothing more");
                all += 1;
                right += usize::from(is_right(guess));
                if !is_right(guess) {
                    model.update(&features, target, guess);
                }
                let follow = epoch > 0 && chance.percent(EXPLORE);
                state.act(actions[if follow { guess } else { target }]);
            }
        }
        say(&format!("parser, epoch {}: {:.2}% right in training", epoch + 1, right as f64 / all as f64 * 100.0));
    }
    model.write(4, 6)
}

/// Shift, and left and right with each relation that occurs.
fn actions(trees: &[Tree]) -> Vec<Action> {
    let mut arcs: BTreeSet<(bool, Deprel)> = BTreeSet::new();
    for tree in trees {
        for (at, word) in tree.words.iter().enumerate() {
            arcs.insert((word.head.is_none_or(|head| head > at), word.deprel));
        }
    }
    let arcs = arcs.into_iter().map(|(left, deprel)| match left {
        true => Action::Left(deprel),
        false => Action::Right(deprel),
    });
    std::iter::once(Action::Shift).chain(arcs.filter(|action| *action != Action::Right(Deprel::Root))).collect()
}

struct Gold {
    /// The root is the number of words.
    heads: Vec<u32>,
    deprels: Vec<Deprel>,
    children: Vec<Vec<u32>>,
}

impl Gold {
    fn of(tree: &Tree) -> Self {
        let len = tree.words.len();
        let heads: Vec<u32> = tree.words.iter().map(|word| word.head.unwrap_or(len) as u32).collect();
        let mut children = vec![Vec::new(); len + 1];
        for (child, &head) in heads.iter().enumerate() {
            children[head as usize].push(child as u32);
        }
        Self { heads, deprels: tree.words.iter().map(|word| word.deprel).collect(), children }
    }

    /// How many gold arcs shift, left and right each put out of reach, beyond the least of those allowed.
    fn costs(&self, state: &State, allowed: [bool; 3]) -> [usize; 3] {
        let next = state.next;
        let top = state.stack.last().copied();
        let below = state.stack.len().checked_sub(2).map(|at| state.stack[at]);
        let in_stack = |word: u32| state.stack.contains(&word);
        let mut costs = [usize::MAX; 3];
        if allowed[0] {
            let lost_head = in_stack(self.heads[next as usize]) && Some(self.heads[next as usize]) != top;
            let lost = self.children[next as usize].iter().filter(|&&child| in_stack(child)).count();
            costs[0] = lost + usize::from(lost_head);
        }
        if let Some(top) = top {
            let head = self.heads[top as usize];
            let kept = self.children[top as usize].iter().filter(|&&child| child >= next).count();
            if allowed[1] {
                costs[1] = kept + usize::from(Some(head) == below || head > next);
            }
            if allowed[2] {
                costs[2] = kept + usize::from(head >= next);
            }
        }
        let least = costs.into_iter().min().expect("there are three");
        costs.map(|cost| cost.saturating_sub(least))
    }

    /// Whether the action costs nothing more, and its relation is the right one where its arc is.
    fn is_right(&self, state: &State, action: Action, costs: &[usize; 3]) -> bool {
        let top = || *state.stack.last().expect("arcs need a word on the stack");
        let below = || state.stack[state.stack.len() - 2];
        match action {
            Action::Shift => costs[0] == 0,
            Action::Left(deprel) => costs[1] == 0 && self.fits(top(), state.next, deprel),
            Action::Right(deprel) => costs[2] == 0 && self.fits(top(), below(), deprel),
        }
    }

    fn fits(&self, child: u32, head: u32, deprel: Deprel) -> bool {
        let gold = self.deprels[child as usize];
        // A wrong head is best found with the right relation still; the root's is for the root alone.
        self.heads[child as usize] != head && (deprel == Deprel::Root) == (head as usize == self.heads.len())
            || gold == deprel
    }
}
