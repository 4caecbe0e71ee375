/* People of the demo at a browser of their own, for tests that follow several of them. */
import { newContext, watch } from "./harness.mjs";
import { signIn, speak } from "./server.mjs";

/* who: the name before the @; null for somebody without an account. */
export async function person(browser, server, who, width, language) {
    const page = await (await newContext(browser, width, language)).newPage();
    const one = { page, errors: watch(page), who, go: (path) => page.goto(server.url + path) };
    if (who) await signIn(page, { url: server.url, login: [`${who}@demo.invalid`, server.login[1]] });
    if (who && width > 760) await speak(page, language);
    return one;
}

/* The page of the case of a business by a part of its name, as its list shows it. */
export async function openCase(one, words) {
    await one.go("/cases");
    await one.page.locator(".table tbody th a", { hasText: words }).first().click();
    await one.page.waitForURL(/\/cases\/[0-9a-z]{13}/);
    return new URL(one.page.url()).pathname;
}

/* Clicks the first such thing. What stands in a part that is closed is reached as a person does: by its line. */
export async function press(one, selector) {
    const target = one.page.locator(selector).first();
    const closed = one.page.locator("#waits details:not([open])", { has: one.page.locator(selector) });
    if (await closed.count()) await closed.locator("summary").first().click();
    await target.click();
    await one.page.waitForLoadState();
}
