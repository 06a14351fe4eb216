//! Everything that is to be sent now, for all destinations.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::sealed::without_content;
use super::selection::{Filter, Verdict, slot, verdict};
use super::{Message, payload, told_to_colleagues, told_to_readers};
use crate::artifact::{Artifact, ArtifactKind};
use crate::content::internal::{Access, Destination, NotifyAudience};
use crate::content::{AudienceTag, Content};
use crate::deliver::{Digest, Ledger, QueuedMessage};
use crate::diagnostics::Findings;
use crate::pipeline::{Examined, MessageGate, MessageSources, PlannedView, Readers, Refusal, Settings};
use crate::source::Snapshot;

/// What the outbox is made from.
#[derive(Clone, Copy, Debug)]
pub struct OutboxInputs<'a> {
    /// The files that were published.
    pub snapshot: &'a Snapshot,
    /// Their records.
    pub examined: &'a Examined,
    /// The settings with which they were examined.
    pub settings: Settings,
    /// The views of customers; those that no destination is for may be missing.
    pub views: &'a [PlannedView],
    /// What was sent.
    pub ledger: &'a Ledger,
    /// Whether to send what was skipped or set aside.
    pub resend: bool,
}

/// Everything that is to be sent now.
#[derive(Debug, Default)]
pub struct Outbox {
    /// One for each destination, in the order of `notify.toml`.
    pub destinations: Vec<Outgoing>,
    /// Why the gate refused messages; empty if it refused none.
    pub findings: Findings,
}

/// What is to be sent to one destination.
#[derive(Debug)]
pub struct Outgoing {
    /// The name of the destination.
    pub name: String,
    /// The messages, in the order in which they happened.
    pub queued: Vec<QueuedMessage>,
    /// What is recorded as not to be sent.
    pub skipped: Vec<Digest>,
    /// Everything that the destination wants of what is published, sent or not.
    pub known: BTreeSet<Digest>,
    /// How many messages the gate refused.
    pub refused: usize,
}

/// Why there is no outbox.
#[derive(Debug)]
pub enum OutboxError {
    /// Nothing can be released.
    Refused(Refusal),
    /// This destination is for a customer without a view.
    NoView(String),
}

impl From<Refusal> for OutboxError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// A message for a destination, before the gate has read it.
struct Draft {
    /// The path under which the gate reads it.
    path: String,
    message: QueuedMessage,
    shown: Vec<u8>,
}

/// What becomes of the messages of a destination.
struct Selected {
    drafts: Vec<Draft>,
    skipped: Vec<Digest>,
    known: BTreeSet<Digest>,
}

/// Decides what is to be sent now.
///
/// # Errors
///
/// Fails if nothing can be released, and if a customer has no view.
pub fn outbox(inputs: OutboxInputs<'_>) -> Result<Outbox, OutboxError> {
    let content = &*inputs.examined.content;
    let mut outbox = Outbox::default();
    let destinations = &content.internal.notifications.destinations;
    // The gate is prepared only if it is needed.
    let mut gate = None;
    for destination in destinations {
        let now = inputs.examined.now;
        let chosen = Chosen { destination, filter: Filter::new(destination, &content.public), inputs, now };
        let outgoing = match &destination.audience.value {
            NotifyAudience::Internal => {
                let messages = told_to_colleagues(content, inputs.snapshot, now);
                chosen.outgoing(&messages)
            }
            NotifyAudience::Readers(tag) => {
                let readers = readers(tag, inputs.views)
                    .ok_or_else(|| OutboxError::NoView(destination.name.value.clone()))?;
                let gate = match &mut gate {
                    Some(gate) => gate,
                    None => gate.insert(MessageGate::new(inputs.snapshot, inputs.examined, inputs.settings)?),
                };
                chosen.inspected(readers, gate, &mut outbox.findings)?
            }
        };
        outbox.destinations.push(outgoing);
    }
    Ok(outbox)
}

fn readers<'a>(tag: &'a AudienceTag, views: &'a [PlannedView]) -> Option<Readers<'a>> {
    Some(match tag {
        AudienceTag::Public => Readers::Public,
        AudienceTag::Tier(tier) => Readers::Tier(tier),
        AudienceTag::Customer(id) => Readers::Customer(views.iter().find(|view| view.customer == *id)?),
    })
}

/// A destination, and how its messages are chosen.
struct Chosen<'a> {
    destination: &'a Destination,
    filter: Filter<'a>,
    inputs: OutboxInputs<'a>,
    now: DateTime<Utc>,
}

impl Chosen<'_> {
    /// Chooses among messages for colleagues, which no gate reads.
    fn outgoing(&self, messages: &[Message]) -> Outgoing {
        let Selected { drafts, skipped, known } = self.drafts(messages);
        let queued = drafts.into_iter().map(|draft| draft.message).collect();
        Outgoing { name: self.destination.name.value.clone(), queued, skipped, known, refused: 0 }
    }

    /// Chooses among messages for readers, and lets the gate read those that are to be sent.
    fn inspected(
        &self,
        readers: Readers<'_>,
        gate: &mut MessageGate<'_>,
        findings: &mut Findings,
    ) -> Result<Outgoing, Refusal> {
        let messages = |sources: MessageSources<'_>| {
            let told = told_to_readers(sources);
            if self.is_content_free(readers) {
                told.iter().map(|message| without_content(message, sources)).collect()
            } else {
                told
            }
        };
        let Selected { drafts, skipped, known } =
            gate.preview(readers, |sources| self.drafts(&messages(sources)))?;
        let name = self.destination.name.value.clone();
        if drafts.is_empty() {
            return Ok(Outgoing { name, queued: Vec::new(), skipped, known, refused: 0 });
        }
        let inspected = gate.inspect(readers, |sources| {
            self.drafts(&messages(sources)).drafts.iter().map(Draft::artifact).collect()
        })?;
        // Only what the gate has read is sent.
        let passed: BTreeMap<&str, &[u8]> = inspected
            .messages
            .iter()
            .filter(|artifact| !inspected.refused.contains(&artifact.path))
            .map(|artifact| (artifact.path.as_str(), artifact.bytes.as_slice()))
            .collect();
        let count = drafts.len();
        let queued: Vec<QueuedMessage> = drafts
            .into_iter()
            .filter(|draft| passed.get(draft.path.as_str()) == Some(&draft.shown.as_slice()))
            .map(|draft| draft.message)
            .collect();
        findings.extend(inspected.findings);
        Ok(Outgoing { name, refused: count - queued.len(), queued, skipped, known })
    }

    /// Whether the messages must not say what happened.
    fn is_content_free(&self, readers: Readers<'_>) -> bool {
        matches!(readers, Readers::Customer(view) if view.access == Access::Sealed)
            && self.destination.content.is_none()
    }

    /// Returns what is to be sent of these messages, and what is recorded as not to be sent.
    fn drafts(&self, messages: &[Message]) -> Selected {
        let (mut drafts, mut skipped) = (Vec::new(), Vec::new());
        let mut known = BTreeSet::new();
        for message in messages.iter().filter(|message| self.filter.wants(message)) {
            let slot = slot(self.destination, message);
            if !known.insert(slot.clone()) {
                continue;
            }
            match verdict(&slot, message, self.inputs.ledger, self.now, self.inputs.resend) {
                Verdict::Send => drafts.push(self.draft(message, slot)),
                Verdict::Skip => skipped.push(slot),
                Verdict::Settled => {}
            }
        }
        Selected { drafts, skipped, known }
    }

    fn draft(&self, message: &Message, slot: Digest) -> Draft {
        let payload = payload(self.destination.kind, message, authority(&self.inputs.examined.content));
        let name = self.destination.name.value.as_bytes();
        let (item, event) = (message.item.as_bytes(), message.event_word());
        let key = Digest::of(&[b"allclear message", name, item, event.as_bytes(), &payload.body]);
        let message = QueuedMessage {
            group: message.group.clone(),
            slot,
            key,
            event,
            media_type: payload.media_type,
            body: payload.body,
        };
        Draft {
            path: format!("{}.{}", message.slot, extension(payload.media_type)),
            message,
            shown: payload.shown,
        }
    }
}

impl Draft {
    fn artifact(&self) -> Artifact {
        Artifact::new(self.path.clone(), self.shown.clone(), ArtifactKind::Feed)
    }
}

/// How the gate reads a payload.
fn extension(media_type: &str) -> &'static str {
    if media_type == "application/json" { "json" } else { "txt" }
}

fn authority(content: &Content) -> &str {
    content.public.site.as_ref().map_or("localhost", |site| site.authority())
}
