/* The base map without a tile server: land, water, roads, the region's outline and the names of places. */
import L from "leaflet";

const tone = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function styles() {
    return {
        land: { stroke: true, color: tone("sand-300"), weight: 1, fillColor: tone("sand-100"), fillOpacity: 1 },
        lake: { stroke: true, color: tone("wadi-300"), weight: 1, fillColor: tone("wadi-200"), fillOpacity: 1 },
        water: { stroke: true, color: tone("wadi-300"), weight: 1, fillColor: tone("wadi-200"), fillOpacity: 1 },
        road: { color: tone("sand-300"), weight: 2, fill: false },
        outline: { color: tone("clay-600"), weight: 2, dashArray: "2 6", fillColor: tone("clay-100"), fillOpacity: 0.25 },
    };
}

/* Either one name, or one a language. */
const nameOf = ({ properties }) => properties.name || properties[document.documentElement.lang] || properties.en || "";

function label(place) {
    const { name2, people } = place.properties;
    const name = nameOf(place);
    const box = document.createElement("span");
    box.dir = "auto";
    box.append(name);
    if (name2) {
        const second = document.createElement("small");
        second.append(name2);
        box.append(second);
    }
    return L.marker([place.geometry.coordinates[1], place.geometry.coordinates[0]], { interactive: false, keyboard: false,
        pane: "names", icon: L.divIcon({ className: `map-name${people > 20000 ? " big" : ""}`, html: box, iconSize: [120, 36], iconAnchor: [60, -14] }) });
}

/* Largest first; a name is left out where another already stands. */
function showNames(map, places, layer) {
    layer.clearLayers();
    const taken = new Set();
    const view = map.getBounds().pad(0.1);
    for (const place of places) {
        const [lon, lat] = place.geometry.coordinates;
        if (!nameOf(place) || !view.contains([lat, lon])) continue;
        const at = map.latLngToContainerPoint([lat, lon]);
        const cell = [Math.round(at.x / 80), Math.round(at.y / 40)];
        let free = true;
        for (let x = -1; x <= 1; x++) for (let y = -1; y <= 1; y++) free &&= !taken.has(`${cell[0] + x},${cell[1] + y}`);
        if (!free) continue;
        taken.add(cell.join());
        layer.addLayer(label(place));
    }
}

export async function drawBase(map, address) {
    map.createPane("base").style.zIndex = 200;
    const names = map.createPane("names");
    names.style.zIndex = 450;
    names.style.pointerEvents = "none";
    const answer = await fetch(address);
    if (!answer.ok) return;
    const base = await answer.json();
    const look = styles();
    const renderer = L.canvas({ pane: "base", padding: 0.4 });
    for (const kind of Object.keys(look)) {
        const features = base.features.filter((feature) => feature.properties.kind === kind);
        if (features.length) L.geoJSON(features, { renderer, pane: "base", interactive: false, style: look[kind] }).addTo(map);
    }
    if (base.credit) map.attributionControl.addAttribution(base.credit);
    const places = base.features.filter((feature) => feature.properties.kind === "place")
        .sort((a, b) => (b.properties.people ?? 0) - (a.properties.people ?? 0));
    for (const { geometry: { coordinates: [lon, lat] }, properties: { people } } of places) {
        L.circleMarker([lat, lon], { renderer, pane: "base", interactive: false, radius: 2 + Math.sqrt(people ?? 0) / 45,
            stroke: false, fillColor: tone("sand-300"), fillOpacity: 0.8 }).addTo(map);
    }
    const layer = L.layerGroup().addTo(map);
    const show = () => showNames(map, places, layer);
    map.on("moveend", show);
    show();
}
