//! Progress on the terminal for work that takes longer than a second; nothing where nobody is watching.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal as _;
use std::time::Duration;

pub struct Progress(ProgressBar);

impl Progress {
    pub fn new(what: &'static str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(what);
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    pub fn at(&self, done: u64) {
        self.0.set_position(done);
    }

    pub fn stage(&self, name: &str) {
        self.0.set_message(name.to_owned());
    }

    pub fn done(&self) {
        self.0.finish_and_clear();
    }
}
