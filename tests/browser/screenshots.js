// Writes screenshots of every page type for manual review: `npm run screenshots`. They are
// `target/screenshots/<page>-<width>-<scheme>.png`. If a page looks different from the last time, the earlier screenshot is
// next to it, with `-before` in its name. See README.md.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { launch, withPage } from "./browser.js";
import { PAGES } from "./pages.js";
import { ROOT, buildSample } from "./sample.js";
import { serve } from "./server.js";

const FOLDER = join(ROOT, "target/screenshots");
const WIDTHS = [390, 1280];
const SCHEMES = ["light", "dark"];

const cleanUps = [];
try {
  const site = await serve(await buildSample((cleanUp) => cleanUps.push(cleanUp)));
  const browser = await launch();
  cleanUps.push(() => browser.close(), site.stop);
  await mkdir(FOLDER, { recursive: true });
  for (const width of WIDTHS) {
    await withPage(browser, { viewport: { width, height: 900 } }, async (page) => {
      for (const [name, path] of Object.entries(PAGES)) {
        await page.goto(site.origin + path);
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          await save(`${name.replaceAll(/[ ,]+/g, "-")}-${width}-${colorScheme}`, await page.screenshot({ fullPage: true }));
        }
      }
    });
  }
} finally {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
}

/** Writes a screenshot, and keeps the one before if it is different. */
async function save(name, after) {
  const stem = join(FOLDER, name);
  const before = await readFile(`${stem}.png`).catch(() => after);
  await rm(`${stem}-before.png`, { force: true });
  if (!before.equals(after)) {
    console.log(`${name} has changed`);
    await writeFile(`${stem}-before.png`, before);
  }
  await writeFile(`${stem}.png`, after);
}
