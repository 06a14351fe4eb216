// Reports failures with their cause, measurements, and the number of tests. Tests that pass are not listed.

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
      // The failed subtests have already been reported.
      if (error.failureType === "subtestsFailed") continue;
      counts.fail += 1;
      const name = [...path.slice(0, data.nesting), data.name].join(" › ");
      const cause = error.cause?.message ?? error.cause ?? error.message;
      yield `\nFAILED ${name}\n${String(cause).replaceAll(/^/gm, "  ")}\n\n`;
    } else if (type === "test:stderr" || type === "test:stdout") {
      yield data.message;
    }
  }
  yield `browser tests: ${counts.pass} passed, ${counts.fail} failed\n`;
}
