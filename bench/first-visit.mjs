/* What a browser that has never been here loads for a page, compressed, over the wire: at most 100 kB for any page. The
** pages are those of test/browser/pages.txt, each visited with an empty cache in every language of the product; four at
** a time, since most of a visit is waiting until nothing more comes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { languages, withBrowser } from "../test/browser/harness.mjs";
import { signIn, speak, withServer } from "../test/browser/server.mjs";
import { program, root, verdict } from "./lib.mjs";

const lines = readFileSync(join(root, "test/browser/pages.txt"), "utf8").split("\n").filter((line) => line && line[0] !== "#");
const pages = [...new Set(lines.map((line) => line.split(" ")[0]))];
const opened = new Set(lines.filter((line) => line.split(" ")[1] === "open").map((line) => line.split(" ")[0]));

async function weigh(browser, server, cookies, locale, path) {
    const context = await browser.newContext({ serviceWorkers: "block", locale });
    await context.addCookies(cookies);
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    let bytes = 0;
    await wire.send("Network.enable");
    await wire.send("Network.setCacheDisabled", { cacheDisabled: false });
    wire.on("Network.loadingFinished", (one) => { bytes += one.encodedDataLength; });
    await page.goto(server.url + path, { waitUntil: "networkidle" });
    await context.close();
    return { bytes, path, locale };
}

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
    for (const one of weights.slice(0, 8)) console.log(`${(one.bytes / 1000).toFixed(1)} kB ${one.path} ${one.locale}`);
    for (const locale of languages) {
        const most = weights.find((one) => one.locale === locale);
        console.log(`most in ${locale}: ${(most.bytes / 1000).toFixed(1)} kB ${most.path}`);
    }
    verdict({ name: "first-visit", value: weights[0].bytes / 1000, reference: 100, unit: "kB", bar: 1, most: true });
}));
