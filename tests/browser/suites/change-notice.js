// An open page checks for changes and shows a notice, with few requests to a busy or broken host.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";

import { withClock } from "../clock.js";
import { PAGES } from "../pages.js";
import { serve } from "../server.js";

const CHANGED = "There is an update.";

/** Passes to `use` a new server, whose files it may replace, and the initial stamps. */
async function withServer(world, use) {
  const server = await serve(world.sample.folder);
  try {
    await use(server, JSON.parse(await readFile(join(server.folder, "stamp.json"), "utf8")));
  } finally {
    server.stop();
  }
}

function withNewStamp(stamps, path) {
  return JSON.stringify({ ...stamps, [path]: "0123456789abcdef" });
}

/** Simulates that the tab of the page is hidden or shown. */
function hide(page, hidden) {
  return page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
    Object.defineProperty(document, "visibilityState", { configurable: true, value: hidden ? "hidden" : "visible" });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

export function changeNotice(world) {
  describe("a page that has changed", { concurrency: 3 }, () => {
    for (const name of ["home", "incident, open", "maintenance, in progress"]) {
      it(`shows a notice and offers the new version: ${name}`, () =>
        withServer(world, (server, stamps) =>
          withClock(world.browser, server.origin + PAGES[name], async (page, { pass }) => {
            // A screen reader announces text only in a live region that existed before.
            const status = page.getByRole("status");
            assert.equal(await status.count(), 1);
            await pass(5);
            assert.equal(await status.textContent(), "");

            server.replace("/stamp.json", withNewStamp(stamps, PAGES[name]));
            await pass(3);
            await page.getByRole("status").getByText(CHANGED).waitFor();
            assert.equal(await page.getByText(CHANGED).count(), 1);

            const html = await readFile(join(server.folder, PAGES[name], "index.html"), "utf8");
            const changed = html.replaceAll(stamps[PAGES[name]], "0123456789abcdef").replace("</h1>", ", new version</h1>");
            server.replace(`${PAGES[name]}index.html`, changed);
            await page.getByRole("status").getByRole("button").click();
            await page.getByRole("heading", { level: 1, name: /, new version$/ }).waitFor();
            await pass(5);
            assert.equal(await page.getByText(CHANGED).count(), 0);
          }),
        ));
    }

    it("shows one notice and sends no more requests", () =>
      withServer(world, (server, stamps) =>
        withClock(world.browser, `${server.origin}/`, async (page, { pass, asked }) => {
          server.replace("/stamp.json", withNewStamp(stamps, "/"));
          await pass(30);
          assert.equal(await page.getByText(CHANGED).count(), 1);
          assert.equal((await asked()).length, 1);
        }),
      ));

    it("shows a notice when its incident is closed", () =>
      withServer(world, (server) =>
        withClock(world.browser, server.origin + PAGES["incident, open"], async (page, { pass }) => {
          server.replace("/stamp.json", "{}");
          await pass(3);
          await page.getByRole("status").getByText(CHANGED).waitFor();
        }),
      ));
  });

  describe("polling for changes", { concurrency: 2 }, () => {
    it("pauses while the tab is hidden and continues when it is shown", () =>
      withServer(world, (server, stamps) =>
        withClock(world.browser, `${server.origin}/`, async (page, { pass, asked }) => {
          await pass(5);
          const before = (await asked()).length;
          assert.ok(before >= 2, `${before} requests in 5 minutes`);
          await hide(page, true);
          await pass(90);
          assert.equal((await asked()).length, before);

          server.replace("/stamp.json", withNewStamp(stamps, "/"));
          await hide(page, false);
          await pass(1);
          await page.getByRole("status").getByText(CHANGED).waitFor();
        }),
      ));

    it("says after five minutes, and not before, since when it could not check", () =>
      withServer(world, (server) =>
        withClock(world.browser, `${server.origin}/`, async (page, { pass }) => {
          await pass(1);
          const status = page.getByRole("status");
          const [, last] = /Last checked (\d\d:\d\d UTC)/.exec((await page.locator(".checked").textContent()).replace(/\s/g, " "));
          server.fail("/stamp.json");
          await pass(4);
          assert.equal(await status.textContent(), "");
          await pass(2);
          assert.equal((await status.textContent()).replace(/\s/g, " "), `This page could not check for updates since ${last}.`);
        }),
      ));

    it("slows down while the host fails and recovers with it", () =>
      withServer(world, (server, stamps) =>
        withClock(world.browser, `${server.origin}/`, async (page, { pass, asked }) => {
          server.fail("/stamp.json");
          await pass(100);
          const failed = await asked();
          const gaps = failed.slice(1).map((time, index) => time - failed[index]);
          assert.ok(gaps.length >= 3, `requests at minutes ${failed}`);
          // The clock of the test advances in steps of up to a minute, so an interval may be measured as that much longer.
          gaps.reduce((last, gap) => (assert.ok(gap >= Math.min((last - 1) * 1.5, 25), `intervals of ${gaps} minutes`), gap));
          assert.equal(await page.getByText(CHANGED).count(), 0);

          server.recover("/stamp.json");
          // The longest interval is 36 minutes, so the page notices within 60 minutes.
          await pass(60);
          const after = (await asked()).slice(failed.length);
          assert.ok(after.length >= 4, `requests at minutes ${after} after the host recovered`);
          const quick = after.slice(1).map((time, index) => time - after[index]);
          assert.ok(quick.every((gap) => gap <= 5), `intervals of ${quick} minutes after the host recovered`);
          server.replace("/stamp.json", withNewStamp(stamps, "/"));
          await pass(3);
          await page.getByRole("status").getByText(CHANGED).waitFor();
        }),
      ));

    it("does not happen on pages that cannot change", () =>
      withServer(world, (server) =>
        withClock(world.browser, server.origin + PAGES["incident, closed and long"], async (page, { pass, asked }) => {
          await pass(30);
          assert.deepEqual(await asked(), []);
        }),
      ));
  });
}
