// `allclear serve` in a browser: changes show without a click and without loss, what is wrong shows over the page
// until it is mended, and the bar does no harm to the page that it stands on.

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

const notice = (text, from = "2026-11-01T00:00:00Z") => `+++\ntitle = "News"\nfrom = ${from}\n+++\n${text}\n`;

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

/** Opens a page of a preview, with the clock running, and waits until it hears of changes. */
async function visit(world, preview, path, use, options = {}) {
  await withPage(world.browser, { now: null, ...options }, async (page) => {
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(preview.origin + path);
    await live(page);
    await use(page);
    const known = /Failed to load resource|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE/;
    assert.deepEqual(errors.filter((error) => !known.test(error)), []);
  });
}

const bar = (page) => page.locator("allclear-preview");
const live = (page) => bar(page).getByRole("status").getByText("Live").waitFor();
const panel = (page) => bar(page).locator("#panel");

/** Leaves a mark that goes when the page is loaded again. */
const mark = (page) => page.evaluate(() => (globalThis.mark = true));
const isMarked = (page) => page.evaluate(() => globalThis.mark === true);

/** Makes the page believe that its tab is hidden, or shown again. */
function hide(page, hidden) {
  return page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

export function serve(world) {
  describe("a preview", { concurrency: 2 }, () => {
    it("shows a change without a click, and where the reader was", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/long/", async (page) => {
          await page.evaluate(() => scrollTo(0, 1500));
          const long = await preview.read("content/pages/long.md");
          await preview.write("content/pages/long.md", long.replace("The end.", "The new end."));
          await page.getByText("The new end.").waitFor();
          await page.waitForFunction(() => Math.abs(scrollY - 1500) < 5);
        }),
      ));

    it("leaves a page alone that a change is not about", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/long/", async (page) => {
          await mark(page);
          const heard = page.waitForFunction(() => globalThis.heard);
          await page.evaluate(() => {
            // A second listener of the same stream, to know when the news have come.
            const source = new EventSource("/__preview/events?page=/long/&session=x&since=0");
            let count = 0;
            source.addEventListener("news", () => ++count === 2 && (globalThis.heard = true));
          });
          await page.waitForTimeout(300);
          await preview.write(NOTICE, notice("about the first page"));
          await heard;
          await page.waitForTimeout(300);
          assert.ok(await isMarked(page));
        }),
      ));

    it("loses none of fifty quick saves", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/", async (page) => {
          for (let count = 1; count <= 50; count += 1) {
            await preview.write(NOTICE, notice(`save number ${count}.`));
            await new Promise((resolve) => setTimeout(resolve, 5 + ((count * 37) % 60)));
          }
          await page.getByText("save number 50.").waitFor();
        }),
      ));

    it("exchanges a style sheet without loading the page again", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/", async (page) => {
          await mark(page);
          await preview.write("themes/default/assets/extra.css", "h1 { letter-spacing: 7px }\n");
          await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).letterSpacing === "7px");
          await page.waitForFunction(() => document.querySelectorAll("link[rel=stylesheet]").length === 1);
          assert.ok(await isMarked(page));
          // The site's own script finds nothing that changed.
          const own = await page.evaluate(async () => (await (await fetch("/stamp.json")).json())["/"]);
          assert.equal(await page.evaluate(() => document.body.dataset.stamp), own);
        }),
      ));

    it("shows over the page what is wrong, and takes it away when it is mended", () =>
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
          assert.ok(await isMarked(page), "nothing of the page is another");
        }),
      ));

    it("lets what is wrong be put away with a key, and shows it again when it is something else", () =>
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

    it("shows what is wrong where there is no site yet, and then the site", () =>
      withPreview({ ...site(), [NOTICE]: notice("first") }, async (preview) => {
        await visit(world, preview, "/", async (page) => {
          const good = await preview.read("content/site.toml");
          await preview.stop();
          await preview.write("content/site.toml", 'title = "Test status"\n');
          // It says `built` once it has tried.
          preview.start().catch(() => {});
          await page.waitForTimeout(1500);
          await page.goto(preview.origin + "/");
          await page.getByRole("heading", { name: "The site cannot be built yet" }).waitFor();
          await preview.write("content/site.toml", good);
          await page.getByRole("heading", { name: "The site cannot be built yet" }).waitFor({ state: "detached" });
          await page.getByText("first", { exact: true }).waitFor();
        });
      }));

    it("lets go of its connection in a hidden tab, and catches up when it is seen again", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/", async (page) => {
          await page.evaluate(() => {
            const close = EventSource.prototype.close;
            EventSource.prototype.close = function () {
              globalThis.letGo = true;
              close.call(this);
            };
          });
          await hide(page, true);
          assert.ok(await page.evaluate(() => globalThis.letGo));
          await preview.write(NOTICE, notice("while nobody looked"));
          await page.waitForTimeout(1000);
          assert.equal(await page.getByText("while nobody looked").count(), 0);
          await hide(page, false);
          await page.getByText("while nobody looked").waitFor();
        }),
      ));

    it("is found again by its pages when it was started anew", () =>
      withPreview(site(), (preview) =>
        visit(world, preview, "/", async (page) => {
          await mark(page);
          await preview.stop();
          await bar(page).getByText("Reconnecting…").waitFor();
          await preview.start();
          await live(page);
          assert.ok(await isMarked(page), "the same page is not loaded again");
          await preview.stop();
          await preview.write(NOTICE, notice("while it was away"));
          await preview.start();
          await page.getByText("while it was away").waitFor();
        }),
      ));

    it("switches between the public view, drafts and customers with the bar", () =>
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
      it(`hides nothing of the page, and axe finds nothing: ${look}`, () =>
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
              assert.ok(footer <= top + 1, `the page ends at ${footer}, the bar begins at ${top}`);
              const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
              assert.ok(wide <= 0, "nothing to scroll sideways");

              await preview.write(NOTICE, notice("bad", '"yesterday"'));
              await panel(page).getByText("yesterday").first().waitFor();
              await axe();
            },
            { bypassCSP: true, ...options },
          ),
        ));
    }

    it("works on the sample's pages, under their own policy", () =>
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
