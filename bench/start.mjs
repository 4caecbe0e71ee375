/* From starting the program on the demo region to the whole of its first page: at most 0.2 s. Median of five. */
import { spawn } from "node:child_process";
import { request } from "node:http";
import { freePort, median, program, verdict, withFolder } from "./lib.mjs";
import { makeDemo } from "./demo.mjs";

function firstAnswer(port) {
    return new Promise((resolve) => {
        const attempt = () => {
            const asked = request({ port, host: "127.0.0.1", path: "/sign-in" }, (answer) => {
                answer.resume();
                answer.on("end", () => resolve(answer.statusCode));
            });
            asked.on("error", () => setTimeout(attempt, 1));
            asked.end();
        };
        attempt();
    });
}

await withFolder(async (folder) => {
    const file = await makeDemo(folder);
    const times = [];
    for (let i = 0; i < 5; i++) {
        const port = await freePort();
        const from = performance.now();
        const child = spawn(program, ["serve", "--data", file, "--listen", `127.0.0.1:${port}`, "--log", "error"], { stdio: "ignore" });
        const status = await firstAnswer(port);
        times.push((performance.now() - from) / 1000);
        if (status !== 200) throw new Error(`the first answer is ${status}`);
        child.kill("SIGTERM");
        await new Promise((resolve) => { child.once("exit", resolve); });
    }
    console.log(`seconds: ${times.map((t) => t.toFixed(3)).join(" ")}`);
    verdict({ name: "start", value: median(times), reference: 0.2, unit: "s", bar: 1, most: true });
});
