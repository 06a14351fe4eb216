// A printed page is complete: every `details` element is open, and times are in UTC.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { withPage } from "../browser.js";
import { PAGES } from "../pages.js";

export function print(world) {
  describe("in print", () => {
    it("nothing is collapsed and every time is in UTC", () =>
      withPage(world.browser, { timezoneId: "Asia/Kathmandu" }, async (page) => {
        let collapsed = 0;
        for (const path of Object.values(PAGES)) {
          await page.goto(world.sample.origin + path);
          await page.emulateMedia({ media: "print" });
          const { hidden, details } = await page.evaluate(() => {
            const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
            return {
              details: document.querySelectorAll("details:not([open])").length,
              hidden: [...document.querySelectorAll("details:not(.follow) > :not(summary), main time")]
                .filter((element) => !visible(element))
                .map((element) => element.outerHTML.slice(0, 120)),
            };
          });
          collapsed += details;
          assert.deepEqual(hidden, [], path);
        }
        assert.ok(collapsed > 0, "no page has a collapsed element on screen");
      }));

    it("a long incident fits the width of the paper", () =>
      withPage(world.browser, { viewport: { width: 718, height: 1000 } }, async (page) => {
        await page.goto(world.sample.origin + PAGES["incident, closed and long"]);
        await page.emulateMedia({ media: "print" });
        const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
        assert.ok(fits);
      }));
  });
}
