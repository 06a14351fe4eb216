//! The site that is changed. Each of its files has a role, and each role has some valid and invalid texts. The first
//! text of every role is valid.

use crate::support::Project;

/// A file and the texts that it may have. Without a text, it does not exist at first.
pub(super) struct Role {
    pub(super) path: &'static str,
    pub(super) texts: &'static [&'static [u8]],
    pub(super) there: bool,
}

const fn role(path: &'static str, texts: &'static [&'static [u8]]) -> Role {
    Role { path, texts, there: true }
}

const fn later(path: &'static str, texts: &'static [&'static [u8]]) -> Role {
    Role { path, texts, there: false }
}

const OPENING: &[&[u8]] = &[
    b"+++\ntitle = \"Errors\"\nslug = \"errors\"\nstatus = \"investigating\"\ncomponents = { api = \"partial_outage\" }\nnext_update = \"30m\"\n+++\nSome requests fail. See [about](/about/).\n",
    b"+++\ntitle = \"Errors\"\nstatus = \"investigating\"\nauthor = \"ana\"\n+++\nSome requests fail, as ![a graph](graph.png) shows.\n",
    b"+++\ntitle = \"Errors\"\nstatus = \"resolved\"\naudience = [\"customer:acme\"]\nid = \"abcdefghijkl\"\n+++\nIt is over.\n",
    b"+++\ntitle = \"Errors\"\ndraft = true\nstatus = \"identified\"\n+++\nTo be said later.\n",
    b"+++\ntitle = \"Errors\"\nslug = \"errors\"\nstatus = \"resolved\"\nmerged_into = \"more-errors\"\n+++\nAna Smith found it.\n",
    b"+++\ntitle = unquoted\n+++\nBroken.\n",
    b"\xff\xfe not a text",
];

const FOLLOWING: &[&[u8]] = &[
    b"+++\nstatus = \"resolved\"\n+++\nIt is over. ![a graph](graph.png)\n",
    b"+++\nnext_update = \"30m\"\n+++\nWe go on.\n",
    b"+++\nstatus = \"monitoring\"\nat = 2026-03-14T12:08:00Z\nid = \"abcdefghijkl\"\n+++\nBetter.\n",
    b"+++\nstatus = \"identified\"\ncorrects = \"2026-03-14T0900Z\"\nadded = 2026-03-14T13:00:00Z\n+++\nFound.\n",
    b"",
];

/// One grey pixel.
const PNG: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\x68\x00\x00\x00\x82\x00\x81\x77\xcd\x72\xb6\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";
/// A darker one.
const OTHER_PNG: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\x50\x00\x00\x00\x22\x00\x21\xe3\xef\x67\x0b\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";
const IMAGES: &[&[u8]] = &[PNG, OTHER_PNG, b"no picture"];

const RECORDS: &[&[u8]] = &[
    b"+++\ntitle = \"Pooler stall\"\nseverity = \"P1\"\ncomponents = [\"api\"]\ncustomers = [\"acme\"]\n[roles]\ncommander = \"ana\"\n+++\nThe primary pooler stalls and the replica lags behind it.\n",
    b"+++\ntitle = \"Pooler stall\"\nseverity = \"P9\"\nkind = \"drill\"\nrepeat_of = \"2026-03-14-a\"\n+++\nAgain.\n",
    b"+++\ntitle = \"Pooler stall\"\n+++\n",
];

pub(super) const ROLES: &[Role] = &[
    role("content/site.toml", &[
        b"title = \"Harbor\"\nurl = \"https://status.harbor.example\"\n[severity.P1]\nfirst_update = \"10m\"\nupdate_every = \"30m\"\n",
        b"title = \"Harbor\"\nurl = \"https://harbor.example/status\"\n",
        b"title = \"Port\"\nurl = \"https://status.harbor.example\"\nclock = 2026-03-14T20:00:00Z\ntheme = \"own\"\n",
        b"title = \"Harbor\"\nurl = \"https://status.harbor.example\"\nlanguage = \"fi\"\n[approval]\ncomms = [\"P1\"]\nsince = 2026-03-14T09:10:00Z\n[gate]\nforbid = [\"go on\"]\n",
        b"title = \"Harbor\"\nurl = \"https://status.harbor.example\"\nlanguages = [\"en\", \"de\"]\n",
        b"title = \"Harbor\"\nurl = \"https://status.harbor.example\"\nlanguages = [\"de\", \"en\"]\n",
        b"url = \"https://status.harbor.example\"\n",
        b"title = ",
    ]),
    role("content/people.toml", &[
        b"[person.ana]\nname = \"Ana Smith\"\n[team.core]\nname = \"Core\"\nmembers = [\"ana\"]\n",
        b"[person.bea]\nname = \"Bea Jones\"\nemail = \"bea@harbor.example\"\n",
    ]),
    role("content/owners.toml", &[
        b"[component.api]\nowner = \"core\"\n",
        b"[component.api]\nowner = \"core\"\naliases = [\"requests\"]\n",
    ]),
    role("content/response.toml", &[
        b"[[escalation.P1]]\nid = \"scope\"\nrole = \"commander\"\naction = \"Confirm the scope\"\n",
        b"[[escalation.P1]]\nid = \"scope\"\naction = \"Nobody takes it\"\n",
    ]),
    role("content/customers/acme.md", &[
        b"+++\nname = \"Acme Corp\"\naccess = \"gated\"\ntier = \"gold\"\n+++\n",
        b"+++\nname = \"Better\"\naccess = \"gated\"\n+++\n",
    ]),
    role("content/components/api.md", &[
        b"+++\nname = \"API\"\n+++\n",
        b"+++\nname = \"The API\"\nretired = 2026-03-14T10:00:00Z\n+++\nAll of it.\n",
    ]),
    later("content/components/payments/api.md", &[b"+++\nname = \"Payments\"\n+++\n"]),
    later("content/components/payments/_group.toml", &[b"name = \"Money\"\n", b"nonsense = 1\n"]),
    role("content/pages/about.md", &[
        b"+++\ntitle = \"About\"\n+++\nA [link](/history/) and ![a graph](graph.png).\n",
        b"+++\ntitle = \"About\"\nnav = 1\n+++\nOf requests.\n",
    ]),
    role("content/pages/graph.png", IMAGES),
    later("content/notices/moving.md", &[b"+++\ntitle = \"Moving\"\nfrom = 2026-03-14T08:00:00Z\nto = 2026-03-14T12:30:00Z\n+++\nSoon.\n"]),
    role("content/incidents/2026-03-14-a/incident.md", RECORDS),
    role("content/incidents/2026-03-14-a/comms/2026-03-14T0900Z.md", OPENING),
    role("content/incidents/2026-03-14-a/comms/2026-03-14T0930Z-more.md", FOLLOWING),
    role("content/incidents/2026-03-14-a/comms/graph.png", IMAGES),
    later("content/incidents/2026-03-14-a/timeline/2026-03-14T0855Z-ana.md", &[
        b"+++\nmilestone = \"detected\"\n+++\nThe pager went off for the primary.\n",
        b"+++\nmilestone = \"resolved\"\nseverity = \"P3\"\n+++\nOver.\n",
        b"+++\nnonsense = 1\n+++\n",
    ]),
    later("content/incidents/2026-03-14-a/dump.bin", &[b"\0\x01\x02", b"a text after all"]),
    later("content/incidents/2026-03-14-a-b/incident.md", RECORDS),
    later("content/incidents/2026-03-14-a-b/comms/2026-03-14T0900Z.md", OPENING),
    later("content/incidents/2026-03-14-a-b/comms/2026-03-14T0930Z-more.md", FOLLOWING),
    later("content/incidents/2026-03-12-old/comms/2026-03-12T0900Z.md", OPENING),
    later("content/incidents/2026-03-12-old/comms/2026-03-12T0930Z.md", FOLLOWING),
    later("content/incidents/stray.md", &[b"A stray text.\n"]),
    role("content/maintenance/2026-03-14-m/comms/2026-03-14T0700Z.md", &[
        b"+++\ntitle = \"Upgrade\"\nslug = \"upgrade\"\nstatus = \"scheduled\"\ncomponents = { api = \"under_maintenance\" }\nwindow = { from = 2026-03-14T12:30:00Z, to = 2026-03-14T13:30:00Z }\n+++\nAn upgrade.\n",
        b"+++\ntitle = \"Upgrade\"\nslug = \"errors\"\nstatus = \"in_progress\"\nwindow = { from = 2026-03-14T06:30:00Z, to = 2026-03-14T07:30:00Z }\n+++\nAn upgrade.\n",
    ]),
    later("content/maintenance/2026-03-14-m/maintenance.md", &[b"+++\ntitle = \"Upgrade of the primary\"\nowner = \"core\"\n+++\n"]),
    later("themes/own/theme.toml", &[b"[light]\naccent = \"#123456\"\n", b"[light]\naccent = \"none\"\n"]),
    later("themes/own/assets/logo.png", IMAGES),
    later("content/.hidden/x.md", &[b"Never read.\n"]),
    later("content/incidents/2026-03-14-a/comms/2026-03-14T0930Z-more.md~", &[b"Never read.\n"]),
];

/// Folders that are renamed and removed as a whole.
pub(super) const FOLDERS: &[&str] = &[
    "content/incidents/2026-03-14-a",
    "content/incidents/2026-03-14-a-b",
    "content/incidents/2026-03-12-old",
    "content/maintenance/2026-03-14-m",
    "content/incidents/2026-03-14-a/comms",
    "content/components/payments",
    "content/pages",
    "content/incidents",
    "themes/own",
    "content",
];

pub(super) fn project() -> Project {
    let project = Project::empty();
    for role in ROLES.iter().filter(|role| role.there) {
        project.write(role.path, role.texts[0]);
    }
    project
}
