// Runs `allclear serve` for a project of its own in a temporary folder, at a free port, until the test ends.

import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { PROGRAM, ROOT } from "./sample.js";

/**
 * Starts a preview, gives it to `use` and stops it, whatever happens.
 *
 * @param {Record<string, string> | null} files what stands below the project: texts by path; the sample's if null
 * @param {(preview: { origin: string, read: (path: string) => Promise<string>, write: (path: string, text: string) =>
 *   Promise<void>, remove: (path: string) => Promise<void>, stop: () => Promise<void>, start: () => Promise<void> })
 *   => Promise<void>} use
 */
export async function withPreview(files, use) {
  const folder = await mkdtemp(join(tmpdir(), "allclear-preview-"));
  const path = (below) => join(folder, below);
  let child;
  let port = "0";

  // As editors save: beside its place first, then all at once.
  async function write(below, text) {
    await mkdir(dirname(path(below)), { recursive: true });
    await writeFile(`${path(below)}~`, text);
    await rename(`${path(below)}~`, path(below));
  }

  async function start() {
    child = spawn(PROGRAM, ["-C", folder, "serve", "--port", port], { stdio: ["ignore", "pipe", "ignore"] });
    let out = "";
    await new Promise((resolve, reject) => {
      child.stdout.on("data", (data) => {
        out += data;
        if (/^built · /m.test(out)) resolve();
      });
      child.on("exit", () => reject(new Error(`the preview ended: ${out}`)));
    });
    port = /preview at http:\/\/127\.0\.0\.1:(\d+)\//.exec(out)[1];
  }

  async function stop() {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }

  try {
    if (files) {
      for (const [below, text] of Object.entries(files)) await write(below, text);
    } else {
      for (const part of ["content", "themes"]) await cp(join(ROOT, part), path(part), { recursive: true });
    }
    await start();
    await use({
      origin: `http://127.0.0.1:${port}`,
      read: (below) => readFile(path(below), "utf8"),
      write,
      remove: (below) => rm(path(below)),
      start,
      stop,
    });
  } finally {
    await stop();
    await rm(folder, { recursive: true, force: true });
  }
}
