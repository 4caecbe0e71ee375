#!/usr/bin/env node
/* What the owner of a business does on a phone, in Arabic: says how a session was, answers questions alone, tells how the
** business is, asks for the council, sees what the team showed. The team on a desktop. */
import { checkPage, equal, finish, say, step, withBrowser } from "./harness.mjs";
import { person, press } from "./people.mjs";
import { withServer } from "./server.mjs";

const path = (one) => new URL(one.page.url()).pathname;
const words = (one, selector = "main") => one.page.textContent(selector);

async function narrow(one, at, name) {
    await one.page.setViewportSize({ width: 320, height: 700 });
    await one.go(at);
    const over = await one.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    equal(over > 0, false, `${name} slides sideways at 320`);
    await one.page.setViewportSize({ width: 390, height: 844 });
    await one.go(at);
    say(`${name}, in Arabic on a phone`, await checkPage(one.page, `owner ${name} ar 390`, one.errors));
}

/* ---- after a session ---- */

async function feedback(yusuf, amal) {
    await step("the owner is asked about the last session, and who sees what stands there", async () => {
        await yusuf.go("/mine");
        await press(yusuf, "#feedback a.primary");
        equal(await yusuf.page.locator("main fieldset").count(), 5, "questions");
    });
    await narrow(yusuf, path(yusuf), "feedback");
    await step("an empty form says what to do", async () => {
        await press(yusuf, "main form .primary");
        equal(await yusuf.page.locator("main .banner.bad").count(), 1, "sentence");
    });
    await step("answers are sent, and it is not asked again", async () => {
        for (const choice of await yusuf.page.locator("main fieldset .pick:last-child input").all()) await choice.check();
        await press(yusuf, "main form .primary");
        equal([path(yusuf), await yusuf.page.locator("#feedback").count()], ["/mine", 0], "asked");
    });
    await step("one answer makes no sum, and who accompanies cannot ask for sums", async () => {
        await amal.go("/feedback");
        equal(await amal.page.locator("main table").count(), 0, "sums");
        equal((await yusuf.page.request.get(`${new URL(yusuf.page.url()).origin}/feedback`)).status(), 403, "for the owner");
    });
}

/* ---- questions, alone and shown ---- */

async function questions(yusuf, michal) {
    await step("the owner answers alone, stops, goes on and sends", async () => {
        await yusuf.go("/mine");
        await press(yusuf, "main a[href$='/ask/1']");
        yusuf.told = path(yusuf).replace(/\/ask.*/, "");
        await yusuf.page.locator("main fieldset .chip input").first().check();
        await press(yusuf, "main form button[value=stop]");
        equal(path(yusuf), yusuf.told, "where one stops");
        await press(yusuf, "main a[href*='/ask/']");
        await yusuf.page.locator("main fieldset").nth(1).locator(".chip input").first().check();
        await press(yusuf, "main form button[value=stop]");
        await press(yusuf, "main form[action$=send] button");
        equal([path(yusuf), await yusuf.page.locator("main a[href$='/ask/1']").count()], ["/mine", 0], "asked");
    });
    await step("the team has the answers in its round, and shows the owner a picture", async () => {
        await michal.go("/cases");
        await michal.page.locator(".table tbody th a", { hasText: "אעסם" }).first().click();
        await michal.page.waitForURL(/\/cases\/[0-9a-z]{13}/);
        michal.path = path(michal);
        await michal.page.locator("#diagnosis a.title").first().click();
        await michal.page.waitForURL(/\/answer-sheets\//);
        michal.sheet = path(michal);
        equal((await words(michal, "main .page-head")).includes("הסתיים"), true, "finished");
        await press(michal, "main a[href$='/show']");
        await michal.page.fill("[name=words]", "רואים יחד איפה כדאי להתחיל");
        await press(michal, "main form .primary");
        equal(await michal.page.locator("main .banner.info").count(), 1, "shown");
    });
    say("a round that was shown, in Hebrew", await checkPage(michal.page, "sheet shown he 1360", michal.errors));
    await step("the owner sees the picture and what they answered, and nothing of the round itself", async () => {
        await yusuf.go("/mine");
        await press(yusuf, "#pictures a");
        equal((await words(yusuf)).includes("רואים יחד"), true, "the words");
        const origin = new URL(yusuf.page.url()).origin;
        equal((await yusuf.page.request.get(origin + michal.sheet)).status(), 403, "the round");
    });
    await narrow(yusuf, path(yusuf), "picture");
}

/* ---- the years ---- */

async function years(yusuf, michal) {
    await step("the owner tells how the business is, in ranges, and signs what contributed", async () => {
        await yusuf.go("/mine");
        await press(yusuf, "#years-ask a.primary");
        yusuf.wave = path(yusuf);
        equal(await yusuf.page.locator("[name=turnover]").count(), 0, "exact amounts asked");
    });
    await narrow(yusuf, yusuf.wave, "follow-up");
    await step("without saying whether the business works it is not kept", async () => {
        await press(yusuf, "main form .primary");
        equal(await yusuf.page.locator("main .errors").count(), 1, "errors");
    });
    await step("it is kept, marked as told by the owner", async () => {
        await yusuf.page.check("[name=life][value=working]");
        await yusuf.page.fill("[name=jobs]", "3");
        await yusuf.page.check("[name=part][value=much]");
        await yusuf.page.fill("[name=signed_name]", "يوسف الأعسم");
        await press(yusuf, "main form .primary");
        equal([path(yusuf), await yusuf.page.locator("#years-ask").count()], ["/mine", 0], "asked");
        equal(await yusuf.page.locator("#years .tag.ok").count(), 1, "signed");
    });
    await step("the team confirms it", async () => {
        await michal.go(michal.path);
        await press(michal, "#years form[action$=confirm] button");
        equal(await michal.page.locator("#years form[action$=confirm]").count(), 0, "left to confirm");
        await yusuf.go("/mine");
        equal(await yusuf.page.locator("#years .tag.ok").count(), 2, "signed and confirmed");
    });
}

/* ---- the council ---- */

async function council(yusuf) {
    await step("the council is asked for when the consent is there, and signing it is one tap away", async () => {
        await yusuf.go("/mine");
        if (await yusuf.page.locator("#council a[href*='consents/new']").count()) {
            await press(yusuf, "#council a[href*='consents/new']");
            await yusuf.page.fill("[name=signed_by]", "يوسف الأعسم");
            await press(yusuf, "main form .primary");
            await yusuf.go("/mine");
        }
        await press(yusuf, "#council a[href$='/council']");
    });
    await narrow(yusuf, path(yusuf), "council");
    await step("a question is asked, and stands on the owner's page", async () => {
        await yusuf.page.fill("[name=question]", "من يعرف مدير مشتريات في المدارس؟");
        await press(yusuf, "main form .primary");
        equal([path(yusuf), (await words(yusuf, "#council")).includes("مدير مشتريات")], ["/mine", true], "asked");
    });
}

/* ---- all the rest of the page ---- */

async function page(yusuf) {
    await step("the next appointment, summaries, papers, promises", async () => {
        await yusuf.go("/mine");
        equal((await words(yusuf, "#next")).includes("מיכל"), true, "with whom");
        await press(yusuf, "#sessions a.title");
        equal((await words(yusuf)).includes("الصور العشر"), true, "the summary");
        await press(yusuf, "a[href='/mine']");
        const link = await yusuf.page.getAttribute("#papers a", "href");
        const paper = await yusuf.page.request.get(new URL(yusuf.page.url()).origin + link);
        equal([paper.status(), (await paper.body()).subarray(0, 5).toString()], [200, "%PDF-"], "a paper");
        await press(yusuf, "form[action$=accept] button");
        await press(yusuf, "form[action$=done] button");
        equal([path(yusuf), await yusuf.page.locator("form[action$=done]").count()], ["/mine", 0], "left to do");
    });
    await narrow(yusuf, "/mine", "mine");
}

await withServer((server) => withBrowser(async (browser) => {
    const yusuf = await person(browser, server, "yusuf", 390, "ar");
    const michal = await person(browser, server, "michal", 1360, "he");
    await narrow(yusuf, "/mine", "mine at first");
    await feedback(yusuf, await person(browser, server, "amal", 1360, "en"));
    await questions(yusuf, michal);
    await years(yusuf, michal);
    await council(yusuf);
    await page(yusuf);
})).catch((failure) => say("the owner's page can be tried", String(failure.message).split("\n")));
finish();
