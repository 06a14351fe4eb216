//! How each destination gets its messages: addresses, secrets, and what the command line permits.

use std::fs;

use super::secrets::Secrets;
use super::sender::NamedTransport;
use crate::cli::NotifyOptions;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::content::Content;
use crate::content::internal::{Destination, NotifyKind};
use crate::deliver::{
    Address, Client, ClientSettings, HttpTransport, MailFolder, MailProgram, SigningSecrets, Transport,
};

/// The folder for mails, relative to the project, unless another is given.
const MAIL_FOLDER: &str = ".allclear/mail";

/// The transports of all destinations.
pub(in crate::commands) struct Transports {
    /// Those that can be used.
    pub(in crate::commands) usable: Vec<NamedTransport>,
    /// Why the others cannot be used. Each names its destination, and no address.
    pub(in crate::commands) problems: Vec<String>,
}

/// Prepares the transports of all destinations. One that cannot be used holds back no other.
pub(in crate::commands) fn transports(
    content: &Content,
    options: &NotifyOptions,
    session: &Session<'_, '_>,
) -> Result<Transports, Stop> {
    let authorities = match &options.ca_file {
        None => None,
        Some(path) => Some(fs::read(session.path(path)).map_err(|error| unreadable(&error.to_string()))?),
    };
    let settings = ClientSettings { allow_private: options.allow_private, authorities };
    let client = Client::new(&settings).map_err(|why| unreadable(&why))?;
    let secrets = Secrets::new(options.secrets.as_ref().map(|folder| session.path(folder)));
    let mut result = Transports { usable: Vec::new(), problems: Vec::new() };
    for destination in &content.internal.notifications.destinations {
        let name = &destination.name.value;
        let transport = match destination.kind {
            NotifyKind::Mail => mail(destination, &secrets, options, session),
            kind => http(name, kind, &secrets, client.clone(), session),
        };
        match transport {
            Ok(transport) => {
                result.usable.push(NamedTransport { name: name.clone(), kind: destination.kind, transport });
            }
            Err(why) => result.problems.push(format!("{name}: {why}")),
        }
    }
    Ok(result)
}

fn unreadable(why: &str) -> Stop {
    Stop::usage(format!("the file of `--ca-file` cannot be used: {why}"))
}

fn http(
    name: &str,
    kind: NotifyKind,
    secrets: &Secrets,
    client: Client,
    session: &Session<'_, '_>,
) -> Result<Box<dyn Transport>, String> {
    let address = secrets.get(name, "url", session)?;
    let address = Address::parse(&address).map_err(|why| format!("the address cannot be used: {why}"))?;
    let signing = match kind {
        NotifyKind::Webhook => {
            let text = secrets.get(name, "secret", session)?;
            let signing = SigningSecrets::parse(&text);
            Some(signing.map_err(|why| format!("the secret cannot be used: {why}"))?)
        }
        _ => None,
    };
    Ok(Box::new(HttpTransport::new(client, address, signing)))
}

fn mail(
    destination: &Destination,
    secrets: &Secrets,
    options: &NotifyOptions,
    session: &Session<'_, '_>,
) -> Result<Box<dyn Transport>, String> {
    let name = &destination.name.value;
    let address = |what: &str| {
        let text = secrets.get(name, what, session)?;
        mail_address(&text).map(str::to_owned).ok_or_else(|| {
            format!("the value of `{what}` is not one mail address such as `status@host.example`")
        })
    };
    let envelope = format!("From: {}\r\nTo: {}\r\n", address("from")?, address("to")?);
    if let Some(program) = &options.sendmail {
        // A bare name is looked up by the system.
        let is_path = program.components().count() > 1;
        let program = if is_path { session.path(program) } else { program.clone() };
        return Ok(Box::new(MailProgram::new(program.into_os_string(), envelope)));
    }
    let (root, folder) = match &options.mail {
        Some(folder) => (session.path(folder), name.clone()),
        None => (session.project().root().to_owned(), format!("{MAIL_FOLDER}/{name}")),
    };
    Ok(Box::new(MailFolder::new(root, folder, envelope)))
}

/// Returns the address in a text, if it is one address and nothing else. It becomes a line of a header, so it has none of
/// the characters with a meaning there.
fn mail_address(text: &str) -> Option<&str> {
    let address = text.trim();
    let (local, domain) = address.split_once('@')?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let is_valid = !local.is_empty()
        && !domain.is_empty()
        && address.len() <= 254
        && !local.starts_with('-')
        && local.chars().all(is_plain)
        && domain.chars().all(is_host);
    is_valid.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::mail_address;

    #[test]
    fn only_one_plain_address_is_accepted() {
        assert_eq!(mail_address("status+list@lists.test.example\n"), Some("status+list@lists.test.example"));
        for wrong in [
            "",
            "status",
            "@test.example",
            "a@b@test.example",
            "a@test.example, b@test.example",
            "a@test.example\r\nBcc: b@test.example",
            "a@test.example\nb@test.example",
            "-oQ/tmp@test.example",
            "A <a@test.example>",
            "a b@test.example",
            "ä@test.example",
        ] {
            assert_eq!(mail_address(wrong), None, "{wrong}");
        }
    }
}
