/* The program itself, on a demo region of its own, for the browser tests.
**
**   RAKAZ_URL      a server that runs already; then nothing is started
**   RAKAZ_PROGRAM  the program; default build/debug/src/rakaz
**   RAKAZ_LOGIN    "name password" of the demo person; default: the first line of the program's that has both */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const start_ms_max = 60000;
const root = new URL("../../", import.meta.url).pathname;

export function freePort() {
    return new Promise((resolve) => {
        const probe = createServer().listen(0, "127.0.0.1", () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}

export async function answers(url) {
    try {
        return (await fetch(`${url}/healthz`)).ok;
    } catch {
        return false;
    }
}

export async function withServer(act) {
    const login = (process.env.RAKAZ_LOGIN ?? "").split(" ");
    if (process.env.RAKAZ_URL) return act({ url: process.env.RAKAZ_URL, login });
    const folder = mkdtempSync(join(tmpdir(), "rakaz-demo-"));
    const port = await freePort();
    const program = process.env.RAKAZ_PROGRAM ?? join(root, "build/debug/src/rakaz");
    const child = spawn(program, ["demo", folder, "--port", String(port)], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const url = `http://localhost:${port}`;
    let said = "";
    let ended = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => { said = (said + data).slice(-20000); });
    child.on("error", (error) => { ended = error.message; });
    child.on("exit", (code, signal) => { ended = `ended with ${code ?? signal}`; });
    try {
        const until = Date.now() + start_ms_max;
        while (!(await answers(url))) {
            if (ended || Date.now() > until) throw new Error(`${program}: ${ended || "no answer"}\n${said.slice(-800)}`);
            await new Promise((resolve) => { setTimeout(resolve, 200); });
        }
        const printed = said.match(/^\s*(\S+@\S+)\s+(\S+)/m);
        await act({ url, login: login[0] ? login : printed ? printed.slice(1) : [], child, data: join(folder, "negev.db") });
    } finally {
        child.kill("SIGTERM");
        await new Promise((resolve) => { ended ? resolve() : child.once("exit", resolve); });
        rmSync(folder, { recursive: true, force: true });
    }
}

/* By the fields' autocomplete names, as a password manager would. */
export async function signIn(page, { url, login }) {
    if (!login.length) throw new Error("no demo sign-in is known: RAKAZ_LOGIN=\"name password\"");
    await page.goto(`${url}/sign-in`);
    await page.fill("[autocomplete=username]", login[0]);
    await page.fill("[autocomplete=current-password]", login[1]);
    await page.press("[autocomplete=current-password]", "Enter");
    await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
}

export async function speak(page, language) {
    await page.evaluate((code) => document.querySelector(`.lang [lang=${code}]`).click(), language);
    await page.waitForFunction((code) => document.documentElement.lang === code, language);
}
