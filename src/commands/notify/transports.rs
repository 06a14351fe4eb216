//! How each destination gets its messages: addresses, secrets, and what the command line permits.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use super::secrets::Secrets;
use super::sender::NamedTransport;
use crate::cli::NotifyOptions;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::content::Content;
use crate::content::internal::NotifyKind;
use crate::deliver::{
    Address, Client, ClientSettings, Digest, HttpTransport, MailFolder, MailProgram, SigningSecrets,
    Transport,
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

/// What the command line gives for all destinations: permissions, and where their secrets are.
pub(in crate::commands) struct TransportSettings {
    client: Client,
    secrets: Secrets,
    mail: MailSettings,
}

/// What is done with mails.
enum MailSettings {
    /// A program gets them.
    Program(OsString),
    /// They are written to a folder with the name of the destination.
    Folder {
        /// The folder above it, which exists.
        root: PathBuf,
        /// The path below `root`.
        parent: &'static str,
    },
}

impl TransportSettings {
    /// Reads the options.
    pub(in crate::commands) fn new(options: &NotifyOptions, session: &Session<'_, '_>) -> Result<Self, Stop> {
        let authorities = match &options.ca_file {
            None => None,
            Some(path) => Some(fs::read(session.path(path)).map_err(|error| unreadable(&error.to_string()))?),
        };
        let settings = ClientSettings { allow_private: options.allow_private, authorities };
        let client = Client::new(&settings).map_err(|why| unreadable(&why))?;
        let folder = options.secrets.as_ref().map(|folder| session.path(folder));
        let mail = match (&options.sendmail, &options.mail) {
            (Some(program), _) => {
                // A bare name is looked up by the system.
                let is_path = program.components().count() > 1;
                let program = if is_path { session.path(program) } else { program.clone() };
                MailSettings::Program(program.into_os_string())
            }
            (None, Some(folder)) => MailSettings::Folder { root: session.path(folder), parent: "" },
            (None, None) => {
                MailSettings::Folder { root: session.project().root().to_owned(), parent: MAIL_FOLDER }
            }
        };
        Ok(Self { client, secrets: Secrets::new(session.notify_variables().clone(), folder), mail })
    }

    /// Prepares the transports of all destinations, with the secrets as they are now. One that cannot be used holds back no
    /// other.
    pub(in crate::commands) fn transports(&self, content: &Content) -> Transports {
        let mut result = Transports { usable: Vec::new(), problems: Vec::new() };
        for destination in &content.internal.notifications.destinations {
            let name = &destination.name.value;
            let transport = match destination.kind {
                NotifyKind::Mail => self.mail(name),
                kind => self.http(name, kind),
            };
            match transport {
                Ok((transport, secrets)) => result.usable.push(NamedTransport {
                    name: name.clone(),
                    kind: destination.kind,
                    secrets,
                    transport,
                }),
                Err(why) => result.problems.push(format!("{name}: {why}")),
            }
        }
        result
    }

    fn http(&self, name: &str, kind: NotifyKind) -> Result<(Box<dyn Transport>, Digest), String> {
        let written = self.secrets.get(name, "url")?;
        let address = Address::parse(&written).map_err(|why| format!("the address cannot be used: {why}"))?;
        let secret = match kind {
            NotifyKind::Webhook => Some(self.secrets.get(name, "secret")?),
            _ => None,
        };
        let signing = secret.as_deref().map(SigningSecrets::parse).transpose();
        let signing = signing.map_err(|why| format!("the secret cannot be used: {why}"))?;
        let digest = Digest::of(&[written.as_bytes(), secret.unwrap_or_default().as_bytes()]);
        Ok((Box::new(HttpTransport::new(self.client.clone(), address, signing)), digest))
    }

    fn mail(&self, name: &str) -> Result<(Box<dyn Transport>, Digest), String> {
        let address = |what: &str| {
            let text = self.secrets.get(name, what)?;
            mail_address(&text).map(str::to_owned).ok_or_else(|| {
                format!("the value of `{what}` is not one mail address such as `status@host.example`")
            })
        };
        let envelope = format!("From: {}\r\nTo: {}\r\n", address("from")?, address("to")?);
        let digest = Digest::of(&[envelope.as_bytes()]);
        let transport: Box<dyn Transport> = match &self.mail {
            MailSettings::Program(program) => Box::new(MailProgram::new(program.clone(), envelope)),
            MailSettings::Folder { root, parent } => {
                let separator = if parent.is_empty() { "" } else { "/" };
                Box::new(MailFolder::new(root.clone(), format!("{parent}{separator}{name}"), envelope))
            }
        };
        Ok((transport, digest))
    }
}

fn unreadable(why: &str) -> Stop {
    Stop::usage(format!("the file of `--ca-file` cannot be used: {why}"))
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
