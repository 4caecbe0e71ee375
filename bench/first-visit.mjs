/* What a browser that has never been here loads for a page, compressed, over the wire: at most 100 kB for any page. The
** pages are those of test/browser/pages.txt, each visited with an empty cache. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withBrowser } from "../test/browser/harness.mjs";
import { signIn, withServer } from "../test/browser/server.mjs";
import { program, root, verdict } from "./lib.mjs";

const lines = readFileSync(join(root, "test/browser/pages.txt"), "utf8").split("\n").filter((line) => line && line[0] !== "#");
const pages = [...new Set(lines.map((line) => line.split(" ")[0]))];
const opened = new Set(lines.filter((line) => line.split(" ")[1] === "open").map((line) => line.split(" ")[0]));

async function weigh(browser, server, cookies, path) {
    const context = await browser.newContext({ serviceWorkers: "block" });
    await context.addCookies(cookies);
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    let bytes = 0;
    await wire.send("Network.enable");
    await wire.send("Network.setCacheDisabled", { cacheDisabled: false });
    wire.on("Network.loadingFinished", (one) => { bytes += one.encodedDataLength; });
    await page.goto(server.url + path, { waitUntil: "networkidle" });
    await context.close();
    return bytes;
}

process.env.RAKAZ_PROGRAM ??= program;
await withServer((server) => withBrowser(async (browser) => {
    const context = await browser.newContext();
    await signIn(await context.newPage(), server);
    const signed = await context.cookies();
    await context.close();
    const weights = [];
    for (const path of pages) weights.push([path, await weigh(browser, server, opened.has(path) ? [] : signed, path)]);
    weights.sort((a, b) => b[1] - a[1]);
    for (const [path, bytes] of weights.slice(0, 6)) console.log(`${(bytes / 1000).toFixed(1)} kB ${path}`);
    verdict({ name: "first-visit", value: weights[0][1] / 1000, reference: 100, unit: "kB", bar: 1, most: true });
}));
