/* The service worker: the shell and fonts from the device, pages from the network first, and what was last seen when
** there is none: today, businesses and their pages. Never another account's: a change of account or a sign-in page
** clears what was kept. SHELL and BUILD are put in by the build. */
const shell = `shell-${BUILD}`;
const pages = "pages";
const pages_max = 60;
const kept = /^\/($|today$|actors($|\/[0-9a-z]{13}$)|help)/;
const note = "/notes/new"; /* the form of a note: nothing of anybody's stands in it */
const assets = "/a/";

addEventListener("install", (event) => {
    event.waitUntil((async () => {
        const cache = await caches.open(shell);
        await cache.addAll(SHELL.map((file) => assets + file));
        await cache.add(new Request("/offline", { cache: "reload" })).catch(() => {});
        await skipWaiting();
    })());
});

addEventListener("activate", (event) => {
    event.waitUntil((async () => {
        for (const name of await caches.keys()) if (name.startsWith("shell-") && name !== shell) await caches.delete(name);
        await clients.claim();
    })());
});

const fresh = async (name, path) => (await caches.open(name)).add(new Request(path, { cache: "reload" })).catch(() => {});

/* The page says whose it is and in which language; the answer to "who was it before" is kept beside the pages. */
addEventListener("message", (event) => {
    if (typeof event.data?.user !== "string") return;
    event.waitUntil((async () => {
        const now = `${event.data.user} ${event.data.lang}`;
        const before = await (await (await caches.open(pages)).match("/user"))?.text();
        if (before === now) return;
        if (before !== undefined && before.split(" ")[0] !== event.data.user) await caches.delete(pages);
        await (await caches.open(pages)).put("/user", new Response(now));
        await fresh(shell, "/offline");
        if (event.data.user) await fresh(pages, note);
    })());
});

async function keep(request, answer) {
    const cache = await caches.open(pages);
    await cache.put(request, answer);
    const keys = await cache.keys();
    for (const old of keys.slice(0, Math.max(0, keys.length - pages_max))) {
        if (!old.url.endsWith("/user") && !old.url.endsWith(note)) await cache.delete(old);
    }
}

async function page(event) {
    const path = new URL(event.request.url).pathname;
    try {
        const answer = await fetch(event.request);
        if (answer.redirected && new URL(answer.url).pathname.startsWith("/sign-in")) await caches.delete(pages);
        else if (answer.ok && !answer.redirected && kept.test(path)) event.waitUntil(keep(event.request, answer.clone()));
        return answer;
    } catch (failure) {
        const cache = await caches.open(pages);
        return await cache.match(event.request) ?? (path === note ? await cache.match(note) : undefined)
            ?? await caches.match("/offline") ?? Promise.reject(failure);
    }
}

async function asset(request) {
    const cache = await caches.open(shell);
    const known = await cache.match(request);
    if (known) return known;
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
}

addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== "GET" || url.origin !== location.origin) return;
    if (url.pathname.startsWith(assets)) event.respondWith(asset(event.request));
    else if (event.request.mode === "navigate") event.respondWith(page(event));
});
