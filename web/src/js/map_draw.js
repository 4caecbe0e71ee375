/* Drawing the outline of a place, or the point of a business. The text field is the truth and the way by keyboard: one
** "latitude, longitude" a line. On the map a tap adds a corner, a drag moves it, a tap on it takes it away; between
** two corners stands a faint one that becomes real when dragged. */
import L from "leaflet";
import { $ } from "./dom.js";

const corners_max = 2000;

export function readCorners(text) {
    return text.split("\n").map((line) => line.match(/(-?\d+(?:\.\d+)?)[\s,;]+(-?\d+(?:\.\d+)?)/)).filter(Boolean)
        .map(([, lat, lon]) => [Number(lat), Number(lon)])
        .filter(([lat, lon]) => Math.abs(lat) <= 90 && Math.abs(lon) <= 180).slice(0, corners_max);
}

const writeCorners = (corners) => corners.map(([lat, lon]) => `${lat.toFixed(6)}, ${lon.toFixed(6)}`).join("\n");

export function startDrawing(map, box) {
    const field = document.getElementById(box.dataset.into);
    if (!field) return;
    const single = box.dataset.draw === "point";
    const handles = L.layerGroup().addTo(map);
    const area = L.polygon([], { className: "drawn", renderer: L.svg() }).addTo(map);
    let corners = readCorners(field.value);

    const dot = (at, faint) => L.marker(at, { draggable: true, keyboard: false,
        icon: L.divIcon({ className: `corner${faint ? " faint" : ""}`, iconSize: [24, 24] }) }).addTo(handles);

    function show() {
        area.setLatLngs(single ? [] : corners);
        handles.clearLayers();
        if (corners.length > 200) return; /* too many to drag one by one: the text field remains */
        corners.forEach((at, i) => {
            const handle = dot(at, false);
            handle.on("drag", (event) => {
                corners[i] = [event.latlng.lat, event.latlng.lng];
                if (!single) area.setLatLngs(corners);
            });
            handle.on("dragend", change);
            handle.on("click", () => {
                corners.splice(i, 1);
                change();
            });
        });
        if (!single && corners.length > 1) corners.forEach((at, i) => {
            const next = corners[(i + 1) % corners.length];
            const middle = dot([(at[0] + next[0]) / 2, (at[1] + next[1]) / 2], true);
            middle.on("dragend", () => {
                const to = middle.getLatLng();
                corners.splice(i + 1, 0, [to.lat, to.lng]);
                change();
            });
        });
    }
    function change() {
        field.value = writeCorners(corners);
        field.dispatchEvent(new Event("input", { bubbles: true }));
        show();
    }

    map.on("click", (event) => {
        const at = [event.latlng.lat, event.latlng.lng];
        corners = single ? [at] : [...corners, at].slice(0, corners_max);
        change();
    });
    field.addEventListener("change", () => {
        corners = readCorners(field.value);
        show();
    });
    $("[data-draw-back]")?.addEventListener("click", () => {
        corners.pop();
        change();
    });
    $("[data-draw-clear]")?.addEventListener("click", () => {
        corners = [];
        change();
    });
    show();
    if (corners.length > 1) map.fitBounds(L.latLngBounds(corners).pad(0.2));
    else if (corners.length) map.setView(corners[0], 13);
}
