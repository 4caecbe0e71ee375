/* The map page. A container with data-map has the drawn base (data-base) or an operator's tiles (data-tiles), points
** of the same query as the list beside it (data-points), and a card for the chosen one (data-card).
**
**   base    FeatureCollection with credit; properties.kind land | lake | water | outline | road | place; a place is a
**           point with name (or one a language: he, ar, en), name2, people
**   points  {"categories":[{"label","tone","icon"}], "points":[[lon, lat, category, "id", "name"], …]}
**
** A container with data-draw="area" or "point" lets people draw into the text field named by data-into. */
import L from "leaflet";
import { $$ } from "./dom.js";
import { drawBase } from "./map_base.js";
import { startDrawing } from "./map_draw.js";
import { startPoints } from "./map_points.js";

function startMap(box) {
    const set = box.dataset;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(box, { zoomControl: false, attributionControl: false, zoomAnimation: !still, fadeAnimation: !still,
        minZoom: 5, maxZoom: 18, preferCanvas: true });
    const [west, south, east, north] = (set.bounds || "34.2,30.5,35.6,31.8").split(",").map(Number);
    map.fitBounds([[south, west], [north, east]]);
    L.control.attribution({ position: "bottomleft", prefix: false }).addTo(map);
    $$("[data-zoom]").forEach((button) => button.addEventListener("click", () => map.zoomIn(Number(button.dataset.zoom))));
    if (set.tiles) {
        L.tileLayer(set.tiles, { attribution: set.credit, minZoom: Number(set.minZoom) || 0,
            maxZoom: Number(set.maxZoom) || 18, subdomains: set.subdomains || "abc" }).addTo(map);
    } else if (set.base) drawBase(map, set.base);
    if (set.points) startPoints(map, box);
    if (set.draw) startDrawing(map, box);
    new ResizeObserver(() => map.invalidateSize()).observe(box);
}

$$("[data-map]").forEach(startMap);
