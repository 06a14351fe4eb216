// Takes the two screenshots of the README from the sample site, as the program builds it now: `npm run readme-images`.

import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { launch, withPage } from "./browser.js";
import { PAGES } from "./pages.js";
import { ROOT, buildSample } from "./sample.js";
import { serve } from "./server.js";

const FOLDER = join(ROOT, "docs/img");
const LIMIT = 120 * 1024;
const SIZE = { width: 1000, height: 660 };

const IMAGES = {
  "home-light.png": { path: PAGES.home, colorScheme: "light" },
  "incident-dark.png": { path: PAGES["incident, open"], colorScheme: "dark" },
};

const cleanUps = [];
try {
  const server = await serve(await buildSample((cleanUp) => cleanUps.push(cleanUp)));
  const browser = await launch();
  cleanUps.push(() => browser.close(), server.stop);
  await mkdir(FOLDER, { recursive: true });
  for (const [name, { path, colorScheme }] of Object.entries(IMAGES)) {
    const file = join(FOLDER, name);
    await withPage(browser, { colorScheme, viewport: SIZE }, async (page) => {
      await page.goto(server.origin + path);
      await page.screenshot({ path: file });
    });
    const { size } = await stat(file);
    console.log(`docs/img/${name}: ${size} bytes`);
    if (size > LIMIT) throw new Error(`docs/img/${name} is larger than ${LIMIT} bytes`);
  }
} finally {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
}
