//! Detection of panics in the threads of `tiny_http`. These threads have no names and report nothing when they panic, so
//! only the panic hook of the process can notice it.

use std::panic;
use std::sync::mpsc::Sender;
use std::sync::{Mutex, Once, PoisonError};
use std::thread;

static LISTENERS: Mutex<Vec<Sender<()>>> = Mutex::new(Vec::new());

/// Sends a message to `listener` whenever a thread without a name panics.
pub(super) fn notify_on_panic(listener: Sender<()>) {
    LISTENERS.lock().unwrap_or_else(PoisonError::into_inner).push(listener);
}

/// Installs the hook. Panics of `tiny_http` are not printed, because the server recovers from them; all others are
/// printed as before.
pub(super) fn install_panic_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let default = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let is_in_library = info.location().is_some_and(|location| location.file().contains("tiny_http"));
            if thread::current().name().is_none() {
                for listener in LISTENERS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
                    let _ = listener.send(());
                }
            }
            if !is_in_library {
                default(info);
            }
        }));
    });
}
