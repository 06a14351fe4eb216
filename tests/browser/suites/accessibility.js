// Runs axe-core on every type of page in every colour scheme and at several sizes, and accepts no violation. Results that
// axe cannot decide ("incomplete") must be listed in `incomplete.json` with the reason why they are accessible. An unused
// entry fails, too.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, describe, it } from "node:test";

import { unfold, withPage } from "../browser.js";
import { QUIET_COMPONENT } from "../many-components.js";
import { PAGES, onEachPage } from "../pages.js";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ACCEPTED = JSON.parse(await readFile(new URL("../incomplete.json", import.meta.url), "utf8"));

const OPTIONS = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
  rules: { "target-size": { enabled: true } },
  resultTypes: ["violations", "incomplete"],
};

const LOOKS = {
  "in light": { colorScheme: "light" },
  "in dark": { colorScheme: "dark" },
  "in forced colours": { forcedColors: "active" },
  "at 320 px": { viewport: { width: 320, height: 640 } },
};

/** Pages that together contain every element of the design. */
const FEW = Object.fromEntries(
  ["home", "incident, open", "component, with history"].map((name) => [name, PAGES[name]]),
);

/** A record for each element that axe reports, with the reason why it could not decide. */
function elements(rules) {
  return rules.flatMap((rule) =>
    rule.nodes.map((node) => ({
      rule: rule.id,
      cause: [...node.any, ...node.all, ...node.none].find((check) => check.data?.messageKey)?.data.messageKey ?? "",
      target: node.target.flat().join(" "),
      html: node.html,
      summary: node.failureSummary,
    })),
  );
}

function text(found) {
  return found.map((f) => `${f.rule} ${f.cause}\n  ${f.target}\n  ${f.html}\n  ${f.summary}`).join("\n\n");
}

/** The entries of `incomplete.json` that apply to an element. */
async function reasons(page, found) {
  const entries = ACCEPTED.filter((entry) => entry.rule === found.rule && entry.cause === found.cause);
  const inside = await page.evaluate(
    ([target, selectors]) => selectors.map((selector) => document.querySelector(target)?.closest(selector) != null),
    [found.target, entries.map((entry) => entry.inside)],
  );
  return entries.filter((_, index) => inside[index]);
}

export function accessibility(world) {
  const needed = new Set();

  async function examine(page) {
    await unfold(page);
    await page.evaluate(AXE);
    const results = await page.evaluate((options) => globalThis.axe.run(document, options), OPTIONS);

    assert.equal(text(elements(results.violations)), "");
    const undecided = [];
    for (const found of elements(results.incomplete)) {
      const entries = await reasons(page, found);
      entries.forEach((entry) => needed.add(entry));
      if (entries.length === 0) undecided.push(found);
    }
    assert.equal(text(undecided), "", "axe could not decide, and `incomplete.json` has no entry for it");
  }

  // axe adds styles to the page while it measures, which the content security policy of the page forbids.
  const bypassCSP = true;

  describe("axe finds no violation", { concurrency: 3 }, () => {
    for (const [look, options] of Object.entries(LOOKS)) {
      onEachPage(look, world.browser, world.sample, { bypassCSP, ...options }, examine);
    }
    onEachPage("from right to left", world.browser, world.arabic, { bypassCSP }, async (page) => {
      assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
      await examine(page);
    });
    for (const look of ["in light", "in dark"]) {
      const options = { bypassCSP, ...LOOKS[look] };
      onEachPage(`${look}, in the example theme`, world.browser, world.lighthouse, options, examine, FEW);
    }
    it("with 45 components, and on the page of a component without incidents", () =>
      withPage(world.browser, { bypassCSP }, async (page) => {
        for (const path of ["/", QUIET_COMPONENT]) {
          await page.goto(world.large.origin + path);
          await examine(page);
        }
      }));

    after(() => assert.deepEqual(ACCEPTED.filter((entry) => !needed.has(entry)), [], "unused entries"));
  });
}
