// No line begins with a mark that belongs to the end of the line before it, in languages of three scripts.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { enlarge, unfold, withPage } from "../browser.js";
import { PAGES, onEachPage } from "../pages.js";

/** The marks that end a clause or stand between two items. */
const MARKS = ",.;:!?·)、。，：」）،؛؟";

/** The lines of the page that begin with one of these marks, each with the words around the break. */
function badLines(page) {
  return page.evaluate((marks) => {
    const blockOf = (node) => {
      let element = node.parentElement;
      while (getComputedStyle(element).display === "inline") element = element.parentElement;
      return element;
    };
    const found = [];
    const range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let block, before, words;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest("script, style, noscript")) continue;
      // Code may break anywhere, and a path may begin with a dot.
      const isCode = node.parentElement.closest("pre, code");
      const own = blockOf(node);
      if (own !== block) [block, before, words] = [own, undefined, ""];
      for (let at = 0; at < node.length; at++) {
        const letter = node.data[at];
        if (/\s/.test(letter)) {
          words += " ";
          continue;
        }
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        if (box.width === 0) continue;
        const isNewLine = before && box.top >= before.bottom - 1;
        if (isNewLine && !isCode && marks.includes(letter)) found.push(`${words.slice(-30)}⏎${letter}`);
        words += letter;
        before = box;
      }
    }
    return found;
  }, MARKS);
}

/** The words of the page that are on two lines. Addresses may break: they can be longer than any line. */
function brokenWords(page) {
  return page.evaluate(() => {
    const found = new Set();
    const range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest("script, style, noscript, pre, code") || !node.parentElement.checkVisibility()) continue;
      for (const { 0: token, index: start } of node.data.matchAll(/\S+/g)) {
        if (/[./@]\w/.test(token)) continue;
        for (const { 0: word, index } of token.matchAll(/[\p{L}\p{M}\p{N}]{2,}/gu)) {
          range.setStart(node, start + index);
          range.setEnd(node, start + index + word.length);
          if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) found.add(word);
        }
      }
    }
    return [...found];
  });
}

export function typography(world) {
  describe("no word is broken", { concurrency: 3 }, () => {
    const phone = { viewport: { width: 390, height: 844 } };
    onEachPage("in text of twice the size", world.browser, world.sample, phone, async (page) => {
      await unfold(page);
      await enlarge(page, 2);
      assert.deepEqual(await brokenWords(page), []);
    });
    onEachPage("on the narrowest phone", world.browser, world.sample, { viewport: { width: 320, height: 640 } }, async (page) => {
      await unfold(page);
      assert.deepEqual(await brokenWords(page), []);
    });
  });

  describe("no line begins with a comma or a dot", { concurrency: 3 }, () => {
    const sites = { English: world.sample, Arabic: world.arabic, Japanese: world.japanese };
    for (const [language, site] of Object.entries(sites)) {
      for (const width of language === "English" ? [320, 390] : [390]) {
        const options = { viewport: { width, height: 800 } };
        onEachPage(`${language} at ${width} px`, world.browser, site, options, async (page) => {
          await unfold(page);
          assert.deepEqual(await badLines(page), []);
        });
      }
    }

    for (const width of [320, 390]) {
      const options = { viewport: { width, height: 800 } };
      onEachPage(`after the name of a host at ${width} px`, world.browser, world.busy, options, async (page) => {
        await unfold(page);
        const first = page.locator(".states .name bdi").first();
        // One of these lengths leaves no space for the comma.
        for (let length = 8; length < 60; length += 1) {
          await first.evaluate((name, length) => (name.textContent = "i".repeat(length)), length);
          assert.deepEqual(await badLines(page), []);
        }
      }, { incident: "/incidents/hosts/" });
    }

    it("the name of a host is in one line on a wide screen", () =>
      withPage(world.browser, {}, async (page) => {
        await page.goto(`${world.busy.origin}/`);
        const lines = await page.locator(".component > a > bdi").evaluateAll((names) => names.map((name) => name.getClientRects().length));
        assert.equal(lines.length, 4);
        assert.ok(lines.every((count) => count === 1), lines.join());
      }));

    const trail = "no line of the steps of an incident ends with a chevron";
    const open = { incident: PAGES["incident, open"], maintenance: PAGES["maintenance, in progress"] };
    onEachPage(trail, world.browser, world.sample, { viewport: { width: 320, height: 640 } }, async (page) => {
      const steps = page.locator(".steps li");
      const sides = await steps.evaluateAll((all) =>
        all.map((step) => ["::before", "::after"].map((side) => getComputedStyle(step, side).content.includes("›"))),
      );
      assert.ok(sides.length > 2);
      // The chevron is a part of the name that follows, so it can only begin a line.
      assert.deepEqual(sides, sides.map((_, index) => [index > 0, false]));
    }, open);

    it("a line that begins with a comma is found", (test) =>
      withPage(world.browser, { viewport: { width: 320, height: 640 } }, async (page) => {
        await page.setContent("<p>Checkout<br>, API</p>");
        assert.deepEqual(await badLines(page), ["Checkout⏎,"]);
        test.diagnostic("one line was found");
      }));
  });

  describe("Japanese", () => {
    it("wraps by phrase where the browser can, and never between all letters", (test) =>
      withPage(world.browser, { viewport: { width: 320, height: 640 } }, async (page) => {
        await page.goto(world.japanese.origin);
        const style = await page.evaluate(() => {
          const { wordBreak, lineBreak } = getComputedStyle(document.body);
          return { wordBreak, lineBreak, phrases: CSS.supports("word-break", "auto-phrase") };
        });
        test.diagnostic(JSON.stringify(style));
        assert.equal(style.wordBreak, style.phrases ? "auto-phrase" : "normal");
        assert.equal(style.lineBreak, "strict");
      }));
  });
}
