// Pages with a clock that only the test moves, so that minutes pass at once.

import { NOW, withPage } from "./browser.js";

/**
 * Opens `url` at `NOW`, stops the clock 50 seconds later, and passes to `use` the page and two functions: `pass` moves
 * the clock by a number of minutes and waits for all responses, and `asked` returns the times of all requests of the
 * page's script, in minutes since `NOW`.
 *
 * The page updates its durations every 20 seconds, so after 50 seconds they show the same minute as after 40.
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
      // One minute at a time, since the response to a request may change what the page does in the next minute.
      for (let minute = 0; minute < minutes; minute += 1) {
        await page.clock.runFor(60_000);
        await settle();
      }
    };
    const asked = () => page.evaluate((now) => globalThis.asked.times.map((t) => (t - now) / 60_000), NOW.getTime());
    await use(page, { pass, asked });
  });
}
