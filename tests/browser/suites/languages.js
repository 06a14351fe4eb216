// With several languages, every page leads to itself in the others, and the words around a text and the text itself are
// in their own languages.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { withPage } from "../browser.js";
import { onEachPage, PAGES, WHOLE_PAGES } from "../pages.js";

/** The links of the switch by the language to which they lead. */
function switches(page) {
  return page.locator(".top .languages a").evaluateAll((links) =>
    Object.fromEntries(links.map((link) => [link.hreflang, new URL(link.href).pathname])),
  );
}

export function languages(world) {
  describe("languages", { concurrency: 3 }, () => {
    onEachPage(
      "every page leads to itself in another language, without a script",
      world.browser,
      world.languages,
      { javaScriptEnabled: false, now: null },
      async (page, path) => {
        const heading = await page.locator("h1").textContent();
        const isFound = path !== "/no/such/page/";
        for (const [language, folder] of Object.entries({ de: "/de", ar: "/ar" })) {
          const target = (await switches(page))[language];
          assert.equal(target, isFound ? folder + path : `${folder}/`);
          await page.goto(world.languages.origin + target);
          assert.equal(await page.locator("html").getAttribute("lang"), language);
          assert.equal(await page.locator("html").getAttribute("dir"), language === "ar" ? "rtl" : "ltr");
          const written = page.locator("h1 bdi");
          if (isFound && (await written.count())) assert.equal(await page.locator("h1").textContent(), heading);
          for (const text of await written.all()) assert.equal(await text.getAttribute("lang"), "en");
          assert.equal((await switches(page)).en, isFound ? path : "/");
        }
      },
      WHOLE_PAGES,
    );

    for (const folder of ["/de", "/ar"]) {
      const pages = Object.fromEntries(
        Object.entries(PAGES).filter(([name]) => name !== "not found").map(([name, path]) => [name, folder + path]),
      );
      onEachPage(
        `no page below ${folder}/ scrolls horizontally at 320 px`,
        world.browser,
        world.languages,
        { viewport: { width: 320, height: 640 } },
        async (page) => {
          const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${wide} px`);
        },
        pages,
      );
    }

    it("the search finds pages of the same language", () =>
      withPage(world.browser, {}, async (page) => {
        for (const folder of ["", "/de"]) {
          await page.goto(`${world.languages.origin}${folder}/history/2025/`);
          await page.locator(".search input").fill("exports");
          const link = page.locator(".search a").first();
          const target = new URL(await link.evaluate((a) => a.href)).pathname;
          assert.match(target, new RegExp(`^${folder}/incidents/`));
          const answer = await page.request.get(world.languages.origin + target);
          assert.equal(answer.status(), 200);
        }
      }));
  });
}
