#!/usr/bin/env node
/* A business is accompanied: consent is signed, the future told, a plan made and agreed, steps asked for and taken on; what
** is told in the room is found by nobody else; consent is withdrawn and every door closes. The coordinator on a desktop in
** Hebrew, the owner on a phone in Arabic. */
import { checkPage, equal, finish, say, step, withBrowser } from "./harness.mjs";
import { openCase, person, press } from "./people.mjs";
import { withServer } from "./server.mjs";

const secret = "נאמר בחדר 7391";

/* ---- from the first call to the plan ---- */

async function begin(noa) {
    await step("a case stands on the page of a business from the first call on, with its clock", async () => {
        noa.path = await openCase(noa, "קווידר");
        equal((await noa.page.textContent("header.head")).includes("לפני הסכמה"), true, "before consent");
    });
    await step("without consent it does not go on", async () => {
        equal(await noa.page.locator("header.head form button", { hasText: "אבחון" }).count(), 0, "buttons on");
    });
    await step("consent is signed on the screen, each for itself, and the case begins", async () => {
        await press(noa, "header.head a.primary");
        await noa.page.check("[name='agree.council']");
        await noa.page.check("[name='agree.results']");
        await noa.page.fill("[name=signed_by]", "סמי אבו קווידר (הדגמה)");
        await press(noa, "form.form .primary");
        equal((await noa.page.textContent("header.head .tags")).includes("אבחון"), true, "stage");
        equal(await noa.page.locator("#consents .tag.ok").count(), 3, "consents that hold");
    });
    await step("paper without its scan is refused beside the field", async () => {
        await noa.go(`${noa.path}/consents/new`);
        await noa.page.check("[name='agree.aid']");
        await noa.page.uncheck("[name='agree.accompany']");
        await noa.page.check("[name=way][value=paper]");
        await noa.page.fill("[name=signed_by]", "סמי");
        await press(noa, "form.form .primary");
        equal(await noa.page.locator(".errors").count(), 1, "errors");
    });
}

async function plan(noa) {
    await step("the future is told in the owner's words and stands on top", async () => {
        await noa.go(`${noa.path}/vision`);
        await noa.page.fill("[name=text]", "מוסך שעובד כל השנה");
        await noa.page.fill("[name=horizon]", "2031");
        await press(noa, "form.form .primary");
        equal((await noa.page.textContent("#future blockquote")).trim(), "מוסך שעובד כל השנה", "future");
    });
    await step("a plan with an empty line asks why before it is agreed", async () => {
        await press(noa, "#plan .plan-line a.btn");
        await noa.page.fill("[name='text']", "חוזה תחזוקה עם המועצה");
        await press(noa, "form.form .primary");
        equal(await noa.page.locator("#plan form[action$=agree]").count(), 0, "agreeing");
        equal(await noa.page.locator("form[action$=stage] [name=stage][value=doing]").count(), 0, "ways to accompaniment");
        for (let left = 2; left > 0; left--) {
            equal(await noa.page.locator("#plan form[action$=why]").count(), left, "questions why");
            await noa.page.locator("#plan form[action$=why] [name=why]").first().fill("בשנה הבאה");
            await press(noa, "#plan form[action$=why] button");
        }
        await press(noa, "#plan form[action$=agree] button");
        equal((await noa.page.textContent("header.head .tags")).includes("ליווי"), true, "stage");
    });
    await step("a note of the team is kept in the case", async () => {
        await noa.page.fill("#notes textarea[name=text]", secret);
        await press(noa, "#notes .compose .primary");
        await noa.page.waitForFunction((words) => document.body.innerText.includes(words), secret);
    });
}

/* ---- who sees it ---- */

async function nobodyElse(browser, server, noa) {
    for (const who of ["dan", "amal", "orli", "admin", "yusuf", "michal"]) {
        await step(`${who} finds nothing of it: not the case, not the note, not in lists, search or files`, async () => {
            const one = await person(browser, server, who, 1360, "en");
            equal((await one.page.request.get(server.url + noa.path)).status(), 404, "the case");
            for (const path of [`/find?q=${encodeURIComponent("7391")}`, "/notes", "/cases", "/tasks", "/export/post.csv",
                "/export/case.csv", `/papers/plan/${noa.path.split("/").pop()}?lang=he`]) {
                const answer = await one.page.request.get(server.url + path);
                equal((await answer.text()).includes(secret), false, `the words in ${path}`);
            }
            await one.page.context().close();
        });
    }
}

/* ---- the owner on a phone ---- */

async function owner(browser, server, amal) {
    const yusuf = await person(browser, server, "yusuf", 390, "ar");
    await step("the owner comes to a page of their own, and takes on what was asked of them", async () => {
        equal(new URL(yusuf.page.url()).pathname, "/mine", "page");
        const asked = await yusuf.page.locator("form[action$=accept]").count();
        await press(yusuf, "form[action$=accept] button");
        equal(await yusuf.page.locator("form[action$=accept]").count(), asked - 1, "still asked");
    });
    say("the owner's page, in Arabic on a phone", await checkPage(yusuf.page, "mine ar 390", yusuf.errors));
    await step("the owner asks for help, and the coordinator has it on the case", async () => {
        await press(yusuf, "a[href^='/mine/'][href$='/help']");
        await yusuf.page.fill("[name=text]", "أحتاج إلى من يصوّر");
        await press(yusuf, "form.form .primary");
        amal.path = await openCase(amal, "أعسم");
        equal((await amal.page.textContent("#plan")).includes("أحتاج إلى من يصوّر"), true, "the request");
    });
    await step("the owner reads who opened the case, and takes away all that is kept", async () => {
        await yusuf.go(`${amal.path}/openings`);
        equal((await yusuf.page.textContent("main")).includes("أمل"), true, "who opened it");
        const all = await (await yusuf.page.request.get(`${server.url}/mine/data.json`)).json();
        equal([all.cases.length, all.visions.length > 0, all.posts ?? []], [1, true, []], "what is in it");
    });
    await step("the plan is printed in Arabic as a PDF", async () => {
        const answer = await yusuf.page.request.get(`${server.url}/papers/plan/${amal.path.split("/").pop()}?lang=ar`);
        equal([answer.status(), answer.headers()["content-type"], (await answer.body()).subarray(0, 5).toString()],
            [200, "application/pdf", "%PDF-"], "paper");
    });
    await step("the owner withdraws, and every door closes but their own", async () => {
        await yusuf.go(`${amal.path}#consents`);
        await press(yusuf, "#consents a[href$=withdraw]");
        await press(yusuf, "form.form .danger");
        equal((await amal.page.request.get(server.url + amal.path)).status(), 404, "for the coordinator");
        equal((await yusuf.page.request.get(server.url + amal.path)).status(), 200, "for the owner");
    });
}

await withServer((server) => withBrowser(async (browser) => {
    const noa = await person(browser, server, "noa", 1360, "he");
    await begin(noa);
    await plan(noa);
    await noa.go(noa.path);
    say("a case, in Hebrew on a desktop", await checkPage(noa.page, "case he 1360", noa.errors));
    await nobodyElse(browser, server, noa);
    await owner(browser, server, await person(browser, server, "amal", 1360, "ar"));
})).catch((failure) => say("accompaniment can be tried", String(failure.message).split("\n")));
finish();
