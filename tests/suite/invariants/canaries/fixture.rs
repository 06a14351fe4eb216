//! A site with a planted word in every place.

use super::hidden_texts::{body, hidden_texts};
use super::internal_files::{folder, internal_files};
use super::pictures::{jpeg, png, webp};
use super::word::{public, secret, secret_name};
use crate::support::Project;

/// The project, written to disk.
pub(super) fn project() -> Project {
    let mut project = Project::empty();
    for (path, text) in
        internal_files().into_iter().chain(hidden_texts()).chain(public_files()).chain(explained())
    {
        project = project.file(&path, &text);
    }
    let comms = format!("content/incidents/{}/comms", folder());
    let planned = format!("content/maintenance/{}/comms", folder());
    let earlier = format!("content/incidents/2026-03-12-{}/comms", secret_name("earlier"));
    for folder in [
        comms.as_str(),
        &planned,
        &earlier,
        "content/components/shop",
        "content/notices",
        "content/pages",
        "content/incidents/2026-03-09-to-come/comms",
        "content/incidents/2026-03-10-for-some/comms",
        "content/incidents/2026-03-11-for-tier/comms",
    ] {
        project.write(&format!("{folder}/chart.png"), &png());
    }
    project.write(&format!("content/pages/{}.jpg", secret_name("jpeg")), &jpeg());
    project.write(&format!("content/pages/{}.webp", secret_name("webp")), &webp());
    project
}

#[expect(clippy::too_many_lines, reason = "a list of files")]
fn public_files() -> Vec<(String, String)> {
    let comms = format!("content/incidents/{}/comms", folder());
    let earlier = format!("content/incidents/2026-03-12-{}/comms", secret_name("earlier"));
    let planned = format!("content/maintenance/{}/comms", folder());
    let author = format!("author = \"{}\" # {}\n", secret_name("person"), secret("update comment"));
    let pictures = format!("\n\n![one]({}.jpg) ![two]({}.webp)\n", secret_name("jpeg"), secret_name("webp"));
    let file = |path: String, keys: String, text: String| (path, format!("+++\n{keys}+++\n{text}\n"));
    let p = public;
    vec![
        ("content/site.toml".to_owned(), site()),
        (
            "content/components/shop/_group.toml".to_owned(),
            format!(
                "name = \"{}\" # {}\ndescription = \"{}\"\n",
                p("group"),
                secret("group comment"),
                p("group description")
            ),
        ),
        file(
            "content/components/shop/api.md".to_owned(),
            format!(
                "name = \"{}\"\ndescription = \"{}\"\nslug = \"shop-api\"\naliases = [\"earlier-component\"]\n",
                p("component"),
                p("component description")
            ),
            body("component"),
        ),
        file(
            "content/components/old.md".to_owned(),
            "name = \"Old\"\nretired = 2026-03-01T00:00:00Z\n".to_owned(),
            String::new(),
        ),
        file(
            format!("{comms}/2026-03-14T1000Z-investigating.md"),
            format!(
                "{author}title = \"First name\"\nslug = \"slow-payments\"\naliases = [\"earlier-address\"]\nstatus = \"investigating\"\nbyline = \"{}\"\n\
                 next_update = \"30m\"\ncomponents = {{ api = \"partial_outage\" }}\nfollows = \"earlier\"\n\
                 upstream = {{ name = \"{}\", url = \"https://quay.example\" }}\n",
                p("byline"),
                p("upstream")
            ),
            body("update"),
        ),
        file(
            format!("{comms}/2026-03-14T1100Z.md"),
            format!(
                "{author}title = \"{}\"\nsummary = \"{}\"\nimpact = \"critical\"\nadded = 2026-03-14T11:07:00Z\nnext_update = 2026-03-14T12:45:00Z\n\
                 corrects = \"2026-03-14T1000Z-investigating\"\n[[edited]]\nat = 2026-03-14T11:08:00Z\nnote = \"{}\"\n\
                 [[interval]]\ncomponents = [\"api\"]\nstate = \"major_outage\"\nfrom = 2026-03-14T09:30:00Z\nto = 2026-03-14T09:50:00Z\n",
                p("title"),
                p("summary"),
                p("edit")
            ),
            "More is known.".to_owned(),
        ),
        file(
            format!("{comms}/2026-03-14T1105Z.md"),
            format!(
                "{author}summary = \"{}\"\nnext_update = 2026-03-14T12:45:00Z\nretracted = {{ at = 2026-03-14T11:20:00Z, note = \"{}\" }}\n",
                secret("a summary that was withdrawn"),
                p("retraction")
            ),
            secret("a text that was withdrawn"),
        ),
        file(
            format!("{earlier}/2026-03-12T1000Z.md"),
            "title = \"Earlier\"\nslug = \"earlier\"\nstatus = \"resolved\"\n".to_owned(),
            "It is over.".to_owned(),
        ),
        file(
            format!("{earlier}/2026-03-12T1100Z.md"),
            "status = \"investigating\"\nreopened = true\ncomponents = { api = \"degraded_performance\" }\n"
                .to_owned(),
            "It is back.".to_owned(),
        ),
        file(
            format!("{earlier}/2026-03-14T1001Z.md"),
            "merged_into = \"slow-payments\"\nadded = 2026-03-14T10:02:00Z\n".to_owned(),
            "It goes on elsewhere.".to_owned(),
        ),
        file(
            format!("{planned}/2026-03-14T0800Z.md"),
            format!(
                "{author}title = \"New database\"\nslug = \"new-database\"\nstatus = \"scheduled\"\n\
                 window = {{ from = 2026-03-20T22:00:00Z, to = 2026-03-20T23:00:00Z }}\ncomponents = {{ api = \"under_maintenance\" }}\n"
            ),
            body("maintenance"),
        ),
        file(
            "content/notices/moving.md".to_owned(),
            format!(
                "title = \"{}\"\nfrom = 2026-03-14T00:00:00Z\naliases = [\"/issues/moving/\"]\n",
                p("notice title")
            ),
            body("notice"),
        ),
        file(
            "content/pages/about.md".to_owned(),
            format!("title = \"{}\"\nnav = 1\naliases = [\"earlier-page\"]\n", p("page title")),
            body("page") + &pictures,
        ),
    ]
}

/// A public post-mortem, and incidents whose post-mortems are not published yet or only for some customers.
fn explained() -> Vec<(String, String)> {
    let path = format!("content/incidents/2026-03-12-{}/comms/postmortem.md", secret_name("earlier"));
    let keys = format!(
        "author = \"{}\" # {}\ntitle = \"{}\"\npublished = 2026-03-14T11:33:00Z\nbyline = \"{}\"\n\
         incidents = [\"incident-to-come\"]\nid = \"{}\"\n\
         edited = [{{ at = 2026-03-14T11:40:00Z, note = \"{}\" }}]\n\
         [[commitment]]\ntext = \"{}\"\nby = 2027-05-01\n",
        secret_name("person"),
        secret("post-mortem comment"),
        public("post-mortem title"),
        public("post-mortem byline"),
        public("post-mortem id"),
        public("post-mortem edit"),
        public("commitment")
    );
    vec![
        (path, format!("+++\n{keys}+++\n{}\n", body("post-mortem"))),
        over("2026-03-09-to-come", "incident-to-come"),
        over("2026-03-10-for-some", "incident-for-some"),
        over("2026-03-11-for-tier", "incident-for-tier"),
    ]
}

/// An incident with a single update, which resolves it.
fn over(folder: &str, slug: &str) -> (String, String) {
    let date = folder.get(..10).unwrap_or_default();
    (
        format!("content/incidents/{folder}/comms/{date}T1000Z.md"),
        format!("+++\ntitle = \"{slug}\"\nslug = \"{slug}\"\nstatus = \"resolved\"\n+++\nIt is over.\n"),
    )
}

fn site() -> String {
    format!(
        "# {}\ntitle = \"{}\"\nurl = \"https://status.pblc.example\"\nauthority = \"status.pblc.example\"\nlanguages = [\"en\", \"de\"]\ndescription = \"{}\"\ntime_zone = \"Europe/Tallinn\"\n\
         support = {{ label = \"{}\", url = \"https://pblc.example/help\" }}\n\
         report = {{ label = \"{}\", url = \"https://pblc.example/report\" }}\n\
         subscribe = [{{ label = \"{}\", url = \"https://pblc.example/mail\" }}]\n\
         [uptime]\npartial_weight = 0.25\n[approval]\nsince = 2026-04-01T00:00:00Z\n[publish]\nresponse = true\n[gate]\nforbid = [\"*.{}.example\"]\n\
         [[gate.allow]]\ntext = \"{}\"\nreason = \"{}\"\n",
        secret("site comment"),
        public("site title"),
        public("site description"),
        public("support"),
        public("report"),
        public("subscribe"),
        secret("forbidden"),
        secret("allowed"),
        secret("reason"),
    )
}
