//! Rules about themes and languages.

use allclear::content::public::SiteConfig;
use allclear::diagnostics::Findings;
use allclear::site::Theme;
use allclear::source::Snapshot;

use super::{Example, site};
use crate::support::Project;

/// All findings about the theme of a site.
pub(super) fn findings(snapshot: &Snapshot, site: &SiteConfig) -> Findings {
    let judged = Theme::load(snapshot, &site.theme).and_then(|theme| {
        theme.require_language(&site.language)?;
        Ok(theme.warnings([site.language.value.as_str()]))
    });
    judged.unwrap_or_else(|findings| findings)
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        rule: "contrast",
        wrong: || own_theme("theme.toml", "[light]\nsoft = \"#aaaaaa\"\n"),
        right: || own_theme("theme.toml", "[light]\nsoft = \"#555555\"\n"),
    },
    Example {
        rule: "missing-word",
        wrong: || {
            own_theme("languages/nl.toml", "home = \"Stand\"\n")
                .file("content/site.toml", &of_own_theme("nl"))
        },
        right: || {
            own_theme("languages/de.toml", "home = \"Lage\"\n")
                .file("content/site.toml", &of_own_theme("de-AT"))
        },
    },
    Example {
        rule: "unknown-placeholder",
        wrong: || {
            own_theme("languages/de.toml", "times_note = \"Alle Zeiten in UTC, Tage in {zon}.\"\n")
                .file("content/site.toml", &of_own_theme("de"))
        },
        right: || {
            own_theme("languages/de.toml", "times_note = \"Alle Zeiten in UTC, Tage in {zone}.\"\n")
                .file("content/site.toml", &of_own_theme("de"))
        },
    },
    Example {
        rule: "unknown-theme",
        wrong: || own_theme("theme.toml", "").file("content/site.toml", &site_toml("theme = \"onw\"")),
        right: || own_theme("theme.toml", ""),
    },
];

/// A site with its own theme that consists of one file.
fn own_theme(path: &str, text: &str) -> Project {
    site().file("content/site.toml", &of_own_theme("en")).file(&format!("themes/own/{path}"), text)
}

fn of_own_theme(language: &str) -> String {
    site_toml(&format!("theme = \"own\"\nlanguage = \"{language}\""))
}

fn site_toml(more: &str) -> String {
    format!("title = \"Test status\"\nurl = \"https://status.test.example\"\n{more}\n")
}

#[test]
fn a_misspelt_file_of_a_theme_is_reported() {
    for (path, meant) in [
        ("templates/incidnet.html", "incident.html"),
        ("home.html", "templates/home.html"),
        ("template/footer.html", "templates/footer.html"),
        ("themes.toml", "theme.toml"),
        ("langauges/de.toml", "languages/de.toml"),
    ] {
        let report =
            super::report(&own_theme("theme.toml", "").file(&format!("themes/own/{path}"), "x = 1\n"));
        assert!(report.contains("warning[unused-file]"), "{path}: {report}");
        assert!(report.contains(&format!("did you mean `{meant}`?")), "{path}: {report}");
    }
    let readme = own_theme("theme.toml", "").file("themes/own/README", "Our theme.\n");
    assert_eq!(super::report(&readme), "");
}
