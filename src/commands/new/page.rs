//! `allclear new page`.

use super::Started;
use super::ground::text;
use crate::cli::NewPage;
use crate::commands::Stop;
use crate::commands::new_files::NewFile;
use crate::commands::session::Session;
use crate::content::slug_of;
use crate::import::toml_text::{Table, Value, markdown_file};

pub(super) fn start(arguments: &NewPage, session: &mut Session<'_, '_>) -> Result<Started, Stop> {
    let text = text(&arguments.message, session)?;
    let mut keys = Table::default();
    keys.set("title", arguments.title.as_str());
    keys.set_some("nav", arguments.nav.map(Value::Integer));
    let path = format!("content/pages/{}.md", slug_of(&arguments.title));
    let file = NewFile::new(path, markdown_file(&keys, &[], text.as_deref().unwrap_or_default()));
    let next = match text {
        Some(_) => "`allclear check`, then commit",
        None => "write its text below the second `+++`, then `allclear check`",
    };
    Ok(Started { files: vec![file], next })
}
