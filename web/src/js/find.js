/* The three places that find as one types: search box, pickers, mentions of people in a note. */
import { $$, el, icon, userId, word } from "./dom.js";
import { Combo } from "./combo.js";
import { see, seenBy } from "./store.js";

/* Whom this device had to do with lately, of those whose name holds the words. */
async function known(words) {
    const seen = await seenBy(userId()).catch(() => []);
    return seen.filter((one) => one.label.includes(words)).slice(0, 8).map((one) =>
        el("div", { role: "option", "data-id": one.id, "data-label": one.label }, el("bdi", {}, one.label)));
}

const withWords = (address, q) => `${address}${address.includes("?") ? "&" : "?"}part=1&q=${encodeURIComponent(q)}`;

/* In the frame's box, still empty: what this person changed last. */
function startSearch(form) {
    const input = form.querySelector("[type=search]");
    const recent = form.classList.contains("find") && document.body.dataset.user;
    const kind = () => form.elements.kind?.value;
    const address = () => form.getAttribute("action") + (kind() ? `?kind=${encodeURIComponent(kind())}` : "");
    const asks = (words) => words.length > 1 || recent && !words;
    const combo = new Combo(input, { host: form, label: input.labels[0]?.textContent ?? "", choose: () => form.requestSubmit(),
        ask: () => asks(input.value.trim()) ? withWords(address(), input.value.trim()) : "" });
    if (recent) input.addEventListener("focus", () => input.value.trim() || combo.fetch());
}

/* data-pick=address on a text field; the choice's data-id goes to the hidden field named in data-into. With
** data-many each choice becomes a chip with a hidden field of its own. */
function startPick(input) {
    const box = input.closest(".combo");
    const into = input.form?.elements[input.dataset.into];
    const many = "many" in input.dataset;
    let chosen = input.value;
    const dropChip = (event) => event.currentTarget.parentElement.remove();
    const addChip = (option) => {
        const drop = el("button", { type: "button", class: "link-btn", "aria-label": `${word("remove")} ${option.dataset.label}` }, icon("x"));
        drop.addEventListener("click", dropChip);
        const chip = el("span", { class: "chip applied" }, el("bdi", {}, option.dataset.label),
            el("input", { type: "hidden", name: input.dataset.into, value: option.dataset.id }), drop);
        let chips = box.querySelector(".picked");
        if (!chips) box.append(chips = el("div", { class: "picked" }));
        chips.append(chip);
    };
    new Combo(input, { host: box, label: input.labels[0]?.textContent ?? "",
        known: "known" in input.dataset ? () => known(input.value.trim()) : undefined,
        ask: () => input.value.trim() && input.value !== chosen ? withWords(input.dataset.pick, input.value.trim()) : "",
        choose(option) {
            if ("known" in input.dataset) see(userId(), option.dataset.id, option.dataset.label).catch(() => {});
            if (many) addChip(option);
            else if (into) into.value = option.dataset.id;
            input.value = chosen = many ? "" : option.dataset.label;
            input.dispatchEvent(new Event("change", { bubbles: true }));
        } });
    input.addEventListener("input", () => {
        if (into && !many && input.value !== chosen) into.value = "";
    });
}

/* "@dana" in a note: the list offers people and businesses; the choice leaves "@Dana Levi" and a hidden `mention`. */
function startMention(area) {
    const box = el("div", { class: "combo" });
    area.replaceWith(box);
    box.append(area);
    const begun = () => /(?:^|\s)@([^\s@][^@\n]{0,29})$/u.exec(area.value.slice(0, area.selectionStart));
    new Combo(area, { host: box, label: word("mention"), known: () => begun() ? known(begun()[1].trim()) : [], ask: () => begun() ? withWords(area.dataset.mention, begun()[1].trim()) : "",
        choose(option) {
            const from = area.selectionStart - begun()[1].length;
            area.setRangeText(`${option.dataset.label} `, from, area.selectionStart, "end");
            box.append(el("input", { type: "hidden", name: "mention", value: option.dataset.id }));
            area.dispatchEvent(new Event("input", { bubbles: true }));
        } });
}

export function startFind() {
    $$("form[data-find]").forEach(startSearch);
    $$("input[data-pick]").forEach(startPick);
    $$("textarea[data-mention]").forEach(startMention);
}
