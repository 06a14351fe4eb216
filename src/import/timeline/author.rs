//! The authors of imported entries, as file names have them.

use crate::content::internal::{People, Person};
use crate::content::slug_of;
use crate::response::{Identity, person_of};
use crate::span::Spanned;

use super::item::Writer;

/// The author of entries that programs write.
const MACHINE: &str = "monitor";

/// The author when the other system says nothing about a person.
const NOBODY: &str = "unknown";

/// Returns the author of an item from `system`, and whether this is somebody who is not in `people.toml`.
pub(super) fn author(writer: &Writer, system: &str, people: Option<&People>) -> (String, bool) {
    let Writer::Person { id, name, email } = writer else { return (MACHINE.to_owned(), false) };
    let person = people.and_then(|people| {
        let by_id =
            || people.people.iter().find(|person| id.is_some() && id_in(person, system) == id.as_ref());
        // Whoever keeps a table by hand often writes the ids of the project.
        let by_own_id = || people.person(name.as_deref()?.trim_start_matches('@'));
        by_id()
            .or_else(|| by_own_id().filter(|_| system == "table"))
            .or_else(|| person_of(&Identity { name: name.clone(), email: email.clone() }, people))
    });
    if let Some(person) = person.filter(|person| is_file_name(&person.id.value)) {
        return (person.id.value.clone(), false);
    }
    let words = [name, id].into_iter().flatten().map(|word| slug_of(word));
    let slug = words.filter(|slug| slug != "untitled").find(|slug| !slug.is_empty());
    let slug = slug.unwrap_or_else(|| NOBODY.to_owned());
    // Somebody else's id would put the words into their mouth.
    let is_taken = slug == MACHINE || people.is_some_and(|people| people.has_person(&slug));
    (if is_taken { format!("{slug}-{system}") } else { slug }, true)
}

/// Returns the id that a person has in another system.
fn id_in<'p>(person: &'p Person, system: &str) -> Option<&'p String> {
    let id: Option<&Spanned<String>> = match system {
        "slack" => person.slack.as_ref(),
        "pagerduty" => person.pagerduty.as_ref(),
        _ => None,
    };
    id.map(|id| &id.value)
}

fn is_file_name(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 100
        && !id.contains(['/', '\\', ':', '\0'])
        && !id.chars().any(char::is_control)
}
