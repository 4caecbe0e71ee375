/* kill -9 at random moments while eight callers write notes over HTTP, 200 times (size=full; 40 otherwise); in every
** second round the end of the WAL is torn besides, as by a cut power: half a frame that was never acknowledged. After
** each: every acknowledged note is there, and at the end `rakaz doctor` finds the region whole. */
import { appendFileSync, existsSync } from "node:fs";
import { randomBytes, randomInt } from "node:crypto";
import { join } from "node:path";
import { request, Agent } from "node:http";
import { program, run, serve, signIn, formToken, verdict, whole, withFolder, makeRegion } from "./lib.mjs";

const rounds = whole ? 200 : 40;
const callers = 8;

function post(agent, port, cookie, body) {
    return new Promise((resolve) => {
        const asked = request({ agent, port, host: "127.0.0.1", path: "/notes", method: "POST", headers: { cookie,
            origin: `http://127.0.0.1:${port}`, "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) } },
        (answer) => { answer.resume(); answer.on("end", () => resolve(answer.statusCode)); answer.on("error", () => resolve(0)); });
        asked.on("error", () => resolve(0));
        asked.end(body);
    });
}

/* Writes until the server is gone; returns the texts that were acknowledged. */
async function writeUntilKilled(server, cookie, token, round) {
    const agent = new Agent({ keepAlive: true });
    const acknowledged = [];
    let alive = true;
    const caller = async (who) => {
        for (let n = 0; alive; n++) {
            const text = `note-${round}-${who}-${n}`;
            const status = await post(agent, server.port, cookie, new URLSearchParams({ csrf: token, op: `op-${text}`, kind: "note", text }).toString());
            if (status === 303) acknowledged.push(text);
            else if (status === 0) alive = false;
            else throw new Error(`a note is answered ${status}`);
        }
    };
    const all = Promise.all(Array.from({ length: callers }, (_, who) => caller(who)));
    await new Promise((resolve) => { setTimeout(resolve, 20 + randomInt(180)); });
    await server.stop("SIGKILL");
    await all;
    agent.destroy();
    return acknowledged;
}

function tear(file) {
    const wal = `${file}-wal`;
    if (existsSync(wal)) appendFileSync(wal, randomBytes(1 + randomInt(4000)));
}

await withFolder(async (folder) => {
    const file = join(folder, "bench.db");
    makeRegion(file);
    let total = 0;
    let lost = 0;
    let cookie = "";
    let token = "";
    for (let round = 0; round < rounds; round++) {
        const server = await serve(file);
        if (!cookie) {
            cookie = await signIn(server.url);
            token = await formToken(server.url, cookie, "/notes/new");
        }
        const acknowledged = await writeUntilKilled(server, cookie, token, round);
        if (round % 2) tear(file);
        const there = new Set(run("sqlite3", [file, `SELECT text FROM posts WHERE text GLOB 'note-${round}-*'`]).split("\n"));
        total += acknowledged.length;
        lost += acknowledged.filter((text) => !there.has(text)).length;
    }
    console.log(`${rounds} kills, ${total} acknowledged notes, ${lost} lost`);
    console.log(run(program, ["doctor", "--data", file]).trim().split("\n").at(-1));
    verdict({ name: "crash", value: total - lost, reference: total, bar: 1, also: total > 0 });
});
