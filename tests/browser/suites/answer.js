// The pages answer first: what is wrong, what it means, and when the next update comes.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { unfold, withPage } from "../browser.js";
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

  describe("every part has its place", { concurrency: 2 }, () => {
    const copying = "the link of every update is copied from the same place, on a phone and on a wide screen";
    for (const width of [320, 390, 1280]) {
      const pages = { open: PAGES["incident, open"], long: PAGES["incident, closed and long"] };
      const options = { viewport: { width, height: 844 }, timezoneId: "Asia/Kathmandu", permissions: ["clipboard-write"] };
      onEachPage(`${copying} (${width} px)`, world.browser, world.sample, options, async (page) => {
        const places = await page.locator(".update").evaluateAll((updates) =>
          updates.map((update) => {
            const box = (selector) => update.querySelector(selector).getBoundingClientRect();
            const [label, time, button] = [box("strong"), box("time"), box("button")];
            const isBelow = (one, other) => one.top >= other.bottom - 4;
            return { right: Math.round(button.right), below: isBelow(button, label), time: isBelow(time, label) };
          }),
        );
        assert.ok(places.length > 3);
        for (const place of places) assert.deepEqual(place, places[0]);
        assert.ok(!places[0].below);
      }, pages);
    }

    it("no name of a component is below its state", () =>
      withPage(world.browser, { viewport: PHONE }, async (page) => {
        await page.goto(`${world.large.origin}/`);
        await unfold(page);
        // A name of any length: the state keeps its place beside it.
        const overlaps = await page.locator(".component").evaluateAll((rows) =>
          rows.filter((row) => {
            row.querySelector("a > bdi").textContent = "Payments with a very long name for the whole of Northern Europe";
            const name = document.createRange();
            name.selectNodeContents(row.querySelector("a > bdi"));
            const state = row.querySelector(".state").getBoundingClientRect();
            return [...name.getClientRects()].some(
              (line) => line.right > state.left && line.left < state.right && line.bottom > state.top && line.top < state.bottom,
            );
          }).length,
        );
        assert.equal(overlaps, 0);
      }));

    it("the frame shows three of what is open at most, and fits the height that is recommended", () =>
      withPage(world.browser, { viewport: { width: 320, height: 480 } }, async (page) => {
        await page.goto(`${world.busy.origin}/embed/`);
        assert.match(await page.locator("h1").textContent(), /Incident 1 /);
        assert.deepEqual(await page.locator(".card > a").allTextContents(), [2, 3].map((n) => `Incident ${n} of a long day with many calls`));
        assert.equal(await page.locator(".cards + p").textContent(), "2 more incidents, 1 maintenance in progress");
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        assert.ok(height <= 480, `${height}`);
      }));

    it("an incident that goes on in another one is not shown in green", () =>
      withPage(world.browser, {}, async (page) => {
        await page.goto(world.sample.origin + PAGES["incident, merged"]);
        assert.match(await page.locator(".panel .now").textContent(), /Merged/);
        assert.equal(await page.locator(".panel.resolved, .panel .operational").count(), 0);
      }));

    it("sign-ups of the team are on the page about subscribing, and in the menu they say that they are for everything", () =>
      withPage(world.browser, {}, async (page) => {
        await page.goto(world.sample.origin + PAGES.subscribe);
        assert.equal(await page.locator("main").getByRole("link", { name: "Sign up: Email" }).count(), 1);
        await page.goto(world.sample.origin + PAGES["incident, open"]);
        const menu = (await page.locator(".menu").textContent()).replaceAll(/\s+/g, " ");
        assert.match(menu, /Updates on this page only RSS feed .* Get every update Email/);
      }));
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
        assert.match(await detail.textContent(), /\d+\s\w+/);
        assert.ok((await page.locator(".trouble a[href*='/incidents/']").count()) > 0);
      }));

    it("a chosen day has the same date as the bar, also while it is another day in UTC", () =>
      withPage(world.browser, { now: new Date("2026-11-20T22:30:00Z") }, async (page) => {
        await page.goto(world.night.origin + PAGES["component, with history"]);
        await page.locator(".chart").focus();
        // Today is 21 November in the time zone of the site.
        for (const key of ["End", "ArrowLeft", "ArrowLeft"]) await page.keyboard.press(key);
        assert.match(await page.locator(".day-detail p").first().textContent(), /^19\sNov: No incidents$/);
      }));

    it("what is to be entered elsewhere is in one line, can be scrolled and copied", () =>
      withPage(world.browser, { viewport: PHONE, permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
        await page.goto(world.sample.origin + PAGES.subscribe);
        const snippets = page.locator(".snippet");
        assert.equal(await snippets.count(), 3);
        for (const snippet of await snippets.all()) {
          const code = snippet.locator("code");
          assert.equal(await code.evaluate((element) => element.getClientRects().length), 1);
          const text = await code.textContent();
          await snippet.locator("pre").focus();
          await snippet.getByRole("button", { name: "Copy" }).click();
          assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
        }
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
