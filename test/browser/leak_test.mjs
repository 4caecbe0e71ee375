#!/usr/bin/env node
/* One leak followed to its end: what is bought outside and could be made here, an introduction of who makes it and who
** buys it, both agree, a contract with its worth a year, and a larger share that stays in the place. In Hebrew. */
import { checkPage, equal, finish, say, step, withBrowser } from "./harness.mjs";
import { person, press } from "./people.mjs";
import { withServer } from "./server.mjs";

const field = "חשמלאי";
const worth = 30000;

const text = async (one, selector) => (await one.page.locator(selector).first().innerText()).replace(/\s+/g, " ");
const numbers = (words) => (words.match(/\d[\d,]*/g) ?? []).map((one) => Number(one.replaceAll(",", "")));
const share = async (noa) => numbers(await text(noa, ".seg a[aria-current] b"))[0];
const cells = async (noa) => {
    const row = noa.page.locator(".table tbody tr", { hasText: field }).first();
    return (await row.locator("td").allInnerTexts()).map((one) => numbers(one)[0] ?? null);
};

async function leak(noa) {
    await step("what leaks of the town is ranked, with who could make it and who buys it outside", async () => {
        await noa.go("/leaks");
        await press(noa, ".rows .title a");
        noa.leaks = new URL(noa.page.url()).pathname;
        noa.before = { share: await share(noa), cells: await cells(noa) };
        const plug = noa.page.locator("#plugs li.item", { hasText: field }).first();
        equal(await plug.locator("a[href^='/actors/']").count() >= 2, true, "a maker and a buyer");
    });
    say("what leaks, in Hebrew on a desktop", await checkPage(noa.page, "leaks he 1360", noa.errors));
    await step("a column of which nothing is told does not say nothing", async () => {
        const all = await noa.page.locator(".table tbody td").allInnerTexts();
        equal(all.filter((one) => numbers(one).join() === "0" && !one.includes("%")), [], "zeros");
    });
}

async function introduce(noa) {
    await step("one tap introduces the two, and the step against the leak knows it", async () => {
        const plug = noa.page.locator("#plugs li.item", { hasText: field }).first();
        await plug.locator("form:has([name=way][value=meet]) button").click();
        await noa.page.waitForURL(/\/introductions\/new/);
        await noa.page.fill("[name=why_one]", "מי שקונים חשמלאות מחוץ ליישוב, במרחק רחוב");
        await noa.page.fill("[name=why_other]", "בעלי מקצוע מהיישוב, פנויים השבוע");
        await press(noa, "main form .btn.primary");
        await noa.page.waitForURL(/\/introductions\/[0-9a-z]{13}/);
        noa.step = await noa.page.locator("main a[href^='/plugs/']").first().getAttribute("href");
        noa.introduction = new URL(noa.page.url()).pathname;
    });
    await step("both sides agree, by telephone", async () => {
        for (const side of ["one", "other"]) {
            const form = noa.page.locator(`form[action$='/phone']:has([name=side][value=${side}])`).first();
            await form.evaluate((node) => { for (let at = node; at; at = at.parentElement) if (at.matches("details")) at.open = true; });
            await form.locator("[name=says][value=yes]").click();
            await noa.page.waitForLoadState();
        }
        await noa.go(noa.step);
        equal(await noa.page.locator("#deals form").count(), 0, "nothing to note before they trade");
    });
}

async function contract(noa) {
    await step("a contract with its worth a year is told, and becomes a tie", async () => {
        await noa.go(noa.introduction);
        const form = noa.page.locator("form[action$='/outcome']");
        await form.locator("[name=met][value=met], select[name=met]").first().evaluate((node) => {
            if (node.tagName === "SELECT") node.value = "met";
            else node.checked = true;
        });
        await form.locator("[name=came][value=one_sells], select[name=came]").first().evaluate((node) => {
            if (node.tagName === "SELECT") node.value = "one_sells";
            else node.checked = true;
        });
        await form.locator("[name=value]").fill(String(worth));
        await form.locator(".btn.primary").click();
        await noa.page.waitForLoadState();
        await noa.go(noa.step);
        equal(numbers(await text(noa, "#deals .tag.clay"))[0], worth, "worth of the contract");
        equal(numbers(await text(noa, "#deals a[href^='/ties/'] >> xpath=.."))[0], worth, "worth of the tie");
    });
    await step("an amount that is none is told beside its field", async () => {
        await noa.page.fill("#deals [name=amount]", "0");
        await press(noa, "#deals form .btn.primary");
        equal(await noa.page.locator("#deals .field.bad .err").count(), 1, "sentences");
    });
    await step("what is bought here now is noted, instead of what was bought outside", async () => {
        await noa.page.fill("#deals [name=amount]", String(worth));
        await press(noa, "#deals form .btn.primary");
        await noa.page.waitForURL(new RegExp(`${noa.step}$`));
        equal(numbers(await text(noa, "#deals .facts")).slice(0, 2), [worth, noa.before.cells[2] - worth], "here, outside");
        equal(await noa.page.locator("#deals form").count(), 0, "noted once");
    });
    say("a step against a leak, in Hebrew on a desktop", await checkPage(noa.page, "plug he 1360", noa.errors));
}

async function changed(noa) {
    await step("more of what is spent stays in the place, and the step is told beside it", async () => {
        await noa.go(noa.leaks);
        const [spent, stays, leaves] = await cells(noa);
        const [was, stayed, left] = noa.before.cells;
        equal([spent, stays, leaves], [was, stayed + worth, left - worth], "spent, stays, leaves");
        equal(await share(noa) > noa.before.share, true, `the share that stays, after ${noa.before.share} %`);
        equal(await noa.page.locator(`#started a[href='${noa.step}']`).count(), 1, "what was started");
    });
}

async function phone(one, path) {
    await step("the same on a phone", () => one.go(path));
    say("a step against a leak, in Hebrew on a phone", await checkPage(one.page, "plug he 390", one.errors));
}

await withServer((server) => withBrowser(async (browser) => {
    const noa = await person(browser, server, "noa", 1360, "he");
    noa.page.setDefaultTimeout(10000);
    await leak(noa);
    await introduce(noa);
    await contract(noa);
    await changed(noa);
    await phone(await person(browser, server, "noa", 390, "he"), noa.step);
})).catch((failure) => say("a leak can be followed", String(failure.message).split("\n")));
finish();
