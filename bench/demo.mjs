/* The demo region as a file, made by the program that shows it. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { accepts, freePort, program } from "./lib.mjs";

/* Returns the file. */
export async function makeDemo(folder, region = "negev") {
    const port = await freePort();
    const child = spawn(program, ["demo", folder, "--region", region, "--port", String(port)], { stdio: "ignore" });
    await accepts(port, 60000);
    child.kill("SIGTERM");
    await new Promise((resolve) => { child.once("exit", resolve); });
    return join(folder, `${region}.db`);
}
