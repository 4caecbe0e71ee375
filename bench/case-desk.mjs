/* The first page of somebody who is in the teams of 5,000 open cases, at 8 connections: p99 at most 5 ms. Told beside it:
** the same while somebody writes a note five times a second, after each of which the page is made anew, and how long that
** takes. */
import { spawn } from "node:child_process";
import { formToken, load, median, verdict, whole, withFolder } from "./lib.mjs";
import { withCases } from "./cases.mjs";

async function note(url, cookie, token) {
    const body = new URLSearchParams({ csrf: token, kind: "note", text: "What was said on the phone" });
    const answer = await fetch(`${url}/notes`, { method: "POST", body, redirect: "manual", headers: { cookie, origin: url } });
    await answer.text();
    if (answer.status !== 303) throw new Error(`a note is answered ${answer.status}`);
}

async function madeAnew(url, cookie, token, times) {
    const all = [];
    for (let i = 0; i < times; i++) {
        await note(url, cookie, token);
        const from = performance.now();
        const answer = await fetch(`${url}/`, { headers: { cookie, "accept-encoding": "gzip" } });
        await answer.text();
        if (answer.status !== 200) throw new Error(`the desk is answered ${answer.status}`);
        all.push(performance.now() - from);
    }
    all.sort((a, b) => a - b);
    return { median: median(all), p99: all[Math.floor(all.length * 0.99)] };
}

/* A process of its own writes, since the load keeps this one waiting. */
async function withWriter(url, cookie, token, act) {
    const writer = spawn(process.execPath, [new URL(import.meta.url).pathname, url, cookie, token], { stdio: "inherit" });
    const ended = new Promise((resolve) => { writer.once("exit", resolve); });
    try {
        return await act();
    } finally {
        writer.kill("SIGKILL");
        await ended;
    }
}

async function write(url, cookie, token) {
    for (;;) {
        await note(url, cookie, token);
        await new Promise((resolve) => { setTimeout(resolve, 200); });
    }
}

if (process.argv.length === 5) await write(...process.argv.slice(2));
else await withFolder((folder) => withCases({ folder, count: 5000 }, async ({ server, cookie }) => {
    const token = await formToken(server.url, cookie, "/notes/new");
    const runs = () => {
        const all = [];
        for (let i = 0; i < (whole ? 5 : 3); i++) {
            all.push(load({ url: `${server.url}/`, connections: 8, seconds: whole ? 10 : 3, cookie }));
        }
        if (all.some((one) => one.bad)) throw new Error("some answers were no success");
        return { rate: median(all.map((one) => one.rate)), p99: median(all.map((one) => one.p99_ms)) };
    };
    const made = await madeAnew(server.url, cookie, token, whole ? 300 : 100);
    console.log(`made anew after a write: median ${made.median.toFixed(1)} ms, p99 ${made.p99.toFixed(1)} ms`);
    const still = runs();
    console.log(`nothing is written: ${still.rate.toFixed(0)} pages a second, p99 ${still.p99.toFixed(2)} ms`);
    const busy = await withWriter(server.url, cookie, token, async () => runs());
    console.log(`five notes a second: ${busy.rate.toFixed(0)} pages a second, p99 ${busy.p99.toFixed(2)} ms`);
    verdict({ name: "case-desk", value: still.p99, reference: 5, unit: " ms", bar: 1, most: true });
}));
