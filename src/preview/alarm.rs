//! Noticing that a thread of the server's library is lost. Its threads have no names and tell nobody when they panic,
//! so the only place where this can be seen is the panic hook of the process.

use std::panic;
use std::sync::mpsc::Sender;
use std::sync::{Mutex, Once, PoisonError};
use std::thread;

static BELLS: Mutex<Vec<Sender<()>>> = Mutex::new(Vec::new());

/// Rings when a thread without a name is lost, whosever it was.
pub(super) fn on_lost_thread(bell: Sender<()>) {
    BELLS.lock().unwrap_or_else(PoisonError::into_inner).push(bell);
}

/// Begins to watch. Panics of the library are not printed, since they are mended; all others are, as before.
pub(super) fn watch_for_lost_threads() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let is_the_librarys =
                info.location().is_some_and(|location| location.file().contains("tiny_http"));
            if thread::current().name().is_none() {
                for bell in BELLS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
                    let _ = bell.send(());
                }
            }
            if !is_the_librarys {
                usual(info);
            }
        }));
    });
}
