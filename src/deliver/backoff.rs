//! How long to wait after failures.

use std::time::Duration;

/// The delay after the first failure. It doubles with each one.
const FIRST: Duration = Duration::from_secs(1);

/// The longest delay.
const LONGEST: Duration = Duration::from_mins(5);

/// Returns the delay after so many failures in a row, of which there is at least one.
pub(super) fn delay(failures: u32) -> Duration {
    let doubled = 1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX);
    FIRST.saturating_mul(doubled).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::delay;

    #[test]
    fn the_delay_doubles_up_to_five_minutes() {
        let seconds: Vec<u64> = (1..=11).map(|failures| delay(failures).as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(delay(u32::MAX).as_secs(), 300);
    }
}
