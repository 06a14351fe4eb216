//! Each case twice: told by events, and found by looking.

/// Makes a test of each function for both ways to notice a change. The function gets the arguments of the way.
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
