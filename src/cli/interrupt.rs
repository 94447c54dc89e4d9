//! Ctrl-C: the first lets the work in hand be finished, the second ends at once.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;

static ASKED: AtomicBool = AtomicBool::new(false);

/// As a shell reports a process that was interrupted.
const INTERRUPTED: i32 = 130;

/// From now on ctrl-C is asked for by [`asked`].
pub fn listen() -> anyhow::Result<()> {
    let handler = || {
        if ASKED.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
        eprintln!("stopping when what was read is stored; again to stop at once");
    };
    ctrlc::set_handler(handler).context("cannot listen for ctrl-C")
}

pub fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}
