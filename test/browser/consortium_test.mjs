#!/usr/bin/env node
/* Several small businesses as one supplier: a coordinator reads what is missing on a desktop in Hebrew, an owner agrees on a
** phone in Arabic and sees it from then on; a joint purchase goes its way to a delivery that is held against what was promised,
** and packages sold are split to the last agora. */
import { checkPage, equal, finish, say, step, withBrowser } from "./harness.mjs";
import { person, press } from "./people.mjs";
import { withServer } from "./server.mjs";

async function open(one, words) {
    await one.go("/consortia");
    await one.page.locator(".table tbody th a", { hasText: words }).first().click();
    await one.page.waitForURL(/\/consortia\/[0-9a-z]{13}/);
    return new URL(one.page.url()).pathname;
}

async function missing(noa) {
    await step("what is missing stands on top, with who could have it", async () => {
        await open(noa, "לחם למטבח הגנים");
        const text = await noa.page.textContent("#missing");
        equal([text.includes("1,500"), text.includes("2,200"), text.includes("2.5%")], [true, true, true], "rolls by day, shares");
        equal(await noa.page.locator("#missing a[href*='actor=']").count() > 0, true, "somebody who could");
        equal(await noa.page.locator("header.head form[action$='/agree']").count(), 0, "a way on");
    });
    say("a consortium, in Hebrew on a desktop", await checkPage(noa.page, "consortium he 1360", noa.errors));
    await step("it is reached from what it answers", async () => {
        await press(noa, "p.meta a[href*='/coming-purchases/']");
        equal(await noa.page.locator("#together a[href*='/consortia/']").count() > 0, true, "the consortium");
    });
}

async function dates(noa) {
    await step("the day to offer waits on the first page with what is missing, and a certificate that ends is named", async () => {
        await noa.go("/");
        const row = noa.page.locator("#dates li.item", { hasText: "לחם למטבח הגנים" }).first();
        equal((await row.innerText()).includes("ועוד"), true, "what is missing");
        await row.locator("a.title").click();
        await noa.page.waitForURL(/\/consortia\//);
        const ends = noa.page.locator("#missing li li", { hasText: "כשר" }).filter({ hasText: "נגמר לפני סוף האספקה" });
        equal(await ends.count(), 1, "the certificate");
        await press(noa, "#members a[href^='/consortium-members/'][href*='/edit']");
        await noa.page.fill("[name=kosher_until]", "2031-01-31");
        await press(noa, "form.form .primary");
        equal(await ends.count(), 0, "after it is renewed");
    });
}

async function sign(noa) {
    const scan = { name: "scan.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n") };
    await step("what the filing of a signed agreement lacks is all said at once", async () => {
        await press(noa, "#signed a[href$='/sign']");
        await press(noa, "main form .btn.primary");
        equal(await noa.page.locator(".errors a").count(), 2, "sentences");
        await noa.page.goBack();
        await noa.page.goBack();
    });
    await step("the signed agreement is filed, and a newer one replaces it", async () => {
        for (const who of ["שני הצדדים", "כולם שוב"]) {
            await press(noa, "#signed a[href$='/sign']");
            if (who === "שני הצדדים") say("filing the signed agreement", await checkPage(noa.page, "sign he 1360", noa.errors));
            await noa.page.fill("#f-signed_by", who);
            await press(noa, "form.card .primary");
            equal(await noa.page.locator(".errors").count(), 1, "without a file");
            await noa.page.setInputFiles("#f-paper", scan);
            await press(noa, "form.card .primary");
            equal((await noa.page.textContent("#signed")).includes(who), true, who);
        }
        equal(await noa.page.locator("#signed details li.item").count(), 1, "the earlier one");
        const file = await noa.page.locator("#signed a[href^='/files/']").first().getAttribute("href");
        equal((await noa.page.request.get(new URL(file, noa.page.url()).href)).status(), 200, "the file");
    });
}

async function owner(yusuf) {
    await step("an owner reads with whom and for what before they agree, and the consortium afterwards", async () => {
        await yusuf.go("/mine");
        const card = yusuf.page.locator("#consortia");
        equal((await card.textContent()).includes("60%"), true, "the share");
        equal(await card.locator("a.title").count(), 0, "a way to what they have not agreed to");
        await press(yusuf, "#consortia form[action$='/agree'] button");
        equal(await yusuf.page.locator("#consortia .tag.ok").count(), 1, "agreed");
        await press(yusuf, "#consortia a.title");
        equal(await yusuf.page.locator("#members .table").count() > 0, true, "who gives what");
        equal(await yusuf.page.locator("header.head form, a[href$='/edit']").count(), 0, "ways to change it");
    });
    say("a consortium, in Arabic on a phone", await checkPage(yusuf.page, "consortium ar 390", yusuf.errors));
}

async function purchase(noa) {
    await step("a yes by phone says who gave it", async () => {
        noa.path = await open(noa, "שקיות נייר ביחד");
        await press(noa, "#members a[href$='/agree']");
        await press(noa, "form.card .primary");
        equal(await noa.page.locator(".errors").count(), 1, "errors");
        await noa.page.fill("#f-words", "בטלפון, הבעלים");
        await press(noa, "form.card .primary");
    });
    await step("the cheapest in all is chosen, all have agreed, and a body acts for them", async () => {
        await press(noa, "#quotes li.item:has(.tag.info) form[action$='/choose'] button");
        await press(noa, "header.head form[action$='/agree'] button");
        equal(await noa.page.locator("p.meta a[href*='/actors/']").count(), 1, "the body");
    });
    await sign(noa);
    await step("it is delivered", () => press(noa, "header.head form[action$='/deliver'] button"));
    await step("less than was promised says why, and stands against the promise", async () => {
        await press(noa, "#deliveries a[href$='/delivery']");
        await noa.page.locator("[name=member]").first().check();
        await noa.page.fill("[name=quantity]", "9000");
        await noa.page.check("[name=fate][value=short]", { force: true });
        await press(noa, "form.card .primary");
        equal(await noa.page.locator(".errors").count(), 1, "errors");
        await noa.page.fill("[name=reason]", "חסר נייר");
        await press(noa, "form.card .primary");
        const row = (await noa.page.locator("#deliveries tbody tr").first().innerText()).replace(/\s+/g, " ");
        equal([row.includes("12,000"), row.includes("9,000")], [true, true], "promised, received");
    });
    say("a joint purchase, in Hebrew on a desktop", await checkPage(noa.page, "joint purchase he 1360", noa.errors));
}

async function packages(noa) {
    await step("packages sold are split to the last agora", async () => {
        await open(noa, "יום בירוחם");
        await press(noa, "#deliveries a[href$='/sold']");
        await noa.page.fill("[name=packages]", "1");
        await press(noa, "form.card .primary");
        const parts = await noa.page.locator("#deliveries tbody tr td:last-child").allInnerTexts();
        const agorot = parts.map((text) => Math.round(Number(text.replace(/[^\d.]/g, "")) * 100));
        equal(agorot.reduce((sum, one) => sum + one, 0), 9 * 39000, "the parts of nine packages");
    });
}

await withServer((server) => withBrowser(async (browser) => {
    const noa = await person(browser, server, "noa", 1360, "he");
    await missing(noa);
    await dates(noa);
    await owner(await person(browser, server, "yusuf", 390, "ar"));
    await purchase(noa);
    await packages(noa);
})).catch((failure) => say("consortia can be tried", String(failure.message).split("\n")));
finish();
