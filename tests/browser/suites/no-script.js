// Without JavaScript everything is there. The script adds local times and running spans, and takes nothing away.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { withPage } from "../browser.js";
import { PAGES } from "../pages.js";

/** What the script may add: a local time in brackets, or a span that runs. */
const ADDED = /^ ?(\(.*\d\d:\d\d.*\)|(· )?(for|due in|was due|starts in|ends in|should have ended) .+)$/;

/** The texts of the page's content, piece by piece. */
function texts(page) {
  return page.locator("main").evaluate((main) => {
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode.data.replaceAll(/\s+/g, " "));
    return found.filter((text) => text.trim() !== "");
  });
}

export function noScript(world) {
  describe("without JavaScript", () => {
    it("everything is there", (test) =>
      withPage(world.browser, { javaScriptEnabled: false, now: null }, (plain) =>
        withPage(world.browser, { timezoneId: "Asia/Kathmandu" }, async (scripted) => {
          for (const [name, path] of Object.entries(PAGES)) {
            await test.test(name, async () => {
              await Promise.all([plain, scripted].map((page) => page.goto(world.sample.origin + path)));
              const withScript = await texts(scripted);
              assert.deepEqual(withScript.filter((text) => !ADDED.test(text)), await texts(plain));
            });
          }
        }),
      ));

    it("the page does not offer what only the script can do", () =>
      withPage(world.browser, { javaScriptEnabled: false, now: null }, async (page) => {
        await page.goto(`${world.sample.origin}/`);
        assert.equal(await page.getByRole("button").count(), 0);
        assert.equal(await page.getByRole("status").textContent(), "");
      }));
  });
}
