/** A study's relations on a Leaflet map: the parts, their state, and the page around them. */
import { createPermalink, readAddress } from "./address.js";
import { createCamera } from "./camera.js";
import { followTheme, guardWheel } from "./controls.js";
import { createHatches, createLayers } from "./layers.js";
import { createPage } from "./layout.js";
import { createModel } from "./model.js";
import { fitWidth, followSize } from "./size.js";
import { createState } from "./state.js";

const CHROMES = ["full", "slim", "embed"];
const canHover = matchMedia("(hover: hover)");
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Draw a study on a Leaflet map and build the rest of the page around it.
 * @param {L.Map} map made with `perufr.mapOptions`
 * @param {Object} payload
 * @param {Object} [options]
 * @param {string} [options.era] id of the era to show first; default: the first
 * @param {{before: string|null}} [options.compare] id of the era to compare with: the map
 *   shows what changed since; default: none
 * @param {string|null} [options.selected] code of the counterpart whose card is open
 * @param {string} [options.language] default: the study's first
 * @param {"full"|"slim"|"embed"} [options.chrome] a whole page; a map in a page that has its
 *   own title, summary and sources; a map in a small frame
 * @param {"light"|"dark"} [options.theme] default: as the reader's system has it
 * @param {boolean} [options.permalink] keep the state in the page's address
 * @param {Object} [options.look] where to look, as `view.look()` of an earlier map gave it
 * @param {Function} [options.onChange] called after each of the reader's acts with
 *   {era, before, selected, language} and with what of it the act was about
 */
export function mount(map, payload, options = {}) {
  const model = createModel(payload);
  const { eras, focus, scale } = model.payload;
  const chrome = CHROMES.find((name) => name === options.chrome) ?? "full";
  const container = map.getContainer();
  const { state, choices, take, first } = createState(model);
  const permalink = keepsAddress(options, chrome) ? createPermalink(choices, set) : null;
  const hatches = createHatches(scale);
  const { root, stage, card, table, legend, label, parts } = createPage(
    model,
    map,
    hatches,
    chrome,
    {
      setEra: (index) => act({ era: eras[index].id }),
      setBefore: (before) => act({ before }),
      setLanguage: (language) => act({ language }),
      pick: open,
      close,
      home: () => camera.home({ animate: true }),
      address: permalink && permalink.write,
    },
  );
  setTheme(options.theme);
  container.replaceWith(root);
  stage.prepend(container);
  container.setAttribute("role", "group");

  const stopTheme = followTheme(root);
  fitWidth(root);
  map.setView([0, 0], 0, { animate: false }); // Leaflet measures nothing before it has a view
  map.invalidateSize({ pan: false });
  const layers = createLayers(map, model, hatches, {
    onHover(code, area, event) {
      legend.hover(code);
      label.hover(code, canHover.matches ? area : null, event, stage);
    },
    onPick: (code) => open(code, container),
  });
  const camera = createCamera(map, layers.land, layers.boundsOf(focus, 0)?.getCenter());
  let opener = null;

  function update(changed) {
    if (changed.language) translate();
    root.classList.toggle("pfr-open", state.selected !== null);
    for (const part of [layers, ...parts]) part.update(state, changed);
  }

  function translate() {
    const { language, words } = state;
    const name = words.text(payload.title);
    root.lang = language;
    root.setAttribute("aria-label", name);
    container.setAttribute("aria-label", words.t("map.label"));
    document.documentElement.lang = language;
    if (chrome !== "slim") document.title = name;
  }

  /** Show what is valid and new in a change: of the page's owner, or of its address. */
  function set(change) {
    const changed = take(change);
    if (!changed) return false;
    update(changed);
    if (changed.selected) reveal();
    return true;
  }

  /** Show a choice of the reader, and report it. */
  function act(change) {
    if (!set(change)) return;
    permalink?.writeLater();
    options.onChange?.(choices(), change);
  }

  function reveal() {
    const { selected, eraIndex } = state;
    const bounds = selected === null ? null : layers.boundsOf(selected, eraIndex);
    if (bounds) camera.reveal(bounds, card.node);
  }

  function open(code, from) {
    opener = { node: from, code };
    act({ selected: code });
    scrollToMap();
    card.focus();
  }

  /** On a narrow screen the card is a sheet over the lower half: bring the map above it. */
  function scrollToMap() {
    if (root.dataset.size === "s" && chrome !== "embed") stage.scrollIntoView({ block: "start" });
  }

  /** Close the card; the focus goes back to where it came from, if it was in the card. */
  function close() {
    if (state.selected === null) return;
    const inside = card.node.contains(root.getRootNode().activeElement);
    act({ selected: null });
    if (!inside) return;
    const from = opener?.node.isConnected ? opener.node : table.find(opener?.code);
    const back = from && !from.closest("[hidden]") ? from : container;
    back.focus({ preventScroll: true });
  }

  function setTheme(theme) {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  const { era, compare, selected, language } = options;
  take({ era, before: compare?.before, selected, language });
  if (permalink) take(readAddress());
  update(first());
  camera.home();
  camera.restore(options.look);
  const stopSize = followSize(root, stage, camera);
  const stopGuard = guardWheel(map, stage);
  map.on("click", close);
  root.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  if (permalink && state.selected !== null) scrollToMap();

  return {
    map,
    root,
    state: choices,
    look: camera.look,
    setEra: (id) => void set({ era: id }),
    compare: (before) => void set({ before }),
    select: (code) => void set({ selected: code }),
    setLanguage: (code) => void set({ language: code }),
    setTheme,
    /** Show the scores of another payload of the same study, in place. */
    rescore(next) {
      model.takeScores(next);
      update({ scores: true });
    },
    /** Remove everything but the Leaflet map, which belongs to the caller. */
    destroy() {
      for (const part of [...parts, layers, camera]) part.destroy?.();
      for (const stop of [stopTheme, stopSize, stopGuard]) stop();
      permalink?.destroy();
      map.off("click", close);
      root.replaceWith(container);
    },
  };
}

/** Only a whole page has an address of its own; that of a frame without one cannot be changed. */
const keepsAddress = ({ permalink }, chrome) =>
  Boolean(permalink) && chrome === "full" && location.protocol !== "about:";

/** What `L.map` needs to be one of these maps. */
export const mapOptions = () => ({
  crs: L.CRS.Simple,
  zoomSnap: 0, // the world fills its frame exactly, whatever the frame
  zoomDelta: 0.75,
  zoomAnimation: !stillness.matches,
  inertia: !stillness.matches,
  minZoom: -2,
  maxZoom: 7,
  zoomControl: false,
  attributionControl: false,
  scrollWheelZoom: false,
  wheelPxPerZoomLevel: 120,
  maxBoundsViscosity: 0.7,
});
