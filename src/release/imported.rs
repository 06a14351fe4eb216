//! Converts the preserved data of an import. Unknown words and names are dropped, so that API clients never receive
//! values that they do not know.

use super::model::{ImportedComponent, ImportedRecord, ImportedUpdate};
use super::visible_components::VisibleComponents;
use crate::content::public::{self, ImportedTime, RecordKind};
use crate::status::{State, Status};

/// Converts the data of a component or a group.
pub(super) fn component(kept: &public::ImportedComponent) -> ImportedComponent {
    ImportedComponent {
        created_at: kept.created_at,
        updated_at: kept.updated_at,
        start_date: kept.start_date,
        showcase: kept.showcase,
        only_show_if_degraded: kept.only_show_if_degraded,
    }
}

/// Converts the data of a record; `None` if there is none.
pub(super) fn record(
    kept: &public::ImportedRecord,
    shown: &VisibleComponents<'_>,
) -> Option<Box<ImportedRecord>> {
    if *kept == public::ImportedRecord::default() {
        return None;
    }
    let time = |time: ImportedTime| match time {
        ImportedTime::At(at) => Some(at),
        ImportedTime::Never => None,
    };
    let named = |names: &Vec<String>| names.iter().filter_map(|name| shown.find(name)).collect();
    Some(Box::new(ImportedRecord {
        created_at: kept.created_at,
        updated_at: kept.updated_at,
        started_at: kept.started_at,
        monitoring_at: kept.monitoring_at.map(time),
        resolved_at: kept.resolved_at.map(time),
        components: kept.components.as_ref().map(named),
        atom_id: kept.atom_id.clone(),
        rss_guid: kept.rss_guid.clone(),
    }))
}

/// Converts the data of an update; `None` if there is none.
pub(super) fn update(
    kept: Option<&public::ImportedUpdate>,
    kind: RecordKind,
    shown: &VisibleComponents<'_>,
) -> Option<Box<ImportedUpdate>> {
    let kept = kept?;
    let statuses = match kind {
        RecordKind::Incident => Status::INCIDENT.as_slice(),
        RecordKind::Maintenance => Status::MAINTENANCE.as_slice(),
    };
    let status = |word: &String| statuses.iter().copied().find(|status| status.as_str() == word);
    let names = kept.names.iter();
    let update = ImportedUpdate {
        created_at: kept.created_at,
        updated_at: kept.updated_at,
        display_at: kept.display_at,
        deliver_notifications: kept.deliver_notifications,
        custom_tweet: kept.custom_tweet.clone(),
        tweet_id: kept.tweet_id.as_ref().and_then(|id| id.parse().ok()),
        status: kept.status.as_ref().and_then(status),
        names: names.filter_map(|(name, then)| Some((shown.find(name)?, then.clone()))).collect(),
        old_states: states(&kept.old_status, shown),
        states: states(&kept.components, shown),
    };
    (update != ImportedUpdate::default()).then(|| Box::new(update))
}

fn states(kept: &[(String, String)], shown: &VisibleComponents<'_>) -> Vec<(usize, State)> {
    let state = |word: &String| State::ALL.into_iter().find(|state| state.as_str() == word);
    kept.iter().filter_map(|(name, word)| Some((shown.find(name)?, state(word)?))).collect()
}
