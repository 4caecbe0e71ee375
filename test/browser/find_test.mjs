#!/usr/bin/env node
/* Typing in the search box of the program itself: across scripts, by telephone, with the keyboard alone. Everything is
** made by the test and found again, whatever the demo region holds. */
import { equal, finish, newContext, say, step, watch, withBrowser } from "./harness.mjs";
import { signIn, speak, withServer } from "./server.mjs";

const list = ".find .combo-list:not([hidden])";

async function type(page, words) {
    await page.keyboard.press("Slash");
    await page.keyboard.press("Control+A");
    await page.keyboard.type(words, { delay: 15 });
}

/* The text of the list once it shows these words. */
async function shows(page, words, wanted) {
    await type(page, words);
    await page.waitForFunction(([where, text]) => document.querySelector(where)?.textContent.includes(text),
        [list, wanted], { timeout: 10000 }).catch(() => { throw new Error(`'${words}' does not show '${wanted}'`); });
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.activeElement.blur());
}

async function makeTown(page, url) {
    await page.goto(`${url}/places/new?name.he=${encodeURIComponent("שפרעם")}&name.ar=${encodeURIComponent("شفاعمرو")}&name.en=Shefa-'Amr&kind=locality`);
    await Promise.all([page.waitForURL(/\/places\/\w{13}$/), page.click("main form button.primary")]);
}

async function makeBusiness(page, url) {
    await page.goto(`${url}/actors/new?name.he=${encodeURIComponent("מאפיית הזית הכחול")}&kind=business&phone=0525550977`);
    await Promise.all([page.waitForURL(/\/actors\/\w{13}$/), page.click("main form button.primary")]);
}

async function find(page, url) {
    await step("a town and a business are made", async () => {
        await makeTown(page, url);
        await makeBusiness(page, url);
        await page.goto(`${url}/help`);
    });
    for (const words of ["שפרעם", "شفاعمرو", "Shefa-'Amr", "shefa amr", "בשפרעם", "לשפרעם", "שְׁפַרְעָם", "שפערם"]) {
        await step(`'${words}' finds the town`, () => shows(page, words, "Shefa-'Amr"));
    }
    for (const words of ["0977", "052-555-0977", "+972 52 555 0977", "הזית", "כחול"]) {
        await step(`'${words}' finds the business`, () => shows(page, words, "מאפיית הזית הכחול"));
    }
    await step("what was typed is marked", async () => {
        await type(page, "הזית");
        await page.waitForSelector(`${list} mark`);
        equal(await page.textContent(`${list} mark`), "הזית", "mark");
    });
    await step("arrow and enter lead to the record", async () => {
        await page.keyboard.press("ArrowDown");
        await Promise.all([page.waitForURL(/\/actors\/\w{13}$/), page.keyboard.press("Enter")]);
        equal((await page.textContent("h1")).trim(), "מאפיית הזית הכחול", "heading");
    });
    await step("an empty box shows what one changed last", () => shows(page, "", "מאפיית הזית הכחול"));
    await step("a name that is nowhere can be added from the box", async () => {
        await type(page, "Quixaltepec");
        await page.waitForSelector(`${list} a[href^='/actors/new']`);
        await Promise.all([page.waitForURL(/\/actors\/new/), page.click(`${list} a[href^='/actors/new']`)]);
        equal(await page.inputValue("[name='name.en']"), "Quixaltepec", "name");
    });
    await step("a list finds across scripts as well", async () => {
        await page.goto(`${url}/places?q=${encodeURIComponent("شفاعمرو")}`);
        equal(await page.locator("main .table tbody tr").count() > 0, true, "rows");
    });
}

await withServer((server) => withBrowser(async (browser) => {
    const context = await newContext(browser, 1360, "en");
    const page = await context.newPage();
    const errors = watch(page);
    await signIn(page, server);
    await speak(page, "en");
    await find(page, server.url);
    say("no error in the console", errors);
    await context.close();
})).catch((failure) => say("the search box can be tried", String(failure.message).split("\n")));
finish();
