//! Who sees a file of the content: the answer to `allclear who-sees`, for the public and each customer.

use chrono::{DateTime, Utc};

use crate::content::Content;
use crate::content::internal::Customer;
use crate::content::public::{Record, RecordKind};
use crate::release::{Audience, Seen, Subject, Unseen, sight};
use crate::source::Side;

/// Who sees a file or a folder, and why.
#[derive(Debug)]
pub struct WhoSees<'a> {
    /// What the path is: `update`, `incident`, `component` and so on.
    pub kind: &'static str,
    /// What the public sees. `None` if the file is internal: nobody sees it.
    pub public: Option<Result<Seen, Unseen>>,
    /// What each customer sees, by id. Empty if the file is internal.
    pub customers: Vec<(&'a Customer, Result<Seen, Unseen>)>,
}

/// A path in the content.
enum Place<'a> {
    Released(&'static str, Subject<'a>),
    Internal,
}

/// Returns who sees the file or folder at a path below `content/`, as of `now` (UTC); `None` if the content has nothing
/// there that readers could see or not see.
#[must_use]
pub fn who_sees<'a>(content: &'a Content, path: &str, now: DateTime<Utc>) -> Option<WhoSees<'a>> {
    match place(content, path.trim_matches('/'))? {
        Place::Internal => Some(WhoSees { kind: "internal file", public: None, customers: Vec::new() }),
        Place::Released(kind, subject) => {
            let ask = |audience: &Audience| sight(&content.public, subject, audience, now);
            let of_customer =
                |customer: &'a Customer| (customer, ask(&Audience::of_customer(customer, &content.public)));
            Some(WhoSees {
                kind,
                public: Some(ask(&Audience::public())),
                customers: content.internal.customers.iter().map(of_customer).collect(),
            })
        }
    }
}

fn place<'a>(content: &'a Content, path: &str) -> Option<Place<'a>> {
    if is_file(path) && Side::of(&format!("content/{path}")) == Side::Internal {
        return Some(Place::Internal);
    }
    let public = &content.public;
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["site.toml"] => Some(Place::Released("settings", Subject::Everything)),
        ["pages", name] => {
            let slug = name.strip_suffix(".md").unwrap_or(name);
            let page = public.pages.iter().find(|page| page.slug == slug);
            page.map(|_| Place::Released("page", Subject::Everything))
        }
        ["notices", name] => {
            let stem = name.strip_suffix(".md").unwrap_or(name);
            let notice = public.notices.iter().find(|notice| notice.stem == stem)?;
            Some(Place::Released("notice", Subject::Notice(notice)))
        }
        ["components", ..] => {
            let path = path.strip_prefix("components/")?;
            let path = path.strip_suffix(".md").unwrap_or(path);
            let component = public.components.iter().find(|component| component.path == path)?;
            Some(Place::Released("component", Subject::Component(component)))
        }
        ["incidents", rest @ ..] => of_record(content, RecordKind::Incident, rest),
        ["maintenance", rest @ ..] => of_record(content, RecordKind::Maintenance, rest),
        _ => None,
    }
}

fn of_record<'a>(content: &'a Content, kind: RecordKind, parts: &[&str]) -> Option<Place<'a>> {
    let (folder, rest) = parts.split_first()?;
    let is_it = |record: &&Record| record.kind == kind && record.folder == **folder;
    let record = content.public.records.iter().map(AsRef::as_ref).find(is_it);
    match rest {
        [] => {
            let name = if kind == RecordKind::Incident { "incident" } else { "maintenance" };
            Some(Place::Released(name, Subject::Record(record?)))
        }
        // Internal files were sorted out before.
        [_, "postmortem.md"] => {
            let record = record?;
            Some(Place::Released("post-mortem", Subject::Postmortem(record, record.postmortem.as_ref()?)))
        }
        [_, name] => {
            let record = record?;
            let stem = name.strip_suffix(".md").unwrap_or(name);
            let update = record.updates.iter().find(|update| update.stem == stem)?;
            Some(Place::Released("update", Subject::Update(record, update)))
        }
        _ => None,
    }
}

/// Whether a path is that of a text file of the content, and not of a folder.
fn is_file(path: &str) -> bool {
    let extension = std::path::Path::new(path).extension();
    extension.is_some_and(|extension| extension == "md" || extension == "toml")
}
