// Times are always in UTC and in the local time of the reader, and durations run while the page is open.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { NOW, withPage } from "../browser.js";
import { withClock } from "../clock.js";
import { PAGES, WHOLE_PAGES, onEachPage } from "../pages.js";

/** Offsets from UTC in minutes, with daylight saving time for the years of the sample site. */
const ZONES = {
  "America/New_York": (time) => {
    const summer = [
      ["2025-03-09T07:00Z", "2025-11-02T06:00Z"],
      ["2026-03-08T07:00Z", "2026-11-01T06:00Z"],
    ];
    return summer.some(([from, to]) => time >= new Date(from) && time < new Date(to)) ? -240 : -300;
  },
  "Asia/Kathmandu": () => 345,
};

/** Every time on the page: its instant, its text, the text that follows, its line, and whether it is visible. */
function timesOf(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("time[datetime*=T]")].map((time) => ({
      instant: time.dateTime,
      text: time.textContent,
      added: time.dataset.l ?? time.title,
      line: time.closest("p, li, dd, td, h1, h2, h3, div").textContent,
      shown: time.closest("details:not([open])") !== null || time.checkVisibility({ visibilityProperty: true }),
    })),
  );
}

function clock(date) {
  return date.toISOString().slice(11, 16);
}

export function times(world) {
  describe("times", { concurrency: 3 }, () => {
    for (const [zone, offset] of Object.entries(ZONES)) {
      const title = `are in UTC and in local time in ${zone}`;
      onEachPage(title, world.browser, world.sample, { timezoneId: zone }, async (page) => {
        for (const { instant, text, added, line, shown } of await timesOf(page)) {
          const utc = new Date(instant);
          const local = new Date(utc.getTime() + offset(utc) * 60_000);
          assert.ok(shown, `${instant} is not visible`);
          assert.ok(text.includes(clock(utc)), `${instant} is shown as "${text}"`);
          assert.match(line, /UTC/, `"${line}" does not contain UTC`);
          assert.ok(added.includes(clock(local)), `${instant} is followed by "${added}", not by ${clock(local)}`);
          if (local.getUTCDate() !== utc.getUTCDate()) {
            const day = new RegExp(`[+−]1\\)|\\b${local.getUTCDate()}\\b`);
            assert.match(added, day, `${instant} is followed by "${added}"`);
          }
        }
      }, WHOLE_PAGES);
    }

    it("a local time on another day than the one above it says so", () =>
      withPage(world.browser, { timezoneId: "Pacific/Kiritimati" }, async (page) => {
        await page.goto(`${world.sample.origin}/`);
        await page.getByRole("button", { name: "Your time first" }).click();
        const due = page.locator("main .due time").first();
        assert.equal((await due.textContent()).replace(/\s/g, " "), "21 Nov, 00:20");
        assert.match(await due.getAttribute("data-l"), /10:20/);
        const started = page.locator("main .times time").first();
        assert.equal(await started.textContent(), "22:49");
      }));

    it("are not repeated for a reader in UTC", () =>
      withPage(world.browser, { timezoneId: "UTC" }, async (page) => {
        await page.goto(`${world.sample.origin}/`);
        const times = await timesOf(page);
        assert.ok(times.length > 0);
        for (const { added } of times) assert.doesNotMatch(added, /^ ?\(/);
      }));
  });

  describe("durations run while the page is open", { concurrency: 2 }, () => {
    it("until a promised update and after it", () =>
      withClock(world.browser, world.sample.origin + PAGES["incident, open"], async (page, { pass }) => {
        const due = page.locator("main .due");
        assert.match(await due.first().textContent(), /10:20\sUTC.*in\s19\smin/);
        await pass(7);
        assert.match(await due.first().textContent(), /10:20\sUTC.*in\s12\smin/);
        await pass(18);
        assert.match(await due.first().textContent(), /10:20\sUTC.*5\smin\sago/);
        await pass(60);
        assert.match(await due.first().textContent(), /10:20\sUTC.*1\sh\s5\smin\sago/);
      }));

    it("since an incident began", () =>
      withClock(world.browser, world.sample.origin + PAGES["incident, open"], async (page, { pass }) => {
        const since = page.locator("main .run[data-run=since]").first();
        const minutes = async () => {
          const text = await since.locator("..").textContent();
          const [, hours, rest] = /(?:(\d+)\sh\s?)?(?:(\d+)\smin)?\sago/.exec(text) ?? assert.fail(text);
          return Number(hours ?? 0) * 60 + Number(rest ?? 0);
        };
        const start = new Date(await since.getAttribute("data-at"));
        const open = Math.floor((NOW - start) / 60_000);
        assert.equal(await minutes(), open);
        await pass(3);
        assert.equal(await minutes(), open + 3);
      }));

    it("until the end of a maintenance", () =>
      withClock(world.browser, world.sample.origin + PAGES["maintenance, in progress"], async (page, { pass }) => {
        const text = () => page.locator("main .planned").first().textContent();
        assert.match(await text(), /11:30.*1\sh\s29\smin\sleft/);
        await pass(95);
        assert.match(await text(), /11:30.*should have ended\s5\smin\sago/);
      }));
  });
}
