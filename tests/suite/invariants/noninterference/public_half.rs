//! The public half of a generated site: everything that may change the public site.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::record::{RecordSpec, Surroundings, UpdateFile};
use super::vocabulary::{BODIES, ago, toml};

/// Files by path.
pub(crate) type Files = BTreeMap<String, String>;

const PATHS: [&str; 8] = [
    "api",
    "payments/cards/asia",
    "payments/cards/europe",
    "payments/checkout",
    "payments/refunds",
    "platform/deep/er/ledger",
    "platform/login",
    "web",
];
const GROUPS: [&str; 4] = ["payments", "payments/cards", "platform", "platform/deep/er"];
const URLS: [&str; 3] =
    ["https://status.harbor.example", "https://harbor.example/status", "http://localhost:8080/a/b/"];
const ZONES: [&str; 4] = ["UTC", "Europe/Tallinn", "Pacific/Apia", "America/St_Johns"];

/// The public half.
#[derive(Clone, Debug)]
pub(crate) struct PublicHalf {
    site: (usize, usize, u16),
    components: Vec<(bool, u16)>,
    groups: Vec<(bool, u16)>,
    pub(crate) records: Vec<RecordSpec>,
    notices: Vec<(i64, u16, usize)>,
    pages: Vec<(bool, usize)>,
    /// For each record, its post-mortem if it has one: the minutes since it was published, and one bit per key.
    postmortems: Vec<Option<(i64, u16)>>,
    /// Audiences of updates other than the public.
    audiences: &'static [&'static str],
}

impl PublicHalf {
    /// A public half in which everything is for the public.
    pub(crate) fn strategy() -> impl Strategy<Value = Self> {
        let site = (0..URLS.len(), 0..ZONES.len(), any::<u16>());
        let notices = vec((-500..5_000_i64, any::<u16>(), 0..BODIES.len()), 0..3);
        (
            site,
            vec((any::<bool>(), any::<u16>()), PATHS.len()),
            vec((any::<bool>(), any::<u16>()), GROUPS.len()),
            vec(RecordSpec::strategy(), 0..6),
            notices,
            vec((any::<bool>(), 0..BODIES.len()), 0..3),
            vec(proptest::option::of((0..3_000_i64, any::<u16>())), 6),
        )
            .prop_map(|(site, components, groups, records, notices, pages, postmortems)| Self {
                site,
                components,
                groups,
                records,
                notices,
                pages,
                postmortems,
                audiences: &[],
            })
    }

    /// The same half, in which some texts are for a customer or a tier.
    pub(crate) fn for_customer(mut self) -> Self {
        self.audiences = &["customer:acme", "tier:gold"];
        self
    }

    /// The paths of the components.
    pub(crate) fn components(&self) -> Vec<String> {
        let chosen = PATHS.iter().zip(&self.components).filter(|(_, (there, _))| *there);
        chosen.map(|(path, _)| (*path).to_owned()).collect()
    }

    /// Every file outside the folders of records.
    pub(crate) fn files(&self) -> Files {
        let mut files = Files::new();
        files.insert("content/site.toml".into(), self.site_toml());
        for (path, (_, keys)) in PATHS.iter().zip(&self.components).filter(|(_, (there, _))| *there) {
            files.insert(format!("content/components/{path}.md"), component(path, *keys));
        }
        for (path, (_, keys)) in GROUPS.iter().zip(&self.groups).filter(|(_, (there, _))| *there) {
            files.insert(format!("content/components/{path}/_group.toml"), group(path, *keys));
        }
        for (index, (age, keys, body)) in self.notices.iter().enumerate() {
            let to = if keys & 1 == 1 { format!("to = {}\n", toml(ago(age - 3_000))) } else { String::new() };
            let text = format!(
                "+++\ntitle = \"Notice {index}\"\nfrom = {}\n{to}pinned = {}\n+++\n{}\n",
                toml(ago(*age)),
                keys & 2 == 2,
                BODIES[*body],
            );
            files.insert(format!("content/notices/notice-{index}.md"), text);
        }
        for (index, (nav, body)) in self.pages.iter().enumerate() {
            let nav = if *nav { format!("nav = {index}\n") } else { String::new() };
            let text = format!("+++\ntitle = \"Page {index}\"\n{nav}+++\n{}\n", BODIES[*body]);
            files.insert(format!("content/pages/page-{index}.md"), text);
        }
        files
    }

    /// The updates of each record.
    pub(crate) fn updates(&self) -> Vec<Vec<UpdateFile>> {
        let components = self.components();
        let incident = |record: &&RecordSpec| !record.maintenance;
        let records = self.records.iter().enumerate();
        records
            .map(|(index, record)| {
                let other = self.records.first().filter(incident).and_then(|first| first.slug(0));
                let other = other.filter(|_| index > 0);
                let stays_open = self.records.first().is_some_and(|first| first.stays_open(self.audiences));
                let open = other.clone().filter(|_| stays_open);
                let around = Surroundings { components: &components, other, open, audiences: self.audiences };
                record.updates(index, &around)
            })
            .collect()
    }

    /// The post-mortem of a record, if it is an incident and has one.
    pub(super) fn postmortem(&self, index: usize) -> Option<String> {
        let (age, keys) = (*self.postmortems.get(index)?)?;
        let record = self.records.get(index).filter(|record| !record.maintenance)?;
        // A post-mortem is published after the last update of the records that it explains.
        let age = self
            .records
            .first()
            .map_or(age, |first| age.min(first.max_postmortem_age()))
            .min(record.max_postmortem_age());
        let mut lines =
            vec![format!("title = \"Why it was {index}\""), format!("published = {}", toml(ago(age)))];
        if keys & 1 == 1 {
            lines.push("byline = \"The Harbor team\"".into());
        }
        let first = self.records.first().filter(|first| !first.maintenance).and_then(|first| first.slug(0));
        if let (true, Some(slug)) = (keys & 2 == 2, first) {
            lines.push(format!("incidents = [\"{slug}\"]"));
        }
        if keys & 4 == 4 {
            lines.push(format!("id = \"explained{index}\""));
        }
        if let (true, Some(tag)) = (keys & 8 == 8, self.audiences.get(usize::from(keys) % 2)) {
            lines.push(format!("audience = [\"{tag}\"]"));
        }
        if keys & 16 == 16 {
            lines.push("[[commitment]]\ntext = \"Buy another disk\"\nby = \"2027-01\"".into());
        }
        Some(format!("+++\n{}\n+++\n{}\n", lines.join("\n"), BODIES[usize::from(keys) % BODIES.len()]))
    }

    fn site_toml(&self) -> String {
        let (url, zone, keys) = self.site;
        let mut lines = vec![
            "title = \"Harbor status\"".to_owned(),
            format!("url = \"{}\"", URLS[url]),
            format!("time_zone = \"{}\"", ZONES[zone]),
        ];
        if keys & 1 == 1 {
            lines.push("description = \"How Harbor is doing\"".into());
        }
        if keys & 2 == 2 {
            lines.push("support = { label = \"Ask us\", url = \"https://harbor.example/help\" }".into());
        }
        if keys & 4 == 4 {
            lines.push("id = \"pageid123\"".into());
        }
        if keys & 8 == 8 {
            lines.push("[uptime]\npartial_weight = 0.25".into());
        }
        if keys & 0x40 == 0x40 {
            lines.push("[publish]\nresponse = true".into());
        }
        // Every fourth site has a second language, in which every page is rendered once more.
        if keys & 0x30 == 0x30 {
            lines.insert(0, "languages = [\"en\", \"ar\"]".into());
        }
        lines.push(format!("[approval]\nsince = {}", toml(ago(-20_000))));
        lines.push("[severity.P1]\nupdate_every = \"30m\"".into());
        lines.push(
            "[tier.gold.P1]\nresponse = \"15m\"\n[tier.silver.P1]\nresponse = \"60m\"\n[tier.bronze]".into(),
        );
        lines.join("\n") + "\n"
    }
}

fn component(path: &str, keys: u16) -> String {
    let name = path.replace('/', " of ");
    let mut lines = vec![format!("name = \"{name}\"")];
    if keys & 1 == 1 {
        lines.push(format!("description = \"What {name} does\""));
    }
    if keys & 2 == 2 {
        lines.push(format!("order = {}", keys % 7));
    }
    if keys & 4 == 4 {
        lines.push(format!("since = {}", toml(ago(i64::from(keys)))));
    }
    if keys & 0b1_1000 == 0b1_1000 {
        lines.push(format!("retired = {}", toml(ago(i64::from(keys % 2_000) - 500))));
    }
    let body = if keys & 32 == 32 { BODIES[usize::from(keys) % BODIES.len()] } else { "" };
    format!("+++\n{}\n+++\n{body}\n", lines.join("\n"))
}

fn group(path: &str, keys: u16) -> String {
    let mut lines = vec![format!("collapsed = {}", keys & 1 == 1)];
    if keys & 2 == 2 {
        lines.push(format!("name = \"Group {}\"", path.replace('/', " in ")));
    }
    if keys & 4 == 4 {
        lines.push(format!("order = {}", keys % 5));
    }
    if keys & 8 == 8 {
        lines.push("description = \"Some of it\"".into());
    }
    lines.join("\n") + "\n"
}
