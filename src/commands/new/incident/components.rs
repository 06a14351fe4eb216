//! The components that an alert names.

use std::collections::BTreeSet;

use crate::commands::workspace::Workspace;
use crate::content::ComponentNames;

/// Returns the components with these names, or with these internal names in `owners.toml`, and the names that nothing has.
pub(super) fn components(
    written: impl Iterator<Item = String>,
    workspace: &Workspace,
) -> (Vec<String>, Vec<String>) {
    let content = &workspace.content;
    let names = ComponentNames::new(&content.public.components);
    let short: Vec<&str> = names.short_names().collect();
    let alias = |written: &str| {
        let is_it = |alias: &crate::span::Spanned<String>| alias.value.eq_ignore_ascii_case(written);
        let owner = content.internal.owners.owners.iter().find(|owner| owner.aliases.iter().any(is_it))?;
        names.one(&owner.component.value)
    };
    let mut seen = BTreeSet::new();
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    for written in written {
        match names.one(&written).or_else(|| alias(&written)) {
            Some(index) if seen.insert(index) => {
                found.extend(short.get(index).map(|name| (*name).to_owned()));
            }
            Some(_) => {}
            None => unknown.push(written),
        }
    }
    (found, unknown)
}
