// An open page finds out that it has changed, says so politely, and costs a busy or broken host little.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";

import { withClock } from "../clock.js";
import { PAGES } from "../pages.js";
import { serve } from "../server.js";

const CHANGED = "This page has changed.";

/** Gives `use` a server of its own, whose files it may change, and the stamps it starts with. */
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

/** Makes the page believe that its tab is hidden, or shown again. */
function hide(page, hidden) {
  return page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
    Object.defineProperty(document, "visibilityState", { configurable: true, value: hidden ? "hidden" : "visible" });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

export function changeNotice(world) {
  describe("a page that has changed", { concurrency: 3 }, () => {
    for (const name of ["home", "incident, open", "maintenance, under way"]) {
      it(`says so and offers what is new: ${name}`, () =>
        withServer(world, (server, stamps) =>
          withClock(world.browser, server.origin + PAGES[name], async (page, { pass }) => {
            // A screen reader speaks what is put into a live region that was there before.
            const status = page.getByRole("status");
            assert.equal(await status.count(), 1);
            await pass(5);
            assert.equal(await status.textContent(), "");

            server.swap("/stamp.json", withNewStamp(stamps, PAGES[name]));
            await pass(3);
            await page.getByRole("status").getByText(CHANGED).waitFor();
            assert.equal(await page.getByText(CHANGED).count(), 1);

            const html = await readFile(join(server.folder, PAGES[name], "index.html"), "utf8");
            const changed = html.replaceAll(stamps[PAGES[name]], "0123456789abcdef").replace("</h1>", ", anew</h1>");
            server.swap(`${PAGES[name]}index.html`, changed);
            await page.getByRole("status").getByRole("button").click();
            await page.getByRole("heading", { level: 1, name: /, anew$/ }).waitFor();
            await pass(5);
            assert.equal(await page.getByText(CHANGED).count(), 0);
          }),
        ));
    }

    it("says so once, and asks no more", () =>
      withServer(world, (server, stamps) =>
        withClock(world.browser, `${server.origin}/`, async (page, { pass, asked }) => {
          server.swap("/stamp.json", withNewStamp(stamps, "/"));
          await pass(30);
          assert.equal(await page.getByText(CHANGED).count(), 1);
          assert.equal((await asked()).length, 1);
        }),
      ));

    it("says so when what it told of is over", () =>
      withServer(world, (server) =>
        withClock(world.browser, server.origin + PAGES["incident, open"], async (page, { pass }) => {
          server.swap("/stamp.json", "{}");
          await pass(3);
          await page.getByRole("status").getByText(CHANGED).waitFor();
        }),
      ));
  });

  describe("asking for changes", { concurrency: 2 }, () => {
    it("pauses while the tab is hidden, and goes on when it is seen again", () =>
      withServer(world, (server, stamps) =>
        withClock(world.browser, `${server.origin}/`, async (page, { pass, asked }) => {
          await pass(5);
          const before = (await asked()).length;
          assert.ok(before >= 2, `asked ${before} times in 5 minutes`);
          await hide(page, true);
          await pass(90);
          assert.equal((await asked()).length, before);

          server.swap("/stamp.json", withNewStamp(stamps, "/"));
          await hide(page, false);
          await pass(1);
          await page.getByRole("status").getByText(CHANGED).waitFor();
        }),
      ));

    it("becomes rarer while the host fails, and quick again when it is back", () =>
      withServer(world, (server, stamps) =>
        withClock(world.browser, `${server.origin}/`, async (page, { pass, asked }) => {
          server.fail("/stamp.json");
          await pass(100);
          const failed = await asked();
          const gaps = failed.slice(1).map((time, index) => time - failed[index]);
          assert.ok(gaps.length >= 3, `asked at minutes ${failed}`);
          gaps.reduce((last, gap) => (assert.ok(gap >= Math.min(last * 1.5, 25), `gaps ${gaps}`), gap));
          assert.equal(await page.getByText(CHANGED).count(), 0);

          server.mend("/stamp.json");
          // The rarest is once in 36 minutes, so within 60 the page has noticed, whenever it asked last.
          await pass(60);
          const after = (await asked()).slice(failed.length);
          assert.ok(after.length >= 4, `asked at minutes ${after} after the host was back`);
          const quick = after.slice(1).map((time, index) => time - after[index]);
          assert.ok(quick.every((gap) => gap <= 5), `gaps ${quick} after the host was back`);
          server.swap("/stamp.json", withNewStamp(stamps, "/"));
          await pass(3);
          await page.getByRole("status").getByText(CHANGED).waitFor();
        }),
      ));

    it("is done by no page that cannot change", () =>
      withServer(world, (server) =>
        withClock(world.browser, server.origin + PAGES["incident, closed and long"], async (page, { pass, asked }) => {
          await pass(30);
          assert.deepEqual(await asked(), []);
        }),
      ));
  });
}
