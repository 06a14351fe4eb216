//! Signals: how a service manager or somebody at a keyboard tells a running program what to do.

use std::io;

use super::WakeHandle;

/// From now on, SIGTERM and SIGINT stop the watcher and SIGHUP makes it read everything anew. A second SIGTERM or
/// SIGINT ends the process at once, as if nobody listened: every file is whole at any moment.
#[cfg(unix)]
pub fn obey_signals(handle: WakeHandle) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            if signal == SIGHUP {
                handle.reload();
            } else if handle.is_stopping() {
                // Nothing can be done about a system that refuses even this; the first signal still holds.
                let _ = emulate_default_handler(signal);
            } else {
                handle.stop();
            }
        }
    })?;
    Ok(())
}

/// Elsewhere the system ends the process by itself.
#[cfg(not(unix))]
pub fn obey_signals(_handle: WakeHandle) -> io::Result<()> {
    Ok(())
}
