//! The situation: what is open or running now, with everything that the people who respond have to know.

use chrono::{DateTime, Utc};

use super::checklist::checklist_items;
use super::course::{incident_course, is_open, maintenance_course};
use super::due::{RequiredPostmortem, acknowledge_by};
use super::milestones::Milestones;
use super::next_update::{NextUpdate, next_updates};
use super::policy::severity_at;
use super::roles::{RoleHolder, missing_roles, roles_in_force};
use super::tier_sla::{IncidentClocks, NoClocks, incident_clocks};
use crate::check::{Waiting, WaitingText, waiting_texts};
use crate::content::internal::{IncidentKind, TimelineEntry};
use crate::content::public::{RecordKind, Update};
use crate::content::{Content, Folder};
use crate::source::Snapshot;
use crate::status::{Status, Window};

/// What is open or running at some time.
#[derive(Clone, Debug)]
pub struct Situation<'c> {
    /// The open incidents and drills, the worst first.
    pub incidents: Vec<OpenIncident<'c>>,
    /// The running maintenances, in the order of their folders.
    pub maintenances: Vec<RunningMaintenance<'c>>,
    /// The texts of other records that wait: overrides without an approval, and drafts of post-mortems.
    pub waiting: Vec<(&'c Folder, WaitingText)>,
    /// The post-mortems that closed incidents need and that are not written.
    pub postmortems: Vec<(&'c Folder, RequiredPostmortem)>,
}

/// An open incident.
#[derive(Clone, Debug)]
pub struct OpenIncident<'c> {
    /// Its folder.
    pub folder: &'c Folder,
    /// Its severity.
    pub severity: Option<&'c str>,
    /// Its status as customers know it; `None` if they have had no update.
    pub status: Option<Status>,
    /// Its times.
    pub milestones: Milestones,
    /// Who holds which role.
    pub roles: Vec<RoleHolder>,
    /// The roles that nobody holds.
    pub missing_roles: Vec<&'static str>,
    /// By when somebody must take responsibility, UTC; `None` if somebody did, or if no policy applies.
    pub acknowledge: Option<DateTime<Utc>>,
    /// The newest entry of the timeline.
    pub newest_entry: Option<&'c TimelineEntry>,
    /// The newest update to any customer.
    pub last_update: Option<&'c Update>,
    /// The next updates, one for each group of readers with a newest update of its own.
    pub next_updates: Vec<NextUpdate<'c>>,
    /// The clocks of the service level agreements.
    pub clocks: Result<IncidentClocks, NoClocks>,
    /// The texts that wait.
    pub waiting: Vec<WaitingText>,
    /// How many items of the checklist are ticked, and how many there are.
    pub checklist: (usize, usize),
}

/// A maintenance that is running.
#[derive(Clone, Debug)]
pub struct RunningMaintenance<'c> {
    /// Its folder.
    pub folder: &'c Folder,
    /// Its status.
    pub status: Status,
    /// When it began, UTC.
    pub began: Option<DateTime<Utc>>,
    /// The planned time.
    pub window: Window,
    /// Whether it takes longer than planned.
    pub is_overrun: bool,
    /// The newest update.
    pub last_update: Option<&'c Update>,
    /// The next updates that were promised.
    pub next_updates: Vec<NextUpdate<'c>>,
    /// The texts that wait.
    pub waiting: Vec<WaitingText>,
}

impl<'c> Situation<'c> {
    /// Returns the situation at `now` (UTC). The texts of the snapshot are those that the content was read from.
    #[must_use]
    pub fn of(content: &'c Content, snapshot: &Snapshot, now: DateTime<Utc>) -> Self {
        let mut situation = Self {
            incidents: Vec::new(),
            maintenances: Vec::new(),
            waiting: Vec::new(),
            postmortems: Vec::new(),
        };
        for folder in content.internal.folders.iter().map(AsRef::as_ref) {
            match folder.kind {
                RecordKind::Incident if is_shown(folder) && is_open(folder, now) => {
                    situation.incidents.push(OpenIncident::of(folder, content, snapshot, now));
                }
                RecordKind::Maintenance if is_running(folder, now) => {
                    situation.maintenances.extend(RunningMaintenance::of(folder, content, snapshot, now));
                }
                _ => {
                    let waiting = waiting_texts(folder, content, snapshot, now).into_iter();
                    let waiting = waiting.filter(|text| is_left_over(text, folder));
                    situation.waiting.extend(waiting.map(|text| (folder, text)));
                    let is_over = !is_open(folder, now);
                    let required =
                        is_over.then(|| RequiredPostmortem::of(folder, content, snapshot, now)).flatten();
                    situation.postmortems.extend(required.map(|required| (folder, required)));
                }
            }
        }
        situation.incidents.sort_by_key(OpenIncident::rank);
        situation
    }
}

/// Near misses have nothing to respond to; a drill is practised with the same commands.
fn is_shown(folder: &Folder) -> bool {
    folder.incident.as_ref().is_none_or(|incident| incident.kind != IncidentKind::NearMiss)
}

fn is_running(folder: &Folder, now: DateTime<Utc>) -> bool {
    maintenance_course(folder, now).is_some_and(|course| course.is_running())
}

/// Whether a text of a record that is not open still waits. A draft of an update is not needed any more.
fn is_left_over(text: &WaitingText, folder: &Folder) -> bool {
    let is_update = folder.record.as_ref().is_some_and(|record| {
        record.updates.iter().any(|update| update.span.file == text.file && update.draft)
    });
    !is_update && text.waiting != Waiting::Publication
}

impl<'c> OpenIncident<'c> {
    fn of(folder: &'c Folder, content: &'c Content, snapshot: &Snapshot, now: DateTime<Utc>) -> Self {
        let severity = severity_at(folder, now).map(crate::content::SeverityName::as_str);
        let milestones = Milestones::of(folder, now);
        let roles = roles_in_force(folder, content.internal.people.as_ref(), now);
        let record = folder.incident.as_ref().and_then(|incident| snapshot.file(incident.span.file));
        let items = checklist_items(record.map_or("", |file| &file.text));
        Self {
            severity,
            status: incident_course(folder).map(|course| course.status),
            missing_roles: missing_roles(&roles, severity),
            roles,
            acknowledge: acknowledge_by(folder, content, &milestones, now),
            milestones,
            newest_entry: folder.timeline.iter().rev().find(|entry| entry.at <= now),
            last_update: newest(folder),
            next_updates: next_updates(folder, content, now),
            clocks: incident_clocks(folder, content, now),
            waiting: waiting_texts(folder, content, snapshot, now),
            checklist: (items.iter().filter(|item| item.is_done).count(), items.len()),
            folder,
        }
    }

    /// Whether it is only practised.
    #[must_use]
    pub fn is_drill(&self) -> bool {
        self.folder.incident.as_ref().is_some_and(|incident| incident.kind == IncidentKind::Drill)
    }

    /// The order of incidents: drills last, then by severity, then by the target that falls due first.
    fn rank(&self) -> (bool, u8, Option<DateTime<Utc>>, String) {
        let severity = match self.severity {
            Some("P1") => 0,
            // A severity that is unknown, or of the site's own, may be grave.
            None => 1,
            Some("P2") => 2,
            Some("P3") => 4,
            Some("P4") => 5,
            Some(_) => 3,
        };
        let clocks = self.clocks.iter().flat_map(|clocks| &clocks.tiers);
        let due = clocks.filter_map(|tier| tier.resolution.as_ref()).map(|clock| clock.due).min();
        (self.is_drill(), severity, due.or(self.milestones.noticed()), self.folder.name.clone())
    }
}

impl<'c> RunningMaintenance<'c> {
    fn of(folder: &'c Folder, content: &'c Content, snapshot: &Snapshot, now: DateTime<Utc>) -> Option<Self> {
        let course = maintenance_course(folder, now)?;
        Some(Self {
            status: course.status,
            began: course.run_periods.last().map(|period| period.from),
            window: course.window,
            is_overrun: course.overrun,
            last_update: newest(folder),
            next_updates: next_updates(folder, content, now)
                .into_iter()
                .filter(|next| next.due.is_some())
                .collect(),
            waiting: waiting_texts(folder, content, snapshot, now),
            folder,
        })
    }
}

/// Returns the newest update that any customer has seen and that is not withdrawn.
fn newest(folder: &Folder) -> Option<&Update> {
    folder.released().rfind(|update| update.retracted.is_none()).or_else(|| folder.released().next_back())
}
