// Runs all suites in one process, so that they share one browser and each site is built once. `SUITES=header,sla` runs only
// these.

import { after, describe } from "node:test";

import { accessibility } from "./suites/accessibility.js";
import { answer } from "./suites/answer.js";
import { board } from "./suites/board.js";
import { changeNotice } from "./suites/change-notice.js";
import { feeds } from "./suites/feeds.js";
import { header } from "./suites/header.js";
import { keyboard } from "./suites/keyboard.js";
import { languages } from "./suites/languages.js";
import { layout } from "./suites/layout.js";
import { loading } from "./suites/loading.js";
import { noScript } from "./suites/no-script.js";
import { print } from "./suites/print.js";
import { sealed } from "./suites/sealed.js";
import { serve } from "./suites/serve.js";
import { sla } from "./suites/sla.js";
import { times } from "./suites/times.js";
import { typography } from "./suites/typography.js";
import { validity } from "./suites/validity.js";
import { weight } from "./suites/weight.js";
import { begin } from "./world.js";

const wanted = process.env.SUITES?.split(",");
const world = await begin();
after(() => world.end());

const SUITES = [
  answer,
  accessibility,
  validity,
  weight,
  loading,
  header,
  layout,
  typography,
  keyboard,
  noScript,
  languages,
  times,
  changeNotice,
  feeds,
  print,
  serve,
  sealed,
  sla,
  board,
];

// Two at a time, because some wait for timers or for a server most of the time.
describe("the browser", { concurrency: 2 }, () => {
  for (const suite of SUITES) {
    if (!wanted || wanted.includes(suite.name)) suite(world);
  }
});
