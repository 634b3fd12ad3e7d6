/** A study's relations on a Leaflet map: the parts, their state, and the page around them. */
import { createCopier, readAddress, writeAddress } from "./address.js";
import { createCamera } from "./camera.js";
import { createCard } from "./card.js";
import { createCompare } from "./compare.js";
import { createControls, followTheme, guardWheel, preparePrint } from "./controls.js";
import { el, uid } from "./dom.js";
import { createFinder } from "./finder.js";
import { createHatches, createLayers } from "./layers.js";
import { createLegend } from "./legend.js";
import { createStrip, createTable } from "./lists.js";
import { createModel } from "./model.js";
import { createColophon, createIntro, createLabel, createMasthead } from "./page.js";
import { sheet } from "./scale.js";
import { createTimeline } from "./timeline.js";
import { createTips } from "./tips.js";
import { createWords } from "./words.js";

const NARROW = 640; // px of the map's own root, whatever the page's width
const WIDE = 1000;
const SPACIOUS = 1240; // room for the names of the eras
const CORNER = [364, 180]; // px that the legend takes of the map where it stands on it
const REST = 150; // ms
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
  const { eras, languages, focus, scale, title } = model.payload;
  const chrome = CHROMES.includes(options.chrome) ? options.chrome : "full";
  const full = chrome === "full";
  const permalink = Boolean(options.permalink) && full && location.protocol !== "about:";
  const container = map.getContainer();
  const state = {
    ...{ era: null, eraIndex: -1, before: null, beforeIndex: null },
    ...{ selected: null, language: null, words: null },
  };
  let opener = null;
  let addressed = null;

  const hatches = createHatches(scale);
  const page = createPage(model, map, hatches, chrome, {
    setEra: (index) => act({ era: eras[index].id }),
    setBefore: (before) => act({ before }),
    setLanguage: (language) => act({ language }),
    pick: (code, from) => open(code, from),
    close: () => closeCard(),
    home: () => camera.home({ animate: true }),
    address: permalink ? address : null,
  });
  const { root, stage, card, table, timeline, legend, label } = page;
  if (options.theme) root.dataset.theme = options.theme;
  container.replaceWith(root);
  stage.prepend(container);
  container.setAttribute("role", "group");

  const stopTheme = followTheme(root);
  fitWidth();
  map.setView([0, 0], 0, { animate: false }); // Leaflet measures nothing before it has a view
  map.invalidateSize({ pan: false });
  const layers = createLayers(map, model, hatches, {
    onHover(code, area, event) {
      legend.hover(code);
      label.hover(code, canHover.matches ? area : null, event, stage);
    },
    onPick: (code) => open(code, container),
  });
  const centre = layers.boundsOf(focus, 0)?.getCenter();
  const camera = createCamera(map, layers.land, centre);
  const parts = [layers, ...page.parts];
  const updateParts = (changed) => parts.forEach((part) => part.update(state, changed));

  /** Apply what is valid and new in a change, and update every part. */
  function set(change, first = false) {
    const changed = { first };
    const take = (name, values) => {
      Object.assign(state, values);
      changed[name] = true;
    };
    if (model.eraIndex.has(change.era) && change.era !== state.era) {
      take("era", { era: change.era, eraIndex: model.eraIndex.get(change.era) });
    }
    const before = model.eraIndex.has(change.before) ? change.before : null;
    if ("before" in change && before !== state.before) {
      take("before", { before, beforeIndex: model.eraIndex.get(before) ?? null });
    }
    const code = model.known(change.selected) ? change.selected : null;
    if ("selected" in change && code !== state.selected) take("selected", { selected: code });
    const { language } = change;
    if (languages.includes(language) && language !== state.language) {
      take("language", { language, words: createWords(payload, language) });
      translate();
    }
    if (Object.keys(changed).length === 1) return false;
    root.classList.toggle("pfr-open", state.selected !== null);
    updateParts(changed);
    if (changed.selected) reveal();
    return true;
  }

  function translate() {
    const name = state.words.text(title);
    root.lang = state.language;
    root.setAttribute("aria-label", name);
    container.setAttribute("aria-label", state.words.t("map.label"));
    document.documentElement.lang = state.language;
    if (chrome !== "slim") document.title = name;
  }

  /** Apply a choice of the reader, and report it; `set` is for the page's owner. */
  function act(change) {
    if (!set(change)) return;
    if (permalink) writeLater();
    options.onChange?.(choices(), change);
  }

  const choices = () => {
    const { era, before, selected, language } = state;
    return { era, before, selected, language };
  };

  /** Debounced: updating the URL costs a frame of the slider. */
  function writeLater() {
    clearTimeout(addressed);
    addressed = setTimeout(() => writeAddress(choices()), REST);
  }

  function address() {
    clearTimeout(addressed);
    writeAddress(choices());
    return location.href;
  }

  function read() {
    clearTimeout(addressed);
    if (permalink) set(readAddress());
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
  function closeCard() {
    if (state.selected === null) return;
    const inside = card.node.contains(root.getRootNode().activeElement);
    act({ selected: null });
    if (!inside) return;
    const from = opener?.node.isConnected ? opener.node : table.find(opener?.code);
    const back = from && !from.closest("[hidden]") ? from : container;
    back.focus({ preventScroll: true });
  }

  function fitWidth() {
    const { width } = root.getBoundingClientRect();
    const printing = root.classList.contains("pfr-printing");
    if (printing) root.dataset.size = "m";
    else root.dataset.size = width < NARROW ? "s" : width < WIDE ? "m" : "l";
    const spacious = width >= SPACIOUS && !printing && chrome !== "embed";
    root.classList.toggle("pfr-spacious", spacious);
    root.style.setProperty("--pfr-width", `${Math.round(width)}px`);
  }

  function resize() {
    fitWidth();
    camera.resize();
    const inside = root.classList.contains("pfr-spacious") && camera.hasRoom(...CORNER);
    root.classList.toggle("pfr-legend-inside", inside);
  }

  const escape = (event) => event.key === "Escape" && closeCard();
  const watcher = new ResizeObserver(resize);
  const stops = [
    stopTheme,
    guardWheel(map, stage),
    preparePrint(root, resize),
    () => watcher.disconnect(),
  ];
  map.on("click", closeCard);
  root.addEventListener("keydown", escape);
  addEventListener("hashchange", read);

  const { era, language, selected, compare } = options;
  set(
    {
      era: model.eraIndex.has(era) ? era : eras[0].id,
      language: languages.includes(language) ? language : languages[0],
      before: compare?.before,
      selected,
    },
    true,
  );
  read();
  camera.home();
  camera.restore(options.look);
  watcher.observe(stage);
  if (permalink && state.selected !== null) scrollToMap();

  return {
    map,
    root,
    state: choices,
    look: camera.look,
    setEra: (era) => void set({ era }),
    compare: (before) => void set({ before }),
    select: (selected) => void set({ selected }),
    setLanguage: (language) => void set({ language }),
    setTheme(theme) {
      if (theme) root.dataset.theme = theme;
      else delete root.dataset.theme;
    },
    /** Show the scores of another payload of the same study, in place. */
    rescore(next) {
      model.takeScores(next);
      updateParts({ scores: true });
    },
    /** Remove everything but the Leaflet map, which belongs to the caller. */
    destroy() {
      clearTimeout(addressed);
      for (const part of [timeline, page.copier, layers, camera]) part?.destroy();
      stops.forEach((stop) => stop());
      map.off("click", closeCard);
      removeEventListener("hashchange", read);
      root.replaceWith(container);
    },
  };
}

/** Everything around the Leaflet map: its parts, and where they stand. */
function createPage(model, map, hatches, chrome, actions) {
  const full = chrome === "full";
  const id = uid("map");
  const root = el("section", {
    class: "pfr",
    role: chrome === "slim" ? null : "main",
    "data-chrome": chrome,
    "data-pfr": id,
  });
  const tips = createTips(root);
  const intro = createIntro(model, { brief: !full });
  const timeline = createTimeline(model, actions);
  const finder = createFinder(model, actions);
  const controls = createControls(map, actions.home);
  const label = createLabel(model);
  const card = createCard(model, actions);
  const legend = createLegend(model, hatches);
  const strip = createStrip(model, actions);
  const table = createTable(model, actions);
  const colophon = createColophon(model, { brief: !full });
  const compare = createCompare(model, actions);
  const copier = actions.address ? createCopier(actions.address) : null;
  const masthead = createMasthead(model, actions, ...(copier ? [copier.node] : []));
  const parts = [timeline, label, legend, card, strip, table, finder, controls, intro];
  parts.push(colophon, compare, masthead, tips);
  if (copier) parts.push(copier);

  const stage = el("div", { class: "pfr-stage" }, controls.node, label.node, card.node);
  const main = el("div", { class: "pfr-main" }, finder.node, stage, legend.node);
  const when = el("div", { class: "pfr-when" }, timeline.node, full ? compare.node : null);
  const { names, about } = intro;
  const layouts = {
    full: () => [
      ...[masthead.node, names, about, when, main],
      ...[strip.node, table.node, colophon.node],
    ],
    slim: () => [names, when, main, about, strip.node, table.node],
    embed: () => {
      masthead.title.className = "pfr-hidden"; // for screen readers
      return [masthead.title, names, when, main, colophon.node];
    },
  };
  const style = sheet(model.payload.scale, `.pfr[data-pfr="${id}"]`);
  root.append(el("style", { text: style }), ...layouts[chrome](), tips.node);
  return { root, stage, parts, card, table, timeline, legend, label, copier };
}

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
