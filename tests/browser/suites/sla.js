// The figures of a service level agreement in the view of a customer: no two texts overlap on a phone, and none is cut off.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { unfold, withPage } from "../browser.js";
import { PAGES, onEachPage } from "../pages.js";

const PARTS = ".sla, .sla-incident, .sla-table";

/** Pairs of texts within these parts that overlap, and texts that reach beyond their part or the screen. */
function faults(page) {
  return page.evaluate((selector) => {
    const found = [];
    for (const part of document.querySelectorAll(selector)) {
      const range = document.createRange();
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      const lines = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.data.trim()) continue;
        range.selectNodeContents(node);
        // The box of a line is taller than its letters.
        for (const { left, right, top, bottom } of range.getClientRects())
          lines.push({ node, left, right, top: top + (bottom - top) / 5, bottom: bottom - (bottom - top) / 5 });
      }
      const box = part.getBoundingClientRect();
      for (const [index, one] of lines.entries()) {
        // A table that is wider than the screen is in a box that scrolls.
        const screen = part.closest(".table") ? Infinity : innerWidth;
        if (one.right > Math.min(box.right, screen) + 1 || one.left < Math.max(box.left, 0) - 1)
          found.push(`cut off: ${one.node.data}`);
        for (const other of lines.slice(index + 1)) {
          const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
          const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
          if (one.node !== other.node && across > 1 && down > 1) found.push(`${one.node.data} / ${other.node.data}`);
        }
      }
    }
    return { found, parts: document.querySelectorAll(selector).length };
  }, PARTS);
}

export function sla(world) {
  describe("the figures of an agreement", { concurrency: 2 }, () => {
    const pages = { home: "/", "incident, open": PAGES["incident, open"], "incident, closed": PAGES["incident, closed and long"] };
    for (const width of [320, 390]) {
      for (const timezoneId of ["UTC", "Asia/Kathmandu"]) {
        const options = { viewport: { width, height: 844 }, timezoneId };
        onEachPage(`do not overlap at ${width} px in ${timezoneId}`, world.browser, world.gated, options, async (page) => {
          await unfold(page);
          const { found, parts } = await faults(page);
          assert.ok(parts > 0, "the page has no figures");
          assert.deepEqual(found, []);
        }, pages);
      }
    }

    it("an overlap and a text that is cut off are found", () =>
      withPage(world.browser, { viewport: { width: 320, height: 640 } }, async (page) => {
        await page.setContent(
          '<div class="sla" style="font: 16px sans-serif"><p style="margin: 0">Resolution</p>' +
            '<p style="margin: -18px 0 0">due by 12:41 UTC</p><p style="white-space: nowrap">one very long line that nobody can read to its end</p></div>',
        );
        const { found } = await faults(page);
        assert.equal(found.length, 2, found.join("\n"));
      }));
  });
}
