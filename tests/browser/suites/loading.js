// Loading a page of any type writes nothing to the console, does not violate the content security policy, and requests
// only existing files of the same host.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { withPage } from "../browser.js";
import { PAGES } from "../pages.js";

/** Opens a page and returns all problems while it loads. */
async function problems(browser, origin, path) {
  return withPage(browser, {}, async (page) => {
    const found = [];
    page.on("console", (message) => {
      // The browser itself reports the status 404 of this page.
      if (path === PAGES["not found"] && message.location().url === origin + path) return;
      if (["error", "warning"].includes(message.type())) found.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => found.push(`error: ${error}`));
    page.on("requestfailed", (request) => found.push(`failed: ${request.url()}`));
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== origin) found.push(`another host: ${request.url()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400 && response.url() !== origin + path) found.push(`missing: ${response.url()}`);
    });
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
      });
    });
    await page.goto(origin + path, { waitUntil: "networkidle" });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    return found;
  });
}

export function loading(world) {
  describe("loading a page causes no message, no policy violation and no request to another host", { concurrency: 4 }, () => {
    for (const [name, path] of Object.entries(PAGES)) {
      it(`on the page "${name}"`, async () => {
        assert.deepEqual(await problems(world.browser, world.sample.origin, path), []);
      });
    }
  });

  describe("the content security policy", () => {
    it("is in each page and allows nothing unsafe", async () => {
      for (const path of Object.values(PAGES)) {
        const html = await (await fetch(world.sample.origin + path)).text();
        const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/i.exec(html)?.[1];
        assert.ok(policy, `${path} has no policy`);
        assert.match(policy, /default-src (&#39;|&#x27;|')none/);
        assert.doesNotMatch(policy, /unsafe-|\*|data:|blob:|https?:/);
      }
    });

    it("is in `_headers`, too, with the directives that only a header can set", async () => {
      const { headers } = await fetch(`${world.sample.origin}/`);
      assert.match(headers.get("content-security-policy") ?? "", /frame-ancestors '(none|self)'/);
      assert.doesNotMatch(headers.get("content-security-policy"), /unsafe-/);
      assert.equal(headers.get("x-content-type-options"), "nosniff");
      assert.ok(headers.get("referrer-policy"));
    });
  });
}
