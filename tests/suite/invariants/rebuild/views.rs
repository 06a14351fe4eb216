//! Views that a repeated build publishes or keeps have the files that a fresh build gives them. This holds what
//! `ViewsMemory` skips: a view is kept only if nothing that its audience sees has changed.

use std::collections::BTreeMap;
use std::convert::Infallible;

use allclear::content::internal::Access;
use allclear::diagnostics::{Disclosure, terminal};
use allclear::output::ViewsFolder;
use allclear::pipeline::{Built, Clock, PlannedView, Rebuilder, ReceivedView, plan_views};
use allclear::seal::{Keys, KeysFile, Secret};
use allclear::source::{self, ScanOptions, Scope, Snapshot, scan};
use proptest::prelude::*;

use super::{clock, now, settings};
use crate::support::{Project, property};

/// The files of each view, by the folder and the name of the view.
type Views = BTreeMap<(bool, String), BTreeMap<String, Vec<u8>>>;

/// A file, and the texts that it may have. Without a text, it does not exist.
type Texts = (&'static str, &'static [Option<&'static str>]);

/// The first text of every file makes a site that can be published.
const FILES: &[Texts] = &[
    (
        "content/site.toml",
        &[
            Some(
                "title = \"Harbor\"\nurl = \"https://status.harbor.example\"\n[sealed]\nmonths = 1\n[tier.gold.P1]\nresponse = \"15m\"\nresolution = \"4h\"\n[tier.basic.P1]\nresponse = \"1h\"\n",
            ),
            Some(
                "title = \"Port\"\nurl = \"https://status.harbor.example\"\n[sealed]\nmonths = 1\n[tier.gold]\nuptime = 99.9\n[tier.basic.P1]\nresponse = \"1h\"\n",
            ),
        ],
    ),
    (
        "content/components/api.md",
        &[Some("+++\nname = \"API\"\n+++\n"), Some("+++\nname = \"The API\"\n+++\n")],
    ),
    (
        "content/components/mail.md",
        &[
            Some("+++\nname = \"Mail\"\naudience = [\"tier:gold\"]\n+++\n"),
            Some("+++\nname = \"Mail\"\naudience = [\"customer:bolt\"]\n+++\n"),
            Some("+++\nname = \"Mail\"\n+++\n"),
        ],
    ),
    (
        "content/customers/acme.md",
        &[
            Some("+++\nname = \"Acme Corp\"\ntier = \"gold\"\naccess = \"gated\"\n+++\n"),
            Some("+++\nname = \"Acme Corp\"\ntier = \"basic\"\naccess = \"gated\"\n+++\n"),
            Some(
                "+++\nname = \"Acme Corp\"\ntier = \"gold\"\naccess = \"unlisted\"\ni_accept_url_leaks = true\n+++\n",
            ),
            Some("+++\nname = \"Acme Corp\"\ntier = \"gold\"\naccess = \"gated\"\nshow_sla = false\n+++\n"),
            None,
        ],
    ),
    (
        "content/customers/bolt.md",
        &[
            Some(
                "+++\nname = \"Bolt Works\"\ntier = \"basic\"\ncomponents = [\"api\"]\naccess = \"gated\"\n+++\n",
            ),
            Some(
                "+++\nname = \"Bolt Works\"\ntier = \"basic\"\ncomponents = [\"api\"]\naccess = \"sealed\"\n+++\n",
            ),
            Some("+++\nname = \"Requests\"\ntier = \"basic\"\naccess = \"gated\"\n+++\n"),
        ],
    ),
    (
        "content/customers/dune.md",
        &[
            Some("+++\nname = \"Dune Post\"\ntier = \"gold\"\naccess = \"gated\"\n+++\n"),
            Some("+++\nname = \"Dune Post\"\ntier = \"basic\"\naccess = \"gated\"\n+++\n"),
            None,
        ],
    ),
    (
        "content/customers/cove.md",
        &[
            Some("+++\nname = \"Cove Lines\"\ntier = \"gold\"\naccess = \"sealed\"\n+++\n"),
            Some(
                "+++\nname = \"Cove Lines\"\ntier = \"gold\"\naccess = \"sealed\"\nsla_since = 2026-03-01\n+++\n",
            ),
            None,
        ],
    ),
    (
        "content/incidents/2026-03-14-a/incident.md",
        &[
            Some("+++\ntitle = \"Pooler\"\nseverity = \"P1\"\n+++\n"),
            Some("+++\ntitle = \"Pooler\"\nseverity = \"P2\"\n+++\nThe pooler is stuck.\n"),
            None,
        ],
    ),
    (
        "content/incidents/2026-03-14-a/timeline/2026-03-14T0855Z-monitor.md",
        &[
            Some("+++\nmilestone = \"detected\"\n+++\nAn alert.\n"),
            Some("+++\nmilestone = \"acknowledged\"\n+++\nSeen.\n"),
            Some("Action: nothing that a clock shows\n"),
            None,
        ],
    ),
    (
        "content/incidents/2026-03-14-a/comms/2026-03-14T0900Z.md",
        &[
            Some(
                "+++\ntitle = \"Errors\"\nslug = \"errors\"\nstatus = \"investigating\"\ncomponents = { api = \"partial_outage\" }\nnext_update = \"30m\"\n+++\nSome requests fail.\n",
            ),
            Some(
                "+++\ntitle = \"Errors\"\nslug = \"errors\"\nstatus = \"investigating\"\naudience = [\"tier:gold\"]\ncomponents = { api = \"partial_outage\" }\n+++\nSome requests fail.\n",
            ),
            Some(
                "+++\ntitle = \"Errors\"\nslug = \"errors\"\nstatus = \"investigating\"\ndraft = true\n+++\nSome requests fail.\n",
            ),
        ],
    ),
    (
        "content/incidents/2026-03-14-a/comms/2026-03-14T0930Z.md",
        &[
            Some("+++\naudience = [\"customer:acme\"]\n+++\nYour cable is broken.\n"),
            Some("+++\naudience = [\"customer:cove\"]\n+++\nYour cable is broken.\n"),
            Some("+++\nstatus = \"resolved\"\naudience = [\"tier:gold\"]\n+++\nIt is over.\n"),
            Some("+++\nstatus = \"monitoring\"\n+++\nIt is better.\n"),
            None,
        ],
    ),
    (
        "content/incidents/2026-03-14-b/comms/2026-03-14T1000Z.md",
        &[
            None,
            Some(
                "+++\ntitle = \"Late mail\"\nslug = \"late-mail\"\nstatus = \"identified\"\naudience = [\"customer:bolt\"]\ncomponents = { api = \"degraded_performance\" }\n+++\nMail is late.\n",
            ),
            Some(
                "+++\ntitle = \"Late mail\"\nslug = \"late-mail\"\nstatus = \"identified\"\nfollows = \"errors\"\ncomponents = { api = \"degraded_performance\" }\n+++\nMail is late.\n",
            ),
        ],
    ),
    (
        "content/maintenance/2026-03-14-m/comms/2026-03-14T0700Z.md",
        &[
            Some(
                "+++\ntitle = \"Upgrade\"\nslug = \"upgrade\"\nstatus = \"scheduled\"\naudience = [\"tier:basic\"]\ncomponents = { api = \"under_maintenance\" }\nwindow = { from = 2026-03-14T12:30:00Z, to = 2026-03-14T13:30:00Z }\n+++\nAn upgrade.\n",
            ),
            Some(
                "+++\ntitle = \"Upgrade\"\nslug = \"upgrade\"\nstatus = \"scheduled\"\ncomponents = { api = \"under_maintenance\" }\nwindow = { from = 2026-03-14T12:30:00Z, to = 2026-03-14T13:30:00Z }\n+++\nAn upgrade.\n",
            ),
            None,
        ],
    ),
    (
        "content/notices/moving.md",
        &[
            None,
            Some(
                "+++\ntitle = \"Moving\"\naudience = [\"customer:cove\"]\nfrom = 2026-03-14T08:00:00Z\nto = 2026-03-14T12:30:00Z\n+++\nSoon.\n",
            ),
        ],
    ),
    (
        "content/people.toml",
        &[
            None,
            Some("[person.ana]\nname = \"Some Requests\"\n"),
            Some("[person.ana]\nname = \"Ana Anders\"\n"),
        ],
    ),
];

fn keys() -> KeysFile {
    let secret = |byte| Secret::from_random([byte; Secret::BYTES]);
    let mut keys = KeysFile::new(secret(1));
    for (byte, customer) in [(2, "acme"), (3, "bolt"), (4, "cove"), (5, "dune")] {
        assert!(keys.add(customer, secret(byte)), "a new customer");
    }
    keys
}

/// Applies what is received to the views before.
fn receive(before: &Views, after: &mut Views, view: &ReceivedView<'_>) {
    let key = |folder: ViewsFolder, id: &str| (folder == ViewsFolder::Private, id.to_owned());
    match *view {
        ReceivedView::Files(folder, id, files) => {
            let files = files.iter().map(|file| (file.path.clone(), file.bytes.clone())).collect();
            after.insert(key(folder, id), files);
        }
        ReceivedView::Unchanged(folder, id) => {
            let key = key(folder, id);
            let files = before.get(&key).expect("a view that stays as it is exists").clone();
            after.insert(key, files);
        }
        ReceivedView::OthersUnchanged(folder) => {
            for (key, files) in before.iter().filter(|(key, _)| key.0 == (folder == ViewsFolder::Private)) {
                after.entry(key.clone()).or_insert_with(|| files.clone());
            }
        }
    }
}

/// What publishing the views gives.
#[derive(Debug, PartialEq)]
struct Said {
    views: Views,
    refused: Vec<String>,
    findings: String,
    next_change: Option<chrono::DateTime<chrono::Utc>>,
    kept: usize,
}

/// Publishes the views, and remembers them if they could be written.
fn publish(
    rebuilder: &mut Rebuilder,
    built: &Built,
    snapshot: &Snapshot,
    keys: &Keys,
    before: &Views,
) -> Said {
    let plan = plan_views(&built.content, keys).expect("every customer has a key");
    let (mut views, mut kept) = (Views::new(), 0);
    let outcome = rebuilder
        .publish_views(built, snapshot, keys, &plan, |view| {
            kept += usize::from(matches!(view, ReceivedView::Unchanged(..)));
            receive(before, &mut views, &view);
            Ok::<(), Infallible>(())
        })
        .expect("nothing fails");
    let refused: Vec<String> = outcome.refused.iter().map(|view| view.customer.clone()).collect();
    if refused.is_empty() {
        rebuilder.remember(outcome.memory);
    }
    Said {
        views,
        refused,
        findings: terminal(&outcome.findings, snapshot, Disclosure::Full, false),
        next_change: outcome.next_change,
        kept,
    }
}

/// Publishes one view with nothing that is known of others.
fn alone(
    built: &Built,
    snapshot: &Snapshot,
    keys: &Keys,
    view: &PlannedView,
) -> ((bool, String), BTreeMap<String, Vec<u8>>) {
    let mut views = Views::new();
    let plan = std::slice::from_ref(view);
    let outcome = Rebuilder::new().publish_views(built, snapshot, keys, plan, |view| {
        receive(&Views::new(), &mut views, &view);
        Ok::<(), Infallible>(())
    });
    assert!(outcome.expect("nothing fails").refused.is_empty());
    views.into_iter().next().expect("a view")
}

fn write(project: &Project, file: usize, text: usize) {
    let (path, texts) = FILES[file];
    match texts[text % texts.len()] {
        Some(text) => project.write(path, text.as_bytes()),
        None => drop(std::fs::remove_file(project.path(path))),
    }
}

/// Repeated builds of one project, compared with fresh ones.
struct Repeated {
    project: Project,
    keys: KeysFile,
    scanner: source::Scanner,
    rebuilder: Rebuilder,
    views: Views,
    /// The number of views that were kept and not rendered.
    kept: usize,
    /// The number of builds whose views were published.
    published: usize,
}

impl Repeated {
    fn new() -> Self {
        let project = Project::empty();
        for file in 0..FILES.len() {
            write(&project, file, 0);
        }
        let options = ScanOptions { public_only: false };
        let scanner = source::Scanner::new(source::Project::new(project.root()), options);
        let rebuilder = Rebuilder::new();
        Self { project, keys: keys(), scanner, rebuilder, views: Views::new(), kept: 0, published: 0 }
    }

    fn compare(&mut self, clock: Clock) -> Result<(), TestCaseError> {
        let settings = settings(clock);
        let again = self.scanner.scan(&Scope::Everything);
        let Ok(built) = self.rebuilder.build(&again, settings) else { return Ok(()) };
        let keys = self.keys.keys();
        let repeated = publish(&mut self.rebuilder, &built, &again.snapshot, keys, &self.views);

        let (snapshot, findings) =
            scan(&source::Project::new(self.project.root()), ScanOptions { public_only: false });
        let fresh_scan = source::Scan { snapshot: snapshot.into(), findings, changed: Vec::new() };
        let mut fresh = Rebuilder::new();
        let built = fresh.build(&fresh_scan, settings).expect("the repeated build did not fail");
        let fresh = publish(&mut fresh, &built, &fresh_scan.snapshot, keys, &Views::new());
        for view in plan_views(&built.content, keys).expect("every customer has a key") {
            if view.access != Access::Sealed && fresh.refused.is_empty() {
                let (_, files) = alone(&built, &fresh_scan.snapshot, keys, &view);
                let together = &fresh.views[&(view.folder() == ViewsFolder::Private, view.id.to_string())];
                prop_assert!(files == *together, "the view of {} differs without others", view.customer);
            }
        }

        prop_assert_eq!(&repeated.refused, &fresh.refused);
        prop_assert_eq!(&repeated.findings, &fresh.findings);
        if repeated.refused.is_empty() {
            prop_assert_eq!(repeated.next_change, fresh.next_change);
            let names = |views: &Views| views.keys().cloned().collect::<Vec<_>>();
            prop_assert_eq!(names(&repeated.views), names(&fresh.views));
            for (view, files) in &repeated.views {
                prop_assert!(files == &fresh.views[view], "the view {view:?} differs");
            }
            self.views = repeated.views;
            self.kept += repeated.kept;
            self.published += 1;
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(property(6))]

    #[test]
    fn kept_views_are_those_of_a_fresh_build(
        rounds in prop::collection::vec((prop::collection::vec((0..FILES.len(), 0..5_usize), 0..3), clock()), 2..6),
    ) {
        let mut repeated = Repeated::new();
        repeated.compare(Clock::Now(now()))?;
        for (steps, clock) in rounds {
            for (file, text) in &steps {
                write(&repeated.project, *file, *text);
            }
            repeated.compare(clock).map_err(|error| TestCaseError::fail(format!("after {steps:?}, {clock:?}: {error}")))?;
        }
    }
}

/// A memory that never keeps a view would pass the property.
#[test]
fn an_update_for_one_customer_keeps_the_views_of_others() {
    let mut repeated = Repeated::new();
    repeated.compare(Clock::Now(now())).expect("the same");
    assert_eq!((repeated.published, repeated.kept), (1, 0));
    let update = "content/incidents/2026-03-14-a/comms/2026-03-14T0940Z.md";
    repeated.project.write(update, b"+++\naudience = [\"customer:acme\"]\n+++\nA word for you.\n");
    repeated.compare(Clock::Now(now())).expect("the same");
    assert_eq!((repeated.published, repeated.kept), (2, 2), "the other gated views");
    let clock = "content/incidents/2026-03-14-a/timeline/2026-03-14T0910Z-ana.md";
    repeated.project.write(clock, b"+++\nmilestone = \"acknowledged\"\n+++\nWe saw it.\n");
    repeated.compare(Clock::Now(now())).expect("the same");
    assert_eq!((repeated.published, repeated.kept), (3, 2), "every view shows the acknowledgement");
    repeated.project.write(clock, b"+++\nmilestone = \"acknowledged\"\n+++\nIn other words.\n");
    repeated.compare(Clock::Now(now())).expect("the same");
    assert_eq!((repeated.published, repeated.kept), (4, 5), "words of a timeline change nothing");
}
