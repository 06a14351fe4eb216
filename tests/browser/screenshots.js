// Screenshots of every page type for manual review: `target/screenshots/<page>-<width>-<scheme>.png`. If a page looks
// different from the last time, the earlier screenshot is next to it, with `-before` in its name. See README.md.

import assert from "node:assert/strict";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
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
              const stem = join(FOLDER, `${name.replaceAll(/[ ,]+/g, "-")}-${width}-${colorScheme}`);
              await page.emulateMedia({ colorScheme });
              const after = await page.screenshot({ fullPage: true });
              assert.ok(after.length > 0);
              const before = await readFile(`${stem}.png`).catch(() => after);
              await rm(`${stem}-before.png`, { force: true });
              if (!before.equals(after)) await writeFile(`${stem}-before.png`, before);
              await writeFile(`${stem}.png`, after);
            }
          }
        });
      });
    }
  });
}
