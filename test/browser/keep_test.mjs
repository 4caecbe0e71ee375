#!/usr/bin/env node
/* What happens to a case when a business changes: two records become one and so do their cases, side by side first, and
** back again. The coordinator on a desktop in Hebrew, and on a phone in Arabic. */
import { checkPage, equal, finish, newContext, say, step, watch, withBrowser } from "./harness.mjs";
import { signIn, speak, withServer } from "./server.mjs";

async function person(browser, server, who, width, language) {
    const context = await newContext(browser, width, language);
    const page = await context.newPage();
    const errors = watch(page);
    await signIn(page, { url: server.url, login: [`${who}@demo.invalid`, server.login[1]] });
    if (width > 760) await speak(page, language);
    return { page, errors, who, go: (path) => page.goto(server.url + path) };
}

async function openCase(one, words) {
    await one.go("/cases");
    await one.page.locator(".table tbody th a", { hasText: words }).first().click();
    await one.page.waitForURL(/\/cases\/[0-9a-z]{13}/);
    return new URL(one.page.url()).pathname;
}

async function press(one, selector) {
    await one.page.locator(selector).first().click();
    await one.page.waitForLoadState();
}

const business = async (one) => (await one.page.getAttribute("header.head .meta a[href^='/actors/']", "href")).split("/").pop();

async function join(browser, server) {
    const noa = await person(browser, server, "noa", 1360, "he");
    let bakery, garage;
    await step("two records of one business become one, and its two open cases are noticed", async () => {
        garage = await openCase(noa, "קווידר");
        const loser = await business(noa);
        bakery = await openCase(noa, "לחם המדבר");
        await noa.go(`/actors/${await business(noa)}/merge`);
        await noa.page.evaluate((id) => {
            const field = document.querySelector("#with");
            field.removeAttribute("data-pick");
            field.form.insertAdjacentHTML("beforeend", `<input type="hidden" name="with" value="${id}">`);
            field.remove();
        }, loser);
        await press(noa, "form.form .primary");
        await noa.go(bakery);
        equal(await noa.page.locator("header.head .banner a[href*='/join/']").count(), 1, "the way to join");
    });
    await step("they stand side by side before anything is moved", async () => {
        await press(noa, "header.head .banner a[href*='/join/']");
        equal(await noa.page.locator(".cols .card").count(), 2, "sides");
    });
    say("two cases side by side, in Hebrew on a desktop", await checkPage(noa.page, "join he 1360", noa.errors));
    const address = new URL(noa.page.url()).pathname;
    const phone = await person(browser, server, "noa", 390, "ar");
    await phone.go(address);
    say("the same in Arabic on a phone", await checkPage(phone.page, "join ar 390", phone.errors));
    await step("who goes on has to be said of everybody who is in one alone", async () => {
        for (const name of await noa.page.locator("input[name^=go-][value=stay]").all()) await name.check();
        const leads = noa.page.locator("input[name=lead]");
        if (await leads.count()) await leads.first().check();
        await press(noa, "main form.stack .primary");
        equal(new URL(noa.page.url()).pathname, bakery, "the case that stays");
        equal(await noa.page.locator("header.head .banner").count(), 0, "banners");
    });
    const toast = noa.page.locator("form[action$=undo]").first();
    const undo = server.url + await toast.getAttribute("action");
    const form = { csrf: await toast.locator("[name=csrf]").inputValue(), op: await toast.locator("[name=op]").inputValue() };
    await step("the old address leads on", async () => {
        await noa.go(garage);
        equal(new URL(noa.page.url()).pathname, bakery, "address");
    });
    await step("it is taken back as one act", async () => {
        const answer = await noa.page.request.post(undo, { form });
        equal(answer.status(), 200, "answer");
        await noa.go(garage);
        equal(new URL(noa.page.url()).pathname, garage, "address");
    });
}

await withServer((server) => withBrowser(async (browser) => {
    await join(browser, server);
})).catch((failure) => say("a changed business can be tried", String(failure.message).split("\n")));
finish();
