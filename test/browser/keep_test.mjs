#!/usr/bin/env node
/* What happens to a case when a business changes: two records become one and so do their cases, side by side first, and
** back again; an owner asks to be erased, and is. On a desktop in Hebrew, and on a phone in Arabic. */
import { checkPage, equal, finish, say, step, withBrowser } from "./harness.mjs";
import { openCase, person, press } from "./people.mjs";
import { withServer } from "./server.mjs";

/* On a phone two buttons stand below the words of an undertaking, not beside them. */
async function agreement(browser, server) {
    const noa = await person(browser, server, "noa", 390, "he");
    await step("what each side undertakes is read across the whole width of a phone", async () => {
        await noa.go("/agreements");
        let shares = [];
        for (const href of await noa.page.locator(".table tbody th a").evaluateAll((all) => all.map((one) => one.href))) {
            await noa.page.goto(href);
            shares = shares.concat(await noa.page.locator("#promises .item:has(.acts .btn)").evaluateAll((all) => all.map(
                (one) => one.querySelector(".body").getBoundingClientRect().width / one.getBoundingClientRect().width)));
        }
        equal([shares.length > 0, shares.every((share) => share > .9)], [true, true], "words of undertakings");
    });
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
        await press(noa, "form.form .primary");
        equal(await noa.page.locator("#f-with-err").count(), 1, "what is missing, beside the choice");
        if (await noa.page.locator("select#f-with").count()) {
            await noa.page.selectOption("#f-with", loser);
        } else {
            await noa.page.fill("#f-with", "קווידר");
            await noa.page.locator(`.combo [role=option][data-id="${loser}"]`).click();
        }
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

async function erase(browser, server) {
    const yusuf = await person(browser, server, "yusuf", 390, "ar");
    const amal = await person(browser, server, "amal", 1360, "he");
    const words = "אעסם";
    let path;
    await step("an owner asks to be erased, may take it back, and asks again", async () => {
        await yusuf.go("/mine/data");
        await press(yusuf, "form[action$='/erase'] button");
        await press(yusuf, "form[action$='/erase-back'] button");
        await press(yusuf, "form[action$='/erase'] button");
        equal(await yusuf.page.locator("form[action$='/erase-back']").count(), 1, "waits");
    });
    say("what is kept about me, in Arabic on a phone", await checkPage(yusuf.page, "mine data ar 390", yusuf.errors));
    await step("the team sees that it was asked, and what will go", async () => {
        path = await openCase(amal, "אעסם");
        await press(amal, "#erasure a.btn");
        equal(await amal.page.locator("form.form").count(), 0, "forms");
    });
    const admin = await person(browser, server, "admin", 1360, "he");
    const phone = await person(browser, server, "admin", 390, "ar");
    await phone.go("/erasures");
    await press(phone, "main .rows a.btn");
    say("what will be erased, in Arabic on a phone", await checkPage(phone.page, "erasure ar 390", phone.errors));
    await phone.go("/retention");
    say("what is due, in Arabic on a phone", await checkPage(phone.page, "retention ar 390", phone.errors));
    await step("another name is refused, the name is taken, and it is done", async () => {
        await admin.go("/erasures");
        await press(admin, "main .rows a.btn");
        await admin.page.fill("#f-name", "something else");
        await press(admin, "form.form .danger");
        equal(await admin.page.locator(".field .err, .errors").count() > 0, true, "refused");
        await admin.page.fill("#f-name", (await admin.page.textContent("label[for=f-name] b")).trim());
        await press(admin, "form.form .danger");
        equal(await admin.page.locator(".banner.ok").count(), 1, "done");
    });
    say("what was erased, in Hebrew on a desktop", await checkPage(admin.page, "erasure he 1360", admin.errors));
    await step("there is a paper for the owner with nothing of what it was", async () => {
        await press(admin, "header a[href$='/paper']");
        equal((await admin.page.textContent("body")).includes(words), false, "the name");
    });
    await step("the owner is signed out, and nobody finds anything", async () => {
        equal((await yusuf.page.request.get(server.url + "/mine", { maxRedirects: 0 })).status() >= 300, true, "owner");
        equal((await amal.page.request.get(server.url + path)).status(), 404, "the case");
        for (const one of [amal, admin]) {
            for (const at of ["/export/actor.csv", "/export/post.csv?all=1", "/cases", "/notes", "/tasks"]) {
                const text = await (await one.page.request.get(server.url + at)).text();
                equal([text.includes("נגריית"), text.includes("منجرة")], [false, false], at);
            }
            const found = await one.page.request.get(`${server.url}/find?part=1&q=${encodeURIComponent("נגריית")}`);
            equal(/\/actors\/[0-9a-z]{13}/.test(await found.text()), false, "found");
        }
    });
    await step("the doctor finds the log whole", async () => {
        await admin.go("/region");
        await press(admin, "form[action$=check] button, form[action$=doctor] button");
        equal(new URL(admin.page.url()).pathname, "/region", "page");
    });
}

async function paper(browser, server) {
    const noa = await person(browser, server, "noa", 1360, "he");
    await step("the questions of a public link are printed in three languages, and what comes back is keyed in", async () => {
        await noa.go("/doors");
        await press(noa, ".table tbody th a");
        const links = await noa.page.locator("a[href^='/papers/blank/']").all();
        equal(links.length, 3, "languages");
        for (const link of links) {
            const answer = await noa.page.request.get(server.url + await link.getAttribute("href"));
            equal([answer.status(), (await answer.body()).subarray(0, 5).toString()], [200, "%PDF-"], "paper");
        }
        await press(noa, "a[href*='way=paper']");
        equal(await noa.page.inputValue("[name=way]:checked, select[name=way]"), "paper", "way");
    });
}

await withServer((server) => withBrowser(async (browser) => {
    await agreement(browser, server);
    await join(browser, server);
    await erase(browser, server);
    await paper(browser, server);
})).catch((failure) => say("a changed business can be tried", String(failure.message).split("\n")));
finish();
