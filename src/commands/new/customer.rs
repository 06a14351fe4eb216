//! `allclear new customer`.

use super::Draft;
use super::components::without_states;
use crate::authoring::records;
use crate::cli::{AccessWord, NewCustomer};
use crate::commands::Stop;
use crate::commands::workspace::Workspace;
use crate::content::Keyword as _;
use crate::content::internal::Access;

pub(super) fn draft(arguments: &NewCustomer, site: &Workspace) -> Result<Draft, Stop> {
    let access = match arguments.access {
        AccessWord::Gated => Access::Gated,
        AccessWord::Sealed => Access::Sealed,
        AccessWord::Unlisted => Access::Unlisted,
    };
    let is_unlisted = access == Access::Unlisted;
    if is_unlisted && !arguments.i_accept_url_leaks {
        return Err(Stop::usage("unlisted addresses leak through logs, scanners and mail programs")
            .hint("add `--i-accept-url-leaks`, or choose `--access sealed`"));
    }
    let customer = records::NewCustomer {
        id: None,
        name: &arguments.name,
        aliases: &arguments.aliases,
        tier: arguments.tier.as_deref(),
        components: &without_states(&arguments.components, &site.content.public)?,
        access: access.word(),
        accepts_url_leaks: is_unlisted,
    };
    Ok(Draft {
        files: vec![customer.file()],
        next: "run `allclear check`, then commit; from now on the gate keeps the name internal",
    })
}
