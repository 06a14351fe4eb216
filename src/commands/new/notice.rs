//! `allclear new notice`.

use super::Started;
use super::ground::{Ground, text};
use crate::cli::NewNotice;
use crate::commands::Stop;
use crate::commands::new_files::NewFile;
use crate::commands::session::Session;
use crate::content::slug_of;
use crate::import::toml_text::{Table, Value, markdown_file};

pub(super) fn start(
    arguments: &NewNotice,
    ground: &Ground,
    session: &mut Session<'_, '_>,
) -> Result<Started, Stop> {
    let text = text(&arguments.message, session)?;
    let from = arguments.from.unwrap_or(ground.now);
    let mut keys = Table::default();
    keys.set("title", arguments.title.as_str());
    keys.set("from", Value::set_time(from));
    if let Some(to) = arguments.to {
        let to = to.from(from).filter(|to| *to > from);
        let to = to.ok_or_else(|| Stop::usage("the notice ends before it begins"))?;
        keys.set("to", Value::set_time(to));
    }
    if arguments.pinned {
        keys.set("pinned", Value::Bool(true));
    }
    let path = format!("content/notices/{}.md", slug_of(&arguments.title));
    let file = NewFile::new(path, markdown_file(&keys, &[], text.as_deref().unwrap_or_default()));
    let next = match text {
        Some(_) => "`allclear check`, then commit",
        None => "write its text below the second `+++`, then `allclear check`",
    };
    Ok(Started { files: vec![file], next })
}
