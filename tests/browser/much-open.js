// A site with more open incidents than the embedded page shows, and a maintenance that runs.

/** The files of the site, for `buildSite`. */
export function muchOpen() {
  const files = {
    "site.toml": 'title = "Harbor Group status"\nurl = "https://status.group.example"\nclock = 2026-11-20T10:00:00Z\n',
    "components/api.md": '+++\nname = "API"\n+++\n',
    "maintenance/storage/comms/2026-11-20T0900Z-in-progress.md":
      '+++\ntitle = "More storage"\nslug = "storage"\nstatus = "in_progress"\n' +
      "window = { from = 2026-11-20T09:00:00Z, to = 2026-11-20T11:00:00Z }\n+++\nNothing is interrupted.\n",
  };
  // Names that cannot be wrapped, as those of hosts.
  const hosts = ["admin.accounts.harbor.example", "pluginhealth.harbor.example", "rating.harbor.example"];
  for (const [index, host] of hosts.entries()) {
    files[`components/host-${index}.md`] = `+++\nname = "${host}"\n+++\n`;
  }
  for (let n = 1; n <= 5; n += 1) {
    // The newest is first, because all are equally bad.
    files[`incidents/day-${n}/comms/2026-11-20T090${6 - n}Z-investigating.md`] =
      `+++\ntitle = "Incident ${n} of a long day with many calls"\nslug = "day-${n}"\nstatus = "investigating"\n` +
      'components = { api = "partial_outage" }\nnext_update = "2h"\n+++\nSome requests fail. You can send them again.\n';
  }
  const affected = hosts.map((_, index) => `host-${index} = "partial_outage"`).join(", ");
  files["incidents/hosts/comms/2026-11-19T0900Z-investigating.md"] =
    `+++\ntitle = "Hosts restarted"\nslug = "hosts"\nstatus = "investigating"\ncomponents = { ${affected} }\n+++\nHosts restart.\n`;
  files["incidents/hosts/comms/2026-11-19T1000Z-resolved.md"] = '+++\nstatus = "resolved"\n+++\nAll hosts run.\n';
  return files;
}
