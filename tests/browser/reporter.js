// Says what failed and why, what was measured, and how many passed; a list of all that is well nobody reads.

export default async function* report(events) {
  const path = [];
  const counts = { pass: 0, fail: 0 };
  for await (const { type, data } of events) {
    if (type === "test:start") {
      path.length = data.nesting;
      path.push(data.name);
    } else if (type === "test:diagnostic" && data.nesting > 0) {
      yield `${data.message}: ${path.join(" › ")}\n`;
    } else if (type === "test:pass" && data.details.type !== "suite") {
      counts.pass += 1;
    } else if (type === "test:fail") {
      const error = data.details.error;
      // What failed because something in it failed has been told already.
      if (error.failureType === "subtestsFailed") continue;
      counts.fail += 1;
      const place = [...path.slice(0, data.nesting), data.name].join(" › ");
      const cause = error.cause?.message ?? error.cause ?? error.message;
      yield `\nFAILED ${place}\n${String(cause).replaceAll(/^/gm, "  ")}\n\n`;
    } else if (type === "test:stderr" || type === "test:stdout") {
      yield data.message;
    }
  }
  yield `browser tests: ${counts.pass} passed, ${counts.fail} failed\n`;
}
