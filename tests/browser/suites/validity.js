// Every HTML file of the sample site and of a large site is valid.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";

import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard", "html-validate:document", "html-validate:a11y"],
  rules: {
    // Lists may have an accessible name: https://www.w3.org/TR/wai-aria-1.2/#namefromauthor
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // Integrity hashes protect against other hosts, and pages load nothing from other hosts.
    "require-sri": ["error", { target: "crossorigin" }],
  },
});

async function htmlFiles(folder) {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => name.endsWith(".html")).sort();
}

/** The errors of all HTML files in a folder. */
export async function errors(folder) {
  const found = [];
  for (const name of await htmlFiles(folder)) {
    const report = await validator.validateFile(join(folder, name));
    for (const { messages } of report.results) {
      for (const m of messages) found.push(`${name}:${m.line}:${m.column} ${m.message} (${m.ruleId})`);
    }
  }
  return found;
}

export function validity(world) {
  describe("every HTML file is valid", () => {
    it("of the sample", async () => assert.deepEqual(await errors(world.sample.folder), []));
    it("of the sample in Arabic", async () => assert.deepEqual(await errors(world.arabic.folder), []));
    it("of a site with 45 components", async () => assert.deepEqual(await errors(world.large.folder), []));
  });
}
