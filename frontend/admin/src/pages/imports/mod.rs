//! Bringing records in: the files are chosen and sent, what they would do is read, and then it is done, or not.

mod choose;
mod lines;
mod one;

pub use choose::imports;
pub use one::import;

use crate::strings::t;
use contract::import::ImportState;
use ui::icon::Icon;
use ui::standing::{Chip, Tone};

/// Where an import stands, in a word.
fn chip(state: ImportState) -> Chip {
    let words = &t().imports.states;
    let (tone, icon, text) = match state {
        ImportState::Gathering => (Tone::Plain, Icon::Clock, words.gathering),
        ImportState::Checking => (Tone::Plain, Icon::Clock, words.checking),
        ImportState::Checked => (Tone::Warn, Icon::Eye, words.checked),
        ImportState::Writing => (Tone::Plain, Icon::Clock, words.writing),
        ImportState::Done => (Tone::Good, Icon::Check, words.done),
        ImportState::Undoing => (Tone::Plain, Icon::Clock, words.undoing),
        ImportState::Undone => (Tone::Plain, Icon::History, words.undone),
        ImportState::Cancelled => (Tone::Plain, Icon::Cross, words.cancelled),
        ImportState::Failed => (Tone::Bad, Icon::Warning, words.failed),
    };
    Chip::new(tone, icon, text)
}
