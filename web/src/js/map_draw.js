/* Drawing the outline of a place, or the point of a business. The text fields are the truth and the way by keyboard: one
** "latitude, longitude" a line, or a field for each. On the map a tap adds a corner, a drag moves it, a tap on it takes it
** away; between two corners stands a faint one that becomes real when dragged. */
import { $, $$ } from "./dom.js";
import { tone, trace } from "./map_base.js";
import { mercator } from "./map_view.js";

const corners_max = 2000;
const handles_max = 200;

const possible = ([lat, lon]) => Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

export function readCorners(text) {
    return text.split("\n").map((line) => line.match(/(-?\d+(?:\.\d+)?)[\s,;]+(-?\d+(?:\.\d+)?)/)).filter(Boolean)
        .map(([, lat, lon]) => [Number(lat), Number(lon)]).filter(possible).slice(0, corners_max);
}

const writeCorners = (corners) => corners.map(([lat, lon]) => `${lat.toFixed(6)}, ${lon.toFixed(6)}`).join("\n");

/* Where the corners are kept: one text field, or two fields for a point. */
function storeOf({ into, lat, lon }) {
    const field = (id) => document.getElementById(id);
    const told = (node) => node.dispatchEvent(new Event("input", { bubbles: true }));
    if (into && field(into)) {
        const text = field(into);
        return { fields: [text], read: () => readCorners(text.value), write(corners) {
            text.value = writeCorners(corners);
            told(text);
        } };
    }
    const pair = [field(lat), field(lon)];
    if (!pair.every(Boolean)) return null;
    return { fields: pair,
        read: () => pair.every((node) => node.value.trim()) ? [pair.map((node) => Number(node.value))].filter(possible) : [],
        write([at]) {
            pair.forEach((node, i) => { node.value = at ? at[i].toFixed(6) : ""; });
            pair.forEach(told);
        } };
}

class Drawing {
    constructor(view, store, single) {
        Object.assign(this, { view, store, single, corners: store.read(), line: tone("clay-700"), fill: tone("clay-200"), handles: [] });
    }

    draw(ink, view) {
        if (!this.single && this.corners.length) {
            trace(ink, view, [this.corners.map(([lat, lon]) => mercator(lon, lat))], true);
            ink.fillStyle = this.fill;
            ink.globalAlpha = 0.45;
            ink.fill("evenodd");
            ink.globalAlpha = 1;
            ink.strokeStyle = this.line;
            ink.lineWidth = 2.5;
            ink.stroke();
        }
        for (const { node, at } of this.handles) {
            const [x, y] = view.at(at()[1], at()[0]);
            node.style.transform = `translate(${x}px, ${y}px)`;
        }
    }

    handle(at, faint, act) {
        const node = document.createElement("span");
        node.className = `corner${faint ? " faint" : ""}${this.single ? " point" : ""}`;
        let went = 0;
        node.addEventListener("pointerdown", (event) => {
            node.setPointerCapture(event.pointerId);
            went = 1;
        });
        node.addEventListener("pointermove", (event) => {
            if (!went) return;
            went++;
            act.drag(this.view.under(...this.view.local(event)));
            this.view.draw();
        });
        node.addEventListener("pointerup", () => {
            if (went > 3) act.dropped();
            else act.tapped();
            went = 0;
        });
        return { node, at };
    }

    /* More corners than can be dragged one by one: the text field remains. */
    show() {
        const { corners } = this;
        this.handles = corners.length > handles_max ? [] : corners.map((_, i) => this.handle(() => corners[i], false, {
            drag: ([lon, lat]) => { corners[i] = [lat, lon]; },
            dropped: () => this.change(),
            tapped: () => {
                corners.splice(i, 1);
                this.change();
            },
        }));
        if (!this.single && corners.length > 1 && this.handles.length) corners.forEach((at, i) => this.between(at, i));
        this.view.marks.replaceChildren(...this.handles.map(({ node }) => node));
        this.view.change();
    }

    between(at, i) {
        const next = this.corners[(i + 1) % this.corners.length];
        let middle = [(at[0] + next[0]) / 2, (at[1] + next[1]) / 2];
        this.handles.push(this.handle(() => middle, true, {
            drag: ([lon, lat]) => { middle = [lat, lon]; },
            dropped: () => {
                this.corners.splice(i + 1, 0, middle);
                this.change();
            },
            tapped: () => {},
        }));
    }

    change() {
        this.store.write(this.corners);
        this.show();
    }

    reread() {
        this.corners = this.store.read();
        this.show();
    }

    look() {
        const { corners, view } = this;
        if (corners.length === 1) view.set(...mercator(corners[0][1], corners[0][0]), 14);
        if (corners.length < 2) return;
        const [lats, lons] = [0, 1].map((i) => corners.map((at) => at[i]));
        const pad = (Math.max(...lats) - Math.min(...lats)) / 5 + 0.001;
        view.fit([Math.min(...lons) - pad, Math.min(...lats) - pad, Math.max(...lons) + pad, Math.max(...lats) + pad]);
    }
}

export function startDrawing(view, box) {
    const store = storeOf(box.dataset);
    if (!store) return;
    const drawing = new Drawing(view, store, box.dataset.draw === "point");
    view.layers.push(drawing);
    view.clicks.push((lon, lat) => {
        drawing.corners = drawing.single ? [[lat, lon]] : [...drawing.corners, [lat, lon]].slice(0, corners_max);
        drawing.change();
    });
    store.fields.forEach((field) => field.addEventListener("change", () => drawing.reread()));
    $$("[data-draw-back]").forEach((button) => button.addEventListener("click", () => {
        drawing.corners.pop();
        drawing.change();
    }));
    $("[data-draw-clear]")?.addEventListener("click", () => {
        drawing.corners = [];
        drawing.change();
    });
    drawing.look();
    drawing.show();
}
