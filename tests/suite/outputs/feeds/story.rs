//! A small site with everything that a feed can contain.

pub(crate) const SITE: (&str, &str) =
    ("content/site.toml", "title = \"Test status\"\nurl = \"https://status.test.example/base\"\n");

/// An incident that is renamed, corrected, partly withdrawn and resolved, and a maintenance that is moved.
pub(crate) const STORY: &[(&str, &str)] = &[
    SITE,
    ("content/components/api.md", "+++\nname = \"API\"\n+++\n"),
    ("content/components/web.md", "+++\nname = \"Web <shop>\"\n+++\n"),
    (
        "content/incidents/2026-03-14-api/comms/2026-03-14T0900Z-investigating.md",
        "+++\ntitle = \"API is slow\"\nslug = \"2026-03-14-api\"\nstatus = \"investigating\"\n\
         components = { api = \"degraded_performance\" }\nnext_update = \"30m\"\n+++\nWe look into it.\n",
    ),
    (
        "content/incidents/2026-03-14-api/comms/2026-03-14T0910Z-identified.md",
        "+++\ntitle = \"API & log-in <fail>\"\nstatus = \"identified\"\n\
         components = { api = \"partial_outage\" }\nnext_update = \"30m\"\n+++\nSee [how we work](/about/) & `]]>`.\n",
    ),
    (
        "content/incidents/2026-03-14-api/comms/2026-03-14T0920Z-update.md",
        "+++\nretracted = { at = 2026-03-14T09:25:00Z, note = \"It was a test.\" }\nnext_update = \"30m\"\n\
         +++\nA secret that was withdrawn.\n",
    ),
    (
        "content/incidents/2026-03-14-api/comms/2026-03-14T0930Z-resolved.md",
        "+++\nstatus = \"resolved\"\n+++\nFixed now.\n",
    ),
    (
        "content/incidents/2026-03-14-api/comms/2026-03-14T1000Z-resolved.md",
        "+++\nstatus = \"resolved\"\ncorrects = \"2026-03-14T0910Z-identified\"\n+++\nOnly log-in failed.\n",
    ),
    (
        "content/maintenance/2026-03-15-db/comms/2026-03-12T0900Z-scheduled.md",
        "+++\ntitle = \"Database work\"\nslug = \"2026-03-15-db\"\nstatus = \"scheduled\"\n\
         window = { from = 2026-03-15T01:00:00Z, to = 2026-03-15T02:00:00Z }\n\
         components = { web = \"under_maintenance\" }\n+++\nThe shop is read-only.\n",
    ),
    (
        "content/maintenance/2026-03-15-db/comms/2026-03-13T0900Z-scheduled.md",
        "+++\nstatus = \"scheduled\"\nwindow = { from = 2026-03-15T03:00:00Z, to = 2026-03-15T04:00:00Z }\n\
         +++\nWe move it; see you, friends; soon.\n",
    ),
];
