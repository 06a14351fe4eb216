// One Chromium for all tests. Each test opens its own contexts in it, which share no state.

import { existsSync } from "node:fs";

import { chromium } from "playwright-core";

/** The fixed time of the sample site (`clock` in `content/site.toml`). */
export const NOW = new Date("2026-11-20T10:00:00Z");

/**
 * The shell without the windows of a desktop opens a page in a third of the time that the whole program needs. Both have the
 * same engine.
 */
const INSTALLED = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? INSTALLED.find((path) => existsSync(path)),
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * Opens a page in a new context, passes it to `use`, and closes the context at the end.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {import("playwright-core").BrowserContextOptions & { now?: Date | null }} options the options of Playwright's
 *   `newContext`; `now` is the time at which the clock of the page stops (default: `NOW`), null lets the clock run
 */
export async function withPage(browser, { now = NOW, ...options }, use) {
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(10_000);
  try {
    if (now) await context.clock.setFixedTime(now);
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Opens every `details` element, so that tests see the whole page. */
export function unfold(page) {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}

/** Sets the font size of the browser to a multiple of the default. */
export async function enlarge(page, times) {
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setFontSizes", { fontSizes: { standard: 16 * times, fixed: 13 * times } });
  await session.detach();
}

/** Runs `work` for each item in order, at most `width` at a time. */
export async function inParallel(items, width, work) {
  const queue = [...items];
  const workers = Array.from({ length: width }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  });
  await Promise.all(workers);
}
