//! `people.toml`: people and teams.

use chrono::{DateTime, Utc};

use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::reader::Reader;
use crate::source::Side;
use crate::span::Spanned;

/// All people and teams, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// The people.
    pub people: Vec<Person>,
    /// The teams.
    pub teams: Vec<Team>,
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
    /// The deputy.
    pub alternate: Option<Spanned<String>>,
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

const PERSON_KEYS: &[Key] = &[
    Key::required("name", "text", "the full name"),
    Key::optional("email", "text", "the e-mail address"),
    Key::optional("github", "text", "the GitHub handle, without `@`"),
    Key::optional("alternate", "person", "the deputy"),
    Key::optional("until", "time", "when the person left; keep the entry"),
    Key::optional("public", "true or false", "whether the name may be published"),
];
const TEAM_KEYS: &[Key] = &[
    Key::required("name", "text", "the full name"),
    Key::optional("members", "list of people", "the members"),
    Key::optional("lead", "person", "the team lead"),
];

pub(in crate::content) const KIND: Kind = Kind {
    name: "`people.toml`",
    path: "people.toml",
    side: Side::Internal,
    front_matter: FrontMatterNeed::WholeFile,
    keys: &[
        Key::optional("person", "table of people", "all people, by the id that records use"),
        Key::optional("team", "table of teams", "all teams, by the id that records use"),
    ],
    tables: &[("person.<id>", PERSON_KEYS), ("team.<id>", TEAM_KEYS)],
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
                alternate: table.line("alternate"),
                until: table.time("until").map(|time| time.value),
                public: table.flag("public"),
            });
        let teams = reader.named_tables("team", "a team", TEAM_KEYS).into_iter().map(|(id, table)| Team {
            id,
            name: table.line("name"),
            members: table.lines("members"),
            lead: table.line("lead"),
        });
        Self { people: people.collect(), teams: teams.collect() }
    }

    /// Whether a person has this id.
    #[must_use]
    pub fn has_person(&self, id: &str) -> bool {
        self.people.iter().any(|person| person.id.value == id)
    }

    /// Whether a team has this id.
    #[must_use]
    pub fn has_team(&self, id: &str) -> bool {
        self.teams.iter().any(|team| team.id.value == id)
    }
}
