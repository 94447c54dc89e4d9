//! Progress on a terminal; silence elsewhere.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

/// A count of articles on a terminal's standard error.
pub fn articles() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template = "{spinner} {human_pos} articles in {elapsed}, {per_sec}";
    ProgressBar::new_spinner().with_style(ProgressStyle::with_template(template).expect("the template is valid"))
}
