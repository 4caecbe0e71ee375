/* Headquarters ask for the needs of 100,000 cases by kind and group (20,000 in the short run): at most 50 ms. */
import { verdict, whole, withFolder } from "./lib.mjs";
import { took, withCases } from "./cases.mjs";

const count = whole ? 100000 : 20000;
await withFolder((folder) => withCases({ folder, count, role: "hq" }, async ({ server, cookie }) => {
    await took(`${server.url}/needs`, cookie, 3);
    console.log(`${count} cases`);
    verdict({ name: "case-rollup", value: await took(`${server.url}/needs`, cookie, 25), reference: 50, unit: " ms", bar: 1, most: true });
}));
