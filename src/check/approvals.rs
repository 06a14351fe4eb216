//! Judges approvals: whether a text needs one, and whether those that it has are valid.
//!
//! Judging is pure. It looks at all content, at the records too, so the verdict is the same whatever is released of it;
//! `release` requires the verdict, and compares the digests and the authors once more.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::approvers::{COMMANDER, OVERRIDE, SERVICE_OWNER, approvers, is_here};
use super::time_format::format_toml;
use super::verdict::Verdict;
use crate::content::internal::Incident;
use crate::content::public::{Approval, ApprovalPolicy, Postmortem, Record, RecordKind, SiteConfig, Update};
use crate::content::{ApprovedText, AudienceTag, Content, Folder, PublishedImage, slug_of, text_to_approve};
use crate::diagnostics::{Finding, Findings, Severity, rules};
use crate::source::Snapshot;
use crate::span::{Span, Spanned};
use crate::status::in_force;

/// Judges the approvals of all texts. `now` (UTC) is the real time if it is known; no approval may be later.
#[must_use]
pub fn judge(content: &Content, snapshot: &Snapshot, now: Option<DateTime<Utc>>) -> (Verdict, Findings) {
    let mut judge = Judge::new(content, snapshot, now);
    if let Some(site) = &content.public.site {
        for folder in &content.internal.folders {
            judge.folder(folder, site);
        }
    }
    // A phone shows what CI says, so it must have the block to paste.
    (judge.verdict, judge.found.into_iter().map(Finding::quoting_nothing).collect())
}

/// An approval that an internal post-mortem lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingApproval {
    /// The role that must approve it.
    pub role: String,
    /// Why the approval in that role is void; `None` if there is none.
    pub fault: Option<String>,
}

/// Returns the approvals that the internal post-mortem of an incident lacks at `now` (UTC). Only the command that makes the
/// version for customers asks; no build depends on them.
#[must_use]
pub fn missing_internal_approvals(
    folder: &Folder,
    content: &Content,
    snapshot: &Snapshot,
    now: DateTime<Utc>,
) -> Vec<MissingApproval> {
    let Some(postmortem) = &folder.postmortem else { return Vec::new() };
    let judge = Judge::new(content, snapshot, Some(now));
    let text = Text {
        name: "post-mortem",
        span: postmortem.span,
        place: postmortem.span,
        author: postmortem.author.as_ref(),
        approvals: &postmortem.approvals,
        bound: postmortem.approved_text.as_deref(),
        images: &[],
        audience: &[],
        published: None,
        published_key: "published",
        folders: vec![folder],
    };
    let digest = judge.digest(&text);
    let missing = |role: String| {
        let mut in_role = text
            .approvals
            .iter()
            .rev()
            .filter(|approval| approval.role.as_ref().is_some_and(|named| named.value == role))
            .map(|approval| judge.fault(approval, &text, digest.as_ref()));
        let newest = in_role.next();
        let is_valid = newest.as_ref().is_some_and(Option::is_none) || in_role.any(|fault| fault.is_none());
        (!is_valid).then(|| MissingApproval { fault: newest.flatten(), role: role.clone() })
    };
    postmortem_roles(content.public.site.as_ref()).into_iter().filter_map(missing).collect()
}

const PEOPLE: &str = "content/people.toml";

/// Judges texts, and collects what was found.
pub(super) struct Judge<'a> {
    content: &'a Content,
    snapshot: &'a Snapshot,
    now: Option<DateTime<Utc>>,
    /// Whether `people.toml` exists and could not be read.
    people_unreadable: bool,
    verdict: Verdict,
    found: Vec<Finding>,
}

/// A text with what is needed to judge it.
pub(super) struct Text<'a> {
    /// What it is called in messages.
    name: &'static str,
    span: Span,
    /// Where a required approval is missing: the file, or the key that publishes the text.
    place: Span,
    author: Option<&'a Spanned<String>>,
    approvals: &'a [Approval],
    bound: Option<&'a ApprovedText>,
    images: &'a [PublishedImage],
    audience: &'a [AudienceTag],
    /// When it is published, UTC. `None` if it was changed since, so that its approvals are later.
    published: Option<DateTime<Utc>>,
    /// The key that says so.
    published_key: &'static str,
    folders: Vec<&'a Folder>,
}

impl<'a> Text<'a> {
    pub(super) fn folders(&self) -> &[&'a Folder] {
        &self.folders
    }

    pub(super) fn author_id(&self) -> Option<&'a str> {
        self.author.map(|author| author.value.as_str())
    }
}

/// The roles that must approve a text.
pub(super) enum Need {
    Roles(Vec<String>),
    /// No record gives the severity of the incident, so the strictest case is assumed.
    UnknownSeverity,
    /// The internal files were not read.
    Unread,
}

impl<'a> Judge<'a> {
    pub(super) fn new(content: &'a Content, snapshot: &'a Snapshot, now: Option<DateTime<Utc>>) -> Self {
        let internal = &content.internal;
        let people_unreadable = internal.read && internal.people.is_none() && snapshot.at(PEOPLE).is_some();
        Self { content, snapshot, now, people_unreadable, verdict: Verdict::UNJUDGED, found: Vec::new() }
    }

    fn folder(&mut self, folder: &'a Folder, site: &'a SiteConfig) {
        let Some(record) = folder.record.as_deref() else { return };
        for update in record.updates.iter().filter(|update| !update.draft) {
            let need = need_of_update(update, folder, site, self.content.internal.read);
            if !update.whole {
                // Its errors refuse the build, and half of a text cannot be judged.
                self.verdict.add(update.span.file, Vec::new(), false);
                continue;
            }
            if update.approvals.is_empty() && matches!(&need, Need::Roles(roles) if roles.is_empty()) {
                if site.approval.is_some() {
                    self.verdict.add(update.span.file, Vec::new(), true);
                }
                continue;
            }
            let text = update_text(update, record, folder);
            self.text(&text, need);
        }
        if let Some(postmortem) = &record.postmortem
            && let Some(published) = &postmortem.published
        {
            let text = self.postmortem_text(postmortem, record, folder, Some(published));
            let need = need_of_postmortem(published.value, site, self.content.internal.read);
            self.text(&text, need);
        }
    }

    /// Returns a post-mortem as a text to judge.
    pub(super) fn postmortem_text(
        &self,
        postmortem: &'a Postmortem,
        record: &'a Record,
        folder: &'a Folder,
        published: Option<&Spanned<DateTime<Utc>>>,
    ) -> Text<'a> {
        Text {
            name: "post-mortem",
            span: postmortem.span,
            place: published.map_or(postmortem.span, |published| published.span),
            author: postmortem.author.as_ref(),
            approvals: &postmortem.approvals,
            bound: postmortem.approved_text.as_deref(),
            images: &postmortem.body.images,
            audience: postmortem.audience.as_ref().map_or(record.usual_audience(), |tags| &tags.value),
            published: published.filter(|_| postmortem.edited.is_empty()).map(|published| published.value),
            published_key: "published",
            folders: self.covered(folder, postmortem),
        }
    }

    /// Returns the roles of which nobody has approved a text as it is now, and whether an override stands for them.
    pub(super) fn open_roles(&self, text: &Text<'a>, roles: &[String]) -> (Vec<String>, bool) {
        // Most texts have no approval, and reading one again costs more than everything else here.
        let digest = if text.approvals.is_empty() { None } else { self.digest(text) };
        let valid: Vec<&Approval> = text
            .approvals
            .iter()
            .filter(|approval| self.fault(approval, text, digest.as_ref()).is_none())
            .collect();
        let open = roles.iter().filter(|role| latest(&valid, role).is_none()).cloned();
        (open.collect(), latest(&valid, OVERRIDE).is_some())
    }

    /// Returns the folder of a post-mortem and those of the other incidents that it covers.
    fn covered(&self, own: &'a Folder, postmortem: &Postmortem) -> Vec<&'a Folder> {
        let slugs: BTreeSet<&str> = postmortem.incidents.iter().map(|slug| slug.value.as_str()).collect();
        let has_slug = |update: &Update| match (&update.slug, &update.title) {
            (Some(slug), _) => slugs.contains(slug.value.as_str()),
            (None, Some(title)) => {
                slugs.contains(&*format!("{}-{}", update.at.date_naive(), slug_of(&title.value)))
            }
            (None, None) => false,
        };
        let others = self.content.internal.folders.iter().map(AsRef::as_ref).filter(|folder| {
            folder.kind == RecordKind::Incident
                && folder.name != own.name
                && folder.record.as_ref().is_some_and(|record| record.updates.iter().any(has_slug))
        });
        if slugs.is_empty() { vec![own] } else { std::iter::once(own).chain(others).collect() }
    }

    /// Judges one text.
    fn text(&mut self, text: &Text<'a>, need: Need) {
        let roles = match need {
            Need::Roles(roles) => roles,
            Need::UnknownSeverity => {
                let message = "the severity of the incident is unknown, so this update may need an approval";
                let finding = Finding::at(&rules::APPROVAL_MISSING, text.place, message);
                let hint = "write the record `incident.md` with its `severity`, or keep this as a draft: `draft = true`";
                self.found.push(finding.hint(hint));
                return self.verdict.add(text.span.file, vec![COMMANDER.to_owned()], false);
            }
            Need::Unread => {
                let message = format!(
                    "this {} may need an approval, which cannot be judged without the internal files",
                    text.name
                );
                let hint = "build with the internal files, or pass `--judged-elsewhere` if another machine has checked \
                            this exact commit";
                self.found.push(Finding::at(&rules::APPROVAL_UNJUDGED, text.place, message).hint(hint));
                return self.verdict.add(text.span.file, vec![COMMANDER.to_owned()], false);
            }
        };
        // Nobody is known while `people.toml` has an error, which is reported and refuses the build. Every approval would
        // look void.
        if self.people_unreadable && !(roles.is_empty() && text.approvals.is_empty()) {
            return self.verdict.add(text.span.file, roles, false);
        }
        let digest = self.digest(text);
        let digest = digest.as_ref();
        let valid: Vec<&Approval> =
            text.approvals.iter().filter(|approval| self.fault(approval, text, digest).is_none()).collect();
        let mut is_approved = true;
        if !roles.is_empty() && text.author.is_none() {
            is_approved = false;
            let message = format!("this {} needs an approval, so it also needs the key `author`", text.name);
            let hint =
                "the author never approves, so write who it is: `author = \"…\"` with an id of `people.toml`";
            self.found.push(Finding::at(&rules::MISSING_KEY, text.place, message).hint(hint));
        }
        for role in &roles {
            // A text published with an override stays published when the approval comes later.
            let problem = match earliest(&valid, role) {
                Some(approval) => early(text, approval),
                None => Some(self.missing(text, role, digest)),
            };
            is_approved &= problem.is_none();
            self.found.extend(problem);
        }
        self.report_overrides(text, &valid, &roles);
        self.report_unneeded(text, &roles, digest);
        self.verdict.add(text.span.file, roles, is_approved);
    }

    /// Returns the digest of a text as it is now, or nothing if it cannot be read, which is reported elsewhere.
    fn digest(&self, text: &Text<'_>) -> Option<String> {
        if let Some(bound) = text.bound {
            return Some(bound.digest(text.audience));
        }
        let file = self.snapshot.file(text.span.file)?;
        Some(text_to_approve(file, text.images)?.digest(text.audience))
    }

    /// Returns why an approval is not valid.
    fn fault(&self, approval: &Approval, text: &Text<'a>, digest: Option<&String>) -> Option<String> {
        let (Some(by), Some(role), Some(at), Some(written)) =
            (&approval.by, &approval.role, &approval.at, &approval.digest)
        else {
            return Some("it is not complete".to_owned());
        };
        if digest.is_none_or(|digest| !digest.eq_ignore_ascii_case(&written.value)) {
            return Some(format!("the {} is not the one that was approved", text.name));
        }
        if self.now.is_some_and(|now| at.value > now) {
            return Some("it is dated in the future".to_owned());
        }
        let by = by.value.as_str();
        let people = self.content.internal.people.as_ref();
        if !people.is_some_and(|people| people.has_person(by)) {
            return Some(format!("`people.toml` has no `{by}`"));
        }
        if !people.is_some_and(|people| is_here(people, by, at.value)) {
            return Some(format!("`{by}` had left by then"));
        }
        if role.value == OVERRIDE {
            return None;
        }
        if text.author.is_some_and(|author| author.value == by) {
            return Some("its author cannot approve it".to_owned());
        }
        let Some(allowed) = approvers(&role.value, &text.folders, self.content, at.value) else {
            return Some(format!("`{}` is not a role that approves", role.value));
        };
        (!allowed.contains(&by)).then(|| format!("`{by}` could not approve as `{}` at that time", role.value))
    }

    /// Returns the finding for a role whose approval is missing or void.
    fn missing(&self, text: &Text<'a>, role: &str, digest: Option<&String>) -> Finding {
        let mut of_role = text.approvals.iter().rev().filter(|approval| {
            approval.role.as_ref().is_some_and(|named| named.value == role || named.value == OVERRIDE)
        });
        let block = block(role, digest.map(String::as_str), self.now.or(text.published));
        let void = of_role.find_map(|approval| Some((approval, self.fault(approval, text, digest)?)));
        let hint = format!(
            "after {} has read it, replace the approval, or add this below the other keys:\n{block}",
            described(role)
        );
        if let Some((approval, fault)) = void {
            let message = format!("this approval is void: {fault}");
            return Finding::at(&rules::APPROVAL_VOID, approval.span, message).hint(hint);
        }
        let message = format!("this {} needs the approval of {}", text.name, described(role));
        Finding::at(&rules::APPROVAL_MISSING, text.place, message).hint(format!(
            "keep it as a draft, or add this below the other keys after {} has read it:\n{block}",
            described(role)
        ))
    }

    /// Reports overrides until the people in question have approved too.
    fn report_overrides(&mut self, text: &Text<'_>, valid: &[&Approval], roles: &[String]) {
        let Some(approval) = latest(valid, OVERRIDE) else { return };
        let open: Vec<&String> = roles.iter().filter(|role| latest(valid, role).is_none()).collect();
        if let Some(role) = open.first() {
            let message =
                format!("this {} was published without the approval of {}", text.name, described(role));
            let hint = format!("ask for it: `allclear approve FILE --role {role}`");
            self.found.push(Finding::at(&rules::APPROVAL_OVERRIDE, approval.span, message).hint(hint));
        }
    }

    /// Warns about void approvals in roles that the policy does not require.
    fn report_unneeded(&mut self, text: &Text<'a>, roles: &[String], digest: Option<&String>) {
        for approval in text.approvals {
            let Some(role) = &approval.role else { continue };
            if roles.contains(&role.value) || (role.value == OVERRIDE && !roles.is_empty()) {
                continue;
            }
            if let Some(fault) = self.fault(approval, text, digest) {
                let message = format!("this approval is void: {fault}");
                let mut finding = Finding::at(&rules::APPROVAL_VOID, approval.span, message)
                    .hint("remove it, because no approval of this role is required here");
                finding.severity = Severity::Warning;
                self.found.push(finding);
            }
        }
    }
}

/// Returns the finding for a text that is dated before a required approval.
fn early(text: &Text<'_>, approval: &Approval) -> Option<Finding> {
    let approved = approval.at.as_ref()?;
    let published = text.published?;
    if published >= approved.value {
        return None;
    }
    let message = format!("this {} is dated before its approval", text.name);
    let time = format_toml(approved.value);
    let hint = format!("no earlier than its approval: `{} = {time}`", text.published_key);
    Some(
        Finding::at(&rules::APPROVAL_VOID, text.place, message)
            .related(approved.span, "approved at this time")
            .hint(hint),
    )
}

/// Returns the newest of the approvals in a role.
fn latest<'b>(approvals: &[&'b Approval], role: &str) -> Option<&'b Approval> {
    let in_role =
        approvals.iter().filter(|approval| approval.role.as_ref().is_some_and(|named| named.value == role));
    in_role.max_by_key(|approval| approval.at.as_ref().map(|at| at.value)).copied()
}

/// Returns the oldest of the approvals that stand for a role: in the role itself, or an override.
fn earliest<'b>(approvals: &[&'b Approval], role: &str) -> Option<&'b Approval> {
    let standing = approvals.iter().filter(|approval| {
        approval.role.as_ref().is_some_and(|named| named.value == role || named.value == OVERRIDE)
    });
    standing.min_by_key(|approval| approval.at.as_ref().map(|at| at.value)).copied()
}

/// Returns an update as a text to judge.
pub(super) fn update_text<'a>(update: &'a Update, record: &'a Record, folder: &'a Folder) -> Text<'a> {
    let is_changed = !update.edited.is_empty() || update.retracted.is_some();
    Text {
        name: "update",
        span: update.span,
        place: update.span,
        author: update.author.as_ref(),
        approvals: &update.approvals,
        bound: update.approved_text.as_deref(),
        images: &update.body.images,
        audience: record.audience_of(update),
        published: (!is_changed).then_some(update.at),
        published_key: "at",
        folders: vec![folder],
    }
}

fn need_of_update(update: &Update, folder: &Folder, site: &SiteConfig, internal_was_read: bool) -> Need {
    // A date in the past does not exempt an update, and neither does a severity that was lower then.
    need_at([update.at, update.latest_date()], folder, site, internal_was_read)
}

/// Returns the roles that must approve an update with these dates (UTC); the later one is the second. No update is older than
/// its incident, so a date before the incident does not exempt it.
pub(super) fn need_at(
    times: [DateTime<Utc>; 2],
    folder: &Folder,
    site: &SiteConfig,
    internal_was_read: bool,
) -> Need {
    let [at, latest] = times;
    let latest = folder.began().map_or(latest, |began| began.max(latest));
    let applies = |policy: &&ApprovalPolicy| {
        !policy.comms.is_empty() && policy.since.is_none_or(|since| latest >= since)
    };
    let Some(policy) = site.approval.as_ref().filter(applies) else { return Need::Roles(Vec::new()) };
    if folder.kind == RecordKind::Maintenance {
        return Need::Roles(Vec::new());
    }
    if !internal_was_read {
        return Need::Unread;
    }
    let Some(incident) = &folder.incident else { return Need::UnknownSeverity };
    let severities = [at, times[1], latest].into_iter().filter_map(|at| severity_at(incident, folder, at));
    let is_listed = severities.into_iter().any(|severity| policy.comms.contains(severity));
    Need::Roles(if is_listed { vec![COMMANDER.to_owned()] } else { Vec::new() })
}

fn severity_at<'f>(incident: &'f Incident, folder: &'f Folder, at: DateTime<Utc>) -> Option<&'f str> {
    let changes =
        folder.timeline.iter().filter_map(|entry| Some((entry.at, entry.severity.as_ref()?.value.as_str())));
    let beginning = incident.severity.as_ref().map(|severity| severity.value.as_str());
    in_force(beginning, changes, at)
}

pub(super) fn need_of_postmortem(
    published: DateTime<Utc>,
    site: &SiteConfig,
    internal_was_read: bool,
) -> Need {
    if !site.postmortem_needs_approval(published) {
        return Need::Roles(Vec::new());
    }
    if !internal_was_read {
        return Need::Unread;
    }
    Need::Roles(postmortem_roles(Some(site)))
}

/// Returns the roles that must approve post-mortems.
fn postmortem_roles(site: Option<&SiteConfig>) -> Vec<String> {
    let usual = || vec![COMMANDER.to_owned(), SERVICE_OWNER.to_owned()];
    let written = site.and_then(|site| site.approval.as_ref()).map(|policy| policy.postmortem.clone());
    written.filter(|roles| !roles.is_empty()).unwrap_or_else(usual)
}

/// Returns what a role is called in a message.
fn described(role: &str) -> String {
    match role {
        COMMANDER => "the commander".to_owned(),
        SERVICE_OWNER => "a service owner".to_owned(),
        other => format!("`{other}`"),
    }
}

/// Returns the complete table to paste into a file.
fn block(role: &str, digest: Option<&str>, at: Option<DateTime<Utc>>) -> String {
    let at = at.map_or_else(|| "2026-03-14T09:22:00Z".to_owned(), format_toml);
    let digest = digest.unwrap_or("…");
    format!(
        "[[approval]]\nby = \"…\"  # the approver's id in people.toml\nrole = \"{role}\"\nat = {at}\ndigest = \"{digest}\""
    )
}
