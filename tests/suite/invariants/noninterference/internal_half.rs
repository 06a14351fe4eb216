//! The internal half of a generated site: everything that must not change the public site.

use chrono::TimeDelta;
use proptest::collection::vec;
use proptest::prelude::*;

use super::public_half::{Files, PublicHalf};
use super::vocabulary::{ago, name, sentence, stem, toml, word};

const SEVERITIES: [&str; 5] = ["P1", "P2", "SEV-3", "P4", "sev1"];
const MILESTONES: [&str; 5] = ["started", "detected", "acknowledged", "escalated", "decision"];
const ACCESS: [&str; 3] = ["gated", "sealed", "unlisted\"\ni_accept_url_leaks = true\nshow_sla = \"true"];

/// The internal half. It refers to the records of the public half by their index.
#[derive(Clone, Debug)]
pub(crate) struct InternalHalf {
    /// The seed of all words.
    words: u32,
    /// One bit per optional kind of file.
    files: u16,
    /// One bit per customer.
    customers: u8,
    folders: Vec<Folder>,
    /// Records without anything public, each with its age in minutes.
    hidden: Vec<(Folder, u32, Hidden)>,
    components: Vec<(usize, u16)>,
    notices: Vec<u16>,
}

/// The internal files in the folder of a public record.
#[derive(Clone, Debug)]
struct Folder {
    word: u32,
    files: u16,
    severity: usize,
    timeline: Vec<(i64, u16)>,
    /// Entries that are not public: minutes after the first public update, the kind, and one bit per key.
    entries: Vec<(i64, Entry, u16)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Entry {
    Draft,
    /// Restricted to the customer or tier of this index.
    For(usize),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Hidden {
    NearMiss,
    Drill,
    Drafts,
    ForSome,
    Plan,
}

fn folder() -> impl Strategy<Value = Folder> {
    let kind = prop_oneof![Just(Entry::Draft), (0..3_usize).prop_map(Entry::For)];
    let entries = vec((-300..3_000_i64, kind, any::<u16>()), 0..3);
    let timeline = vec((-60..600_i64, any::<u16>()), 0..3);
    (any::<u32>(), any::<u16>(), 0..SEVERITIES.len(), timeline, entries).prop_map(
        |(word, files, severity, timeline, entries)| Folder { word, files, severity, timeline, entries },
    )
}

impl InternalHalf {
    pub(crate) fn strategy() -> impl Strategy<Value = Self> {
        let kind = prop_oneof![
            Just(Hidden::NearMiss),
            Just(Hidden::Drill),
            Just(Hidden::Drafts),
            Just(Hidden::ForSome),
            Just(Hidden::Plan),
        ];
        (
            any::<u32>(),
            any::<u16>(),
            0..4_u8,
            vec(folder(), 6),
            vec((folder(), 60..50_000_u32, kind), 0..3),
            vec((0..6_usize, any::<u16>()), 0..3),
            vec(any::<u16>(), 0..2),
        )
            .prop_map(|(words, files, customers, folders, hidden, components, notices)| Self {
                words,
                files,
                customers,
                folders,
                hidden,
                components,
                notices,
            })
    }

    /// The files of the whole site: the public half and this internal half.
    pub(crate) fn around(&self, public: &PublicHalf) -> Files {
        let mut files = public.files();
        let paths = public.components();
        self.directory(&paths, &mut files);
        self.hidden_components(&mut files);
        for ((index, updates), folder) in public.updates().into_iter().enumerate().zip(&self.folders) {
            let spec = &public.records[index];
            let kind = if spec.maintenance { "maintenance" } else { "incidents" };
            let path =
                format!("content/{kind}/{}-{}-{index}", spec.started().date_naive(), word(folder.word));
            for (stem, text) in updates {
                files.insert(format!("{path}/comms/{stem}.md"), text);
            }
            if let Some(text) = public.postmortem(index) {
                files.insert(format!("{path}/comms/postmortem.md"), text);
            }
            let started = spec.started();
            self.record(&path, folder, spec.maintenance, &paths, started, &mut files);
            for (number, entry) in folder.entries.iter().enumerate() {
                self.entry(&path, (index, number), *entry, started, &paths, &mut files);
            }
        }
        for (number, (folder, age, kind)) in self.hidden.iter().enumerate() {
            self.hidden_record(number, folder, *age, *kind, &paths, &mut files);
        }
        files
    }

    /// The audience tags of customers and tiers that exist in this half.
    fn tags(&self) -> Vec<&'static str> {
        let customers = ["customer:fjord", "customer:north"].into_iter().enumerate();
        let there = customers.filter(|(bit, _)| self.customers >> bit & 1 == 1).map(|(_, tag)| tag);
        there.chain(["tier:silver"]).collect()
    }

    fn has(&self, bit: u32) -> bool {
        self.files >> bit & 1 == 1
    }

    /// Adds people, owners, customers, snippets and other files.
    fn directory(&self, paths: &[String], files: &mut Files) {
        let n = self.words;
        if self.has(0) {
            let more = if self.has(1) {
                format!("[person.{}]\nname = \"{}\"\n", word(n), name(n ^ 5))
            } else {
                String::new()
            };
            let text = format!(
                "{more}[person.lena]\nname = \"{}\"\nemail = \"{}@{}.example\"\ngithub = \"{}\"\n\
                 [person.omar]\nname = \"{}\"\nuntil = {}\n[team.core]\nname = \"{}\"\nmembers = [\"lena\"]\n",
                name(n),
                word(n ^ 1),
                word(n ^ 2),
                word(n ^ 3),
                name(n ^ 4),
                toml(ago(i64::from(n % 9_000) - 4_000)),
                name(n ^ 6),
            );
            files.insert("content/people.toml".into(), text);
        }
        if let (true, Some(path)) = (self.has(2), paths.get(n as usize % paths.len().max(1))) {
            let text = format!(
                "[component.\"{path}\"]\nrunbook = \"https://wiki.{}.example/\"\naliases = [\"{}-3\"]\n",
                word(n ^ 7),
                word(n ^ 8)
            );
            files.insert("content/owners.toml".into(), text);
        }
        if self.has(2) {
            let text = format!(
                "warn_before = \"{}m\"\n[[escalation.P1]]\nid = \"{}\"\nafter = \"{}m\"\nrole = \"commander\"\naction = \"{} {}\"\n",
                n % 50 + 1,
                word(n ^ 9),
                n % 90 + 1,
                name(n ^ 0xa),
                word(n ^ 0xb)
            );
            files.insert("content/response.toml".into(), text);
        }
        for (bit, id) in
            ["fjord", "north"].into_iter().enumerate().filter(|(bit, _)| self.customers >> bit & 1 == 1)
        {
            let number = n.wrapping_add(10 + u32::try_from(bit).unwrap_or(0));
            let uses = match paths.get(number as usize % (paths.len() + 1)) {
                Some(path) => format!("components = [\"{path}\"]\n"),
                None => String::new(),
            };
            let text = format!(
                "+++\nname = \"{}\"\naliases = [\"{}.example\"]\ntier = \"{}\"\n{uses}access = \"{}\"\n+++\n{}\n",
                name(number),
                word(number ^ 1),
                ["gold", "silver", "bronze"][number as usize % 3],
                ACCESS[number as usize % 2],
                sentence(number, 12)
            );
            files.insert(format!("content/customers/{id}.md"), text);
        }
        if self.has(3) {
            files.insert(
                format!("content/snippets/{}.md", word(n)),
                format!("{{{{ title }}}} {}\n", sentence(n, 9)),
            );
        }
        if self.has(5) {
            let policy = format!("[postmortem]\nseverities = [\"P{}\"]\nlonger_than = \"1h\"\n", n % 4 + 1);
            files.insert("content/response.toml".into(), policy);
            files.insert(
                format!("content/templates/{}.md", word(n)),
                format!("## {}\n", sentence(n ^ 0xc, 9)),
            );
        }
        if self.has(4) {
            files.insert(format!("content/incidents/{}.txt", word(n)), sentence(n, 40));
            files.insert(format!("content/incidents/{}.log", word(n)), sentence(n, 40));
        }
    }

    /// Adds restricted components and notices. No public component has the same name.
    fn hidden_components(&self, files: &mut Files) {
        let tags = self.tags();
        let groups = ["", "payments/", "payments/cards/", "platform/", "wharf/", "platform/deep/er/"];
        for (number, (group, keys)) in self.components.iter().enumerate() {
            let id = format!("{}-{number}", word(self.words.wrapping_add(u32::from(*keys))));
            let more = [
                (keys & 1 == 1).then(|| format!("since = {}", toml(ago(i64::from(*keys) - 30_000)))),
                (keys & 2 == 2).then(|| format!("retired = {}", toml(ago(i64::from(*keys) - 40_000)))),
                (keys & 4 == 4).then(|| format!("order = {}", keys % 9)),
                (keys & 8 == 8).then(|| format!("id = \"hidden{number}\"")),
            ];
            let more: Vec<String> = more.into_iter().flatten().collect();
            let text = format!(
                "+++\nname = \"Kept back {keys}\"\naudience = [\"{}\"]\n{}\n+++\n{}\n",
                tags[usize::from(*keys) % tags.len()],
                more.join("\n"),
                sentence(u32::from(*keys), 8)
            );
            files.insert(format!("content/components/{}{id}.md", groups[*group]), text);
        }
        for (number, keys) in self.notices.iter().enumerate() {
            let text = format!(
                "+++\ntitle = \"{}\"\nfrom = {}\npinned = {}\naudience = [\"{}\"]\n+++\n{}\n",
                sentence(u32::from(*keys), 3),
                toml(ago(i64::from(*keys) - 30_000)),
                keys & 1 == 1,
                tags[usize::from(*keys) % tags.len()],
                sentence(u32::from(*keys), 8)
            );
            files.insert(format!("content/notices/{}-{number}.md", word(u32::from(*keys))), text);
        }
    }

    /// Adds the internal files of a record.
    fn record(
        &self,
        path: &str,
        folder: &Folder,
        maintenance: bool,
        paths: &[String],
        started: chrono::DateTime<chrono::Utc>,
        files: &mut Files,
    ) {
        let n = folder.word;
        let has = |bit: u32| folder.files >> bit & 1 == 1;
        let named = paths.get(n as usize % paths.len().max(1));
        let components = named.map_or(String::new(), |path| format!("components = [\"{path}\"]\n"));
        let customers = if self.customers & 1 == 1 { "customers = [\"fjord\"]\n" } else { "" };
        let tiers = format!("tiers = [\"{}\"]\n", ["gold", "silver"][n as usize % 2]);
        if has(0) {
            let (file, severity) = if maintenance {
                ("maintenance.md", String::new())
            } else {
                (
                    "incident.md",
                    format!(
                        "severity = \"{}\"\nreported_by = \"csm\"\nflags = [\"security\"]\n\
                         affected = {{ users = \"{}\" }}\npostmortem_waived = \"{}\"\n",
                        SEVERITIES[folder.severity],
                        sentence(n ^ 0xa, 4),
                        sentence(n ^ 0xb, 8)
                    ),
                )
            };
            let roles = if has(1) && !maintenance {
                "[roles]\ncommander = \"omar\"\nscribe = \"lena\"\n"
            } else {
                ""
            };
            let text = format!(
                "+++\ntitle = \"{}\"\n{severity}{components}{tiers}{customers}{roles}+++\n{}\n",
                sentence(n, 5),
                sentence(n ^ 9, 30)
            );
            files.insert(format!("{path}/{file}"), text);
        }
        if has(2) {
            files.insert(format!("{path}/log.txt"), sentence(n, 50));
            files.insert(format!("{path}/evidence/{}.json", word(n)), format!("{{\"{}\": 1}}", word(n ^ 1)));
        }
        if maintenance {
            return;
        }
        if has(3) {
            // What is known about the promise of the public half never changes how it is shown.
            let progress = match n % 3 {
                0 => {
                    "status = \"done\"\ndone_at = 2026-03-01\nverified_by = \"omar\"\nverified_at = 2026-03-02"
                }
                1 => "status = \"dropped\"",
                _ => "due = 2020-01-01",
            };
            let action = format!(
                "[[action]]\nid = \"a1\"\ntitle = \"{}\"\nowner = \"lena\"\ncommitment = \"Buy another disk\"\n\
                 ticket = \"https://{w}.example/{w}\"\nevidence = [\"https://{w}.example/done\"]\n{progress}\n",
                sentence(n, 7),
                w = word(n),
            );
            let approval = format!(
                "[[approval]]\nby = \"lena\"\nrole = \"commander\"\nat = {}\ndigest = \"{:064x}\"\n",
                toml(started),
                n
            );
            let block = format!(
                "<!-- begin generated: facts {n:016x} -->\n- Users: {{{{ unknown: {} }}}}\n<!-- end generated: facts -->\n",
                sentence(n ^ 6, 8)
            );
            let why = format!(
                "[[why]]\nquestion = \"{}\"\nanswer = \"{}\"\n",
                sentence(n ^ 2, 7),
                sentence(n ^ 3, 7)
            );
            let text = format!(
                "+++\nauthor = \"omar\"\n{action}{why}{approval}+++\n## {}\n\n{block}\n{}\n",
                word(n),
                sentence(n, 40)
            );
            files.insert(format!("{path}/postmortem.md"), text);
        }
        let own = format!("{path}/comms/postmortem.md");
        if has(4) && !files.contains_key(&own) {
            files.insert(own, postmortem(path, n, &self.unseen(n)));
        }
        for (minutes, keys) in &folder.timeline {
            let at = started + TimeDelta::minutes(*minutes);
            let author = if keys & 1 == 1 { "lena" } else { "monitor" };
            let milestone = MILESTONES[usize::from(*keys) % MILESTONES.len()];
            let severity = SEVERITIES[usize::from(*keys) % SEVERITIES.len()];
            let head = if keys & 2 == 2 {
                format!("+++\nmilestone = \"{milestone}\"\nseverity = \"{severity}\"\n+++\n")
            } else {
                String::new()
            };
            let text = format!("{head}Action: {}\n", sentence(u32::from(*keys) ^ n, 15));
            files.insert(format!("{path}/timeline/{}-{author}.md", stem(at)), text);
        }
    }

    /// Front matter that hides the post-mortem of a public record: a draft, a date after every other change, or a
    /// restricted audience.
    fn unseen(&self, n: u32) -> String {
        match n % 3 {
            0 => String::new(),
            1 => format!("published = {}", toml(ago(-15_000))),
            _ => {
                let tags = self.tags();
                let tag = tags[n as usize % tags.len()];
                format!("published = {}\naudience = [\"{tag}\"]", toml(ago(0)))
            }
        }
    }

    /// Adds an entry to a public record that is not public.
    fn entry(
        &self,
        path: &str,
        (record, number): (usize, usize),
        (minutes, kind, keys): (i64, Entry, u16),
        started: chrono::DateTime<chrono::Utc>,
        paths: &[String],
        files: &mut Files,
    ) {
        let tags = self.tags();
        // A restricted entry comes after the first public one, which sets the audience of entries that name none.
        let minutes = if kind == Entry::Draft { minutes } else { minutes.abs() + 1 };
        let at = started
            + TimeDelta::minutes(minutes)
            + TimeDelta::seconds(7 + i64::try_from(number).unwrap_or(0));
        if kind != Entry::Draft && at > ago(0) {
            return;
        }
        let n = self.words ^ u32::from(keys);
        let mut lines = vec![format!("author = \"lena\"")];
        match kind {
            Entry::Draft => {
                lines.push("draft = true".into());
                // `check` refuses a draft with an audience before the first entry as unclear.
                if keys & 1 == 1 && minutes > 0 {
                    lines.push(format!("audience = [\"{}\"]", tags[usize::from(keys) % tags.len()]));
                }
                if keys & 2 == 2 {
                    lines.push(format!(
                        "title = \"{}\"\nslug = \"{}-{record}-{number}\"",
                        sentence(n, 4),
                        word(n)
                    ));
                }
                if keys & 64 == 64 {
                    lines.push("impact = \"critical\"\nnext_update = \"5m\"".into());
                }
            }
            // The record may be closed, and then only an entry that opens it again may report a problem.
            Entry::For(tag) => {
                lines.push(format!("audience = [\"{}\"]\nreopened = true", tags[tag % tags.len()]));
            }
        }
        if keys & 4 == 4 {
            lines.push(format!("title = \"{}\"", sentence(n, 4)));
            lines.dedup();
        }
        if lines.iter().filter(|line| line.starts_with("title")).count() > 1 {
            lines.retain(|line| !line.starts_with("title = ") || line.contains("slug"));
        }
        if keys & 8 == 8 {
            lines.push(format!("next_update = {}", toml(at + TimeDelta::minutes(i64::from(keys % 5_000)))));
            lines.retain(|line| !line.starts_with("impact"));
        }
        if let (true, Some(path)) = (keys & 16 == 16, paths.get(n as usize % paths.len().max(1))) {
            lines.push(format!("components = {{ \"{path}\" = \"major_outage\" }}"));
        }
        if keys & 32 == 32 {
            lines.push(format!("[[edited]]\nat = {}\nnote = \"{}\"", toml(ago(1)), sentence(n, 4)));
        }
        let text = format!("+++\n{}\n+++\n{}\n", lines.join("\n"), sentence(n, 14));
        files.insert(format!("{path}/comms/{}.md", stem(at)), text);
    }

    /// Adds a record without anything public.
    fn hidden_record(
        &self,
        number: usize,
        folder: &Folder,
        age: u32,
        kind: Hidden,
        paths: &[String],
        files: &mut Files,
    ) {
        let started = ago(age.into());
        let top = if kind == Hidden::Plan { "maintenance" } else { "incidents" };
        let path = format!("content/{top}/{}-{}-hidden-{number}", started.date_naive(), word(folder.word));
        self.record(&path, folder, kind == Hidden::Plan, paths, started, files);
        let n = folder.word;
        // A hidden record has only a draft of a post-mortem; that of a restricted record may be published to its audience.
        let own = format!("{path}/comms/postmortem.md");
        if files.contains_key(&own) {
            let published = format!("published = {}", toml(ago(0)));
            let keys = if kind == Hidden::ForSome { published.as_str() } else { "" };
            files.insert(own, postmortem(&path, n, keys));
        }
        let mark = match kind {
            Hidden::NearMiss | Hidden::Drill => {
                let word = if kind == Hidden::Drill { "drill" } else { "near_miss" };
                let text = format!(
                    "+++\ntitle = \"{}\"\nseverity = \"P1\"\nkind = \"{word}\"\n+++\n",
                    sentence(n, 4)
                );
                files.insert(format!("{path}/incident.md"), text);
                return;
            }
            Hidden::Plan => return,
            Hidden::Drafts => "draft = true".to_owned(),
            Hidden::ForSome => {
                let tags = self.tags();
                format!("audience = [\"{}\"]", tags[n as usize % tags.len()])
            }
        };
        let states = match paths.get(n as usize % paths.len().max(1)) {
            Some(path) => format!("components = {{ \"{path}\" = \"partial_outage\" }}"),
            None => String::new(),
        };
        let text = format!(
            "+++\ntitle = \"{}\"\nslug = \"{}-{number}\"\nstatus = \"investigating\"\nnext_update = \"30m\"\n{mark}\n{states}\n+++\n{}\n",
            sentence(n, 4),
            word(n),
            sentence(n, 14)
        );
        files.insert(format!("{path}/comms/{}.md", stem(started)), text);
    }
}

/// A post-mortem. Its id ends with the number of the record, since two records may have the same word.
fn postmortem(path: &str, n: u32, keys: &str) -> String {
    let number = path.rsplit_once('-').map_or("", |(_, number)| number);
    let hidden = if path.contains("-hidden-") { "hidden" } else { "" };
    format!(
        "+++\ntitle = \"{}\"\nauthor = \"lena\"\nid = \"kept{}{hidden}{number}\"\n{keys}\n+++\n{}\n",
        sentence(n, 4),
        word(n),
        sentence(n, 30)
    )
}
