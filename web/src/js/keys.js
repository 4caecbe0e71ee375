/* Keys, read by their place on the keyboard, so that they work with a Hebrew or Arabic layout too. Never inside
** fields; off for whoever turned them off. */
import { $, $$, on } from "./dom.js";

const off = "rakaz-keys-off";
const rowsOf = () => $$(".table tbody tr, .rows > .item, .rows > .task, .hits .hit").filter((row) => row.offsetParent);
let row = -1;
let waiting_g = 0;

/* A dialog just closed may keep the focus for a moment. */
const fields = "input:not([type=checkbox],[type=radio]),select,textarea,[contenteditable]";
const busy = (target) => target.closest?.("dialog[open]") || target.closest?.(fields) && !target.closest("dialog");

function step(by) {
    const rows = rowsOf();
    if (!rows.length) return;
    row = Math.min(Math.max(row + by, 0), rows.length - 1);
    const target = rows[row].matches("a") ? rows[row] : $("a,button", rows[row]);
    target?.focus();
}

function follow(name) {
    const link = $(`[data-key="${name}"]`);
    if (!link) return false;
    link.click();
    return true;
}

/* The note's own field, where the page has one. */
function write() {
    const area = $$("[data-note]").find((one) => one.offsetParent);
    area?.focus();
    area?.scrollIntoView({ block: "center" });
    return Boolean(area);
}

function press(event) {
    const code = event.code;
    if (waiting_g && Date.now() - waiting_g < 1500) {
        waiting_g = 0;
        return follow(`g${code.replace("Key", "").toLowerCase()}`);
    }
    if (event.key === "/" || code === "Slash" && !event.shiftKey) {
        const field = $$("[data-find] input").find((input) => input.offsetParent);
        field ? (field.focus(), field.select()) : follow("find");
    } else if (event.key === "?" || code === "Slash" && event.shiftKey) $("#keys")?.showModal();
    else if (code === "KeyG") waiting_g = Date.now();
    else if (code === "KeyJ") step(1);
    else if (code === "KeyK") step(-1);
    else if (code === "KeyX") rowsOf()[row]?.querySelector(".sel input")?.click();
    else if (code === "KeyN") return write() || follow("n");
    else if (code === "KeyE") return follow("e");
    else return false;
    return true;
}

export function startKeys() {
    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || busy(event.target)) return;
        if (localStorage.getItem(off) || document.body.dataset.keys === "off") return;
        if (press(event)) event.preventDefault();
    });
    const box = $("[data-keys-on]");
    if (!box) return;
    box.checked = !localStorage.getItem(off);
    on("change", "[data-keys-on]", () => box.checked ? localStorage.removeItem(off) : localStorage.setItem(off, "1"));
}
