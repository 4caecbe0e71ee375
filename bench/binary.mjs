/* The program with everything embedded: at most 30 MB. */
import { statSync } from "node:fs";
import { program, verdict } from "./lib.mjs";

verdict({ name: "binary", value: statSync(program).size / 1e6, reference: 30, unit: "MB", bar: 1, most: true });
