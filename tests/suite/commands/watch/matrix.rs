//! Runs each case twice: with events and with polling.

/// Defines tests of each function for both ways to notice a change. The function gets the arguments for the way.
macro_rules! both_ways {
    ($($case:ident),+ $(,)?) => {
        mod by_events {
            $(#[test] fn $case() { super::$case(&[]); })+
        }
        mod by_polling {
            $(#[test] fn $case() { super::$case(&["--poll", "50"]); })+
        }
    };
}

pub(super) use both_ways;
