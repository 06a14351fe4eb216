// The site for colleagues: accessible in every look, valid, complete without the script, and readable on paper.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { axe } from "../axe.js";
import { unfold, withPage } from "../browser.js";
import { onEachPage } from "../pages.js";
import { errors } from "./validity.js";

/** A page of each type. */
const PAGES = {
  now: "/",
  "incident, open": "/incidents/2026-11-20-capstan-memory/",
  "incident, closed": "/incidents/2026-03-14-pg-failover/",
  maintenance: "/maintenance/2026-11-20-transfer-links/",
  incidents: "/incidents/",
  "incidents by severity": "/by/severity/p1/",
  components: "/components/",
  customers: "/customers/",
  customer: "/customers/acme/",
  "post-mortems": "/postmortems/",
  actions: "/actions/",
  "actions by team": "/actions/team/",
  reviews: "/reviews/",
  review: "/reviews/2026-10/",
  people: "/people/",
  runbooks: "/runbooks/",
  runbook: "/runbooks/primary-database/",
};

const LOOKS = {
  "in light": { colorScheme: "light" },
  "in dark": { colorScheme: "dark" },
  "in forced colours": { forcedColors: "active" },
  "at 320 px": { viewport: { width: 320, height: 640 } },
};

/** What the script adds: local times, and what is left. */
const ADDED = /^(.+ ago|in .+|.+ left|.+ over|.+ used|\d+\s(d|h|min).*|Copy)$/;

/** The text nodes of the content of the page. */
function texts(page) {
  return page.locator("main").evaluate((main) => {
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (!parentElement.closest(".left")) found.push(data.replaceAll(/\s+/g, " "));
    }
    return found.filter((text) => text.trim() !== "");
  });
}

export function board(world) {
  describe("the board", { concurrency: 3 }, () => {
    for (const [look, options] of Object.entries(LOOKS)) {
      onEachPage(
        `has no violation ${look}`,
        world.browser,
        world.board,
        { bypassCSP: true, ...options },
        async (page) => {
          await unfold(page);
          assert.deepEqual(await axe(page), []);
        },
        PAGES,
      );
    }

    it("is valid", async () => assert.deepEqual(await errors(world.board.folder), []));

    onEachPage(
      "needs no scrolling to the side at 320 px",
      world.browser,
      world.board,
      { viewport: { width: 320, height: 640 } },
      async (page) => {
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.equal(width, 320);
      },
      PAGES,
    );

    it("is complete without the script", (test) =>
      withPage(world.browser, { javaScriptEnabled: false, now: null }, (plain) =>
        withPage(world.browser, { timezoneId: "Asia/Kathmandu" }, async (scripted) => {
          for (const [name, path] of Object.entries(PAGES)) {
            await test.test(name, async () => {
              await Promise.all([plain, scripted].map((page) => page.goto(world.board.origin + path)));
              const withScript = await texts(scripted);
              assert.deepEqual(
                withScript.filter((text) => !ADDED.test(text)),
                (await texts(plain)).filter((text) => !ADDED.test(text)),
              );
            });
          }
          await plain.goto(`${world.board.origin}/`);
          assert.equal(await plain.getByRole("searchbox").count(), 0);
          assert.equal(await plain.getByRole("button").count(), 0);
        }),
      ));

    it("counts what is left of the first deadline", () =>
      withPage(world.browser, {}, async (page) => {
        await page.goto(`${world.board.origin}/`);
        const countdown = page.locator(".panel.lead .countdown strong");
        assert.equal((await countdown.textContent()).replaceAll("\u00a0", " "), "2 h 41 min left");
      }));

    it("finds incidents and customers by their words", () =>
      withPage(world.browser, {}, async (page) => {
        await page.goto(`${world.board.origin}/actions/`);
        await page.getByRole("searchbox").fill("wallet tokens");
        const found = page.locator(".found a").first();
        await found.waitFor();
        assert.match(await found.textContent(), /^Wallet tokens/);
        await found.click();
        await page.waitForURL(/\/incidents\/2026-10-15-na-wallet-region\/$/);
      }));

    it("can be printed", () =>
      withPage(world.browser, {}, async (page) => {
        await page.emulateMedia({ media: "print" });
        await page.goto(`${world.board.origin}/incidents/2026-03-14-pg-failover/`);
        assert.equal(await page.locator("nav").first().isVisible(), false);
        assert.equal(await page.locator(".search-box").isVisible(), false);
        assert.equal(await page.getByText("Close the former pool").first().isVisible(), true);
        const colours = await page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
        assert.equal(colours, "rgb(255, 255, 255)");
      }));
  });
}
