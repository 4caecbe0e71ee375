/* The first page of somebody who is in the teams of 5,000 open cases, at 8 connections: p99 at most 5 ms. */
import { load, median, verdict, whole, withFolder } from "./lib.mjs";
import { withCases } from "./cases.mjs";

await withFolder((folder) => withCases({ folder, count: 5000 }, async ({ server, cookie }) => {
    const runs = [];
    for (let i = 0; i < (whole ? 5 : 3); i++) {
        runs.push(load({ url: `${server.url}/`, connections: 8, seconds: whole ? 10 : 3, cookie }));
    }
    if (runs.some((one) => one.bad)) throw new Error("some answers were no success");
    console.log(`${median(runs.map((one) => one.rate)).toFixed(0)} pages a second`);
    verdict({ name: "case-desk", value: median(runs.map((one) => one.p99_ms)), reference: 5, unit: " ms", bar: 1, most: true });
}));
