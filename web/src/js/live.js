/* A long job's page asks for its progress and puts the answer in place: data-live=address, asked until the part
** that comes back no longer carries data-live. */
import { $$ } from "./dom.js";

const every_ms = 1500;

async function refresh(part) {
    try {
        const answer = await fetch(part.dataset.live, { headers: { Accept: "text/html" } });
        if (!answer.ok || answer.redirected) throw new Error(answer.status);
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
        const next = fresh.querySelector("[data-live]");
        const done = !next;
        part.replaceChildren(...(next ?? fresh).childNodes);
        if (done) {
            part.removeAttribute("data-live");
            part.querySelector("h2,h3")?.setAttribute("tabindex", "-1");
            return;
        }
    } catch { /* the network may come back; the page stays as it was */ }
    setTimeout(refresh, every_ms, part);
}

export function startLive() {
    $$("[data-live]").forEach((part) => setTimeout(refresh, every_ms, part));
}
