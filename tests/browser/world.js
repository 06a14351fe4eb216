// What all tests share: one browser, and the sites, each built once and served.

import { launch } from "./browser.js";
import { manyComponents } from "./many-components.js";
import { buildSample, buildSite } from "./sample.js";
import { serve } from "./server.js";

/**
 * @typedef {Awaited<ReturnType<typeof serve>>} Server
 * @typedef {object} World
 * @property {import("playwright-core").Browser} browser
 * @property {Server} sample the sample site
 * @property {Server} arabic the sample site in Arabic, from right to left
 * @property {Server} lighthouse the sample site in the example theme
 * @property {Server} large a site with 45 components in 7 groups
 */

/** Sets everything up. `world.end()` takes it down. */
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
    world.sample = await served(await buildSample(after));
    world.arabic = await served(await buildSample(after, (settings) => settings.replace('"en"', '"ar"')));
    world.lighthouse = await served(
      await buildSample(after, (settings) => settings.replace('"default"', '"lighthouse"')),
    );
    world.large = await served(await buildSite(after, manyComponents()));
    world.browser = await launch();
    after(() => world.browser.close());
  } catch (error) {
    await world.end();
    throw error;
  }
  return world;
}
