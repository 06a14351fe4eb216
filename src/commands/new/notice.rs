//! `allclear new notice`.

use super::{Draft, next_step_of_text};
use crate::authoring::records;
use crate::cli::NewNotice;
use crate::commands::Stop;
use crate::commands::message::text;
use crate::commands::session::Session;
use crate::commands::workspace::Workspace;

pub(super) fn draft(
    arguments: &NewNotice,
    site: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Draft, Stop> {
    let text = text(&arguments.message, session)?;
    let from = arguments.from.unwrap_or(site.now);
    let to = arguments.to.map(|to| {
        let to = to.from(from).filter(|to| *to > from);
        to.ok_or_else(|| Stop::usage("the notice ends before it begins"))
    });
    let notice = records::NewNotice {
        title: &arguments.title,
        from,
        to: to.transpose()?,
        pinned: arguments.pinned,
        text: text.as_deref(),
    };
    Ok(Draft { files: vec![notice.file()], next: next_step_of_text(text.as_deref()) })
}
