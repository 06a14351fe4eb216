//! The number of cases of a property test.

use proptest::test_runner::Config;

/// A configuration with this many cases, multiplied by `CASES_TIMES`. `CASES_TIMES=100 cargo nextest run NAME` finds a
/// failure that happens once in ten thousand cases.
pub(crate) fn property(cases: u32) -> Config {
    let times = std::env::var("CASES_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    Config { cases: cases.saturating_mul(times), failure_persistence: None, ..Config::default() }
}
