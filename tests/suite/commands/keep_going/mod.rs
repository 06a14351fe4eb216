//! `allclear build --keep-going REF`: a broken incident never holds back another one, no mistake removes what was public, and
//! nothing internal is published.

mod fallback;
mod limits;
mod mixture;
mod moved;
mod moving;
mod withdrawn;

use crate::support::{Git, Project, Run};

const INVESTIGATING: &str = "2026-03-14T0922Z-investigating";

/// The command that publishes and moves the ref.
const MOVING: [&str; 4] = ["build", "--keep-going", "refs/allclear/published", "--move-ref"];

/// An incident with its first update.
fn incident(folder: &str, title: &str, text: &str) -> (String, String) {
    let front = format!(
        "title = \"{title}\"\nslug = \"{folder}\"\nstatus = \"investigating\"\n\
         components = {{ api = \"partial_outage\" }}\nnext_update = 2026-03-14T13:00:00Z"
    );
    (format!("content/incidents/{folder}/comms/{INVESTIGATING}.md"), format!("+++\n{front}\n+++\n{text}\n"))
}

/// A repository with two published incidents.
fn published() -> (Project, Git) {
    let project = Project::new();
    let (path, text) = incident("old", "Slow exports", "Exports take longer than usual.");
    project.write(&path, text.as_bytes());
    let (path, text) = incident("new", "Checkout errors", "Some card payments fail.");
    project.write(&path, text.as_bytes());
    let git = Git::init(project.root());
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    (project, git)
}

/// Introduces an error into the first update of an incident.
fn break_update(project: &Project, folder: &str) {
    let path = format!("content/incidents/{folder}/comms/{INVESTIGATING}.md");
    let text = project.read(&path).replace("investigating\"\n", "investigting\"\n");
    project.write(&path, text.as_bytes());
}

fn update(project: &Project, folder: &str, text: &str) {
    let path = format!("content/incidents/{folder}/comms/2026-03-14T1000Z-identified.md");
    project.write(
        &path,
        format!("+++\nstatus = \"identified\"\nnext_update = \"3h\"\n+++\n{text}\n").as_bytes(),
    );
}

fn build(project: &Project) -> Run {
    project.run(&["build", "--keep-going", "refs/allclear/published"])
}

fn page(project: &Project, slug: &str) -> String {
    project.read(&format!("public/incidents/{slug}/index.html"))
}
