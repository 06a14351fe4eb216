//! Compares approvals with the history of their files in git: who added them.

use super::report::number;
use super::session::Session;
use super::stop::Stop;
use crate::content::public::Approval;
use crate::content::{Content, load};
use crate::diagnostics::{Finding, rules};
use crate::git::{FileVersion, GitError, file_history};
use crate::response::{ApprovalOrigin, ApprovedVersion, origin_of};
use crate::source::Snapshot;

/// Returns a warning for each approval that somebody other than the approver committed, and says what cannot be judged.
pub(super) fn by_others(
    content: &Content,
    snapshot: &Snapshot,
    session: &mut Session<'_, '_>,
) -> Result<Vec<Finding>, Stop> {
    let root = session.project().root().to_owned();
    let people = content.internal.people.as_ref();
    let (mut found, mut uncommitted, mut cut_off) = (Vec::new(), 0, 0);
    for (path, approvals) in approved(content, snapshot) {
        let versions = file_history(&root, path).map_err(|error| without_git(&error))?;
        let versions: Vec<ApprovedVersion> =
            versions.into_iter().map(|version| approved_version(path, version)).collect();
        for approval in approvals {
            match origin_of(approval, &versions, people) {
                ApprovalOrigin::Approver => {}
                ApprovalOrigin::Uncommitted => uncommitted += 1,
                ApprovalOrigin::CutOff => cut_off += 1,
                ApprovalOrigin::Other(author, commit) => found.push(finding(approval, &author, &commit)),
            }
        }
    }
    if uncommitted > 0 {
        let them = if uncommitted == 1 { "it" } else { "them" };
        let approvals = number(uncommitted, "approval");
        session
            .note(&format!("note: {approvals} not committed yet, so git does not say who added {them}"))?;
    }
    if cut_off > 0 {
        let approvals = number(cut_off, "approval");
        session.note(&format!(
            "note: the clone is shallow, so it is not known who added {approvals}\n\
             help: fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` in a workflow"
        ))?;
    }
    Ok(found)
}

/// Returns the files with approvals, by their paths.
fn approved<'c>(content: &'c Content, snapshot: &'c Snapshot) -> Vec<(&'c str, &'c [Approval])> {
    let records = content.public.records.iter();
    let texts = records.flat_map(|record| {
        let updates = record.updates.iter().map(|update| (update.span, update.approvals.as_slice()));
        let postmortem = record.postmortem.iter();
        updates.chain(postmortem.map(|postmortem| (postmortem.span, postmortem.approvals.as_slice())))
    });
    let approved = texts.filter(|(_, approvals)| !approvals.is_empty());
    approved
        .filter_map(|(span, approvals)| Some((snapshot.file(span.file)?.path.as_str(), approvals)))
        .collect()
}

/// Reads the approvals of an earlier version of a file.
fn approved_version(path: &str, version: FileVersion) -> ApprovedVersion {
    let (content, _) = load(&Snapshot::default().with_text(path, &version.text));
    let mut approvals = Vec::new();
    for record in content.public.records {
        approvals.extend(record.updates.iter().flat_map(|update| update.approvals.iter().cloned()));
        approvals
            .extend(record.postmortem.iter().flat_map(|postmortem| postmortem.approvals.iter().cloned()));
    }
    ApprovedVersion { email: version.email, commit: version.commit, cut_off: version.cut_off, approvals }
}

fn finding(approval: &Approval, author: &str, commit: &str) -> Finding {
    let by = approval.by.as_ref().map_or("", |by| &by.value);
    let commit: String = commit.chars().take(10).collect();
    let message = format!("this approval by `{by}` was added by `{author}`, in commit {commit}");
    Finding::at(&rules::APPROVAL_BY_OTHER_AUTHOR, approval.span, message)
        .hint(format!("ask `{by}` to confirm it, or to approve again with `allclear approve --commit`"))
        .confidential()
}

fn without_git(error: &GitError) -> Stop {
    Stop::usage(format!("`--approvals=git` cannot read the history: {error}"))
}
