/* Headquarters ask for the needs of 100,000 cases by kind and group (20,000 in the short run): at most 50 ms, made anew each
** time. Told beside it: how many cases stand where. */
import { verdict, whole, withFolder } from "./lib.mjs";
import { took, withCases } from "./cases.mjs";

const count = whole ? 100000 : 20000;
await withFolder((folder) => withCases({ folder, count, role: "hq" }, async ({ server, cookie }) => {
    await took(`${server.url}/needs?warm=`, cookie, 3, true);
    await took(`${server.url}/caseload?warm=`, cookie, 3, true);
    console.log(`${count} cases; how many stand where: ${(await took(`${server.url}/caseload?time=`, cookie, 25, true)).toFixed(1)} ms`);
    verdict({ name: "case-rollup", value: await took(`${server.url}/needs?time=`, cookie, 25, true), reference: 50, unit: " ms", bar: 1,
        most: true });
}));
