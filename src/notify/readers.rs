//! Everything that readers were ever told, as messages.

use std::collections::BTreeSet;

use super::event_messages::EventWithPage;
use super::message::Message;
use super::postmortem_messages;
use crate::pipeline::MessageSources;

/// Returns a message for everything that was published for the readers, oldest first. Made from released data alone.
#[must_use]
pub fn told_to_readers(sources: MessageSources<'_>) -> Vec<Message> {
    let MessageSources { site, public, .. } = sources;
    let incidents: BTreeSet<&str> = public.incidents.iter().map(|incident| &*incident.event.slug).collect();
    let maintenances: BTreeSet<&str> =
        public.maintenances.iter().map(|maintenance| &*maintenance.event.slug).collect();
    let of_incidents = site.incidents.iter().map(|incident| EventWithPage {
        event: &incident.event,
        kind: "incident",
        folder: "incidents",
        is_public: incidents.contains(&*incident.event.slug),
    });
    let of_maintenances = site.maintenances.iter().map(|maintenance| EventWithPage {
        event: &maintenance.event,
        kind: "maintenance",
        folder: "maintenance",
        is_public: maintenances.contains(&*maintenance.event.slug),
    });
    let events = of_incidents.chain(of_maintenances).flat_map(|event| event.messages(sources));
    let postmortems =
        site.postmortems.iter().flat_map(|postmortem| postmortem_messages::messages(postmortem, sources));
    let mut messages: Vec<Message> = events.chain(postmortems).collect();
    // The sort keeps the order of the updates of one record, whatever their times are.
    messages.sort_by_key(|message| message.at);
    messages
}
