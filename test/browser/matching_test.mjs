#!/usr/bin/env node
/* A need says who could answer it; one is passed over, with a reason, and comes back when that is taken back; a new need
** has its answers at once; the way on is an introduction that begins with both sentences. A coordinator on a desktop in
** Hebrew; another, on a phone in Arabic, sees nothing of it that is not hers to see. */
import { checkPage, equal, finish, say, step, withBrowser } from "./harness.mjs";
import { person, press } from "./people.mjs";
import { withServer } from "./server.mjs";

const names = (one) => one.page.locator("#who li .title").allTextContents();

async function passOver(noa) {
    await step("the strongest pairs lead to a need that says who could answer it", async () => {
        await noa.go("/matches?all=1");
        await press(noa, "#pairs a:has-text('הסעדה לצהרונים')");
        noa.need = new URL(noa.page.url()).pathname;
        equal((await names(noa)).includes("פיתות מהמקום"), true, "the bakery of the town among the answers");
    });
    await step("whoever is passed over is not proposed for it again", async () => {
        const row = noa.page.locator("#who li", { hasText: "פיתות מהמקום" });
        await row.locator("summary").click();
        await row.locator("select").selectOption("full");
        await row.locator("form button").click();
        await noa.page.waitForLoadState();
        equal((await names(noa)).includes("פיתות מהמקום"), false, "after the refusal");
    });
    await step("taken back, it is proposed again", async () => {
        await press(noa, ".toast button");
        await noa.go(noa.need);
        equal((await names(noa)).includes("פיתות מהמקום"), true, "after the undo");
    });
}

async function introduce(noa) {
    await step("a need that was just written down has its answers at once", async () => {
        await noa.go("/listings/new");
        await noa.page.fill("[name='title.he']", "תיקון אופניים לתלמידים");
        await noa.page.selectOption("[name=kind]", "need");
        await noa.page.check("[name=state][value=open]");
        await noa.page.fill("[name='category.name']", "חנות אופניים");
        await press(noa, "form.form .primary");
        equal((await names(noa)).includes("אופני המכתש"), true, "the bicycle shop among the answers");
    });
    await step("an introduction begins with why it is worth it for both", async () => {
        await noa.go("/matches?all=1");
        await press(noa, "#pairs a[href^='/introductions/new']");
        for (const field of ["about", "why_one", "why_other"]) {
            equal((await noa.page.inputValue(`[name=${field}]`)).length > 5, true, field);
        }
    });
}

async function supply(noa) {
    await step("a coming purchase says who could supply it, and one tap puts a business on a request", async () => {
        await noa.go("/coming-purchases");
        await press(noa, ".table tbody th a:has-text('לחם ולחמניות')");
        noa.purchase = new URL(noa.page.url()).pathname;
        noa.supplier = (await names(noa))[0];
        say("who could supply it, in Hebrew on a desktop", await checkPage(noa.page, "supply he 1360", noa.errors));
        await press(noa, "#who li form button");
        await noa.page.waitForURL(/\/quote-requests\/[0-9a-z]{13}/);
        equal((await noa.page.textContent("#quotes")).includes(noa.supplier), true, "the business on it");
        equal((await names(noa)).includes(noa.supplier), false, "proposed again");
    });
    await step("another is added where the request is written; nothing was sent", async () => {
        const before = await noa.page.locator("#quotes li.item").count();
        await press(noa, "#who li form button");
        equal(await noa.page.locator("#quotes li.item").count(), before + 1, "suppliers");
        equal(await noa.page.locator("#quotes form[action$='/ask']").count(), 1, "the way to ask");
    });
}

await withServer((server) => withBrowser(async (browser) => {
    const noa = await person(browser, server, "noa", 1360, "he");
    await passOver(noa);
    say("a need with its answers, in Hebrew on a desktop", await checkPage(noa.page, "need he 1360", noa.errors));
    await introduce(noa);
    await supply(noa);
    const amal = await person(browser, server, "amal", 390, "ar");
    await step("the pairs of other towns are not those of this coordinator", async () => {
        await amal.go("/matches?all=1&lang=ar");
        equal(await amal.page.locator("#pairs", { hasText: "ضيافة خفيفة" }).count(), 1, "her own");
        equal(await amal.page.locator("#pairs", { hasText: "تغذية لإطارات" }).count(), 0, "of another town");
    });
    say("the pairs, in Arabic on a phone", await checkPage(amal.page, "matches ar 390", amal.errors));
})).catch((failure) => say("matching can be tried", String(failure.message).split("\n")));
finish();
