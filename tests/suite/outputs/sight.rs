//! The reasons of `allclear who-sees` for each kind of file, at the times at which they change.

use allclear::content::{self, AudienceTag};
use allclear::pipeline::who_sees;
use allclear::release::{Concern, Seen, Unseen};
use allclear::source::Snapshot;
use chrono::{DateTime, Utc};

const SITE: &str =
    "title = \"Harbor\"\nurl = \"https://status.harbor.example\"\n[approval]\nsince = 2026-03-14T20:00:00Z\n";
const CUSTOMERS: [(&str, &str); 2] = [
    (
        "content/customers/acme.md",
        "+++\nname = \"Acme\"\ntier = \"gold\"\naccess = \"gated\"\ncomponents = [\"crane\"]\n+++\n",
    ),
    (
        "content/customers/globex.md",
        "+++\nname = \"Globex\"\naccess = \"gated\"\ncomponents = [\"pier\", \"dock\"]\n+++\n",
    ),
];
const CRANE: &str = "+++\ntitle = \"Crane stuck\"\nslug = \"crane-stuck\"\nstatus = \"resolved\"\n\
                     components = { crane = \"operational\" }\n+++\nIt was stuck.\n";

fn time(hour: &str) -> DateTime<Utc> {
    format!("2026-03-14T{hour}Z").parse().expect("a time")
}

/// What the public, `acme` and `globex` see of the last of these files, at a time of the day.
fn sights(files: &[(&str, &str)], hour: &str) -> [Result<Seen, Unseen>; 3] {
    let all = [
        ("content/site.toml", SITE),
        ("content/components/crane.md", "+++\nname = \"Crane\"\n+++\n"),
        ("content/components/pier.md", "+++\nname = \"Pier\"\n+++\n"),
    ];
    let snapshot = Snapshot::of_texts(all.iter().chain(&CUSTOMERS).chain(files).copied());
    let (content, _) = content::load(&snapshot);
    let (path, _) = files.last().expect("a file");
    let path = path.strip_prefix("content/").expect("a path in the content");
    let answer = who_sees(&content, path, time(hour)).expect("the file is known");
    let [acme, globex] = <[_; 2]>::try_from(answer.customers).expect("two customers");
    [answer.public.expect("an answer"), acme.1, globex.1]
}

fn seen(by: Option<AudienceTag>) -> Seen {
    Seen { by, concern: None, withdrawn: false }
}

#[test]
fn a_component_is_seen_from_when_it_exists_by_those_who_use_it() {
    let dock = ("content/components/dock.md", "+++\nname = \"Dock\"\nsince = 2026-03-14T13:00:00Z\n+++\n");
    let not_yet = || Err(Unseen::NotYet(time("13:00:00")));
    assert_eq!(sights(&[dock], "12:59:59"), [not_yet(), Err(Unseen::NotUsed), not_yet()]);
    assert_eq!(sights(&[dock], "13:00:00"), [Ok(seen(None)), Err(Unseen::NotUsed), Ok(seen(None))]);
}

#[test]
fn a_notice_is_seen_while_it_is_valid_by_those_whom_it_is_for() {
    let other = (
        "content/notices/always.md",
        "+++\ntitle = \"Always\"\nfrom = 2026-03-01T00:00:00Z\n+++\nThe harbour is open.\n",
    );
    let notice = (
        "content/notices/tide.md",
        "+++\ntitle = \"Low tide\"\nfrom = 2026-03-14T10:00:00Z\nto = 2026-03-14T11:00:00Z\naudience = [\"tier:gold\"]\n+++\nNo ferries.\n",
    );
    let gold = || AudienceTag::Tier("gold".to_owned());
    let others = || Err(Unseen::OtherReaders(vec![gold()]));
    let at = |hour: &str| sights(&[other, notice], hour);
    assert_eq!(at("09:59:59"), [others(), Err(Unseen::NotYet(time("10:00:00"))), others()]);
    assert_eq!(at("10:00:00"), [others(), Ok(seen(Some(gold()))), others()]);
    assert_eq!(at("11:00:00"), [others(), Err(Unseen::Over(time("11:00:00"))), others()]);
}

#[test]
fn a_maintenance_is_seen_by_those_whom_it_concerns() {
    let maintenance = (
        "content/maintenance/a/comms/2026-03-14T0900Z.md",
        "+++\ntitle = \"New rails\"\nslug = \"rails\"\nstatus = \"scheduled\"\ncomponents = { crane = \"under_maintenance\" }\n\
         window = { from = 2026-03-15T10:00:00Z, to = 2026-03-15T11:00:00Z }\n+++\nWe replace them.\n",
    );
    let [public, acme, globex] = sights(&[maintenance], "12:00:00");
    let crane = vec!["crane".to_owned()];
    assert_eq!(public.expect("it is public").concern, Some(Concern::Components(crane.clone())));
    assert_eq!(acme.expect("they use it").concern, Some(Concern::Components(crane.clone())));
    assert_eq!(globex, Err(Unseen::OtherComponents(crane)));
}

#[test]
fn an_incident_that_continues_another_one_is_seen_by_those_whom_the_other_one_concerns() {
    let files = [
        (
            "content/incidents/a/comms/2026-03-14T0900Z.md",
            "+++\ntitle = \"Crane stuck\"\nslug = \"crane-stuck\"\nstatus = \"investigating\"\ncomponents = { crane = \"partial_outage\" }\n+++\nIt is stuck.\n",
        ),
        ("content/incidents/a/comms/2026-03-14T0930Z.md", "+++\nmerged_into = \"flood\"\n+++\nSee there.\n"),
        (
            "content/incidents/b/comms/2026-03-14T0920Z.md",
            "+++\ntitle = \"Flood\"\nslug = \"flood\"\nstatus = \"identified\"\ncomponents = { pier = \"major_outage\" }\n+++\nWater.\n",
        ),
    ];
    let [_, acme, globex] = sights(&files, "12:00:00");
    assert_eq!(acme.expect("it is theirs now").concern, Some(Concern::Merged));
    let pier = vec!["pier".to_owned()];
    assert_eq!(globex.expect("it is theirs").concern, Some(Concern::Components(pier.clone())));
    assert_eq!(sights(&files[2..], "12:00:00")[1], Err(Unseen::OtherComponents(pier)));
}

#[test]
fn a_post_mortem_is_seen_from_when_it_is_published_by_those_who_see_its_incident() {
    let incident = ("content/incidents/b/comms/2026-03-14T0900Z.md", CRANE);
    let sights = |keys: &str, hour: &str| {
        let text = format!("+++\ntitle = \"Why\"\n{keys}\n+++\nThe rails were bent.\n");
        sights(&[incident, ("content/incidents/b/comms/postmortem.md", text.as_str())], hour)
    };
    let all = |sight: fn() -> Result<Seen, Unseen>| [sight(), sight(), sight()];
    assert_eq!(sights("", "12:00:00"), all(|| Err(Unseen::Draft)));
    let not_yet = || Err(Unseen::NotYet(time("13:00:00")));
    for id in ["", "\nid = \"why-the-crane\""] {
        let keys = format!("published = 2026-03-14T13:00:00Z{id}");
        assert_eq!(sights(&keys, "12:59:59"), [not_yet(), not_yet(), not_yet()]);
        let unseen = Err(Unseen::IncidentUnseen);
        assert_eq!(
            sights(&keys, "13:00:00"),
            [Ok(seen(Some(AudienceTag::Public))), Ok(seen(Some(AudienceTag::Public))), unseen]
        );
    }
    // One that needs approvals is released then too: `check` has seen that it has them.
    let later = "published = 2026-03-14T21:00:00Z";
    assert_eq!(sights(later, "12:00:00"), all(|| Err(Unseen::NotYet(time("21:00:00")))));
}

#[test]
fn a_post_mortem_is_not_taken_for_that_of_an_incident_that_it_lists() {
    let files = |id: &str| {
        [
            ("content/incidents/a/comms/2026-03-14T0800Z.md", CRANE.to_owned()),
            (
                "content/incidents/a/comms/postmortem.md",
                "+++\ntitle = \"Why\"\npublished = 2026-03-14T10:00:00Z\n+++\nThe rails were bent.\n"
                    .to_owned(),
            ),
            (
                "content/incidents/b/comms/2026-03-14T0900Z.md",
                CRANE.replace("crane-stuck", "crane-stuck-again"),
            ),
            (
                "content/incidents/b/comms/postmortem.md",
                format!(
                    "+++\ntitle = \"Why\"\npublished = 2026-03-14T13:00:00Z\nincidents = [\"crane-stuck\"]\n{id}+++\nThey were bent again.\n"
                ),
            ),
        ]
    };
    for id in ["", "id = \"why-again\"\n"] {
        let files = files(id);
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        assert_eq!(sights(&files, "12:00:00")[0], Err(Unseen::NotYet(time("13:00:00"))), "{id}");
        assert_eq!(sights(&files, "13:00:00")[0], Ok(seen(Some(AudienceTag::Public))), "{id}");
    }
}
