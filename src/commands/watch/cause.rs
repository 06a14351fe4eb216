//! Why a build was made.

use crate::source::Change;
use crate::watch::Lead;

/// How many files a line names before it only counts.
const NAMED: usize = 1;

/// How many files an object of the log names.
pub(super) const LISTED: usize = 20;

/// Why a build was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// It is the first.
    Start,
    /// These files changed.
    Files(Vec<Change>, Lead),
    /// The output changes by itself at this moment.
    Clock,
    /// Somebody asked for it with a signal.
    Reload,
    /// The one before could not be written.
    Retry,
    /// The output folder is gone.
    OutputGone,
}

impl Cause {
    /// The word for it in the log.
    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Files(..) => "files",
            Self::Clock => "clock",
            Self::Reload => "reload",
            Self::Retry => "retry",
            Self::OutputGone => "output-gone",
        }
    }

    /// The same for a person.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Start => "started".to_owned(),
            Self::Files(changed, _) => {
                let named: Vec<&str> =
                    changed.iter().take(NAMED).map(|change| change.path.as_str()).collect();
                match changed.len().saturating_sub(NAMED) {
                    0 => format!("changed {}", named.join(", ")),
                    more => format!("changed {} and {more} more", named.join(", ")),
                }
            }
            Self::Clock => "the time came".to_owned(),
            Self::Reload => "read everything anew".to_owned(),
            Self::Retry => "tried again".to_owned(),
            Self::OutputGone => "the output folder was gone".to_owned(),
        }
    }

    /// The files that changed.
    pub(super) fn changed(&self) -> &[Change] {
        match self {
            Self::Files(changed, _) => changed,
            _ => &[],
        }
    }

    /// The word for how a change was noticed, if one was.
    pub(super) const fn noticed_by(&self) -> Option<&'static str> {
        match self {
            Self::Files(_, Lead::Event) => Some("event"),
            Self::Files(_, Lead::Pace) => Some("look"),
            _ => None,
        }
    }

    /// Whether somebody did something, and so wants to hear what came of it even if that is nothing new.
    pub(super) const fn is_somebodys(&self) -> bool {
        matches!(self, Self::Start | Self::Files(..) | Self::Reload)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::ChangeKind;

    #[test]
    fn one_file_is_named_and_more_are_counted() {
        let change = |path: &str| Change { path: path.to_owned(), kind: ChangeKind::Changed };
        let mut changed = vec![change("content/a.md")];
        assert_eq!(Cause::Files(changed.clone(), Lead::Event).sentence(), "changed content/a.md");
        changed.extend([change("content/b.md"), change("content/c.md")]);
        assert_eq!(Cause::Files(changed, Lead::Event).sentence(), "changed content/a.md and 2 more");
    }
}
