//! Attempts to bypass an approval: none of them publishes anything. And how a text was approved stays internal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use allclear::content::{AudienceTag, text_to_approve};
use allclear::diagnostics::Findings;
use allclear::pipeline::{Built, Clock, Failed, Settings, build};
use allclear::source::Snapshot;
use proptest::prelude::*;

use crate::support::property;

const SITE: &str = "title = \"Harbor\"\nurl = \"https://status.harbor.example\"\n\
                    [approval]\nsince = 2026-12-01T00:00:00Z\ncomms = [\"P1\"]\n\
                    [tier.gold.P1]\nresponse = \"15m\"\n";

const FOLDER: &str = "content/incidents/zz";

const UPDATE: &str =
    "+++\ntitle = \"Everything is slow\"\nslug = \"slow\"\nstatus = \"resolved\"\n+++\nIt was slow.\n";

fn record(severity: &str) -> String {
    format!("+++\ntitle = \"Slow\"\nseverity = \"{severity}\"\n+++\n")
}

/// Builds the site with these files in the folder of the incident.
fn built(files: &[(&str, &str)]) -> Result<Built, Failed> {
    let place = |path: &str| match path.strip_prefix("../") {
        Some(beside) => format!("content/incidents/{beside}"),
        None => format!("{FOLDER}/{path}"),
    };
    let files = files.iter().map(|(path, text)| (place(path), (*text).to_owned()));
    let others = [("content/site.toml", SITE), ("content/people.toml", "[person.ana]\nname = \"Ana Lu\"\n")];
    let others = others.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let clock = Clock::Now("2026-12-05T10:00:00Z".parse().expect("a time"));
    let settings = Settings { clock, strict_internal: false, strict: false, judged_elsewhere: false };
    build(&Snapshot::of_texts(files.chain(others)), Findings::default(), settings)
}

#[track_caller]
fn refused(files: &[(&str, &str)], rule: &str) {
    match built(files) {
        Ok(_) => panic!("the site was published"),
        Err(failed) => {
            let rules: Vec<&str> = failed.findings.iter().map(|finding| finding.rule.name).collect();
            assert!(rules.contains(&rule), "{rules:?}");
        }
    }
}

const TOLD: &str = "comms/2026-12-02T1000Z-resolved.md";

#[test]
fn an_update_of_a_lesser_severity_is_published() {
    assert!(built(&[("incident.md", &record("P3")), (TOLD, UPDATE)]).is_ok());
}

#[test]
fn an_earlier_date_does_not_exempt_an_update_from_approval() {
    let dated = UPDATE.replace("slug =", "at = 2026-11-30T10:00:00Z\nslug =");
    refused(&[("incident.md", &record("P1")), (TOLD, &dated)], "approval-missing");
    let added = "comms/2026-11-20T1000Z-resolved.md";
    let late = UPDATE.replace("slug =", "added = 2026-12-02T10:00:00Z\nslug =");
    refused(&[("incident.md", &record("P1")), (added, &late)], "approval-missing");
    assert!(
        built(&[("incident.md", &record("P1")), (added, UPDATE)]).is_ok(),
        "the update is from before `since`"
    );
}

/// Otherwise a file with an old name would need no approval in an incident of today.
#[test]
fn a_date_before_the_incident_does_not_exempt_an_update_from_approval() {
    let old = "comms/2026-11-20T1000Z-resolved.md";
    let dated = |folder: &str, more: &[(&str, &str)]| {
        let path = |name: &str| format!("../{folder}/{name}");
        let mut files = vec![(path("incident.md"), record("P1")), (path(old), UPDATE.to_owned())];
        files.extend(more.iter().map(|(name, text)| (path(name), (*text).to_owned())));
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
        built(&files)
            .map(drop)
            .map_err(|failed| failed.findings.iter().any(|one| one.rule.name == "approval-missing"))
    };
    assert_eq!(dated("2026-11-20-slow", &[]), Ok(()), "the incident is from before `since`");
    assert_eq!(dated("2026-12-02-slow", &[]), Err(true));
    let entry = ("timeline/2026-12-02T0959Z-ana.md", "It is slow.\n");
    assert_eq!(dated("slow", &[entry]), Err(true));
    let earlier = ("timeline/2026-11-20T0959Z-ana.md", "It is slow.\n");
    assert_eq!(dated("slow", &[earlier, entry]), Ok(()), "the incident began before `since`");
}

#[test]
fn an_incident_without_a_severity_needs_approval() {
    refused(&[(TOLD, UPDATE)], "approval-missing");
}

#[test]
fn an_unreadable_timeline_entry_may_have_raised_the_severity() {
    let entry = "timeline/2026-12-02T0959Z-ana.md";
    let with = |text: &str| built(&[("incident.md", &record("P3")), (entry, text), (TOLD, UPDATE)]);
    assert!(with("+++\nseverity = \"P2\"\n+++\nIt got worse.\n").is_ok());
    refused(
        &[
            ("incident.md", &record("P3")),
            (entry, "+++\nseverity = \"P1\"\nsyntax error\n+++\nIt got worse.\n"),
            (TOLD, UPDATE),
        ],
        "syntax",
    );
    assert!(
        with("+++\noutcom = \"helped\"\n+++\nA slip.\n").is_ok(),
        "an unknown key in the timeline does not block updates"
    );
}

#[test]
fn a_post_mortem_cannot_be_dated_before_its_incident() {
    let with = |published: &str, update: &str| {
        let text = format!("+++\ntitle = \"Why\"\npublished = {published}\n+++\nBecause.\n");
        built(&[("incident.md", &record("P3")), (update, UPDATE), ("comms/postmortem.md", &text)])
    };
    let old = "comms/2026-11-10T1000Z-resolved.md";
    let site = with("2026-11-20T10:00:00Z", old).expect("the post-mortem was published before `since`").site;
    assert_eq!(site.postmortems.len(), 1);
    for (published, update) in [("2026-11-30T23:59:59Z", TOLD), ("2020-01-01T00:00:00Z", old)] {
        let failed = with(published, update).expect_err("the post-mortem is dated before its incident");
        assert!(failed.findings.iter().any(|finding| finding.rule.name == "approval-missing"), "{published}");
    }
}

#[test]
fn a_post_mortem_in_a_folder_with_restricted_drafts_needs_an_audience() {
    let draft =
        UPDATE.replace("slug = \"slow\"", "slug = \"slow\"\ndraft = true\naudience = [\"tier:gold\"]");
    let post_mortem = |more: &str| {
        let keys =
            format!("title = \"Why\"\npublished = 2026-11-20T10:00:00Z\nincidents = [\"other\"]{more}");
        format!("+++\n{keys}\n+++\nBecause.\n")
    };
    let other = "../other/comms/2026-11-10T1000Z-resolved.md";
    let told = |keys: &str| UPDATE.replace("slug = \"slow\"", &format!("slug = \"other\"\n{keys}"));
    let with = |more: &str, of_other: &str| {
        let text = post_mortem(more);
        built(&[
            ("incident.md", &record("P3")),
            ("../other/incident.md", &record("P3")),
            (other, &told(of_other)),
            ("comms/2026-11-10T1100Z-resolved.md", &draft),
            ("comms/postmortem.md", &text),
        ])
    };
    let failed = with("", "").expect_err("the audience is unclear");
    assert!(failed.findings.iter().any(|finding| finding.rule.name == "audience-unclear"));
    assert_eq!(
        with("\naudience = [\"public\"]", "").expect("the audience is written down").site.postmortems.len(),
        1
    );
    // The draft has the audience that the post-mortem inherits, so nothing is unclear.
    with("", "audience = [\"tier:gold\"]").expect("both have the same audience");
}

/// How an update was approved, and by whom the incident was led: all of it is internal.
#[derive(Clone, Debug)]
struct Approving {
    /// The person who approved as the commander: that person, or the alternate.
    by: &'static str,
    /// The minute of the approval.
    minute: u32,
    /// The reason of an override beside the approval.
    reason: Option<String>,
    /// Whether an approval that nobody needs is there too.
    unneeded: bool,
    author: &'static str,
    /// The commander of the record, and whether a handover makes `omar` the commander first.
    handed_over: bool,
    /// The word of a draft with an approval of its own, and the role in it.
    draft: Option<String>,
}

fn approving() -> impl Strategy<Value = Approving> {
    let word = || proptest::option::of("[a-z]{3,9}( [a-z]{3,9}){0,8}");
    (
        proptest::sample::select(vec!["omar", "ana"]),
        0..50_u32,
        word(),
        any::<bool>(),
        proptest::sample::select(vec!["lena", "kai"]),
        any::<bool>(),
        word(),
    )
        .prop_map(|(by, minute, reason, unneeded, author, handed_over, draft)| Approving {
            by,
            minute,
            reason,
            unneeded,
            author,
            handed_over,
            draft,
        })
}

/// The files of a P1 whose only update is approved in this way.
fn approved_site(approving: &Approving) -> Vec<(String, String)> {
    let update = format!(
        "title = \"Everything is slow\"\nslug = \"slow\"\nstatus = \"resolved\"\nauthor = \"{}\"\n",
        approving.author
    );
    let body = "It was slow for an hour, and all requests are fast again.\n";
    let path = format!("{FOLDER}/{TOLD}");
    let unsigned = Snapshot::of_texts([(path.as_str(), format!("+++\n{update}+++\n{body}"))]);
    let file = unsigned.at(&path).expect("the update");
    let digest = text_to_approve(file, &[]).expect("valid front matter").digest(&[AudienceTag::Public]);
    let mut blocks = String::new();
    let mut block = |by: &str, role: &str, minute: u32, more: &str| {
        let _ = write!(
            blocks,
            "[[approval]]\nby = \"{by}\"\nrole = \"{role}\"\nat = 2026-12-02T09:{minute:02}:00Z\ndigest = \"{digest}\"\n{more}"
        );
    };
    if let Some(reason) = &approving.reason {
        block("ana", "override", 0, &format!("reason = \"{reason}\"\n"));
    }
    block(approving.by, "commander", approving.minute, "");
    if approving.unneeded {
        block("omar", "scribe", 5, "");
    }
    let commander = if approving.handed_over { "kai" } else { "omar" };
    let mut files = vec![
        (
            format!("{FOLDER}/incident.md"),
            format!("+++\ntitle = \"Slow\"\nseverity = \"P1\"\n[roles]\ncommander = \"{commander}\"\n+++\n"),
        ),
        (path, format!("+++\n{update}{blocks}+++\n{body}")),
    ];
    if approving.handed_over {
        let entry = "+++\nroles = { commander = \"omar\" }\n+++\nAction: handed over\n";
        files.push((format!("{FOLDER}/timeline/2026-12-02T0800Z-kai.md"), entry.to_owned()));
    }
    if let Some(word) = &approving.draft {
        let draft = format!(
            "+++\ndraft = true\nstatus = \"monitoring\"\nauthor = \"kai\"\n[[approval]]\nby = \"omar\"\nrole = \"override\"\n\
             at = 2026-12-02T09:01:00Z\ndigest = \"{:064}\"\nreason = \"{word}\"\n+++\n{word}\n",
            0
        );
        files.push((format!("{FOLDER}/comms/2026-12-02T0930Z.md"), draft));
    }
    let people = "[person.omar]\nname = \"Omar Haddad\"\nalternate = \"ana\"\n[person.ana]\nname = \"Ana Lu\"\n\
                  [person.lena]\nname = \"Lena Kask\"\n[person.kai]\nname = \"Kai Orav\"\n";
    files.push(("content/people.toml".to_owned(), people.to_owned()));
    files.push(("content/site.toml".to_owned(), SITE.to_owned()));
    files
}

/// The public files of a site whose only update is approved in this way.
fn published(approving: &Approving) -> BTreeMap<String, Vec<u8>> {
    let settings = Settings {
        clock: Clock::Now("2026-12-05T10:00:00Z".parse().expect("a time")),
        strict_internal: false,
        strict: false,
        judged_elsewhere: false,
    };
    match build(&Snapshot::of_texts(approved_site(approving)), Findings::default(), settings) {
        Ok(built) => built.outputs.iter().map(|output| (output.path.clone(), output.bytes.clone())).collect(),
        Err(failed) => panic!("{approving:?} is refused: {:?}", failed.findings),
    }
}

proptest! {
    #![proptest_config(property(64))]

    #[test]
    fn who_approved_a_text_and_how_changes_no_public_byte(one in approving(), other in approving()) {
        let (one, other) = (published(&one), published(&other));
        prop_assert!(one.contains_key("incidents/slow/index.html"));
        prop_assert!(one == other);
    }
}
