// The whole suite in one process, so that all of it shares one browser and the sites are built once.

import { after } from "node:test";

import { accessibility } from "./suites/accessibility.js";
import { begin } from "./world.js";

const world = await begin();
after(() => world.end());

accessibility(world);
