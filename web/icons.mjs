/* One sprite of all icons the product uses, and our own drawings. An outside file, cached for a year: with some 90
** icons it weighs less than the copies that pages would carry. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

function symbol(packages, name) {
    const svg = readFileSync(join(packages, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
    const paths = [...svg.matchAll(/<path d="([^"]+)" \/>/g)].map((m) => m[1].replaceAll(" -", "-"));
    if (!paths.length) throw new Error(`icons.txt: ${name} has no path`);
    return `<symbol id="i-${name}" viewBox="0 0 24 24"><path d="${paths.join("")}"/></symbol>`;
}

export function iconSprite(packages, web) {
    const names = readFileSync(join(web, "icons.txt"), "utf8").split("\n").filter((line) => line && line[0] !== "#");
    const art = readdirSync(join(web, "src/art")).filter((file) => file !== "caret.svg").sort();
    return `<svg xmlns="http://www.w3.org/2000/svg">${names.map((name) => symbol(packages, name)).join("")}` +
        art.map((file) => readFileSync(join(web, "src/art", file), "utf8").replace(/\n\s*/g, "")).join("") + "</svg>\n";
}
