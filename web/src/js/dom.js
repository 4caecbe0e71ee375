/* Small things every module uses. */

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

/* Listens on the whole page for elements that match, now or later. */
export function on(type, selector, act, capture = false) {
    document.addEventListener(type, (event) => {
        const target = event.target.closest?.(selector);
        if (target) act(event, target);
    }, capture);
}

/* Sentences for the script stand as data-… of #page-words, written by the server in the reader's language. */
export function word(name, n) {
    const text = $("#page-words")?.dataset[name] ?? "";
    return n === undefined ? text : text.replace("{n}", n);
}

export const userId = () => document.body.dataset.user ?? "";

/* An id as the server makes them: 42 bits of milliseconds since 2020, 21 random bits, in Crockford's base 32. */
export function newId() {
    const digits = "0123456789abcdefghjkmnpqrstvwxyz";
    const random = crypto.getRandomValues(new Uint32Array(1))[0] & 0x1fffff;
    let rest = (BigInt(Date.now() - Date.UTC(2020, 0, 1)) << 21n) | BigInt(random);
    let id = "";
    for (let i = 0; i < 13; i++, rest >>= 5n) id = digits[Number(rest & 31n)] + id;
    return id;
}

export function el(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
}

export function icon(name) {
    const sprite = $(".i use")?.getAttribute("href")?.split("#")[0];
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "i");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${sprite}#i-${name}`);
    svg.append(use);
    return svg;
}

/* Calls `act` once typing pauses. */
export function pause(act, wait_ms) {
    let timer;
    return (...given) => {
        clearTimeout(timer);
        timer = setTimeout(act, wait_ms, ...given);
    };
}

export const timeNow = (at = Date.now()) =>
    new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
