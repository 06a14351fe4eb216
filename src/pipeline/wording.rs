//! Whether an edit removed wording from a text, or an image that it shows.
//!
//! A text that lost words since it was released may have named something that it must not name. An earlier revision
//! would bring the words back.

use super::withdrawn::record;
use crate::content::Content;
use crate::content::public::{Postmortem, Update};
use crate::source::{Snapshot, SourceFile};

/// A set of files with the records in it.
#[derive(Clone, Copy)]
pub(super) struct Version<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) content: &'a Content,
    /// The folder of the record.
    pub(super) folder: &'a str,
}

/// Returns the file name, without `.md`, of a text in `earlier` that contains wording which the text of the same name in
/// `now` no longer contains. A post-mortem that `only_unapproved` is left out: nothing is wrong with it but that its edit has
/// not been approved, so the approved text is the one that may be published.
pub(super) fn removed_wording(
    now: Version<'_>,
    earlier: Version<'_>,
    only_unapproved: bool,
) -> Option<String> {
    let record = record(earlier.content, earlier.folder)?;
    let updates = record.updates.iter().filter(|update| !update.draft);
    let texts = updates.map(|update| (update.stem.as_str(), keys_of_update(update)));
    let postmortem = record.postmortem.as_ref().filter(|_| !only_unapproved);
    let postmortem = postmortem.map(|read| ("postmortem", keys_of_postmortem(read)));
    texts.chain(postmortem).find_map(|(stem, keys)| {
        let path = |version: Version<'_>| format!("{}/comms/{stem}.md", version.folder);
        let before = earlier.snapshot.at(&path(earlier))?;
        let after = now.snapshot.at(&path(now))?;
        let lost = lost_words(before, after, &keys) || lost_image(before, now, earlier);
        lost.then(|| stem.to_owned())
    })
}

/// Returns the values of an update that readers see.
fn keys_of_update(update: &Update) -> Vec<&str> {
    let title = update.title.iter().map(|title| title.value.as_str());
    let notes = update.edited.iter().map(|edit| edit.note.as_str());
    let retraction = update.retracted.iter().filter_map(|retraction| retraction.note.as_deref());
    let upstream =
        update.upstream.iter().flat_map(|upstream| [upstream.name.as_str(), upstream.url.as_str()]);
    let summary = update.summary.iter().map(|summary| &*summary.text);
    title
        .chain(summary)
        .chain(update.byline.as_deref())
        .chain(notes)
        .chain(retraction)
        .chain(upstream)
        .collect()
}

/// Returns the values of a post-mortem that readers see.
fn keys_of_postmortem(postmortem: &Postmortem) -> Vec<&str> {
    let notes = postmortem.edited.iter().map(|edit| edit.note.as_str());
    postmortem.title.as_deref().into_iter().chain(postmortem.byline.as_deref()).chain(notes).collect()
}

/// Whether words of the text or of the values of its keys are missing in the current file. What was added does not
/// matter, and neither does the front matter around the values, which may be what is broken. A file without any text was
/// not edited but cut off.
fn lost_words(before: &SourceFile, after: &SourceFile, keys: &[&str]) -> bool {
    if before.text == after.text || words(body_of(&after.text)).next().is_none() {
        return false;
    }
    let is_kept = |text: &str| after.text.contains(text) || contains_words(&after.text, text);
    !is_kept(body_of(&before.text)) || !keys.iter().all(|value| is_kept(value))
}

/// Whether an image that the earlier text shows has other bytes now. One that is gone while the text still shows it is
/// what is broken.
fn lost_image(before: &SourceFile, now: Version<'_>, earlier: Version<'_>) -> bool {
    let folder = format!("{}/comms/", earlier.folder);
    let below = |path: &str| path.strip_prefix(folder.as_str()).map(str::to_owned);
    let images = earlier.snapshot.images().filter_map(|image| Some((below(&image.path)?, image)));
    images.filter(|(name, _)| before.text.contains(name.as_str())).any(|(name, image)| {
        let current = now.snapshot.image(&format!("{}/comms/{name}", now.folder));
        current.is_some_and(|current| current.bytes != image.bytes)
    })
}

/// Returns the text below the front matter.
fn body_of(text: &str) -> &str {
    let Some(rest) = text.strip_prefix("+++\n") else { return text };
    let mut start = text.len() - rest.len();
    for line in rest.split_inclusive('\n') {
        start += line.len();
        if line.trim_end() == "+++" {
            return text.get(start..).unwrap_or_default().trim();
        }
    }
    text
}

/// Whether a text contains all words of another one in the same order, with or without others between them.
fn contains_words(text: &str, wanted: &str) -> bool {
    let mut words = words(text);
    self::words(wanted).all(|wanted| words.any(|word| word == wanted))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_only_grew_contains_the_words_of_the_earlier_one() {
        assert!(contains_words("Ferries to **Osprey** island run late.", "Ferries to island run late."));
        assert!(!contains_words("Ferries run late.", "Ferries to Osprey run late."));
        assert!(!contains_words("late run", "run late"));
    }

    #[test]
    fn the_body_is_below_the_front_matter() {
        assert_eq!(body_of("+++\nstatus = \"identified\"\n+++\n\nFerries run late.\n"), "Ferries run late.");
        assert_eq!(body_of("Ferries run late."), "Ferries run late.");
    }
}
