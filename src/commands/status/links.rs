//! Links that open the next update in the browser, for somebody with a phone and no checkout.

use chrono::{DateTime, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::authoring::PlannedFile;
use crate::authoring::records::{self, NextUpdate};
use crate::commands::post::affected_states;
use crate::commands::workspace::Workspace;
use crate::content::Folder;
use crate::content::public::RecordKind;
use crate::git::Remote;
use crate::response::{Situation, incident_course, maintenance_course, policy_at, roles_in_force};

/// The characters that need no encoding in a part of a path or in a value.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A link to write the next update of a record.
pub(super) struct UpdateLink {
    /// The name of the folder of the record.
    pub(super) folder: String,
    pub(super) url: String,
}

/// Returns the links for everything that is open. None if the remote is neither on GitHub nor on GitLab.
pub(super) fn of(
    situation: &Situation<'_>,
    remote: Option<&Remote>,
    workspace: &Workspace,
    now: DateTime<Utc>,
) -> Vec<UpdateLink> {
    let incidents = situation.incidents.iter().filter(|incident| !incident.is_drill());
    let folders = incidents.map(|incident| incident.folder);
    let folders = folders.chain(situation.maintenances.iter().map(|maintenance| maintenance.folder));
    let link = |folder: &Folder| {
        let file = next_update(folder, workspace, now)?;
        let url = url(remote?, &file)?;
        Some(UpdateLink { folder: folder.name.clone(), url })
    };
    folders.filter_map(link).collect()
}

/// Returns the file of the next update, with the status and the states that readers know, and without a text. A first
/// update has a title, which nobody can fill in ahead.
fn next_update(folder: &Folder, workspace: &Workspace, now: DateTime<Utc>) -> Option<PlannedFile> {
    let record = folder.record.as_deref()?;
    folder.released().next()?;
    let content = &workspace.content;
    let site = content.public.site.as_ref()?;
    let status = match folder.kind {
        RecordKind::Incident => incident_course(folder).map(|course| course.status),
        RecordKind::Maintenance => maintenance_course(folder, now).map(|course| course.status),
    };
    let every = policy_at(folder, site, now).and_then(|policy| policy.update_every);
    let roles = roles_in_force(folder, content.internal.people.as_ref(), now);
    let author = roles.iter().find(|holder| holder.role == "communications_lead");
    let slug = folder.slug();
    let update = records::NewUpdate {
        folder: &folder.path(),
        slug: &slug,
        status,
        author: author.map(|holder| holder.person.as_str()),
        components: affected_states(record, content),
        next_update: every.map(NextUpdate::After),
        ..records::NewUpdate::default()
    };
    Some(update.file(workspace.stamp_after(Some(record))))
}

/// Returns the address of the page that creates a file with this content.
fn url(remote: &Remote, file: &PlannedFile) -> Option<String> {
    let (host, project) = web_address(&remote.url)?;
    let (folder, name) = file.path.rsplit_once('/')?;
    let path = format!("{}{folder}", remote.prefix);
    let encoded = |text: &str| utf8_percent_encode(text, KEPT).to_string();
    let parts = |path: &str| path.split('/').map(encoded).collect::<Vec<_>>().join("/");
    let (branch, name, text) = (parts(&remote.branch), encoded(name), encoded(&file.text));
    if host.contains("github") {
        let path = parts(&path);
        return Some(format!("https://{host}/{project}/new/{branch}/{path}?filename={name}&value={text}"));
    }
    let name = encoded(&format!("{path}/")) + &name;
    host.contains("gitlab")
        .then(|| format!("https://{host}/{project}/-/new/{branch}?file_name={name}&content={text}"))
}

/// Returns the host and the project of a remote: `git@github.com:acme/status.git` and its like.
fn web_address(url: &str) -> Option<(&str, &str)> {
    let (host, project) = match url.split_once("://") {
        Some((_, rest)) => rest.split_once('/')?,
        None => url.split_once(':')?,
    };
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    // Ports are those of git, not of the web page.
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let project = project.trim_matches('/');
    let project = project.strip_suffix(".git").unwrap_or(project);
    let is_plain = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-._~/".contains(c))
    };
    (is_plain(host) && is_plain(project)).then_some((host, project))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remote_has_an_address_on_the_web() {
        let expected = Some(("github.test.example", "acme/status"));
        for url in [
            "git@github.test.example:acme/status.git",
            "https://github.test.example/acme/status",
            "https://robot:secret@github.test.example/acme/status.git",
            "ssh://git@github.test.example:2222/acme/status.git",
        ] {
            assert_eq!(web_address(url), expected, "{url}");
        }
        for url in ["../status", "/srv/git/status.git", "C:\\status", ""] {
            assert_eq!(
                web_address(url).map(|(host, _)| host).filter(|host| host.contains("git")),
                None,
                "{url}"
            );
        }
    }

    #[test]
    fn a_link_has_the_file_and_its_content() {
        let file = PlannedFile::new(
            "content/incidents/a b/comms/2026-03-14T1200Z-update.md",
            "+++\na = \"&\"\n+++\n",
        );
        let remote = |url: &str| Remote { url: url.into(), branch: "main".into(), prefix: "ops/".into() };
        assert_eq!(
            url(&remote("git@github.com:acme/status.git"), &file).as_deref(),
            Some(
                "https://github.com/acme/status/new/main/ops/content/incidents/a%20b/comms?filename=2026-03-14T1200Z-update.md&value=%2B%2B%2B%0Aa%20%3D%20%22%26%22%0A%2B%2B%2B%0A"
            )
        );
        assert_eq!(
            url(&remote("git@gitlab.com:acme/web/status.git"), &file).as_deref(),
            Some(
                "https://gitlab.com/acme/web/status/-/new/main?file_name=ops%2Fcontent%2Fincidents%2Fa%20b%2Fcomms%2F2026-03-14T1200Z-update.md&content=%2B%2B%2B%0Aa%20%3D%20%22%26%22%0A%2B%2B%2B%0A"
            )
        );
        assert_eq!(url(&remote("git@forge.test.example:acme/status.git"), &file), None);
    }
}
