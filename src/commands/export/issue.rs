//! An action as an issue of a tracker.

use chrono::NaiveDate;

use crate::commands::record_folder::slug_of_folder;
use crate::content::Keyword as _;
use crate::response::ActionItem;
use crate::span::Spanned;

/// How many characters a title may have in every tracker.
const LONGEST_TITLE: usize = 250;

/// An issue to create.
pub(super) struct Issue {
    /// What `allclear actions` calls the action: its incident and its id.
    pub(super) name: String,
    /// The id and the title of the action.
    pub(super) title: String,
    /// The slug of the incident.
    pub(super) incident: String,
    pub(super) category: Option<&'static str>,
    pub(super) priority: Option<String>,
    pub(super) due: Option<NaiveDate>,
    /// The e-mail address of the owner.
    pub(super) email: Option<String>,
    /// The name of the owner on GitHub.
    pub(super) github: Option<String>,
    /// What is known about the action, one fact per line. Each line begins with a word of our own.
    pub(super) description: String,
}

impl Issue {
    pub(super) fn new(item: &ActionItem<'_>) -> Self {
        let action = item.action;
        let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| one_line(&text.value));
        let incident = slug_of_folder(item.folder);
        let id = text(&action.id).unwrap_or_default();
        let waits: Vec<String> = action.depends_on.iter().map(|id| one_line(&id.value)).collect();
        let facts = [
            ("Action", Some(format!("{id} after incident {incident}"))),
            ("Owner", text(&action.owner)),
            ("Due", action.due.as_ref().map(|due| due.value.to_string())),
            ("Category", action.category.as_ref().map(|category| category.value.word().to_owned())),
            ("Verify", text(&action.verify)),
            ("Metric", text(&action.metric)),
            ("Rationale", text(&action.rationale)),
            ("Risk", text(&action.risk)),
            ("Effort", text(&action.effort)),
            ("Depends on", Some(waits.join(", ")).filter(|waits| !waits.is_empty())),
        ];
        let lines = facts.into_iter().filter_map(|(name, fact)| Some(format!("{name}: {}", fact?)));
        Self {
            name: format!("{incident}/{id}"),
            title: shortened(&format!("{id}: {}", text(&action.title).unwrap_or_default())),
            incident,
            category: action.category.as_ref().map(|category| category.value.word()),
            priority: text(&action.priority),
            due: action.due.as_ref().map(|due| due.value),
            email: item.owner.and_then(|owner| owner.email.as_ref()).map(|email| email.value.clone()),
            github: item.owner.and_then(|owner| owner.github.as_ref()).map(|name| name.value.clone()),
            description: lines.collect::<Vec<_>>().join("\n"),
        }
    }
}

/// Returns a text on one line, so that none of its lines can be a command of a tracker.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(title: &str) -> String {
    if title.chars().count() <= LONGEST_TITLE {
        return title.to_owned();
    }
    title.chars().take(LONGEST_TITLE - 1).chain(['…']).collect()
}
