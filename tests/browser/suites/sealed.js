// A sealed view in the browser: every kind of link, every page of the view, and what must not leave the page.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { axe } from "../axe.js";
import { unfold, withPage } from "../browser.js";
import { ROOT } from "../sample.js";
import { sealedSample } from "../sealed.js";

const ready = (page) => page.waitForSelector("header.top");
const problem = (page) => page.waitForSelector("#problem:not(:empty)").then((element) => element.textContent());

/** A code that differs from `code` in one character. */
const mistyped = (code) => code.slice(0, 5) + (code[5] === "a" ? "b" : "a") + code.slice(6);

export function sealed(world) {
  describe("a sealed view", () => {
    const cleanUps = [];
    let sample, link, url;
    before(async () => {
      sample = await sealedSample((cleanUp) => cleanUps.push(cleanUp));
      link = await sample.link();
      url = sample.server.origin + link.path;
    });
    after(async () => {
      for (const cleanUp of cleanUps.reverse()) await cleanUp();
    });

    it("opens with its link, and asks no other host and nobody for the code", () =>
      withPage(world.browser, {}, async (page) => {
        const requests = [], errors = [];
        page.on("request", (request) => requests.push(request));
        page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
        page.on("pageerror", (error) => errors.push(error.message));
        await page.goto(`${url}#${link.code}`);
        await ready(page);
        assert.match(await page.textContent("h1"), /\w/);
        assert.ok((await page.locator("main .bars, main li").count()) > 3, "the home page is shown");
        for (const request of requests) {
          if (request.url().startsWith("blob:")) continue;
          assert.ok(request.url().startsWith(url), request.url());
          const sent = JSON.stringify([request.url().replace(/#.*/, ""), await request.allHeaders()]);
          assert.ok(!sent.includes(link.code.slice(0, 10)), sent);
        }
        assert.deepEqual(errors, []);
      }));

    it("shows all pages of the view behind its own links", () =>
      withPage(world.browser, {}, async (page) => {
        await page.goto(`${url}#${link.code}`);
        await ready(page);
        const waiting = ["#" + link.code + "/"], seen = new Set(waiting);
        while (waiting.length && seen.size < 400) {
          const hash = waiting.shift();
          await page.evaluate((to) => (location.hash = to), hash);
          const path = hash.split("@")[0].split("/").slice(1).join("/");
          await page.waitForFunction(
            (to) => document.querySelector("#problem:not(:empty)") || document.body.dataset.shown === to,
            path,
          );
          assert.equal(await page.locator("#problem:not(:empty)").count(), 0, hash);
          assert.equal(await page.locator("h1").count(), 1, hash);
          const links = await page.evaluate(() =>
            [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")),
          );
          for (const href of links.filter((href) => href.startsWith("#") && href !== "#content")) {
            assert.ok(href.startsWith(`#${link.code}/`), href);
            const target = href.split("@")[0];
            if (!seen.has(target)) {
              seen.add(target);
              waiting.push(target);
            }
          }
          for (const href of links.filter((href) => href.startsWith("/"))) {
            assert.match(href, /^\/v\/[a-z2-7]{26}\/feed\.xml$/, `${hash} links to ${href}`);
          }
          const broken = await page.evaluate(async () => {
            const images = [...document.images];
            await Promise.all(images.map((image) => image.decode().catch(() => {})));
            return images.filter((image) => !image.naturalWidth).map((image) => image.src);
          });
          assert.deepEqual(broken, [], hash);
        }
        const kinds = ["history/", "incidents/", "components/", "postmortems/", "maintenance/"];
        for (const kind of kinds) assert.ok([...seen].some((hash) => hash.includes(`/${kind}`)), kind);
      }));

    it("goes back and forward, to where the reader was", () =>
      withPage(world.browser, { viewport: { width: 800, height: 400 } }, async (page) => {
        await page.goto(`${url}#${link.code}`);
        await ready(page);
        const home = await page.textContent("h1");
        await page.evaluate(() => scrollTo(0, 300));
        await page.waitForFunction(() => scrollY === 300);
        await page.waitForTimeout(100);
        await page.evaluate(() => document.querySelector("nav a[href$='/history/']").click());
        await page.waitForFunction((text) => document.querySelector("h1").textContent !== text, home);
        const history = await page.textContent("h1");
        assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
        assert.equal(await page.evaluate(() => scrollY), 0);
        await page.goBack();
        await page.waitForFunction((text) => document.querySelector("h1").textContent === text, home);
        await page.waitForFunction(() => scrollY === 300);
        await page.goForward();
        await page.waitForFunction((text) => document.querySelector("h1").textContent === text, history);
        await page.reload();
        await page.waitForFunction((text) => document.querySelector("h1").textContent === text, history);
      }));

    it("shows an anchor of another page", () =>
      withPage(world.browser, { viewport: { width: 800, height: 400 } }, async (page) => {
        await page.goto(`${url}#${link.code}/history/@content`);
        await ready(page);
        assert.equal(await page.evaluate(() => document.activeElement.id), "content");
      }));

    it("can be opened by pasting the code, the whole link, or what a mail program made of it", async () => {
      const broken = `${link.code.slice(0, 30)}=\n ${link.code.slice(30).toUpperCase()} `;
      for (const pasted of [link.code, `${url}#${link.code}`, `${url}%23${link.code}`, broken.replace(/\n/g, "")]) {
        await withPage(world.browser, {}, async (page) => {
          await page.goto(url);
          assert.match(await problem(page), /does not contain the code/);
          assert.equal(await page.evaluate(() => document.activeElement.id), "code");
          await page.keyboard.insertText(pasted);
          await page.keyboard.press("Enter");
          await ready(page);
        });
      }
    });

    it("says what is wrong with a code", async () => {
      const other = await sealedSample((cleanUp) => cleanUps.push(cleanUp));
      const cases = [
        ["", /does not contain the code/],
        [link.code.slice(0, 40), /not complete: it has 40 of 72/],
        [mistyped(link.code), /contains a mistake/],
        [(await other.link()).code, /for another page/],
      ];
      for (const [code, expected] of cases) {
        await withPage(world.browser, {}, async (page) => {
          await page.goto(`${url}#${code}`);
          assert.match(await problem(page), expected);
          assert.equal(await page.getAttribute("#problem", "role"), "alert");
          assert.equal(await page.getAttribute("#code", "aria-describedby"), "problem");
        });
      }
    });

    it("says that it could not be loaded, and tries again", () =>
      withPage(world.browser, {}, async (page) => {
        sample.server.fail(`${link.path}bundle.bin`);
        await page.goto(`${url}#${link.code}`);
        assert.match(await problem(page), /could not be loaded/);
        sample.server.recover(`${link.path}bundle.bin`);
        await page.click("#retry");
        await ready(page);
      }));

    it("repairs a # that became %23", async () => {
      for (const broken of [`${url}%23${link.code}`, `${url.slice(0, -1)}%23${link.code}`, `${url}%2523${link.code}`]) {
        await withPage(world.browser, {}, async (page) => {
          await page.goto(broken);
          await ready(page);
          assert.ok(page.url().startsWith(`${url}#${link.code}`), page.url());
        });
      }
    });

    it("says without JavaScript that it needs JavaScript", () =>
      withPage(world.browser, { javaScriptEnabled: false }, async (page) => {
        await page.goto(`${url}#${link.code}`);
        assert.match(await page.innerText("main"), /it needs JavaScript/);
        assert.ok(!(await page.locator("form").isVisible()));
      }));

    it("prints the page without the code in the address", () =>
      withPage(world.browser, {}, async (page) => {
        await page.goto(`${url}#${link.code}`);
        await ready(page);
        await page.emulateMedia({ media: "print" });
        assert.ok(await page.locator("main").isVisible());
        await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
        assert.equal(page.url(), url);
        await page.evaluate(() => dispatchEvent(new Event("afterprint")));
        assert.ok(page.url().startsWith(`${url}#${link.code}`));
        assert.ok((await page.pdf()).length > 1000);
      }));

    it("has no violation of axe, with and without its content", async () => {
      for (const look of [{ colorScheme: "light" }, { colorScheme: "dark" }, { viewport: { width: 320, height: 640 } }]) {
        await withPage(world.browser, { ...look, bypassCSP: true }, async (page) => {
          await page.goto(url);
          await problem(page);
          assert.deepEqual(await axe(page), []);
          await page.goto(`${url}#${link.code}`);
          await ready(page);
          await unfold(page);
          assert.deepEqual(await axe(page), []);
        });
      }
    });

    it("says that it has changed, and only if this page has", () =>
      withPage(world.browser, { now: null }, async (page) => {
        await page.clock.install();
        await page.goto(`${url}#${link.code}/history/`);
        await ready(page);
        await sample.announce("Settlement files come an hour later");
        await page.clock.runFor(61_000);
        await page.waitForTimeout(1000);
        assert.equal(await page.locator(".changed button").count(), 0, "the history has not changed");
        await page.evaluate(() => document.querySelector("a.brand").click());
        await page.getByText("Settlement files come an hour later").waitFor();
        await sample.announce("Settlement files come two hours later");
        await page.clock.runFor(61_000);
        await page.click(".changed button");
        await page.getByText("Settlement files come two hours later").waitFor();
      }));

    it("gives the documented values in WebCrypto", () =>
      withPage(world.browser, {}, async (page) => {
        const text = await readFile(join(ROOT, "docs/sealed-views.md"), "utf8");
        const [, block] = text.match(/```text vectors\n(.*?)```/s);
        const vectors = Object.fromEntries(block.trim().split("\n").map((line) => line.split(/ = (.*)/s).slice(0, 2)));
        await page.goto(url);
        const opened = await page.evaluate(async (v) => {
          const { subtle } = crypto, utf8 = (text) => new TextEncoder().encode(text);
          const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
          const hex = (data) => [...new Uint8Array(data)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
          const derive = async (secret, info, size) => {
            const key = await subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
            const way = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
            return subtle.deriveBits(way, key, size * 8);
          };
          const one = Uint8Array.of(...utf8("allclear link key"), 0, 0, 0, 1), own = bytes(v["customer's key"]);
          const link = await derive(own, one, 32), content = await derive(link, utf8("allclear content key"), 32);
          const file = bytes(v.bytes), additionalData = utf8(`allclear-sealed-1\0${v["view id"]}\0${v.file}`);
          const key = await subtle.importKey("raw", content, "AES-GCM", false, ["decrypt"]);
          const plain = await subtle.decrypt({ name: "AES-GCM", iv: file.slice(0, 12), additionalData }, key, file.slice(12));
          const length = new DataView(plain).getUint32(0);
          const inflate = new DecompressionStream("deflate-raw");
          const stream = new Blob([plain.slice(4, 4 + length)]).stream().pipeThrough(inflate);
          const archive = await new Response(stream).arrayBuffer();
          const start = 4 + new DataView(archive).getUint32(0);
          return {
            "link key": hex(link),
            series: hex(await derive(own, utf8("allclear series"), 8)),
            "content key": hex(content),
            "nonce key": hex(await derive(link, utf8("allclear nonce key"), 32)),
            "SHA-256 of the file": hex(await subtle.digest("SHA-256", file)),
            "incidents/x/index.html": new TextDecoder().decode(archive.slice(start)),
          };
        }, vectors);
        for (const [name, value] of Object.entries(opened)) assert.equal(value, vectors[name], name);
      }));

    it("shows neither how many customers there are nor who they are", async () => {
      const folder = join(sample.folder, "public/v"), shapes = new Map();
      for (const id of await readdir(folder)) {
        const names = await readdir(join(folder, id));
        if (!names.includes("bundle.bin")) continue;
        const files = names.sort().map(async (name) => `${name} ${(await readFile(join(folder, id, name))).length}`);
        shapes.set(id, (await Promise.all(files)).join("\n"));
      }
      assert.equal(shapes.size, 8);
      assert.equal(new Set(shapes.values()).size, 1);
    });

    it("says that a link was replaced", async () => {
      await sample.rotate();
      await withPage(world.browser, {}, async (page) => {
        await page.goto(`${url}#${link.code}`);
        assert.match(await page.textContent("#explanation"), /was replaced/);
        await page.goto(`${url.slice(0, -9)}`);
        assert.match(await page.textContent("#explanation"), /not complete/);
        const renewed = await sample.link();
        assert.notEqual(renewed.path, link.path);
        await page.goto(`${sample.server.origin}${renewed.path}#${link.code}`);
        assert.match(await problem(page), /replaced by a newer one/);
        await page.goto(`${sample.server.origin}${renewed.path}#${renewed.code}`);
        await ready(page);
      });
    });
  });
}
