// Sealed views: a sample site with keys, the links of its views, and a second set after a rotation.

import { execFile } from "node:child_process";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { PROGRAM, ROOT, scratch } from "./sample.js";
import { serve } from "./server.js";

const run = promisify(execFile);

/** The customer of the sample site whose view is sealed. */
export const CUSTOMER = "acme";

/**
 * Builds the sample site with new keys. Returns its server, the link of the sealed view, and what changes it.
 *
 * @param {(cleanUp: () => Promise<void> | void) => void} after registers a function to call when the tests have ended
 */
export async function sealedSample(after) {
  const folder = await scratch(after);
  for (const part of ["content", "themes/harbor", "themes/lighthouse"]) {
    await cp(join(ROOT, part), join(folder, part), { recursive: true });
  }
  const program = (...words) => run(PROGRAM, ["-C", folder, ...words]);
  await program("build", "--quiet", "--new-keys");
  const server = await serve(join(folder, "public"));
  after(server.stop);

  /** The current link, as the address on this server and the code. */
  async function link(customer = CUSTOMER) {
    const { stdout } = await program("links", "--format", "json", "--customer", customer);
    const { address, code } = JSON.parse(stdout).links[0];
    return { path: new URL(address).pathname, code };
  }

  return {
    folder,
    server,
    link,
    /** Shows a notice to the customer alone, and builds again. */
    announce: async (title) => {
      const text = `+++\ntitle = "${title}"\nfrom = 2026-11-20T09:00:00Z\naudience = ["customer:${CUSTOMER}"]\n+++\nNo action needed.\n`;
      await writeFile(join(folder, "content/notices/settlement-files.md"), text);
      await program("build", "--quiet");
    },
    /** Replaces the link and builds again. */
    rotate: async () => {
      await program("keys", "rotate", CUSTOMER);
      await program("build", "--quiet");
    },
  };
}
