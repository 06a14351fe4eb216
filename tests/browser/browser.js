// One Chromium for all tests. Each test opens contexts of its own in it, which share nothing.

import { chromium } from "playwright-core";

/** Where the sample's clock stands still (`clock` in `content/site.toml`). */
export const NOW = new Date("2026-11-20T10:00:00Z");

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
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
 * Opens a page in a fresh context, gives it to `use` and closes the context, whatever happens.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {import("playwright-core").BrowserContextOptions & { now?: Date | null }} options as for Playwright's
 *   `newContext`; `now` freezes the page's clock, at the sample's moment unless said otherwise, and null lets it run
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

/** Opens everything that can be folded away, so that all of a page is looked at. */
export function unfold(page) {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}

/** Runs `work` for each item, `width` at a time, in order of the items. */
export async function inParallel(items, width, work) {
  const queue = [...items];
  const workers = Array.from({ length: width }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  });
  await Promise.all(workers);
}
