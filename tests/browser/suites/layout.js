// Pages fit the width of the narrowest phone, also with text of twice the size, and do not move for readers who prefer
// reduced motion.

import assert from "node:assert/strict";
import { describe } from "node:test";

import { enlarge, unfold } from "../browser.js";
import { onEachPage } from "../pages.js";

const SIZES = {
  "at 320 px": { viewport: { width: 320, height: 640 } },
  "at 390 px with 200% text": { viewport: { width: 390, height: 844 }, text: 2 },
  "at 1280 px with 200% text": { viewport: { width: 1280, height: 900 }, text: 2 },
};

/** The elements that make the page scroll horizontally, each with the pixels outside the viewport. */
function overflowing(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const excess = (element) => {
      const { left, right } = element.getBoundingClientRect();
      return Math.max(right - root.clientWidth, -left);
    };
    return [...document.body.querySelectorAll("*")]
      .filter((element) => excess(element) > 0.5 && !element.ownerSVGElement)
      .map((element) => `${Math.ceil(excess(element))} px: ${element.outerHTML.slice(0, 100)}`);
  });
}

/** The elements with a transition, an animation or smooth scrolling. */
function moving(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("*")].flatMap((element) =>
      [null, "::before", "::after", "::details-content"]
        .map((pseudo) => getComputedStyle(element, pseudo))
        .filter((style) => {
          const seconds = `${style.transitionDuration}, ${style.animationDuration}`;
          const runs = seconds.split(", ").some((time) => parseFloat(time) > 0.001);
          return runs || style.scrollBehavior === "smooth";
        })
        .map(() => element.outerHTML.slice(0, 100)),
    ),
  );
}

export function layout(world) {
  describe("no page scrolls horizontally", { concurrency: 3 }, () => {
    for (const [size, { text, ...options }] of Object.entries(SIZES)) {
      for (const [direction, site] of Object.entries({ "left to right": world.sample, "right to left": world.arabic })) {
        onEachPage(`${size}, from ${direction}`, world.browser, site, options, async (page) => {
          await unfold(page);
          if (text) await enlarge(page, text);
          assert.deepEqual(await overflowing(page), []);
        });
      }
    }
  });

  describe("reduced motion", () => {
    onEachPage("nothing moves", world.browser, world.sample, { reducedMotion: "reduce" }, async (page) => {
      assert.deepEqual(await moving(page), []);
    });
  });
}
