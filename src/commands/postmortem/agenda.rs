//! `allclear postmortem agenda`: the agenda of the meeting about a post-mortem, as text to send.

use super::{incident, name_of};
use crate::cli::PostmortemAgenda;
use crate::commands::exit::Exit;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::internal::InternalPostmortem;
use crate::content::placeholders;
use crate::response::{PostmortemFacts, attendees};

/// The items of the agenda with their minutes, and what each is about.
const ITEMS: [(&str, u32, &str); 4] = [
    ("Timeline", 15, "is it complete, and does everybody see it the same way?"),
    ("Cause", 15, "the whys down to something that we can change, and how sure we are"),
    ("What went well and what did not", 10, "and where we were lucky"),
    ("Actions", 20, "each with one person, a date and a way to verify it"),
];

/// Prints the agenda.
pub(super) fn run(arguments: &PostmortemAgenda, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let workspace = Workspace::read(session)?;
    let folder = incident(&arguments.record, &workspace)?;
    let facts = PostmortemFacts::new(folder, &workspace.content, &workspace.snapshot, workspace.now);
    let mut lines = vec![format!("Post-mortem: {}", facts.title.unwrap_or(&folder.name))];
    if let Some(began) = facts.began {
        let ended = facts
            .ended
            .map_or_else(|| "still open".to_owned(), |at| at.format("%Y-%m-%d %H:%M UTC").to_string());
        lines.push(format!("Incident of {} to {ended}", began.format("%Y-%m-%d %H:%M UTC")));
    }
    lines.push(format!("Read before: {}/postmortem.md", folder.path()));
    let minutes: u32 = ITEMS.iter().map(|(_, minutes, _)| minutes).sum();
    lines.push(format!("\nAgenda, {minutes} minutes"));
    let mut from = 0;
    for (title, length, about) in ITEMS {
        lines.push(format!("  {from:>2}-{:<2} min  {title}: {about}", from + length));
        from += length;
    }
    if let Some(open) = folder.postmortem.as_ref().map(open_questions).filter(|open| !open.is_empty()) {
        lines.push("\nOpen".to_owned());
        lines.extend(open);
    }
    lines.push("\nAttendees".to_owned());
    for attendee in attendees(&facts, &workspace.content, workspace.now) {
        let who = attendee.person.map_or_else(|| "somebody".to_owned(), |id| name_of(&id, &workspace));
        lines.push(format!("  {who}: {}", attendee.part));
    }
    session.print(&format!("{}\n", lines.join("\n")))?;
    Ok(Exit::Done)
}

/// Returns the sections that nobody has written yet, and how many actions have no owner.
fn open_questions(postmortem: &InternalPostmortem) -> Vec<String> {
    let empty = postmortem.sections.iter().filter(|section| section.is_empty);
    let mut open: Vec<String> =
        empty.map(|section| format!("  {} is empty", section.heading.value)).collect();
    let written = |text: &Option<crate::span::Spanned<String>>| {
        text.as_ref().is_some_and(|text| placeholders(&text.value).is_empty())
    };
    let unowned = postmortem.actions.iter().filter(|action| written(&action.title) && action.owner.is_none());
    open.extend(
        unowned.filter_map(|action| Some(format!("  the action {} has no owner", action.id.as_ref()?.value))),
    );
    open
}
