// Serves a built site on 127.0.0.1 like a static host: with content types, `404.html`, and the headers in `_headers`.
// A test may replace a file or make a path fail while pages are open, without changing files on disk. The server does not
// keep the process alive.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".ics": "text/calendar; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".xml": "application/xml; charset=utf-8",
};

/** The rules of a `_headers` file: a path (`*` at the end matches anything), followed by indented `Name: value` lines. */
function headerRules(text) {
  const rules = [];
  for (const line of text.split("\n")) {
    if (/^\s*(#|$)/.test(line)) continue;
    if (/^\S/.test(line)) {
      rules.push({ path: line.trim(), headers: [] });
    } else {
      const colon = line.indexOf(":");
      rules.at(-1)?.headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
    }
  }
  return rules;
}

/** `:name` matches one part of a path, and `*` at the end everything that follows. */
function matches(pattern, path) {
  if (pattern.endsWith("*")) return path.startsWith(pattern.slice(0, -1));
  const [wanted, parts] = [pattern.split("/"), path.split("/")];
  return wanted.length === parts.length && wanted.every((part, index) => part.startsWith(":") || part === parts[index]);
}

async function readOrNothing(path) {
  return readFile(path).catch((error) => {
    if (["ENOENT", "EISDIR", "ENOTDIR"].includes(error.code)) return undefined;
    throw error;
  });
}

/**
 * Starts a server for `folder`.
 *
 * @param {string} folder an absolute path
 */
export async function serve(folder) {
  const replaced = new Map();
  const failing = new Set();
  const rules = headerRules(((await readOrNothing(join(folder, "_headers"))) ?? "").toString());

  async function contents(path) {
    return replaced.get(path) ?? readOrNothing(join(folder, normalize(path)));
  }

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const file = path.endsWith("/") ? `${path}index.html` : path;
    if (failing.has(path)) {
      response.writeHead(503).end();
      return;
    }
    const content = await contents(file);
    const body = content ?? (await contents("/404.html"));
    response.setHeader("Content-Type", content ? (TYPES[extname(file)] ?? "application/octet-stream") : TYPES[".html"]);
    for (const rule of rules) {
      if (!content || !matches(rule.path, path)) continue;
      for (const [name, value] of rule.headers) response.setHeader(name, value);
    }
    response.writeHead(content ? 200 : 404).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();

  return {
    folder,
    origin: `http://127.0.0.1:${server.address().port}`,
    /** Serves `body` at `path` from now on. */
    replace: (path, body) => replaced.set(path, Buffer.from(body)),
    /** Responds with 503 at `path` from now on. */
    fail: (path) => failing.add(path),
    /** Ends the failure of `path`. */
    recover: (path) => failing.delete(path),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
