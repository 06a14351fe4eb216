//! A word on what takes long, for somebody who watches a terminal. Never in logs, and never for what is done at once.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::session::Session;

/// What is done by then needs no word.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the sign moves.
const TICK: Duration = Duration::from_millis(120);

/// A step that may take long. The word is gone when this is.
pub(super) struct Progress {
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins a step, such as `reading`.
    pub(super) fn begin(step: &'static str, session: &Session<'_, '_>) -> Self {
        if !session.shows_progress() {
            return Self { running: None };
        }
        let (done, is_done) = channel::<()>();
        let thread = Builder::new().name("progress".to_owned()).spawn(move || {
            if is_done.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} · {elapsed}") {
                bar.set_style(style);
            }
            bar.set_message(step);
            bar.enable_steady_tick(TICK);
            // Whatever ends the wait ends the step.
            let _ = is_done.recv();
            bar.finish_and_clear();
        });
        Self { running: thread.ok().map(|thread| (done, thread)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.running.take() {
            drop(done);
            // It only draws; if it could not, nothing is lost.
            let _ = thread.join();
        }
    }
}
