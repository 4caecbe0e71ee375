#!/usr/bin/env node
/* A file of payments of a council: brought, looked at, counted; a payee is confirmed with one tap and the local share grows;
** the public sees sums and no name that may be a person's. The coordinator on a desktop in Hebrew, a visitor on a phone. */
import { checkPage, equal, finish, say, step, withBrowser } from "./harness.mjs";
import { person, press } from "./people.mjs";
import { withServer } from "./server.mjs";

const rows = ["Supplier Name ,Category,Paid Date,Trans No,Amount",
    "אופני המכתש בע״מ   ,Furniture,01/02/2026,t1,1000.00", "אופני המכתש בע״מ,Furniture,01/02/2026,t1,1000.00",
    "Ellen Havard,Grants,00:00:00,t2,50.00", "Somebody Ltd,Roads,03/02/2026,t3,300.00", "Somebody Ltd,Roads,04/02/2026,t4,-300.00",
    "Total,,,,2050.00"].join("\n");

const amounts = (noa, selector) => noa.page.locator(selector).allInnerTexts();

async function elsewhere(noa) {
    await step("nobody is offered to bring a file for a buyer of a place that is not theirs", async () => {
        await noa.go("/actors?kind=public_body");
        await noa.page.locator(".table tbody th a", { hasText: "מכללת הדרום" }).first().click();
        await noa.page.waitForURL(/\/actors\/[0-9a-z]{13}/);
        equal(await noa.page.locator("a[href^='/purchases/'][href$='/new']").count(), 0, "offers");
        const answer = await noa.page.goto(`${noa.page.url().split(/[?#]/)[0].replace("actors", "purchases")}/new`);
        equal(answer.status(), 403, "the page to bring it");
    });
}

async function bring(noa) {
    await step("the page of an authority leads to its purchases and to bringing a file", async () => {
        await noa.go("/actors?kind=public_body");
        await noa.page.locator(".table tbody th a", { hasText: "המועצה המקומית ירוחם" }).first().click();
        await noa.page.waitForURL(/\/actors\/[0-9a-z]{13}/);
        await press(noa, "#purchases a[href$='/new']");
        await noa.page.setInputFiles("#file", { name: "payments.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
        await press(noa, "main form .btn.primary");
        await noa.page.waitForURL(/\/payment-files\/[0-9a-z]{13}/);
    });
    await step("every row is somewhere, and together they are the file's own sum", async () => {
        const sums = (await amounts(noa, "#sums tbody tr td:last-child")).map((text) => text.replace(/[^\d.,-]/g, ""));
        equal(sums, ["1,050", "1,000", "0", "2,050"], "kept, twice, taken back, the file");
        equal(await noa.page.locator("#sums .tag.ok").count(), 1, "rows of totals that agree");
    });
    say("what was found, in Hebrew on a desktop", await checkPage(noa.page, "payments found he 1360", noa.errors));
    await step("it counts when somebody says so", async () => {
        await press(noa, "form[action$='/count'] button");
        await noa.page.waitForURL(/\/purchases\/[0-9a-z]{13}/);
        noa.path = new URL(noa.page.url()).pathname;
    });
}

async function confirm(noa) {
    const local = async () => (await amounts(noa, "#local tbody tr:first-child td:nth-of-type(1)"))[0].replace(/\s+/g, " ");
    await step("a payee is confirmed with one tap, and more is local", async () => {
        const before = await local();
        await noa.go(`${noa.path}/payees`);
        const row = noa.page.locator("li.item", { hasText: "אופני המכתש בע״מ" }).first();
        equal(await row.locator("[name=verdict][value=same]").count(), 1, "buttons");
        await row.locator("[name=verdict][value=same]").click();
        await noa.page.waitForLoadState();
        await noa.go(`${noa.path}/payees?show=0`);
        equal(await noa.page.locator("li.item").count(), 0, "payees to be confirmed");
        await noa.go(`${noa.path}/payees`);
        equal(await noa.page.locator("li.item").count() > 0, true, "payees are shown where none is to be confirmed");
        await noa.go(noa.path);
        equal(await local() === before, false, "the local share stays");
    });
    say("purchases, in Hebrew on a desktop", await checkPage(noa.page, "purchases he 1360", noa.errors));
    await step("each sum opens the rows that it is made of", async () => {
        const sum = (await amounts(noa, "#kinds tbody tr:first-child td:first-of-type a"))[0];
        await press(noa, "#kinds tbody tr:first-child td:first-of-type a");
        equal((await amounts(noa, ".card-head h2"))[0].replace(/\s/g, ""), sum.replace(/\s/g, ""), "sum of the rows");
    });
    say("rows, in Hebrew on a desktop", await checkPage(noa.page, "payment rows he 1360", noa.errors));
}

async function visitor(one, path) {
    await step("the public sees the sums of what was published, and no name that may be a person's", async () => {
        await one.go(path);
        const text = await one.page.textContent("main");
        equal([text.includes("רות לוי"), text.includes("Ellen Havard")], [false, false], "names");
        equal(await one.page.locator("#local tbody tr").count() > 0, true, "definitions");
    });
    say("purchases, on a phone", await checkPage(one.page, "purchases he 390", one.errors));
}

await withServer((server) => withBrowser(async (browser) => {
    const noa = await person(browser, server, "noa", 1360, "he");
    await elsewhere(noa);
    await bring(noa);
    await confirm(noa);
    await visitor(await person(browser, server, null, 390, "he"), noa.path);
})).catch((failure) => say("purchases can be tried", String(failure.message).split("\n")));
finish();
