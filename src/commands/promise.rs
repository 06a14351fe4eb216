//! The value of the key `next_update`.

use crate::cli::When;
use crate::content::format_duration;
use crate::import::toml_text::Value;

/// The value of `next_update` for a time or a duration given on the command line.
pub(crate) fn promise(when: When) -> Value {
    match when {
        When::At(at) => Value::Second(at),
        When::After(duration) => Value::Text(format_duration(duration)),
    }
}
