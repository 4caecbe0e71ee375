/* Opening a case with 5 years of notes (2,000) and steps, against opening an empty one: at most twice as long. */
import { verdict, whole, withFolder } from "./lib.mjs";
import { took, withCases } from "./cases.mjs";

await withFolder((folder) => withCases({ folder, count: 20, notes: 2000 }, async ({ server, cookie, full, empty }) => {
    const times = whole ? 200 : 60;
    await took(`${server.url}/cases/${full}`, cookie, 5);
    const still = await took(`${server.url}/cases/${empty}`, cookie, times);
    const many = await took(`${server.url}/cases/${full}`, cookie, times);
    verdict({ name: "case-open", value: many, reference: still, unit: " ms", bar: 2, most: true });
}));
