#!/usr/bin/env node
/* The map on the running program: with script, without one, by keyboard, on a phone, and the point of a form. */
import { checkPage, equal, finish, newContext, say, step, watch, withBrowser } from "./harness.mjs";
import { signIn, withServer } from "./server.mjs";

const settled = (page) => page.waitForFunction(() => !document.querySelector(".map-svg") && document.querySelector(".map-marks button"));

const inked = () => {
    const canvas = document.querySelector("canvas.map-ground");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set();
    for (let i = 0; i < data.length; i += 4 * 97) colours.add(`${data[i]},${data[i + 1]},${data[i + 2]},${data[i + 3]}`);
    return colours.size;
};

async function withScript(page, server) {
    const foreign = [];
    page.on("request", (request) => { if (!request.url().startsWith(server.url) && !/^(data|blob):/.test(request.url())) foreign.push(request.url()); });
    await step("the script draws land, names and points into a canvas", async () => {
        await page.goto(`${server.url}/map`);
        await settled(page);
        const colours = await page.evaluate(inked);
        if (colours < 5) throw new Error(`only ${colours} colours on the canvas`);
    });
    await step("nothing is asked of other servers", () => equal(foreign, [], "requests"));
    await step("arrow keys move the map; the list follows and the address keeps the view", async () => {
        await page.focus("[data-map]");
        for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowDown");
        const answer = await page.waitForResponse((one) => one.url().includes("/map/list"));
        if (!/box=[\d.,%C-]+/.test(answer.url())) throw new Error(answer.url());
        await page.waitForFunction(() => location.search.includes("box="));
    });
    await step("a reload shows the same view", async () => {
        const before = await page.evaluate(() => location.search);
        await page.reload();
        await settled(page);
        equal(await page.evaluate(() => location.search), before, "address");
    });
    await step("what is chosen in the list stands out on the map and shows its card", async () => {
        await page.goto(`${server.url}/map`);
        await settled(page);
        await page.click(".map-list [data-show] >> nth=0");
        await page.waitForSelector(".map-card:not([hidden]) h2");
        await page.waitForSelector(".map-pin.on");
        equal(await page.textContent(".map-card h2"), await page.textContent(".map-list li.on .title"), "name");
        await page.click("[data-card-close]");
        equal(await page.locator(".map-pin.on").count(), 0, "chosen pins");
    });
    await step("zooming in parts rings", async () => {
        await page.goto(`${server.url}/map`);
        await settled(page);
        const largest = () => Math.max(1, ...[...document.querySelectorAll(".ring-n")].map((text) => Number(text.textContent)));
        const before = await page.evaluate(largest);
        await page.click(".map-ring >> nth=0");
        await page.waitForFunction((n) => Math.max(1, ...[...document.querySelectorAll(".ring-n")].map((text) => Number(text.textContent))) < n, before);
    });
    await step("filters stay with the map and go along to the list", async () => {
        await page.goto(`${server.url}/map?of=actors&kind=person`);
        await settled(page);
        const href = await page.getAttribute(".map-list .seg a >> nth=0", "href");
        if (!/^\/actors\?.*kind=person/.test(href)) throw new Error(href);
    });
}

async function withoutScript(browser, server, cookies) {
    const context = await newContext(browser, 1360, "he", { javaScriptEnabled: false });
    await context.addCookies(cookies);
    const page = await context.newPage();
    await step("without script the server's drawing stands there, and a ring leads closer", async () => {
        await page.goto(`${server.url}/map`);
        const rings = await page.locator(".map-svg a[href*='box=']").count();
        if (!rings) throw new Error("no rings");
        await page.goto(server.url + await page.getAttribute(".map-svg a[href*='box='] >> nth=0", "href"));
        if (!await page.locator(".map-svg a").count()) throw new Error("nothing in the closer view");
    });
    await step("without script a pin shows its card", async () => {
        await page.goto(server.url + await page.getAttribute(".map-list [data-show] >> nth=0", "href"));
        if (!await page.isVisible(".map-card h2")) throw new Error("no card");
        equal(await page.locator(".map-svg .pin.on, .map-svg .ring-n").count() > 0, true, "drawn");
    });
    await context.close();
}

async function pickPoint(page, server) {
    await step("a tap on the form's map fills latitude and longitude, and typing moves the point", async () => {
        await page.goto(`${server.url}/actors/new`);
        await page.click(".fold-box > summary");
        await page.locator("[data-draw=point]").scrollIntoViewIfNeeded();
        await page.waitForSelector("canvas.map-ground");
        const box = await page.locator("[data-draw=point]").boundingBox();
        await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
        const [lat, lon] = [Number(await page.inputValue("#f-lat")), Number(await page.inputValue("#f-lon"))];
        if (!(lat > 29 && lat < 33 && lon > 33 && lon < 36)) throw new Error(`${lat}, ${lon}`);
        equal(await page.locator(".corner").count(), 1, "points");
        await page.click("[data-draw-clear]");
        equal(await page.inputValue("#f-lat"), "", "latitude");
    });
}

async function drawArea(page, server) {
    await step("taps draw an outline around the place, faint corners stand between, and it is kept", async () => {
        await page.goto(`${server.url}/places?q=yeroham`);
        await page.click("tbody a >> nth=0");
        await page.click("a[href*='/versions/new']");
        await page.check("input[name=method][value=shape]", { force: true });
        await page.waitForSelector("canvas.map-ground");
        const box = await page.locator("[data-draw=area]").boundingBox();
        const at = (x, y) => [box.x + box.width * x, box.y + box.height * y];
        for (const [x, y] of [[0.3, 0.3], [0.7, 0.3], [0.5, 0.7]]) await page.mouse.click(...at(x, y));
        equal(await page.locator(".corner:not(.faint)").count(), 3, "corners");
        await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
        const middle = async (which) => {
            const one = await page.locator(which).boundingBox();
            return [one.x + one.width / 2, one.y + one.height / 2];
        };
        const [[ax, ay], [bx, by]] = [await middle(".corner >> nth=0"), await middle(".corner >> nth=1")];
        const [x, y] = await middle(".corner.faint >> nth=0");
        if (Math.hypot(x - (ax + bx) / 2, y - (ay + by) / 2) > 3) throw new Error(`${x}, ${y}`);
        await page.mouse.move(x, y);
        await page.mouse.down();
        await page.mouse.move(x, y - 40, { steps: 6 });
        await page.mouse.up();
        equal((await page.inputValue("#f-shape")).split("\n").length, 4, "lines of the text");
        await page.click("main form .btn.primary");
        await page.waitForURL("**/places/compare**");
    });
}

async function onPhone(browser, server, cookies) {
    const context = await newContext(browser, 390, "ar");
    await context.addCookies(cookies);
    const page = await context.newPage();
    const errors = watch(page);
    await page.goto(`${server.url}/map`);
    await settled(page);
    await step("on a phone the map fills the width and the list lies below as a sheet", async () => {
        const map = await page.locator(".map-box").boundingBox();
        const list = await page.locator(".map-list").boundingBox();
        equal(Math.round(map.width), 390, "width of the map");
        if (list.y < map.y + map.height / 2) throw new Error(`list at ${list.y}`);
    });
    await page.click(".map-list [data-show] >> nth=0");
    await page.waitForSelector(".map-card:not([hidden]) h2");
    say("the phone's card and sheet hold to the rules", await checkPage(page, "map-card-390", errors));
    await context.close();
}

await withServer((server) => withBrowser(async (browser) => {
    const context = await newContext(browser, 1360);
    const page = await context.newPage();
    const errors = watch(page);
    await signIn(page, server);
    const cookies = await context.cookies();
    await withScript(page, server);
    await pickPoint(page, server);
    await drawArea(page, server);
    await withoutScript(browser, server, cookies);
    await onPhone(browser, server, cookies);
    say("nothing went wrong unseen", errors);
})).catch((failure) => say("the map can be tried", String(failure.message).split("\n")));
finish();
