//! The signals that a service manager or a user at a terminal sends to a running program.

use std::io;

use super::pending::WakeHandle;

/// Handles signals from now on: SIGTERM and SIGINT stop the watcher, and SIGHUP makes it read everything again. A
/// second SIGTERM or SIGINT ends the process immediately, as by default; every file is complete at any time.
///
/// # Errors
///
/// Fails if the system refuses to install the handlers or to start their thread.
#[cfg(unix)]
pub fn handle_signals(handle: WakeHandle) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            if signal == SIGHUP {
                handle.reload();
            } else if handle.is_stopping() {
                // If the system refuses this, the first signal still stops the watcher.
                let _ = emulate_default_handler(signal);
            } else {
                handle.stop();
            }
        }
    })?;
    Ok(())
}

/// Does nothing: other systems end the process by default.
///
/// # Errors
///
/// Never fails.
#[cfg(not(unix))]
pub fn handle_signals(_handle: WakeHandle) -> io::Result<()> {
    Ok(())
}
