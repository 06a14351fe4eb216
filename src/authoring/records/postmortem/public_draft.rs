//! The draft of a post-mortem for customers. It is made from what customers were told, never from the internal text.

use crate::authoring::PlannedFile;
use crate::authoring::toml_file::{Table, Value, value_text};
use crate::content::internal::Action;
use crate::content::public::Record;
use crate::content::{ComponentNames, Content, format_duration};
use crate::response::ToldTimes;
use crate::site::DraftHeadings;
use std::fmt::Write as _;

/// What customers know about an incident.
pub(crate) struct PublicDraft<'a> {
    record: &'a Record,
    content: &'a Content,
    headings: &'a DraftHeadings,
}

impl<'a> PublicDraft<'a> {
    pub(crate) const fn new(record: &'a Record, content: &'a Content, headings: &'a DraftHeadings) -> Self {
        Self { record, content, headings }
    }

    /// Returns the file. Without `published` it is a draft.
    pub(crate) fn file(
        &self,
        path: &str,
        title: Option<&str>,
        author: Option<&str>,
        actions: &[&Action],
    ) -> PlannedFile {
        let title = title.map_or_else(|| self.title(), str::to_owned);
        let mut text = format!("+++\ntitle = {}\n", value_text(&Value::from(&*title)));
        if let Some(author) = author {
            let _ = writeln!(text, "author = {}", value_text(&Value::from(author)));
        }
        for action in actions {
            text.push_str("\n[[commitment]]\n");
            for (key, value) in commitment(action).entries() {
                let _ = writeln!(text, "{key} = {}", value_text(value));
            }
        }
        text.push_str("+++\n");
        text.push_str(&self.body(!actions.is_empty()));
        PlannedFile::new(path, text)
    }

    /// Returns the updates that the readers of the post-mortem have seen.
    fn updates(&self) -> impl Iterator<Item = &'a crate::content::public::Update> {
        let usual = self.record.usual_audience();
        let updates = self.record.updates.iter().filter(|update| !update.draft && update.retracted.is_none());
        updates.filter(move |update| self.record.audience_of(update) == usual)
    }

    fn title(&self) -> String {
        let title = self.updates().filter_map(|update| update.title.as_ref()).last();
        let title = title.map_or("Post-mortem", |title| &title.value);
        match self.updates().next() {
            Some(first) => format!("{title} on {}", first.at.format("%-d %B %Y")),
            None => title.to_owned(),
        }
    }

    fn body(&self, has_commitments: bool) -> String {
        let changes = if has_commitments {
            "{{ write: one or two sentences; the list of commitments follows by itself }}"
        } else {
            "{{ write: what you change so that it does not happen again }}"
        };
        let DraftHeadings { summary, happened, your_part, changing } = self.headings;
        format!(
            "## {summary}\n\n{} {{{{ write: what customers noticed, with numbers }}}}\n\n\
             {{{{ write: an apology in your own words: for what, and to whom }}}}\n\n\
             ## {happened}\n\n{{{{ write: what failed and why, in words that a customer understands }}}}\n\n\
             ## {your_part}\n\n{{{{ write: no, or what to do and until when }}}}\n\n\
             ## {changing}\n\n{changes}\n",
            self.summary()
        )
    }

    /// When it was, how long it lasted and what was affected, as customers were told.
    fn summary(&self) -> String {
        let Some(told) = ToldTimes::of(self.updates(), self.content) else { return String::new() };
        let names = ComponentNames::new(&self.content.public.components);
        let mut affected: Vec<usize> = self
            .updates()
            .flat_map(|update| &update.components)
            .filter_map(|(name, _)| names.one(&name.value))
            .collect();
        affected.sort_unstable();
        affected.dedup();
        let affected: Vec<&str> = affected
            .into_iter()
            .filter_map(|index| self.content.public.components.get(index))
            .map(|component| component.name.as_str())
            .collect();
        let affected = match affected.split_last() {
            None => "a problem".to_owned(),
            Some((last, [])) => format!("a problem with {last}"),
            Some((last, others)) => format!("a problem with {} and {last}", others.join(", ")),
        };
        let day = told.began.format("%-d %B %Y, from %H:%M UTC");
        let lasted = match (told.lasted, told.ended) {
            (Some(lasted), _) => format!(" that lasted {}", format_duration(lasted)),
            (None, Some(_)) => " that lasted {{ write: how long }}".to_owned(),
            (None, None) => String::new(),
        };
        format!("On {day}, we had {affected}{lasted}.")
    }
}

/// Returns the commitment of an action: its text, and when it is due. It never contains anything else of the action.
pub(crate) fn commitment(action: &Action) -> Table {
    let mut table = Table::default();
    table.set_some("text", action.commitment.as_ref().map(|text| text.value.trim()));
    table.set_some(
        "by",
        action.due.as_ref().map(|due| Value::from(due.value.format("%Y-%m").to_string().as_str())),
    );
    table
}
