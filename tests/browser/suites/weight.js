// The size of a page, for phones with a bad connection. The home page must fit into the first round trip of a new
// connection, which is about 14 KB.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";

import { withPage } from "../browser.js";

const KB = 1024;

/** The paths that the browser requests when it opens `url`. */
async function requests(browser, url) {
  return withPage(browser, {}, async (page) => {
    const paths = [];
    page.on("request", (request) => paths.push(new URL(request.url()).pathname));
    await page.goto(url, { waitUntil: "networkidle" });
    return paths;
  });
}

/** The size of a file after `gzip -9`. */
async function compressed(folder, path) {
  const bytes = await readFile(join(folder, path.endsWith("/") ? `${path}index.html` : path));
  return gzipSync(bytes, { level: 9 }).length;
}

/** The compressed size of the HTML and CSS of the home page. */
async function homePage(world, site) {
  const paths = await requests(world.browser, `${site.origin}/`);
  const sizes = await Promise.all(
    paths.filter((path) => path === "/" || path.endsWith(".css")).map((path) => compressed(site.folder, path)),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function atMost(test, size, limit) {
  test.diagnostic(`${size} bytes of ${limit}`);
  assert.ok(size <= limit, `${size} bytes exceed the limit of ${limit}`);
}

export function weight(world) {
  describe("pages are light", () => {
    it("home: HTML and CSS in 14 KB", async (test) => atMost(test, await homePage(world, world.sample), 14 * KB));

    it("home with 45 components in 7 groups: HTML and CSS in 24 KB", async (test) =>
      atMost(test, await homePage(world, world.large), 24 * KB));

    it("home: at most three requests, without the theme's icon and logo and the polling", async () => {
      const paths = await requests(world.browser, `${world.sample.origin}/`);
      const counted = paths.filter((path) => !/\/stamp\.json$|icon|favicon|\/logo-/.test(path));
      assert.ok(counted.length <= 3, counted.join(" "));
    });

    it("the script: 5 KB", async (test) => {
      const paths = await requests(world.browser, `${world.sample.origin}/`);
      const scripts = paths.filter((path) => path.endsWith(".js"));
      assert.equal(scripts.length, 1, scripts.join(" "));
      atMost(test, await compressed(world.sample.folder, scripts[0]), 5 * KB);
    });
  });
}
