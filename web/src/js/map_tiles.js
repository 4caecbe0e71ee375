/* Pictures of an operator's tile server as the ground. A tile that has not come yet is missing, nothing waits for it. */
const tile_px = 256;
const kept_max = 300;

export class Tiles {
    constructor(view, address, zoom_max) {
        Object.assign(this, { view, address, zoom_max, kept: new Map() });
    }

    picture(z, x, y) {
        const key = `${z}/${x}/${y}`;
        let picture = this.kept.get(key);
        if (!picture) {
            picture = new Image();
            picture.onload = () => this.view.change();
            picture.src = this.address.replace("{z}", z).replace("{x}", x).replace("{y}", y);
            if (this.kept.size >= kept_max) this.kept.delete(this.kept.keys().next().value);
            this.kept.set(key, picture);
        }
        return picture.complete && picture.naturalWidth ? picture : null;
    }

    draw(ink, view) {
        const z = Math.max(0, Math.min(this.zoom_max, Math.round(view.zoom)));
        const n = 2 ** z;
        const size = view.world / n;
        const left = view.x * n - view.w / 2 / size;
        const top = view.y * n - view.h / 2 / size;
        for (let x = Math.floor(left); x < left + view.w / size; x++) {
            for (let y = Math.max(0, Math.floor(top)); y < Math.min(n, top + view.h / size); y++) {
                const picture = this.picture(z, (x % n + n) % n, y);
                if (picture) ink.drawImage(picture, 0, 0, tile_px, tile_px, (x - left) * size, (y - top) * size, size + 0.5, size + 0.5);
            }
        }
    }
}
