/* Memory of the program serving the demo region, after somebody has looked around and gone: at most 64 MB resident. */
import { readFileSync } from "node:fs";
import { serve, verdict, withFolder } from "./lib.mjs";
import { makeDemo } from "./demo.mjs";

await withFolder(async (folder) => {
    const server = await serve(await makeDemo(folder));
    for (let i = 0; i < 50; i++) for (const path of ["/sign-in", "/help", "/actors", "/nothing-here"]) await (await fetch(server.url + path)).text();
    await new Promise((resolve) => { setTimeout(resolve, 3000); });
    const status = readFileSync(`/proc/${server.child.pid}/status`, "utf8");
    const mb = (name) => Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))[1]) * 1024 / 1e6;
    console.log(`at most ${mb("VmHWM").toFixed(1)} MB since its start`);
    verdict({ name: "idle", value: mb("VmRSS"), reference: 64, unit: "MB", bar: 1, most: true });
    await server.stop();
});
