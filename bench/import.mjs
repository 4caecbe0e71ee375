/* 100,000 businesses brought in with every check (encoding, columns, phones, numbers, towns, who is known already, the
** hash-chained log) against what sqlite3 .import does with the same file into a table with a key and an index for each
** column by which rows are looked up; both durable, the median of three. With size=full also a million rows, whose peak
** memory must stay within 150 MB. */
import { readFileSync, rmSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { writeBusinesses } from "./businesses.mjs";
import { median, person, program, run, verdict, whole, withFolder } from "./lib.mjs";

const rows = 100000;
const million = 1000000;
const memory_kb_max = 150 * 1024;
const looked_up = ["he", "ar", "en", "number", "phone", "email", "town", "field"];

const reference = (file) => `PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE business (he TEXT, ar TEXT, en TEXT, number TEXT, phone TEXT, email TEXT, town TEXT, street TEXT, field TEXT);
${looked_up.map((column) => `CREATE INDEX business_${column} ON business (${column});`).join("\n")}
.mode csv
.import --skip 1 ${file} business
SELECT 'rows=' || count(*) FROM business;
`;

const seconds_of = async (act) => {
    const from = process.hrtime.bigint();
    await act();
    return Number(process.hrtime.bigint() - from) / 1e9;
};

/* Runs the import and looks at its memory meanwhile; the kernel keeps the peak. */
function imported(region, file) {
    const child = spawn(program, ["import", "--data", region, "--as", person.email, file], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    let peak_kb = 0;
    child.stdout.on("data", (data) => { said += data; });
    const look = setInterval(() => {
        try {
            peak_kb = Math.max(peak_kb, Number(readFileSync(`/proc/${child.pid}/status`, "utf8").match(/VmHWM:\s+(\d+)/)?.[1] ?? 0));
        } catch { /* it has ended */ }
    }, 50);
    return new Promise((resolve, reject) => {
        child.on("exit", (code) => {
            clearInterval(look);
            if (code === 0) resolve({ said, peak_kb });
            else reject(new Error(`import ended with ${code}: ${said}`));
        });
    });
}

async function oursOf(folder, file, count) {
    const region = join(folder, "region.db");
    run(program, ["init", "--data", region, "--name", "Bench", "--admin-email", person.email, "--places", "negev"]);
    let done;
    const seconds = await seconds_of(async () => { done = await imported(region, file); });
    if (!done.said.includes(`${count} rows`)) throw new Error(done.said);
    for (const end of ["", "-wal", "-shm"]) rmSync(region + end, { force: true });
    return { seconds, ...done };
}

async function theirsOf(folder, file, count) {
    const base = join(folder, "reference.db");
    let said;
    const seconds = await seconds_of(() => { said = run("sqlite3", [base], { input: reference(file) }); });
    if (!said.includes(`rows=${count}`)) throw new Error(said);
    for (const end of ["", "-wal", "-shm"]) rmSync(base + end, { force: true });
    return seconds;
}

await withFolder(async (folder) => {
    const file = join(folder, "businesses.csv");
    await writeBusinesses(rows, file);
    const ours = [];
    const theirs = [];
    for (let i = 0; i < 3; i++) {
        theirs.push(await theirsOf(folder, file, rows));
        ours.push(await oursOf(folder, file, rows));
    }
    let peak_kb = Math.max(...ours.map((one) => one.peak_kb));
    console.log(`${rows} rows: ours ${ours.map((one) => one.seconds.toFixed(2)).join(" ")} s, theirs ${theirs.map((one) => one.toFixed(2)).join(" ")} s, peak ${Math.round(peak_kb / 1024)} MB`);
    if (whole) {
        await writeBusinesses(million, file);
        const one = await oursOf(folder, file, million);
        peak_kb = Math.max(peak_kb, one.peak_kb);
        console.log(`${million} rows: ${one.seconds.toFixed(1)} s, peak ${Math.round(one.peak_kb / 1024)} MB of at most ${memory_kb_max / 1024}`);
    }
    verdict({ name: "import", value: median(ours.map((one) => one.seconds)), reference: median(theirs), unit: "s", bar: 3, most: true,
        also: peak_kb <= memory_kb_max });
});
