//! Whether logs may quote a file.
//!
//! Findings are mostly about files that do not parse, so this reads no keys. It looks for the words that restrict a text,
//! and it errs on the side of not quoting.

use super::{Side, SourceFile, Unit};

/// Whether logs must not quote a file: it is internal, or it is written for customers but may be for some of them only, or
/// for nobody yet.
///
/// A post-mortem is always withheld, because the text alone does not say whether it has been approved. An update whose
/// incident has a restricted update is withheld too, because updates inherit their audience.
pub(super) fn is_withheld(file: &SourceFile, unit: Option<&Unit>) -> bool {
    if file.side == Side::Internal {
        return true;
    }
    if file.path.starts_with("themes/") || file.path == "content/site.toml" {
        return false;
    }
    if file.path.ends_with("/comms/postmortem.md") || restricts(&file.text, &["draft", "audience"]) {
        return true;
    }
    let is_of_record =
        file.path.starts_with("content/incidents/") || file.path.starts_with("content/maintenance/");
    let Some(unit) = unit.filter(|_| is_of_record) else { return false };
    let is_restricted =
        |other: &SourceFile| other.side == Side::Public && restricts(&other.text, &["audience"]);
    *unit.has_audience.get_or_init(|| unit.files.iter().any(is_restricted))
}

/// Whether a text has one of these keys, or names an audience, even with a mistake in it.
fn restricts(text: &str, keys: &[&str]) -> bool {
    let is_key = |line: &str| {
        let line = line.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        keys.iter().any(|key| line.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key)))
    };
    text.contains("customer:") || text.contains("tier:") || text.lines().any(is_key)
}

#[cfg(test)]
mod tests {
    use super::super::Snapshot;
    use crate::diagnostics::SourceLookup;

    /// Whether the file at `path` is withheld in a project of these files.
    fn is_withheld(path: &str, texts: &[(&str, &str)]) -> bool {
        let snapshot = Snapshot::of_texts(texts.iter().copied());
        let file = snapshot.at(path).expect("the file is in the snapshot");
        snapshot.is_withheld(file.id)
    }

    const FIRST: &str = "content/incidents/db/comms/2026-03-14T0922Z.md";
    const LATER: &str = "content/incidents/db/comms/2026-03-14T0952Z.md";

    #[test]
    fn a_public_update_may_be_quoted() {
        let texts = [(FIRST, "+++\ntitle = \"Slow\"\n+++\nPayments are slow.\n"), (LATER, "A fix is out.\n")];
        assert!(!is_withheld(FIRST, &texts));
        assert!(!is_withheld(LATER, &texts));
    }

    #[test]
    fn a_draft_is_withheld_and_its_incident_is_not() {
        for draft in
            ["+++\ndraft = true\n+++\n", "+++\n  Draft = yes\n", "draft: true\n", "+++\n\"draft\" = 1"]
        {
            let texts = [(FIRST, "+++\ntitle = \"Slow\"\n+++\n"), (LATER, draft)];
            assert!(is_withheld(LATER, &texts), "{draft}");
            assert!(!is_withheld(FIRST, &texts), "{draft}");
        }
    }

    #[test]
    fn the_updates_of_an_incident_with_an_audience_are_withheld() {
        for first in [
            "+++\naudience = [\"customer:acme\"]\n+++\n",
            "+++\naudiance = [\"tier:gold\"]\n",
            "Audience: acme",
        ] {
            let texts = [(FIRST, first), (LATER, "A fix is out.\n")];
            assert!(is_withheld(FIRST, &texts), "{first}");
            assert!(is_withheld(LATER, &texts), "{first}");
        }
    }

    #[test]
    fn a_post_mortem_and_internal_files_are_withheld() {
        let postmortem = "content/incidents/db/comms/postmortem.md";
        assert!(is_withheld(
            postmortem,
            &[(postmortem, "+++\npublished = 2026-03-20T10:00:00Z\n+++\nText.\n")]
        ));
        let record = "content/incidents/db/incident.md";
        assert!(is_withheld(record, &[(record, "+++\ntitle = \"x\"\n+++\n")]));
    }

    #[test]
    fn other_public_files_are_judged_alone() {
        let (open, closed) = ("content/components/api.md", "content/components/vip.md");
        let texts =
            [(open, "+++\nname = \"API\"\n+++\n"), (closed, "+++\naudience = [\"customer:acme\"]\n+++\n")];
        assert!(!is_withheld(open, &texts));
        assert!(is_withheld(closed, &texts));
    }
}
