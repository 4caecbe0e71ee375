/* Comfort for forms that work without it: filters that apply themselves, no double sending, a warning before
** losing what was typed, choosing rows, dialogs, copying. */
import { $, $$, el, icon, newId, on, word } from "./dom.js";
import { showToast } from "./toast.js";

function startFilters() {
    on("change", "form[data-auto]", (event, form) => form.requestSubmit());
    $$("form[data-auto] [data-apply]").forEach((button) => { button.hidden = true; });
    /* empty fields stay out of the address, so that a view can be sent as a short link */
    on("submit", "form[method=get]", (event, form) => {
        for (const field of form.elements) if (field.name && !field.value && !field.disabled) {
            field.disabled = true;
            setTimeout(() => { field.disabled = false; });
        }
    });
}

/* One press, one send: the second press does nothing, and the `op` of a page shown again is a new one. */
function startSending() {
    document.addEventListener("submit", (event) => {
        const form = event.target;
        if (event.defaultPrevented || form.method !== "post") return;
        if (form.dataset.sending) {
            event.preventDefault();
            return;
        }
        form.dataset.sending = "1";
        const button = event.submitter;
        if (!button) return;
        button.setAttribute("aria-busy", "true");
        button.setAttribute("aria-disabled", "true");
    });
    addEventListener("pageshow", (event) => {
        if (!event.persisted) return;
        $$("form[data-sending]").forEach((form) => {
            delete form.dataset.sending;
            if (form.elements.op) form.elements.op.value = newId();
        });
        $$("[aria-busy=true]").forEach((button) => {
            button.removeAttribute("aria-busy");
            button.removeAttribute("aria-disabled");
        });
    });
    on("click", "[aria-disabled=true]", (event) => event.preventDefault(), true);
}

function startGuard() {
    let dirty = false;
    on("input", "form[data-guard]", () => { dirty = true; });
    document.addEventListener("submit", (event) => { if (!event.defaultPrevented) dirty = false; });
    addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
}

/* data-bulk: a form round a table. The bar says how many; "all on the page" offers "all that match". */
function startBulk(form) {
    const boxes = () => $$(".sel input[name]", form);
    const all = $("[data-all]", form);
    const match = $("[data-all-match]", form);
    const bar = $(".bulk", form);
    const show = () => {
        const n = boxes().filter((box) => box.checked).length;
        $$("[data-count]", form).forEach((place) => { place.textContent = n; });
        if (bar) bar.hidden = !n;
        if (all) {
            all.checked = n > 0 && n === boxes().length;
            all.indeterminate = n > 0 && n < boxes().length;
        }
        if (match) {
            match.hidden = !all?.checked;
            if (match.hidden) $$("input", match).forEach((input) => { input.checked = false; });
        }
    };
    const setAll = (checked) => {
        boxes().forEach((box) => { box.checked = checked; });
        show();
    };
    form.addEventListener("change", (event) => {
        if (event.target === all) setAll(all.checked);
        else show();
    });
    $("[data-clear]", form)?.addEventListener("click", () => setAll(false));
    let last = null; /* shift and click chooses the rows between */
    form.addEventListener("click", (event) => {
        if (!event.target.matches(".sel input[name]")) return;
        const list = boxes();
        if (event.shiftKey && last) {
            const [from, to] = [list.indexOf(last), list.indexOf(event.target)].sort((a, b) => a - b);
            list.slice(from, to + 1).forEach((box) => { box.checked = event.target.checked; });
            show();
        }
        last = event.target;
    });
    show();
}

function startDialogs() {
    on("click", "[data-dialog]", (event, button) => {
        event.preventDefault();
        document.getElementById(button.dataset.dialog)?.showModal();
    });
    on("click", "[data-print]", () => window.print());
    on("click", "dialog [data-close]", (event, button) => button.closest("dialog").close());
    on("click", "dialog", (event, dialog) => { if (event.target === dialog) dialog.close(); });
    on("keydown", "details.menu", (event, menu) => {
        if (event.key !== "Escape" || !menu.open) return;
        menu.open = false;
        $("summary", menu).focus();
    });
    document.addEventListener("click", (event) => $$("details.menu[open]").forEach((menu) => {
        if (!menu.contains(event.target)) menu.open = false;
    }));
}

function startCopy() {
    on("click", "[data-copy]", async (event, button) => {
        event.preventDefault();
        const text = button.dataset.copy || new URL(button.href ?? location.href, location.href).href;
        try {
            await navigator.clipboard.writeText(text);
            showToast(word("copied"));
        } catch {
            prompt(word("copy"), text);
        }
    });
}

/* Fields of several lines grow with their text; names of chosen files stand under their button. */
function startFields() {
    const grow = (area) => {
        area.style.blockSize = "auto";
        area.style.blockSize = `${area.scrollHeight + 2}px`;
    };
    on("input", "textarea[data-grow]", (event, area) => grow(area));
    $$("textarea[data-grow]").filter((area) => area.value).forEach(grow);
    on("change", "input[type=file]", (event, input) => {
        const list = input.form && $("[data-files-list]", input.form);
        const files = input.form ? $$("input[type=file]", input.form).flatMap((one) => [...one.files]) : [];
        list?.replaceChildren(...files.map((file) => el("li", { class: "tag" }, icon("paperclip"), el("bdi", {}, file.name))));
    });
}

/* A short form may lack the field that a complaint names, or give it another id: the link leads to what is there. */
function mendErrorLinks() {
    for (const link of $$(".errors a[href^='#f-']")) {
        const id = link.getAttribute("href").slice(1);
        if (document.getElementById(id)) continue;
        const field = $(`[name="${CSS.escape(id.slice(2))}"]:not([type=hidden])`);
        if (!field) link.replaceWith(...link.childNodes);
        else if (field.id) link.setAttribute("href", `#${field.id}`);
        else field.id = id;
    }
}

export function startForms() {
    startFields();
    startFilters();
    startSending();
    startGuard();
    $$("form[data-bulk]").forEach(startBulk);
    startDialogs();
    startCopy();
    mendErrorLinks();
    $(".errors")?.focus();
}
