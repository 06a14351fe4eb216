//! `allclear new page`.

use super::{Draft, next_step_of_text};
use crate::authoring::records;
use crate::cli::NewPage;
use crate::commands::Stop;
use crate::commands::message::text;
use crate::commands::session::Session;

pub(super) fn draft(arguments: &NewPage, session: &mut Session<'_, '_>) -> Result<Draft, Stop> {
    let text = text(&arguments.message, session)?;
    let page = records::NewPage { title: &arguments.title, nav: arguments.nav, text: text.as_deref() };
    Ok(Draft { files: vec![page.file()], next: next_step_of_text(text.as_deref()) })
}
