/* A text field with a list under it, filled from the server as one types: the search box, pickers, mentions.
**
** The server answers GET address&q=… with elements of role=option; links among them are followed, others chosen.
** A slow answer never overtakes a newer question. */
import { $$, el, pause } from "./dom.js";

let made = 0;

export class Combo {
    /* ask(): the address to fetch, or "" for none; choose(option): what a choice does; known(): options from the device,
    ** for an empty field and for when there is no network. */
    constructor(input, { ask, choose, label, known, host = input.parentElement }) {
        Object.assign(this, { input, ask, choose, known, host, at: -1, cache: new Map() });
        this.list = el("div", { class: "combo-list", role: "listbox", id: `combo-${++made}`, "aria-label": label, hidden: "" });
        host.append(this.list);
        this.single = input.tagName === "INPUT"; /* a text of many lines stays what it is, with a list beside it */
        for (const [name, value] of [["aria-autocomplete", "list"], ["aria-controls", this.list.id],
            ["aria-haspopup", "listbox"], ["autocomplete", "off"]]) input.setAttribute(name, value);
        if (this.single) input.setAttribute("role", "combobox");
        this.expanded(false);
        const fetchSoon = pause(() => this.fetch(), 120);
        input.addEventListener("input", fetchSoon);
        if (known) input.addEventListener("focus", () => { if (!input.value) this.fetch(); });
        input.addEventListener("keydown", (event) => this.key(event));
        input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
        this.list.addEventListener("mousedown", (event) => event.preventDefault()); /* keeps the focus in the field */
        this.list.addEventListener("click", (event) => {
            const option = event.target.closest("[role=option]");
            if (option && !option.href) this.take(option);
        });
    }

    async fetch() {
        this.asking?.abort();
        const address = this.ask();
        if (!address) return this.known && !this.input.value ? this.showNodes(await this.known()) : this.close();
        this.asking = new AbortController();
        try {
            if (!this.cache.has(address)) {
                const answer = await fetch(address, { signal: this.asking.signal, headers: { Accept: "text/html" } });
                if (!answer.ok || answer.redirected) return this.close();
                if (this.cache.size > 50) this.cache.clear();
                this.cache.set(address, await answer.text());
            }
            if (address === this.ask()) this.show(this.cache.get(address));
        } catch (failure) {
            if (failure.name !== "AbortError") this.known ? this.showNodes(await this.known()) : this.close();
        }
    }

    show(html) {
        this.showNodes(new DOMParser().parseFromString(html, "text/html").body.childNodes);
    }

    showNodes(nodes) {
        this.list.replaceChildren(...nodes);
        this.options = $$("[role=option]", this.list);
        this.options.forEach((option, i) => {
            option.id = `${this.list.id}-${i}`;
            option.setAttribute("aria-selected", "false");
            option.tabIndex = -1;
        });
        this.list.hidden = !this.options.length;
        this.expanded(!this.list.hidden);
        this.at = -1;
        this.input.removeAttribute("aria-activedescendant");
    }

    close() {
        this.list.hidden = true;
        this.at = -1;
        this.expanded(false);
        this.input.removeAttribute("aria-activedescendant");
    }

    expanded(is) {
        if (this.single) this.input.setAttribute("aria-expanded", String(is));
    }

    move(step) {
        this.options[this.at]?.setAttribute("aria-selected", "false");
        const n = this.options.length;
        this.at = this.at < 0 && step < 0 ? n - 1 : (this.at + step + n) % n;
        const option = this.options[this.at];
        option.setAttribute("aria-selected", "true");
        option.scrollIntoView({ block: "nearest" });
        this.input.setAttribute("aria-activedescendant", option.id);
    }

    key(event) {
        if (event.isComposing) return;
        const open = !this.list.hidden;
        if (event.key === "Escape" && open) this.close();
        else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && open) this.move(event.key === "ArrowDown" ? 1 : -1);
        else if (event.key === "ArrowDown" && this.single) this.fetch();
        else if ((event.key === "Enter" || event.key === "Tab") && open && this.at >= 0) {
            if (event.key === "Tab") event.preventDefault();
            this.take(this.options[this.at]);
        } else return;
        if (event.key !== "Tab") event.preventDefault();
        event.stopPropagation();
    }

    take(option) {
        this.close();
        if (option.href) option.click();
        else this.choose(option);
    }
}
