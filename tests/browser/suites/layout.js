// Pages fit: nothing makes them scroll sideways on the narrowest phone, nor with text twice as large, and nobody who
// asked for less motion gets any.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { unfold, withPage } from "../browser.js";
import { PAGES } from "../pages.js";

const SIZES = {
  "at 320 px": { viewport: { width: 320, height: 640 } },
  "at 390 px with 200% text": { viewport: { width: 390, height: 844 }, text: "200%" },
  "at 1280 px with 200% text": { viewport: { width: 1280, height: 900 }, text: "200%" },
};

/** The elements that stick out of the page at its end side. Those that scroll by themselves may. */
function stickingOut(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const width = root.clientWidth;
    return [...document.body.querySelectorAll("*")]
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return right > width + 0.5 || left < -0.5;
      })
      .map((element) => element.outerHTML.slice(0, 120));
  });
}

export function layout(world) {
  describe("no page scrolls sideways", { concurrency: 3 }, () => {
    for (const [size, { text, ...options }] of Object.entries(SIZES)) {
      for (const site of ["sample", "arabic"]) {
        it(`${size}, ${site === "arabic" ? "from right to left" : "from left to right"}`, () =>
          withPage(world.browser, options, async (page) => {
            for (const path of Object.values(PAGES)) {
              await page.goto(world[site].origin + path);
              await unfold(page);
              if (text) await page.evaluate((size) => (document.documentElement.style.fontSize = size), text);
              assert.deepEqual(await stickingOut(page), [], path);
            }
          }));
      }
    }
  });

  describe("reduced motion", () => {
    it("leaves no transition and no animation", () =>
      withPage(world.browser, { reducedMotion: "reduce" }, async (page) => {
        for (const path of Object.values(PAGES)) {
          await page.goto(world.sample.origin + path);
          const moving = await page.evaluate(() =>
            [...document.querySelectorAll("*")].flatMap((element) =>
              [null, "::before", "::after", "::details-content"]
                .map((pseudo) => getComputedStyle(element, pseudo))
                .filter((style) => {
                  const seconds = `${style.transitionDuration}, ${style.animationDuration}`;
                  const runs = seconds.split(", ").some((time) => parseFloat(time) > 0.001);
                  return runs || style.scrollBehavior === "smooth";
                })
                .map(() => element.outerHTML.slice(0, 120)),
            ),
          );
          assert.deepEqual(moving, [], path);
        }
      }));
  });
}
