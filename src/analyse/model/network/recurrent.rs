//! A layer of simple recurrent units (Lei et al. 2018), read from both ends of each sentence.
//!
//! All matrices work on whole batches; only sums of neighbours go from word to word. For each unit, `z`, `f` and `r` are
//! linear in the layer's input `x`: `c = f c' + (1 - f) z` with `c'` of the word before, `h = r tanh(c) + (1 - r) x`.

use multiversion::multiversion;
use ndarray::{Array2, ArrayView2};

use super::add_row;

/// Weights of one layer. Columns are `z f r` of the forward direction, then of the backward one, each as wide as `units`.
#[derive(Clone, Debug)]
pub struct Layer {
    pub weights: Array2<f32>,
    pub bias: Array2<f32>,
}

/// What a layer made on its way to its output, row by row as the words: the gates after their squashing, and the cells.
#[cfg_attr(not(feature = "train"), expect(dead_code, reason = "only training looks back"))]
pub struct Pass {
    pub gates: Array2<f32>,
    pub cells: Array2<f32>,
}

impl Layer {
    /// Units of one direction.
    pub fn units(&self) -> usize {
        self.weights.ncols() / 6
    }

    /// The output; `lens` are the lengths of the sentences whose words are the rows.
    pub fn forward(&self, input: ArrayView2<f32>, lens: &[usize]) -> (Array2<f32>, Pass) {
        self.read(input, self.gates(input), lens)
    }

    /// What the gates get of each word alone.
    pub fn gates(&self, input: ArrayView2<f32>) -> Array2<f32> {
        let mut gates = input.dot(&self.weights);
        add_row(&mut gates, self.bias.view());
        gates
    }

    /// [`Layer::forward`] from where the gates have what they get of each word alone.
    pub fn read(&self, input: ArrayView2<f32>, mut gates: Array2<f32>, lens: &[usize]) -> (Array2<f32>, Pass) {
        let units = self.units();
        let (rows, wide) = (input.nrows(), 2 * units);
        let mut cells = Array2::zeros((rows, wide));
        let mut output = Array2::zeros((rows, wide));
        {
            let gates = gates.as_slice_mut().expect("fresh arrays are contiguous");
            let cells = cells.as_slice_mut().expect("fresh arrays are contiguous");
            let output = output.as_slice_mut().expect("fresh arrays are contiguous");
            let mut before = vec![0.0; units];
            walk(lens, |at, direction, starts| {
                if starts {
                    before.fill(0.0);
                }
                let [z, f, r] = parts(&mut gates[at * 3 * wide..][..3 * wide], direction, units);
                let own = at * wide + direction * units..at * wide + (direction + 1) * units;
                let x = input.row(at);
                let x = &x.as_slice().expect("rows are contiguous")[carried(x.len(), units, direction)];
                let (cells, output) = (&mut cells[own.clone()], &mut output[own]);
                step([z, f, r], &mut before, x, cells, output);
            });
        }
        (output, Pass { gates, cells })
    }
}

/// One word in one direction: the gates are squashed, and the cell goes on from that of the word before.
#[multiversion(targets("x86_64+avx512f+avx512vl+avx512bw+avx512dq", "x86_64+avx2"))]
fn step([z, f, r]: [&mut [f32]; 3], before: &mut [f32], x: &[f32], cells: &mut [f32], output: &mut [f32]) {
    let units = before.len();
    let (z, f, r, x) = (&z[..units], &mut f[..units], &mut r[..units], &x[..units]);
    let (cells, output) = (&mut cells[..units], &mut output[..units]);
    for unit in 0..units {
        f[unit] = sigmoid(f[unit]);
        r[unit] = sigmoid(r[unit]);
        let cell = f[unit] * before[unit] + (1.0 - f[unit]) * z[unit];
        before[unit] = cell;
        cells[unit] = cell;
        output[unit] = r[unit] * tanh(cell) + (1.0 - r[unit]) * x[unit];
    }
}

/// From the gradient of the output to that of the input; the layer's own gradients are added to `gradient`.
#[cfg(feature = "train")]
pub fn backward(
    layer: &Layer,
    input: ArrayView2<f32>,
    pass: &mut Pass,
    output: ArrayView2<f32>,
    lens: &[usize],
    gradient: &mut Layer,
) -> Array2<f32> {
    use ndarray::Axis;
    use ndarray::linalg::general_mat_mul;
    let units = layer.units();
    let wide = 2 * units;
    let mut to_input = Array2::zeros(input.raw_dim());
    let mut carry = vec![0.0; units];
    let cells = pass.cells.as_slice().expect("fresh arrays are contiguous");
    let gates = pass.gates.as_slice_mut().expect("fresh arrays are contiguous");
    // Each direction is walked against its own sense: where it starts is then met last.
    let mut visits: Vec<(usize, usize, bool)> = Vec::with_capacity(2 * input.nrows());
    walk(lens, |at, direction, starts| visits.push((at, direction, starts)));
    let mut ends = true;
    for &(at, direction, starts) in visits.iter().rev() {
        if ends {
            carry.fill(0.0);
        }
        ends = starts;
        let before = if direction == 0 { at.wrapping_sub(1) } else { at + 1 };
        let [z, f, r] = parts(&mut gates[at * 3 * wide..][..3 * wide], direction, units);
        let own = direction * units;
        let x_range = carried(input.ncols(), units, direction);
        for unit in 0..units {
            let given = output[(at, own + unit)];
            let cell = cells[at * wide + own + unit];
            let last = if starts { 0.0 } else { cells[before * wide + own + unit] };
            let squashed = tanh(cell);
            let x = input[(at, x_range.start + unit)];
            let (zz, ff, rr) = (z[unit], f[unit], r[unit]);
            to_input[(at, x_range.start + unit)] += given * (1.0 - rr);
            let to_cell = carry[unit] + given * rr * (1.0 - squashed * squashed);
            carry[unit] = to_cell * ff;
            // The gates give way to their gradients.
            z[unit] = to_cell * (1.0 - ff);
            f[unit] = to_cell * (last - zz) * ff * (1.0 - ff);
            r[unit] = given * (squashed - x) * rr * (1.0 - rr);
        }
    }
    general_mat_mul(1.0, &input.t(), &pass.gates, 1.0, &mut gradient.weights);
    let bias = pass.gates.sum_axis(Axis(0));
    gradient.bias.row_mut(0).scaled_add(1.0, &bias);
    general_mat_mul(1.0, &pass.gates, &layer.weights.t(), 1.0, &mut to_input);
    to_input
}

/// Visits the words of each sentence forward and then backward: `(row, direction, whether the direction starts here)`.
fn walk(lens: &[usize], mut visit: impl FnMut(usize, usize, bool)) {
    let mut from = 0;
    for &len in lens {
        for at in 0..len {
            visit(from + at, 0, at == 0);
        }
        for at in (0..len).rev() {
            visit(from + at, 1, at + 1 == len);
        }
        from += len;
    }
}

/// The columns of the input that a direction carries on: its own half where the input has two.
fn carried(inputs: usize, units: usize, direction: usize) -> std::ops::Range<usize> {
    let start = if inputs == units { 0 } else { direction * units };
    start..start + units
}

fn parts(gates: &mut [f32], direction: usize, units: usize) -> [&mut [f32]; 3] {
    let own = &mut gates[direction * 3 * units..(direction + 1) * 3 * units];
    let (z, rest) = own.split_at_mut(units);
    let (f, r) = rest.split_at_mut(units);
    [z, f, r]
}

/// A rational approximation, right to about 1e-6, that compilers turn into vector instructions.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-7.9, 7.9);
    let square = x * x;
    let above = x * (135_135.0 + square * (17_325.0 + square * (378.0 + square)));
    let below = 135_135.0 + square * (62_370.0 + square * (3_150.0 + square * 28.0));
    (above / below).clamp(-1.0, 1.0)
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}
