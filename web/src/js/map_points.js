/* Points gathered into rings: a grid over the world; a ring shows the shares of categories and the count. The list beside
** the map shows the same set; what is chosen in one is shown in the other. */
import { $, $$, pause } from "./dom.js";
import { linesOf, tone, trace } from "./map_base.js";
import { mercator } from "./map_view.js";

const cell_px = 72;
const touch_px = 50;
const apart_zoom = 17;
const svg = "http://www.w3.org/2000/svg";

function shape(name, attributes, ...children) {
    const node = document.createElementNS(svg, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
}

/* Circle with one arc a category; the circle's length is 100. */
function ring(counts, n, categories) {
    const size = n < 10 ? 38 : n < 100 ? 46 : n < 1000 ? 54 : 62;
    const picture = shape("svg", { viewBox: "0 0 40 40", width: size, height: size, "aria-hidden": "true" },
        shape("circle", { cx: 20, cy: 20, r: 19, class: "ring-ground" }));
    let begun = 25;
    counts.forEach((count, category) => {
        if (!count) return;
        const share = count / n * 100;
        picture.append(shape("circle", { cx: 20, cy: 20, r: 15.915, class: `arc ${categories[category]?.tone ?? ""}`,
            "stroke-dasharray": `${share} ${100 - share}`, "stroke-dashoffset": begun }));
        begun -= share;
    });
    picture.append(shape("text", { x: 20, y: 20, class: "ring-n" }, n > 9999 ? `${Math.round(n / 1000)}k` : n));
    return picture;
}

function pin(category, near, sprite) {
    const picture = shape("svg", { viewBox: "0 0 32 42", width: 32, height: 42, "aria-hidden": "true",
        class: `pin ${category?.tone ?? ""}${near ? " near" : ""}` },
    shape("path", { d: "M16 1a15 15 0 0 1 15 15c0 9-9 17-15 25C10 33 1 25 1 16A15 15 0 0 1 16 1Z" }));
    if (category?.icon && sprite) {
        picture.append(shape("use", { href: `${sprite}#i-${category.icon}`, x: 8, y: 8, width: 16, height: 16, class: "i" }));
    }
    return picture;
}

const around = (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];

/* Points in view by grid cell, anchored to the world so that rings stand still while the map moves. */
function gather(view, points) {
    const size = view.zoom >= apart_zoom ? 1 : cell_px;
    const world = view.world;
    const cells = new Map();
    for (const point of points) {
        const [x, y] = point.at;
        const [px, py] = view.atMercator(x, y);
        if (px < -cell_px || py < -cell_px || px > view.w + cell_px || py > view.h + cell_px) continue;
        const key = `${Math.floor(x * world / size)},${Math.floor(y * world / size)}`;
        const cell = cells.get(key) ?? { n: 0, x: 0, y: 0, counts: [], first: point, box: [1, 1, 0, 0] };
        const n = point.n ?? 1;
        cell.n += n;
        cell.x += x * n;
        cell.y += y * n;
        cell.box = around(cell.box, [x, y, x, y]);
        for (const [category, count] of point.counts ?? [[point.category, 1]]) cell.counts[category] = (cell.counts[category] ?? 0) + count;
        cells.set(key, cell);
    }
    return parted(view, [...cells.values()].map((cell) => ({ ...cell, at: [cell.x / cell.n, cell.y / cell.n] })));
}

/* Rings that would touch become one: each stays a whole target for a finger. */
function parted(view, cells) {
    const apart = [];
    for (const cell of cells.sort((a, b) => b.n - a.n)) {
        const [x, y] = view.atMercator(...cell.at);
        const near = view.zoom < apart_zoom && apart.find((other) => Math.hypot(other.px - x, other.py - y) < touch_px);
        if (near) {
            near.n += cell.n;
            near.box = around(near.box, cell.box);
            cell.counts.forEach((count, category) => { near.counts[category] = (near.counts[category] ?? 0) + count; });
        } else apart.push({ ...cell, px: x, py: y });
    }
    return apart;
}

const pointOf = ([lon, lat, category, id, name, near]) => ({ at: mercator(lon, lat), lon, lat, category, id, name, near });
const ringOf = ([lon, lat, n, counts]) => ({ at: mercator(lon, lat), n,
    counts: counts.flatMap((value, i) => i % 2 ? [] : [[value, counts[i + 1]]]) });

class Points {
    constructor(view, box, data) {
        Object.assign(this, { view, box, chosen: box.dataset.chosen ?? "", marks: [] });
        this.sprite = $(".i use")?.getAttribute("href")?.split("#")[0];
        this.take(data);
    }

    take(data) {
        this.data = data;
        this.points = data.points.map(pointOf);
        this.byId = new Map(this.points.map((point) => [point.id, point]));
        if (!data.whole) this.points.push(...data.rings.map(ringOf));
    }

    draw() {
        for (const mark of this.marks) {
            const [x, y] = this.view.atMercator(...mark.at);
            mark.node.style.transform = `translate(${x}px, ${y}px)`;
        }
    }

    settle(view) {
        if (!this.data.whole && view.moved) this.ask();
        const cells = gather(view, this.points);
        const single = cells.filter((cell) => cell.n === 1 && cell.first.id !== this.chosen);
        this.marks = [...cells.filter((cell) => cell.n > 1).map((cell) => this.many(cell)), ...single.map((cell) => this.one(cell.first, cell.at))];
        const chosen = this.byId.get(this.chosen);
        if (chosen) this.marks.push(this.one(chosen, chosen.at, true));
        view.marks.replaceChildren(...this.marks.map((mark) => mark.node));
        this.draw();
        for (const cell of cells) {
            const [x, y] = view.atMercator(...cell.at);
            view.taken.push(cell.n > 1 ? [x - 23, y - 23, x + 23, y + 23] : [x - 14, y - 40, x + 14, y]);
        }
    }

    mark(name, label, picture, at, act) {
        const node = document.createElement("button");
        Object.assign(node, { type: "button", className: name, title: label, tabIndex: -1 });
        node.setAttribute("aria-label", label);
        node.append(picture);
        node.addEventListener("click", act);
        return { node, at };
    }

    one(point, at, chosen = false) {
        return this.mark(`map-pin${chosen ? " on" : ""}`, point.name, pin(this.data.categories[point.category], point.near, this.sprite), at,
            () => this.choose(point.id, true));
    }

    many(cell) {
        const label = (this.box.dataset.ring ?? "{n}").replace("{n}", cell.n);
        return this.mark("map-ring", label, ring(cell.counts, cell.n, this.data.categories), cell.at,
            () => this.view.open(cell.box));
    }

    /* More than are sent at once: the server gathers them for what is shown. */
    async ask() {
        const view = this.view;
        const where = `${view.bounds(cell_px).map((x) => x.toFixed(5)).join()}&zoom=${view.zoom.toFixed(2)}`;
        if (where === this.asked) return;
        this.asked = where;
        const answer = await fetch(`${this.box.dataset.points}&box=${where}`).catch(() => null);
        if (!answer?.ok || this.asked !== where) return;
        this.take(await answer.json());
        view.settle();
    }

    async choose(id, from_map) {
        this.chosen = id;
        const point = this.byId.get(id);
        if (point && !from_map) this.view.panTo(point.lon, point.lat, Math.max(this.view.zoom, 13));
        this.view.settle();
        $$(".map-list [data-id]").forEach((item) => item.classList.toggle("on", item.dataset.id === id));
        if (from_map) $(`.map-list [data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
        const card = $(".map-card");
        if (!card || !this.box.dataset.card) return;
        const answer = await fetch(this.box.dataset.card.replace("{id}", id)).catch(() => null);
        if (!answer?.ok || answer.redirected || this.chosen !== id) return;
        const part = new DOMParser().parseFromString(await answer.text(), "text/html").body;
        $(".map-card-body", card).replaceChildren(...part.childNodes);
        card.hidden = false;
        if (!from_map) $("a", card)?.focus({ preventScroll: true });
    }

    dismiss() {
        this.chosen = "";
        $(".map-card").hidden = true;
        $$(".map-list .on").forEach((item) => item.classList.remove("on"));
        this.view.settle();
    }
}

/* The list follows what the map shows, and the address keeps it: filters and a reload show the same view. */
class Follower {
    constructor(view, address) {
        this.fetch = pause((box) => this.ask(box), 250);
        this.address = address;
    }

    settle(view) {
        if (!view.moved) return;
        const box = view.bounds().map((x) => x.toFixed(5)).join();
        if (box === this.box) return;
        this.box = box;
        const here = new URL(location.href);
        here.searchParams.delete("at");
        here.searchParams.set("box", box);
        history.replaceState(null, "", here);
        $$(".map-list-head [name=box]").forEach((field) => { field.value = box; });
        this.fetch(box);
    }

    async ask(box) {
        const list = $(".map-list-body");
        if (!list || !this.address) return;
        this.asking?.abort();
        this.asking = new AbortController();
        try {
            const answer = await fetch(`${this.address}&part=1&box=${box}`, { signal: this.asking.signal });
            if (!answer.ok || answer.redirected) return;
            const part = new DOMParser().parseFromString(await answer.text(), "text/html").body;
            if (!list.contains(document.activeElement)) list.replaceChildren(...part.childNodes);
        } catch { /* a newer question is on its way, or the network is gone: the list stays */ }
    }
}

export async function startPoints(view, box) {
    const answer = await fetch(box.dataset.points).catch(() => null);
    if (!answer?.ok) return;
    const points = new Points(view, box, await answer.json());
    view.layers.push(points, new Follower(view, box.dataset.list));
    document.addEventListener("click", (event) => {
        if (event.target.closest("[data-card-close]")) points.dismiss();
        const show = event.target.closest(".map-list [data-show]");
        const id = show?.closest("[data-id]").dataset.id;
        if (!id || !points.byId.has(id)) return;
        event.preventDefault();
        points.choose(id, false);
    });
}

/* Outlines of the places that the query speaks of. */
export async function startOutlines(view, address) {
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) return;
    const shapes = (await answer.json()).features.map((feature) => linesOf(feature.geometry.coordinates));
    const [fill, line] = [tone("clay-200"), tone("clay-600")];
    /* Right above the ground, below names and points. */
    view.layers.splice(1, 0, { draw(ink) {
        ink.lineWidth = shapes.length > 40 ? 0.8 : 1.5;
        ink.strokeStyle = line;
        ink.fillStyle = fill;
        for (const lines of shapes) {
            trace(ink, view, lines, true);
            ink.globalAlpha = 0.25;
            ink.fill("evenodd");
            ink.globalAlpha = 0.9;
            ink.stroke();
        }
        ink.globalAlpha = 1;
    } });
}
