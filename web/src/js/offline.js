/* Work through a dropped network.
**
** A form with data-offline is never lost: its text is a draft on the device while one types; sending puts it into the
** outbox first, with its files, and takes it out when the server has it. `op` is made on the device, and the server
** answers a second sending of the same `op` with the answer of the first: it is sent once, whatever the network does.
** Draft, waiting, sent: the chip in the bar says which. */
import { $, $$, el, newId, on, pause, timeNow, userId, word } from "./dom.js";
import { clear, drop, get, put, see, seenBy, waitingOf } from "./store.js";
import { showToast } from "./toast.js";

const retry_ms = 30000;
const answer_ms = 20000;
const bytes_per_ms = 10; /* of a slow network: how long files may take */
let sending = false;
let expired = false;

const fieldsOf = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrf");
const filesOf = (form) => [...new FormData(form)].filter(([, value]) => value instanceof File && value.size);

async function showChip() {
    const chip = $("[data-sync]");
    if (!chip) return;
    const waiting = await waitingOf(userId()).catch(() => []);
    const failed = waiting.some((entry) => entry.problem) || expired && waiting.length;
    const state = failed ? "failed" : !navigator.onLine ? "offline" : waiting.length ? "waiting" : "synced";
    chip.dataset.state = state;
    const use = $("use", chip);
    const shape = { synced: "cloud-check", waiting: "cloud-upload", offline: "cloud-off", failed: "alert-triangle" }[state];
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#i-${shape}`));
    $(".sync-word", chip).textContent = expired && waiting.length ? word("expired")
        : word(waiting.length && state !== "failed" ? "waiting" : state, waiting.length);
    $(".sync-time", chip).textContent = state === "synced" ? timeNow() : "";
    $$("[data-when-offline]").forEach((banner) => { banner.hidden = navigator.onLine; });
    $$("[data-when-expired]").forEach((part) => { part.hidden = !expired; });
    return waiting;
}

function bodyOf(entry, token) {
    const body = entry.files?.length ? new FormData() : new URLSearchParams();
    for (const [name, value] of entry.fields) if (name !== "op") body.append(name, value);
    for (const [name, file] of entry.files ?? []) body.append(name, file, file.name);
    body.set("csrf", token);
    body.set("op", entry.op);
    return body;
}

/* Null: there was no answer. */
async function post(entry, token) {
    const bytes = (entry.files ?? []).reduce((sum, [, file]) => sum + file.size, 0);
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), answer_ms + bytes / bytes_per_ms);
    try {
        return await fetch(entry.action, { method: "POST", body: bodyOf(entry, token), credentials: "same-origin",
            headers: { "X-Leads": "1" }, signal: stop.signal });
    } catch {
        return null;
    } finally {
        clearTimeout(timer);
    }
}

/* A page kept on the device carries an old token; a page of now carries one that holds, and says who is signed in. */
async function freshToken() {
    try {
        const answer = await fetch("/more", { cache: "no-store", headers: { Accept: "text/html" } });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        return { user: page.body.dataset.user ?? "", token: page.querySelector("meta[name=csrf]")?.content ?? "" };
    } catch {
        return null;
    }
}

/* Sends one entry: where it led, or "wait" for another time, or "refused", which stays here for its writer to see. */
async function sendOne(entry) {
    let answer = await post(entry, $("meta[name=csrf]")?.content ?? "");
    if (answer && [401, 403].includes(answer.status)) {
        const now = await freshToken();
        expired = now !== null && now.user !== entry.user;
        answer = now && !expired ? await post(entry, now.token) : null;
    }
    if (!answer || answer.status === 401) return "wait";
    const lead = answer.headers.get("X-Location");
    if (answer.ok && lead !== null) {
        expired = false;
        await drop("outbox", entry.op);
        return { lead };
    }
    if (answer.ok || [408, 429].includes(answer.status) || answer.status >= 500) return "wait";
    await put("outbox", { ...entry, problem: answer.status, why: await whyOf(answer) });
    return "refused";
}

/* What the server said of it, in the reader's language: the complaints, or the sentences of the page of a fault. */
async function whyOf(answer) {
    const page = new DOMParser().parseFromString(await answer.text().catch(() => ""), "text/html");
    const said = $$(".errors li", page);
    return (said.length ? said : $$("main .empty h1, main .empty p:not(.xs)", page)).map((one) => one.textContent.trim());
}

export async function sendWaiting() {
    if (sending || !userId() || !navigator.onLine) return;
    sending = true;
    let sent = 0;
    try {
        for (const entry of await waitingOf(userId())) {
            if (entry.problem) continue;
            const end = await sendOne(entry);
            if (end === "wait") break;
            if (end.lead !== undefined) sent++;
        }
    } finally {
        sending = false;
    }
    await showChip();
    if (sent) showToast(word("sent", sent));
}

/* One tab sends at a time; the others leave it to that one, or wait for their turn. */
const oneTab = (work, ifAvailable = true) => navigator.locks ? navigator.locks.request("rakaz-outbox", { ifAvailable },
    (lock) => lock ? work() : undefined) : work();

const draftKey = (form) => `${userId()} ${form.dataset.draft || form.dataset.offline} ${location.pathname}`;

function setState(form, text, state = "") {
    const place = $(".draft-state", form);
    if (!place) return;
    place.dataset.state = state;
    place.textContent = text;
}

async function startDraft(form) {
    const key = draftKey(form);
    const typed = () => JSON.stringify(fieldsOf(form).filter(([name]) => name !== "op"));
    const begun = typed();
    form.addEventListener("input", pause(async () => { /* from the first letter, however slow the device */
        const fields = fieldsOf(form);
        if (typed() === begun) return;
        await put("drafts", { key, user: userId(), fields, at: Date.now() });
        setState(form, `${word("draft")} ${timeNow()}`, "draft");
    }, 400));
    const kept = await get("drafts", key).catch(() => undefined);
    if (kept && !$(".errors", form) && typed() === begun) { /* who was faster than the device keeps what they typed */
        for (const [name, value] of kept.fields) {
            const field = form.elements[name];
            if (name === "mention") form.append(el("input", { type: "hidden", name, value }));
            if (!field || name === "op" || name === "mention") continue;
            if (field instanceof RadioNodeList) {
                [...field].forEach((one) => { if (one.value === value) one.checked = true; });
            } else if (field.type === "checkbox") field.checked = field.value === value;
            else field.value = value;
            if (value) field.closest?.("details")?.setAttribute("open", "");
        }
        setState(form, `${word("draft")} ${timeNow(kept.at)}`, "draft");
        const away = el("button", { type: "button", class: "link-btn" }, word("discard"));
        $(".draft-state", form)?.append(" ", away);
        away.addEventListener("click", async () => {
            await drop("drafts", key);
            form.reset();
            setState(form, "");
        });
    }
}

/* What was written, as one reads it in the outbox: the words of each field under its name. */
function wordsOf(form) {
    const written = $$("textarea[name], input[name]:not([type]), input[type=text][name]", form);
    return written.filter((field) => field.value.trim()).map((field) => [field.labels?.[0]?.firstChild?.textContent.trim() ?? "",
        field.value]);
}

function entryOf(form) {
    const fields = fieldsOf(form);
    const files = filesOf(form);
    return { op: form.elements.op?.value || newId(), user: userId(), at: Date.now(), files, words: wordsOf(form),
        page: location.pathname + location.search, draft: draftKey(form),
        label: $$("main h1, .page-head p a").map((one) => one.textContent.trim()).join(" · ") || document.title,
        fields: [...fields, ["written_at", new Date().toISOString()]],
        action: !files.length && form.dataset.plain || form.getAttribute("action") };
}

/* The form is empty again, for the next one. */
async function kept(form) {
    form.reset();
    $$("[data-files-list]", form).forEach((list) => list.replaceChildren());
    if (form.elements.op) form.elements.op.value = newId();
    setState(form, word("kept"), "waiting");
    if (!$(".draft-state", form)) showToast(word("kept"));
    await showChip();
}

/* The page may be the one that the note leads to. */
function goTo(lead) {
    const to = new URL(lead, location.href);
    if (to.pathname !== location.pathname || to.search !== location.search) return location.assign(to);
    history.replaceState(null, "", to);
    location.reload();
}

async function send(form) {
    const entry = entryOf(form);
    try {
        await put("outbox", entry);
    } catch { /* no room on the device, or none to be had: as without a script */
        if (navigator.onLine) form.submit();
        else setState(form, word("noRoom"), "failed");
        return;
    }
    await drop("drafts", draftKey(form)).catch(() => {});
    const end = navigator.onLine ? await oneTab(() => sendOne(entry), false) : "wait";
    if (end.lead !== undefined) goTo(end.lead);
    else if (end === "refused") { /* what is wrong comes back as a page, with the form as it was */
        await drop("outbox", entry.op);
        form.submit();
    } else await kept(form);
}

function startOutbox() {
    document.addEventListener("submit", async (event) => {
        const form = event.target.closest("form[data-offline]");
        if (!form || event.defaultPrevented || !userId() || !window.indexedDB) return;
        event.preventDefault();
        if (form.dataset.sending) return;
        form.dataset.sending = "1";
        event.submitter?.setAttribute("aria-busy", "true");
        await send(form);
        event.submitter?.removeAttribute("aria-busy");
        delete form.dataset.sending;
    }, true);
    on("click", "[data-sync]", async () => {
        const dialog = $("#outbox");
        if (!dialog) return;
        await listWaiting(dialog);
        dialog.showModal();
    });
    on("click", "[data-send-now]", () => oneTab(sendWaiting).then(() => listWaiting($("#outbox"))));
}

/* Back into the form it came from, to be mended; files are chosen anew there. */
async function openAgain(entry) {
    await put("drafts", { key: entry.draft, user: entry.user, fields: entry.fields, at: entry.at });
    await drop("outbox", entry.op);
    location.assign(entry.page);
}

function waitingItem(entry, dialog) {
    const button = (name, kind, act) => {
        const made = el("button", { type: "button", class: `btn small ${kind}` }, word(name));
        made.addEventListener("click", act);
        return made;
    };
    const acts = el("div", { class: "actions" });
    const words = (entry.words ?? []).map(([name, value]) => `${name}\n${value}`).join("\n\n");
    if (entry.problem && entry.page) acts.append(button("mend", "", () => openAgain(entry)));
    if (words) acts.append(button("copy", "", () => navigator.clipboard?.writeText(words).then(() => showToast(word("copied")))));
    acts.append(button("discard", "danger", async () => {
        await drop("outbox", entry.op);
        await showChip();
        await listWaiting(dialog);
    }));
    const body = el("div", { class: "body" }, el("div", { class: "title", dir: "auto" }, entry.label));
    for (const [name, value] of entry.words ?? []) {
        body.append(el("div", { class: "xs muted" }, name), el("p", { class: "say", dir: "auto" }, value));
    }
    for (const [, file] of entry.files ?? []) body.append(el("p", { dir: "auto" }, file.name));
    body.append(el("p", {}, `${new Date(entry.at).toLocaleDateString("en-GB")} ${timeNow(entry.at)} · ${word(entry.problem ? "refused" : "waitingOne")}`));
    for (const why of entry.why ?? []) body.append(el("p", { class: "err" }, why));
    body.append(acts);
    return el("li", { class: "item" }, body);
}

async function listWaiting(dialog) {
    const waiting = await waitingOf(userId()).catch(() => []);
    $("[data-waiting-list]", dialog).replaceChildren(...waiting.map((entry) => waitingItem(entry, dialog)));
    $$("[data-none-waiting]", dialog).forEach((note) => { note.hidden = waiting.length > 0; });
    $$("[data-some-waiting]", dialog).forEach((note) => { note.hidden = !waiting.length; });
    return waiting;
}

/* Leaving the account erases what the device knows; entries that were never sent are shown first. */
async function forget() {
    await Promise.all([clear("outbox"), clear("drafts"), clear("seen")].map((work) => work.catch(() => {})));
    await Promise.all((await caches.keys()).filter((name) => name.startsWith("pages")).map((name) => caches.delete(name)));
}

function startSignOut() {
    document.addEventListener("submit", async (event) => {
        const form = event.target.closest("form[data-signout]");
        if (!form) return;
        event.preventDefault();
        await oneTab(sendWaiting);
        const dialog = $("#outbox");
        const waiting = dialog ? await listWaiting(dialog) : [];
        if (waiting.length && !form.dataset.sure) {
            $$("[data-leaving]", dialog).forEach((part) => { part.hidden = false; });
            dialog.showModal();
            form.dataset.sure = "1";
            return;
        }
        await forget();
        form.submit();
    }, true);
    on("click", "[data-leave]", async () => {
        await forget();
        $("form[data-signout]").submit();
    });
}

function startWorker() {
    if (!("serviceWorker" in navigator) || !isSecureContext) return;
    navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready).then((worker) =>
        worker.active?.postMessage({ user: userId(), lang: document.documentElement.lang })).catch(() => {});
}

/* A page from the device carries an `op` that was used already; and whose page this is may be picked next time. */
async function startForm(form) {
    if (form.elements.op) form.elements.op.value = newId();
    if (form.dataset.about) await see(userId(), form.dataset.about, form.dataset.aboutName).catch(() => {});
    const id = new URLSearchParams(location.search).get("about");
    const field = form.elements["about.name"];
    if (!id || !field || field.value) return;
    const known = (await seenBy(userId()).catch(() => [])).find((one) => one.id === id);
    if (!known) return;
    field.value = known.label;
    form.elements.about.value = id;
}

export function startOffline() {
    startOutbox();
    startSignOut();
    startWorker();
    if (!window.indexedDB) return;
    $$("form[data-offline]").forEach(startForm);
    $$("form[data-offline], form[data-draft]").forEach(startDraft);
    showChip();
    oneTab(sendWaiting);
    addEventListener("online", () => { showChip(); oneTab(sendWaiting); });
    addEventListener("offline", showChip);
    setInterval(() => oneTab(sendWaiting), retry_ms);
}
