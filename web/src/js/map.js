/* Maps. A container with data-map has a base that is drawn here (data-base) or an operator's tiles (data-tiles), points of
** the same query as the list beside it (data-points), outlines (data-outlines), and a card for the chosen one (data-card).
** What the server drew into the container stands until the script has drawn the same.
**
**   base    {"langs":["en",…],"land":GeoJSON or null,"towns":[[lon, lat, people, spoken Arabic 0 or 1, a name a language], …]};
**           properties.kind of the land: land | lake | water | road | outline
**   points  {"whole":true,"categories":[{"label","tone","icon"}],"points":[[lon, lat, category, "id", "name", 1 if only the
**           town is known], …]}; with "whole":false the answer holds for one view, has "rings":[[lon, lat, n, [category,
**           count, …]], …] too, and is asked for again with box= and zoom= when the map has moved
**
** A container with data-draw="area" or "point" lets people draw: into the text field data-into, or, a point, into the two
** fields data-lat and data-lon. */
import { $, $$ } from "./dom.js";
import { Base, Names } from "./map_base.js";
import { startDrawing } from "./map_draw.js";
import { startOutlines, startPoints } from "./map_points.js";
import { Tiles } from "./map_tiles.js";
import { View } from "./map_view.js";

export async function startMap(box) {
    const set = box.dataset;
    const view = new View(box, set.bounds || "34.2,30.5,35.6,31.8");
    const around = box.closest(".map-box, .map-draw")?.parentElement ?? document;
    $$("[data-zoom]", around).forEach((button) => button.addEventListener("click", () => view.zoomBy(Number(button.dataset.zoom))));
    if (set.draw) startDrawing(view, box);
    const base = set.base ? await fetch(set.base).then((answer) => answer.ok ? answer.json() : null, () => null) : null;
    const ground = new Base(base);
    if (set.tiles) view.layers.unshift(new Tiles(view, set.tiles, Number(set.maxZoom) || 19));
    else view.layers.unshift(ground, new Names(view, ground));
    const started = [];
    if (set.outlines) started.push(startOutlines(view, set.outlines));
    if (set.points) started.push(startPoints(view, box));
    await Promise.all(started);
    $(".map-svg", box)?.remove();
    view.settle();
}

/* On a phone the map needs the room. */
if (innerWidth > 760) $$(".map-foot details").forEach((part) => { part.open = true; });
