/* A page of 50 from 100,000 businesses, signed in, with filters, words and sorting: requests a second at 8 connections,
** against nginx serving a static page of that size. The callers go through 400 different pages, each of which was asked
** for once since the last change of the region, as in a day's work; what a page costs when nobody has asked for it yet
** is told beside it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { accepts, freePort, load, median, person, program, run, serve, signIn, verdict, whole, withFolder } from "./lib.mjs";
import { makeDemo } from "./demo.mjs";
import { writeBusinesses } from "./businesses.mjs";

const count = 100000;
const seconds = whole ? 10 : 3;
const runs = whole ? 5 : 3;

async function region(folder) {
    const file = await makeDemo(folder);
    run(program, ["user", "add", "--data", file, "--email", person.email, "--name", "Bench", "--role", "admin", "--password", "-"],
        { input: `${person.password}\n` });
    const csv = join(folder, "businesses.csv");
    await writeBusinesses(count, csv);
    run(program, ["import", "--data", file, "--as", person.email, csv]);
    return file;
}

/* Addresses as people click them: filters and sorting of the list's own page, and its later pages. */
async function addresses(server, cookie) {
    const page = await (await fetch(`${server.url}/actors`, { headers: { cookie } })).text();
    const choices = (name) => [...(page.match(new RegExp(`name="?${name}"?[\\s\\S]*?</(select|fieldset)>`))?.[0] ?? "")
        .matchAll(/value="?([\w-]+)/g)].map((found) => found[1]).filter(Boolean);
    const kinds = choices("kind");
    const lives = choices("life");
    const paths = [];
    for (let i = 0; i < 400; i++) {
        const parts = [];
        if (i % 2 && kinds.length) parts.push(`kind=${kinds[i % kinds.length]}`);
        if (i % 3 === 2 && lives.length) parts.push(`life=${lives[i % lives.length]}`);
        if (i % 4 === 1) parts.push("sort=-name");
        if (i % 5 === 4) parts.push("quiet=1");
        if (i % 7 === 6) parts.push(`name.has=${encodeURIComponent(["מאפיית", "כרג", "Garage", "مخبز"][i % 4])}`);
        parts.push(`page=${1 + i % 40}`);
        paths.push(`/actors?${parts.join("&")}`);
    }
    return paths;
}

const script = (paths) => `local paths = {${paths.map((path) => JSON.stringify(path)).join(",")}}
local i = 0
request = function() i = i % #paths + 1; return wrk.format("GET", paths[i]) end
`;

async function withNginx(folder, bytes, act) {
    const port = await freePort();
    mkdirSync(join(folder, "html"));
    writeFileSync(join(folder, "html/page.html"), "x".repeat(bytes));
    writeFileSync(join(folder, "nginx.conf"), `worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 256; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=10;
client_body_temp_path ${folder}/t1; proxy_temp_path ${folder}/t2; fastcgi_temp_path ${folder}/t3; uwsgi_temp_path ${folder}/t4;
scgi_temp_path ${folder}/t5; server { listen 127.0.0.1:${port}; root ${folder}/html; } }`);
    const child = spawn("/usr/sbin/nginx", ["-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")], { stdio: "inherit" });
    await accepts(port);
    try {
        return await act(`http://127.0.0.1:${port}/page.html`);
    } finally {
        child.kill("SIGTERM");
        await new Promise((resolve) => { child.once("exit", resolve); });
    }
}

await withFolder(async (folder) => {
    const file = await region(folder);
    const server = await serve(file);
    const cookie = await signIn(server.url);
    const paths = await addresses(server, cookie);
    const wire = await fetch(`${server.url}/actors`, { headers: { cookie, "accept-encoding": "gzip" } });
    await wire.text();
    const bytes = Number(wire.headers.get("content-length"));
    const cold = [];
    for (const path of paths) {
        const from = performance.now();
        const answer = await fetch(server.url + path, { headers: { cookie, "accept-encoding": "gzip" } });
        if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
        await answer.text();
        cold.push(performance.now() - from);
    }
    cold.sort((a, b) => a - b);
    console.log(`made for the first time: median ${median(cold).toFixed(1)} ms, slowest ${cold.at(-1).toFixed(1)} ms`);
    writeFileSync(join(folder, "paths.lua"), script(paths));
    await withNginx(folder, bytes, async (still) => {
        const ours = [], theirs = [];
        for (let i = 0; i < runs; i++) {
            theirs.push(load({ url: still, connections: 8, seconds }));
            ours.push(load({ url: server.url, connections: 8, seconds, cookie, script: join(folder, "paths.lua") }));
        }
        const p99 = median(ours.map((one) => one.p99_ms));
        if (ours.some((one) => one.bad)) throw new Error("some answers were no success");
        console.log(`a page is ${bytes} bytes; p99 ${p99.toFixed(2)} ms (bar 2 ms), nginx ${median(theirs.map((one) => one.p99_ms)).toFixed(2)} ms`);
        verdict({ name: "list", value: median(ours.map((one) => one.rate)), reference: median(theirs.map((one) => one.rate)),
            unit: "/s", bar: 0.2, also: p99 <= 2 });
    });
    await server.stop();
});
