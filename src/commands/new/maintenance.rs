//! `allclear new maintenance`: the internal plan and the announcement.

use super::components::with_states;
use super::{Draft, next_step_of_update};
use crate::authoring::records;
use crate::cli::NewMaintenance;
use crate::commands::Stop;
use crate::commands::message::text;
use crate::commands::session::Session;
use crate::commands::workspace::{Workspace, slug};
use crate::content::slug_of;
use crate::status::State;

pub(super) fn draft(
    arguments: &NewMaintenance,
    site: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Draft, Stop> {
    let text = text(&arguments.message, session)?;
    let to = arguments.to.from(arguments.from).filter(|to| *to > arguments.from);
    let to = to.ok_or_else(|| Stop::usage("the maintenance ends before it begins"))?;
    // The slug has the day of the work; the folder has the day of its first update, like every other folder.
    let slug = slug(arguments.slug.as_deref(), arguments.from, &arguments.title)?;
    let dated = || format!("{}-{}", site.now.format("%Y-%m-%d"), slug_of(&arguments.title));
    let maintenance = records::NewMaintenance {
        title: &arguments.title,
        folder: &arguments.slug.clone().unwrap_or_else(dated),
        slug: &slug,
        from: arguments.from,
        to,
        components: with_states(&arguments.components, &site.content.public, State::UnderMaintenance)?,
        text: text.as_deref(),
    };
    Ok(Draft { files: maintenance.files(site.stamp()), next: next_step_of_update(text.as_deref()) })
}
