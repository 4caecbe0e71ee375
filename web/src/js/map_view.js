/* A view of the world: where its middle is and how large; moving it by pointer, fingers, wheel and keys. Positions are
** Web Mercator, 0 to 1 from the north-west corner; at zoom 0 the world is 256 pixels wide.
**
** Layers draw into one canvas: draw(canvas context, view) at each frame, settle(view) when the map has come to rest. */
const tile_px = 256;
const zoom_min = 4;
const zoom_max = 18;
const rest_ms = 180;
const click_px = 6;
const step_px = 90;

export const mercator = (lon, lat) => {
    const s = Math.sin(Math.max(-85, Math.min(85, lat)) * Math.PI / 180);
    return [lon / 360 + 0.5, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)];
};
export const degrees = (x, y) => [(x - 0.5) * 360, 90 - 360 * Math.atan(Math.exp((y - 0.5) * 2 * Math.PI)) / Math.PI];

export class View {
    constructor(box, bounds) {
        const canvas = document.createElement("canvas");
        canvas.className = "map-ground";
        canvas.setAttribute("aria-hidden", "true");
        const marks = document.createElement("div");
        marks.className = "map-marks";
        box.append(canvas, marks);
        Object.assign(this, { box, canvas, marks, ink: canvas.getContext("2d"), layers: [], clicks: [], fingers: new Map(),
            still: matchMedia("(prefers-reduced-motion: reduce)").matches, moved: false });
        this.wanted = bounds.split(",").map(Number);
        this.set(0.5, 0.5, zoom_min);
        new ResizeObserver(() => this.resize()).observe(box);
        this.resize();
        this.listen();
    }

    resize() {
        const { width, height } = this.box.getBoundingClientRect();
        if (!width || !height) return;
        const fine = Math.min(devicePixelRatio || 1, 2);
        Object.assign(this, { w: width, h: height, fine });
        this.canvas.width = Math.round(width * fine);
        this.canvas.height = Math.round(height * fine);
        if (this.wanted) this.fit(this.wanted);
        this.wanted = null;
        this.change();
    }

    get world() { return tile_px * 2 ** this.zoom; }

    at(lon, lat) { return this.atMercator(...mercator(lon, lat)); }

    atMercator(x, y) { return [(x - this.x) * this.world + this.w / 2, (y - this.y) * this.world + this.h / 2]; }

    under(px, py) { return degrees(this.x + (px - this.w / 2) / this.world, this.y + (py - this.h / 2) / this.world); }

    /* west, south, east, north of what is shown, `pad` pixels around it included. */
    bounds(pad = 0) {
        const [west, north] = this.under(-pad, -pad);
        const [east, south] = this.under(this.w + pad, this.h + pad);
        return [west, south, east, north];
    }

    fit([west, south, east, north]) {
        const [left, top] = mercator(west, north);
        const [right, bottom] = mercator(east, south);
        const world = Math.min(this.w / (right - left), this.h / (bottom - top));
        this.set((left + right) / 2, (top + bottom) / 2, Math.log2(world / tile_px));
    }

    set(x, y, zoom) {
        this.x = Math.max(0, Math.min(1, x));
        this.y = Math.max(0, Math.min(1, y));
        this.zoom = Math.max(zoom_min, Math.min(zoom_max, zoom));
        this.change();
    }

    /* The place under the pixel stays where it is. */
    scale(zoom, px = this.w / 2, py = this.h / 2) {
        const to = Math.max(zoom_min, Math.min(zoom_max, zoom));
        const shift = 1 / this.world - 1 / (tile_px * 2 ** to);
        this.set(this.x + (px - this.w / 2) * shift, this.y + (py - this.h / 2) * shift, to);
    }

    pan(dx, dy) { this.set(this.x - dx / this.world, this.y - dy / this.world, this.zoom); }

    zoomBy(steps, px, py) {
        this.moved = true;
        this.glide((from) => (part) => this.scale(from.zoom + steps * part, px, py));
    }

    panTo(lon, lat, zoom = this.zoom) { this.glideTo(...mercator(lon, lat), zoom); }

    /* Closer, so that what lies in the box fills most of the view; one step at least. */
    open([left, top, right, bottom]) {
        const world = 0.6 * Math.min(this.w / (right - left || 1e-9), this.h / (bottom - top || 1e-9));
        this.moved = true;
        this.glideTo((left + right) / 2, (top + bottom) / 2, Math.max(this.zoom + 1, Math.min(zoom_max - 1, Math.log2(world / tile_px))));
    }

    glideTo(x, y, zoom) {
        this.glide((from) => (part) => this.set(from.x + (x - from.x) * part, from.y + (y - from.y) * part,
            from.zoom + (zoom - from.zoom) * part));
    }

    /* In a fifth of a second, or at once for those who want no motion. */
    glide(make) {
        const act = make({ x: this.x, y: this.y, zoom: this.zoom });
        const begun = performance.now();
        cancelAnimationFrame(this.gliding);
        const step = (now) => {
            const part = this.still ? 1 : Math.min(1, Math.max(0, now - begun) / 200);
            act(part * (2 - part));
            if (part < 1) this.gliding = requestAnimationFrame(step);
        };
        step(this.still ? begun : begun + 8);
    }

    change() {
        this.frame ??= requestAnimationFrame(() => {
            this.frame = undefined;
            this.draw();
        });
        clearTimeout(this.resting);
        this.resting = setTimeout(() => this.settle(), rest_ms);
    }

    draw() {
        if (!this.w) return;
        this.ink.setTransform(this.fine, 0, 0, this.fine, 0, 0);
        this.ink.clearRect(0, 0, this.w, this.h);
        for (const layer of this.layers) layer.draw?.(this.ink, this);
    }

    /* The topmost layers first: names keep clear of pins. */
    settle() {
        if (!this.w) return;
        this.taken = [];
        for (const layer of [...this.layers].reverse()) layer.settle?.(this);
        this.draw();
    }

    local(event) {
        const { left, top } = this.box.getBoundingClientRect();
        return [event.clientX - left, event.clientY - top];
    }

    listen() {
        const { box } = this;
        box.addEventListener("pointerdown", (event) => this.down(event));
        box.addEventListener("pointermove", (event) => this.move(event));
        for (const end of ["pointerup", "pointercancel"]) box.addEventListener(end, (event) => this.up(event, end));
        box.addEventListener("wheel", (event) => {
            event.preventDefault();
            this.moved = true;
            this.scale(this.zoom - Math.max(-1, Math.min(1, event.deltaY / (event.deltaMode ? 6 : 240))), ...this.local(event));
        }, { passive: false });
        box.addEventListener("dblclick", (event) => {
            if (!this.clicks.length) this.zoomBy(1, ...this.local(event));
        });
        box.addEventListener("keydown", (event) => this.key(event));
    }

    down(event) {
        if (event.button || event.target.closest(".corner")) return;
        this.fingers.set(event.pointerId, this.local(event));
        this.went = this.fingers.size > 1 ? click_px + 1 : 0;
    }

    move(event) {
        const from = this.fingers.get(event.pointerId);
        if (!from) return;
        const to = this.local(event);
        this.went += Math.hypot(to[0] - from[0], to[1] - from[1]);
        if (this.went <= click_px) return;
        this.box.setPointerCapture(event.pointerId);
        this.moved = true;
        const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
        this.fingers.set(event.pointerId, to);
        if (!other) {
            this.pan(to[0] - from[0], to[1] - from[1]);
            return;
        }
        const spread = Math.hypot(to[0] - other[0], to[1] - other[1]) / (Math.hypot(from[0] - other[0], from[1] - other[1]) || 1);
        this.pan((to[0] - from[0]) / 2, (to[1] - from[1]) / 2);
        this.scale(this.zoom + Math.log2(spread || 1), (to[0] + other[0]) / 2, (to[1] + other[1]) / 2);
    }

    up(event, end) {
        if (!this.fingers.delete(event.pointerId) || end !== "pointerup" || this.went > click_px || event.target.closest("a, button")) return;
        for (const act of this.clicks) act(...this.under(...this.local(event)));
    }

    key(event) {
        if (event.target !== this.box || event.altKey || event.ctrlKey || event.metaKey) return;
        const act = { ArrowLeft: () => this.pan(step_px, 0), ArrowRight: () => this.pan(-step_px, 0), ArrowUp: () => this.pan(0, step_px),
            ArrowDown: () => this.pan(0, -step_px), "+": () => this.zoomBy(1), "=": () => this.zoomBy(1), "-": () => this.zoomBy(-1) }[event.key];
        if (!act) return;
        event.preventDefault();
        this.moved = true;
        act();
    }
}
