/* node web/build.mjs OUT: style, script, icons and fonts of the product into OUT, flat, with hashed names.
**
** OUT/manifest.txt tells the packer what there is: "KEY FILE TYPE KEEP" a line; pages ask for the KEY (app.css),
** browsers see the FILE (app-4XVQ.css); KEEP is "year" for hashed names and "no" for those that must keep theirs. */
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { cutFonts, fontFaces, pageFonts } from "./fonts.mjs";
import { iconSprite } from "./icons.mjs";

const web = dirname(fileURLToPath(import.meta.url));
const packages = resolve(web, "../node_modules");
const types = { ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
    ".png": "image/png", ".woff2": "font/woff2", ".ttf": "font/ttf",
    ".webmanifest": "application/manifest+json" };

const out = resolve(process.argv[2] ?? "");
if (!process.argv[2]) {
    console.error("usage: node web/build.mjs OUT");
    process.exit(2);
}
const fonts = join(out, "..", "web-fonts");
mkdirSync(out, { recursive: true });
for (const file of readdirSync(out)) rmSync(join(out, file), { recursive: true });
await cutFonts(packages, fonts);

const manifest = [];
function add(key, file, keep) {
    manifest.push(`${key} ${file} ${types[extname(file)].replace("; ", ";")} ${keep}`);
}
function writeHashed(key, content) {
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
    const file = `${basename(key, extname(key))}-${hash}${extname(key)}`;
    writeFileSync(join(out, file), content);
    add(key, file, "year");
    return file;
}

/* fonts.css is made, not written. */
const madeCss = {
    name: "made-css",
    setup(b) {
        b.onResolve({ filter: /^fonts\.css$/ }, () => ({ path: "fonts.css", namespace: "made" }));
        b.onLoad({ filter: /.*/, namespace: "made" },
            () => ({ contents: fontFaces(fonts), loader: "css", resolveDir: web }));
    },
};
const common = {
    bundle: true, minify: true, outdir: out, entryNames: "[name]-[hash]", assetNames: "[name]-[hash]",
    target: ["chrome90", "firefox90", "safari15"], charset: "utf8", metafile: true, legalComments: "none",
    loader: { ".woff2": "file", ".svg": "file", ".png": "file" }, plugins: [madeCss], absWorkingDir: web,
};
const pages = await build({ ...common, format: "iife", entryPoints: ["src/css/app.css", "src/css/map.css", "src/js/app.js"] });
const later = await build({ ...common, format: "esm", entryPoints: ["src/js/map.js"] }); /* when a map comes near */
for (const [path, info] of Object.entries({ ...pages.metafile.outputs, ...later.metafile.outputs })) {
    const file = basename(path);
    const source = info.entryPoint ?? Object.keys(info.inputs)[0];
    add(basename(source), file, "year");
}

for (const file of pageFonts) writeHashed(file, readFileSync(join(fonts, file)));
writeHashed("icons.svg", iconSprite(packages, web));
const favicon = writeHashed("favicon.svg", readFileSync(join(web, "src/root/favicon.svg")));
writeFileSync(join(out, "site.webmanifest"),
    readFileSync(join(web, "src/root/site.webmanifest"), "utf8").replace("favicon.svg", `/a/${favicon}`));
add("site.webmanifest", "site.webmanifest", "no");

/* The service worker keeps its name and knows the shell by heart. */
const shell = manifest.map((line) => line.split(" ")[1]).filter((file) => /^(app|icons)-|rubik-(hebrew|latin|numbers)/.test(file));
await build({ ...common, entryNames: "[name]", entryPoints: ["src/js/sw.js"], format: "iife",
    define: { SHELL: JSON.stringify(shell), BUILD: JSON.stringify(createHash("sha256").update(shell.join()).digest("hex").slice(0, 8)) } });
add("sw.js", "sw.js", "no");
writeFileSync(join(out, "manifest.txt"), manifest.sort().join("\n") + "\n");
