//! The views of customers in a build: their keys, their folder, and what is said about them.

use std::path::{Path, PathBuf};

use super::keys_file::KeysPath;
use super::report::number;
use super::session::Session;
use super::stop::Stop;
use crate::cli::Build;
use crate::content::Content;
use crate::content::internal::Access;
use crate::output::{OutputFolder, SiteReport, SiteWrite, WriteError};
use crate::pipeline::{PlannedView, ReceivedView, plan_views};
use crate::seal::Keys;

/// The hint if keys are missing.
const MISSING_HINT: &str =
    "run `allclear keys new`, or `allclear build --new-keys` once; `--public-only` builds without customers";

/// The private folder: the given one, or the one that belongs to the output folder.
pub(super) fn private_path(given: Option<&Path>, output: &Path) -> PathBuf {
    match given {
        Some(given) => given.to_owned(),
        None if output == Path::new("public") => PathBuf::from("private"),
        None => {
            let mut name = output.file_name().unwrap_or_default().to_owned();
            name.push("-private");
            output.with_file_name(name)
        }
    }
}

/// Checks and returns the private folder.
pub(super) fn private_folder(
    given: Option<&Path>,
    output: &Path,
    public: &OutputFolder,
    session: &Session<'_, '_>,
) -> Result<OutputFolder, Stop> {
    let path = private_path(given, output);
    let folder = OutputFolder::open(session.project().root(), &path, session.home())?;
    if folder.is_apart_from(public) {
        return Ok(folder);
    }
    Err(Stop::usage(format!("`{}` must be apart from `{}`", path.display(), output.display()))
        .hint("what is for customers with a login must not be in the public folder"))
}

/// Returns the keys, and the views to publish; `None` if there are none.
pub(super) fn plan(
    arguments: &Build,
    content: &Content,
    path: &KeysPath,
    session: &mut Session<'_, '_>,
) -> Result<Option<(Keys, Vec<PlannedView>)>, Stop> {
    if let Some(wanted) = &arguments.customer {
        check_customer(wanted, content)?;
    }
    if content.internal.customers.is_empty() {
        return Ok(None);
    }
    let mut file = path.read()?;
    if arguments.new_keys {
        let customers = content.internal.customers.iter().map(|customer| customer.id.as_str());
        let (with_keys, added) = path.add_missing(file, customers)?;
        if added > 0 {
            let keys = number(added, "key");
            session.note(&format!("note: added {keys} to `{}`; keep a copy of this file", path.shown()))?;
        }
        file = Some(with_keys);
    }
    let count = content.internal.customers.len();
    let Some(file) = file else {
        let what = if count == 1 {
            "1 customer needs a key".to_owned()
        } else {
            format!("{count} customers need keys")
        };
        return Err(
            Stop::usage(format!("there is no keys file `{}`, and {what}", path.shown())).hint(MISSING_HINT)
        );
    };
    let plan = plan_views(content, file.keys()).map_err(|missing| {
        let customers = if session.may_name_customers() {
            missing.customers.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
        } else {
            number(missing.customers.len(), "customer")
        };
        Stop::usage(format!("`{}` has no key for {customers}", path.shown())).hint(MISSING_HINT)
    })?;
    let plan = match &arguments.customer {
        Some(wanted) => plan.into_iter().filter(|view| view.customer == *wanted).collect(),
        None => plan,
    };
    Ok(Some((file.keys().clone(), plan)))
}

/// Checks that the view of a customer can be built alone.
fn check_customer(wanted: &str, content: &Content) -> Result<(), Stop> {
    let customer = content.internal.customers.iter().find(|customer| customer.id == wanted);
    let Some(customer) = customer else {
        return Err(Stop::usage(format!("there is no customer `{wanted}`"))
            .hint("the id of a customer is the name of its file in `content/customers`, without `.md`"));
    };
    if customer.access.as_ref().is_some_and(|access| access.value == Access::Sealed) {
        return Err(Stop::usage(format!(
            "the view of `{wanted}` is sealed, and sealed views change together so that nobody can see which one did"
        ))
        .hint("build without `--customer`"));
    }
    Ok(())
}

/// Does with the folder of a view what has to be done.
pub(super) fn receive(site: &mut SiteWrite<'_>, view: &ReceivedView<'_>) -> Result<(), WriteError> {
    match *view {
        ReceivedView::Files(folder, id, outputs) => site.add_view(folder, id, outputs)?,
        ReceivedView::Unchanged(folder, id) => site.keep_view(folder, id),
        ReceivedView::OthersUnchanged(folder) => site.keep_other_views(folder),
    }
    Ok(())
}

/// Says what changed in the views, if anything did: `2 views changed (14 files), 1 old view removed`.
pub(super) fn changes(report: &SiteReport) -> Option<String> {
    let mut parts = Vec::new();
    if report.views_changed > 0 {
        let files = number(report.view_files_written + report.view_files_removed, "file");
        parts.push(format!("{} changed ({files})", number(report.views_changed, "view")));
    }
    if report.views_removed > 0 {
        parts.push(format!("{} removed", number(report.views_removed, "old view")));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}
