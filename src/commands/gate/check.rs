//! `allclear gate check`: reads a site that was written earlier as the gate reads the outputs of a build.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::keys;
use crate::cli::{Format, GateCheck};
use crate::commands::exit::Exit;
use crate::commands::report::{self, number};
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::content::Content;
use crate::output::files_below;
use crate::pipeline::{
    Deployment, DeploymentError, Failed, Inspected, Layout, Settings, examine, inspect_deployment,
};
use crate::source::{ScanOptions, scan};

/// Reads the folder and reports what must not be there.
pub(super) fn run(arguments: &GateCheck, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let folder = session.path_in_folder(&arguments.dir);
    let shown = arguments.dir.display();
    let paths =
        files_below(&folder).map_err(|error| Stop::usage(format!("cannot read `{shown}`: {error}")))?;
    if paths.is_empty() {
        return Err(Stop::usage(format!("`{shown}` has no files"))
            .hint("name the folder of a site, such as `public`"));
    }
    let settings =
        Settings { clock: session.clock(), strict_internal: false, strict: false, judged_elsewhere: false };
    let (snapshot, found) = scan(&session.project(), ScanOptions { public_only: false });
    let examined = match examine(&snapshot, found, settings) {
        Ok(examined) => examined,
        Err(failed) => return report::failed(&failed, &snapshot, arguments.format, None, session),
    };
    let layout = layout(arguments, &folder, &paths, &examined.content, session)?;
    let keys = keys::read_if_exists(&arguments.keys, session)?;
    let needs_keys = layout == Layout::Private
        || layout == Layout::Public && paths.iter().any(|path| path.starts_with("v/"));
    if needs_keys && keys.is_none() {
        return Err(keys::missing());
    }
    let read = |path: &str| fs::read(folder.join(path));
    let deployment = Deployment { layout, paths: &paths, read: &read, keys: keys.as_ref() };
    match inspect_deployment(&deployment, &examined, &snapshot) {
        Ok(inspected) => {
            report::warnings(&inspected.warnings, &snapshot, arguments.format, session)?;
            if arguments.format == Format::Json {
                let more = [
                    ("public", Value::from(inspected.public)),
                    (
                        "views",
                        inspected.views.iter().map(|(id, files)| (id.clone(), Value::from(*files))).collect(),
                    ),
                    ("sealed", inspected.sealed.into()),
                ];
                session.print(&report::document(&inspected.warnings, &snapshot, more))?;
            } else {
                session.say(&summary(&inspected))?;
            }
            Ok(Exit::Done)
        }
        Err(DeploymentError::Read(path, error)) => {
            Err(Stop::usage(format!("cannot read `{}`: {error}", folder.join(path).display())))
        }
        Err(DeploymentError::Refused(refusal)) => {
            let mut findings = refusal.findings;
            findings.sort(&snapshot);
            let failed = Failed { findings, reason: refusal.reason };
            report::failed(&failed, &snapshot, arguments.format, None, session)
        }
    }
}

/// Returns what the folder contains. A site has a file at its top, and a folder of views has only folders there.
fn layout<'a>(
    arguments: &'a GateCheck,
    folder: &Path,
    paths: &[String],
    content: &Content,
    session: &Session<'_, '_>,
) -> Result<Layout<'a>, Stop> {
    if let Some(id) = &arguments.view {
        if content.internal.customers.iter().any(|customer| customer.id == *id) {
            return Ok(Layout::View(id));
        }
        return Err(Stop::usage(format!("there is no customer `{id}`")));
    }
    let private: PathBuf = session.project().root().join("private");
    let is_private = |path: &Path| {
        path.canonicalize().is_ok_and(|real| private.canonicalize().is_ok_and(|own| own == real))
    };
    let has_files = paths.iter().any(|path| !path.contains('/'));
    Ok(if arguments.private || is_private(folder) || !has_files { Layout::Private } else { Layout::Public })
}

fn summary(inspected: &Inspected) -> String {
    let Inspected { public, views, sealed, .. } = inspected;
    let mut parts = Vec::new();
    if *public > 0 {
        parts.push(format!("{} of the public site", number(*public, "file")));
    }
    if !views.is_empty() {
        let files = views.values().sum();
        parts.push(format!("{} of {}", number(files, "file"), number(views.len(), "view")));
    }
    if *sealed > 0 {
        parts.push(format!("{} (only their form was checked)", number(*sealed, "encrypted file")));
    }
    format!("the gate found nothing in {}", parts.join(", "))
}
