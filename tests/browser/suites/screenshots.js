// Screenshots of every page type for manual review: `target/screenshots/<page>-<width>-<scheme>.png`.

import assert from "node:assert/strict";
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";

import { withPage } from "../browser.js";
import { PAGES } from "../pages.js";
import { ROOT } from "../sample.js";

const FOLDER = join(ROOT, "target/screenshots");
const WIDTHS = [390, 1280];
const SCHEMES = ["light", "dark"];

export function screenshots(world) {
  describe("screenshots", { concurrency: 2 }, () => {
    for (const width of WIDTHS) {
      it(`of every page type at ${width} px`, async () => {
        await mkdir(FOLDER, { recursive: true });
        await withPage(world.browser, { viewport: { width, height: 900 } }, async (page) => {
          for (const [name, path] of Object.entries(PAGES)) {
            await page.goto(world.sample.origin + path);
            for (const colorScheme of SCHEMES) {
              const file = join(FOLDER, `${name.replaceAll(/[ ,]+/g, "-")}-${width}-${colorScheme}.png`);
              await rm(file, { force: true });
              await page.emulateMedia({ colorScheme });
              await page.screenshot({ path: file, fullPage: true });
              assert.ok((await stat(file)).size > 0);
            }
          }
        });
      });
    }
  });
}
