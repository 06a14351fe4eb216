//! `people.toml`: people, teams, and who is on duty.

use chrono::{DateTime, Utc};

use super::roles::{ON_CALL, role_names};
use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::reader::Reader;
use crate::diagnostics::{did_you_mean, rules};
use crate::source::Side;
use crate::span::Spanned;

/// All people, teams and shifts, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// The people.
    pub people: Vec<Person>,
    /// The teams.
    pub teams: Vec<Team>,
    /// Who holds which role by default.
    pub rota: Vec<Shift>,
}

/// A person, including those who have left.
#[derive(Clone, Debug)]
pub struct Person {
    /// The id that records use.
    pub id: Spanned<String>,
    /// Full name.
    pub name: Option<Spanned<String>>,
    /// E-mail address.
    pub email: Option<Spanned<String>>,
    /// Name on GitHub, without `@`.
    pub github: Option<Spanned<String>>,
    /// User id in Slack: `U0BMS113R`.
    pub slack: Option<Spanned<String>>,
    /// User id in PagerDuty: `PXPGF42`.
    pub pagerduty: Option<Spanned<String>>,
    /// The deputy.
    pub alternate: Option<Spanned<String>>,
    /// Whom the person reports to.
    pub reports_to: Option<Spanned<String>>,
    /// When the person left, UTC.
    pub until: Option<DateTime<Utc>>,
    /// Whether the name may be published.
    pub public: bool,
}

/// A team.
#[derive(Clone, Debug)]
pub struct Team {
    /// The id that records use.
    pub id: Spanned<String>,
    /// Full name.
    pub name: Option<Spanned<String>>,
    /// The ids of the members.
    pub members: Vec<Spanned<String>>,
    /// The team lead.
    pub lead: Option<Spanned<String>>,
}

/// A time in which a person holds a role by default.
#[derive(Clone, Debug)]
pub struct Shift {
    /// The role: one of an incident, or `on_call`.
    pub role: Spanned<String>,
    /// The team whose role it is; `None` for the whole organisation.
    pub team: Option<Spanned<String>>,
    /// The person.
    pub person: Spanned<String>,
    /// The beginning, UTC.
    pub from: DateTime<Utc>,
    /// The end, UTC; later than the beginning.
    pub to: DateTime<Utc>,
}

const PERSON_KEYS: &[Key] = &[
    Key::required("name", "text", "the full name"),
    Key::optional("email", "text", "the e-mail address"),
    Key::optional("github", "text", "the GitHub handle, without `@`"),
    Key::optional("slack", "text", "the user id in Slack, such as `U0BMS113R`, for imports"),
    Key::optional("pagerduty", "text", "the user id in PagerDuty, such as `PXPGF42`, for imports"),
    Key::optional("alternate", "person", "the deputy"),
    Key::optional("reports_to", "person", "whom the person reports to"),
    Key::optional("until", "time", "when the person left; keep the entry"),
    Key::optional("public", "true or false", "whether the name may be published"),
];
const TEAM_KEYS: &[Key] = &[
    Key::required("name", "text", "the full name"),
    Key::optional("members", "list of people", "the members"),
    Key::optional("lead", "person", "the team lead"),
];

const SHIFT_KEYS: &[Key] = &[
    Key::required("role", "role", "a role of an incident such as `commander`, or `on_call`"),
    Key::optional("team", "team", "the team whose role it is; default: the whole organisation"),
    Key::required("person", "person", "who holds the role"),
    Key::required("from", "time", "the beginning"),
    Key::required("to", "time", "the end"),
];

pub(in crate::content) const KIND: Kind = Kind {
    name: "`people.toml`",
    path: "people.toml",
    side: Side::Internal,
    front_matter: FrontMatterNeed::WholeFile,
    keys: &[
        Key::optional("person", "table of people", "all people, by the id that records use"),
        Key::optional("team", "table of teams", "all teams, by the id that records use"),
        Key::optional(
            "rota",
            "list of tables",
            "who holds a role by default, and when; two shifts of a role must not overlap",
        ),
    ],
    tables: &[("person.<id>", PERSON_KEYS), ("team.<id>", TEAM_KEYS), ("rota", SHIFT_KEYS)],
    text: "",
};

impl People {
    pub(in crate::content) fn read(reader: &Reader<'_>) -> Self {
        let people =
            reader.named_tables("person", "a person", PERSON_KEYS).into_iter().map(|(id, table)| Person {
                id,
                name: table.line("name"),
                email: table.line("email"),
                github: table
                    .line("github")
                    .map(|handle| handle.map(|handle| handle.trim_start_matches('@').to_owned())),
                slack: table.line("slack"),
                pagerduty: table.line("pagerduty"),
                alternate: table.line("alternate"),
                reports_to: table.line("reports_to"),
                until: table.time("until").map(|time| time.value),
                public: table.flag("public"),
            });
        let teams = reader.named_tables("team", "a team", TEAM_KEYS).into_iter().map(|(id, table)| Team {
            id,
            name: table.line("name"),
            members: table.lines("members"),
            lead: table.line("lead"),
        });
        let shifts = reader.tables("rota", "a shift", SHIFT_KEYS);
        Self {
            people: people.collect(),
            teams: teams.collect(),
            rota: shifts.iter().filter_map(Shift::read).collect(),
        }
    }

    /// Returns the person with this id.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id.value == id)
    }

    /// Returns the team with this id.
    #[must_use]
    pub fn team(&self, id: &str) -> Option<&Team> {
        self.teams.iter().find(|team| team.id.value == id)
    }

    /// Whether a person has this id.
    #[must_use]
    pub fn has_person(&self, id: &str) -> bool {
        self.person(id).is_some()
    }

    /// Whether a team has this id.
    #[must_use]
    pub fn has_team(&self, id: &str) -> bool {
        self.team(id).is_some()
    }
}

impl Shift {
    fn read(table: &Reader<'_>) -> Option<Self> {
        let (role, person) = (table.line("role"), table.line("person"));
        let (from, to) = (table.time("from"), table.time("to"));
        let team = table.line("team");
        let (role, person, from, to) = (role?, person?, from?, to?);
        let known = || role_names().chain([ON_CALL]);
        if !known().any(|name| name == role.value) {
            let hint = match did_you_mean(&role.value, known()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the roles are `{}`", known().collect::<Vec<_>>().join("`, `")),
            };
            table.wrong(&rules::UNKNOWN_VALUE, role.span, format!("unknown role `{}`", role.value), &hint);
            return None;
        }
        if to.value <= from.value {
            let hint = "write the earlier time as `from`";
            table.wrong(&rules::INVALID_VALUE, to.span, "this shift ends before it begins", hint);
            return None;
        }
        Some(Self { role, team, person, from: from.value, to: to.value })
    }

    /// Whether the shift is at this time (UTC).
    #[must_use]
    pub fn covers(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && at < self.to
    }

    /// Whether the shift gives the same role to somebody at the same time as another one.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let team = |shift: &Self| shift.team.as_ref().map(|team| team.value.clone());
        self.role.value == other.role.value
            && team(self) == team(other)
            && self.from < other.to
            && other.from < self.to
    }
}
