//! The texts of a record that wait for an approval: drafts that need one, and texts that were published without.
//!
//! Whether a published text is refused is decided in [`judge`](super::judge()); this says to colleagues whom to ask.

use chrono::{DateTime, Utc};

use super::approvals::{Judge, Need, Text, need_at, need_of_postmortem, update_text};
use super::approvers::{COMMANDER, approvers};
use crate::content::public::{Postmortem, Record, Update};
use crate::content::{Content, Folder};
use crate::source::Snapshot;
use crate::span::FileId;

/// A text that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingText {
    /// The file.
    pub file: FileId,
    /// The time in the file, UTC; `None` for a post-mortem that is not published.
    pub at: Option<DateTime<Utc>>,
    /// Who wrote it.
    pub author: Option<String>,
    /// What it waits for.
    pub waiting: Waiting,
    /// The roles that have not approved it, each with the people who may, without the author.
    pub roles: Vec<(String, Vec<String>)>,
}

/// What a text waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// A draft that needs approvals before it is published.
    Approval,
    /// A draft with all approvals that it needs, or an update that needs none: it can be published.
    Publication,
    /// It was published with an override, and the approvals are still missing.
    AfterOverride,
    /// It is not a draft, and an approval is missing or void, so that no build publishes it.
    Refused,
}

/// Returns the texts of a record that wait at `now` (UTC), oldest first, the post-mortem last.
#[must_use]
pub fn waiting_texts(
    folder: &Folder,
    content: &Content,
    snapshot: &Snapshot,
    now: DateTime<Utc>,
) -> Vec<WaitingText> {
    let (Some(record), Some(site)) = (folder.record.as_deref(), content.public.site.as_ref()) else {
        return Vec::new();
    };
    let judge = Judge::new(content, snapshot, Some(now));
    let update = |update: &Update| {
        let times = if update.draft { [now; 2] } else { [update.at, update.latest_date()] };
        let roles = roles_of(need_at(times, folder, site, content.internal.read));
        let text = update_text(update, record, folder);
        let waits = waiting(&judge, &text, &roles, update.draft, content, now)?;
        Some(waits.with(update.span.file, Some(update.at)))
    };
    let postmortem = |postmortem: &Postmortem| {
        let published = postmortem.published.as_ref();
        let at = published.map_or(now, |published| published.value);
        let roles = roles_of(need_of_postmortem(at, site, content.internal.read));
        let text = judge.postmortem_text(postmortem, record, folder, published);
        let waits = waiting(&judge, &text, &roles, published.is_none(), content, now)?;
        Some(waits.with(postmortem.span.file, published.map(|published| published.value)))
    };
    let Record { updates, postmortem: public, .. } = record;
    updates.iter().filter_map(update).chain(public.iter().filter_map(postmortem)).collect()
}

/// What a text waits for, with the author and the roles that have not approved it.
struct Waits {
    waiting: Waiting,
    author: Option<String>,
    roles: Vec<(String, Vec<String>)>,
}

impl Waits {
    fn with(self, file: FileId, at: Option<DateTime<Utc>>) -> WaitingText {
        WaitingText { file, at, author: self.author, waiting: self.waiting, roles: self.roles }
    }
}

fn roles_of(need: Need) -> Vec<String> {
    match need {
        Need::Roles(roles) => roles,
        Need::UnknownSeverity | Need::Unread => vec![COMMANDER.to_owned()],
    }
}

/// Returns what a text waits for, if anything.
fn waiting<'a>(
    judge: &Judge<'a>,
    text: &Text<'a>,
    roles: &[String],
    is_draft: bool,
    content: &Content,
    now: DateTime<Utc>,
) -> Option<Waits> {
    let (open, is_overridden) = judge.open_roles(text, roles);
    let waiting = match (is_draft, open.is_empty()) {
        (true, true) => Waiting::Publication,
        (true, false) => Waiting::Approval,
        (false, true) => return None,
        (false, false) if is_overridden => Waiting::AfterOverride,
        (false, false) => Waiting::Refused,
    };
    let who = |role: &String| {
        let all = approvers(role, text.folders(), content, now).unwrap_or_default();
        let others = all.into_iter().filter(|id| text.author_id() != Some(*id));
        (role.clone(), others.map(str::to_owned).collect())
    };
    let author = text.author_id().map(str::to_owned);
    Some(Waits { waiting, author, roles: open.iter().map(who).collect() })
}
