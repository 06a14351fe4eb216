//! What a web server has to know: the addresses of the site and of the gated views. No customer is named: a view is known
//! by the id in its address, and so is the user who may see it.

use crate::cli::Format;
use crate::cli::GateServer;
use crate::commands::report;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::content::internal::Access;
use crate::pipeline::{Settings, examine};
use crate::source::{ScanOptions, scan};

use super::keys;

/// The addresses of a site and of its gated views.
pub(super) struct Views {
    /// The host of the public site.
    pub(super) host: String,
    /// The host of the views, which may be the same.
    pub(super) private_host: String,
    /// The path on that host above the views, without a slash at its end: `/private`, or empty.
    pub(super) path: String,
    /// The ids of the gated views, sorted, so that their order says nothing about the customers.
    pub(super) ids: Vec<String>,
    /// The folder of the board on the server; `None` if the site has none.
    pub(super) board: Option<String>,
}

impl Views {
    pub(super) fn read(arguments: &GateServer, session: &mut Session<'_, '_>) -> Result<Self, Stop> {
        let settings = Settings {
            clock: session.clock(),
            strict_internal: false,
            strict: false,
            judged_elsewhere: false,
        };
        let (snapshot, found) = scan(&session.project(), ScanOptions { public_only: false });
        let content = match examine(&snapshot, found, settings) {
            Ok(examined) => examined.content,
            Err(failed) => {
                report::failed(&failed, &snapshot, Format::Human, None, session)?;
                return Err(Stop::content("the content has errors, so no configuration was printed"));
            }
        };
        let site = content.public.site.as_ref();
        let Some(site) = site else { return Err(Stop::content("there is no `content/site.toml`")) };
        let customers = content.internal.customers.iter();
        let gated: Vec<_> = customers
            .filter(|customer| customer.access.as_ref().is_some_and(|access| access.value == Access::Gated))
            .collect();
        let mut ids = Vec::new();
        if !gated.is_empty() {
            let keys = keys::read_if_exists(&arguments.keys, session)?.ok_or_else(keys::missing)?;
            for customer in gated {
                let id = keys.view_id(&customer.id).ok_or_else(|| {
                    Stop::usage(format!("customer `{}` has no key", customer.id))
                        .hint("run `allclear keys new`")
                })?;
                ids.push(id.as_str().to_owned());
            }
        }
        ids.sort();
        let (host, _) = split(&site.url);
        let (private_host, path) = split(&site.private_address().url);
        let board = site.board_output.as_ref().map(|output| board_folder(&arguments.folder, &output.value));
        Ok(Self { host, private_host, path, ids, board: board.transpose()? })
    }

    /// The host of the board, which is never the host of anything for customers.
    pub(super) fn board_host(&self) -> String {
        format!("board.{}", self.host)
    }

    /// Whether the views are on the host of the site.
    pub(super) fn share_host(&self) -> bool {
        self.host == self.private_host
    }
}

/// Splits an address into its host and its path, without a slash at the end.
fn split(url: &str) -> (String, String) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    (host.to_owned(), path.trim_end_matches('/').to_owned())
}

/// Returns the folder of the board on the server, beside `public/` and `private/`.
fn board_folder(root: &str, output: &str) -> Result<String, Stop> {
    let name = output.trim_end_matches('/').rsplit('/').next().unwrap_or(output);
    let folder = format!("{root}/{name}");
    if is_plain(&folder) { Ok(folder) } else { Err(unsafe_folder(&folder)) }
}

/// Refuses folders that would need quotes in a configuration.
pub(super) fn refuse_unsafe(arguments: &GateServer) -> Option<Stop> {
    let mut folders = std::iter::once(&arguments.folder).chain(&arguments.credentials);
    folders.find(|folder| !is_plain(folder)).map(|folder| unsafe_folder(folder))
}

fn is_plain(folder: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    folder.starts_with('/') && folder.chars().all(is_plain)
}

fn unsafe_folder(folder: &str) -> Stop {
    Stop::usage(format!("`{folder}` cannot be written into a configuration"))
        .hint("name a folder by its whole path, with letters, digits, `-`, `_` and `.` only")
}
