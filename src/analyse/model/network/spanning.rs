//! The best tree over scored pairs of word and head: greedy where that is a tree, else Chu & Liu 1965, Edmonds 1967.

use ndarray::Array2;

/// The head of each word, 0 for the root and from 1 on for the words; exactly one word hangs on the root.
///
/// `scores` has a row for each word and a column for the root and each word.
pub fn spanning_tree(scores: &Array2<f32>) -> Vec<usize> {
    let words = scores.nrows();
    let score = |child: usize, head: usize| if head == child + 1 { f32::MIN } else { scores[(child, head)] };
    let best_of = |child: usize, from: usize| {
        (from..=words).fold(from, |best, head| if score(child, head) > score(child, best) { head } else { best })
    };
    let greedy: Vec<usize> = (0..words).map(|child| best_of(child, 0)).collect();
    let roots = greedy.iter().filter(|&&head| head == 0).count();
    if roots == 1 && cycle(&greedy).is_none() {
        return greedy;
    }
    // Which word hangs on the root is tried out: those that want it most, by how much they lose elsewhere.
    let mut order: Vec<(f32, usize)> = (0..words)
        .map(|child| (scores[(child, 0)] - if words > 1 { score(child, best_of(child, 1)) } else { 0.0 }, child))
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    order.truncate(3);
    let trees = order.into_iter().map(|(_, root)| {
        let mut own = Array2::from_shape_fn((words + 1, words + 1), |(child, head)| {
            if child == 0 || head == 0 || child == head { FORBIDDEN } else { scores[(child - 1, head)] }
        });
        own.row_mut(root + 1).fill(FORBIDDEN);
        own[(root + 1, 0)] = 0.0;
        let tree: Vec<usize> = arborescence(own).into_iter().skip(1).collect();
        let total: f32 = tree.iter().enumerate().map(|(child, &head)| scores[(child, head)]).sum();
        (total, tree)
    });
    let better = |best: (f32, Vec<usize>), other: (f32, Vec<usize>)| if other.0 > best.0 { other } else { best };
    trees.reduce(better).expect("a sentence has words").1
}

const FORBIDDEN: f32 = -1e9;

/// The heads of the best tree below node 0, where `scores` has a row for each child; node 0's own head means nothing.
fn arborescence(scores: Array2<f32>) -> Vec<usize> {
    let nodes = scores.nrows();
    let mut heads: Vec<usize> = (0..nodes)
        .map(|child| {
            (0..nodes).fold(0, |best, head| if scores[(child, head)] > scores[(child, best)] { head } else { best })
        })
        .collect();
    heads[0] = 0;
    let shifted: Vec<usize> = heads[1..].to_vec();
    let Some(cycle) = cycle(&shifted) else { return heads };
    // The cycle becomes one node, the last one of a smaller problem.
    let in_cycle: Vec<bool> = (0..nodes).map(|node| cycle.contains(&node)).collect();
    let outside: Vec<usize> = (0..nodes).filter(|&node| !in_cycle[node]).collect();
    let small = outside.len();
    let mut reduced = Array2::from_elem((small + 1, small + 1), FORBIDDEN);
    let mut enters = vec![cycle[0]; small];
    let mut leaves = vec![cycle[0]; small];
    for (at, &node) in outside.iter().enumerate() {
        for (other, &head) in outside.iter().enumerate() {
            reduced[(at, other)] = scores[(node, head)];
        }
        // From the node into the cycle: the member whose change of head costs least.
        let gain = |member: usize| scores[(member, node)] - scores[(member, heads[member])];
        enters[at] = cycle.iter().copied().fold(cycle[0], |best, one| if gain(one) > gain(best) { one } else { best });
        reduced[(small, at)] = gain(enters[at]);
        let give = |member: usize| scores[(node, member)];
        leaves[at] = cycle.iter().copied().fold(cycle[0], |best, one| if give(one) > give(best) { one } else { best });
        reduced[(at, small)] = give(leaves[at]);
    }
    let solved = arborescence(reduced);
    for (at, &node) in outside.iter().enumerate().skip(1) {
        heads[node] = if solved[at] == small { leaves[at] } else { outside[solved[at]] };
    }
    let entry = solved[small];
    heads[enters[entry]] = outside[entry];
    heads
}

/// The members of a cycle among the heads (0: the root; word `n` has its head at `n - 1`).
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len() + 1];
    for start in 1..=heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at - 1];
        }
        if at != 0 && seen[at] == start {
            let mut members = vec![at];
            let mut next = heads[at - 1];
            while next != at {
                members.push(next);
                next = heads[next - 1];
            }
            return Some(members);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The best total over all assignments of heads that are trees with one root.
    fn by_trying(scores: &Array2<f32>) -> f32 {
        let words = scores.nrows();
        let mut best = f32::MIN;
        for number in 0..(words + 1).pow(words as u32) {
            let heads: Vec<usize> = (0..words).map(|at| number / (words + 1).pow(at as u32) % (words + 1)).collect();
            if heads.iter().filter(|&&head| head == 0).count() == 1 && cycle(&heads).is_none() {
                best = best.max(heads.iter().enumerate().map(|(child, &head)| scores[(child, head)]).sum());
            }
        }
        best
    }

    proptest! {
        #[test]
        fn is_the_best_tree(words in 1usize..=3, values in proptest::collection::vec(-9i8..9, 16)) {
            let scores = Array2::from_shape_fn((words, words + 1), |(child, head)| f32::from(values[child * 4 + head]));
            let tree = spanning_tree(&scores);
            prop_assert_eq!(tree.iter().filter(|&&head| head == 0).count(), 1);
            prop_assert!(cycle(&tree).is_none());
            let total: f32 = tree.iter().enumerate().map(|(child, &head)| scores[(child, head)]).sum();
            prop_assert_eq!(total, by_trying(&scores));
        }

        #[test]
        fn long_ones_are_trees(values in proptest::collection::vec(-9i8..9, 12 * 13)) {
            let scores = Array2::from_shape_fn((12, 13), |(child, head)| f32::from(values[child * 13 + head]));
            let tree = spanning_tree(&scores);
            prop_assert_eq!(tree.iter().filter(|&&head| head == 0).count(), 1);
            prop_assert!(cycle(&tree).is_none());
        }
    }
}
