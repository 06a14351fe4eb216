//! `allclear new maintenance`: the internal plan and the announcement.

use super::components::{list, table, with_states};
use super::ground::{Ground, slug, text};
use super::{Started, update};
use crate::cli::NewMaintenance;
use crate::commands::Stop;
use crate::commands::new_files::NewFile;
use crate::commands::session::Session;
use crate::content::slug_of;
use crate::import::toml_text::{Table, Value, markdown_file};
use crate::status::{State, Status};

pub(super) fn start(
    arguments: &NewMaintenance,
    ground: &Ground,
    session: &mut Session<'_, '_>,
) -> Result<Started, Stop> {
    let text = text(&arguments.message, session)?;
    let to = arguments.to.from(arguments.from).filter(|to| *to > arguments.from);
    let to = to.ok_or_else(|| Stop::usage("the maintenance ends before it begins"))?;
    // The address names the day of the work; the folder, as everywhere, the day of its first entry.
    let slug = slug(arguments.slug.as_deref(), arguments.from, &arguments.title)?;
    let name = || format!("{}-{}", ground.now.format("%Y-%m-%d"), slug_of(&arguments.title));
    let folder = format!("content/maintenance/{}", arguments.slug.clone().unwrap_or_else(name));
    let components = with_states(&arguments.components, &ground.content, State::UnderMaintenance)?;

    let mut plan = Table::default();
    plan.set("title", arguments.title.as_str());
    let mut keys = Table::default();
    keys.set("title", arguments.title.as_str());
    keys.set("slug", slug.as_str());
    keys.set("status", Status::Scheduled.as_str());
    keys.set(
        "window",
        Value::Inline(vec![
            ("from".to_owned(), Value::set_time(arguments.from)),
            ("to".to_owned(), Value::set_time(to)),
        ]),
    );
    if !components.is_empty() {
        plan.set("components", list(components.iter().map(|(name, _)| name)));
        keys.set("components", table(&components));
    }
    let files = vec![
        NewFile::new(format!("{folder}/maintenance.md"), markdown_file(&plan, &[], "")),
        update::first(ground, &folder, &slug, Status::Scheduled.as_str(), keys, text.as_deref()),
    ];
    Ok(Started { files, next: update::next_step(text.as_deref()) })
}
