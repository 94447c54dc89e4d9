//! CaRB: open relations of 641 sentences, as people wrote them down (Bhardwaj, Aggarwal and Mausam 2019).

use std::path::Path;

use super::{EvalError, text};

/// The sentences of the development part under the folder of the corpora.
pub fn sentences(data: &Path) -> Result<Vec<String>, EvalError> {
    let text = text(&data.join("openie/carb/data/dev.txt"))?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}
