#!/usr/bin/env node
/* Choosing a file to import, on the running program: one that is too large is refused before it is sent. */
import { equal, finish, newContext, say, step, watch, withBrowser } from "./harness.mjs";
import { signIn, withServer } from "./server.mjs";

const file = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

await withServer((server) => withBrowser(async (browser) => {
    const context = await newContext(browser, 1360);
    const page = await context.newPage();
    const errors = watch(page);
    await signIn(page, server);
    await step("a file larger than the form takes is refused beside the field, and not sent", async () => {
        await page.goto(`${server.url}/imports/new`);
        const max = Number(await page.getAttribute("#file", "data-max"));
        equal(max >= 1 << 20, true, "bytes");
        await page.evaluate(() => { document.querySelector("#file").dataset.max = "20"; });
        await page.setInputFiles("#file", file("large.csv", "name,phone\nA shop of many letters,08-6264470\n"));
        const said = await page.evaluate(() => document.querySelector("#file").validationMessage);
        equal(said, await page.getAttribute("#file", "data-too-large"), "sentence");
        await page.click("main form .btn.primary");
        equal(new URL(page.url()).pathname, "/imports/new", "page");
    });
    await step("another file in its place goes on", async () => {
        await page.evaluate(() => { document.querySelector("#file").dataset.max = "2000"; });
        await page.setInputFiles("#file", file("small.csv", "name,phone\nA shop of many letters,08-6264470\nAnother shop,08-6264471\n"));
        await page.click("main form .btn.primary");
        await page.waitForURL("**/columns");
    });
    say("nothing went wrong unseen", errors);
})).catch((failure) => say("an import can be tried", String(failure.message).split("\n")));
finish();
