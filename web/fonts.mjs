/* Cuts the fonts to what the product's languages write, one file a script, so that a page loads only the scripts it
** shows. The subsetter closes over the shaping tables: Arabic keeps every joining form and mark. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);
const python = "/usr/bin/python3"; /* the one Debian's fonttools belongs to */

const hebrew = "U+05B0-05C7,U+05D0-05EA,U+05EF-05F4,U+FB1D-FB4F";
const shekel = "U+20AA"; /* stands in prices of every language */
/* Arabic as it is written here, with the letters for p, ch, v and g; other languages' letters and digits are not. Most
** pages do without those letters and without marks that the product's own texts never write: a file with all of it comes
** only with words that need it. */
const arabic = "U+060C,U+061B-061C,U+061F,U+0621-063A,U+0640-0651,U+200C-200E";
const arabicRare = "U+0621-063A,U+0640-0652,U+0670-0671,U+067E,U+0686,U+06A4,U+06AF";
const arabicDigits = "U+0660-066C"; /* the product writes the others; these come with words that have them */
/* Latin in two: digits and marks, which every language writes (and which need no kerning among themselves), and letters,
** which half of the pages do without. Accented letters and rare marks come only with the words that have them. */
const numbers = "U+0020-0022,U+0025,U+0027-0029,U+002B-003B,U+003F,U+00A0,U+00AB,U+00B7,U+00BB,U+00D7,U+2011,U+2013-2014," +
    "U+2018-2019,U+201C-201D,U+2022,U+2026,U+2212";
const latin = "U+0026,U+0040-005A,U+005F,U+0061-007A";
const accents = "U+00AA,U+00BA,U+00C0-00D6,U+00D8-00F6,U+00F8-00FF,U+0131,U+0152-0153,U+0160-0161,U+0178,U+017D-017E," +
    "U+02BB-02BC";
const signs = "U+0023-0024,U+002A,U+003C-003E,U+005B-005E,U+0060,U+007B-007E,U+00A1-00A9,U+00AC-00B6," +
    "U+00B8-00B9,U+00BC-00BF,U+00F7,U+02C6,U+02DA,U+02DC,U+2010,U+2012,U+201A,U+201E,U+2020-2021,U+2030," +
    "U+2032-2033,U+2039-203A,U+2044,U+20AC,U+2122,U+2190-2193,U+2248,U+2260,U+2264-2265";

const rubik = "@fontsource-variable/rubik/files/rubik-";
const frank = "@fontsource/frank-ruhl-libre/files/frank-ruhl-libre-";
const markazi = "@fontsource/markazi-text/files/markazi-text-arabic-700-normal.woff2";
/* Of two faces that have a letter, browsers take the one that stands later. */
const faces = [
    { name: "rubik-hebrew", family: "Rubik", from: rubik + "hebrew-wght-normal.woff2", ranges: hebrew },
    { name: "rubik-shekel", family: "Rubik", from: rubik + "hebrew-wght-normal.woff2", ranges: shekel },
    { name: "rubik-arabic-rare", family: "Rubik", from: rubik + "arabic-wght-normal.woff2", ranges: arabicRare },
    { name: "rubik-arabic", family: "Rubik", from: rubik + "arabic-wght-normal.woff2", ranges: arabic },
    { name: "rubik-arabic-digits", family: "Rubik", from: rubik + "arabic-wght-normal.woff2", ranges: arabicDigits },
    { name: "rubik-numbers", family: "Rubik", from: rubik + "latin-wght-normal.woff2", ranges: numbers, drop: "kern" },
    { name: "rubik-latin", family: "Rubik", from: rubik + "latin-wght-normal.woff2", ranges: latin },
    { name: "rubik-accents", family: "Rubik", from: rubik + "latin-wght-normal.woff2", ranges: accents },
    { name: "rubik-signs", family: "Rubik", from: rubik + "latin-wght-normal.woff2", ranges: signs },
    { name: "frank-hebrew", family: "Display", from: frank + "hebrew-700-normal.woff2", ranges: hebrew },
    { name: "frank-shekel", family: "Display", from: frank + "hebrew-700-normal.woff2", ranges: shekel },
    { name: "frank-numbers", family: "Display", from: frank + "latin-700-normal.woff2", ranges: numbers, drop: "kern" },
    { name: "frank-latin", family: "Display", from: frank + "latin-700-normal.woff2", ranges: latin },
    { name: "frank-accents", family: "Display", from: frank + "latin-700-normal.woff2", ranges: accents },
    { name: "frank-signs", family: "Display", from: frank + "latin-700-normal.woff2", ranges: signs },
    { name: "markazi-arabic-rare", family: "Display", from: markazi, ranges: arabicRare, adjust: "116%" },
    { name: "markazi-arabic", family: "Display", from: markazi, ranges: arabic, adjust: "116%" },
    { name: "markazi-arabic-digits", family: "Display", from: markazi, ranges: arabicDigits, adjust: "116%" },
];

async function cut(face, packages, out) {
    const to = `${out}/${face.name}.woff2`;
    let from = `${packages}/${face.from}`;
    if (existsSync(to) && statSync(to).mtimeMs > statSync(from).mtimeMs
        && statSync(to).mtimeMs > statSync(new URL(import.meta.url)).mtimeMs) return;
    const whole = `${out}/${face.name}.ttf`, scaled = `${out}/${face.name}.scaled.ttf`;
    if (face.family === "Rubik") { /* the variable file spans 300 to 900; the product writes 400 to 700 */
        await run(python, ["-m", "fontTools.varLib.instancer", "-q", "--no-recalc-timestamp", from, "wght=400:700", "-o", whole]);
        from = whole;
    }
    /* Outlines on a grid of 500 to the em instead of 1000 or 2048: a tenth of the weight, a twentieth of a pixel. */
    await run(python, ["-m", "fontTools.ttLib.scaleUpem", from, "500", `--output-file=${scaled}`]);
    await run(python, ["-m", "fontTools.subset", scaled, `--output-file=${to}`, "--flavor=woff2",
        `--unicodes=${face.ranges}`, "--layout-features+=tnum,lnum",
        `--layout-features-=frac,dnom,numr,case,locl,liga${face.drop ? `,${face.drop}` : ""}`, "--name-IDs=",
        "--no-hinting", "--desubroutinize"]);
    rmSync(whole, { force: true });
    rmSync(scaled, { force: true });
}

/* For files of pages (PDF) the server draws itself: whole scripts, in the two weights that it writes with. */
const pageScripts = ["hebrew", "arabic", "latin", "latin-ext", "cyrillic"];
const pageFaces = pageScripts.flatMap((script) => [400, 600].map((weight) => ({ script, weight })));

async function cutPage(face, packages, out) {
    const to = `${out}/page-${face.script}-${face.weight}.ttf`, from = `${packages}/${rubik}${face.script}-wght-normal.woff2`;
    if (existsSync(to) && statSync(to).mtimeMs > statSync(from).mtimeMs
        && statSync(to).mtimeMs > statSync(new URL(import.meta.url)).mtimeMs) return;
    const whole = `${to}.whole`;
    await run(python, ["-m", "fontTools.varLib.instancer", "-q", "--no-recalc-timestamp", from, `wght=${face.weight}`,
        "-o", whole]);
    await run(python, ["-m", "fontTools.subset", whole, `--output-file=${to}`, "--unicodes=*",
        "--layout-features+=tnum,lnum", "--no-hinting"]);
    rmSync(whole, { force: true });
}

export const pageFonts = pageFaces.map((face) => `page-${face.script}-${face.weight}.ttf`);

/* Writes the subsets into `out`; skips those that are newer than their source and this file. */
export async function cutFonts(packages, out) {
    mkdirSync(out, { recursive: true });
    await Promise.all([...faces.map((face) => cut(face, packages, out)),
        ...pageFaces.map((face) => cutPage(face, packages, out))]);
}

/* The @font-face rules, from the same table. */
export function fontFaces(out) {
    return faces.map((face) => `@font-face{font-family:${face.family};font-display:swap;` +
        `font-weight:${face.family === "Rubik" ? "400 700" : "700"};` +
        (face.adjust ? `size-adjust:${face.adjust};` : "") +
        `src:url(${out}/${face.name}.woff2) format("woff2");unicode-range:${face.ranges}}`).join("\n");
}
