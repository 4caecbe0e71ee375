/* The service worker: the shell and fonts from the device, pages from the network first, and what was last seen when
** there is none: today, businesses and their pages. Never another account's: a change of account or a sign-in page
** clears what was kept. SHELL and BUILD are put in by the build. */
const shell = `shell-${BUILD}`;
const pages = "pages";
const pages_max = 60;
const kept = /^\/($|today$|actors($|\/[0-9a-z]{13}$)|help)/;
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

/* The page says whose it is; the answer to "who was it before" is kept beside the pages. */
addEventListener("message", (event) => {
    if (typeof event.data?.user !== "string") return;
    event.waitUntil((async () => {
        const cache = await caches.open(pages);
        const before = await (await cache.match("/user"))?.text();
        if (before === event.data.user) return;
        if (before !== undefined) await caches.delete(pages);
        await (await caches.open(pages)).put("/user", new Response(event.data.user));
        await (await caches.open(shell)).add(new Request("/offline", { cache: "reload" })).catch(() => {});
    })());
});

async function keep(request, answer) {
    const cache = await caches.open(pages);
    await cache.put(request, answer);
    const keys = await cache.keys();
    for (const old of keys.slice(0, Math.max(0, keys.length - pages_max))) {
        if (!old.url.endsWith("/user")) await cache.delete(old);
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
        return await (await caches.open(pages)).match(event.request)
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
