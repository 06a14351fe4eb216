//! Which messages a destination wants, and which of them are still to be sent.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::Message;
use crate::content::internal::Destination;
use crate::content::{ComponentNames, PublicContent};
use crate::deliver::{Digest, Ledger, Standing};

/// What happened longer ago than this when it is first seen is not sent.
const OLD: TimeDelta = TimeDelta::hours(24);

/// What to do with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Send it.
    Send,
    /// Record that it is not sent.
    Skip,
    /// It was dealt with.
    Settled,
}

/// The filter of a destination.
pub(super) struct Filter<'a> {
    destination: &'a Destination,
    /// The slugs of its components; `None` for all.
    components: Option<BTreeSet<String>>,
}

impl<'a> Filter<'a> {
    pub(super) fn new(destination: &'a Destination, content: &PublicContent) -> Self {
        let names = ComponentNames::new(&content.components);
        let slug = |name: &str| Some(content.components.get(names.one(name)?)?.slug());
        let components = destination.components.iter().filter_map(|name| slug(&name.value)).collect();
        let has_components = !destination.components.is_empty();
        Self { destination, components: has_components.then_some(components) }
    }

    /// Whether the destination wants a message.
    pub(super) fn wants(&self, message: &Message) -> bool {
        let concerned = self.components.as_ref().is_none_or(|wanted| {
            message.components.is_empty() || message.components.iter().any(|slug| wanted.contains(slug))
        });
        let events = [Some(message.event), message.also];
        concerned && events.into_iter().flatten().any(|event| self.destination.wants(event))
    }
}

/// Returns what a message tells a destination, whatever its words are.
pub(super) fn slot(destination: &Destination, message: &Message) -> Digest {
    let name = destination.name.value.as_bytes();
    Digest::of(&[b"allclear slot", name, message.item.as_bytes(), message.occurrence.as_bytes()])
}

/// Decides about a message that a destination wants. With `resend`, what was skipped or set aside is sent.
pub(super) fn verdict(
    slot: &Digest,
    message: &Message,
    ledger: &Ledger,
    now: DateTime<Utc>,
    resend: bool,
) -> Verdict {
    let is_old = message.is_imported || now - message.at > OLD;
    match ledger.standing(slot) {
        Some(Standing::Sent(_)) => Verdict::Settled,
        Some(Standing::Skipped(_) | Standing::Aside(_)) if !resend => Verdict::Settled,
        None if is_old && !resend => Verdict::Skip,
        Some(Standing::Skipped(_) | Standing::Aside(_) | Standing::Waiting { .. }) | None => Verdict::Send,
    }
}
