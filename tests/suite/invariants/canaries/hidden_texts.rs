//! What lies on the public side and is still for nobody, or only for some: drafts, restricted entries, comments, and
//! the parts of a Markdown text that no reader sees.

use super::internal_files::folder;
use super::word::{public, secret, secret_name};

/// Paths and texts.
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
        (format!("content/{}.json", secret_name("file")), format!("{{\"{}\": 1}}", secret("file"))),
    ]
}

/// A text of six words and more, as the gate seeks them.
fn words(place: &str) -> String {
    (0..9).map(|at| secret(&format!("{place} {at}"))).collect::<Vec<_>>().join(" ")
}

/// An update that says something in every key that can.
fn update(place: &str, more: &str) -> String {
    let word = |key: &str| secret(&format!("{place} {key}"));
    format!(
        "+++\ntitle = \"{}\"\nslug = \"{}\"\n{more}\nbyline = \"{}\"\ncomponents = {{ api = \"major_outage\" }}\n\
         upstream = {{ name = \"{}\", url = \"https://{}.example\" }}\nadded = 2026-03-14T11:40:00Z\n\
         retracted = {{ at = 2026-03-14T11:41:00Z, note = \"{}\" }}\n\
         [[edited]]\nat = 2026-03-14T11:42:00Z\nnote = \"{}\"\n+++\n{}\n",
        word("title"),
        word("slug"),
        word("byline"),
        word("upstream"),
        word("upstream-url"),
        word("retraction"),
        word("edit"),
        words(place)
    )
}

/// A post-mortem that says something in every key that can, and shows a picture.
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

/// A text that customers read, with everything in it that they do not see.
pub(super) fn body(place: &str) -> String {
    let said = |what: &str| public(&format!("{place} {what}"));
    let unsaid = |what: &str| secret(&format!("{place} {what}"));
    format!(
        "{} **{}** `{}` [{}](https://{}.example/a \"{}\") and ![{}](chart.png \"{}\")[^used]\n\n\
         ```{}\n{}\n```\n\n> {}\n\n[^used]: {}\n[^{}]: {}\n\n[{}]: https://{}.example \"{}\"\n",
        said("text"),
        said("strong"),
        said("code"),
        said("link"),
        said("host"),
        unsaid("link title"),
        said("alternative"),
        unsaid("picture title"),
        unsaid("info string"),
        said("code block"),
        said("quote"),
        said("footnote"),
        unsaid("label"),
        unsaid("unused footnote"),
        unsaid("definition"),
        unsaid("definition-url"),
        unsaid("definition title"),
    )
}

/// The words of a [`body`] that a page must show.
pub(super) fn shown(place: &str) -> Vec<String> {
    ["text", "strong", "code", "link", "host", "alternative", "code block", "quote", "footnote"]
        .map(|what| public(&format!("{place} {what}")))
        .to_vec()
}
