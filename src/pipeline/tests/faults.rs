//! Seeded faults: deliberate mistakes in releasing and rendering, each of which must be noticed.
//!
//! A site is built twice for the same reader, with and without everything about another customer, Boltworks. A fault is
//! noticed if the gate refuses its outputs, or if they differ between the two sites, which is what the tests of
//! noninterference compare.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::artifact::{Artifact, ArtifactKind};
use crate::check::Verdict;
use crate::content::internal::Customer;
use crate::content::public::Record;
use crate::content::{self, AudienceTag, Content, PublicContent};
use crate::pipeline::BuildInputs;
use crate::pipeline::internal_cache::InternalCache;
use crate::pipeline::public_texts::Reader;
use crate::pipeline::released_cache::{Released, ReleasedCache};
use crate::release::{Audience, release};
use crate::site::{Renderer, Theme, machine_texts};
use crate::source::Snapshot;
use crate::span::Spanned;

/// The files of everybody.
const COMMON: [(&str, &str); 7] = [
    (
        "content/site.toml",
        "title = \"T\"\nurl = \"https://s.example\"\n[approval]\nsince = 2026-06-01T00:00:00Z\n",
    ),
    ("content/components/api.md", "+++\nname = \"API\"\n+++\n"),
    ("content/components/web.md", "+++\nname = \"Web\"\n+++\n"),
    ("content/customers/acme.md", "+++\nname = \"Acmezor\"\ntier = \"gold\"\naccess = \"gated\"\n+++\n"),
    (
        "content/incidents/a/comms/2026-02-01T0000Z.md",
        "+++\ntitle = \"Slow\"\nslug = \"slow\"\nstatus = \"resolved\"\ncomponents = { api = \"operational\" }\n+++\nAll is well again.\n",
    ),
    (
        "content/incidents/b/comms/2026-02-20T0000Z.md",
        "+++\ntitle = \"Errors\"\nslug = \"errors\"\nstatus = \"investigating\"\ncomponents = { web = \"degraded_performance\" }\n+++\nSome pages show errors.\n",
    ),
    ("content/notices/n.md", "+++\ntitle = \"Office\"\nfrom = 2026-01-01T00:00:00Z\n+++\nWe moved.\n"),
];

/// The files about Boltworks. Every text for it has six words that nothing else has.
const OF_BOLT: [(&str, &str); 12] = [
    (
        "content/customers/bolt.md",
        "+++\nname = \"Boltworks\"\naliases = [\"boltworks.example\"]\ntier = \"iron\"\naccess = \"gated\"\n+++\n",
    ),
    (
        "content/components/forge.md",
        "+++\nname = \"Forge\"\ndescription = \"The forge that melts your own iron\"\naudience = [\"customer:bolt\"]\n+++\nOnly you can use this part of it.\n",
    ),
    (
        "content/incidents/c/comms/2026-02-25T0000Z.md",
        "+++\ntitle = \"Forge cold\"\nslug = \"forge-cold\"\nstatus = \"investigating\"\naudience = [\"customer:bolt\"]\ncomponents = { forge = \"major_outage\", api = \"partial_outage\" }\n+++\nYour forge is cold since seven this morning.\n",
    ),
    (
        "content/incidents/c/comms/2026-02-26T0000Z.md",
        "+++\ncomponents = { forge = \"partial_outage\" }\n+++\nWe heat the forge with more coal now.\n",
    ),
    (
        "content/incidents/d/comms/2026-01-10T0000Z.md",
        "+++\ntitle = \"Slow hammers\"\nslug = \"slow-hammers\"\nstatus = \"resolved\"\naudience = [\"tier:iron\"]\ncomponents = { web = \"operational\" }\n+++\nThe hammers of all iron customers were slow.\n",
    ),
    (
        "content/incidents/d/comms/postmortem.md",
        "+++\ntitle = \"Why hammers were slow\"\npublished = 2026-01-12T00:00:00Z\n+++\nNobody had oiled the hammers for two years.\n",
    ),
    (
        "content/incidents/b/comms/2026-02-21T0000Z.md",
        "+++\naudience = [\"customer:bolt\"]\ncomponents = { web = \"major_outage\" }\n+++\nYour pages are down and nobody else notices.\n",
    ),
    (
        "content/incidents/b/comms/2026-02-22T0000Z.md",
        "+++\ndraft = true\n+++\nA draft says that two nodes ran dry.\n",
    ),
    (
        "content/incidents/c/incident.md",
        "+++\ntitle = \"Cold forge\"\nseverity = \"P1\"\ncustomers = [\"bolt\"]\n+++\nThe master smith of them called us angrily.\n",
    ),
    (
        "content/notices/m.md",
        "+++\ntitle = \"Coal\"\nfrom = 2026-01-01T00:00:00Z\naudience = [\"customer:bolt\"]\n+++\nYour coal is delivered by ship from May.\n",
    ),
    (
        "content/maintenance/e/comms/2026-02-10T0000Z.md",
        "+++\ntitle = \"Anvil work\"\nslug = \"anvil-work\"\nstatus = \"scheduled\"\naudience = [\"customer:bolt\"]\nwindow = { from = 2026-03-10T00:00:00Z, to = 2026-03-10T02:00:00Z }\ncomponents = { api = \"under_maintenance\" }\n+++\nWe replace both of your anvils that night.\n",
    ),
    (
        "content/notices/k.md",
        "+++\ntitle = \"Iron\"\nfrom = 2026-01-01T00:00:00Z\naudience = [\"tier:iron\"]\n+++\nIron prices rise for all of your tier.\n",
    ),
];

fn now() -> DateTime<Utc> {
    "2026-03-01T00:00:00Z".parse().expect("a time")
}

/// A site, and the reader for whom it is built.
struct World {
    snapshot: Snapshot,
    content: Content,
    theme: Theme,
    /// What is right, for each reader.
    outputs: BTreeMap<Option<&'static str>, Vec<Artifact>>,
}

impl World {
    fn new(with_bolt: bool) -> Self {
        let bolt = OF_BOLT.into_iter().filter(|_| with_bolt);
        let snapshot = Snapshot::of_texts(COMMON.into_iter().chain(bolt));
        let (content, found) = content::load(&snapshot);
        assert!(!found.has_errors(), "{found:?}");
        let theme =
            Theme::load(&snapshot, &content.public.site.as_ref().expect("a site").theme).expect("a theme");
        let mut world = Self { snapshot, content, theme, outputs: BTreeMap::new() };
        for reader in [None, Some("acme"), Some("bolt")] {
            let outputs = world.render(&world.content.public, &world.audience(reader));
            world.outputs.insert(reader, outputs);
        }
        world
    }

    fn customer(&self, id: &str) -> Option<&Customer> {
        self.content.internal.customers.iter().find(|customer| customer.id == id)
    }

    /// The audience of a customer, or the public.
    fn audience(&self, id: Option<&str>) -> Audience {
        let customer = id.and_then(|id| self.customer(id));
        customer
            .map_or_else(Audience::public, |customer| Audience::of_customer(customer, &self.content.public))
    }

    fn render(&self, public: &PublicContent, audience: &Audience) -> Vec<Artifact> {
        let site = release(public, audience, now(), &Verdict::default()).expect("a site");
        let outputs = Renderer::default().render(&site, &self.theme).expect("pages");
        outputs.into_iter().map(|output| Artifact::clone(&output)).collect()
    }

    /// What is right.
    fn outputs(&self, reader: Option<&'static str>) -> Vec<Artifact> {
        self.outputs.get(&reader).cloned().expect("a reader of the test")
    }

    /// What a release would give that reads other records.
    fn releasing(&self, reader: Option<&str>, change: impl Fn(&mut PublicContent)) -> Vec<Artifact> {
        let mut public = self.content.public.clone();
        change(&mut public);
        self.render(&public, &self.audience(reader))
    }

    /// What a renderer would give that takes the outputs whose paths `is_wrong` from the site of Boltworks.
    fn mixing(&self, reader: Option<&'static str>, is_wrong: impl Fn(&str) -> bool) -> Vec<Artifact> {
        let mut outputs = self.outputs(reader);
        outputs.retain(|output| !is_wrong(&output.path));
        let of_bolt = self.outputs(Some("bolt"));
        outputs.extend(of_bolt.into_iter().filter(|output| is_wrong(&output.path)));
        outputs.sort_by(|a, b| a.path.cmp(&b.path));
        outputs
    }

    /// Whether the gate refuses any of the outputs that are not right.
    fn is_refused(&self, reader: Option<&'static str>, outputs: &[Artifact]) -> bool {
        let right = &self.outputs[&reader];
        let wrong: Vec<Artifact> = outputs.iter().filter(|output| !right.contains(output)).cloned().collect();
        self.refuses(reader, &wrong)
    }

    /// Whether the gate refuses outputs for a reader.
    fn refuses(&self, reader: Option<&'static str>, outputs: &[Artifact]) -> bool {
        let verdict = Verdict::default();
        let inputs = BuildInputs::new(&self.snapshot, &self.content, &verdict);
        let audience = self.audience(reader);
        let released = Released {
            content: &self.content.public,
            reader: Reader { customer: inputs.customer(&audience), tier: None, now: now() },
            interface: self.theme.texts().into_iter().chain(machine_texts()).collect(),
            allow: Vec::new(),
            view: inputs.view(&audience),
            own: None,
        };
        let outputs: Vec<Arc<Artifact>> = outputs.iter().cloned().map(Arc::new).collect();
        let mut internal = InternalCache::default();
        let prepared = ReleasedCache::default().prepare(&mut internal, inputs.gate(), &released);
        let reading = prepared.and_then(|gate| gate.read(&outputs, &mut internal, inputs.gate(), &released));
        !reading.expect("no patterns").hits.is_empty()
    }
}

fn each_record(public: &mut PublicContent, change: impl Fn(&mut Record)) {
    for record in &mut public.records {
        change(Arc::make_mut(record));
    }
}

fn each_audience(public: &mut PublicContent, change: impl Fn(&mut Option<Spanned<Vec<AudienceTag>>>)) {
    each_record(public, |record| {
        record.updates.iter_mut().for_each(|update| change(&mut update.audience));
        record.postmortem.iter_mut().for_each(|postmortem| change(&mut postmortem.audience));
    });
}

fn widen(audience: &mut Option<Spanned<Vec<AudienceTag>>>, is_wide: impl Fn(&AudienceTag) -> bool) {
    if let Some(tags) = audience
        && tags.value.iter().any(is_wide)
    {
        tags.value.push(AudienceTag::Public);
    }
}

const fn is_tier(tag: &AudienceTag) -> bool {
    matches!(tag, AudienceTag::Tier(_))
}

const fn is_customer(tag: &AudienceTag) -> bool {
    matches!(tag, AudienceTag::Customer(_))
}

/// Appends a text to the output at a path, or adds that output.
fn append(mut outputs: Vec<Artifact>, path: &str, text: &str) -> Vec<Artifact> {
    match outputs.iter_mut().find(|output| output.path == path) {
        Some(output) => output.bytes.extend_from_slice(text.as_bytes()),
        // A view does not have all the files of the public site.
        None => outputs.push(Artifact::new(path, text, ArtifactKind::Index)),
    }
    outputs
}

type Fault = (&'static str, fn(&World, Option<&'static str>) -> Vec<Artifact>);

/// The mistakes. Each takes a site and the reader for whom it is built.
const FAULTS: &[Fault] = &[
    ("the filter is always true", |world, reader| {
        world.releasing(reader, |public| each_audience(public, |audience| *audience = None))
    }),
    ("the filter forgets drafts", |world, reader| {
        world.releasing(reader, |public| {
            each_record(public, |record| record.updates.iter_mut().for_each(|update| update.draft = false));
        })
    }),
    ("a tier is everybody", |world, reader| {
        world.releasing(reader, |public| each_audience(public, |audience| widen(audience, is_tier)))
    }),
    ("a named customer is everybody", |world, reader| {
        world.releasing(reader, |public| each_audience(public, |audience| widen(audience, is_customer)))
    }),
    ("the audience of another customer is used", |world, _| world.outputs(Some("bolt"))),
    ("the loop over customers is off by one", |world, reader| {
        let next = match reader {
            Some("acme") => world.customer("bolt").map(|_| "bolt").or(reader),
            _ => reader,
        };
        world.outputs(next)
    }),
    ("customers are swapped in audiences", |world, reader| {
        world.releasing(reader, |public| {
            each_audience(public, |audience| {
                for tag in audience.iter_mut().flat_map(|tags| &mut tags.value).filter(|tag| is_customer(tag))
                {
                    *tag = AudienceTag::Customer("acme".into());
                }
            });
        })
    }),
    ("every customer is in every tier", |world, reader| {
        world.releasing(reader, |public| {
            each_audience(public, |audience| {
                for tag in audience.iter_mut().flat_map(|tags| &mut tags.value).filter(|tag| is_tier(tag)) {
                    *tag = AudienceTag::Tier("gold".into());
                }
            });
        })
    }),
    ("only the first entry is filtered", |world, reader| {
        world.releasing(reader, |public| {
            each_record(public, |record| {
                record.updates.iter_mut().skip(1).for_each(|update| update.audience = None);
            });
        })
    }),
    ("the audience is inherited from the newest entry", |world, reader| {
        world.releasing(reader, |public| {
            each_record(public, |record| {
                let newest = record.updates.last().and_then(|update| update.audience.clone());
                if let Some(first) = record.updates.first_mut() {
                    first.audience = newest;
                }
            });
        })
    }),
    ("a post-mortem is for everybody", |world, reader| {
        world.releasing(reader, |public| {
            each_record(public, |record| {
                if record.postmortem.is_some() {
                    record.updates.iter_mut().for_each(|update| update.audience = None);
                }
            });
        })
    }),
    ("the audience of components is ignored", |world, reader| {
        world.releasing(reader, |public| {
            public.components.iter_mut().for_each(|component| component.audience = None);
        })
    }),
    ("the audience of notices is ignored", |world, reader| {
        world.releasing(reader, |public| public.notices.iter_mut().for_each(|notice| notice.audience = None))
    }),
    ("notices for a tier are for everybody", |world, reader| {
        world.releasing(reader, |public| {
            public.notices.iter_mut().for_each(|notice| widen(&mut notice.audience, is_tier));
        })
    }),
    ("states of other readers count", |world, reader| {
        world.releasing(reader, |public| {
            each_record(public, |record| {
                for update in &mut record.updates {
                    let is_other =
                        update.audience.as_ref().is_some_and(|tags| tags.value.iter().any(is_customer));
                    if is_other && update.title.is_none() {
                        update.audience = None;
                        update.body.text = "".into();
                        update.body.html = "".into();
                    }
                }
            });
        })
    }),
    ("the feed forgets the audience", |world, reader| world.mixing(reader, |path| path == "feed.xml")),
    ("the JSON feed forgets the audience", |world, reader| world.mixing(reader, |path| path == "feed.json")),
    ("the API forgets the audience", |world, reader| world.mixing(reader, |path| path.starts_with("api/"))),
    ("the summary of the API counts all incidents", |world, reader| {
        world.mixing(reader, |path| path == "api/v2/summary.json")
    }),
    ("the status of the API is that of all components", |world, reader| {
        world.mixing(reader, |path| path == "api/v2/status.json")
    }),
    ("the badge shows everything", |world, reader| world.mixing(reader, |path| path == "badge.svg")),
    ("the badges of components show everything", |world, reader| {
        world.mixing(reader, |path| path.ends_with("badge.svg"))
    }),
    ("the metrics count what others see", |world, reader| world.mixing(reader, |path| path == "metrics.txt")),
    ("the calendar forgets the audience", |world, reader| {
        world.mixing(reader, |path| path == "maintenance.ics")
    }),
    ("the sitemap lists everything", |world, reader| world.mixing(reader, |path| path == "sitemap.xml")),
    ("the list for language models shows everything", |world, reader| {
        world.mixing(reader, |path| path == "llms.txt")
    }),
    ("the home page is that of another customer", |world, reader| {
        world.mixing(reader, |path| path == "index.html")
    }),
    ("the embedded page is that of another customer", |world, reader| {
        world.mixing(reader, |path| path.starts_with("embed/"))
    }),
    ("the history counts what others see", |world, reader| {
        world.mixing(reader, |path| path.starts_with("history/"))
    }),
    ("previous and next links lead to pages of others", |world, reader| {
        world.mixing(reader, |path| {
            path.starts_with("incidents/slow/") || path.starts_with("incidents/errors/")
        })
    }),
    ("redirects lead to pages of others", |world, reader| {
        let known = world.outputs(reader);
        world.mixing(reader, |path| {
            path.starts_with("incidents/") && !known.iter().any(|output| output.path == path)
        })
    }),
    ("the uptime of a component counts what others see", |world, reader| {
        world.mixing(reader, |path| path == "components/api/index.html")
    }),
    ("a style names a customer", |world, reader| {
        let name = world.customer("bolt").map_or("", |_| ".bolt { color: red }");
        append(world.outputs(reader), "robots.txt", name)
    }),
    ("a header rule names a customer", |world, reader| {
        let rule = world.customer("bolt").map_or("", |_| "/v/bolt/*\n  X-Robots-Tag: noindex\n");
        append(world.outputs(reader), "_headers", rule)
    }),
    ("a comment in a feed names a domain", |world, reader| {
        let comment = world.customer("bolt").map_or("", |_| "<!-- for boltworks.example -->");
        append(world.outputs(reader), "feed.xml", comment)
    }),
];

#[test]
fn every_seeded_fault_is_noticed() {
    let (with, without) = (World::new(true), World::new(false));
    let mut by_gate = 0;
    for (what, fault) in FAULTS.iter().copied() {
        let mut noticed = Vec::new();
        for reader in [None, Some("acme")] {
            let outputs = fault(&with, reader);
            if with.is_refused(reader, &outputs) {
                by_gate += 1;
                noticed.push("gate");
            }
            if outputs != fault(&without, reader) {
                noticed.push("comparison");
            }
        }
        assert!(!noticed.is_empty(), "nothing notices that {what}");
    }
    // The comparison needs two sites, so a build relies on the gate.
    assert!(by_gate >= 30, "the gate refused only {by_gate} of {} outputs", 2 * FAULTS.len());
}

#[test]
fn without_a_fault_nothing_is_noticed() {
    let (with, without) = (World::new(true), World::new(false));
    for reader in [None, Some("acme")] {
        let outputs = with.outputs(reader);
        assert!(!with.refuses(reader, &outputs), "{reader:?}");
        let paths =
            |outputs: &[Artifact]| outputs.iter().map(|output| output.path.clone()).collect::<Vec<_>>();
        let other = without.outputs(reader);
        assert_eq!(paths(&outputs), paths(&other));
        for (one, other) in outputs.iter().zip(&other) {
            assert!(one == other, "{reader:?}: `{}` differs", one.path);
        }
    }
    // Its own view shows what is for it.
    let own = with.outputs(Some("bolt"));
    assert!(!with.refuses(Some("bolt"), &own));
    assert!(own.iter().any(|output| output.path == "incidents/forge-cold/index.html"));
}
