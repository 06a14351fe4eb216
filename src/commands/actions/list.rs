//! The list of actions: for people, for programs and for spreadsheets.

use serde_json::{Value, json};

use crate::cli::{ActionList, ListFormat};
use crate::commands::author;
use crate::commands::exit::Exit;
use crate::commands::keys::table;
use crate::commands::record_folder::slug_of_folder;
use crate::commands::report::number;
use crate::commands::session::Session;
use crate::commands::spreadsheet::csv;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::Keyword as _;
use crate::content::internal::{Action, Team};
use crate::diagnostics::did_you_mean;
use crate::response::{ActionItem, actions};
use crate::span::Spanned;

/// The columns of the table for spreadsheets, which are also the keys of the JSON document.
const COLUMNS: [&str; 25] = [
    "id",
    "incident",
    "title",
    "owner",
    "email",
    "team",
    "due",
    "days_overdue",
    "state",
    "category",
    "priority",
    "verify",
    "metric",
    "depends_on",
    "ticket",
    "commitment",
    "created",
    "done_at",
    "verified_at",
    "verified_by",
    "evidence",
    "risk",
    "escalate_to",
    "days_stale",
    "updates_runbook",
];

/// Prints the actions that are asked for.
pub(super) fn run(
    arguments: &ActionList,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let people = workspace.content.internal.people.as_ref();
    let owner = arguments.owner.as_deref().map(|id| author::known(id, people)).transpose()?;
    let team = arguments.team.as_deref().map(|id| team(id, workspace)).transpose()?;
    let mut items = actions(&workspace.content, workspace.now);
    items.retain(|item| {
        (arguments.all || !item.state.is_closed())
            && (!arguments.overdue || item.overdue_days.is_some())
            && owner.as_ref().is_none_or(|owner| item.is_owned_by(owner))
            && team.is_none_or(|team| item.is_of_team(team))
    });
    match arguments.format {
        ListFormat::Human => {
            session.print(&lines(&items))?;
            let overdue = items.iter().filter(|item| item.overdue_days.is_some()).count();
            session.note(&format!("{}, {overdue} overdue", number(items.len(), "action")))?;
        }
        ListFormat::Json => {
            let items: Vec<Value> = items.iter().map(document).collect();
            session.print(&format!("{:#}\n", json!({ "actions": items })))?;
        }
        ListFormat::Csv => {
            let head = COLUMNS.iter().map(|&column| column.to_owned()).collect();
            session.print(&csv(std::iter::once(head).chain(items.iter().map(row)))?)?;
        }
    }
    Ok(Exit::Done)
}

fn team<'w>(id: &str, workspace: &'w Workspace) -> Result<&'w Team, Stop> {
    let people = workspace.content.internal.people.as_ref();
    if let Some(team) = people.and_then(|people| people.team(id)) {
        return Ok(team);
    }
    let stop = Stop::usage(format!("no team in `people.toml` has the id `{id}`"));
    let ids = people.into_iter().flat_map(|people| &people.teams).map(|team| team.id.value.as_str());
    Err(match did_you_mean(id, ids) {
        Some(near) => stop.hint(format!("did you mean `{near}`?")),
        None => stop,
    })
}

/// Returns the table for people: when, what, who, how far, and after which incident.
fn lines(items: &[ActionItem<'_>]) -> String {
    let rows: Vec<[String; 6]> = items
        .iter()
        .map(|item| {
            let late = item
                .overdue_days
                .map(|days| format!(", {} late", number(usize::try_from(days).unwrap_or(0), "day")));
            let due =
                item.action.due.as_ref().map_or_else(|| "no date".to_owned(), |due| due.value.to_string());
            let escalation = item.escalate_to.map(|person| format!(", high risk: ask {}", person.id.value));
            let stale = item.stale_days.map(|_| ", close or renew it");
            [
                due + &late.unwrap_or_default() + stale.unwrap_or_default() + &escalation.unwrap_or_default(),
                text(item.action.id.as_ref()),
                item.action.owner.as_ref().map_or_else(|| "nobody".to_owned(), |owner| owner.value.clone()),
                item.state.word().replace('_', " "),
                slug_of_folder(item.folder),
                text(item.action.title.as_ref()),
            ]
        })
        .collect();
    table(&rows)
}

fn document(item: &ActionItem<'_>) -> Value {
    let action = item.action;
    let list =
        |items: &[Spanned<String>]| -> Vec<String> { items.iter().map(|item| item.value.clone()).collect() };
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let day = |day: &Option<Spanned<chrono::NaiveDate>>| day.as_ref().map(|day| day.value.to_string());
    json!({
        "id": text(&action.id),
        "incident": slug_of_folder(item.folder),
        "title": text(&action.title),
        "owner": text(&action.owner),
        "email": email(item),
        "team": item.team.map(|team| &team.id.value),
        "due": day(&action.due),
        "days_overdue": item.overdue_days,
        "state": item.state.word(),
        "category": category(action),
        "priority": text(&action.priority),
        "verify": text(&action.verify),
        "metric": text(&action.metric),
        "depends_on": list(&action.depends_on),
        "ticket": text(&action.ticket),
        "commitment": text(&action.commitment),
        "created": day(&action.created),
        "done_at": day(&action.done_at),
        "verified_at": day(&action.verified_at),
        "verified_by": text(&action.verified_by),
        "evidence": list(&action.evidence),
        "risk": text(&action.risk),
        "escalate_to": item.escalate_to.map(|person| &person.id.value),
        "days_stale": item.stale_days,
        "updates_runbook": text(&action.updates_runbook),
    })
}

/// Returns the cells of an action, in the order of [`COLUMNS`].
fn row(item: &ActionItem<'_>) -> Vec<String> {
    let values = document(item);
    let cell = |column: &&str| match values.get(*column) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    COLUMNS.iter().map(cell).collect()
}

fn email<'c>(item: &ActionItem<'c>) -> Option<&'c str> {
    Some(&item.owner?.email.as_ref()?.value)
}

fn category(action: &Action) -> Option<&'static str> {
    action.category.as_ref().map(|category| category.value.word())
}

fn text(text: Option<&Spanned<String>>) -> String {
    text.map(|text| text.value.clone()).unwrap_or_default()
}
