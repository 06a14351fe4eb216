import { after } from "node:test";
import { launch } from "/tmp/wt/serve/tests/browser/browser.js";
import { serve } from "/tmp/wt/serve/tests/browser/suites/serve.js";
const browser = await launch();
after(() => browser.close());
serve({ browser });
