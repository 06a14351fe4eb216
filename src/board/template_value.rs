//! Views as values for the templates.

use serde::Serialize;
use tera::Value;

/// Converts a view for the templates. Views hold texts, numbers and lists only, so the conversion always succeeds.
pub(super) fn value(view: &impl Serialize) -> Value {
    Value::try_from_serializable(view).unwrap_or_else(|_| Value::none())
}
