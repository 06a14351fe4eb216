//! `allclear postmortem agenda`: the agenda of the meeting about a post-mortem, as text to send.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{incident, name_of};
use crate::cli::{PostmortemAgenda, TextFormat};
use crate::commands::exit::Exit;
use crate::commands::report::format_time;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::internal::InternalPostmortem;
use crate::content::placeholders;
use crate::response::{Attendee, PostmortemFacts, attendees};

/// The items of the agenda with their minutes, and what each is about.
const ITEMS: [(&str, u32, &str); 4] = [
    ("Timeline", 15, "is it complete, and does everybody see it the same way?"),
    ("Cause", 15, "the whys down to something that we can change, and how sure we are"),
    ("What went well and what did not", 10, "and where we were lucky"),
    ("Actions", 20, "each with one person, a date and a way to verify it"),
];

/// What the agenda says.
struct Agenda<'w> {
    title: &'w str,
    began: Option<DateTime<Utc>>,
    ended: Option<DateTime<Utc>>,
    /// The path of the internal post-mortem, relative to the project.
    document: String,
    /// What is still to be written or decided.
    open: Vec<String>,
    /// Who should come, by name, each with the id and the part.
    attendees: Vec<(String, Attendee)>,
}

/// Prints the agenda.
pub(super) fn run(arguments: &PostmortemAgenda, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let workspace = Workspace::read(session)?;
    let folder = incident(&arguments.record, &workspace)?;
    let facts = PostmortemFacts::new(folder, &workspace.content, &workspace.snapshot, workspace.now);
    let attendees = attendees(&facts, &workspace.content, workspace.now).into_iter().map(|attendee| {
        let who =
            attendee.person.as_deref().map_or_else(|| "somebody".to_owned(), |id| name_of(id, &workspace));
        (who, attendee)
    });
    let agenda = Agenda {
        title: facts.title.unwrap_or(&folder.name),
        began: facts.began,
        ended: facts.ended,
        document: format!("{}/postmortem.md", folder.path()),
        open: folder.postmortem.as_ref().map(open_questions).unwrap_or_default(),
        attendees: attendees.collect(),
    };
    session.print(&match arguments.format {
        TextFormat::Human => agenda.text(),
        TextFormat::Json => format!("{:#}\n", agenda.document()),
    })?;
    Ok(Exit::Done)
}

impl Agenda<'_> {
    fn text(&self) -> String {
        let mut lines = vec![format!("Post-mortem: {}", self.title)];
        if let Some(began) = self.began {
            let ended = self
                .ended
                .map_or_else(|| "still open".to_owned(), |at| at.format("%Y-%m-%d %H:%M UTC").to_string());
            lines.push(format!("Incident of {} to {ended}", began.format("%Y-%m-%d %H:%M UTC")));
        }
        lines.push(format!("Read before: {}", self.document));
        let minutes: u32 = ITEMS.iter().map(|(_, minutes, _)| minutes).sum();
        lines.push(format!("\nAgenda, {minutes} minutes"));
        let mut from = 0;
        for (title, length, about) in ITEMS {
            lines.push(format!("  {from:>2}-{:<2} min  {title}: {about}", from + length));
            from += length;
        }
        if !self.open.is_empty() {
            lines.push("\nOpen".to_owned());
            lines.extend(self.open.iter().map(|open| format!("  {open}")));
        }
        lines.push("\nAttendees".to_owned());
        lines.extend(self.attendees.iter().map(|(who, attendee)| format!("  {who}: {}", attendee.part)));
        format!("{}\n", lines.join("\n"))
    }

    fn document(&self) -> Value {
        let items = ITEMS
            .map(|(title, minutes, about)| json!({ "title": title, "minutes": minutes, "about": about }));
        let attendees = self.attendees.iter().map(|(who, attendee)| {
            let name = attendee.person.as_ref().map(|_| who);
            json!({ "person": attendee.person, "name": name, "part": attendee.part })
        });
        json!({
            "title": self.title,
            "began": self.began.map(format_time),
            "ended": self.ended.map(format_time),
            "document": self.document,
            "items": items,
            "open": self.open,
            "attendees": attendees.collect::<Vec<_>>(),
        })
    }
}

/// Returns the sections that nobody has written yet, and how many actions have no owner.
fn open_questions(postmortem: &InternalPostmortem) -> Vec<String> {
    let empty = postmortem.sections.iter().filter(|section| section.is_empty);
    let mut open: Vec<String> = empty.map(|section| format!("{} is empty", section.heading.value)).collect();
    let written = |text: &Option<crate::span::Spanned<String>>| {
        text.as_ref().is_some_and(|text| placeholders(&text.value).is_empty())
    };
    let unowned = postmortem.actions.iter().filter(|action| written(&action.title) && action.owner.is_none());
    open.extend(
        unowned.filter_map(|action| Some(format!("the action {} has no owner", action.id.as_ref()?.value))),
    );
    open
}
