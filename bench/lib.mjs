/* What the benches share: a folder that goes away, the released program serving a region, a person signed in, a load of
** many callers, and the last line. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setCookies } from "../test/http/cookies.mjs";

export const root = new URL("../", import.meta.url).pathname;
export const program = process.env.RAKAZ_RELEASE ?? join(root, "build/release/src/rakaz");
export const whole = process.env.size === "full";

/* A folder on the disk that regions stand on: BENCH_DIR, else the temporary one. */
export async function withFolder(act) {
    const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), "rakaz-bench-"));
    try {
        return await act(folder);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

export function freePort() {
    return new Promise((resolve) => {
        const probe = createServer().listen(0, "127.0.0.1", () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}

export function run(command, args, options = {}) {
    const done = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
    if (done.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${done.status ?? done.signal}\n${done.stdout}${done.stderr}`);
    return done.stdout;
}

/* Waits until somebody accepts connections. */
export function accepts(port, ms_max = 30000) {
    const until = Date.now() + ms_max;
    return new Promise((resolve, reject) => {
        const attempt = () => {
            const socket = connect(port, "127.0.0.1");
            socket.on("connect", () => { socket.destroy(); resolve(); });
            socket.on("error", () => {
                if (Date.now() > until) reject(new Error(`nobody answers on port ${port}`));
                else setTimeout(attempt, 2);
            });
        };
        attempt();
    });
}

/* `rakaz serve` on `file`; the child has url, port and stop(). */
export async function serve(file, more = []) {
    const port = await freePort();
    const child = spawn(program, ["serve", "--data", file, "--listen", `127.0.0.1:${port}`, "--no-limits", "--log", "error", ...more],
        { stdio: ["ignore", "ignore", "inherit"] });
    const forget = () => child.kill("SIGKILL");
    process.once("exit", forget);
    const ended = new Promise((resolve) => { child.once("exit", () => { process.off("exit", forget); resolve(); }); });
    await accepts(port);
    const stop = async (signal = "SIGTERM") => { child.kill(signal); await ended; };
    return { child, port, url: `http://127.0.0.1:${port}`, stop };
}

/* A new region with one administrator; `password` is theirs. */
export const person = { email: "bench@rakaz.example", password: "wide-river-under-stone" };
export function makeRegion(file) {
    run(program, ["init", "--data", file, "--name", "Bench", "--admin-email", person.email]);
    run(program, ["user", "password", "--data", file, "--email", person.email], { input: `${person.password}\n` });
}

const tokenIn = (page) => page.match(/name="?csrf"? value="?([\w-]+)/)[1];
const cookieOf = (answer) => setCookies(answer).map((one) => one.split(";")[0]).join("; ");

/* Signs in; returns the headers of a reader: cookie. */
export async function signIn(url, who = person) {
    const form = await fetch(`${url}/sign-in`);
    const visitor = cookieOf(form);
    const body = new URLSearchParams({ csrf: tokenIn(await form.text()), email: who.email, password: who.password, next: "/" });
    const answer = await fetch(`${url}/sign-in`, { method: "POST", body, redirect: "manual", headers: { cookie: visitor, origin: url } });
    if (answer.status !== 303) throw new Error(`sign-in answers ${answer.status}`);
    return cookieOf(answer);
}

/* The token for writes, from a page with a form. */
export async function formToken(url, cookie, path) {
    return tokenIn(await (await fetch(url + path, { headers: { cookie } })).text());
}

const unit = (word) => Number(word.slice(0, -2)) * ({ us: 0.001, ms: 1 }[word.slice(-2)] ?? NaN) || Number(word.slice(0, -1)) * 1000;

/* wrk: `connections` callers for `seconds`; requests a second, p99 in ms, and answers that were no success. */
export function load({ url, connections, seconds, script = "", cookie = "", args = [] }) {
    const said = run("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", ...(cookie ? ["-H", `Cookie: ${cookie}`] : []),
        "-H", "Accept-Encoding: gzip", ...(script ? ["-s", script] : []), url, ...(args.length ? ["--", ...args] : [])]);
    return {
        said,
        rate: Number(said.match(/Requests\/sec:\s+([\d.]+)/)[1]),
        p99_ms: unit(said.match(/99%\s+([\d.]+\w+)/)[1]),
        bad: Number(said.match(/Non-2xx or 3xx responses: (\d+)/)?.[1] ?? 0),
        cut: said.match(/Socket errors: (.*)/)?.[1] ?? "",
    };
}

export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const short = (value) => Number(value.toPrecision(4));

/* The last line. `most`: the ratio may be at most the bar, otherwise it must be at least the bar. `also`: what else must
** hold. */
export function verdict({ name, value, reference, unit: of = "", bar, most = false, also = true }) {
    const ratio = value / reference;
    const holds = also && (most ? ratio <= bar : ratio >= bar);
    console.log(`${name} value=${short(value)}${of} reference=${short(reference)}${of} ratio=${short(ratio)} bar=${bar} ${holds ? "holds" : "falls-short"}`);
}
