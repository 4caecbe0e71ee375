/* What the browser tests share: one Chromium, steps reported as TAP, the checks that hold for every page. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(new URL("../../package.json", import.meta.url));
const { chromium } = require("playwright-core");
const axeSource = require("axe-core").source;

export const languages = ["he", "ar", "en"];
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const shots = new URL("../../build/shots/", import.meta.url).pathname;

let passed = 0;
let failed = 0;

export function say(name, problems) {
    const number = passed + failed + 1;
    if (!problems.length) passed++;
    else failed++;
    console.log(`${problems.length ? "not ok" : "ok"} ${number} - ${name}`);
    for (const problem of problems) console.log(`# ${problem}`);
}

/* One step with a name; what it throws is the failure. */
export async function step(name, act) {
    try {
        await act();
        say(name, []);
    } catch (failure) {
        say(name, String(failure.message ?? failure).split("\n").slice(0, 6));
    }
}

export function equal(seen, wanted, what = "value") {
    if (JSON.stringify(seen) !== JSON.stringify(wanted)) {
        throw new Error(`${what} is ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`);
    }
}

export function finish() {
    console.log(`1..${passed + failed}`);
    console.log(`# ${passed} passed, ${failed} failed`);
    process.exitCode = failed ? 1 : 0;
}

/* Chromium with a profile of its own, gone afterwards. */
export async function withBrowser(act) {
    const profile = mkdtempSync(join(tmpdir(), "rakaz-browser-"));
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox",
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", `--disk-cache-dir=${profile}`] });
    try {
        await act(browser);
    } finally {
        await browser.close();
        rmSync(profile, { recursive: true, force: true });
    }
}

export function newContext(browser, width, language = "he", more = {}) {
    return browser.newContext({ viewport: { width, height: width > 760 ? 860 : 800 }, locale: language,
        deviceScaleFactor: width > 760 ? 1 : 2, hasTouch: width <= 760, ...more });
}

const tooWide = () => {
    const over = document.documentElement.scrollWidth - innerWidth;
    if (over <= 0) return "";
    const guilty = [...document.querySelectorAll("body *")].find((node) => {
        const box = node.getBoundingClientRect();
        return box.width && (box.right > innerWidth + 1 || box.left < -1) && !node.closest(".scroll,.tabs,.chips,[data-map]");
    });
    return `page is ${over} px too wide${guilty ? `: ${guilty.outerHTML.slice(0, 120)}` : ""}`;
};

const untranslated = () => {
    const text = document.body.innerText;
    const mark = text.match(/\b(?:page|fault|ent|choice|today|place|actor|post|show)\.[a-z_]+(?:\.[a-z_]+)*\b/);
    return mark && !/\.(?:he|en|ar|html|csv|xlsx)$/.test(mark[0]) ? `a text key stands on the page: ${mark[0]}` : "";
};

async function axeProblems(page) {
    if (!await page.evaluate(() => "axe" in window)) await page.evaluate(axeSource);
    const found = await page.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations"] }), rules);
    return found.violations.map(({ id, nodes }) => `axe ${id} (${nodes.length}): ${nodes[0].html.slice(0, 140)}`);
}

/* The checks of every page as it stands: no script error, nothing refused by the content security policy, no sideways
** scrolling, a direction that fits the language, axe without a violation (unless `asked` leaves axe out, where another
** width shows the same). Saves a picture of a page with a problem, and of every page when SHOTS is in the environment. */
export async function checkPage(page, name, errors, asked = { axe: true }) {
    await page.evaluate(() => document.fonts.ready);
    const problems = [...errors.splice(0)];
    const wide = await page.evaluate(tooWide);
    if (wide) problems.push(wide);
    const key = await page.evaluate(untranslated);
    if (key) problems.push(key);
    if (asked.axe) problems.push(...await axeProblems(page));
    if (problems.length || process.env.SHOTS) {
        mkdirSync(shots, { recursive: true });
        await page.screenshot({ path: `${shots}${name.replace(/[^\w-]+/g, "_")}.png`, fullPage: true });
    }
    return problems;
}

/* Collects what goes wrong unseen. */
export function watch(page) {
    const errors = [];
    page.on("pageerror", (error) => errors.push(`script: ${error.message}`));
    page.on("console", (line) => {
        if (line.type() === "error" && !/Failed to load resource/.test(line.text())) errors.push(`console: ${line.text()}`);
    });
    page.on("response", (answer) => {
        if (answer.status() >= 400 && answer.request().resourceType() !== "document") {
            errors.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
        }
    });
    return errors;
}
