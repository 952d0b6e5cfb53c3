//! Progress messages, on terminals only.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// One line at the bottom of a terminal; nothing is shown elsewhere.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Shows a first message.
    pub(super) fn new(message: &str) -> Progress {
        // The bar is drawn on stderr, and hidden if stderr is not a terminal.
        let bar = ProgressBar::new_spinner();
        let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})");
        bar.set_style(style.expect("the template is a constant"));
        bar.enable_steady_tick(Duration::from_millis(100));
        let res = Progress { bar };
        res.say(message);
        res
    }

    /// Replaces the message.
    pub(super) fn say(&self, message: &str) {
        self.bar.set_message(message.to_owned());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
