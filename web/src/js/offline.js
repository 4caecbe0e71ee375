/* Work through a dropped network.
**
** A form with data-offline is never lost: its text is a draft on the device while one types, waits in the outbox when
** the network is away, and is sent once when it is back: `op` is made on the device, and the server answers a second
** sending of the same `op` with the answer of the first. Draft, waiting, sent: the chip in the bar says which. */
import { $, $$, el, newId, on, pause, timeNow, userId, word } from "./dom.js";
import { clear, drop, get, put, waitingOf } from "./store.js";
import { showToast } from "./toast.js";

const retry_ms = 30000;
let sending = false;

const fieldsOf = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrf");

async function showChip() {
    const chip = $("[data-sync]");
    if (!chip) return;
    const waiting = await waitingOf(userId()).catch(() => []);
    const failed = waiting.some((entry) => entry.problem);
    const state = failed ? "failed" : !navigator.onLine ? "offline" : waiting.length ? "waiting" : "synced";
    chip.dataset.state = state;
    const use = $("use", chip);
    const shape = { synced: "cloud-check", waiting: "cloud-upload", offline: "cloud-off", failed: "alert-triangle" }[state];
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#i-${shape}`));
    $(".sync-word", chip).textContent = word(waiting.length && state !== "failed" ? "waiting" : state, waiting.length);
    $(".sync-time", chip).textContent = state === "synced" ? timeNow() : "";
    $$("[data-when-offline]").forEach((banner) => { banner.hidden = navigator.onLine; });
    return waiting;
}

/* Sends one entry: "sent", "wait" for another time, or "refused", which stays here for its writer to see. */
async function sendOne(entry) {
    const body = new URLSearchParams(entry.fields);
    const token = $("meta[name=csrf]")?.content;
    if (!token) return "wait";
    body.set("csrf", token);
    body.set("op", entry.op);
    let answer;
    try {
        answer = await fetch(entry.action, { method: "POST", body, credentials: "same-origin" });
    } catch {
        return "wait";
    }
    /* A write that was done leads to a page of the same reader; a sign-in page means that it was not. */
    if (answer.ok && answer.redirected && (await answer.text()).includes(`data-user="${userId()}"`)) {
        await drop("outbox", entry.op);
        return "sent";
    }
    if (answer.ok || [401, 403, 408, 429].includes(answer.status) || answer.status >= 500) return "wait";
    await put("outbox", { ...entry, problem: answer.status });
    return "refused";
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
            if (end === "sent") sent++;
        }
    } finally {
        sending = false;
    }
    await showChip();
    if (sent) showToast(word("sent", sent));
}

const oneTab = (work) => navigator.locks ? navigator.locks.request("rakaz-outbox", { ifAvailable: true },
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
    const begun = JSON.stringify(fieldsOf(form).filter(([name]) => name !== "op"));
    const kept = await get("drafts", key).catch(() => undefined);
    if (kept && !$(".errors", form)) {
        for (const [name, value] of kept.fields) {
            const field = form.elements[name];
            if (!field && name === "mention") form.append(el("input", { type: "hidden", name, value }));
            if (!field || name === "op") continue;
            if (field instanceof RadioNodeList) {
                [...field].forEach((one) => { if (one.value === value) one.checked = true; });
            } else if (field.type === "checkbox") field.checked = field.value === value;
            else field.value = value;
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
    form.addEventListener("input", pause(async () => {
        const fields = fieldsOf(form);
        if (JSON.stringify(fields.filter(([name]) => name !== "op")) === begun) return;
        await put("drafts", { key, user: userId(), fields, at: Date.now() });
        setState(form, `${word("draft")} ${timeNow()}`, "draft");
    }, 400));
}

const hasFile = (form) => $$("input[type=file]", form).some((input) => input.files.length);

/* With a network the browser sends the form itself, so a complaint comes back as a page. Without one it waits here. */
async function keepForLater(form) {
    const fields = fieldsOf(form);
    const op = form.elements.op?.value || newId();
    await put("outbox", { op, user: userId(), action: form.getAttribute("action"), fields, at: Date.now(),
        label: (fields.find(([name]) => name === "text")?.[1] || form.dataset.offline).slice(0, 120) });
    await drop("drafts", draftKey(form));
    form.reset();
    if (form.elements.op) form.elements.op.value = newId();
    setState(form, word("kept"), "waiting");
    if (!$(".draft-state", form)) showToast(word("kept"));
    await showChip();
}

async function reachable() {
    if (!navigator.onLine) return false;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 4000);
    try {
        return (await fetch("/healthz", { signal: stop.signal, cache: "no-store" })).ok;
    } catch {
        return false;
    } finally {
        clearTimeout(timer);
    }
}

function startOutbox() {
    document.addEventListener("submit", async (event) => {
        const form = event.target.closest("form[data-offline]");
        if (!form || event.defaultPrevented || !userId() || hasFile(form)) return;
        event.preventDefault();
        if (form.dataset.sending) return;
        form.dataset.sending = "1";
        if (await reachable()) {
            await drop("drafts", draftKey(form)).catch(() => {});
            form.submit();
        } else {
            await keepForLater(form);
            delete form.dataset.sending;
        }
    }, true);
    on("click", "[data-sync]", async () => {
        const dialog = $("#outbox");
        if (!dialog) return;
        await listWaiting(dialog);
        dialog.showModal();
    });
    on("click", "[data-send-now]", () => oneTab(sendWaiting).then(() => listWaiting($("#outbox"))));
}

async function listWaiting(dialog) {
    const waiting = await waitingOf(userId()).catch(() => []);
    const list = $("[data-waiting-list]", dialog);
    list.replaceChildren(...waiting.map((entry) => {
        const away = el("button", { type: "button", class: "btn small danger" }, word("discard"));
        away.addEventListener("click", async () => {
            await drop("outbox", entry.op);
            await showChip();
            await listWaiting(dialog);
        });
        const body = el("div", { class: "body" }, el("p", { class: "say", dir: "auto" }, entry.label),
            el("p", {}, `${timeNow(entry.at)} · ${word(entry.problem ? "refused" : "waitingOne")}`));
        return el("li", { class: "item" }, body, el("div", { class: "acts" }, away));
    }));
    $$("[data-none-waiting]", dialog).forEach((note) => { note.hidden = waiting.length > 0; });
    $$("[data-some-waiting]", dialog).forEach((note) => { note.hidden = !waiting.length; });
    return waiting;
}

/* Leaving the account erases what the device knows; entries that were never sent are shown first. */
async function forget() {
    await Promise.all([clear("outbox"), clear("drafts")].map((work) => work.catch(() => {})));
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
        worker.active?.postMessage({ user: userId() })).catch(() => {});
}

export function startOffline() {
    startOutbox();
    startSignOut();
    startWorker();
    if (!window.indexedDB) return;
    $$("form[data-offline], form[data-draft]").forEach(startDraft);
    showChip();
    oneTab(sendWaiting);
    addEventListener("online", () => { showChip(); oneTab(sendWaiting); });
    addEventListener("offline", showChip);
    setInterval(() => oneTab(sendWaiting), retry_ms);
}
