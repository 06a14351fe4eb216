//! The words of the log for the cause of a build.

use crate::watch::{Cause, ScanTrigger};

/// The value of the key `cause` in the JSON log.
pub(super) const fn name(cause: &Cause) -> &'static str {
    match cause {
        Cause::Start => "start",
        Cause::Files(..) => "files",
        Cause::Clock => "clock",
        Cause::Reload => "reload",
        Cause::Retry => "retry",
        Cause::OutputGone => "output-gone",
        Cause::OutputChanged => "output-changed",
    }
}

/// The first words of a line in the log for people. It names one file and counts the rest.
pub(super) fn phrase(cause: &Cause) -> String {
    match cause {
        Cause::Start => "started".to_owned(),
        Cause::Files(changed, _) => match changed.as_slice() {
            [] => "files changed".to_owned(),
            [one] => format!("changed {}", one.path),
            [first, more @ ..] => format!("changed {} and {} more", first.path, more.len()),
        },
        Cause::Clock => "scheduled change".to_owned(),
        Cause::Reload => "reloaded".to_owned(),
        Cause::Retry => "retried".to_owned(),
        Cause::OutputGone => "output folder was missing".to_owned(),
        Cause::OutputChanged => "files in the output folder were changed or missing".to_owned(),
    }
}

/// The value of the key `noticed_by` in the JSON log, if files changed.
pub(super) const fn noticed_by(cause: &Cause) -> Option<&'static str> {
    match cause {
        Cause::Files(_, ScanTrigger::Event) => Some("event"),
        Cause::Files(_, ScanTrigger::Timer) => Some("look"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Change, ChangeKind};

    #[test]
    fn one_file_is_named_and_the_rest_is_counted() {
        let change = |path: &str| Change { path: path.to_owned(), kind: ChangeKind::Changed };
        let mut changed = vec![change("content/a.md")];
        assert_eq!(phrase(&Cause::Files(changed.clone(), ScanTrigger::Event)), "changed content/a.md");
        changed.extend([change("content/b.md"), change("content/c.md")]);
        assert_eq!(phrase(&Cause::Files(changed, ScanTrigger::Event)), "changed content/a.md and 2 more");
    }
}
