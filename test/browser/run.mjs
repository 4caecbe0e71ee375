#!/usr/bin/env node
/* run.mjs [PATH...]: visits pages of the product in three languages and three widths, signed in, and holds each to the
** rules of every page. Pictures of what breaks one go to build/shots; SHOTS=1 takes them of all. Without a PATH: the
** pages of pages.txt; a line there is a path, and may have "open" (nobody signed in) or "follow SELECTOR | SELECTOR" (go
** where the first such link leads, and on from there) behind it. */
import { readFileSync } from "node:fs";
import { checkPage, finish, languages, newContext, say, watch, withBrowser } from "./harness.mjs";
import { signIn, speak, withServer } from "./server.mjs";

function listed() {
    const given = process.argv.slice(2);
    const lines = given.length ? given
        : readFileSync(new URL("pages.txt", import.meta.url), "utf8").split("\n").filter((line) => line && line[0] !== "#");
    return lines.map((line) => {
        const [path, verb, ...rest] = line.split(" ");
        return { path, open: verb === "open", follow: verb === "follow" ? rest.join(" ").split(" | ") : [] };
    });
}

/* The picture that the server drew is gone: the map stands in its place. */
const drawn = () => !document.querySelector(".map-svg");

/* What is loaded, and at which widths it is looked at: a narrower or wider window is the same page made smaller or larger.
** In Hebrew on the desk and on a phone, each in a context of its own; in other languages once. Axe reads what is as it was
** loaded. */
const loads = { he: [[1360], [390, 320]], ar: [[390, 320, 1360]], en: [[1360, 390, 320]] };

async function visit(page, errors, url, target, show) {
    if (show.widths.length > 1) await page.setViewportSize({ width: show.widths[0], height: 800 });
    const answer = await page.goto(url + target.path);
    const problems = [];
    if (answer.status() >= 500 || answer.status() === 404 && !target.path.includes("nothing")) {
        problems.push(`${target.path} answers ${answer.status()}`);
    }
    for (const selector of target.follow) {
        const link = page.locator(selector).first();
        if (!await link.count()) {
            problems.push(`no ${selector} on ${target.path}`);
            break;
        }
        await link.click();
        await page.waitForLoadState("load");
    }
    if (await page.locator("[data-map]").count()) await page.waitForFunction(drawn, null, { timeout: 1500 }).catch(() => {});
    for (const width of show.widths) {
        if (show.widths.length > 1) await page.setViewportSize({ width, height: 800 });
        const name = `${target.path}${" first".repeat(target.follow.length)} ${show.language} ${width}`;
        problems.push(...await checkPage(page, name, errors, { axe: width === show.widths[0] }));
        say(name, problems.splice(0));
    }
}

/* The pages at some widths, each loaded once. */
async function visitAll(browser, server, pages, show, open) {
    const context = await newContext(browser, show.widths[0], show.language);
    const page = await context.newPage();
    const errors = watch(page);
    if (open) await page.goto(`${server.url}/help`);
    else await signIn(page, server);
    await speak(page, show.language);
    for (const target of pages.filter((one) => one.open === open)) {
        await visit(page, errors, server.url, target, show);
    }
    await context.close();
}

await withServer((server) => withBrowser(async (browser) => {
    const pages = listed();
    /* One language at a time, since it is the account's. */
    for (const language of languages) for (const open of [true, false]) {
        if (!pages.some((one) => one.open === open)) continue;
        await Promise.all(loads[language].map((widths) => visitAll(browser, server, pages, { language, widths }, open)));
    }
})).catch((failure) => say("the pages can be visited", String(failure.message).split("\n")));
finish();
