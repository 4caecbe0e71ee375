/* A part of a form that answers to its fields: data-ask=address is asked with the values of the fields named in
** data-with when one of them has changed, and what comes back is put in place. */
import { $$ } from "./dom.js";

async function ask(part, form) {
    const query = part.dataset.with.split(" ").map((name) => `&${name}=${encodeURIComponent(form.elements[name]?.value ?? "")}`);
    const address = part.dataset.ask + query.join("");
    if (part.asked === address) return;
    part.asked = address;
    try {
        const answer = await fetch(address, { headers: { Accept: "text/html" } });
        if (!answer.ok || answer.redirected || part.asked !== address) return;
        part.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
    } catch { /* without a network the server says it when the form is sent */ }
}

export function startAsk() {
    $$("form [data-ask]").forEach((part) => {
        const form = part.closest("form");
        form.addEventListener("change", () => ask(part, form));
    });
}
