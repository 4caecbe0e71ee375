#!/usr/bin/env node
/* The import wizard over HTTP, as a browser without script would walk it: refusals, columns, check, result, the same
** file again, the rows left alone, taking all of it back. */
import { execFileSync } from "node:child_process";
import { withServer } from "../browser/server.mjs";
import { Walker } from "./walker.mjs";

let n = 0;
let bad = 0;
const ok = (good, what, about = "") => {
    console.log(`${good ? "ok" : "not ok"} ${++n} - ${what}`);
    if (!good) { bad++; console.log(`# ${String(about).replace(/\s+/g, " ").slice(0, 600)}`); }
};

const list = "שם העסק,טלפון,יישוב\nמאפיית הבדיקה,501234567,דימונה\nקפה הבדיקה,052-555-0199,עיר שאינה\nסה\"כ,2,\n";

async function refusals(w) {
    const empty = await w.bring("", "empty.csv");
    ok(empty.status === 422 && empty.text.includes('role="alert"'), "an empty file is refused with a sentence", empty.text);
    const pdf = await w.bring("%PDF-1.7\n%âãÏÓ\n1 0 obj\n", "list.csv");
    ok(pdf.status === 422 && pdf.text.includes('role="alert"'), "a document called .csv is refused by its content", pdf.text);
    const none = await w.bring(null, "");
    ok(none.status === 422, "a form without a file is asked for one", none.text);
    const wide = await w.bring(`${"a,".repeat(5000)}b\n${"1,".repeat(5000)}2\n`, "wide.csv");
    ok(wide.status === 422, "too many columns are refused", wide.status);
    const forged = await w.bring(list, "list.csv", { csrf: "made-up", op: "0000000000000" });
    ok(forged.status === 403, "a forged upload is refused", forged.status);
    const token = await w.token("/imports/new");
    const twice = await Promise.all([w.bring(list + "קפה אחר,,\n", "twice.csv", token), w.bring(list + "קפה אחר,,\n", "twice.csv", token)]);
    ok(twice.every((one) => one.status === 303 && one.to === twice[0].to), "a double click brings a file once and shows where it is", twice.map((one) => one.status));
    const strange = await w.ask("/imports/0000000000001");
    ok(strange.status === 404, "an import that is not there is not there", strange.status);
}

async function walk(w) {
    const brought = await w.bring(list, "list.csv");
    ok(brought.status === 303 && brought.to.endsWith("/columns"), "a list leads to its columns", brought.text);
    const path = brought.to.replace("/columns", "");
    const columns = await w.ask(brought.to);
    ok(columns.status === 200 && columns.text.includes('name="col.2"'), "each column can be matched", columns.status);
    const nameless = await w.post(brought.to, brought.to, { into: "businesses", table: "0", charset: "0", head: "0", "col.0": "nothing" });
    ok(nameless.status === 422, "without a name there is nothing to bring in", nameless.status);
    const checked = await w.post(brought.to, brought.to, { into: "businesses", table: "0", charset: "0", head: "0" });
    ok(checked.status === 303 && checked.to.endsWith("/check"), "matched columns lead to the check", checked.text);
    const check = await w.ask(checked.to);
    ok(check.text.includes('name="town.0"') && /class="add"[^>]*><b>(<bdi[^>]*>)?2</.test(check.text), "the check shows what is new and which town is unknown", check.text);
    const run = await w.post(`${path}/check`, checked.to, { do: "run", known: "update", "town.0": "text", "town.0.place": "" });
    ok(run.status === 303, "the check leads to the result", run.text);
    const result = await w.ask(path);
    ok(result.text.includes(`${path}/undo`) && result.text.includes("/actors?act="), "the result has the list and the way back", result.text);
    const left = await w.ask(`${path}/left`);
    ok(left.status === 200 && left.text.includes("סה"), "the rows left alone come as a file", left.text);
    const late = await w.post(`${path}/check`, "/imports/new", { do: "run" });
    ok(late.status === 409, "what is done is not done again", late.status);
    return path;
}

async function afterwards(w, path) {
    const again = await w.bring(list, "renamed.csv");
    ok(again.status === 200 && again.text.includes(path), "the same bytes are known, whatever they are called", again.text);
    const undone = await w.post(`${path}/undo`, path, {});
    ok(undone.status === 303, "the import is taken back", undone.text);
    const after = await w.ask(path);
    ok(!after.text.includes(`${path}/undo`), "and can not be taken back twice", after.text);
    const fresh = await w.bring(list, "list.csv");
    ok(fresh.status === 303, "then the file may come in again", fresh.text);
}

/* Two files with the same people, brought in at the same moment, come in once. */
async function together(w, data) {
    const rows = (end) => `name,phone\n${Array.from({ length: 1500 }, (_, i) => `Both ${i},+97250${4000000 + i}`).join("\n")}${end}`;
    const paths = [];
    for (const end of ["\n", "\n\n"]) {
        const { to } = await w.bring(rows(end), "both.csv");
        await w.post(to, to, { into: "businesses", table: "0", charset: "0", head: "0" });
        paths.push(to.replace("/columns", ""));
    }
    const token = await Promise.all(paths.map((path) => w.token(`${path}/check`)));
    await Promise.all(paths.map((path, i) => w.ask(`${path}/check`, { method: "POST", body: new URLSearchParams({ ...token[i], do: "run" }) })));
    for (const path of paths) while ((await w.ask(path)).text.includes(`${path}/stop`)) await new Promise((resolve) => { setTimeout(resolve, 100); });
    const there = execFileSync("sqlite3", [data, "SELECT count(*) FROM actors WHERE source = 'both.csv'"], { encoding: "utf8" }).trim();
    ok(there === "1500", "two files with the same people at once bring them in once", there);
}

await withServer(async ({ url, login, data }) => {
    const w = new Walker(url);
    const visitor = await w.ask("/imports");
    ok(visitor.status === 303 || visitor.status === 401 || visitor.status === 404, "visitors do not see imports", visitor.status);
    await w.signIn(login);
    await refusals(w);
    await afterwards(w, await walk(w));
    await together(w, data);
});
console.log(`1..${n}`);
process.exit(bad ? 1 : 0);
