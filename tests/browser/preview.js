// Runs `allclear serve` for a project in a temporary folder, on a free port, until the test ends.

import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { PROGRAM, ROOT } from "./sample.js";

/**
 * Starts a preview, passes it to `use`, and stops it at the end.
 *
 * @param {Record<string, string> | null} files the files of the project: texts by path; null for the sample site
 * @param {(preview: { origin: string, read: (path: string) => Promise<string>, write: (path: string, text: string) =>
 *   Promise<void>, remove: (path: string) => Promise<void>, stop: () => Promise<void>, start: () => Promise<void> })
 *   => Promise<void>} use
 */
export async function withPreview(files, use) {
  const folder = await mkdtemp(join(tmpdir(), "allclear-preview-"));
  const path = (relative) => join(folder, relative);
  let child;
  let port = "0";

  // Saves as editors do: writes a temporary file and renames it.
  async function write(relative, text) {
    await mkdir(dirname(path(relative)), { recursive: true });
    await writeFile(`${path(relative)}~`, text);
    await rename(`${path(relative)}~`, path(relative));
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
      for (const [relative, text] of Object.entries(files)) await write(relative, text);
    } else {
      for (const part of ["content", "themes"]) await cp(join(ROOT, part), path(part), { recursive: true });
    }
    await start();
    await use({
      origin: `http://127.0.0.1:${port}`,
      read: (relative) => readFile(path(relative), "utf8"),
      write,
      remove: (relative) => rm(path(relative)),
      start,
      stop,
    });
  } finally {
    await stop();
    await rm(folder, { recursive: true, force: true });
  }
}
