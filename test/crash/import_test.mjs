#!/usr/bin/env node
/* kill -9 in the middle of an import: the server comes back, the import is a stopped one, what it wrote can be taken
** back, the region is whole, and the same file comes in afterwards. Uploads stand in a folder of their own. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answers, freePort, withServer } from "../browser/server.mjs";
import { Walker } from "../http/walker.mjs";

const root = new URL("../../", import.meta.url).pathname;
const program = process.env.RAKAZ_PROGRAM ?? join(root, "build/debug/src/rakaz");
const rows = 12000;
let n = 0;
let bad = 0;
const ok = (good, what, about = "") => {
    console.log(`${good ? "ok" : "not ok"} ${++n} - ${what}`);
    if (!good) { bad++; console.log(`# ${String(about).replace(/\s+/g, " ").slice(0, 600)}`); }
};

async function until(what, ask) {
    for (const end = Date.now() + 120000; Date.now() < end;) {
        const found = await ask();
        if (found) return found;
        await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
    throw new Error(`never: ${what}`);
}

async function serve(folder, act) {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const child = spawn(program, ["serve", "--data", join(folder, "negev.db"), "--listen", `127.0.0.1:${port}`,
        "--temp", join(folder, "uploads"), "--log", "off"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
    const gone = new Promise((resolve) => { child.once("exit", resolve); });
    try {
        await until("an answer", () => answers(url));
        await act(new Walker(url), child);
    } finally {
        child.kill("SIGTERM");
        await gone;
    }
}

const folder = mkdtempSync(join(tmpdir(), "rakaz-crash-"));
const db = join(folder, "negev.db");
const number = (sql) => Number(execFileSync("sqlite3", ["-cmd", ".timeout 20000", db, sql], { encoding: "utf8" }));
const list = `name,phone\n${Array.from({ length: rows }, (_, i) => `Crash ${i},+97250${String(1000000 + i)}`).join("\n")}\n`;
const there = "SELECT count(*) FROM actors WHERE source = 'crash.csv' AND archived_at IS NULL";
let login;
let path;

async function bring(w, name) {
    const brought = await w.bring(list, name);
    const columns = brought.to;
    await w.post(columns, columns, { into: "businesses", table: "0", charset: "0", head: "0" });
    await until("the check", async () => (await w.ask(columns.replace("/columns", ""))).to.endsWith("/check"));
    return columns.replace("/columns", "");
}

try {
    mkdirSync(join(folder, "uploads"));
    await withServer(async (server) => {
        login = server.login;
        execFileSync(program, ["backup", "--data", server.data, "--to", db], { stdio: "ignore" });
    });
    await serve(folder, async (w, child) => {
        await w.signIn(login);
        path = await bring(w, "crash.csv");
        await w.post(`${path}/check`, `${path}/check`, { do: "run", known: "update" });
        await until("a written chunk", () => number(there) > 0);
        child.kill("SIGKILL");
    });
    const written = number(there);
    ok(written > 0 && written < rows, "it was killed in the middle", written);
    await serve(folder, async (w) => {
        await w.signIn(login);
        const page = await until("the end", async () => {
            const p = await w.ask(path);
            return p.text.includes(`${path}/undo`) && p;
        });
        ok(page.status === 200, "the import is told as stopped, with the way back", page.text);
        const undone = await w.post(`${path}/undo`, path, {});
        ok(undone.status === 303, "what it wrote is taken back", undone.text);
        await until("the way back", () => number(there) === 0);
        ok(spawnSync(program, ["doctor", "--data", db], { stdio: "ignore" }).status === 0, "the region is whole");
        const again = await bring(w, "crash.csv");
        await w.post(`${again}/check`, `${again}/check`, { do: "run", known: "update" });
        await until("all rows", () => number(there) === rows);
        ok(true, "the same file comes in afterwards");
    });
} catch (failure) {
    ok(false, "no step fails", failure.stack);
} finally {
    rmSync(folder, { recursive: true, force: true });
}
console.log(`1..${n}`);
process.exit(bad ? 1 : 0);
