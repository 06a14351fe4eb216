//! An update as a file: what both kinds of record have in common.

use super::ground::Ground;
use crate::commands::new_files::NewFile;
use crate::content::derived_id;
use crate::import::toml_text::{Table, Value, document, markdown_file};

/// What an update without a text says to whoever opens it. A comment of TOML: it is never part of a page.
const HOW_TO_FINISH: &str = "\
# Write what customers read below the second `+++`, then take out these lines and `draft = true`.
# Until then the update is released to nobody.
draft = true
";

/// The first update of a record, whose own keys are `keys`. Without a text it is a draft.
pub(super) fn first(
    ground: &Ground,
    folder: &str,
    slug: &str,
    status: &str,
    mut keys: Table,
    text: Option<&str>,
) -> NewFile {
    let stem = ground.stem(status);
    keys.set("incident_id", Value::Text(derived_id("incident", &[ground.host(), slug])));
    keys.set("id", Value::Text(derived_id("update", &[ground.host(), slug, &stem])));
    file(folder, &stem, &keys, text)
}

/// An update of the record in `folder`. Without a text it is a draft.
pub(super) fn file(folder: &str, stem: &str, keys: &Table, text: Option<&str>) -> NewFile {
    NewFile::new(format!("{folder}/comms/{stem}.md"), with_text(keys, text))
}

fn with_text(keys: &Table, text: Option<&str>) -> String {
    match text {
        Some(text) => markdown_file(keys, &[], text),
        None => format!("+++\n{}{HOW_TO_FINISH}+++\n", document(keys, &[])),
    }
}

/// What to do next, with a text and without.
pub(super) fn next_step(text: Option<&str>) -> &'static str {
    match text {
        Some(_) => "`allclear check`, then commit",
        None => "write what customers read into the update, take out `draft = true`, then `allclear check`",
    }
}
