//! The gradients of the network's losses, by hand: backwards through the heads and the layers.

use std::ops::Range;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis, s};

use super::super::Chance;
use super::{Loss, Sample};
use crate::analyse::inside::{LEAK, Weights, backward, with_root};

/// The share of units left out.
const DROPOUT: f32 = 0.25;

/// Adds the gradients of the loss, of which each word has the `share`, and returns that of the input.
pub(super) fn gradients(
    weights: &Weights,
    input: Array2<f32>,
    batch: &[&Sample],
    share: f32,
    gradient: &mut Weights,
    chance: &mut Chance,
) -> (Loss, Array2<f32>) {
    let lens: Vec<usize> = batch.iter().map(|sample| sample.words.len()).collect();
    let mut masks: Vec<Array2<f32>> = Vec::new();
    let mut kept = Vec::new();
    let mut drop = |values: &mut Array2<f32>| {
        let mask = Array2::from_shape_fn((lens.len(), values.ncols()), |_| chance.keep());
        apply(&mask, values, &lens);
        masks.push(mask);
    };
    let mut top = input;
    drop(&mut top);
    for layer in &weights.layers {
        let (output, pass) = layer.forward(top.view(), &lens);
        kept.push((std::mem::replace(&mut top, output), pass));
        drop(&mut top);
    }
    let mut hidden = weights.heads(top.view());
    let head_mask = Array2::from_shape_fn((lens.len(), hidden.ncols()), |_| chance.keep());
    apply(&head_mask, &mut hidden, &lens);
    let (loss, mut to_heads) = heads_gradient(weights, hidden.view(), batch, &lens, share, gradient);
    apply(&head_mask, &mut to_heads, &lens);
    general_mat_mul(1.0, &top.t(), &to_heads, 1.0, &mut gradient.heads);
    gradient.heads_bias.row_mut(0).scaled_add(1.0, &to_heads.sum_axis(Axis(0)));
    let mut back = to_heads.dot(&weights.heads.t());
    for (at, layer) in weights.layers.iter().enumerate().rev() {
        apply(&masks.pop().expect("a mask for each layer"), &mut back, &lens);
        let (input, mut pass) = kept.pop().expect("each layer was kept");
        back = backward(layer, input.view(), &mut pass, back.view(), &lens, &mut gradient.layers[at]);
    }
    apply(&masks.pop().expect("a mask for the input"), &mut back, &lens);
    (loss, back)
}

impl Chance {
    /// What a unit is multiplied with under dropout.
    fn keep(&mut self) -> f32 {
        if (self.below(1 << 16) as f32) < DROPOUT * (1 << 16) as f32 { 0.0 } else { 1.0 / (1.0 - DROPOUT) }
    }
}

/// Multiplies the rows of each sentence with the sentence's mask.
fn apply(mask: &Array2<f32>, values: &mut Array2<f32>, lens: &[usize]) {
    let mut from = 0;
    for (mask, &len) in mask.rows().into_iter().zip(lens) {
        for mut row in values.slice_mut(s![from..from + len, ..]).rows_mut() {
            row *= &mask;
        }
        from += len;
    }
}

/// The losses, and the gradient of the heads' hidden units before their squashing.
fn heads_gradient(
    weights: &Weights,
    hidden: ArrayView2<f32>,
    batch: &[&Sample],
    lens: &[usize],
    share: f32,
    gradient: &mut Weights,
) -> (Loss, Array2<f32>) {
    let words: usize = lens.iter().sum();
    let columns = weights.columns();
    let mut to_heads: Array2<f32> = Array2::zeros(hidden.raw_dim());
    let mut sums = [0.0; 4];
    // Tags and names.
    let golds = |of: fn(&Sample) -> Option<&Vec<usize>>| -> Vec<Option<usize>> {
        let gold = |sample: &&Sample| match of(sample) {
            Some(gold) => gold.iter().map(|&gold| Some(gold)).collect(),
            None => vec![None; sample.words.len()],
        };
        batch.iter().flat_map(gold).collect()
    };
    let tags = golds(|sample| sample.tree.as_ref().map(|tree| &tree.tags));
    let names = golds(|sample| sample.names.as_ref());
    let units = hidden.slice(s![.., columns.tag.clone()]);
    let mut scores = weights.tag_scores(units);
    sums[0] = cross_entropy(scores.view_mut(), &tags, share);
    let back = affine_gradient(units, &scores, &weights.tag, &mut gradient.tag, &mut gradient.tag_bias);
    to_heads.slice_mut(s![.., columns.tag.clone()]).assign(&back);
    let units = hidden.slice(s![.., columns.name.clone()]);
    let mut scores = weights.name_scores(units);
    sums[1] = cross_entropy(scores.view_mut(), &names, share);
    let back = affine_gradient(units, &scores, &weights.name, &mut gradient.name, &mut gradient.name_bias);
    to_heads.slice_mut(s![.., columns.name.clone()]).assign(&back);
    // Trees.
    let mut from = 0;
    for (sample, &len) in batch.iter().zip(lens) {
        let rows = from..from + len;
        from += len;
        let Some(gold) = &sample.tree else { continue };
        let of = |columns: &Range<usize>| hidden.slice(s![rows.clone(), columns.clone()]);
        let (dep, head) = (of(&columns.arc_dep), of(&columns.arc_head));
        let query = weights.arc_query(dep);
        let all = with_root(&weights.arc_root, head);
        let mut scores = query.dot(&all.t());
        (0..len).for_each(|at| scores[(at, at + 1)] = f32::MIN);
        let wanted: Vec<Option<usize>> = gold.heads.iter().map(|&head| Some(head)).collect();
        sums[2] += cross_entropy(scores.view_mut(), &wanted, share);
        let to_query = scores.dot(&all);
        let to_all = scores.t().dot(&query);
        let to_dep = affine_gradient(dep, &to_query, &weights.arc, &mut gradient.arc, &mut gradient.arc_bias);
        gradient.arc_root.row_mut(0).scaled_add(1.0, &to_all.row(0));
        to_heads.slice_mut(s![rows.clone(), columns.arc_dep.clone()]).assign(&to_dep);
        to_heads.slice_mut(s![rows.clone(), columns.arc_head.clone()]).assign(&to_all.slice(s![1.., ..]));

        let (dep, head) = (of(&columns.label_dep), of(&columns.label_head));
        let pairs = weights.label_hidden(dep, head, &gold.heads);
        let mut scores = pairs.dot(&weights.label);
        scores += &weights.label_bias;
        let wanted: Vec<Option<usize>> = gold.labels.iter().map(|&label| Some(label)).collect();
        sums[3] += cross_entropy(scores.view_mut(), &wanted, share);
        let (label, bias) = (&mut gradient.label, &mut gradient.label_bias);
        let mut back = affine_gradient(pairs.view(), &scores, &weights.label, label, bias);
        unsquash(back.view_mut(), pairs.view());
        to_heads.slice_mut(s![rows.clone(), columns.label_dep.clone()]).assign(&back);
        let mut to_head = to_heads.slice_mut(s![rows, columns.label_head.clone()]);
        for (row, &head) in back.rows().into_iter().zip(&gold.heads) {
            match head.checked_sub(1) {
                Some(head) => to_head.row_mut(head).scaled_add(1.0, &row),
                None => gradient.label_root.row_mut(0).scaled_add(1.0, &row),
            }
        }
    }
    let squashed = s![.., columns.squashed()];
    unsquash(to_heads.slice_mut(squashed), hidden.slice(squashed));
    (Loss { words: words as f64, sums }, to_heads)
}

/// The gradient before the squashing, by the sign of what came out of it.
fn unsquash(mut gradient: ArrayViewMut2<f32>, squashed: ArrayView2<f32>) {
    gradient.zip_mut_with(&squashed, |gradient, &value| {
        if value <= 0.0 {
            *gradient *= LEAK;
        }
    });
}

fn affine_gradient(
    input: ArrayView2<f32>,
    to_output: &Array2<f32>,
    weights: &Array2<f32>,
    gradient: &mut Array2<f32>,
    bias: &mut Array2<f32>,
) -> Array2<f32> {
    general_mat_mul(1.0, &input.t(), to_output, 1.0, gradient);
    bias.row_mut(0).scaled_add(1.0, &to_output.sum_axis(Axis(0)));
    to_output.dot(&weights.t())
}

/// Turns scores into their gradient, weighed with `share`; the sum of the losses. Rows without gold get none.
fn cross_entropy(mut scores: ArrayViewMut2<f32>, gold: &[Option<usize>], share: f32) -> f64 {
    let mut sum = 0.0;
    for (mut row, gold) in scores.rows_mut().into_iter().zip(gold) {
        let Some(gold) = *gold else {
            row.fill(0.0);
            continue;
        };
        let high = row.fold(f32::MIN, |high, &x| high.max(x));
        row.mapv_inplace(|x| (x - high).exp());
        let total = row.sum();
        sum -= f64::from((row[gold] / total).max(1e-30).ln());
        row.mapv_inplace(|x| x / total * share);
        row[gold] -= share;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::{GoldTree, Learner, UNITS, zeros_like};
    use super::*;
    use crate::analyse::Deprel;
    use crate::analyse::inside::write_word_table;
    use crate::analyse::inside::{WordTable, words};

    fn sample(forms: &[&str], tree: Option<GoldTree>, names: Option<Vec<usize>>) -> Sample {
        let mut seen = Vec::new();
        let none = write_word_table(&[]);
        let none = WordTable::read(Box::leak(none.into_boxed_slice())).expect("an empty table");
        words(forms.iter().copied(), &none, &mut seen);
        Sample { rows: vec![0; forms.len()], words: seen, tree, names }
    }

    /// Each matrix's gradient is what a small step along it changes, under the same dropout.
    #[test]
    fn gradients_are_slopes() {
        let tree = GoldTree { tags: vec![0, 1, 2], heads: vec![2, 0, 2], labels: vec![3, Deprel::Root.index(), 5] };
        let samples =
            [sample(&["Mali", "buys", "tanks"], Some(tree), None), sample(&["Omar", "Khan"], None, Some(vec![1, 2]))];
        let batch: Vec<&Sample> = samples.iter().collect();
        let mut chance = Chance(7);
        let learner = Learner::new(vec![0], 3, &mut chance);
        let mut weights = learner.weights;
        let input = Array2::from_shape_fn((5, UNITS), |_| chance.below(1000) as f32 / 500.0 - 1.0);
        let loss = |weights: &Weights, input: &Array2<f32>| -> f64 {
            let mut unused = zeros_like(weights);
            let (loss, _) = gradients(weights, input.clone(), &batch, 0.2, &mut unused, &mut Chance(3));
            loss.sums.iter().sum::<f64>() / loss.words
        };
        let mut gradient = zeros_like(&weights);
        let (_, to_input) = gradients(&weights, input.clone(), &batch, 0.2, &mut gradient, &mut Chance(3));
        let directions: Vec<Array2<f32>> = gradient.each_mut().iter().map(|part| (**part).clone()).collect();
        for (at, direction) in directions.iter().enumerate() {
            let slope = f64::from(direction.iter().map(|x| x * x).sum::<f32>());
            let step = 0.01 / slope.sqrt().max(1e-6) as f32;
            let mut moved = |by: f32| {
                weights.each_mut()[at].scaled_add(by, direction);
                let loss = loss(&weights, &input);
                weights.each_mut()[at].scaled_add(-by, direction);
                loss
            };
            let measured = (moved(step) - moved(-step)) / f64::from(2.0 * step);
            assert!((measured - slope).abs() < 0.03 * slope + 1e-6, "matrix {at}: {measured} is not {slope}");
        }
        let slope = f64::from(to_input.iter().map(|x| x * x).sum::<f32>());
        let step = 0.01 / slope.sqrt() as f32;
        let measured = (loss(&weights, &(&input + &(&to_input * step)))
            - loss(&weights, &(&input - &(&to_input * step))))
            / f64::from(2.0 * step);
        assert!((measured - slope).abs() < 0.03 * slope, "input: {measured} is not {slope}");
    }
}
