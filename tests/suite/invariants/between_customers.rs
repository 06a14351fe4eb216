//! Noninterference between customers: nothing about one customer changes one byte of another one's view, and of the public
//! site nothing but the sealed files and its own unlisted ones. And what is for some customers exists for nobody else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::support::{Project, property, tree};

/// A reader of sealed views that shares no code with the writer.
#[path = "../../../src/seal/tests/open.rs"]
mod open;

const A: &str =
    "+++\nname = \"Acme Corp\"\ntier = \"gold\"\ncomponents = [\"api\"]\naccess = \"gated\"\n+++\n";
const FIRST: &str = "title = \"Slow answers\"\nslug = \"slow-answers\"\nstatus = \"investigating\"\nauthor = \"ana\"\n[components]\napi = \"degraded_performance\"";

/// Everything about the other customer.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on one another")]
struct Other {
    /// Before or after that of the first customer, because views are published in the order of ids.
    id: &'static str,
    name: &'static str,
    tier: &'static str,
    components: &'static str,
    access: &'static str,
    /// Whether it has an update of the common incident, an incident, a notice and a component of its own.
    update: bool,
    incident: bool,
    notice: bool,
    component: bool,
    notes: String,
}

fn other() -> impl Strategy<Value = Option<Other>> {
    let switch = any::<bool>;
    let record = (
        prop_oneof![Just("aleph"), Just("beta")],
        prop_oneof![Just("Borealis Foods"), Just("Zanzibar Lines")],
        prop_oneof![Just("gold"), Just("basic")],
        prop_oneof![Just("[]"), Just("[\"api\"]"), Just("[\"mail\"]")],
        prop_oneof![Just("gated"), Just("unlisted"), Just("sealed")],
        (switch(), switch(), switch(), switch()),
        "[a-z]{3,9}( [a-z]{3,9}){0,9}",
    );
    let record = record.prop_map(
        |(id, name, tier, components, access, (update, incident, notice, component), notes)| Other {
            id,
            name,
            tier,
            components,
            access,
            update,
            incident,
            notice,
            component,
            notes,
        },
    );
    proptest::option::weighted(0.9, record)
}

/// A site with one customer, and another one or not.
fn project(other: Option<&Other>) -> Project {
    let project = Project::new()
        .file(
            "content/site.toml",
            "title = \"Test status\"\nurl = \"https://status.test.example\"\nauthority = \"status.test.example\"\n\
             [tier.gold.P1]\nresponse = \"15m\"\n[tier.basic.P1]\nresponse = \"30m\"\n",
        )
        .file("content/components/mail.md", "+++\nname = \"Mail\"\nslug = \"mail\"\n+++\n")
        .update("2026-03-14T1100Z", FIRST, "We are looking into it.")
        .file("content/people.toml", "[person.ana]\nname = \"Ana Anders\"\n")
        .file("content/customers/acme.md", A);
    let Some(other) = other else { return project };
    let Other { id, name, tier, components, access, notes, .. } = other;
    let mut project = project.file(
        &format!("content/customers/{id}.md"),
        &format!(
            "+++\nname = \"{name}\"\ntier = \"{tier}\"\ncomponents = {components}\naccess = \"{access}\"\n\
             i_accept_url_leaks = true\n+++\n{notes}\n"
        ),
    );
    let audience = format!("audience = [\"customer:{id}\"]");
    if other.update {
        project = project.update(
            "2026-03-14T1120Z",
            &format!("author = \"ana\"\n{audience}\n[components]\napi = \"major_outage\""),
            "For you alone, all requests fail at present.",
        );
    }
    if other.incident {
        project = project.file(
            "content/incidents/2026-03-13-beta/comms/2026-03-13T1000Z.md",
            &format!(
                "+++\ntitle = \"Lost parcels\"\nslug = \"lost-parcels\"\nstatus = \"investigating\"\nauthor = \"ana\"\n\
                 {audience}\n[components]\nmail = \"major_outage\"\n+++\nSome parcels cannot be found today.\n"
            ),
        );
    }
    if other.notice {
        project = project.file(
            "content/notices/beta.md",
            &format!("+++\ntitle = \"Your leasehold\"\nfrom = 2026-03-01T00:00:00Z\n{audience}\n+++\nIt ends soon, so please call us.\n"),
        );
    }
    if other.component {
        project = project.file(
            "content/components/depot.md",
            &format!("+++\nname = \"Depot\"\nslug = \"depot\"\n{audience}\n+++\n"),
        );
    }
    project
}

type Tree = BTreeMap<String, Vec<u8>>;

/// The public tree without views, and the view of the first customer.
fn built(project: &Project) -> (Tree, Tree) {
    project.run(&["build"]).ok();
    let mut public = tree(&project.path("public"));
    public.retain(|path, _| !path.starts_with("v/"));
    // The view of A is the one that names it.
    let views = fs::read_dir(project.path("private")).expect("a private folder");
    let views: Vec<Tree> = views.map(|entry| tree(&entry.expect("a view").path())).collect();
    let names_a = |view: &&Tree| String::from_utf8_lossy(&view["index.html"]).contains("Acme Corp");
    (public, views.iter().find(names_a).expect("the view of A").clone())
}

#[test]
fn nothing_about_a_customer_changes_the_view_of_another_or_the_public_site() {
    let alone = built(&project(None));
    let mut runner = TestRunner::new(property(12));
    let result = runner.run(&other(), |other| {
        let project = project(other.as_ref());
        let (public, view) = built(&project);
        prop_assert_eq!(&public.keys().collect::<Vec<_>>(), &alone.0.keys().collect::<Vec<_>>());
        prop_assert_eq!(&view.keys().collect::<Vec<_>>(), &alone.1.keys().collect::<Vec<_>>());
        for (built, alone) in [(&public, &alone.0), (&view, &alone.1)] {
            for (path, bytes) in built {
                prop_assert!(*bytes == alone[path], "{} differs with {:?}", path, other);
            }
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

/// What the first customer reads with the link, by file: the table of contents and the pages.
fn unsealed(project: &Project) -> BTreeMap<String, (String, Tree)> {
    project.run(&["build"]).ok();
    let link = project.run(&["links", "--customer", "acme"]).ok().stdout;
    let (start, code) = link.trim().rsplit_once("/#").expect("a link");
    let id = start.rsplit('/').next().expect("the address of a view");
    let sealed = tree(&project.path("public/v").join(id))
        .into_iter()
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "bin"));
    let opened = sealed.map(|(name, bytes)| {
        let (contents, files) = open::open(code, id, &name, &bytes).expect("the link opens the view");
        (name, (contents.to_string(), files))
    });
    opened.collect()
}

#[test]
fn nothing_about_a_customer_changes_what_another_reads_in_a_sealed_view() {
    let sealed = |other: Option<&Other>| {
        project(other).file("content/customers/acme.md", &A.replace("gated", "sealed"))
    };
    let alone = unsealed(&sealed(None));
    assert!(alone.len() > 12, "a file for each month: {:?}", alone.keys());
    let home = &alone["bundle.bin"].1["index.html"];
    assert!(String::from_utf8_lossy(home).contains("Slow answers"));
    let mut runner = TestRunner::new(property(6));
    let result = runner.run(&other(), |other| {
        let view = unsealed(&sealed(other.as_ref()));
        prop_assert_eq!(view.keys().collect::<Vec<_>>(), alone.keys().collect::<Vec<_>>());
        for (name, (contents, files)) in &view {
            prop_assert_eq!(contents, &alone[name].0);
            for (path, bytes) in files {
                prop_assert!(*bytes == alone[name].1[path], "{} in {} differs with {:?}", path, name, other);
            }
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn an_incident_for_some_customers_exists_for_nobody_else() {
    let other = Other {
        id: "beta",
        name: "Borealis Foods",
        tier: "basic",
        components: "[]",
        access: "gated",
        update: true,
        incident: true,
        notice: true,
        component: true,
        notes: String::new(),
    };
    let project = project(Some(&other));
    let (public, view) = built(&project);
    for (path, bytes) in public.iter().chain(&view) {
        let text = format!("{path} {}", String::from_utf8_lossy(bytes)).to_lowercase();
        for word in ["parcels", "for you alone", "leasehold", "depot", "borealis", "beta"] {
            assert!(!text.contains(word), "{path} contains `{word}`");
        }
    }
    let views = fs::read_dir(project.path("private")).expect("a private folder");
    let mut own = views.map(|entry| tree(&entry.expect("a view").path()));
    let own =
        own.find(|view| String::from_utf8_lossy(&view["index.html"]).contains("Borealis")).expect("its view");
    let home = String::from_utf8_lossy(&own["index.html"]).into_owned();
    assert!(
        home.contains("Lost parcels") && home.contains("Your leasehold") && home.contains("Depot"),
        "{home}"
    );
    let summary = String::from_utf8_lossy(&own["api/v2/summary.json"]).into_owned();
    assert!(summary.contains("lost-parcels") || summary.contains("Lost parcels"), "{summary}");
}
