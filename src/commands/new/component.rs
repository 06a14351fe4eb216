//! `allclear new component`.

use super::Started;
use super::ground::{Ground, name};
use crate::cli::NewComponent;
use crate::commands::Stop;
use crate::commands::new_files::NewFile;
use crate::content::{derived_id, slug_of};
use crate::import::toml_text::{Table, Value, markdown_file};

pub(super) fn start(arguments: &NewComponent, ground: &Ground) -> Result<Started, Stop> {
    let own = slug_of(&arguments.name);
    let path = match arguments.group.as_deref().map(|group| group.trim_matches('/')) {
        Some(group) => {
            group.split('/').try_for_each(|part| name(part).map(|_| ()))?;
            format!("{group}/{own}")
        }
        None => own,
    };
    let mut keys = Table::default();
    keys.set("name", arguments.name.as_str());
    keys.set_some("description", arguments.description.as_deref());
    keys.set_some("order", arguments.order.map(Value::Integer));
    keys.set("id", Value::Text(derived_id("component", &[ground.host(), &path])));
    let file = NewFile::new(format!("content/components/{path}.md"), markdown_file(&keys, &[], ""));
    Ok(Started { files: vec![file], next: "say in `owners.toml` who owns it, then `allclear check`" })
}
