/* Notes logged over HTTP by 64 callers (callers.c), each acknowledged only when it is on the disk, against pgbench TPC-B
** with 32 clients on the same disk in the same minute, in turns: a private PostgreSQL as it comes, that is, each commit
** synced before it is told (fsync and synchronous_commit on), with more shared memory and log than by default, prepared
** statements, over a local socket. Afterwards the notes are counted in the file: exactly as many as were acknowledged. */
import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { median, root, run, serve, signIn, formToken, verdict, whole, withFolder, makeRegion } from "./lib.mjs";

const callers = 64;
const seconds = whole ? 10 : 5;
const runs = 3;
const bin = "/usr/lib/postgresql/15/bin";

/* What the callers were told. */
function callNotes(port, cookie, token) {
    const said = run(join(root, "build/release/bench/callers"), [port, cookie, token, callers, seconds].map(String));
    const [acknowledged, refused, rate, , p99_ms] = said.match(/[\d.]+(?= (?:ack|ref|ms)|\/s)/g).map(Number);
    return { acknowledged, refused, rate, p99_ms };
}

async function withPostgres(folder, act) {
    const home = join(folder, "pg");
    mkdirSync(home);
    const isRoot = process.getuid() === 0;
    const as = (command, args) => (isRoot ? run("runuser", ["-u", "postgres", "--", `${bin}/${command}`, ...args], { cwd: "/" })
        : run(`${bin}/${command}`, args));
    if (isRoot) {
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
    await withPostgres(folder, async (pgbench) => {
        const ours = [], theirs = [];
        for (let i = 0; i < runs; i++) {
            theirs.push(pgbench());
            ours.push(callNotes(server.port, cookie, token));
        }
        await server.stop();
        const sum = (name) => ours.map((one) => one[name]).reduce((a, b) => a + b);
        const acknowledged = sum("acknowledged"), refused = sum("refused");
        const there = Number(run("sqlite3", [file, "SELECT count(*) FROM posts"]));
        console.log(`${acknowledged} acknowledged, ${refused} refused, ${there} in the file; p99 ${median(ours.map((one) => one.p99_ms))} ms`);
        console.log(`notes ${ours.map((one) => one.rate.toFixed(0)).join(" ")}; pgbench ${theirs.map((one) => one.toFixed(0)).join(" ")}`);
        if (refused || there !== acknowledged) throw new Error("what was acknowledged is not what is there");
        verdict({ name: "write", value: median(ours.map((one) => one.rate)), reference: median(theirs), unit: "/s", bar: 3 });
    });
});
