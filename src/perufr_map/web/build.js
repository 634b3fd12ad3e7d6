/**
 * Bundle the map: `npm run build`, or `node build.js FOLDER` to write it elsewhere.
 *
 * `map.js` is a classic script that sets `perufr`; `site.js` puts it into a page of a site;
 * `begin.js` and `without.css` are for a file whose scripts may not run;
 * `streamlit.js` is a module that loads it; `choices.js`, `copies.js`, `country.js`, `kit.js` and
 * `statements.js` are others of the dashboard.
 * Leaflet is in neither: it comes from its own package when a page is made.
 *
 * Every exported file holds `map.js`: Terser names its variables so that gzip packs them better.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { minify } from "terser";

const [outdir = "."] = process.argv.slice(2);
const common = { bundle: true, minify: true, charset: "utf8", target: "es2022", outdir };

/** `streamlit.js` loads the `map.js` that stands beside it. */
const apart = {
  name: "apart",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/map\.js$/ }, ({ path }) => ({ path, external: true })),
};

const scripts = ["src/map.js", "src/site.js", "src/begin.js"];
const styles = ["map", "embed", "without", "site", "country", "statements"].map(
  (name) => `src/${name}.css`,
);
await build({ ...common, entryPoints: [...scripts, ...styles], format: "iife" });
const modules = ["streamlit", "choices", "copies", "country", "statements", "kit"].map(
  (name) => `src/${name}.js`,
);
await build({ ...common, entryPoints: modules, format: "esm", plugins: [apart] });

const map = join(outdir, "map.js");
const { code } = await minify(await readFile(map, "utf8"), {
  ecma: 2022,
  // No function of ours has a prototype that is used, and what becomes a text has no other value.
  compress: { passes: 3, unsafe: true, unsafe_arrows: true },
});
await writeFile(map, `${code}\n`);

/** What every exported file holds: no space where CSS needs none, which esbuild leaves. */
const sheet = join(outdir, "map.css");
const css = await readFile(sheet, "utf8");
await writeFile(
  sheet,
  css.replace(/(?<=[\d)%a-z]) ([*/]) (?=[\d.(-]|var)|(?<=[{;]--[\w-]+:) /g, "$1"),
);
