#!/usr/bin/env node
/* The script alone, against a stand-in for the server: search, pickers, keys, choosing rows, sending once, drafts, and
** work through a dropped network. */
import { equal, finish, newContext, say, step, watch, withBrowser } from "./harness.mjs";
import { withFixture } from "./fixture.mjs";

async function findAsOneTypes(page, url, state) {
    await step("slash goes to the search box, also with a Hebrew layout", async () => {
        await page.goto(url);
        await page.keyboard.press("Slash");
        equal(await page.evaluate(() => document.activeElement.id), "q", "focus");
    });
    await step("results hang under the box as one types, with the first one in reach of the arrow", async () => {
        await page.waitForSelector(".find .combo-list:not([hidden])"); /* the empty box shows what was changed last */
        await page.keyboard.type("לחם", { delay: 20 });
        await page.waitForFunction(() => document.querySelector(".find mark")?.textContent === "לחם");
        await page.keyboard.press("ArrowDown");
        const active = await page.getAttribute("#q", "aria-activedescendant");
        equal(await page.getAttribute(`#${active}`, "aria-selected"), "true", "aria-selected");
        equal(state.queries.at(-1), "לחם", "the last question");
    });
    await step("typing asks once after a pause, not at every letter", () => equal(state.queries.filter((q) => q).length, 1, "questions"));
    await step("enter follows the chosen result", async () => {
        await page.keyboard.press("Enter");
        await page.waitForURL("**/record");
    });
    await step("escape closes the list and leaves the words", async () => {
        await page.goto(url);
        await page.fill("#q", "לחם");
        await page.waitForSelector(".find .combo-list:not([hidden])");
        await page.keyboard.press("Escape");
        equal(await page.isVisible(".find .combo-list"), false, "list");
        equal(await page.inputValue("#q"), "לחם", "words");
    });
    await step("a picker fills the hidden id, and typing on empties it", async () => {
        await page.fill("#who", "דנ");
        await page.waitForSelector("#who ~ .combo-list:not([hidden])");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        equal(await page.inputValue("[name=actor]"), "00000000000p1", "id");
        equal(await page.inputValue("#who"), "דנה לוי", "name");
        await page.type("#who", "x");
        equal(await page.inputValue("[name=actor]"), "", "id");
        await page.waitForSelector("#who ~ .combo-list:not([hidden])");
        await page.keyboard.press("Escape"); /* the list lies over what follows */
    });
    await step("a mention leaves the name in the text and the id beside it", async () => {
        await page.click("#text");
        await page.keyboard.type("אצל @דנ");
        await page.waitForSelector("#text ~ .combo-list:not([hidden])");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        equal(await page.inputValue("#text"), "אצל @דנה לוי ", "text");
        equal(await page.inputValue("[name=mention]"), "00000000000p1", "id");
    });
}

async function keysAndRows(page, url, state) {
    await step("question mark shows the keys", async () => {
        await page.goto(url);
        await page.keyboard.press("Shift+Slash");
        await page.waitForSelector("#keys[open]");
        await page.keyboard.press("Escape");
        await page.waitForSelector("#keys", { state: "hidden" });
    });
    await step("g then m goes to the map", async () => {
        await page.keyboard.press("KeyG");
        await page.keyboard.press("KeyM");
        await page.waitForURL("**/map");
        await page.goto(url);
    });
    await step("j and x choose a row; the bar counts", async () => {
        equal(await page.isVisible(".bulk"), false, "bar before");
        await page.keyboard.press("KeyJ");
        await page.keyboard.press("KeyX");
        equal(await page.textContent("[data-count]"), "1", "count");
        equal(await page.isVisible(".bulk"), true, "bar");
    });
    await step("choosing the page offers all that match", async () => {
        await page.check("[data-all]");
        equal(await page.textContent("[data-count]"), "3", "count");
        equal(await page.isVisible("[data-all-match]"), true, "offer");
        await page.click("[data-clear]");
        equal(await page.isVisible(".bulk"), false, "bar after clearing");
    });
    await step("shift and click chooses the rows between", async () => {
        await page.click("tbody tr:nth-child(1) input");
        await page.click("tbody tr:nth-child(3) input", { modifiers: ["Shift"] });
        equal(await page.textContent("[data-count]"), "3", "count");
    });
    await step("letters typed in a field are letters", async () => {
        await page.click("#text");
        await page.keyboard.type("gm");
        equal(new URL(page.url()).pathname, "/", "path");
        await page.fill("#text", "");
    });
    await step("single keys can be turned off for the device", async () => {
        await page.evaluate(() => document.activeElement.blur());
        await page.keyboard.press("Shift+Slash");
        await page.uncheck("[data-keys-on]");
        await page.keyboard.press("Escape");
        await page.reload();
        await page.keyboard.press("Shift+Slash");
        equal(await page.evaluate(() => document.getElementById("keys").open), false, "dialog");
        await page.evaluate(() => localStorage.clear());
    });
    await step("two presses send once", async () => {
        await page.goto(url);
        const before = state.posts.length;
        await page.evaluate(() => {
            const button = document.querySelector(".once button");
            button.click();
            button.click();
        });
        await page.waitForURL("**/record");
        equal(state.posts.length - before, 1, "posts");
    });
}

async function workOffline(context, page, url, state) {
    await step("what is typed is a draft on the device and comes back after a reload", async () => {
        await page.goto(url);
        await page.waitForTimeout(500);
        const earlier = page.locator(".draft-state button"); /* a slow machine has kept letters of a step before */
        if (await earlier.count()) await earlier.click();
        await page.waitForFunction(() => !document.querySelector(".draft-state").textContent);
        await page.fill("#text", "ביקור במאפייה");
        await page.waitForFunction(() => document.querySelector(".draft-state").textContent.startsWith("draft"));
        await page.reload();
        await page.waitForFunction(() => document.getElementById("text").value === "ביקור במאפייה");
    });
    await step("without a network the note waits, and the chip and the list say so", async () => {
        await context.setOffline(true);
        await page.click(".compose .primary");
        await page.waitForFunction(() => document.querySelector(".sync-word").textContent === "waiting 1");
        await page.click("[data-sync]");
        await page.waitForSelector("#outbox[open] li");
        equal((await page.textContent("#outbox li p")).trim(), "ביקור במאפייה", "entry");
        await page.keyboard.press("Escape");
    });
    await step("the page as last seen opens without a network, another one says what is wrong", async () => {
        await page.reload();
        equal(await page.textContent("h1"), "desk", "heading");
        await page.goto(`${url}/unseen`);
        equal(await page.textContent("h1"), "offline page", "heading");
        await page.goto(url);
    });
    await step("when the network is back the note is sent once, with its own id and a fresh token", async () => {
        const before = state.posts.length;
        await context.setOffline(false);
        await page.evaluate(() => dispatchEvent(new Event("online")));
        await page.waitForFunction(() => document.querySelector(".sync-word").textContent === "synced");
        const sent = state.posts.slice(before);
        equal(sent.length, 1, "posts");
        equal([sent[0].csrf, sent[0].text], ["fresh-token", "ביקור במאפייה"], "fields");
        equal(/^[0-9a-z]{13}$/.test(sent[0].op) && sent[0].op !== "0000000000abc", true, "an op of the device's own");
    });
    await step("with a network the note is sent at once and leads where the server says", async () => {
        const before = state.posts.length;
        await page.fill("#text", "עם רשת");
        await page.click(".compose .primary");
        await page.waitForURL("**/record");
        equal(state.posts.slice(before).map((post) => post.text), ["עם רשת"], "posts");
        await page.goto(url);
    });
    await step("a refused note stays, marked, and is not sent again", async () => {
        await context.setOffline(true);
        await page.fill("#text", "שנייה");
        await page.click(".compose .primary");
        await page.waitForFunction(() => document.querySelector(".sync-word").textContent === "waiting 1");
        state.refuse = 422;
        await context.setOffline(false);
        await page.evaluate(() => dispatchEvent(new Event("online")));
        await page.waitForFunction(() => document.querySelector(".sync-word").textContent === "failed");
        state.refuse = 0;
        const before = state.posts.length;
        await page.evaluate(() => dispatchEvent(new Event("online")));
        await page.waitForTimeout(300);
        equal(state.posts.length, before, "posts");
    });
    await step("signing out with notes waiting lists them first, then erases the device", async () => {
        await page.click("[data-signout] button");
        await page.waitForSelector("#outbox[open] [data-leave]:not([hidden])");
        await page.click("[data-leave]");
        await page.waitForURL("**/record");
        const left = await page.evaluate(async () => [(await caches.keys()).filter((name) => name === "pages").length && (await (await caches.open("pages")).keys())
            .filter((request) => !/\/(user|notes\/new)$/.test(new URL(request.url).pathname)).length, await new Promise((resolve) => {
            indexedDB.open("rakaz").onsuccess = ({ target: { result } }) => {
                result.transaction("outbox").objectStore("outbox").count().onsuccess = (event) => resolve(event.target.result);
            };
        })]);
        equal(left, [0, 0], "pages and notes left");
    });
}

async function draw(page, url) {
    await step("an outline is drawn by tapping, and the text field holds the corners", async () => {
        await page.goto(`${url}/draw`);
        await page.waitForSelector(".corner");
        equal(await page.locator(".corner:not(.faint)").count(), 3, "corners");
        const box = await page.locator("[data-map]").boundingBox();
        await page.mouse.click(box.x + 30, box.y + 30);
        equal((await page.inputValue("#outline")).split("\n").length, 4, "lines");
        await page.click("[data-draw-back]");
        equal((await page.inputValue("#outline")).split("\n").length, 3, "lines after one back");
    });
    await step("the text field alone is enough to draw", async () => {
        await page.fill("#outline", "31.0, 34.9\n31.1; 34.95\nnonsense\n31.05 35.0\n31.0, 34.92");
        await page.locator("#outline").blur();
        equal(await page.locator(".corner:not(.faint)").count(), 4, "corners");
    });
}

await withFixture((url, state) => withBrowser(async (browser) => {
    const context = await newContext(browser, 1360);
    const page = await context.newPage();
    const errors = watch(page);
    await findAsOneTypes(page, url, state);
    await keysAndRows(page, url, state);
    await draw(page, url);
    await workOffline(context, page, url, state);
    say("nothing went wrong unseen", errors.filter((error) => !/422|ERR_INTERNET/.test(error)));
})).catch((failure) => say("the script can be tried", String(failure.message).split("\n")));
finish();
