//! Ticking items of the checklist in the record of an incident.

use crate::authoring::{RewriteError, rewrite};
use crate::commands::interrupts::uninterrupted;
use crate::commands::record_folder::{path_of, slug_of_folder};
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::Folder;
use crate::response::checklist_items as items;

/// How often to try again when somebody else changes the record at the same time.
const TRIES: usize = 20;

/// Items of the checklist that are done.
pub(super) struct Ticked {
    /// The path of the record, relative to the project.
    pub(super) path: String,
    numbers: Vec<usize>,
    /// The texts of the items.
    pub(super) items: Vec<String>,
}

/// Finds the items with these numbers, from 1. `None` if there are no numbers.
pub(super) fn ticked(
    numbers: &[usize],
    folder: &Folder,
    workspace: &Workspace,
) -> Result<Option<Ticked>, Stop> {
    if numbers.is_empty() {
        return Ok(None);
    }
    let path = format!("{}/incident.md", path_of(folder));
    let text = workspace.snapshot.at(&path).map_or("", |file| &*file.text);
    let items = items(text);
    let mut texts = Vec::new();
    for number in numbers {
        let item = number.checked_sub(1).and_then(|index| items.get(index));
        let Some(item) = item else {
            let stop =
                Stop::usage(format!("the checklist of `{}` has no item {number}", slug_of_folder(folder)));
            return Err(match items.len() {
                0 => stop.hint("write items as `- [ ] …` into `incident.md`"),
                1 => stop.hint("it has 1 item"),
                count => stop.hint(format!("it has {count} items")),
            });
        };
        if item.is_done {
            return Err(Stop::usage(format!("item {number} is ticked already: {}", item.text)));
        }
        texts.push(item.text.to_owned());
    }
    Ok(Some(Ticked { path, numbers: numbers.to_vec(), items: texts }))
}

impl Ticked {
    /// Ticks the items in the record as it is now, so that items that somebody else ticks at the same time stay ticked.
    pub(super) fn write(&self, session: &mut Session<'_, '_>) -> Result<(), Stop> {
        let root = session.project().root().to_owned();
        let failed = |why: String| Stop::usage(format!("cannot write `{}`: {why}", self.path));
        for _ in 0..TRIES {
            let text =
                std::fs::read_to_string(root.join(&self.path)).map_err(|error| failed(error.to_string()))?;
            match uninterrupted(|| rewrite(&root, &self.path, &text, &tick(&text, &self.numbers))) {
                Ok(()) => return Ok(session.say(&format!("wrote {}", self.path))?),
                Err(RewriteError::Changed) => {}
                Err(error) => return Err(failed(error.to_string())),
            }
        }
        Err(failed("others keep changing it".to_owned()))
    }
}

/// Returns the text with these items ticked, from 1. Everything else stays as it is.
fn tick(text: &str, numbers: &[usize]) -> String {
    let items = items(text);
    let marks: Vec<usize> =
        numbers.iter().filter_map(|number| Some(items.get(number.checked_sub(1)?)?.mark)).collect();
    text.char_indices().map(|(at, c)| if marks.contains(&at) { 'x' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_mark_of_an_item_changes() {
        let text = "Seen: é.\r\n\r\n- [ ] Page\r\n  * [x] Call\r\n- [] no item\r\n- [ ] Tell\r\n";
        assert_eq!(items(text).iter().map(|item| item.text).collect::<Vec<_>>(), ["Page", "Call", "Tell"]);
        assert_eq!(tick(text, &[3]), text.replace("- [ ] Tell", "- [x] Tell"));
        assert_eq!(tick(text, &[]), text);
    }
}
