#!/usr/bin/env node
/* Places side by side: every number opens a list that is as long, for a coordinator of one town and for headquarters; the
** coordinator counts no more than they see; sorting, another year, searching and files. */
import { checkPage, equal, finish, say, step, withBrowser } from "./harness.mjs";
import { person, press } from "./people.mjs";
import { withServer } from "./server.mjs";

/* What stands in the table: of each place its numbers with their addresses. */
const table = (one) => one.page.locator("main .table tbody tr").evaluateAll((rows) => rows.map((row) => ({
    place: row.querySelector("th a").textContent.trim(),
    numbers: [...row.querySelectorAll("td")].map((cell) => {
        const link = cell.querySelector("a");
        return link ? { n: Number(link.textContent.replace(/[^0-9.]/g, "")), href: link.getAttribute("href") } : { n: 0 };
    }),
})));

/* How many a list says that it has: the number in its heading, in the line under it, or how many rows it shows. */
async function listed(one, href) {
    await one.go(href);
    return one.page.evaluate(() => {
        if (document.querySelector("main .empty")) return 0;
        const pager = document.querySelector("nav.pager p");
        if (pager) return Number(pager.textContent.match(/\d+/g).at(-1));
        return document.querySelectorAll("main table.table tbody tr, main ul.rows > li").length;
    });
}

async function opens(one, who, most) {
    await step(`each number opens a list that is as long, for ${who}`, async () => {
        await one.go("/counts?of=all");
        const rows = await table(one);
        equal(rows.length > 3, true, "several places");
        let looked = 0;
        for (const { place, numbers } of rows.slice(0, most)) {
            for (const { n, href } of numbers.slice(0, 8)) {       /* the last is a mean */
                if (!href || n > 50) continue;
                equal(await listed(one, href), n, `${place}: ${href}`);
                looked++;
            }
        }
        equal(looked > 10, true, `numbers were looked at (${looked})`);
    });
}

const sum = (rows, k) => rows.reduce((all, row) => all + row.numbers[k].n, 0);

await withServer((server) => withBrowser(async (browser) => {
    const dan = await person(browser, server, "dan", 1360, "en");
    const noa = await person(browser, server, "noa", 1360, "he");
    for (const one of [dan, noa]) one.page.setDefaultTimeout(10000);
    await opens(dan, "headquarters", 6);
    await opens(noa, "a coordinator", 6);
    await step("a coordinator counts no more than headquarters", async () => {
        await dan.go("/counts?of=all&sort=name");
        await noa.go("/counts?of=all&sort=name");
        const theirs = await table(dan), own = await table(noa);
        for (const k of [0, 5, 6]) equal(sum(own, k) <= sum(theirs, k), true, `column ${k}`);
    });
    await step("sorted by opened, of the year before, and found by a name", async () => {
        await dan.go("/counts?of=all");
        await dan.page.locator("main thead a", { hasText: "Opened" }).click();
        await dan.page.waitForURL(/sort=-opened/);
        const opened = (await table(dan)).map((row) => row.numbers[1].n);
        equal(opened, [...opened].sort((a, b) => b - a), "order");
        const year = new Date().getFullYear() - 1;
        await dan.go(`/counts?of=all&year=${year}&sort=-opened`);
        equal((await dan.page.textContent("main thead")).includes(String(year)), true, "the year in the heads");
        await dan.go("/counts?of=all&q=Yeroham");
        const found = (await table(dan)).map((row) => row.place);
        equal([found.includes("Yeroham"), found.includes("Dimona")], [true, false], "only what was looked for");
    });
    await step("taken as CSV and as a workbook", async () => {
        for (const [path, starts] of [["/counts.csv?of=all", "\uFEFF"], ["/counts.xlsx?of=all", "PK"]]) {
            const answer = await dan.page.request.get(server.url + path);
            equal(answer.status(), 200, path);
            equal((await answer.body()).toString("utf8").startsWith(starts), true, `${path} begins as it should`);
        }
    });
    await step("a need that is met counts in this year", async () => {
        await noa.go("/counts?of=all&sort=-needs");
        const [first] = await table(noa);
        const [met, needs] = [first.numbers[4].n, first.numbers[5]];
        await noa.go(needs.href);
        const need = await noa.page.locator("main .table tbody th a").first().getAttribute("href");
        await noa.go(`${need}/edit`);
        await noa.page.check("main form [name=state][value=met]", { force: true });
        await press(noa, "main form .primary");
        await noa.go("/counts?of=all&sort=-needs");
        const again = (await table(noa)).find((row) => row.place === first.place);
        equal([again.numbers[4].n, again.numbers[5].n], [met + 1, needs.n - 1], "met, open");
    });
    await noa.go("/counts?of=all");
    say("places side by side, in Hebrew on a desktop", await checkPage(noa.page, "tally he 1360", noa.errors));
    const phone = await person(browser, server, "noa", 390, "he");
    await phone.go("/counts?of=all");
    say("the same on a phone", await checkPage(phone.page, "tally he 390", phone.errors));
})).catch((failure) => say("places stand side by side", String(failure.message).split("\n")));
finish();
