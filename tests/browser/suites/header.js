// The header: one row on a wide screen, with the menu below it when it is open.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { withPage } from "../browser.js";

/** The boxes of the parts of the header, in visual order. */
function parts(page) {
  return page.evaluate(() =>
    Object.fromEntries(
      [".brand", ".top nav a", ".report", ".follow > summary", ".menu"].map((selector) => {
        const { left, right, top, bottom } = document.querySelector(selector)?.getBoundingClientRect() ?? {};
        return [selector, { left, right, top, bottom }];
      }),
    ),
  );
}

const middle = ({ top, bottom }) => (top + bottom) / 2;

export function header(world) {
  describe("the header", { concurrency: 2 }, () => {
    for (const [name, site] of Object.entries({ "left to right": world.sample, "right to left": world.arabic })) {
      it(`is one row on a wide screen, ${name}`, () =>
        withPage(world.browser, {}, async (page) => {
          await page.goto(`${site.origin}/`);
          const closed = await parts(page);
          const names = [".brand", ".top nav a", ".report", ".follow > summary"];
          const middles = names.map((part) => middle(closed[part]));
          assert.ok(Math.max(...middles) - Math.min(...middles) < 6, JSON.stringify(closed));
          const order = names.map((part) => (site === world.arabic ? -1 : 1) * closed[part].left);
          assert.deepEqual(order, [...order].sort((a, b) => a - b));

          await page.locator(".follow > summary").click();
          const open = await parts(page);
          for (const part of names) assert.deepEqual(open[part], closed[part], `${part} moves when the menu opens`);
          const column = await page.locator("main").boundingBox();
          assert.ok(open[".menu"].top >= closed[".follow > summary"].bottom);
          assert.ok(Math.abs(open[".menu"].left - column.x) < 1 && Math.abs(open[".menu"].right - column.x - column.width) < 1);
        }));
    }

    it("has the switch between languages in a second row", () =>
      withPage(world.browser, {}, async (page) => {
        await page.goto(`${world.languages.origin}/`);
        const { ".brand": brand, ".top nav a": link } = await parts(page);
        assert.ok(link.top >= brand.bottom - 4);
      }));
  });
}
