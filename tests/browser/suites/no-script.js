// Without JavaScript everything is there. The script adds local times and running spans, and takes nothing away.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { withPage } from "../browser.js";
import { PAGES } from "../pages.js";

/** What the script may add: a local time in brackets, or a span that runs. */
const ADDED = /^ ?(\(.*\d\d:\d\d.*\)|· (for|due in|was due|starts in|ends in|should have ended) .+)$/;

async function texts(browser, url, options) {
  return withPage(browser, { timezoneId: "Asia/Kathmandu", ...options }, async (page) => {
    await page.goto(url);
    const contents = await page.locator("main").evaluate((main) => {
      const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) found.push(walker.currentNode.data.replaceAll(/\s+/g, " "));
      return found.filter((text) => text.trim() !== "");
    });
    return contents;
  });
}

export function noScript(world) {
  describe("without JavaScript everything is there", { concurrency: 4 }, () => {
    for (const [name, path] of Object.entries(PAGES)) {
      it(`on the page "${name}"`, async () => {
        const url = world.sample.origin + path;
        const without = await texts(world.browser, url, { javaScriptEnabled: false });
        const withScript = await texts(world.browser, url, {});
        assert.deepEqual(withScript.filter((text) => !ADDED.test(text)), without);
      });
    }

    it("and the page does not offer what only the script can do", () =>
      withPage(world.browser, { javaScriptEnabled: false, now: null }, async (page) => {
        await page.goto(`${world.sample.origin}/`);
        assert.equal(await page.getByRole("button").count(), 0);
        assert.equal(await page.getByRole("status").textContent(), "");
      }));
  });
}
