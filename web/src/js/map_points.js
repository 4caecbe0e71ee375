/* Points gathered into rings: a grid over the view; a ring shows the shares of categories and the count. The list
** beside the map shows the same set; what is chosen in one is shown in the other. */
import L from "leaflet";
import { $, $$, pause } from "./dom.js";

const cell_px = 72;
const touch_px = 50;
const svg = "http://www.w3.org/2000/svg";

function shape(name, attributes) {
    const node = document.createElementNS(svg, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
}

/* Circle with one arc a category; the circle's length is 100. */
function ring(counts, n, categories) {
    const size = n < 10 ? 38 : n < 100 ? 46 : n < 1000 ? 54 : 62;
    const picture = shape("svg", { viewBox: "0 0 40 40", width: size, height: size, "aria-hidden": "true" });
    picture.append(shape("circle", { cx: 20, cy: 20, r: 19, class: "ring-ground" }));
    let begun = 25;
    counts.forEach((count, category) => {
        if (!count) return;
        const share = count / n * 100;
        picture.append(shape("circle", { cx: 20, cy: 20, r: 15.915, class: `arc ${categories[category]?.tone ?? ""}`,
            "stroke-dasharray": `${share} ${100 - share}`, "stroke-dashoffset": begun }));
        begun -= share;
    });
    const text = shape("text", { x: 20, y: 20, class: "ring-n" });
    text.textContent = n > 9999 ? `${Math.round(n / 1000)}k` : n;
    picture.append(text);
    return { html: picture, iconSize: [size, size], className: "map-ring" };
}

function pin(category, sprite) {
    const picture = shape("svg", { viewBox: "0 0 32 42", width: 32, height: 42, "aria-hidden": "true", class: `pin ${category?.tone ?? ""}` });
    picture.append(shape("path", { d: "M16 1a15 15 0 0 1 15 15c0 9-9 17-15 25C10 33 1 25 1 16A15 15 0 0 1 16 1Z" }));
    if (category?.icon && sprite) {
        picture.append(shape("use", { href: `${sprite}#i-${category.icon}`, x: 8, y: 8, width: 16, height: 16, class: "i" }));
    }
    return { html: picture, iconSize: [32, 42], iconAnchor: [16, 41], className: "map-pin" };
}

/* Points in view by grid cell, anchored to the world so that rings stand still while the map moves. */
function gather(map, points) {
    const zoom = map.getZoom();
    const view = map.getBounds().pad(0.15);
    const [west, south, east, north] = [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()];
    const size = zoom >= 17 ? 1 : cell_px;
    const cells = new Map();
    for (const point of points) {
        if (point[0] < west || point[0] > east || point[1] < south || point[1] > north) continue;
        const at = map.project([point[1], point[0]], zoom);
        const key = `${Math.floor(at.x / size)},${Math.floor(at.y / size)}`;
        const cell = cells.get(key) ?? { n: 0, lon: 0, lat: 0, counts: [], first: point };
        cell.n++;
        cell.lon += point[0];
        cell.lat += point[1];
        cell.counts[point[2]] = (cell.counts[point[2]] ?? 0) + 1;
        cells.set(key, cell);
    }
    return parted(map, zoom, [...cells.values()]);
}

/* Rings that would touch become one: each stays a whole target for a finger. */
function parted(map, zoom, cells) {
    const apart = [];
    for (const cell of cells.sort((a, b) => b.n - a.n)) {
        const at = map.project([cell.lat / cell.n, cell.lon / cell.n], zoom);
        const near = zoom < 17 && apart.find((other) => at.distanceTo(other.at) < touch_px);
        if (near) {
            near.n += cell.n;
            cell.counts.forEach((count, category) => { near.counts[category] = (near.counts[category] ?? 0) + count; });
        } else apart.push({ ...cell, at, where: [cell.lat / cell.n, cell.lon / cell.n] });
    }
    return apart;
}

class Points {
    constructor(map, box, data) {
        Object.assign(this, { map, box, data, layer: L.layerGroup().addTo(map), chosen: "" });
        this.sprite = $(".i use")?.getAttribute("href")?.split("#")[0];
        this.byId = new Map(data.points.map((point) => [point[3], point]));
        map.on("moveend", () => this.draw());
        this.draw();
    }

    draw() {
        this.layer.clearLayers();
        for (const cell of gather(this.map, this.data.points)) {
            if (cell.n > 1) this.many(cell, cell.where);
            else if (cell.first[3] !== this.chosen) this.one(cell.first, cell.where);
        }
        if (this.chosen && this.byId.has(this.chosen)) this.one(this.byId.get(this.chosen), null, true);
    }

    one(point, at, chosen = false) {
        const icon = pin(this.data.categories[point[2]], this.sprite);
        if (chosen) icon.className += " on";
        const marker = L.marker(at ?? [point[1], point[0]], { icon: L.divIcon(icon), title: point[4], alt: point[4],
            zIndexOffset: chosen ? 1000 : 0, riseOnHover: true, interactive: !chosen, keyboard: !chosen });
        marker.on("click", () => this.choose(point[3], true));
        this.layer.addLayer(marker);
    }

    many(cell, at) {
        const title = (this.box.dataset.ring ?? "{n}").replace("{n}", cell.n);
        const marker = L.marker(at, { icon: L.divIcon(ring(cell.counts, cell.n, this.data.categories)), title, alt: title });
        marker.on("click", () => this.map.setView(at, Math.min(this.map.getZoom() + 2, 18)));
        this.layer.addLayer(marker);
    }

    async choose(id, from_map) {
        this.chosen = id;
        this.draw();
        $$(".map-list [data-id]").forEach((item) => item.classList.toggle("on", item.dataset.id === id));
        const item = $(`.map-list [data-id="${CSS.escape(id)}"]`);
        if (from_map) item?.scrollIntoView({ block: "nearest" });
        const point = this.byId.get(id);
        if (point && !from_map) this.map.panTo([point[1], point[0]]);
        const card = $(".map-card");
        if (!card || !this.box.dataset.card) return;
        const answer = await fetch(this.box.dataset.card.replace("{id}", id)).catch(() => null);
        if (!answer?.ok || answer.redirected || this.chosen !== id) return;
        const part = new DOMParser().parseFromString(await answer.text(), "text/html").body;
        $(".map-card-body", card).replaceChildren(...part.childNodes);
        card.hidden = false;
    }

    dismiss() {
        this.chosen = "";
        $(".map-card").hidden = true;
        $$(".map-list .on").forEach((item) => item.classList.remove("on"));
        this.draw();
    }
}

/* The list follows what the map shows: data-list is the address of its part; it gets &box=west,south,east,north. */
function followMap(map, address) {
    const list = $(".map-list-body");
    if (!list || !address) return;
    let asking;
    map.on("moveend", pause(async () => {
        asking?.abort();
        asking = new AbortController();
        const view = map.getBounds();
        const box = [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()].map((x) => x.toFixed(5)).join();
        try {
            const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}part=1&box=${box}`, { signal: asking.signal });
            if (!answer.ok || answer.redirected) return;
            const part = new DOMParser().parseFromString(await answer.text(), "text/html").body;
            if (!list.contains(document.activeElement)) list.replaceChildren(...part.childNodes);
        } catch { /* a newer question is on its way, or the network is gone: the list stays */ }
    }, 300));
}

export async function startPoints(map, box) {
    const answer = await fetch(box.dataset.points).catch(() => null);
    if (!answer?.ok) return;
    const points = new Points(map, box, await answer.json());
    followMap(map, box.dataset.list);
    document.addEventListener("click", (event) => {
        if (event.target.closest("[data-card-close]")) points.dismiss();
        const show = event.target.closest(".map-list [data-show]");
        if (!show) return;
        event.preventDefault();
        points.choose(show.closest("[data-id]").dataset.id, false);
    });
}
