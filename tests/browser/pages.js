// A page of the sample site for each type of page and each state of a page.

import { it } from "node:test";

import { withPage } from "./browser.js";

/** Paths by the name of the page type. */
export const PAGES = {
  home: "/",
  "incident, open": "/incidents/2026-11-20-card-payments-failing/",
  "incident, closed and long": "/incidents/2026-03-14-checkout-errors/",
  "incident, with a retracted update": "/incidents/2026-02-10-api-requests-refused/",
  "incident, with a corrected update": "/incidents/2025-12-12-refund-mails-twice/",
  "incident, with an edited update": "/incidents/2025-11-17-exports-missing-columns/",
  "incident, with an update added later": "/incidents/2025-10-07-webhooks-late/",
  "incident, reopened": "/incidents/2026-04-22-bank-transfers-pending/",
  "incident, merged": "/incidents/2026-04-08-webhooks-delayed/",
  "maintenance, in progress": "/maintenance/2026-11-20-bank-transfer-links/",
  "maintenance, scheduled": "/maintenance/2026-11-24-dashboard-release/",
  "maintenance, cancelled": "/maintenance/2026-08-12-webhook-addresses/",
  "maintenance, completed": "/maintenance/2025-10-14-database-upgrade/",
  "component, with history": "/components/payments-checkout/",
  "component, with little history": "/components/platform-developer-documentation/",
  "component, retired": "/components/payments-methods-direct-debit/",
  "post-mortem": "/postmortems/2026-03-14-checkout-errors/",
  "post-mortems": "/postmortems/",
  "subscribe": "/subscribe/",
  "embedded page": "/embed/",
  history: "/history/",
  "history of maintenance": "/history/maintenance/",
  "history of a year": "/history/2025/",
  month: "/history/2026-03/",
  "how we respond": "/response/",
  "free page": "/about/",
  "not found": "/no/such/page/",
};

/** All pages except the embedded one, which has no script, shows no local times, and needs no skip link. */
export const WHOLE_PAGES = Object.fromEntries(Object.entries(PAGES).filter(([, path]) => path !== "/embed/"));

/**
 * Defines a test that opens all pages of `site` one after the other in one context, and passes each to `examine`.
 *
 * @param {string} title the name of the test
 * @param {object} options the options of `withPage`
 * @param {(page: import("playwright-core").Page, path: string) => Promise<void>} examine
 */
export function onEachPage(title, browser, site, options, examine, pages = PAGES) {
  it(title, (test) =>
    withPage(browser, options, async (page) => {
      for (const [name, path] of Object.entries(pages)) {
        await test.test(name, async () => {
          await page.goto(site.origin + path);
          await examine(page, path);
        });
      }
    }),
  );
}
