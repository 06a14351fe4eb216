// `allclear serve` in a browser: changes appear without a click, none is lost, errors are shown over the page until they
// are fixed, and the bar does not affect the page.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, it } from "node:test";

import { withPage } from "../browser.js";
import { withPreview } from "../preview.js";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

const NOTICE = "content/notices/news.md";
const UPDATES = "content/incidents/2026-11-20-api/comms";

const notice = (text, from = "2026-11-01T00:00:00Z") => `+++\ntitle = "${text}"\nfrom = ${from}\n+++\nNews.\n`;

/** A small site with an open incident, a draft and a customer. */
const site = () => ({
  "content/site.toml": 'title = "Test status"\nurl = "https://status.test.example"\nclock = 2026-11-20T10:00:00Z\n',
  "content/components/api.md": '+++\nname = "API"\n+++\n',
  "content/people.toml": '[person.ana]\nname = "Ana Anders"\n',
  "content/customers/acme.md": '+++\nname = "Acme Corp"\ntier = "gold"\naccess = "gated"\n+++\n',
  [`${UPDATES}/2026-11-20T0900Z.md`]:
    '+++\ntitle = "Slow answers"\nslug = "slow"\nstatus = "investigating"\nauthor = "ana"\nnext_update = "2h"\n' +
    '[components]\napi = "degraded_performance"\n+++\nWe are looking into it.\n',
  [`${UPDATES}/2026-11-20T0930Z.md`]:
    '+++\nauthor = "ana"\ndraft = true\nstatus = "identified"\nnext_update = "2h"\n+++\nNot said yet.\n',
  "content/pages/long.md": `+++\ntitle = "Long"\n+++\n${"A paragraph of a long page.\n\n".repeat(200)}The end.\n`,
  [NOTICE]: notice("first"),
  "themes/default/theme.toml": 'css = "extra.css"\n',
  "themes/default/assets/extra.css": "h1 { letter-spacing: 0px }\n",
});

/** Opens a page of a preview with a running clock, and waits until it is connected. */
async function visit(world, preview, path, use, options = {}) {
  await withPage(world.browser, { now: null, ...options }, async (page) => {
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(preview.origin + path);
    await live(page);
    await use(page);
    const expected = /Failed to load resource|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE/;
    assert.deepEqual(errors.filter((error) => !expected.test(error)), []);
  });
}

const bar = (page) => page.locator("allclear-preview");
const live = (page) => bar(page).getByRole("status").getByText("Live").waitFor();
const panel = (page) => bar(page).locator("#panel");

/** Sets a mark, which is lost when the page is loaded again. */
const mark = (page) => page.evaluate(() => (globalThis.mark = true));
const isMarked = (page) => page.evaluate(() => globalThis.mark === true);

/** Simulates that the tab of the page is hidden or shown. */
function hide(page, hidden) {
  return page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

export function serve(world) {
  describe("a preview", { concurrency: 2 }, () => {
    it("shows a change without a click and keeps the scroll position", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/long/", async (page) => {
          await page.evaluate(() => scrollTo(0, 1500));
          const long = await preview.read("content/pages/long.md");
          await preview.write("content/pages/long.md", long.replace("The end.", "The new end."));
          await page.getByText("The new end.").waitFor();
          await page.waitForFunction(() => Math.abs(scrollY - 1500) < 5);
        }),
      ));

    it("does not reload a page that a change does not affect", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/long/", async (page) => {
          await mark(page);
          const received = page.waitForFunction(() => globalThis.received);
          await page.evaluate(() => {
            // A second listener to the same stream tells when the event has arrived.
            const source = new EventSource("/__preview/events?page=/long/&session=x&since=0");
            let count = 0;
            source.addEventListener("news", () => ++count === 2 && (globalThis.received = true));
          });
          await page.waitForTimeout(300);
          await preview.write(NOTICE, notice("on the home page"));
          await received;
          await page.waitForTimeout(300);
          assert.ok(await isMarked(page));
        }),
      ));

    it("shows the last of fifty quick saves", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/", async (page) => {
          for (let count = 1; count <= 50; count += 1) {
            await preview.write(NOTICE, notice(`save number ${count}.`));
            await new Promise((resolve) => setTimeout(resolve, 5 + ((count * 37) % 60)));
          }
          await page.getByText("save number 50.").waitFor();
        }),
      ));

    it("replaces a style sheet without loading the page again", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/", async (page) => {
          await mark(page);
          await preview.write("themes/default/assets/extra.css", "h1 { letter-spacing: 7px }\n");
          await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).letterSpacing === "7px");
          await page.waitForFunction(() => document.querySelectorAll("link[rel=stylesheet]").length === 1);
          assert.ok(await isMarked(page));
          // The change notice of the page itself finds no change.
          const own = await page.evaluate(async () => (await (await fetch("/stamp.json")).json())["/"]);
          assert.equal(await page.evaluate(() => document.body.dataset.stamp), own);
        }),
      ));

    it("shows an error over the page until it is fixed", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/", async (page) => {
          await mark(page);
          await preview.write(NOTICE, notice("bad", '"<script>document.title = 1</script>"'));
          await panel(page).getByText("content/notices/news.md:3:8").waitFor();
          assert.match(await panel(page).innerText(), /<script>document\.title = 1<\/script>/);
          assert.match(await bar(page).getByRole("alert").textContent(), /The build failed: 1 error/);
          assert.ok(await isMarked(page), "the last good page stays");
          assert.equal(await page.getByText("first", { exact: true }).count(), 1);
          assert.notEqual(await page.title(), "1");

          await preview.write(NOTICE, notice("first"));
          await panel(page).waitFor({ state: "hidden" });
          assert.ok(await isMarked(page), "the page has not changed");
        }),
      ));

    it("hides errors on Escape and shows new ones", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/", async (page) => {
          await preview.write(NOTICE, notice("bad", '"yesterday"'));
          await panel(page).getByText("yesterday").first().waitFor();
          await panel(page).getByRole("button", { name: "Close" }).focus();
          await page.keyboard.press("Escape");
          await panel(page).waitFor({ state: "hidden" });
          await preview.write(NOTICE, notice("bad", '"tomorrow"'));
          await panel(page).getByText("tomorrow").first().waitFor();
        }),
      ));

    it("shows errors before there is a site, and then the site", () =>
      withPreview({ ...site(), [NOTICE]: notice("first") }, async (preview) => {
        await visit(world, preview, "/", async (page) => {
          const good = await preview.read("content/site.toml");
          await preview.stop();
          await preview.write("content/site.toml", 'title = "Test status"\n');
          // Not awaited: `start` returns only once the preview prints `built`.
          preview.start().catch(() => {});
          await page.waitForTimeout(1500);
          await page.goto(preview.origin + "/");
          await page.getByRole("heading", { name: "The site cannot be built yet" }).waitFor();
          await preview.write("content/site.toml", good);
          await page.getByRole("heading", { name: "The site cannot be built yet" }).waitFor({ state: "detached" });
          await page.getByText("first", { exact: true }).waitFor();
        });
      }));

    it("disconnects in a hidden tab and catches up when it is shown", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/", async (page) => {
          await page.evaluate(() => {
            const close = EventSource.prototype.close;
            EventSource.prototype.close = function () {
              globalThis.disconnected = true;
              close.call(this);
            };
          });
          await hide(page, true);
          assert.ok(await page.evaluate(() => globalThis.disconnected));
          await preview.write(NOTICE, notice("while hidden"));
          await page.waitForTimeout(1000);
          assert.equal(await page.getByText("while hidden").count(), 0);
          await hide(page, false);
          await page.getByText("while hidden").waitFor();
        }),
      ));

    it("reconnects its pages after a restart", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/", async (page) => {
          await mark(page);
          await preview.stop();
          await bar(page).getByText("Reconnecting…").waitFor();
          await preview.start();
          await live(page);
          assert.ok(await isMarked(page), "an unchanged page is not loaded again");
          await preview.stop();
          await preview.write(NOTICE, notice("while it was stopped"));
          await preview.start();
          await page.getByText("while it was stopped").waitFor();
        }),
      ));

    it("switches between the public view, drafts and customers", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/incidents/slow/", async (page) => {
          assert.equal(await page.getByText("Not said yet.").count(), 0);
          await bar(page).getByRole("link", { name: "With drafts" }).click();
          await page.waitForURL("**/__preview/drafts/incidents/slow/");
          await page.getByText("Not said yet.").waitFor();
          const banner = await page.evaluate(() => getComputedStyle(document.body, "::before").content);
          assert.match(banner, /With drafts — not published/);
          const watermark = await page.evaluate(() => getComputedStyle(document.documentElement, "::after").backgroundImage);
          assert.match(watermark, /watermark\.svg/);
          assert.equal(await bar(page).locator("[aria-current=page]").textContent(), "With drafts");

          await bar(page).getByRole("button", { name: "Customers" }).focus();
          await page.keyboard.press("Enter");
          await panel(page).getByRole("link", { name: "Acme Corp" }).click();
          await page.waitForURL("**/__preview/customers/acme/incidents/slow/");
          await bar(page).getByRole("link", { name: "Public" }).click();
          await page.waitForURL(`${preview.origin}/incidents/slow/`);

          await bar(page).getByRole("link", { name: "With drafts" }).click();
          await live(page);
          const draft = await preview.read(`${UPDATES}/2026-11-20T0930Z.md`);
          await preview.write(`${UPDATES}/2026-11-20T0930Z.md`, draft.replace("Not said yet.", "Said soon."));
          await page.getByText("Said soon.").waitFor();
        }),
      ));

    for (const [look, options] of Object.entries({
      "in light": { colorScheme: "light" },
      "in dark": { colorScheme: "dark" },
      "in forced colours": { forcedColors: "active" },
      "at 320 px": { viewport: { width: 320, height: 640 } },
    })) {
      it(`does not cover the page and is accessible: ${look}`, () =>
        withPreview(site(), (preview) =>
          visit(
            world,
            preview,
            "/__preview/drafts/",
            async (page) => {
              const axe = async () => {
                await page.evaluate(AXE);
                const { violations } = await page.evaluate(
                  (tags) => globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }),
                  AXE_TAGS,
                );
                assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => [node.html, node.failureSummary])]), []);
              };
              await axe();
              await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
              const [footer, top] = await page.evaluate(() => {
                const inner = document.querySelector("allclear-preview").shadowRoot;
                return [
                  document.querySelector("footer").getBoundingClientRect().bottom,
                  inner.querySelector(".bar").getBoundingClientRect().top,
                ];
              });
              assert.ok(footer <= top + 1, `the page ends at ${footer}, below the top of the bar at ${top}`);
              const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
              assert.ok(wide <= 0, "the page scrolls horizontally");

              await preview.write(NOTICE, notice("bad", '"yesterday"'));
              await panel(page).getByText("yesterday").first().waitFor();
              await axe();
            },
            { bypassCSP: true, ...options },
          ),
        ));
    }

    it("works on the pages of the sample site with their content security policy", () =>
      withPreview(null, (preview) =>
        visit(world, preview, "/", async (page) => {
          await bar(page).getByRole("button", { name: /findings|warning/i }).click();
          await panel(page).getByRole("heading", { name: "Findings" }).waitFor();
          await page.keyboard.press("Escape");
          await panel(page).waitFor({ state: "hidden" });
        }),
      ));
  });
}
