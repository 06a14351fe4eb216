// Writes the images in the README from what the program builds now: `npm run readme-images`. The example shows the update
// in the README itself, the other two the sample site.

import { mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

import { NOW, launch, withPage } from "./browser.js";
import { PAGES } from "./pages.js";
import { ROOT, buildSample, buildSite } from "./sample.js";
import { serve } from "./server.js";

const FOLDER = join(ROOT, "docs/img");
const LIMIT = 120 * 1024;
const SIZE = { width: 1000, height: 660 };

/** The site of the example: what `allclear init` writes, with the first Markdown block of the README as its update. */
async function exampleFiles() {
  const readme = await readFile(join(ROOT, "README.md"), "utf8");
  const update = readme.match(/^```markdown\n(.*?)^```$/ms)[1];
  return {
    "site.toml": `title = "Example status"\nurl = "https://status.example.com"\nclock = ${NOW.toISOString()}\n`,
    "components/website.md": '+++\nname = "Website"\n+++\n',
    "components/api.md": '+++\nname = "API"\n+++\n',
    "incidents/checkout/comms/2026-11-20T0946Z-investigating.md": update,
  };
}

const IMAGES = {
  "example-light.png": { site: "example", path: "/", colorScheme: "light", viewport: { width: 640, height: 600 } },
  "home-light.png": { site: "sample", path: PAGES.home, colorScheme: "light", viewport: SIZE },
  "incident-dark.png": { site: "sample", path: PAGES["incident, open"], colorScheme: "dark", viewport: SIZE },
};

const cleanUps = [];
try {
  const after = (cleanUp) => cleanUps.push(cleanUp);
  const servers = {
    example: await serve(await buildSite(after, await exampleFiles())),
    sample: await serve(await buildSample(after)),
  };
  const browser = await launch();
  cleanUps.push(() => browser.close(), servers.example.stop, servers.sample.stop);
  await mkdir(FOLDER, { recursive: true });
  for (const [name, { site, path, colorScheme, viewport }] of Object.entries(IMAGES)) {
    const file = join(FOLDER, name);
    await withPage(browser, { colorScheme, viewport }, async (page) => {
      await page.goto(servers[site].origin + path);
      await page.screenshot({ path: file });
    });
    const { size } = await stat(file);
    console.log(`docs/img/${name}: ${size} bytes`);
    if (size > LIMIT) throw new Error(`docs/img/${name} is larger than ${LIMIT} bytes`);
  }
} finally {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
}
