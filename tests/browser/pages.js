// One page of the sample for each type of page and each state that a page can be in.

import { it } from "node:test";

import { withPage } from "./browser.js";

/** Maps the name of a page type to its path. */
export const PAGES = {
  home: "/",
  "incident, open": "/incidents/2026-11-20-card-payments-failing/",
  "incident, closed and long": "/incidents/2026-03-14-checkout-errors/",
  "incident, with an update retracted": "/incidents/2026-02-10-api-requests-refused/",
  "incident, with an update corrected": "/incidents/2025-12-12-refund-mails-twice/",
  "incident, with an update edited": "/incidents/2025-11-17-exports-missing-columns/",
  "incident, with an update added later": "/incidents/2025-10-07-webhooks-late/",
  "incident, reopened": "/incidents/2026-04-22-bank-transfers-pending/",
  "incident, merged": "/incidents/2026-04-08-webhooks-delayed/",
  "maintenance, under way": "/maintenance/2026-11-20-bank-transfer-links/",
  "maintenance, coming": "/maintenance/2026-11-24-dashboard-release/",
  "maintenance, cancelled": "/maintenance/2026-08-12-webhook-addresses/",
  "maintenance, completed": "/maintenance/2025-10-14-database-upgrade/",
  "component, with history": "/components/payments-checkout/",
  "component, with little history": "/components/platform-developer-documentation/",
  "component, retired": "/components/payments-methods-direct-debit/",
  "post-mortem": "/postmortems/2026-03-14-checkout-errors/",
  "post-mortems": "/postmortems/",
  "how to follow": "/subscribe/",
  "the frame for other sites": "/embed/",
  history: "/history/",
  month: "/history/2026-03/",
  "free page": "/about/",
  "no such page": "/no/such/page/",
};

/** All but the frame, which is a few links without a script: it shows no local time, and there is nothing to skip. */
export const WHOLE_PAGES = Object.fromEntries(Object.entries(PAGES).filter(([, path]) => path !== "/embed/"));

/**
 * Defines a test that opens all pages of `site` one after the other in one context, and gives each to `examine`.
 *
 * @param {string} title the test's name
 * @param {object} options as for `withPage`
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
