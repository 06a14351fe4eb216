//! Checks the destinations of messages: that their audiences exist, and that `content` is where it has a meaning.

use super::audiences;
use super::directory::Directory;
use crate::content::internal::{Access, Destination, NotifyAudience};
use crate::content::{AudienceTag, Content};
use crate::diagnostics::{Finding, rules};
use crate::span::Span;

/// Checks every `[[notify]]`. The components that it names are checked with those of other internal files.
pub(super) fn check(content: &Content, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    for destination in &content.internal.notifications.destinations {
        let span = destination.audience.span;
        match &destination.audience.value {
            NotifyAudience::Readers(AudienceTag::Tier(id)) => audiences::tier(id, span, directory, found),
            NotifyAudience::Readers(AudienceTag::Customer(id)) => {
                audiences::customer(id, span, directory, found);
            }
            NotifyAudience::Readers(AudienceTag::Public) | NotifyAudience::Internal => {}
        }
        if let Some(content) = destination.content {
            found.extend(pointless(content, destination, directory));
        }
    }
}

/// Reports `content = true` for readers whose messages have a content in any case.
fn pointless(content: Span, destination: &Destination, directory: &Directory<'_>) -> Option<Finding> {
    let sealed = match &destination.audience.value {
        // An unknown customer is reported already.
        NotifyAudience::Readers(AudienceTag::Customer(id)) => {
            let access = directory.customer(id)?.access.as_ref()?;
            access.value == Access::Sealed
        }
        _ => false,
    };
    let message = "`content` is only for a customer with a sealed view";
    let finding = Finding::at(&rules::INVALID_VALUE, content, message);
    (!sealed).then(|| finding.hint("remove it; all other messages say what happened"))
}
