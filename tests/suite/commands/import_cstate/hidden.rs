//! What a page hides, and pages that Hugo does not publish.

use super::{LATER, imported_with};
use crate::support::tree;

#[test]
fn hidden_text_of_a_component_is_removed_and_noted() {
    let issue = "---\ntitle: x\ndate: 2026-01-13T12:00:00Z\nseverity: down\naffected: [Edge]\nsection: issue\n---\nDown.\n";
    let (_, written, notes) = imported_with(&[
        ("issues/a.md", issue),
        ("affected/api/_index.md", "---\ntitle: API\n---\nIn front. <!-- password:\nhunter2 --> Behind.\n"),
        ("affected/edge/_index.md", "---\ntitle: Edge\ndraft: true\n---\nA secret plan.\n"),
    ]);
    assert!(written.contains("In front.\n Behind."), "{written}");
    assert!(!written.contains("hunter2") && !written.contains("secret plan"), "{written}");
    assert!(written.contains("name = \"Edge\""), "{written}");
    assert!(
        notes.contains("/content/affected/api/_index.md:4: the hidden text `password:\nhunter2` was removed"),
        "{notes}"
    );
    let draft = "/content/affected/edge/_index.md:3: `draft` is set; the text of a component cannot be a draft, so it is left out";
    assert!(notes.contains(draft), "{notes}");
}

#[test]
fn pages_that_hugo_does_not_publish_become_drafts_or_are_left_out() {
    let issue = "title: x\ndate: 2026-01-13T12:00:00Z\nsection: issue\n";
    let hidden = [
        ("publishDate: 2026-11-21", "`publishDate` is in the future"),
        ("pubdate: soon", "`pubdate` cannot be read as a time"),
        ("ExpiryDate: 2026-11-19T00:00:00Z", "`ExpiryDate` is in the past"),
        ("build:\n  render: never", "`build` prevents it from being rendered"),
        ("_build: {list: false}", "`_build` prevents it from being listed"),
        ("build:\n  render: link", "`build` prevents it from being rendered"),
        ("headless: true", "`headless` is set, so Hugo builds no page"),
        ("draft: 1", "`draft` is set"),
        ("published: false", "`published` is false"),
    ];
    for (key, why) in hidden {
        let front = format!("---\n{key}\n{issue}");
        let (_, written, notes) = imported_with(&[
            ("issues/incident.md", &format!("{front}severity: down\n---\nThe secret.\n")),
            ("issues/notice.md", &format!("{front}informational: true\n---\nThe notice.\n")),
            ("pages/page.md", &format!("---\n{key}\n---\nThe page.\n")),
            ("affected/api/_index.md", &format!("---\ntitle: API\n{key}\n---\nThe component.\n")),
        ]);
        assert!(written.contains("draft = true") && written.contains("The secret."), "{key}: {written}");
        for text in ["The notice.", "The page.", "The component."] {
            assert!(!written.contains(text), "{key}: {written}");
            assert!(notes.contains(&format!("Its text:\n{text}")), "{key}: {notes}");
        }
        for line in [
            format!("issues/incident.md:2: {why}, so all its updates become drafts"),
            format!("issues/notice.md:2: {why}; a notice cannot be a draft, so it is left out"),
            format!("pages/page.md:2: {why}; a page cannot be a draft, so it is left out"),
            format!(
                "affected/api/_index.md:3: {why}; the text of a component cannot be a draft, so it is left out"
            ),
        ] {
            // The line of a map is that of its first key.
            let is_noted = notes.contains(&line)
                || notes.contains(&line.replace(":3: ", ":4: ").replace(":2: ", ":3: "));
            assert!(is_noted, "`{line}` is not in\n{notes}");
        }
    }
}

#[test]
fn text_that_a_browser_hides_is_treated_like_comments() {
    let hidden = [
        "{{% comment %}}The secret.{{% /comment %}}",
        "{{< comment >}}\nThe secret.\n{{< /comment >}}",
        "<template>The secret.</template>",
        "<div hidden>\nThe <b>secret</b>.\n</div>",
        "<input type=hidden value=\"The secret.\">",
    ];
    let front = "title: x\ndate: 2026-01-13T12:00:00Z\nsection: issue\nseverity: down";
    for text in hidden {
        let issue = format!("---\n{front}\n---\nDown.\n{text}\n");
        let (project, written, notes) = imported_with(&[("issues/a.md", &issue)]);
        assert!(notes.contains(": was hidden in the text, so it becomes a draft"), "{notes}");
        assert!(written.contains("secret") && written.contains("draft = true"), "{written}");
        project.run_at(LATER, &["build"]).ok();
        let public = tree(project.root()).into_iter().filter(|(path, _)| path.starts_with("public/"));
        for (path, bytes) in public {
            assert!(!String::from_utf8_lossy(&bytes).contains("secret"), "{path}: {text}");
        }
        let (_, written, notes) = imported_with(&[("pages/page.md", &format!("Shown.\n{text}\n"))]);
        assert!(written.contains("Shown.") && !written.contains("secret"), "{written}");
        assert!(notes.contains("pages/page.md:2: the hidden text `"), "{notes}");
    }
}

#[test]
fn pages_that_hugo_publishes_stay_public() {
    let shown = [
        "publishDate: 2026-11-19",
        "publishDate: \"\"",
        "expiryDate: 2026-11-21",
        "build:\n  render: always\n  list: true",
        "headless: false",
        "published: true",
        "draft: no",
    ];
    for key in shown {
        let front = format!("---\n{key}\ntitle: x\ndate: 2026-01-13T12:00:00Z\nsection: issue\n");
        let (_, written, _) = imported_with(&[
            ("issues/incident.md", &format!("{front}severity: down\n---\nThe news.\n")),
            ("pages/page.md", &format!("---\n{key}\n---\nThe page.\n")),
        ]);
        assert!(written.contains("The page.") && !written.contains("draft = true"), "{key}: {written}");
    }
    let (_, written, _) = imported_with(&[
        ("../config.yml", "title: x\nbuildFuture: true\nbuildExpired: true\n"),
        ("pages/page.md", "---\npublishDate: 2026-11-21\nexpiryDate: 2026-01-01\n---\nThe page.\n"),
    ]);
    assert!(written.contains("The page."), "{written}");
}
