/* businesses.mjs: invented businesses as a CSV a municipality might send: names in three scripts, register numbers,
** phones without their leading zero, towns of the shipped region, fields of work, addresses. The same count gives
** the same file.
**
**   node bench/businesses.mjs COUNT FILE */
import { createWriteStream, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { root } from "./lib.mjs";

const consonants = [..."בגדזחטכלמנספצקרשת"];
const latin = ["b", "g", "d", "z", "h", "t", "k", "l", "m", "n", "s", "p", "tz", "q", "r", "sh", "th"];
const arabic = [..."بجدزحطكلمنسفصقرشت"];
const first = [["מאפיית", "مخبز", "Bakery"], ["נגריית", "منجرة", "Carpentry"], ["מוסך", "كراج", "Garage"], ["סטודיו", "استوديو", "Studio"],
    ["מכולת", "بقالة", "Grocery"], ["משתלת", "مشتل", "Nursery"], ["מסעדת", "مطعم", "Restaurant"], ["מרפאת", "عيادة", "Clinic"]];
const streets = ["הרצל", "הנשיא", "האורן", "التين", "النور", "הגפן", "المدرسة", "הזית"];

/* A small generator of chance whose course is known: xorshift. */
function chance(seed) {
    let x = seed;
    return (below) => {
        x ^= x << 13; x ^= x >>> 17; x ^= x << 5;
        return (x >>> 0) % below;
    };
}

function table(path) {
    const [head, ...lines] = readFileSync(root + path, "utf8").trimEnd().split("\n").map((line) => line.split("\t"));
    return lines.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
}

/* The ninth digit of a company number: Luhn's, over the eight before it. */
function company(i) {
    const head = String(51000000 + i);
    const sum = [...head].reduce((all, digit, k) => all + [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9][digit * (1 + k % 2)], 0);
    return `${head}${(10 - sum % 10) % 10}`;
}

function word(draw) {
    const letters = Array.from({ length: 3 + draw(3) }, () => draw(consonants.length));
    return [letters.map((i) => consonants[i]).join(""), letters.map((i) => arabic[i]).join("ا"),
        letters.map((i, k) => (k ? "a" : "") + latin[i]).join("").replace(/^./, (c) => c.toUpperCase())];
}

export const heads = ["שם העסק", "שם בערבית", "שם באנגלית", "ח.פ", "טלפון", "דוא\"ל", "יישוב", "רחוב", "תחום"];

export async function writeBusinesses(count, file) {
    const towns = table("data/regions/negev/places.tsv").filter((place) => place.kind === "locality" && place.he);
    const trades = table("data/categories.tsv").filter((category) => category.he);
    const draw = chance(2463534242);
    const out = createWriteStream(file);
    out.write(`\ufeff${heads.map((head) => `"${head.replaceAll("\"", "\"\"")}"`).join(",")}\r\n`);
    for (let i = 0; i < count; i++) {
        const what = first[draw(first.length)];
        const [one, two] = [word(draw), word(draw)];
        const names = what.map((kind, s) => `${kind} ${one[s]} ${two[s]}`);
        const cells = [...names, company(i), `5${draw(10)}${String(1000000 + draw(9000000))}`, `b${i}@example.com`,
            towns[draw(towns.length)].he, `${streets[draw(streets.length)]} ${1 + draw(90)}`, trades[draw(trades.length)].he];
        const line = `${cells.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll("\"", "\"\"")}"` : cell)).join(",")}\r\n`;
        if (!out.write(line)) await new Promise((resolve) => { out.once("drain", resolve); });
    }
    await new Promise((resolve) => { out.end(resolve); });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await writeBusinesses(Number(process.argv[2]), process.argv[3]);
