// Pages under a clock that stands until a test moves it, so that minutes pass at once.

import { NOW, withPage } from "./browser.js";

/**
 * Opens `url` at `NOW`, lets the clock stand 50 seconds later, and gives the page to `use` together with `pass`, which
 * lets minutes pass and waits until all that the page asked for meanwhile has been answered, and with `asked`, which
 * tells when the page asked for something by its script, in minutes since `NOW`.
 *
 * The page counts on every 20 seconds, so what it shows is that much behind, and still of the same minute.
 */
export function withClock(browser, url, use) {
  return withPage(browser, { now: null }, async (page) => {
    await page.clock.install({ time: NOW });
    await page.addInitScript(() => {
      const original = globalThis.fetch;
      const record = (globalThis.asked = { times: [], pending: 0 });
      globalThis.fetch = async (...request) => {
        record.times.push(Date.now());
        record.pending += 1;
        try {
          return await original(...request);
        } finally {
          record.pending -= 1;
        }
      };
    });
    await page.goto(url);
    await page.clock.pauseAt(new Date(NOW.getTime() + 50_000));

    const settle = async () => {
      while ((await page.evaluate(() => globalThis.asked.pending)) > 0);
    };
    const pass = async (minutes) => {
      // A minute at a time: what is asked in one may decide what happens in the next.
      for (let minute = 0; minute < minutes; minute += 1) {
        await page.clock.runFor(60_000);
        await settle();
      }
    };
    const asked = () => page.evaluate((now) => globalThis.asked.times.map((t) => (t - now) / 60_000), NOW.getTime());
    await use(page, { pass, asked });
  });
}
