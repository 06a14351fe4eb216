//! `incidents/<folder>/postmortem.md`: the internal post-mortem with causes, whys and actions.

mod action;
mod cause;
mod generated_block;
mod section;

pub use action::{Action, ActionStatus, Category, is_same_promise};
pub use cause::{Confidence, Factor, Why};
pub use generated_block::{GeneratedBlock, generated_block, generated_blocks};
pub use section::Section;

pub(in crate::content) use action::TRACKING;
pub(in crate::content) use generated_block::without_generated_blocks;

use crate::content::ApprovedText;
use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::placeholder::placeholders;
use crate::content::public::{APPROVAL_KEYS, Approval};
use crate::content::reader::Reader;
use crate::source::{Side, SourceFile};
use crate::span::{Span, Spanned};

/// An internal post-mortem.
#[derive(Clone, Debug)]
pub struct InternalPostmortem {
    /// Who wrote it.
    pub author: Option<Spanned<String>>,
    /// The confidence in the root cause.
    pub confidence: Option<Spanned<Confidence>>,
    /// The kinds of causes, for figures over many incidents.
    pub causes: Vec<Spanned<String>>,
    /// The questions and answers down to the root cause.
    pub whys: Vec<Why>,
    /// The contributing factors.
    pub factors: Vec<Factor>,
    /// The actions.
    pub actions: Vec<Action>,
    /// Its approvals. Only `postmortem publish` judges them.
    pub approvals: Vec<Approval>,
    /// What its approvals are bound to: everything apart from generated blocks and the progress of actions.
    pub approved_text: Option<Box<ApprovedText>>,
    /// The sections of its text, in order.
    pub sections: Vec<Section>,
    /// Where something still has to be written or found out. Any of these prevents an approval.
    pub placeholders: Vec<Span>,
    /// Its text, below the front matter.
    pub text: Span,
    /// Its file.
    pub span: Span,
}

pub(in crate::content) const KIND: Kind = Kind {
    name: "a post-mortem",
    path: "incidents/<folder>/postmortem.md",
    side: Side::Internal,
    front_matter: FrontMatterNeed::Required,
    keys: &[
        Key::required("author", "person", "who wrote it"),
        Key::optional(
            "root_cause_confidence",
            "keyword",
            "`confirmed`, `probable`, `suspected` or `unknown`",
        ),
        Key::optional("causes", "list of texts", "the kinds of causes, for figures over many incidents"),
        Key::optional("why", "list of tables", "the five whys: questions and answers down to the root cause"),
        Key::optional("factor", "list of tables", "contributing factors"),
        Key::optional("action", "list of tables", "what will be done to prevent a recurrence"),
        Key::optional(
            "approval",
            "list of tables",
            "who approved it; required before the version for customers is made, and never for a build",
        ),
    ],
    tables: &[
        ("why", cause::WHY_KEYS),
        ("factor", cause::FACTOR_KEYS),
        ("action", action::KEYS),
        ("approval", APPROVAL_KEYS),
    ],
    text: "The sections of the post-mortem, under headings.",
};

impl InternalPostmortem {
    /// Reads a file whose text begins at an offset.
    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>, body_start: usize) -> Self {
        let open = placeholders(&file.text);
        Self {
            author: reader.line("author"),
            confidence: reader.keyword("root_cause_confidence"),
            causes: reader.lines("causes"),
            whys: reader.tables("why", "a why", cause::WHY_KEYS).iter().map(Why::read).collect(),
            factors: reader
                .tables("factor", "a factor", cause::FACTOR_KEYS)
                .iter()
                .map(Factor::read)
                .collect(),
            actions: reader.tables("action", "an action", action::KEYS).iter().map(Action::read).collect(),
            approvals: Approval::read_all(reader),
            approved_text: None,
            sections: Section::read_all(file, body_start),
            placeholders: open.into_iter().map(|range| Span::new(file.id, range)).collect(),
            text: Span::new(file.id, body_start..file.text.len()),
            span: file.top(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::load;
    use crate::source::Snapshot;

    const TEXT: &str = "+++\nauthor = \"ana\"\ncauses = [\"capacity\"]\n[[action]]\nid = \"a1\"\ntitle = \"Limit the pool\"\n\
        status = \"open\"\n+++\n## Root cause\n\nThe pool was too small.\n\n## Lessons\n\n{{ write: lessons }}\n";

    fn read(text: &str) -> InternalPostmortem {
        let snapshot = Snapshot::of_texts([("content/incidents/a/postmortem.md", text)]);
        let (content, _) = load(&snapshot);
        content.internal.folders[0].postmortem.clone().expect("the file can be read")
    }

    fn digest(text: &str) -> String {
        read(text).approved_text.expect("the front matter is valid").digest(&[])
    }

    #[test]
    fn sections_and_placeholders_are_known() {
        let read = read(TEXT);
        let sections: Vec<(&str, bool)> =
            read.sections.iter().map(|one| (one.heading.value.as_str(), one.is_empty)).collect();
        assert_eq!(sections, [("Root cause", false), ("Lessons", true)]);
        let open: Vec<&str> =
            read.placeholders.iter().map(|span| &TEXT[span.start as usize..span.end as usize]).collect();
        assert_eq!(open, ["{{ write: lessons }}"]);
    }

    #[test]
    fn approvals_are_not_bound_to_generated_blocks_and_the_progress_of_actions() {
        let block = generated_block("facts", "It took 4 h.\n");
        let same = [
            TEXT.replace("\"open\"", "\"done\"\ndone_at = 2026-04-01\nevidence = [\"https://t.example/1\"]"),
            TEXT.replace("## Lessons", &format!("{block}## Lessons")),
            TEXT.replace("+++\n##", "[[approval]]\nby = \"omar\"\n+++\n##"),
        ];
        for text in same {
            assert_eq!(digest(&text), digest(TEXT), "{text}");
        }
        let other = [
            TEXT.replace("Limit", "Raise"),
            TEXT.replace("too small", "too large"),
            TEXT.replace("capacity", "deploy"),
            TEXT.replace("## Lessons", &format!("{}## Lessons", block.replace("4 h", "2 h"))),
        ];
        for text in other {
            assert_ne!(digest(&text), digest(TEXT), "{text}");
        }
    }
}
