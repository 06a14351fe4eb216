//! Holds back interrupts while files are written, so that an interrupt leaves all of a command's files or none.

/// Runs `write`, and ends the program afterwards if an interrupt arrived in the meantime.
#[cfg(unix)]
pub(super) fn uninterrupted<T>(write: impl FnOnce() -> T) -> T {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::{flag, low_level};

    const SIGNALS: [i32; 3] = [SIGINT, SIGTERM, SIGHUP];
    let is_over = Arc::new(AtomicBool::new(false));
    let arrived = SIGNALS.map(|signal| {
        let arrived = Arc::new(AtomicBool::new(false));
        // Once the files are written, signals have their usual effect again.
        let _ = flag::register_conditional_default(signal, Arc::clone(&is_over));
        let _ = flag::register(signal, Arc::clone(&arrived));
        (signal, arrived)
    });
    let written = write();
    is_over.store(true, Ordering::SeqCst);
    for (signal, arrived) in arrived {
        if arrived.load(Ordering::SeqCst) {
            let _ = low_level::emulate_default_handler(signal);
        }
    }
    written
}

/// Other systems end the program at once.
#[cfg(not(unix))]
pub(super) fn uninterrupted<T>(write: impl FnOnce() -> T) -> T {
    write()
}
