//! What may prove that an action is done, and where its ticket is: an address on the web, or a file of the project.

use std::path::{Component, Path};

use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;

/// Checks what proves that an action is done: each is an address, or the path of a file that exists in the project.
pub(super) fn check(evidence: &[String], workspace: &Workspace) -> Result<(), Stop> {
    evidence.iter().try_for_each(|one| {
        if is_address(one) || is_file(one, workspace.project.root()) {
            return Ok(());
        }
        Err(Stop::usage("this is no evidence that others can look at").hint(
            "write an address as a browser shows it, `https://…`, or the path of a file in the project",
        ))
    })
}

/// Checks an address that is written into a file.
pub(super) fn address(url: &str) -> Result<(), Stop> {
    if is_address(url) {
        return Ok(());
    }
    Err(Stop::usage("this is not the address of a page").hint("write it as a browser shows it: `https://…`"))
}

/// Whether a text is an address with a host, and without credentials.
fn is_address(url: &str) -> bool {
    let Some(rest) = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme)) else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let in_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    host.contains(char::is_alphanumeric)
        && host.chars().all(in_host)
        && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\'))
}

/// Whether a text is the path of a file below the root of the project.
fn is_file(path: &str, root: &Path) -> bool {
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    inside && !path.is_empty() && !path.contains(char::is_control) && root.join(path).is_file()
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn an_address_has_a_host_and_no_credentials() {
        for url in [
            "https://a.example/b?c=\u{e4}#d",
            "http://localhost:8080",
            "https://[::1]/x",
            "https://tickets.example/a-1",
        ] {
            assert!(is_address(url), "{url}");
        }
        for url in [
            "https://",
            "https:///x",
            "https://?x",
            "https://user:pw@a.example",
            "ftp://a.example",
            "https://a b",
            "javascript:alert(1)",
            "a.example",
            "https://a.example/<x",
        ] {
            assert!(!is_address(url), "{url}");
        }
    }
}
