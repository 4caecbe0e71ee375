/* What was just done, with its undo: stays 20 s, longer under the pointer or while focused. */
import { $, $$, el } from "./dom.js";

const stay_ms = 20000;

function watch(toast) {
    let timer;
    const hold = () => clearTimeout(timer);
    const start = () => {
        hold();
        timer = setTimeout(() => toast.remove(), stay_ms);
    };
    toast.addEventListener("mouseenter", hold);
    toast.addEventListener("focusin", hold);
    toast.addEventListener("mouseleave", start);
    toast.addEventListener("focusout", start);
    start();
}

export function showToast(text) {
    const place = $(".toasts");
    const status = $("#said");
    if (!place) return;
    const toast = el("div", { class: "toast" }, el("p", {}, text));
    place.append(toast);
    if (status) status.textContent = text; /* the region that was in the page from the start is the one read out */
    watch(toast);
}

export function startToasts() {
    $$(".toast").forEach(watch);
}
