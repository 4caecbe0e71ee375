#!/usr/bin/env node
/* A Hebrew file of spending, brought from what leaks of the place: what comes in and what stays out is shown with its
** money, a name that is not known is said, the leak of its field grows by what came in and opens its records, and all of
** it goes back. */
import { checkPage, equal, finish, say, step, withBrowser } from "./harness.mjs";
import { person, press } from "./people.mjs";
import { withServer } from "./server.mjs";

const field = "חשמלאי";
const year = new Date().getFullYear();
const numbers = (words) => (words.match(/\d[\d,]*/g) ?? []).map((one) => Number(one.replaceAll(",", "")));
const file = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

const cells = async (one) => {
    const row = one.page.locator(".table tbody tr", { hasText: field }).first();
    return (await row.locator("td").allInnerTexts()).map((cell) => numbers(cell)[0] ?? 0);
};

async function bring(noa) {
    await step("what leaks of the place offers to bring a file", async () => {
        await noa.go("/leaks");
        await press(noa, ".rows .title a");
        noa.leaks = new URL(noa.page.url()).pathname;
        noa.before = await cells(noa);
        await noa.go("/actors?kind=business");
        noa.buyer = (await noa.page.locator(".table tbody th a").first().innerText()).trim();
        await noa.go(noa.leaks);
        await press(noa, "a[href^='/imports/new?into=outlays']");
        await noa.page.setInputFiles("#file", file("הוצאות.csv", [
            `הוצאות ${year},,,,,`, "שם העסק,תחום,מה קונים,סכום,לחודש או לשנה,איפה קונים",
            `${noa.buyer},${field},תיקונים,"₪ 1,000",לחודש,מחוץ ליישוב`, `${noa.buyer},${field},לוח חדש,"3,000",לשנה,אינטרנט`,
            `${noa.buyer},תחום שאיש לא מכיר,משהו,500,לשנה,`, `${noa.buyer},${field},תיקון,-200,לשנה,`,
            `משפחת אלמוני,${field},תיקון,100,לשנה,`, `משק בית 4,${field},תיקון,250,לשנה,אינטרנט`, 'סה"כ,,,"4,650",,'].join("\n")));
        await press(noa, "main form .btn.primary");
        await noa.page.waitForURL(/\/columns/);
        equal(await noa.page.inputValue("[name=into]:checked"), "outlays", "what it becomes");
        equal(await noa.page.inputValue("#year"), String(year), "year of the title");
        equal(await noa.page.locator("#place_name").inputValue() !== "", true, "the place comes along");
    });
    say("the columns of a file of spending, in Hebrew on a desktop", await checkPage(noa.page, "outlay columns he 1360", noa.errors));
}

async function check(noa) {
    await step("what comes in and what stays out is shown, with its money", async () => {
        await press(noa, "form[method=post] .btn.primary");
        await noa.page.waitForURL(/\/check/);
        const money = await noa.page.locator("#money .value").allInnerTexts();
        equal(money.map((one) => numbers(one)[0]), [4250, 400, 4650], "in, out, together");
        equal(await noa.page.locator("#left tbody tr").count(), 4, "rows that stay out");
        equal(await noa.page.locator("#words tbody tr").count(), 1, "a field to be said");
    });
    say("the check of a file of spending, in Hebrew on a desktop", await checkPage(noa.page, "outlay check he 1360", noa.errors));
    await step("a field that is said comes in as well", async () => {
        await noa.page.fill("#words .combo input[type=text], #words .combo input:not([type=hidden])", field);
        await press(noa, "button[value=again]");
        await noa.page.waitForURL(/\/check/);
        equal(numbers(await noa.page.locator("#money .value").first().innerText())[0], 4750, "in");
        equal(await noa.page.locator("#words").count(), 0, "nothing is left to say");
    });
    await step("it comes in", async () => {
        await press(noa, "button[value=run]");
        await noa.page.waitForURL(/\/imports\/[0-9a-z]{13}$/);
        noa.import = new URL(noa.page.url()).pathname;
        equal(await noa.page.locator("a[href^='/outlays?act=']").count(), 1, "a way to what came in");
    });
    say("the result of a file of spending, in Hebrew on a desktop", await checkPage(noa.page, "outlay done he 1360", noa.errors));
}

async function seen(noa) {
    await step("the leak has grown by what came in, and opens its records", async () => {
        await noa.go(noa.leaks);
        const now = await cells(noa);
        equal(now[2] - noa.before[2], 12000 + 3000 + 250, "leaves");
        equal(now[0] - noa.before[0], 12000 + 3000 + 250 + 500, "spent");
        await noa.page.locator(".table tbody tr", { hasText: field }).first().locator("th a").click();
        await noa.page.waitForURL(/\/outlays\?/);
        equal(await noa.page.locator(".table tbody tr", { hasText: "לוח חדש" }).count(), 1, "one of its records");
    });
    await step("all of it goes back", async () => {
        await noa.go(noa.import);
        await press(noa, "#undo button");
        await noa.go(noa.leaks);
        equal(await cells(noa), noa.before, "as before");
    });
}

await withServer((server) => withBrowser(async (browser) => {
    const noa = await person(browser, server, "noa", 1360, "he");
    noa.page.setDefaultTimeout(10000);
    await bring(noa);
    await check(noa);
    await seen(noa);
    const phone = await person(browser, server, "noa", 390, "he");
    await phone.go("/imports/new?into=outlays");
    say("bringing a file of spending, in Hebrew on a phone", await checkPage(phone.page, "outlay new he 390", phone.errors));
    const dan = await person(browser, server, "dan", 1360, "he");
    await step("headquarters sees no such file, and is not offered to bring one", async () => {
        equal((await dan.go(noa.import)).status(), 404, "the import");
        await dan.go("/leaks");
        equal(await dan.page.locator("a[href^='/imports/new?into=outlays']").count(), 0, "links");
    });
})).catch((failure) => say("a file of spending can be followed", String(failure.message).split("\n")));
finish();
