// Without JavaScript, pages are complete. The script only adds local times and running durations.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { withPage } from "../browser.js";
import { PAGES } from "../pages.js";

/** The texts that the script may add: a local time in brackets, a running duration, or a button that copies. */
const ADDED = /^(.+ ago|in .+|.+ left|Copy|Copy link)$/;

/** The text nodes of the content of the page. */
function texts(page) {
  return page.locator("main").evaluate((main) => {
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      // The script fills these two, which are empty without it.
      if (!parentElement.closest(".day-detail, .search")) found.push(data.replaceAll(/\s+/g, " "));
    }
    return found.filter((text) => text.trim() !== "" && text !== "#");
  });
}

export function noScript(world) {
  describe("without JavaScript", () => {
    it("the content is complete", (test) =>
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

    it("there is no control that needs the script", () =>
      withPage(world.browser, { javaScriptEnabled: false, now: null }, async (page) => {
        await page.goto(`${world.sample.origin}/`);
        assert.equal(await page.getByRole("button").count(), 0);
        assert.equal(await page.getByRole("status").textContent(), "");
      }));
  });
}
