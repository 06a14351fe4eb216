//! `allclear new customer`.

use super::Started;
use super::components::{list, without_states};
use super::ground::Ground;
use crate::cli::{AccessWord, NewCustomer};
use crate::commands::Stop;
use crate::commands::new_files::NewFile;
use crate::content::internal::Access;
use crate::content::{Keyword as _, slug_of};
use crate::import::toml_text::{Table, Value, markdown_file};

pub(super) fn start(arguments: &NewCustomer, ground: &Ground) -> Result<Started, Stop> {
    let access = match arguments.access {
        AccessWord::Gated => Access::Gated,
        AccessWord::Sealed => Access::Sealed,
        AccessWord::Unlisted => Access::Unlisted,
    };
    if access == Access::Unlisted && !arguments.i_accept_url_leaks {
        return Err(Stop::usage("unlisted addresses leak through logs, scanners and mail programs")
            .hint("add `--i-accept-url-leaks`, or choose `--access sealed`"));
    }
    let components = without_states(&arguments.components, &ground.content)?;
    let mut keys = Table::default();
    keys.set("name", arguments.name.as_str());
    if !arguments.aliases.is_empty() {
        keys.set("aliases", list(&arguments.aliases));
    }
    keys.set_some("tier", arguments.tier.as_deref());
    if !components.is_empty() {
        keys.set("components", list(&components));
    }
    keys.set("access", access.word());
    if access == Access::Unlisted {
        keys.set("i_accept_url_leaks", Value::Bool(true));
    }
    let path = format!("content/customers/{}.md", slug_of(&arguments.name));
    let file = NewFile::new(path, markdown_file(&keys, &[], ""));
    Ok(Started {
        files: vec![file],
        next: "`allclear check`, then commit; the gate keeps the name in from now on",
    })
}
