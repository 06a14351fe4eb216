//! A summary of an incident to send, from what is published.

use super::released::{released, slugs_of, text};
use crate::chat::{Message, plain_text, slack, teams};
use crate::cli::{ExportSummary, SummaryFormat};
use crate::commands::exit::Exit;
use crate::commands::keys_file::KeysPath;
use crate::commands::record_folder::slug_of_folder;
use crate::commands::record_name::find_record;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::internal::{Access, Customer};
use crate::pipeline::Recipient;
use crate::seal::KeysFile;
use crate::site::summary_message;

/// Prints the summary.
pub(super) fn run(arguments: &ExportSummary, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let workspace = Workspace::read(session)?;
    let folder = find_record(Some(&arguments.record), &workspace)?;
    let customer = arguments.customer.as_deref().map(|id| customer(id, &workspace)).transpose()?;
    let keys = keys(customer, arguments, session)?;
    let recipient = match customer {
        None => Recipient::Public,
        Some(customer) => Recipient::Customer(customer, keys.as_ref().map(KeysFile::keys)),
    };
    let has_links = customer.is_none() || keys.is_some();
    let slugs = slugs_of(folder);
    let render = |site: &_, theme: &_| {
        let message = summary_message(site, theme, &slugs).map(|message| {
            let links = if has_links { message.links } else { Vec::new() };
            Message { links, ..message }
        });
        message
            .into_iter()
            .map(|message| text(file_name(arguments.format), written(&message, arguments.format)))
            .collect()
    };
    let exported = match released(&render, recipient, &workspace, session)? {
        Ok(exported) => exported,
        Err(exit) => return Ok(exit),
    };
    let Some(text) = exported.texts.first() else {
        let who = if customer.is_some() { "this customer sees" } else { "the public sees" };
        return Err(Stop::content(format!("{who} nothing of `{}`", slug_of_folder(folder)))
            .hint("a summary contains only what is published; `allclear who-sees` says who sees an update"));
    };
    session.print(&String::from_utf8_lossy(&text.bytes))?;
    if !has_links {
        session
            .note("note: without a link, because the address of this customer's view is not for messages")?;
    }
    Ok(Exit::Done)
}

fn customer<'w>(id: &str, workspace: &'w Workspace) -> Result<&'w Customer, Stop> {
    let mut customers = workspace.content.internal.customers.iter();
    customers.find(|customer| customer.id == id).ok_or_else(|| {
        Stop::usage(format!("there is no customer `{id}`"))
            .hint("the id of a customer is the name of its file in `content/customers`, without `.md`")
    })
}

/// Returns the keys if a message may contain the address of the customer's view, which is one behind a login.
fn keys(
    customer: Option<&Customer>,
    arguments: &ExportSummary,
    session: &Session<'_, '_>,
) -> Result<Option<KeysFile>, Stop> {
    let access = customer.and_then(|customer| customer.access.as_ref()).map(|access| access.value);
    if access != Some(Access::Gated) {
        return Ok(None);
    }
    KeysPath::find(arguments.keys.file.as_deref(), &[], session)?.read()
}

const fn file_name(format: SummaryFormat) -> &'static str {
    match format {
        SummaryFormat::Slack | SummaryFormat::Teams => "summary.json",
        SummaryFormat::Text => "summary.txt",
    }
}

fn written(message: &Message, format: SummaryFormat) -> String {
    match format {
        SummaryFormat::Slack => format!("{:#}\n", slack(message)),
        SummaryFormat::Teams => format!("{:#}\n", teams(message)),
        SummaryFormat::Text => plain_text(message),
    }
}
