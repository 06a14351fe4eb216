//! What is to be sent: the outbox, with the views of customers that it needs.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};

use crate::commands::keys_file::KeysPath;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::content::internal::NotifyAudience;
use crate::content::{AudienceTag, Content};
use crate::deliver::{Digest, Ledger, Records, Standing, StoreError};
use crate::notify::{Outbox, OutboxError, OutboxInputs, outbox};
use crate::pipeline::{Examined, PlannedView, Settings, plan_views};
use crate::source::Snapshot;

/// Where the keys of customers' views are. They are read only if a destination is for a customer.
pub(in crate::commands) struct ViewKeys(KeysPath);

/// Why nothing is to be sent, for a person: lower case, no full stop.
#[derive(Debug)]
pub(in crate::commands) struct PlanError(pub(in crate::commands) String);

impl From<PlanError> for Stop {
    fn from(error: PlanError) -> Self {
        Self::usage(error.0)
    }
}

impl ViewKeys {
    pub(in crate::commands) fn find(given: Option<&Path>, session: &Session<'_, '_>) -> Result<Self, Stop> {
        KeysPath::find(given, &[], session).map(Self)
    }

    /// Returns the views of customers, if a destination needs them.
    fn views(&self, content: &Content) -> Result<Vec<PlannedView>, PlanError> {
        let is_for_customer =
            |audience: &NotifyAudience| matches!(audience, NotifyAudience::Readers(AudienceTag::Customer(_)));
        let destinations = &content.internal.notifications.destinations;
        if !destinations.iter().any(|destination| is_for_customer(&destination.audience.value)) {
            return Ok(Vec::new());
        }
        let shown = self.0.shown();
        let file = self.0.read().map_err(|stop| PlanError(stop.message().to_owned()))?;
        let file = file.ok_or_else(|| {
            PlanError(format!(
                "there is no keys file `{shown}`, which the address of a customer's view needs"
            ))
        })?;
        plan_views(content, file.keys()).map_err(|missing| {
            PlanError(format!("`{shown}` lacks the keys of {} customers", missing.customers.len()))
        })
    }
}

/// Decides what is to be sent now.
pub(in crate::commands) fn planned(
    (snapshot, examined, settings): (&Snapshot, &Examined, Settings),
    keys: &ViewKeys,
    ledger: &Ledger,
    resend: bool,
) -> Result<Outbox, PlanError> {
    let views = keys.views(&examined.content)?;
    let inputs = OutboxInputs { snapshot, examined, settings, views: &views, ledger, resend };
    outbox(inputs).map_err(|error| match error {
        OutboxError::NoView(name) => PlanError(format!("{name}: the customer has no view")),
        OutboxError::Refused(refusal) => {
            let messages: Vec<&str> = refusal.findings.iter().map(|finding| finding.rule.name).collect();
            PlanError(format!("nothing can be released: {}", messages.join(", ")))
        }
    })
}

/// Records that everything in the outbox is to be sent, whatever was decided about it before. If the program ends too early,
/// the next run sends the rest.
pub(in crate::commands) fn record_resent(
    outbox: &Outbox,
    records: &Records,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let queued = outbox.destinations.iter().flat_map(|outgoing| &outgoing.queued);
    records.change(|ledger| {
        let waiting = Standing::Waiting { since: now, until: None };
        let is_new = |slot: &Digest| !matches!(ledger.standing(slot), Some(Standing::Waiting { .. }));
        let slots: Vec<&Digest> = queued.map(|message| &message.slot).filter(|slot| is_new(slot)).collect();
        slots.into_iter().filter(|slot| ledger.set(slot, waiting)).count() > 0
    })
}

/// How long the ledger keeps entries for messages that the published content no longer gives.
const KEPT: TimeDelta = TimeDelta::days(30);

/// Records everything that is not sent because it is old or imported, and forgets what is gone, at once. Returns how much is
/// not sent.
pub(in crate::commands) fn record_skipped(
    outbox: &Outbox,
    records: &Records,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let slots = outbox.destinations.iter().flat_map(|outgoing| &outgoing.skipped);
    let known = outbox.destinations.iter().flat_map(|outgoing| outgoing.known.iter().cloned()).collect();
    let mut count = 0;
    records.change(|ledger| {
        count = slots.filter(|slot| ledger.set(slot, Standing::Skipped(now))).count();
        let has_forgotten = ledger.forget_gone(&known, now - KEPT);
        count > 0 || has_forgotten
    })?;
    Ok(count)
}
