#!/usr/bin/env node
/* A business over two years, from the call of its owner to the follow-up: the owner on a phone in Arabic, the coordinator
** on a desktop in Hebrew, the consultant on a phone in Hebrew, the trustee and a member of the council. */
import { readFileSync } from "node:fs";
import { day, month } from "../days.mjs";
import { checkPage, equal, finish, say, step, withBrowser } from "./harness.mjs";
import { person, press } from "./people.mjs";
import { withServer } from "./server.mjs";

const name = "حلويات ليلى";

async function come(...who) {
    const one = await person(...who);
    one.page.setDefaultTimeout(10000);
    return one;
}

const text = (one, selector) => one.page.textContent(selector);

async function has(one, selector, words) {
    const there = await text(one, selector);
    if (!there.includes(words)) throw new Error(`${selector} does not say "${words}" but "${there.trim().slice(0, 200)}"`);
}

const openAll = (one) => one.page.locator("main summary").evaluateAll((all) => all.forEach((fold) => {
    fold.parentElement.open = true;
}));

/* ---- the call ---- */

async function call(owner, noa) {
    await step("the owner asks for help on a phone, in Arabic, without an account", async () => {
        await noa.go("/doors");
        await noa.page.locator(".table tbody th a", { hasText: "לוח המודעות" }).click();
        const address = (await text(noa, "#address")).match(/\/ask\/\w+/)[0];
        await owner.go(address);
        const answers = { phone: "050-555-0177", name: "ليلى (تجريبي)", business: name, locality: "يروحام",
            wish: "أريد أن أبيع خارج البلد" };
        for (let steps = 0; steps < 8 && await owner.page.locator("main form .primary").count(); steps++) {
            for (const [field, words] of Object.entries(answers)) {
                const input = owner.page.locator(`main [name="${field}"]`);
                if (await input.count()) await input.fill(words);
            }
            await press(owner, "main form .primary");
        }
        equal(await owner.page.locator("main form .primary").count(), 0, "questions left");
    });
    say("the thanks after asking, in Arabic on a phone", await checkPage(owner.page, "asked ar 390", owner.errors));
    await step("the coordinator takes it in, and opens a case that knows what was asked", async () => {
        await noa.go("/intakes");
        await noa.page.locator(".table tbody th a", { hasText: name }).first().click();
        await press(noa, "a[href$=accept]");
        await press(noa, "main form .primary");
        await press(noa, "a[href^='/cases/new']");
        await has(noa, "main form [name=wish]", "أريد أن أبيع");
        await press(noa, "main form .primary");
        noa.path = new URL(noa.page.url()).pathname;
        await has(noa, "header.head", "לפני הסכמה");
    });
}

/* ---- two years ago ---- */

async function consent(noa) {
    await step("the consent that was signed on paper two years ago is kept with its scan", async () => {
        await noa.go(`${noa.path}/consents/new`);
        for (const purpose of ["accompany", "council", "aid", "contact", "results"]) {
            await noa.page.check(`[name='agree.${purpose}']`);
        }
        await noa.page.fill("[name=signed_by]", "ليلى (تجريبي)");
        await noa.page.check("[name=way][value=paper]");
        await noa.page.fill("[name=signed_on]", month(-25));
        await noa.page.setInputFiles("[name=paper]", { name: "scan.png", mimeType: "image/png",
            buffer: readFileSync(new URL("../../docs/pictures/note-ar.png", import.meta.url)) });
        await press(noa, "main form .primary");
        await has(noa, "header.head .tags", "אבחון");
    });
    await step("the consent to speak with aid bodies has run out since, and is asked for anew on the screen", async () => {
        const over = await noa.page.locator("#consents .tag.bad, #consents .tag.warn").count();
        equal(over > 0, true, "consents that have run out");
        await noa.go(`${noa.path}/consents/new`);
        for (const purpose of ["accompany", "council", "aid", "contact", "results"]) {
            await noa.page.check(`[name='agree.${purpose}']`);
        }
        await noa.page.fill("[name=signed_by]", "ليلى (تجريبي)");
        await press(noa, "main form .primary");
        equal(await noa.page.locator("#consents .tag.ok").count(), 5, "consents that hold");
    });
}

async function diagnosis(noa) {
    await step("a round of questions is asked, with one answer that is not known", async () => {
        await noa.go(`/answer-sheets/new?of_case=${noa.path.split("/").pop()}`);
        await noa.page.locator("[name=survey]").first().check();
        await noa.page.check("[name=way][value=together]");
        await press(noa, "main form .primary");
        for (let areas = 0; areas < 14 && noa.page.url().includes("/ask/"); areas++) {
            const groups = await noa.page.evaluate(() => [...new Set([...document.querySelectorAll("main input[type=radio]")]
                .map((input) => input.name))]);
            for (const [i, group] of groups.entries()) {
                const choices = noa.page.locator(`main input[type=radio][name="${group}"]`);
                const known = await choices.evaluateAll((all) => all.map((one) => one.value));
                await choices.nth(areas === 1 && i === 0 ? known.indexOf("unknown") : Math.min(1, known.length - 1)).check();
            }
            await press(noa, "main form button[value=next]");
        }
        if (await noa.page.locator("main form[action$=finish]").count()) await press(noa, "main form[action$=finish] button");
        await noa.go(noa.path);
        equal(await noa.page.locator("#diagnosis progress").count() > 4, true, "areas with a score");
        await has(noa, "#diagnosis", "4 מתוך 5");
    });
}

async function plan(noa) {
    await step("the future stands on top, and a plan on three lines is agreed on", async () => {
        await noa.go(`${noa.path}/vision`);
        await noa.page.fill("[name=text]", "محل حلويات يعرفه كل النقب");
        await noa.page.fill("[name=horizon]", String(new Date().getFullYear() + 4));
        await press(noa, "form.form .primary");
        for (const line of ["economic", "social", "environmental"]) {
            await press(noa, `#plan a[href*='line=${line}']`);
            await noa.page.fill("[name=text]", `מטרה: ${line}`);
            await press(noa, "form.form .primary");
        }
        await press(noa, "#plan form[action$=agree] button");
        await has(noa, "header.head .tags", "ליווי");
    });
    await step("a consultant is proposed with reasons, and chosen by a person", async () => {
        await noa.go(`${noa.path}/assign`);
        equal(await noa.page.locator("[name=account]").count() > 0, true, "proposals");
        await noa.page.locator("label", { hasText: "מיכל" }).first().click();
        await press(noa, "main form .primary");
        await has(noa, "#people", "מיכל");
        await has(noa, "#people", "ייעוץ מוביל");
    });
    await step("nobody is made a second lead", async () => {
        await noa.go(`/case-members/new?of_case=${noa.path.split("/").pop()}`);
        await noa.page.locator("[name=account]").selectOption({ index: 1 });
        await noa.page.locator("[name=role]").selectOption("lead");
        await press(noa, "main form .primary");
        equal(await noa.page.locator(".errors").count(), 1, "errors");
    });
}

/* ---- the owner's page ---- */

/* By the link of an invitation that stands on the page of whoever invited. */
async function comeIn(noa, one, password) {
    const send = new URL(await noa.page.locator("a[href^='https://wa.me']").getAttribute("href"));
    await one.go(send.searchParams.get("text").match(/\/invite\/\S+/)[0]);
    await one.page.fill("[name=password]", password);
    await press(one, "main form .primary, form .primary");
}

async function invited(noa, owner) {
    await step("the owner comes in by the invitation of the case, to a page of their own", async () => {
        await noa.go(noa.path);
        await press(noa, "#people a[href$=invite]");
        await noa.page.fill("[name=name]", "ليلى (تجريبي)");
        await noa.page.fill("[name=email]", "layla@demo.invalid");
        await press(noa, "main form .primary");
        await comeIn(noa, owner, "qahwa-sada-fi-alnaqab-7");
        equal(new URL(owner.page.url()).pathname, "/mine", "page");
        await has(owner, "main", name);
    });
    say("the new owner's page, in Arabic on a phone", await checkPage(owner.page, "mine new ar 390", owner.errors));
    await step("what the owner is asked to do waits until they take it on", async () => {
        await noa.go(noa.path);
        await noa.page.locator("#plan summary").last().click();
        const form = noa.page.locator("#plan form[action$=steps]");
        await form.locator("[name=text]").fill("להביא עשר תמונות של העוגות");
        const owners = await form.locator("[name=owner] option").evaluateAll((all) => all.map((one) => [one.value, one.text]));
        await form.locator("[name=owner]").selectOption(owners.find(([, label]) => label.includes("ليلى"))[0]);
        await form.locator("button").last().click();
        await noa.page.waitForLoadState();
        await owner.go("/mine");
        await press(owner, "form[action$=accept] button");
        equal(await owner.page.locator("form[action$=accept]").count(), 0, "still asked");
    });
}

/* ---- sessions ---- */

async function session(michal, owner, noa) {
    await step("the consultant writes a session down on a phone, and keeps a part inside", async () => {
        await michal.go(`${noa.path}/sessions/new`);
        await michal.page.fill("[name=said]", "דיברנו על מכירה בבאר שבע");
        await michal.page.fill("[name=decided]", "מתחילים בשני בתי קפה");
        await openAll(michal);
        await michal.page.fill("[name=inside]", "חשש מהלוואות 5150");
        await michal.page.fill("[name=contact]", "60");
        await michal.page.locator("main form .primary").first().click();
        await michal.page.waitForURL((url) => !url.pathname.endsWith("/new"));
        await has(michal, "main", "מתחילים בשני בתי קפה");
    });
    say("a session, in Hebrew on a phone", await checkPage(michal.page, "session he 390", michal.errors));
    await step("the owner reads what was decided, and not what stayed inside", async () => {
        await owner.go(noa.path);
        const all = await owner.page.textContent("body");
        equal([all.includes("מתחילים בשני בתי קפה"), all.includes("5150")], [true, false], "told and kept");
    });
    await step("a session in the future about which something was said is refused with a sentence", async () => {
        await michal.go(`${noa.path}/sessions/new`);
        await openAll(michal);
        await michal.page.fill("[name=said]", "מחר");
        await michal.page.fill("[name=happened_at]", `${month(2)}T10:00`);
        await michal.page.locator("main form .primary").first().click();
        await michal.page.locator(".errors").waitFor();
    });
}

/* What the team alone should see stays so when the form comes back. */
async function inner(noa, owner) {
    await step("a step of the team alone that was refused once is still the team's alone", async () => {
        await noa.go(noa.path);
        await noa.page.locator("#plan summary").last().click();
        const form = noa.page.locator("#plan form[action$=steps]");
        await form.locator("[name=text]").fill("רמפה לבית המלאכה 6260");
        await form.locator("[name=kind]").selectOption("infrastructure");
        await form.locator("[name=for_team]").check();
        await form.locator("button").last().click();
        await noa.page.waitForLoadState();
        equal(await noa.page.locator(".errors").count(), 1, "errors");
        equal(await noa.page.locator("[name=for_team][value=true]").isChecked(), true, "of the team alone");
        await noa.page.fill("[name=enables]", "כניסה לכיסא גלגלים");
        await press(noa, "main form .primary");
        await has(noa, "#plan", "רמפה לבית המלאכה 6260");
        await owner.go(noa.path);
        equal((await owner.page.textContent("body")).includes("6260"), false, "the owner reads it");
    });
}

/* Two people write the same record: the second is shown both. */
async function together(noa, michal) {
    await step("two who change the same goal lose nothing: the second sees both texts", async () => {
        await noa.go(noa.path);
        const goal = await noa.page.locator("#plan a[href^='/goals/']").first().getAttribute("href");
        const edit = `${goal.split("?")[0].replace(/\/edit$/, "")}/edit`;
        await noa.go(edit);
        await michal.go(edit);
        await noa.page.fill("[name=text]", "מטרה של נועה");
        await michal.page.fill("[name=text]", "מטרה של מיכל");
        await press(noa, "main form .primary");
        await press(michal, "main form .primary");
        const all = await michal.page.evaluate(() => document.body.innerText +
            [...document.querySelectorAll("input,textarea")].map((one) => one.value).join("\n"));
        equal([all.includes("מטרה של נועה"), all.includes("מטרה של מיכל")], [true, true], "both texts");
    });
}

/* ---- the trustee ---- */

async function barrier(noa, orli) {
    await step("a barrier goes to the trustee, who takes it on, answers and marks it removed", async () => {
        await noa.go(noa.path);
        await press(noa, "#barriers a[href^='/barriers/new']");
        await noa.page.fill("[name=title]", "אישור דוכן בשוק");
        await noa.page.locator("[name=kind]").selectOption("licence");
        await press(noa, "main form .primary");
        const path = new URL(noa.page.url()).pathname;
        const at = path.startsWith("/barriers/") ? path :
            await noa.page.locator("#barriers a", { hasText: "אישור דוכן" }).first().getAttribute("href");
        await orli.go(at);
        await press(orli, "form[action$=take] button");
        await orli.go(at);
        orli.barrier = at;
        equal((await orli.page.textContent("body")).includes(name), false, "the business is named to the trustee");
    });
    say("a barrier, as the trustee sees it", await checkPage(orli.page, "barrier he 1360", orli.errors));
}

/* ---- the council ---- */

async function council(noa, najla) {
    await step("an entrepreneur is invited into the council of the town, and comes in on a phone", async () => {
        await noa.go("/people/invite");
        await noa.page.fill("[name=name]", "נג׳לא (הדגמה)");
        await noa.page.fill("[name=email]", "najla@demo.invalid");
        await noa.page.locator("[name=role]").selectOption("council");
        await noa.page.locator("[name='place.name']").pressSequentially("ירוחם");
        await noa.page.locator("[role=option]", { hasText: "ירוחם" }).first().click();
        await press(noa, "main form .primary");
        await comeIn(noa, najla, "zeit-zaatar-fi-alsabah-9");
        await noa.go("/bodies");
        await noa.page.locator(".table tbody th a", { hasText: "המועצה התומכת של ירוחם" }).click();
        await press(noa, "a[href^='/seats/new']");
        await noa.page.check("[name=kind][value=entrepreneur]");
        const people = await noa.page.locator("[name=account] option").evaluateAll((all) => all.map((one) => [one.value, one.text]));
        await noa.page.locator("[name=account]").selectOption(people.find(([, label]) => label.includes("נג׳לא"))[0]);
        await press(noa, "main form .primary");
    });
    await step("the business is brought to a meeting with what its owner chose to show, and no more", async () => {
        await noa.go("/bodies");
        await noa.page.locator(".table tbody th a", { hasText: "המועצה התומכת של ירוחם" }).click();
        await press(noa, "a[href^='/meetings/new']");
        await noa.page.fill("[name=starts_at]", `${day()}T00:01`);
        await press(noa, "main form .primary");
        noa.meeting = new URL(noa.page.url()).pathname;
        await noa.go(noa.path);
        await press(noa, "a[href^='/agenda/new']");
        await noa.page.fill("[name=topic]", "ממתקים לחגים");
        await noa.page.locator("[name=body]").selectOption({ index: 1 });
        await noa.page.locator("[name=meeting]").selectOption(noa.meeting.split("/").pop());
        await noa.page.fill("[name=question]", "למי אפשר למכור לפני החגים?");
        await press(noa, "main form .primary");
        const item = new URL(noa.page.url()).pathname;
        await najla.go(item);
        await has(najla, "main", "למי אפשר למכור לפני החגים?");
        equal((await najla.page.request.get(new URL(noa.path, najla.page.url()).href)).status() >= 403, true, "the case is shut");
        equal((await najla.page.textContent("body")).includes("5150"), false, "what stayed inside");
    });
    say("an item, as a member of the council sees it on a phone", await checkPage(najla.page, "item 390", najla.errors));
    await step("without the lead consultant of this business the council is not whole, and says so", async () => {
        await noa.go(`${noa.meeting}/room`);
        await openAll(noa);
        for (const value of await noa.page.locator("main form[action$=came] input[value=came][name^='s.']").all()) await value.check();
        await press(noa, "main form[action$=came] button");
        await noa.go(`${noa.meeting}/room`);
        await noa.page.fill("[name=decision]", "נג׳לא מכירה לבעלי המכולות");
        await press(noa, "main form[action$=minutes] button[value=discussed]");
        equal(await noa.page.locator(".errors").count(), 1, "errors");
        await has(noa, "main", "חסר הייעוץ המוביל של העסק הזה");
    });
    await step("minutes are written in the meeting: who came, what was decided, and who took on what", async () => {
        await noa.go(`${noa.meeting}/room`);
        await openAll(noa);
        for (const value of await noa.page.locator("main form[action$=came] input[value=came]").all()) await value.check();
        await press(noa, "main form[action$=came] button");
        await noa.go(`${noa.meeting}/room`);
        await noa.page.fill("[name=decision]", "נג׳לא מכירה לבעלי המכולות");
        await noa.page.fill("[name=step]", "לקבוע טעימה במכולת");
        await noa.page.locator("[name=step_owner]").selectOption({ index: 1 });
        await press(noa, "main form[action$=minutes] button[value=discussed]");
        await noa.go(noa.path);
        await has(noa, "#plan", "לקבוע טעימה במכולת");
    });
    await step("the minutes are printed in Arabic", async () => {
        const paper = new URL(`/papers/minutes/${noa.meeting.split("/").pop()}?lang=ar`, noa.page.url()).href;
        const answer = await noa.page.request.get(paper);
        equal([answer.status(), (await answer.body()).subarray(0, 5).toString()], [200, "%PDF-"], "minutes");
    });
}

/* ---- years ---- */

async function years(noa, owner, michal) {
    await step("the follow-up after two years is due, and is answered", async () => {
        await michal.go(noa.path);
        const rows = michal.page.locator("#years table tbody tr");
        equal(await rows.count(), 5, "follow-ups");
        const late = await michal.page.locator("#years table a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
        await michal.go(`${late[3].split("#")[0]}/edit`);
        await michal.page.locator("[name=life][value=working], select[name=life]").first().evaluate((one) => {
            if (one.tagName === "SELECT") one.value = "working";
            else one.checked = true;
        });
        await michal.page.fill("[name=jobs]", "3");
        await michal.page.fill("[name=jobs_local]", "2.5");
        await michal.page.fill("[name=turnover]", "410000");
        await press(michal, "main form .primary");
        await michal.go(noa.path);
        await has(michal, "#years", "410,000");
    });
    await step("the owner sees the jobs of it and prints the yearly review in Arabic", async () => {
        const id = noa.path.split("/").pop();
        for (const kind of ["agreement", "plan", "review"]) {
            const answer = await owner.page.request.get(new URL(`/papers/${kind}/${id}?lang=ar`, owner.page.url()).href);
            equal([answer.status(), (await answer.body()).subarray(0, 5).toString()], [200, "%PDF-"], kind);
        }
    });
}

await withServer((server) => withBrowser(async (browser) => {
    const owner = await come(browser, server, null, 390, "ar");
    const noa = await come(browser, server, "noa", 1360, "he");
    await call(owner, noa);
    await consent(noa);
    await diagnosis(noa);
    await plan(noa);
    await noa.go(noa.path);
    say("the case, in Hebrew on a desktop", await checkPage(noa.page, "years case he 1360", noa.errors));
    await invited(noa, owner);
    const michal = await come(browser, server, "michal", 390, "he");
    await session(michal, owner, noa);
    await inner(noa, owner);
    await together(noa, michal);
    await barrier(noa, await come(browser, server, "orli", 1360, "he"));
    await council(noa, await come(browser, server, null, 390, "ar"));
    await years(noa, owner, michal);
})).catch((failure) => say("two years can be walked", String(failure.message).split("\n")));
finish();
