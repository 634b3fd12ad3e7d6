/**
 * Cut out of Leaflet what the map needs, and nobody else: `node cut_leaflet.js FOLDER`.
 *
 * FOLDER is `package/` of `npm pack leaflet@1.9.3`. Left out are markers, popups, tiles, vectors
 * and controls: a page to which somebody adds a layer carries Leaflet whole.
 */
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { build } from "esbuild";
import { minify } from "terser";

const VERSION = "1.9.3";
const [folder = "."] = process.argv.slice(2);
const { version } = JSON.parse(await readFile(resolve(folder, "package.json"), "utf8"));
if (version !== VERSION) throw new Error(`Leaflet ${version}; it must be ${VERSION}`);

const [notice] = (await readFile(resolve(folder, "dist/leaflet.js"), "utf8")).split("*/");
const needed = `
  import { CRS, LatLng, LatLngBounds, latLng, latLngBounds } from "./src/geo/index.js";
  import { Map, map } from "./src/map/index.js";
  import { svgOverlay } from "./src/layer/SVGOverlay.js";
  window.L = { CRS, LatLng, LatLngBounds, Map, latLng, latLngBounds, map, svgOverlay };
`;
const bundled = await build({
  stdin: { contents: needed, resolveDir: resolve(folder) },
  bundle: true,
  format: "iife",
  target: "es2022",
  write: false,
});
const { code } = await minify(bundled.outputFiles[0].text, {
  ecma: 2020,
  compress: { passes: 2 },
});
await writeFile(
  new URL("leaflet.js", import.meta.url),
  `${notice.replace("* Leaflet", "* Parts of Leaflet")}*/\n${code}\n`,
);
