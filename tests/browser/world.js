// The browser and the servers that all tests share. Each site is built once.

import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { launch } from "./browser.js";
import { manyComponents } from "./many-components.js";
import { muchOpen } from "./much-open.js";
import { buildSample, buildSite } from "./sample.js";
import { serve } from "./server.js";

/**
 * @typedef {Awaited<ReturnType<typeof serve>>} Server
 * @typedef {object} World
 * @property {import("playwright-core").Browser} browser
 * @property {Server} sample the sample site
 * @property {Server} board the site for colleagues of the sample
 * @property {Server} gated the view of a customer of the sample behind a login, at its own address
 * @property {Server} night the sample site at a time at which the next day has begun in its time zone
 * @property {Server} arabic the sample site in Arabic, which is written from right to left
 * @property {Server} japanese the sample site in Japanese, which has no spaces between words
 * @property {Server} languages the sample site in English, German and Arabic
 * @property {Server} lighthouse the sample site in the example theme
 * @property {Server} large a site with 45 components in 7 groups
 * @property {Server} busy a site with five open incidents and a running maintenance
 */

/** Builds the sites, and starts the servers and the browser. `world.end()` stops them. */
export async function begin() {
  const cleanUps = [];
  const after = (cleanUp) => cleanUps.push(cleanUp);
  const world = {
    end: async () => {
      for (const cleanUp of cleanUps.reverse()) await cleanUp();
    },
  };

  async function served(folder) {
    const server = await serve(folder);
    after(server.stop);
    return server;
  }

  try {
    const sample = await buildSample(after);
    world.sample = await served(sample);
    world.board = await served(join(dirname(sample), "internal"));
    const views = join(dirname(sample), "private");
    const [view] = await readdir(views);
    const gated = await served(dirname(views));
    world.gated = { ...gated, origin: `${gated.origin}/private/${view}` };
    world.night = await served(
      await buildSample(after, (settings) => settings.replace("2026-11-20T10:00:00Z", "2026-11-20T22:30:00Z")),
    );
    world.arabic = await served(await buildSample(after, (settings) => settings.replace('"en"', '"ar"')));
    world.japanese = await served(await buildSample(after, (settings) => settings.replace('"en"', '"ja"')));
    world.languages = await served(
      await buildSample(after, (settings) => settings.replace('language = "en"', 'languages = ["en", "de", "ar"]')),
    );
    world.lighthouse = await served(
      await buildSample(after, (settings) => settings.replace('"harbor"', '"lighthouse"')),
    );
    world.large = await served(await buildSite(after, manyComponents()));
    world.busy = await served(await buildSite(after, muchOpen()));
    world.browser = await launch();
    after(() => world.browser.close());
  } catch (error) {
    await world.end();
    throw error;
  }
  return world;
}
