// A site of the size of a large company: 45 components in 7 groups, which are collapsed while all their components work,
// an open incident, and a history that shows in the uptime bars.

const GROUPS = {
  payments: ["Cards", "Wallets", "Bank transfers", "Direct debit", "Instant transfers", "Refunds", "Disputes"],
  checkout: ["Hosted page", "Embedded form", "Payment links", "Mobile kits", "3-D Secure", "Saved cards"],
  payouts: ["Daily payouts", "Instant payouts", "Currency exchange", "Settlement files", "Statements", "Tax forms"],
  platform: ["Dashboard", "Sign-in", "Single sign-on", "Roles and teams", "Search", "Reports", "Exports"],
  developers: ["API", "Webhooks", "Sandbox", "Documentation", "Client libraries", "Command line"],
  regions: ["Northern Europe", "Southern Europe", "North America", "South America", "Asia Pacific", "Africa"],
  partners: ["Shop plug-ins", "Accounting", "Tax", "Fraud screening", "Identity checks", "Shipping", "Support desk"],
};

/** The page of a component without any incident. */
export const QUIET_COMPONENT = "/components/partners-support-desk/";

function slug(name) {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

function components() {
  const files = {};
  Object.entries(GROUPS).forEach(([group, names], position) => {
    const title = group[0].toUpperCase() + group.slice(1);
    files[`components/${group}/_group.toml`] = `name = "${title}"\norder = ${position + 1}\ncollapsed = true\n`;
    names.forEach((name, order) => {
      files[`components/${group}/${slug(name)}.md`] =
        `+++\nname = "${name}"\ndescription = "${name}, as your customers use it"\norder = ${order + 1}\n` +
        "since = 2025-06-01T00:00:00Z\n+++\n";
    });
  });
  return files;
}

/** Closed incidents, one every second day, each of a different component. */
function history() {
  const files = {};
  const touched = Object.entries(GROUPS).flatMap(([group, names]) => names.map((name) => `${group}/${slug(name)}`));
  touched.pop();
  touched.forEach((component, index) => {
    const day = new Date(Date.UTC(2026, 10, 18 - 2 * index)).toISOString().slice(0, 10);
    const state = ["degraded_performance", "partial_outage", "major_outage"][index % 3];
    const folder = `incidents/${day}-trouble`;
    files[`${folder}/incident.md`] = `+++\ntitle = "Trouble ${index}"\nseverity = "P3"\n+++\n`;
    files[`${folder}/comms/${day}T0900Z-investigating.md`] =
      `+++\ntitle = "Requests were slow"\nslug = "${day}-slow"\nstatus = "investigating"\n` +
      `components = { "${component}" = "${state}" }\n+++\nSome requests take longer than usual.\n`;
    files[`${folder}/comms/${day}T1000Z-resolved.md`] =
      `+++\nstatus = "resolved"\n+++\nRequests are as fast as before.\n`;
  });
  return files;
}

/** The files of the site, for `buildSite`. */
export function manyComponents() {
  return {
    "site.toml":
      'title = "Harbor Group status"\nurl = "https://status.group.example"\nclock = 2026-11-20T10:00:00Z\n' +
      'description = "Live status of all services of Harbor Group"\n',
    ...components(),
    ...history(),
    "incidents/2026-11-20-open/incident.md": '+++\ntitle = "Open"\nseverity = "P1"\n+++\n',
    "incidents/2026-11-20-open/comms/2026-11-20T0930Z-investigating.md":
      '+++\ntitle = "Card payments fail in Northern Europe"\nslug = "2026-11-20-cards"\nstatus = "investigating"\n' +
      'components = { "payments/cards" = "partial_outage" }\nnext_update = "60m"\n+++\n' +
      "About 15% of card payments in Northern Europe fail. You can retry a failed payment.\n",
  };
}
