/* What a browser that has never been here loads for a page, compressed, over the wire: at most 100 kB for any page. The
** pages are those of test/browser/pages.txt, each visited with an empty cache in every language of the product; four at
** a time, since most of a visit is waiting until nothing more comes. What the heaviest are made of is told, and what a page
** asks for twice. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { languages, withBrowser } from "../test/browser/harness.mjs";
import { signIn, speak, withServer } from "../test/browser/server.mjs";
import { program, root, verdict } from "./lib.mjs";

const lines = readFileSync(join(root, "test/browser/pages.txt"), "utf8").split("\n").filter((line) => line && line[0] !== "#");
const pages = [...new Set(lines.map((line) => line.split(" ")[0]))];
const opened = new Set(lines.filter((line) => line.split(" ")[1] === "open").map((line) => line.split(" ")[0]));

const kind = (type) => ({ Document: "page", Stylesheet: "style", Script: "script", Font: "fonts", Fetch: "data" })[type] ?? "pictures";

/* Until the page is loaded, its fonts are there, and nothing was under way for half a second: on a busy machine "nothing
** under way" alone comes true before the first font is asked for. */
async function settled(page, underWay) {
    for (let quiet = 0; quiet < 5; quiet = underWay.size ? 0 : quiet + 1) {
        await page.evaluate(() => document.fonts.ready.then(() => true));
        await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
}

async function weigh(browser, server, cookies, locale, path) {
    const context = await browser.newContext({ serviceWorkers: "block", locale });
    await context.addCookies(cookies);
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    const underWay = new Map();
    const parts = {}, twice = [], came = new Set();
    let bytes = 0;
    await wire.send("Network.enable");
    await wire.send("Network.setCacheDisabled", { cacheDisabled: false });
    wire.on("Network.requestWillBeSent", (one) => { underWay.set(one.requestId, { url: one.request.url, of: kind(one.type) }); });
    wire.on("Network.loadingFailed", (one) => { underWay.delete(one.requestId); });
    wire.on("Network.loadingFinished", (one) => {
        const { url, of } = underWay.get(one.requestId) ?? { url: "", of: "pictures" };
        underWay.delete(one.requestId);
        if (!one.encodedDataLength) return;
        bytes += one.encodedDataLength;
        parts[of] = (parts[of] ?? 0) + one.encodedDataLength;
        if (came.has(url)) twice.push(url);
        came.add(url);
    });
    await page.goto(server.url + path, { waitUntil: "load" });
    await settled(page, underWay);
    await context.close();
    return { bytes, path, locale, parts, twice };
}

const told = (parts) => Object.entries(parts).map(([of, bytes]) => `${of} ${(bytes / 1000).toFixed(1)}`).join(", ");

/* Somebody signed in; their account reads this language from now on. */
async function reader(browser, server, locale) {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await signIn(page, server);
    await speak(page, locale);
    const cookies = await context.cookies();
    await context.close();
    return cookies;
}

process.env.RAKAZ_PROGRAM ??= program;
await withServer((server) => withBrowser(async (browser) => {
    const weights = [];
    for (const locale of languages) {
        const signed = await reader(browser, server, locale);
        const left = [...pages];
        await Promise.all([1, 2, 3, 4].map(async () => {
            for (let path = left.shift(); path; path = left.shift()) {
                weights.push(await weigh(browser, server, opened.has(path) ? [] : signed, locale, path));
            }
        }));
    }
    weights.sort((a, b) => b.bytes - a.bytes);
    for (const one of weights.slice(0, 8)) console.log(`${(one.bytes / 1000).toFixed(1)} kB ${one.path} ${one.locale}: ${told(one.parts)}`);
    for (const one of weights.filter((each) => each.twice.length)) console.log(`${one.path} ${one.locale} loads twice: ${one.twice.join(" ")}`);
    for (const locale of languages) {
        const most = weights.find((one) => one.locale === locale);
        console.log(`most in ${locale}: ${(most.bytes / 1000).toFixed(1)} kB ${most.path}`);
    }
    verdict({ name: "first-visit", value: weights[0].bytes / 1000, reference: 100, unit: "kB", bar: 1, most: true });
}));
