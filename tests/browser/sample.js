// Builds sites with the program under test, each in a temporary folder that is removed when the tests end.

import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The program under test. */
export const PROGRAM = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/allclear");

/** Builds the project at `folder` and returns the folder of the finished site. */
async function build(folder) {
  await run(PROGRAM, ["-C", folder, "build", "--quiet", "--new-keys", "--output", "public"]);
  return join(folder, "public");
}

/** Creates a temporary folder, and registers its removal with `after`. */
export async function scratch(after) {
  const folder = await mkdtemp(join(tmpdir(), "allclear-browser-"));
  after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Builds the sample site; `change` may change the text of `site.toml` before.
 *
 * @param {(cleanUp: () => Promise<void>) => void} after registers a function to call when the tests have ended
 */
export async function buildSample(after, change = (settings) => settings) {
  const folder = await scratch(after);
  for (const part of ["content", "themes/harbor", "themes/lighthouse"]) {
    await cp(join(ROOT, part), join(folder, part), { recursive: true });
  }
  const settings = join(folder, "content/site.toml");
  await writeFile(settings, change(await readFile(settings, "utf8")));
  return build(folder);
}

/** Builds a site from texts by their path below `content/`. */
export async function buildSite(after, files) {
  const folder = await scratch(after);
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, "content", path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return build(folder);
}
