//! Texts in public files that are not published, or only for some readers: drafts, restricted entries, comments, and the
//! invisible parts of Markdown.

use super::internal_files::folder;
use super::word::{public, secret, secret_name};

/// The path and text of each file.
pub(super) fn hidden_texts() -> Vec<(String, String)> {
    let comms = format!("content/incidents/{}/comms", folder());
    let only_some = format!("audience = [\"customer:{}\"]", secret_name("customer"));
    let tier = format!("audience = [\"tier:{}\"]", secret("tier"));
    let alone = format!("content/incidents/2026-03-13-{}", secret_name("restricted"));
    vec![
        (
            format!("{comms}/2026-03-14T0900Z-draft.md"),
            update("draft", "draft = true\nstatus = \"investigating\""),
        ),
        (
            format!("{comms}/2026-03-14T1130Z-draft.md"),
            update("late draft", "draft = true\nstatus = \"resolved\""),
        ),
        (format!("{comms}/2026-03-14T1131Z-for-some.md"), update("for a customer", &only_some)),
        (format!("{comms}/2026-03-14T1132Z-for-tier.md"), update("for a tier", &tier)),
        (format!("{comms}/postmortem.md"), postmortem("public post-mortem", "")),
        (
            "content/incidents/2026-03-09-to-come/comms/postmortem.md".to_owned(),
            postmortem("post-mortem to come", "published = 2026-03-14T12:00:01Z"),
        ),
        (
            "content/incidents/2026-03-10-for-some/comms/postmortem.md".to_owned(),
            postmortem("post-mortem for some", &format!("published = 2026-03-14T11:00:00Z\n{only_some}")),
        ),
        (
            "content/incidents/2026-03-11-for-tier/comms/postmortem.md".to_owned(),
            postmortem("post-mortem for a tier", &format!("published = 2026-03-14T11:00:00Z\n{tier}")),
        ),
        (
            format!("{alone}/comms/2026-03-13T1000Z.md"),
            update(
                "a record for some",
                &format!("status = \"investigating\"\nnext_update = \"30m\"\n{tier}"),
            ),
        ),
        (
            format!("content/components/{0}/_group.toml", secret_name("group")),
            format!("name = \"{}\"\n", secret("group")),
        ),
        (
            format!("content/components/{}/{}.md", secret_name("group"), secret_name("component")),
            format!(
                "+++\nname = \"{}\"\ndescription = \"{}\"\n{only_some}\n+++\n{}\n",
                secret("component name"),
                secret("component description"),
                secret("component text")
            ),
        ),
        (
            format!("content/notices/{}.md", secret_name("notice")),
            format!(
                "+++\ntitle = \"{}\"\nfrom = 2026-03-14T00:00:00Z\n{tier}\n+++\n{}\n",
                secret("notice"),
                secret("notice text")
            ),
        ),
        (format!("content/incidents/{}/{}.log", folder(), secret_name("log")), words("log")),
        (
            format!("content/incidents/{}/{}.json", folder(), secret_name("file")),
            format!("{{\"{}\": 1}}", secret("file")),
        ),
    ]
}

/// A text of more than six words, which is what the gate searches for.
fn words(place: &str) -> String {
    (0..9).map(|at| secret(&format!("{place} {at}"))).collect::<Vec<_>>().join(" ")
}

/// An update with a secret word in every key that allows text.
fn update(place: &str, more: &str) -> String {
    let word = |key: &str| secret(&format!("{place} {key}"));
    format!(
        "+++\ntitle = \"{}\"\nslug = \"{}\"\nsummary = \"{}\"\n{more}\nbyline = \"{}\"\ncomponents = {{ api = \"major_outage\" }}\n\
         upstream = {{ name = \"{}\", url = \"https://{}.example\" }}\nadded = 2026-03-14T11:40:00Z\n\
         retracted = {{ at = 2026-03-14T11:41:00Z, note = \"{}\" }}\n\
         [[edited]]\nat = 2026-03-14T11:42:00Z\nnote = \"{}\"\n+++\n{}\n",
        word("title"),
        word("slug"),
        word("summary"),
        word("byline"),
        word("upstream"),
        word("upstream-url"),
        word("retraction"),
        word("edit"),
        words(place)
    )
}

/// A post-mortem with a secret word in every key that allows text, and with an image.
fn postmortem(place: &str, more: &str) -> String {
    let word = |key: &str| secret(&format!("{place} {key}"));
    format!(
        "+++\ntitle = \"{}\"\nauthor = \"{}\"\nbyline = \"{}\"\nid = \"{}\"\n{more}\n\
         [[commitment]]\ntext = \"{}\"\n[imported]\ncustom_tweet = \"{}\"\n+++\n{}\n\n![{}](chart.png)\n",
        word("title"),
        secret_name("person"),
        word("byline"),
        word("id"),
        word("commitment"),
        word("tweet"),
        words(place),
        word("alternative")
    )
}

/// A text for customers that uses every Markdown construct with an invisible part.
pub(super) fn body(place: &str) -> String {
    let visible = |what: &str| public(&format!("{place} {what}"));
    let invisible = |what: &str| secret(&format!("{place} {what}"));
    format!(
        "{} **{}** `{}` [{}](https://{}.example/a \"{}\") and ![{}](chart.png \"{}\")[^used]\n\n\
         ```{}\n{}\n```\n\n> {}\n\n[^used]: {}\n[^{}]: {}\n\n[{}]: https://{}.example \"{}\"\n",
        visible("text"),
        visible("strong"),
        visible("code"),
        visible("link"),
        visible("host"),
        invisible("link title"),
        visible("alternative"),
        invisible("picture title"),
        invisible("info string"),
        visible("code block"),
        visible("quote"),
        visible("footnote"),
        invisible("label"),
        invisible("unused footnote"),
        invisible("definition"),
        invisible("definition-url"),
        invisible("definition title"),
    )
}

/// The words of a [`body`] that a page must contain.
pub(super) fn shown(place: &str) -> Vec<String> {
    ["text", "strong", "code", "link", "host", "alternative", "code block", "quote", "footnote"]
        .map(|what| public(&format!("{place} {what}")))
        .to_vec()
}
