/* A stand-in for the server, for the tests of the script alone: the built style and script, a page with the parts that
** the script knows, and a record of what was sent. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";

const types = { ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json" };
const policy = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'";
const root = new URL("../../", import.meta.url).pathname;

const option = (id, label) =>
    `<div role="option" data-id="${id}" data-label="${label}"><span><b>${label}</b></span></div>`;
const found = (q) => `<div class="group-name">עסקים</div>
<a role="option" href="/record"><span><b><mark>${q}</mark> המדבר</b></span></a>
<a role="option" href="/other"><span><b>אחר</b></span></a>`;

const row = (id, name) => `<tr><td class="sel"><label><input type="checkbox" name="id" value="${id}" aria-label="${name}"></label></td>
<th scope="row"><a href="/record?${id}">${name}</a></th></tr>`;

function pageHtml(asset, title, body, user = "0000000000042") {
    const icon = (name) => `<svg class="i" aria-hidden="true"><use href="${asset("icons.svg")}#i-${name}"/></svg>`;
    return `<!doctype html><html lang="he" dir="rtl" class="no-js"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><meta name="csrf" content="fresh-token">
<link rel="stylesheet" href="${asset("app.css")}"><link rel="stylesheet" href="${asset("map.css")}">
<link rel="map" href="${asset("map.js")}"><script src="${asset("app.js")}" defer></script></head>
<body data-user="${user}"><div id="page-words" hidden data-kept="kept" data-sent="sent {n}" data-waiting="waiting {n}"
data-synced="synced" data-offline="offline" data-failed="failed" data-draft="draft" data-discard="discard"
data-copied="copied" data-remove="remove" data-mention="people" data-waiting-one="waits" data-refused="refused"></div>
<header class="top"><form class="find" role="search" action="/find" data-find>${icon("search")}
<label class="vh" for="q">חיפוש</label><input id="q" type="search" name="q" dir="auto"></form>
<a href="/notes/new" data-key="n">note</a><a href="/map" data-key="gm">map</a>
<button class="sync" type="button" data-sync data-state="synced">${icon("cloud-check")}<span class="sync-word"></span><span class="sync-time"></span></button></header>
<main><h1>${title}</h1>${body}</main><div id="said" role="status"></div><div class="toasts"></div>
<dialog id="keys" aria-labelledby="kt"><h2 id="kt">keys</h2><label><input type="checkbox" data-keys-on checked>on</label><button data-close>x</button></dialog>
<dialog id="outbox" aria-labelledby="ot"><h2 id="ot">outbox</h2><p data-leaving hidden>leaving</p><ul data-waiting-list></ul>
<button data-leaving data-leave hidden>leave</button><button data-send-now data-some-waiting>send</button><button data-close>x</button></dialog></body></html>`;
}

const desk = `<form class="compose" method="post" action="/notes" data-offline="note"><input type="hidden" name="csrf" value="old">
<input type="hidden" name="op" value="0000000000abc"><input type="hidden" name="actor">
<div class="combo"><label for="who">who</label><input id="who" name="who" data-pick="/pick" data-into="actor"></div>
<label for="text">text</label><textarea id="text" name="text" data-mention="/mention"></textarea>
<span class="draft-state" role="status"></span><button class="btn primary">save</button></form>
<form data-bulk class="list" method="post" action="/bulk"><div class="bulk live"><b data-count></b><button type="button" data-clear>clear</button></div>
<p data-all-match hidden><label><input type="checkbox" name="all">all 214</label></p>
<table class="table"><thead><tr><td class="sel"><input type="checkbox" data-all aria-label="all"></td><th scope="col">name</th></tr></thead>
<tbody>${row("a1", "אופני המכתש")}${row("a2", "דאטה במדבר")}${row("a3", "מאפיית לחם")}</tbody></table></form>
<form method="post" action="/slow" class="once"><input type="hidden" name="op" value="once"><button>once</button></form>
<form method="post" action="/sign-out" data-signout><button>out</button></form>`;

const drawing = `<label for="outline">outline</label><textarea id="outline">31.0, 34.9
31.1, 34.9
31.1, 35.0</textarea><button data-draw-back>back</button><div class="map-draw"><div data-map dir="ltr" role="region" aria-label="map"
data-draw="area" data-into="outline" data-bounds="34.8,30.9,35.1,31.2"></div></div>`;

export async function withFixture(act) {
    const out = mkdtempSync(join(tmpdir(), "rakaz-web-"));
    execFileSync("node", [join(root, "web/build.mjs"), join(out, "web")], { stdio: "inherit" });
    const manifest = readFileSync(join(out, "web/manifest.txt"), "utf8").trim().split("\n").map((line) => line.split(" "));
    const asset = (key) => `/a/${manifest.find((line) => line[0] === key)[1]}`;
    const state = { posts: [], queries: [], refuse: 0 };
    const sendPage = (res, title, body) => {
        res.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy });
        res.end(pageHtml(asset, title, body));
    };
    const server = createServer((req, res) => {
        const url = new URL(req.url, "http://localhost");
        const name = url.pathname.slice(1);
        if (req.method === "POST") {
            let body = "";
            req.on("data", (data) => { body += data; });
            req.on("end", () => {
                state.posts.push({ path: url.pathname, ...Object.fromEntries(new URLSearchParams(body)) });
                const told = req.headers["x-leads"] ? { "x-location": "/record" } : { location: "/record" };
                res.writeHead(state.refuse || (req.headers["x-leads"] ? 204 : 303), told);
                setTimeout(() => res.end(), url.pathname === "/slow" ? 400 : 0);
            });
        } else if (url.searchParams.get("part")) {
            state.queries.push(url.searchParams.get("q"));
            res.writeHead(200, { "content-type": "text/html; charset=utf-8" });
            const q = url.searchParams.get("q");
            res.end(name === "find" ? found(q) : option("00000000000p1", "דנה לוי") + option("00000000000p2", "سلمى"));
        } else if (name.startsWith("a/") || name === "sw.js") {
            const file = join(out, "web", name.replace("a/", ""));
            res.writeHead(existsSync(file) ? 200 : 404, { "content-type": types[extname(file)] ?? "text/plain",
                "content-security-policy": "default-src 'none'; connect-src 'self'; base-uri 'none'" });
            res.end(existsSync(file) ? readFileSync(file) : "");
        } else if (name === "healthz") res.end("ok");
        else if (name === "offline") sendPage(res, "offline page", "");
        else if (name === "draw") sendPage(res, "draw", drawing);
        else sendPage(res, name || "desk", name ? "" : desk);
    });
    await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
    try {
        await act(`http://localhost:${server.address().port}`, state);
    } finally {
        server.closeAllConnections();
        server.close();
        rmSync(out, { recursive: true, force: true });
    }
}
