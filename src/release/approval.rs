//! Compares digests and authors of approvals once more, so that nothing depends on `check` alone.

use super::ReleaseError;
use crate::check::Verdict;
use crate::content::PublicContent;
use crate::content::public::{Approval, SiteConfig};
use crate::content::{ApprovedText, AudienceTag};
use crate::span::{Span, Spanned};

/// The role of somebody who publishes a text without the usual procedure, and may be its author.
const OVERRIDE: &str = "override";

/// Checks that every text that is not a draft has the approvals that the verdict requires.
///
/// # Errors
///
/// Refuses everything if a single text lacks one, whoever its readers are. A text is never left out, because readers
/// would take the page without it for the whole truth.
pub(super) fn check(
    content: &PublicContent,
    config: &SiteConfig,
    verdict: &Verdict,
) -> Result<(), ReleaseError> {
    if verdict.is_negative() {
        return Err(ReleaseError::Unapproved(None));
    }
    for record in &content.records {
        for update in record.updates.iter().filter(|update| !update.draft) {
            let required = verdict.required_for_update(update, config);
            let approved = Approved {
                approvals: &update.approvals,
                text: update.approved_text.as_deref(),
                audience: record.audience_of(update),
                author: update.author.as_ref(),
            };
            approved.check(required, update.span)?;
        }
        if let Some(postmortem) = record.postmortem.as_ref().filter(|one| one.published.is_some()) {
            let required = verdict.required_for_postmortem(postmortem, config);
            let audience = postmortem.audience.as_ref().map(|tags| tags.value.as_slice());
            let approved = Approved {
                approvals: &postmortem.approvals,
                text: postmortem.approved_text.as_deref(),
                audience: audience.unwrap_or(record.usual_audience()),
                author: postmortem.author.as_ref(),
            };
            approved.check(required, postmortem.span)?;
        }
    }
    Ok(())
}

/// A text and its approvals.
struct Approved<'a> {
    approvals: &'a [Approval],
    text: Option<&'a ApprovedText>,
    audience: &'a [AudienceTag],
    author: Option<&'a Spanned<String>>,
}

impl Approved<'_> {
    /// Checks that there is an approval of exactly this text for each required role.
    fn check(&self, required: Option<&[String]>, span: Span) -> Result<(), ReleaseError> {
        let unapproved = || ReleaseError::Unapproved(Some(span));
        let required = required.ok_or_else(unapproved)?;
        if required.is_empty() {
            return Ok(());
        }
        let digest = self.text.ok_or_else(unapproved)?.digest(self.audience);
        let author = &self.author.ok_or_else(unapproved)?.value;
        let is_valid = |approval: &Approval, wanted: &str| {
            let (Some(by), Some(role), Some(written)) = (&approval.by, &approval.role, &approval.digest)
            else {
                return false;
            };
            let is_independent = role.value == OVERRIDE || by.value != *author;
            (role.value == wanted || role.value == OVERRIDE)
                && is_independent
                && written.value.eq_ignore_ascii_case(&digest)
        };
        let has = |role: &String| self.approvals.iter().any(|approval| is_valid(approval, role));
        if required.iter().all(has) { Ok(()) } else { Err(unapproved()) }
    }
}
