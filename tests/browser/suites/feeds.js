// A person who opens a feed in a browser reads titles and dates, in the look of the page, and no markup or address.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { withPage } from "../browser.js";

const FEEDS = {
  "of the site": "/feed.xml",
  "of the site as Atom": "/history.atom",
  "of the site as RSS, one entry per incident": "/history.rss",
  "of an incident": "/incidents/2026-11-20-card-payments-failing/feed.xml",
  "of a maintenance": "/maintenance/2026-11-20-bank-transfer-links/feed.xml",
  "of a component": "/components/payments-checkout/feed.xml",
  "of post-mortems": "/postmortems/feed.xml",
};

/** What is visible of a feed: the text of each box, and how far the widest one reaches beyond the screen. */
function seen(page) {
  return page.evaluate(() => {
    const boxes = [...document.querySelectorAll("*")].filter(
      (element) => !element.children.length && element.textContent.trim() && element.getClientRects().length,
    );
    return {
      texts: boxes.map((element) => element.textContent),
      beyond: document.documentElement.scrollWidth - innerWidth,
      sheets: document.styleSheets.length,
    };
  });
}

export function feeds(world) {
  describe("a feed in a browser is readable", { concurrency: 2 }, () => {
    for (const [name, path] of Object.entries(FEEDS)) {
      for (const colorScheme of ["light", "dark"]) {
        it(`${name}, ${colorScheme}`, () =>
          withPage(world.browser, { viewport: { width: 320, height: 640 }, colorScheme }, async (page) => {
            await page.goto(world.sample.origin + path);
            assert.equal(await page.evaluate(() => document.contentType), "application/xml");
            const { texts, beyond, sheets } = await seen(page);
            assert.equal(sheets, 1);
            assert.ok(beyond <= 0, `${beyond} px beyond the screen`);
            assert.ok(texts.length >= 5, texts.join("\n"));
            assert.match(texts[0], /Harbor Pay status|Card payments|Bank transfers/);
            for (const text of texts) assert.doesNotMatch(text, /<\/?\w+>|^tag:|#20/, text);
            const addresses = texts.filter((text) => /^https?:/.test(text));
            assert.ok(addresses.length <= 1, addresses.join("\n"));
          }));
      }
    }
  });
}
