/* The ground of the map without a tile server: land, water, roads, the region's outline, towns and their names. */
import { mercator } from "./map_view.js";

const line_px = 15;
const names_max = 70;

export const tone = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/* Lines of positions, however deep they stand, as mercator pairs. */
export function linesOf(coordinates, lines = []) {
    if (typeof coordinates?.[0]?.[0] === "number") lines.push(coordinates.map(([lon, lat]) => mercator(lon, lat)));
    else if (Array.isArray(coordinates)) coordinates.forEach((part) => linesOf(part, lines));
    return lines;
}

/* A path through the lines, without points that the eye cannot tell apart. */
export function trace(ink, view, lines, closed) {
    ink.beginPath();
    for (const line of lines) {
        let last = [Infinity, Infinity];
        line.forEach(([x, y], i) => {
            const at = view.atMercator(x, y);
            if (i && Math.abs(at[0] - last[0]) + Math.abs(at[1] - last[1]) < 0.7) return;
            if (i) ink.lineTo(...at);
            else ink.moveTo(...at);
            last = at;
        });
        if (closed) ink.closePath();
    }
}

const looks = [
    ["land", { fill: "sand-100", line: "sand-300", width: 1 }],
    ["outline", { line: "clay-400", width: 2, dash: [2, 6] }],
    ["lake", { fill: "wadi-200", line: "wadi-300", width: 1 }],
    ["water", { fill: "wadi-200", line: "wadi-300", width: 1 }],
    ["road", { line: "sand-300", width: 2 }],
];

const middleOf = (lines) => {
    const all = lines.flat();
    const range = (i) => (Math.min(...all.map((p) => p[i])) + Math.max(...all.map((p) => p[i]))) / 2;
    return [range(0), range(1)];
};

export class Base {
    constructor(base) {
        const language = document.documentElement.lang;
        const order = base?.langs ?? [];
        const rank = [order.indexOf(language), order.indexOf("en"), ...order.keys()].filter((i) => i >= 0);
        const features = base?.land?.features ?? [];
        this.colours = Object.fromEntries(["sand-50", "sand-100", "sand-300", "wadi-200", "wadi-300", "wadi-700", "ink-900", "clay-400"]
            .map((name) => [name, tone(name)]));
        this.shapes = looks.map(([kind, look]) => [look, features.filter((f) => f.properties?.kind === kind)
            .map((f) => linesOf(f.geometry?.coordinates))]);
        this.bare = !features.length;
        const waters = features.filter((f) => f.properties?.[language] && f.properties.kind !== "road")
            .map((f) => ({ at: middleOf(linesOf(f.geometry?.coordinates)), name: f.properties[language], water: true, big: false }));
        const towns = (base?.towns ?? []).map(([lon, lat, people, arabic, ...names]) => {
            const from = rank.find((i) => names[i]), name = names[from] ?? "";
            const second = arabic && language !== "ar" ? names[order.indexOf("ar")] : "";
            return { at: mercator(lon, lat), name, other: order[from] !== language, second: second === name ? "" : second, people, big: people > 20000 };
        });
        this.towns = towns;
        this.words = [...waters, ...towns.filter((town) => town.name)];
    }

    draw(ink, view) {
        const { colours } = this;
        if (this.bare) {
            ink.fillStyle = colours["sand-100"];
            ink.fillRect(0, 0, view.w, view.h);
        }
        for (const [look, shapes] of this.shapes) {
            ink.setLineDash(look.dash ?? []);
            for (const lines of shapes) {
                trace(ink, view, lines, Boolean(look.fill));
                ink.fillStyle = colours[look.fill];
                if (look.fill) ink.fill("evenodd");
                ink.strokeStyle = colours[look.line];
                ink.lineWidth = look.width;
                ink.stroke();
            }
        }
        ink.setLineDash([]);
        ink.fillStyle = colours["sand-300"];
        for (const { at, people } of this.towns) {
            const [x, y] = view.atMercator(...at);
            if (x < -20 || y < -20 || x > view.w + 20 || y > view.h + 20) continue;
            ink.beginPath();
            ink.arc(x, y, 2 + Math.sqrt(people) / 45, 0, 7);
            ink.fill();
        }
    }
}

/* The names that stand on it; outlines lie between. */
export class Names {
    constructor(view, base) {
        this.words = base.words;
        this.colours = base.colours;
        this.shown = [];
        this.face = getComputedStyle(view.box).fontFamily;
        this.plain = "system-ui, sans-serif"; /* a name in another script is not worth a face of 22 kB */
    }

    draw(ink, view) {
        ink.textAlign = "center";
        ink.textBaseline = "middle";
        ink.lineJoin = "round";
        ink.lineWidth = 3.5;
        ink.strokeStyle = this.colours["sand-50"];
        for (const { word, below } of this.shown) {
            const [x, y] = view.atMercator(...word.at);
            ink.fillStyle = this.colours[word.water ? "wadi-700" : "ink-900"];
            ink.font = `${word.big ? 600 : 500} ${word.big ? 16 : 13}px ${word.other ? this.plain : this.face}`;
            if (!word.water) ink.strokeText(word.name, x, y + below);
            ink.fillText(word.name, x, y + below);
            if (!word.second) continue;
            ink.font = `400 12px ${this.plain}`;
            ink.strokeText(word.second, x, y + below + line_px);
            ink.fillText(word.second, x, y + below + line_px);
        }
    }

    /* Largest first; a name is left out where a pin or another name stands. */
    settle(view) {
        const taken = [...view.taken];
        const free = (r) => taken.every((o) => r[0] > o[2] || r[2] < o[0] || r[1] > o[3] || r[3] < o[1]);
        this.shown = [];
        for (const word of this.words) {
            if (this.shown.length >= names_max) break;
            const [x, y] = view.atMercator(...word.at);
            if (x < 0 || y < 0 || x > view.w || y > view.h) continue;
            view.ink.font = `600 ${word.big ? 16 : 13}px ${word.other ? this.plain : this.face}`;
            const half = Math.max(view.ink.measureText(word.name).width, (word.second?.length ?? 0) * 7) / 2 + 4;
            for (const below of word.water ? [0] : [15, 34]) {
                const rect = [x - half, y + below - 9, x + half, y + below + 9 + (word.second ? line_px : 0)];
                if (!free(rect)) continue;
                taken.push(rect);
                this.shown.push({ word, below });
                break;
            }
        }
    }
}
