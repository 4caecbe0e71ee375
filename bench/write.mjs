/* Notes logged over HTTP by 64 callers, each acknowledged only when it is on the disk, against pgbench TPC-B with 32
** clients on the same disk (a private PostgreSQL with its durability on). Afterwards the notes are counted in the file:
** as many as were acknowledged, and at most the callers' last ones more. */
import { chmodSync, chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load, median, run, serve, signIn, formToken, verdict, whole, withFolder, makeRegion, person } from "./lib.mjs";

const callers = 64;
const seconds = whole ? 10 : 5;
const runs = 3;
const bin = "/usr/lib/postgresql/15/bin";

const script = (token) => `local n = 0
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
request = function()
    n = n + 1
    local op = string.format("bench-%s-%d", wrk.thread:get("tag"), n)
    local body = "csrf=${token}&op=" .. op .. "&kind=call&text=" .. "A+call+about+the+order+of+" .. n
    return wrk.format("POST", "/notes", nil, body)
end
local threads = {}
setup = function(thread) thread:set("tag", os.time() .. "-" .. #threads); table.insert(threads, thread) end
`;

async function withPostgres(folder, act) {
    const home = join(folder, "pg");
    mkdirSync(home);
    const root = process.getuid() === 0;
    const as = (command, args) => (root ? run("runuser", ["-u", "postgres", "--", `${bin}/${command}`, ...args], { cwd: "/" })
        : run(`${bin}/${command}`, args));
    if (root) {
        chmodSync(folder, 0o755);
        chownSync(home, Number(run("id", ["-u", "postgres"])), Number(run("id", ["-g", "postgres"])));
    }
    as("initdb", ["-D", `${home}/data`, "-U", "bench", "-A", "trust", "--no-sync"]);
    as("pg_ctl", ["-D", `${home}/data`, "-l", `${home}/log`, "-w", "start", "-o",
        `-k ${home} -c listen_addresses='' -c shared_buffers=256MB -c max_wal_size=4GB`]);
    try {
        const at = ["-h", home, "-U", "bench"];
        as("pgbench", ["-i", "-q", "-s", "50", ...at, "postgres"]);
        return await act(() => Number(as("pgbench", ["-n", "-M", "prepared", "-c", "32", "-j", "2", "-T", String(seconds), ...at, "postgres"])
            .match(/tps = ([\d.]+)/)[1]));
    } finally {
        as("pg_ctl", ["-D", `${home}/data`, "-m", "immediate", "-w", "stop"]);
    }
}

await withFolder(async (folder) => {
    const file = join(folder, "bench.db");
    makeRegion(file);
    const server = await serve(file);
    const cookie = await signIn(server.url);
    const token = await formToken(server.url, cookie, "/notes/new");
    writeFileSync(join(folder, "write.lua"), script(token));
    await withPostgres(folder, async (pgbench) => {
        const ours = [], theirs = [];
        for (let i = 0; i < runs; i++) {
            theirs.push(pgbench());
            ours.push(load({ url: server.url, connections: callers, seconds, cookie, script: join(folder, "write.lua") }));
        }
        await server.stop();
        const acknowledged = ours.map((one) => Number(one.said.match(/(\d+) requests in/)[1])).reduce((a, b) => a + b);
        const bad = ours.map((one) => one.bad).reduce((a, b) => a + b);
        const there = Number(run("sqlite3", [file, "SELECT count(*) FROM posts"]));
        console.log(`${acknowledged} acknowledged (${bad} refused), ${there} in the file; p99 ${median(ours.map((one) => one.p99_ms))} ms`);
        if (bad || there < acknowledged || there > acknowledged + runs * callers) throw new Error("what was acknowledged is not what is there");
        verdict({ name: "write", value: median(ours.map((one) => one.rate)), reference: median(theirs), unit: "/s", bar: 3 });
    });
});
