//! How often a property is tried.

use proptest::test_runner::Config;

/// So many cases, times `CASES_TIMES`: a generator that fails once in ten thousand cases is found by
/// `CASES_TIMES=100 cargo nextest run property_name`, and not by chance in somebody's run.
pub(crate) fn property(cases: u32) -> Config {
    let times = std::env::var("CASES_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    Config { cases: cases.saturating_mul(times), failure_persistence: None, ..Config::default() }
}
