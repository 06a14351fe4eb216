//! What work costs, whatever else the machine does meanwhile.

use std::fs;
use std::time::Duration;

/// What all threads of this program have spent on a processor; nothing where the system does not tell.
pub(crate) fn processor_time() -> Duration {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let spent = tasks.filter_map(|task| {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(spent.sum())
}
