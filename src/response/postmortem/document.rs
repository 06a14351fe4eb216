//! An internal post-mortem as a document for the wiki of a company. All of it is internal, and it says so.

use crate::content::internal::{Action, InternalPostmortem};
use crate::content::{Content, Folder, Keyword as _, text_below};
use crate::document::{Block, Document, Fact, Task};
use crate::markdown::{Context, push_escaped, render};
use crate::response::actions::ActionState;
use crate::source::Snapshot;
use crate::span::Spanned;

/// The first words of every internal document.
const INTERNAL: &str =
    "Internal. Do not share it with customers or the public: it names people, customers and systems.";

/// Returns the internal post-mortem of an incident; `None` if it has none.
#[must_use]
pub fn internal_document(folder: &Folder, content: &Content, snapshot: &Snapshot) -> Option<Document> {
    let postmortem = folder.postmortem.as_ref()?;
    let title = folder.incident.as_ref().and_then(|incident| incident.title.as_ref());
    let title = title.map_or(folder.name.as_str(), |title| &title.value);
    let open = match postmortem.placeholders.len() {
        0 => String::new(),
        1 => " It is a draft: 1 place is still to be filled in.".to_owned(),
        more => format!(" It is a draft: {more} places are still to be filled in."),
    };
    let mut blocks = vec![Block::Facts(facts(folder, postmortem, content))];
    let text = snapshot.file(postmortem.span.file).map_or("", text_below);
    let site = content.public.site.as_ref();
    let rendering = Context {
        base_path: "",
        origin: site.map_or("", |site| site.url.as_str()),
        id_prefix: "",
        heading_base: 2,
        images: &|_| None,
    };
    blocks.push(Block::Html(render(text, &rendering).html));
    blocks.extend(section("Whys", whys(postmortem)));
    blocks.extend(section("Contributing factors", factors(postmortem)));
    let written: Vec<Task> =
        postmortem.actions.iter().filter(|action| action.is_written()).map(task).collect();
    if !written.is_empty() {
        blocks.extend([Block::Heading("Actions".to_owned()), Block::Tasks(written)]);
    }
    Some(Document {
        title: format!("Post-mortem: {title}"),
        warning: Some(format!("{INTERNAL}{open}")),
        blocks,
    })
}

fn facts(folder: &Folder, postmortem: &InternalPostmortem, content: &Content) -> Vec<Fact> {
    let person = |id: &str| {
        let person = content.internal.people.as_ref().and_then(|people| people.person(id));
        person
            .and_then(|person| person.name.as_ref())
            .map_or_else(|| id.to_owned(), |name| name.value.clone())
    };
    let mut facts = vec![Fact::new("Incident", folder.slug())];
    facts.extend(postmortem.author.as_ref().map(|author| Fact::new("Author", person(&author.value))));
    facts.extend(
        postmortem.confidence.as_ref().map(|confidence| Fact::new("Root cause", confidence.value.word())),
    );
    if !postmortem.causes.is_empty() {
        let causes: Vec<&str> = postmortem.causes.iter().map(|cause| cause.value.as_str()).collect();
        facts.push(Fact::new("Kinds of causes", causes.join(", ")));
    }
    for approval in &postmortem.approvals {
        let (Some(by), Some(role), Some(at)) = (&approval.by, &approval.role, &approval.at) else { continue };
        let role = role.value.replace('_', " ");
        let approved = format!("{}, {role}, {}", person(&by.value), at.value.format("%Y-%m-%d %H:%M UTC"));
        facts.push(Fact::new("Approval", approved));
    }
    facts
}

/// A heading with HTML below it; nothing if there is no HTML.
fn section(heading: &str, html: String) -> Vec<Block> {
    if html.is_empty() { Vec::new() } else { vec![Block::Heading(heading.to_owned()), Block::Html(html)] }
}

fn whys(postmortem: &InternalPostmortem) -> String {
    let items = postmortem.whys.iter().filter_map(|why| {
        let (question, answer) = (text(why.question.as_ref())?, text(why.answer.as_ref())?);
        Some(format!("<li><strong>{question}</strong> {answer}</li>\n"))
    });
    let items: String = items.collect();
    if items.is_empty() { items } else { format!("<ol>\n{items}</ol>\n") }
}

fn factors(postmortem: &InternalPostmortem) -> String {
    let items = postmortem
        .factors
        .iter()
        .filter_map(|factor| Some(format!("<li>{}</li>\n", text(factor.text.as_ref())?)));
    let items: String = items.collect();
    if items.is_empty() { items } else { format!("<ul>\n{items}</ul>\n") }
}

/// Returns a text as HTML.
fn text(written: Option<&Spanned<String>>) -> Option<String> {
    let mut html = String::new();
    push_escaped(&mut html, written?.value.trim());
    Some(html)
}

fn task(action: &Action) -> Task {
    let plain = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.trim().to_owned());
    let head = [plain(&action.id), plain(&action.title)].into_iter().flatten().collect::<Vec<_>>().join(": ");
    let due = action.due.as_ref().map(|due| format!("due {}", due.value));
    let facts = [plain(&action.owner), due, Some(ActionState::of(action).word().replace('_', " "))];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    Task { text: format!("{head} ({})", facts.join(", ")), is_done: ActionState::of(action).is_closed() }
}
