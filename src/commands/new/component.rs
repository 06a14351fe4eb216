//! `allclear new component`.

use super::Draft;
use crate::authoring::records;
use crate::cli::NewComponent;
use crate::commands::Stop;
use crate::commands::workspace::{Workspace, address_part};
use crate::content::slug_of;

pub(super) fn draft(arguments: &NewComponent, site: &Workspace) -> Result<Draft, Stop> {
    let slug = slug_of(&arguments.name);
    let path = match arguments.group.as_deref().map(|group| group.trim_matches('/')) {
        Some(group) => {
            group.split('/').try_for_each(|part| address_part(part).map(|_| ()))?;
            format!("{group}/{slug}")
        }
        None => slug,
    };
    let component = records::NewComponent {
        path: &path,
        name: &arguments.name,
        description: arguments.description.as_deref(),
        order: arguments.order,
    };
    Ok(Draft {
        files: vec![component.file(site.stamp())],
        next: "name its owner in `owners.toml`, then run `allclear check`",
    })
}
