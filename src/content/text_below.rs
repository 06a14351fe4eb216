//! The text of an internal file as it is written, for commands that show or copy it.

use super::front_matter;
use crate::source::SourceFile;

/// Returns the text of a Markdown file below its front matter.
#[must_use]
pub fn text_below(file: &SourceFile) -> &str {
    front_matter::below(file).trim()
}

#[cfg(test)]
mod tests {
    use super::text_below;
    use crate::content::finding_sink::FindingSink;
    use crate::content::{front_matter, internal};
    use crate::source::Snapshot;

    #[test]
    fn it_is_the_text_that_the_reader_of_front_matter_leaves() {
        for text in [
            "",
            "only text\n",
            "+++\n+++\n\n\ntext\n",
            "+++\ntitle = \"a\"\n+++ \ntext\n+++\nmore",
            "+++\r\ntitle = \"a\"\r\n+++\r\ntext",
            "+++\ntitle = \"never closed\"\ntext",
            "+++\ntitle = wrong\n+++\ntext",
            "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n",
            "\n+++\ntext",
        ] {
            let snapshot = Snapshot::of_texts([("content/incidents/a/timeline/2026-03-14T0900Z-a.md", text)]);
            let file = snapshot.files().next().expect("a file");
            let front = front_matter::split(file, &internal::TIMELINE, &FindingSink::default());
            assert_eq!(
                text_below(file),
                file.text.get(front.body_start..).unwrap_or_default().trim(),
                "{text:?}"
            );
        }
    }
}
