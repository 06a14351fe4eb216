//! A progress line for slow steps. It is shown only on a terminal, never in logs, and only if a step takes a while.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::session::Session;

/// Steps that are faster than this show no progress.
const DELAY: Duration = Duration::from_millis(500);
/// The interval of the spinner.
const TICK: Duration = Duration::from_millis(120);

/// A step that may take a while. Dropping it removes the progress line.
pub(super) struct Progress {
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Starts a step, such as `reading`.
    pub(super) fn begin(step: &'static str, session: &Session<'_, '_>) -> Self {
        if !session.shows_progress() {
            return Self { running: None };
        }
        let (done, is_done) = channel::<()>();
        let thread = Builder::new().name("progress".to_owned()).spawn(move || {
            if is_done.recv_timeout(DELAY) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} · {elapsed}") {
                bar.set_style(style);
            }
            bar.set_message(step);
            bar.enable_steady_tick(TICK);
            // Returns an error once the sender is dropped, which also ends the step.
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
            // The thread only draws, so its errors do not matter.
            let _ = thread.join();
        }
    }
}
