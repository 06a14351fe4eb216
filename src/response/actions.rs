//! The actions of all post-mortems: what is left to do, who does it, and what is late.

use chrono::{DateTime, NaiveDate, Utc};

use crate::content::internal::{Action, ActionStatus, Person, Team};
use crate::content::{Content, Folder};

/// How far an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionState {
    /// Not begun.
    Open,
    /// Begun.
    InProgress,
    /// Done by its owner, and not verified by anybody else. It does not count as done.
    Unverified,
    /// Done, and verified by somebody other than its owner.
    Verified,
    /// Will not be done.
    Dropped,
}

/// An action with the incident that it follows from.
#[derive(Clone, Copy, Debug)]
pub struct ActionItem<'c> {
    /// The folder of the incident.
    pub folder: &'c Folder,
    /// The action.
    pub action: &'c Action,
    /// How far it is.
    pub state: ActionState,
    /// How many days its due date is past; `None` if it is not overdue.
    pub overdue_days: Option<i64>,
    /// The owner, if it is a person in `people.toml`.
    pub owner: Option<&'c Person>,
    /// The team that owns it, or the first one that its owner is a member of.
    pub team: Option<&'c Team>,
    /// Since how many days nobody has cared for it, if those are many: it is to be closed or renewed.
    pub stale_days: Option<i64>,
    /// Whom to escalate to, if it is late and its risk is high: whom its owner reports to, or else the lead of the team.
    pub escalate_to: Option<&'c Person>,
}

impl ActionState {
    /// Returns the word for it, as it is shown and exported.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::Unverified => "unverified",
            Self::Verified => "verified",
            Self::Dropped => "dropped",
        }
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Verified | Self::Dropped)
    }

    /// Returns how far an action is.
    pub(in crate::response) fn of(action: &Action) -> Self {
        match action.status_or_open() {
            ActionStatus::Open => Self::Open,
            ActionStatus::InProgress => Self::InProgress,
            ActionStatus::Done if action.is_verified() => Self::Verified,
            ActionStatus::Done => Self::Unverified,
            ActionStatus::Dropped => Self::Dropped,
        }
    }
}

/// Returns the actions of all post-mortems that are written, and not placeholders of a draft, at a time (UTC): the earliest due date first, those without one last, and
/// actions with the same date in the order of their folders and files.
#[must_use]
pub fn actions(content: &Content, now: DateTime<Utc>) -> Vec<ActionItem<'_>> {
    let people = content.internal.people.as_ref();
    let folders = content.internal.folders.iter();
    let mut items: Vec<ActionItem<'_>> = Vec::new();
    for folder in folders {
        let written = folder.postmortem.iter().flat_map(|postmortem| &postmortem.actions);
        for action in written.filter(|action| action.is_written()) {
            let id = action.owner.as_ref().map(|owner| owner.value.as_str());
            let is_member =
                |team: &&Team| team.members.iter().any(|member| Some(member.value.as_str()) == id);
            let own_team = id.and_then(|id| people?.team(id));
            let overdue = action.due.as_ref().filter(|_| action.is_overdue(now));
            let owner = id.and_then(|id| people?.person(id));
            let team = own_team.or_else(|| people?.teams.iter().find(is_member));
            let superior = owner.and_then(|owner| people?.person(&owner.reports_to.as_ref()?.value));
            let lead = team.and_then(|team| people?.person(&team.lead.as_ref()?.value));
            // Whoever is late is not the one to ask.
            let others =
                superior.into_iter().chain(lead).filter(|person| Some(person.id.value.as_str()) != id);
            let mut others = others.filter(|person| person.until.is_none_or(|until| until > now));
            items.push(ActionItem {
                folder,
                action,
                state: ActionState::of(action),
                overdue_days: overdue.map(|due| (now.date_naive() - due.value).num_days()),
                owner,
                team,
                stale_days: action.stale_days(now),
                escalate_to: others.next().filter(|_| overdue.is_some() && action.is_high_risk()),
            });
        }
    }
    items.sort_by_key(|item| item.action.due.as_ref().map_or(NaiveDate::MAX, |due| due.value));
    items
}

impl ActionItem<'_> {
    /// Whether a person owns it, by the id in `people.toml`.
    #[must_use]
    pub fn is_owned_by(&self, id: &str) -> bool {
        self.action.owner.as_ref().is_some_and(|owner| owner.value == id)
    }

    /// Whether a team owns it: the team itself, or one of its members.
    #[must_use]
    pub fn is_of_team(&self, team: &Team) -> bool {
        let members = team.members.iter().chain(team.lead.as_ref());
        let ids = members.map(|member| member.value.as_str()).chain([team.id.value.as_str()]);
        let owner = self.action.owner.as_ref().map(|owner| owner.value.as_str());
        owner.is_some_and(|owner| ids.into_iter().any(|id| id == owner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::load;
    use crate::source::Snapshot;

    #[test]
    fn an_action_counts_as_done_when_somebody_else_has_verified_it() {
        let action = |id: &str, keys: &str| {
            format!("[[action]]\nid = \"{id}\"\ntitle = \"Add it\"\nowner = \"ana\"\n{keys}\n")
        };
        let text = format!(
            "+++\nauthor = \"ana\"\n{}{}{}{}{}+++\n",
            action("late", "due = 2026-03-13\nstatus = \"done\""),
            action("today", "due = 2026-03-14"),
            action("own", "due = 2026-03-01\nstatus = \"done\"\nverified_by = \"ana\""),
            action("kept", "due = 2026-03-01\nstatus = \"done\"\nverified_by = \"omar\""),
            action("no-date", "status = \"dropped\""),
        );
        let people = "[person.ana]\nname = \"Ana B\"\n[person.omar]\nname = \"Omar H\"\n[team.core]\nname = \"Core\"\nmembers = [\"ana\"]\n";
        let files = [("content/incidents/a/postmortem.md", text.as_str()), ("content/people.toml", people)];
        let (content, _) = load(&Snapshot::of_texts(files));
        let items = actions(&content, "2026-03-14T23:59:59Z".parse().unwrap());
        let shown: Vec<(&str, ActionState, Option<i64>)> = items
            .iter()
            .map(|item| (item.action.id.as_ref().unwrap().value.as_str(), item.state, item.overdue_days))
            .collect();
        assert_eq!(
            shown,
            [
                ("own", ActionState::Unverified, Some(13)),
                ("kept", ActionState::Verified, None),
                ("late", ActionState::Unverified, Some(1)),
                ("today", ActionState::Open, None),
                ("no-date", ActionState::Dropped, None),
            ]
        );
        let team = items[0].team.unwrap();
        assert!(items.iter().all(|item| item.is_of_team(team) && item.is_owned_by("ana")));
    }
}
