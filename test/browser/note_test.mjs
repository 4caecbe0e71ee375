#!/usr/bin/env node
/* A note on a phone, against the program itself: names, next step, files, the one undo; without a network; from two tabs;
** after the sign-in has run out. */
import { checkPage, equal, finish, newContext, say, step, watch, withBrowser } from "./harness.mjs";
import { signIn, speak, withServer } from "./server.mjs";

const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64");
const texts = (page) => page.$$eval(".entry .text", (all) => all.map((one) => one.textContent.trim()));
const times = async (page, words) => (await texts(page)).filter((text) => text.includes(words)).length;
const word = (page, wanted) => page.waitForFunction((text) => document.querySelector(".sync-word").textContent.includes(text),
    wanted);

async function firstRecord(page, url) {
    await page.goto(`${url}/actors`);
    return url + await page.getAttribute(".table tbody th a", "href");
}

async function saved(page, before) {
    await page.click(".compose .primary");
    await page.waitForSelector(".toast", { timeout: before });
}

async function writeAll(page, record) {
    await step("a visit with a name, a next step and a photo is saved in one go", async () => {
        await page.goto(record);
        await page.keyboard.press("KeyN");
        await page.keyboard.type("زيارة مع @Dan");
        await page.locator(".compose label.chip", { has: page.locator("[value=visit]") }).click();
        await page.setInputFiles("#f-file", { name: "صورة.exe", mimeType: "application/x-msdownload", buffer: png });
        await page.waitForSelector("[data-files-list] li");
        await page.click("details.fold-box:nth-of-type(1) > summary");
        await page.fill("[name=step_text]", "إرسال الاستمارة");
        await page.locator("label.chip", { has: page.locator("[name=step_in][value='7']") }).click();
        await saved(page, 15000);
        equal(await times(page, "زيارة مع"), 1, "notes");
        equal(await page.textContent(".entry .files bdi"), "صورة.png", "file name");
        equal(await page.locator(".entry .next a").count(), 1, "next steps");
    });
    await step("a file goes out as an attachment, with the type that was found", async () => {
        const answer = await page.request.get(new URL(await page.getAttribute(".entry .files a", "href"), record).href);
        const headers = answer.headers();
        equal([answer.status(), headers["content-type"], headers["x-content-type-options"]], [200, "image/png", "nosniff"], "head");
        equal(headers["content-disposition"].startsWith("attachment"), true, "attachment");
        equal(headers["content-security-policy"].includes("sandbox"), true, "sandbox");
    });
    await step("one undo takes note, file and next step back", async () => {
        await page.click(".toast button");
        await page.goto(record);
        equal(await times(page, "زيارة مع"), 0, "notes");
        equal((await page.textContent("body")).includes("إرسال الاستمارة"), false, "the task");
    });
}

async function refused(page, record) {
    const bad = [["letter.pdf", "<html><script>alert(1)</script>"], ["a.png", "MZ\u0001\u0002"], ["page.svg", "<svg onload=1/>"]];
    for (const [name, content] of bad) {
        await step(`${name} is refused for what it is, and the words stay in the form`, async () => {
            await page.goto(record);
            await page.fill("#f-text", "words that stay");
            await page.setInputFiles("#f-file", { name, mimeType: "application/pdf", buffer: Buffer.from(content) });
            await page.click(".compose .primary");
            await page.waitForSelector(".errors");
            equal(await page.inputValue("#f-text"), "words that stay", "text");
            equal((await page.textContent(".errors")).includes(name), true, "the name is told");
            equal(await page.textContent(".sync-word") !== "", true, "chip");
        });
    }
    await step("a file beyond the limit is refused by its size", async () => {
        await page.goto(record);
        await page.fill("#f-text", "large");
        await page.setInputFiles("#f-file", { name: "long.txt", mimeType: "text/plain", buffer: Buffer.alloc(21 << 20, "a") });
        await page.click(".compose .primary");
        await page.waitForSelector(".errors", { timeout: 60000 });
        equal((await page.textContent(".errors")).includes("long.txt"), true, "the name is told");
    });
}

async function offline(context, page, url, record) {
    await step("the form opens without a network, offers whom one saw last, and keeps the note with its photo", async () => {
        await page.goto(record);
        await page.waitForFunction(async () => (await (await caches.open("pages")).match("/notes/new")) !== undefined);
        await context.setOffline(true);
        await page.goto(`${url}/notes/new`);
        await page.fill("#f-text", "بلا شبكة");
        await page.focus("#f-about");
        await page.waitForSelector("#f-about ~ .combo-list [role=option]");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await page.setInputFiles("#f-file", { name: "p.png", mimeType: "image/png", buffer: png });
        await page.click(".compose .primary");
        await page.waitForFunction(() => document.querySelector(".sync").dataset.state !== "synced" &&
            document.getElementById("f-text").value === "");
    });
    await step("back in the network it stands on the server once, whatever the number of tabs", async () => {
        const second = await context.newPage();
        await context.setOffline(false);
        await Promise.all([second.goto(record), page.evaluate(() => dispatchEvent(new Event("online")))]);
        await Promise.all([page, second].map((tab) => tab.evaluate(() => dispatchEvent(new Event("online")))));
        await page.waitForFunction(() => document.querySelector(".sync").dataset.state === "synced", undefined, { timeout: 40000 });
        await second.waitForTimeout(500);
        await second.goto(record);
        equal(await times(second, "بلا شبكة"), 1, "notes");
        equal(await second.locator(".entry .files a").count(), 1, "files");
        await second.close();
    });
    await step("an answer that is lost on the way does not make a second note", async () => {
        let lost = 0;
        await page.route("**/notes", async (route) => {
            await route.fetch();
            lost++;
            await route.abort();
        }, { times: 1 });
        await page.goto(record); /* after it: a page that stands already may send past a new route */
        await page.fill("#f-text", "ضاعت الإجابة");
        await page.click(".compose .primary");
        await page.waitForFunction(() => document.getElementById("f-text").value === "");
        await page.evaluate(() => dispatchEvent(new Event("online")));
        await page.waitForFunction(() => document.querySelector(".sync").dataset.state === "synced");
        await page.goto(record);
        equal([lost, await times(page, "ضاعت الإجابة")], [1, 1], "answers lost, notes");
    });
    await step("two presses make one note", async () => {
        await page.goto(record);
        await page.fill("#f-text", "مرة واحدة");
        await page.evaluate(() => {
            const button = document.querySelector(".compose .primary");
            button.click();
            button.click();
        });
        await page.waitForSelector(".toast");
        await page.goto(record);
        equal(await times(page, "مرة واحدة"), 1, "notes");
    });
}

async function refusedLater(context, page, record) {
    await step("what the server refuses later stays readable on the device, with its sentence, and goes back into its form",
        async () => {
            await page.goto(record);
            await context.setOffline(true);
            await page.fill("#f-text", "كُتبت بلا شبكة ورُفضت");
            await page.setInputFiles("#f-file", { name: "bad.png", mimeType: "image/png", buffer: Buffer.from("MZ\u0001\u0002") });
            await page.click(".compose .primary");
            await page.waitForFunction(() => document.getElementById("f-text").value === "");
            await context.setOffline(false);
            await page.evaluate(() => dispatchEvent(new Event("online")));
            await page.waitForFunction(() => document.querySelector(".sync").dataset.state === "failed");
            await page.click("[data-sync]");
            await page.waitForSelector("#outbox[open] li");
            const told = await page.textContent("#outbox [data-waiting-list]");
            equal([told.includes("كُتبت بلا شبكة ورُفضت"), told.includes("bad.png")], [true, true], "words and sentence");
            say("the outbox with what was refused", await checkPage(page, "outbox refused ar 390", []));
            await page.click("#outbox [data-waiting-list] button >> nth=0");
            await page.waitForFunction(() => document.getElementById("f-text")?.value === "كُتبت بلا شبكة ورُفضت");
            await page.click(".compose .primary");
            await page.waitForSelector(".toast");
            equal(await times(page, "كُتبت بلا شبكة ورُفضت"), 1, "notes");
        });
}

async function expired(context, page, server, record) {
    await step("when the sign-in has run out the note waits and says so, and goes after the next sign-in", async () => {
        await page.goto(record);
        await page.fill("#f-text", "بعد الخروج");
        await context.clearCookies();
        await page.click(".compose .primary");
        await page.waitForFunction(() => document.querySelector(".sync").dataset.state === "failed");
        await page.click("[data-sync]");
        await page.waitForSelector("#outbox [data-when-expired]:not([hidden])");
        await signIn(page, server);
        await page.waitForFunction(() => document.querySelector(".sync").dataset.state === "synced");
        await page.waitForTimeout(300);
        await page.goto(record);
        equal(await times(page, "بعد الخروج"), 1, "notes");
    });
}

await withServer((server) => withBrowser(async (browser) => {
    const context = await newContext(browser, 390, "ar");
    const page = await context.newPage();
    const errors = watch(page);
    await signIn(page, server);
    await speak(page, "ar");
    const record = await firstRecord(page, server.url);
    await writeAll(page, record);
    await refused(page, record);
    say("the form with its mistakes, in Arabic on a phone", (await checkPage(page, "note refused ar 390", errors))
        .filter((problem) => !/422/.test(problem)));
    await offline(context, page, server.url, record);
    await refusedLater(context, page, record);
    await expired(context, page, server, record);
})).catch((failure) => say("notes can be tried", String(failure.message).split("\n")));
finish();
