// The pages answer first: what is wrong, what it means, and when the next update comes.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { withPage } from "../browser.js";
import { PAGES, onEachPage } from "../pages.js";

const PHONE = { width: 390, height: 844 };
const LEVELS = ["critical", "major", "minor", "none"];

export function answer(world) {
  describe("the page answers first", { concurrency: 2 }, () => {
    for (const [name, site] of Object.entries({ "the sample": world.sample, "45 components": world.large })) {
      it(`the newest update of the worst incident begins on the first screen of a phone: ${name}`, (test) =>
        withPage(world.browser, { viewport: PHONE }, async (page) => {
          await page.goto(`${site.origin}/`);
          const { y } = await page.locator(".newest-update .text").first().boundingBox();
          test.diagnostic(`at ${Math.round(y)} px`);
          assert.ok(y < PHONE.height - 48, `${y}`);
        }));
    }

    it("open incidents are sorted by impact", () =>
      withPage(world.browser, {}, async (page) => {
        await page.goto(`${world.large.origin}/`);
        const looks = await page.locator("main .panel").evaluateAll((panels) => panels.map((panel) => panel.className));
        const levels = looks.map((look) => LEVELS.findIndex((level) => look.includes(level))).filter((level) => level >= 0);
        assert.deepEqual(levels, [...levels].sort());
      }));

    it("no two links in a list of affected components have the same label", () =>
      withPage(world.browser, {}, async (page) => {
        for (const site of [world.sample, world.large]) {
          await page.goto(`${site.origin}/`);
          for (const states of await page.locator(".states").all()) {
            const labels = await states.locator("a").allTextContents();
            assert.equal(new Set(labels).size, labels.length, labels.join(", "));
          }
        }
      }));

    const still = "nothing moves while a page loads on a phone";
    onEachPage(still, world.browser, world.sample, { viewport: PHONE, timezoneId: "Asia/Kathmandu" }, async (page) => {
      const shift = await page.evaluate(
        () =>
          new Promise((resolve) => {
            let sum = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value))).observe({
              type: "layout-shift",
              buffered: true,
            });
            setTimeout(() => resolve(sum), 100);
          }),
      );
      assert.ok(shift <= 0.02, `${shift}`);
    });
  });

  describe("controls", { concurrency: 2 }, () => {
    it("the days of a component can be chosen by keyboard and by touch, and are listed without the script", () =>
      withPage(world.browser, { viewport: PHONE, hasTouch: true }, async (page) => {
        await page.goto(world.sample.origin + PAGES["component, with history"]);
        const detail = page.locator(".day-detail");
        const before = await detail.textContent();
        await page.locator(".chart").focus();
        await page.keyboard.press("ArrowLeft");
        assert.notEqual(await detail.textContent(), before);
        await page.locator(".chart").tap({ position: { x: 3, y: 10 } });
        assert.match(await detail.textContent(), /\d+ \w+/);
        assert.ok((await page.locator(".trouble a[href*='/incidents/']").count()) > 0);
      }));

    it("the history can be searched", () =>
      withPage(world.browser, {}, async (page) => {
        await page.goto(world.sample.origin + PAGES.history);
        await page.getByRole("searchbox").fill("webhooks");
        const found = page.locator(".search a");
        await found.first().waitFor();
        assert.ok((await found.count()) > 1);
        await found.first().click();
        await page.getByRole("heading", { level: 1, name: /webhooks/i }).waitFor();
      }));

    it("the choice of times is remembered", () =>
      withPage(world.browser, { timezoneId: "Asia/Kathmandu" }, async (page) => {
        await page.goto(`${world.sample.origin}/`);
        await page.getByRole("button", { name: "Your time first" }).click();
        const time = page.locator(".times time").first();
        const chosen = await time.textContent();
        assert.doesNotMatch(chosen, /UTC/);
        await page.reload();
        assert.equal(await time.textContent(), chosen);
        assert.match(await time.getAttribute("data-l"), /UTC/);
      }));

    it("Subscribe opens by keyboard and without the script", () =>
      withPage(world.browser, { javaScriptEnabled: false, now: null }, async (page) => {
        await page.goto(`${world.sample.origin}/`);
        await page.locator(".follow > summary").focus();
        await page.keyboard.press("Enter");
        await page.getByRole("link", { name: "RSS feed" }).waitFor();
        assert.equal(await page.getByRole("link", { name: "Sign up: Email" }).count(), 1);
      }));
  });
}
