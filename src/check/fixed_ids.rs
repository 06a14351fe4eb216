//! Checks that ids and addresses are written down.

use crate::content::PublicContent;
use crate::content::{Unfixed, unfixed};
use crate::diagnostics::{Finding, rules};

/// Reports that ids are derived: once for the whole site, at the first file. A site that was written by hand has many
/// such files, and one command fixes all of them.
///
/// Only `allclear check` reports this. In a build, the ids are already those that readers have.
#[must_use]
pub fn fixed_ids(content: &PublicContent) -> Option<Finding> {
    let unfixed = unfixed(content);
    let Unfixed { span, keys } = unfixed.first()?;
    let keys: Vec<String> = keys.iter().map(|(key, _)| format!("`{key}`")).collect();
    let keys = match keys.as_slice() {
        [one] => one.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
        [] => String::new(),
    };
    let others = match unfixed.len() {
        1 => String::new(),
        2 => ", and 1 other file lacks ids too".to_owned(),
        files => format!(", and {} other files lack ids too", files - 1),
    };
    let message = format!("this file does not set {keys}{others}");
    Some(
        Finding::at(&rules::ID_NOT_FIXED, *span, message)
            .hint("run `allclear check --fix` to write the values that are used now, and commit the result"),
    )
}
