/* cube.mjs - sums by 20 indicators, 24 months and 2,000 overlapping places, against DuckDB on one thread.
**
** 1,000,000 facts (100,000 in quick mode) lie in 2,025 cells. Ours begins with places and facts as they come and ends with
** all sums: tiles are found, facts are summed into them, places over them. DuckDB has both tables loaded and asks for the
** same by one statement. Every sum of ours is held against its. DuckDB is no part of the program and not in Debian 12:
** the bench installs it from bench/package.json, into bench/node_modules, when it runs for the first time. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";
import { median, root, run, verdict, whole, withFolder } from "./lib.mjs";

const here = join(root, "bench");
if (!existsSync(join(here, "node_modules/@duckdb/node-api"))) {
    run("npm", ["install", "--no-package-lock", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"], { cwd: here });
}
const { DuckDBInstance } = createRequire(join(here, "cube.mjs"))("@duckdb/node-api");
const TIMES = 3;

async function timed(act) {
    const all = [];
    for (let i = 0; i < TIMES; i++) {
        const from = performance.now();
        await act();
        all.push(performance.now() - from);
    }
    return median(all);
}

await withFolder(async (folder) => {
    const facts = whole ? 1000000 : 100000;
    const ours = JSON.parse(run(join(root, "build/release/bench/cube-sums"), [folder, String(facts)]));
    const db = await (await DuckDBInstance.create(":memory:")).connect();
    await db.run("set threads=1");
    await db.run(`create table place_cell as select place::int place, cell::int cell from read_csv('${folder}/place_cell.csv')`);
    await db.run(`create table fact as select indicator::int indicator, period::int period, cell::int cell, value::bigint as value from read_csv('${folder}/fact.csv')`);
    const cube = "select place, indicator, period, sum(value) s from fact join place_cell using (cell) group by all";
    const duck = await timed(() => db.run(`select count(*), sum(s) from (${cube})`));
    const one = await timed(() => db.run(`select indicator, period, sum(value) s from fact join place_cell using (cell) where place = 17 group by all`));
    await db.run(`create table theirs as ${cube}`);
    await db.run(`create table ours as select * from read_csv('${folder}/sums.csv')`);
    const rows = await (await db.run(`select count(*) filter (where coalesce(t.s, 0) <> o.s)::int, count(t.s)::int,
        (select count(*)::int from theirs) from ours o left join theirs t using (place, indicator, period)`)).getRows();
    const [wrong, met, groups] = rows[0].map(Number);
    const total = ours.make + ours.load + ours.sum;
    console.log(`${facts} facts, ${ours.pairs} pairs of place and cell, ${ours.tiles} tiles, ${groups} groups; sums that differ: ${wrong}`);
    console.log(`tiles ${ours.make} ms, facts ${ours.load} ms, places ${ours.sum} ms; DuckDB, one thread, ${duck.toFixed(1)} ms`);
    console.log(`one place ${ours.one} ms, DuckDB ${one.toFixed(2)} ms (${(one / ours.one).toFixed(0)} times); an added fact is seen everywhere after ${(ours.add * 1000).toFixed(2)} us`);
    verdict({ name: "cube", value: facts / total, reference: facts / duck, unit: " facts/ms", bar: 5,
        also: wrong === 0 && met === groups && ours.add <= 0.1 });
});
