// With the keyboard alone, everything can be reached in visual order, and the focus is always visible.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { unfold, withPage } from "../browser.js";
import { WHOLE_PAGES, onEachPage } from "../pages.js";

const FOCUSABLE = "a[href], button, summary, [tabindex='0']";

/** Presses Tab through the whole page. `place` is the index of an element among all focusable elements. */
async function walk(page) {
  const places = await page.evaluate((selector) => {
    const all = [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
    all.forEach((element, place) => (element.dataset.place = place));
    return all.length;
  }, FOCUSABLE);
  const stops = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const style = getComputedStyle(element);
      // The position of an element that wraps is that of its first line.
      const { left, top, bottom } = element.getClientRects()[0];
      return {
        place: Number(element.dataset.place ?? NaN),
        html: element.outerHTML.slice(0, 120),
        left,
        top: top + scrollY,
        bottom: bottom + scrollY,
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      };
    });
    // After the last element, the focus moves to the browser itself or to the first element.
    if (stop === null || stop.place === stops[0]?.place) return { places, stops };
    stops.push(stop);
  }
}

/** Whether `next` comes after `last` when lines are read from left to right. */
function isAfter(last, next) {
  const overlap = Math.min(last.bottom, next.bottom) - Math.max(last.top, next.top);
  const sameLine = overlap > Math.min(last.bottom - last.top, next.bottom - next.top) / 2;
  return sameLine ? next.left >= last.left : next.top >= last.top;
}

export function keyboard(world) {
  describe("with the keyboard", { concurrency: 4 }, () => {
    for (const width of [390, 1280]) {
      const title = `everything is reached in visual order, at ${width} px`;
      onEachPage(title, world.browser, world.sample, { viewport: { width, height: 900 } }, async (page) => {
        await unfold(page);
        const { places, stops } = await walk(page);
        // Scrollable boxes are focusable, too, but are not in the list.
        const reached = stops.filter((stop) => !Number.isNaN(stop.place));
        assert.deepEqual(
          reached.map((stop) => stop.place).sort((one, other) => one - other),
          [...Array(places).keys()],
        );
        assert.deepEqual(
          stops.filter((stop) => !stop.outlined).map((stop) => stop.html),
          [],
          "the focus is not visible",
        );
        // The first element is the skip link, which covers the page while it has the focus.
        stops.slice(1).reduce((last, next) => {
          assert.ok(isAfter(last, next), `${next.html} is focused after ${last.html} and is above or left of it`);
          return next;
        });
      });
    }

    const skip = "the skip link is first, becomes visible, and leads to the content";
    onEachPage(skip, world.browser, world.sample, {}, async (page) => {
      await page.keyboard.press("Tab");
      const link = page.getByRole("link", { name: "Skip to content" });
      assert.ok(await link.evaluate((element) => element === document.activeElement));
      const box = await link.boundingBox();
      assert.ok(box.x >= 0 && box.y >= 0 && box.width >= 24 && box.height >= 24, JSON.stringify(box));
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      const inside = await page.evaluate((selector) => {
        const main = document.querySelector("main");
        return main.querySelector(selector) === null || main.contains(document.activeElement);
      }, FOCUSABLE);
      assert.ok(inside);
    }, WHOLE_PAGES);

    it("Enter opens and closes every `details` element", () =>
      withPage(world.browser, {}, async (page) => {
        await page.goto(`${world.sample.origin}/`);
        const details = page.locator("main details");
        assert.ok((await details.count()) > 0);
        for (const one of await details.all()) {
          if (!(await one.isVisible())) continue;
          const isOpen = () => one.evaluate((element) => element.open);
          const before = await isOpen();
          await one.locator("> summary").focus();
          await page.keyboard.press("Enter");
          assert.equal(await isOpen(), !before);
          await page.keyboard.press("Enter");
          assert.equal(await isOpen(), before);
        }
      }));

    it("a group with an incident is open", () =>
      withPage(world.browser, {}, async (page) => {
        await page.goto(`${world.large.origin}/`);
        const groups = page.locator("main details").filter({ has: page.locator("summary") });
        const open = groups.filter({ hasText: "Payments" }).filter({ hasText: "Wallets" });
        assert.ok(await open.evaluate((element) => element.open));
        const quiet = groups.filter({ hasText: "Partners" }).filter({ hasText: "Accounting" });
        assert.ok(!(await quiet.evaluate((element) => element.open)));
      }));
  });
}
