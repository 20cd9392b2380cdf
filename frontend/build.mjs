// Writes the desk's static files: scripts and styles bundled, the font, the countries of the world, the licences.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { world } from "./world.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.env.RAVI_STATIC ?? join(here, "..", "src", "ravi", "web", "static");
const modules = join(here, "node_modules");

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

await build({
  absWorkingDir: here,
  entryPoints: { desk: "src/desk.ts" },
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  loader: { ".tsv": "text" },
  chunkNames: "[name]-[hash]",
});
await build({
  absWorkingDir: here,
  entryPoints: { desk: "styles/desk.css" },
  outdir: out,
  bundle: true,
  minify: true,
  target: ["chrome111", "firefox115", "safari16.4"],
  external: ["*.woff2"],
});

copyFileSync(join(here, "icon.svg"), join(out, "icon.svg"));
copyFileSync(join(modules, "vazirmatn", "fonts", "webfonts", "Vazirmatn[wght].woff2"), join(out, "vazirmatn.woff2"));
writeFileSync(join(out, "world.json"), JSON.stringify(world(modules, join(here, "..", "src", "ravi", "data", "countries.tsv"))));
writeFileSync(join(out, "LICENSES.txt"), licences());

// What is bundled, and under which terms.
function licences() {
  const kept = ["d3-brush", "d3-color", "d3-dispatch", "d3-drag", "d3-ease", "d3-force", "d3-format", "d3-array",
    "d3-geo", "d3-interpolate", "d3-quadtree", "d3-scale", "d3-selection", "d3-time", "d3-time-format", "d3-timer",
    "d3-transition", "d3-zoom", "internmap", "kdbush", "supercluster", "topojson-client", "world-atlas"];
  const texts = kept.map((name) => [name, readFileSync(join(modules, name, "LICENSE"), "utf-8")]);
  texts.push(["vazirmatn", readFileSync(join(modules, "vazirmatn", "OFL.txt"), "utf-8")]);
  return texts.map(([name, text]) => `== ${name}\n\n${text.trim()}\n`).join("\n");
}
