/** Everything around the Leaflet map: its parts, and where they stand. */
import { createBar } from "./bar.js";
import { createCard } from "./card.js";
import { createChips } from "./chips.js";
import { createCompare } from "./compare.js";
import { createControls } from "./controls.js";
import { el, uid } from "./dom.js";
import { createEmpty } from "./empty.js";
import { createEraBar } from "./erabar.js";
import { createFinder } from "./finder.js";
import { createFrames } from "./frames.js";
import { createInset } from "./inset.js";
import { createIntro } from "./intro.js";
import { createLegend } from "./legend.js";
import { createOverview } from "./overview.js";
import { createColophon, createLabel, createMasthead } from "./page.js";
import { createPresent } from "./present.js";
import { createRanking } from "./ranking.js";
import { sheet } from "./scale.js";
import { createSheet, isPhone } from "./sheet.js";
import { createShare } from "./share.js";
import { createShelf } from "./shelf.js";
import { STORY } from "./steps.js";
import { createStory } from "./story.js";
import { createTable } from "./table.js";
import { createTimeline } from "./timeline.js";
import { createTips } from "./tips.js";
import { createTouch } from "./touch.js";
import { COMPARE, createVersus } from "./versus.js";
import { createViews } from "./views.js";

/** @import { Actions, Chrome, Model, Part } from "./types.d.ts" */
/** @import { Maker } from "./views.js" */

/**
 * The views besides the map, by name, in the order of their tabs.
 * @type {Record<string, Maker>}
 */
const MAKERS = { overview: createOverview, [COMPARE]: createVersus, [STORY]: createStory };

/**
 * The views besides the map that a page has; a small frame has none. A study with one era has
 * nothing to compare, and one without steps no story.
 * @param {Chrome} chrome
 * @param {Model} model
 */
export const viewsOf = (chrome, { payload }) =>
  chrome === "embed"
    ? []
    : Object.keys(MAKERS).filter((name) => {
        if (name === COMPARE) return payload.eras.length > 1;
        return name !== STORY || payload.steps?.length;
      });

/**
 * @param {Model} model
 * @param {L.Map} map
 * @param {ReturnType<typeof import("./hatches.js").createHatches>} hatches
 * @param {Chrome} chrome
 * @param {Actions} actions
 */
export function createPage(model, map, hatches, chrome, actions) {
  const full = chrome === "full";
  const id = uid("map");
  const root = createRoot(chrome, id);
  const share = actions.address ? createShare(model, actions.address) : null;
  const intro = createIntro(model, { brief: !full });
  const timeline = createTimeline(model, actions);
  const eraBar = createEraBar(model, actions);
  const empty = createEmpty(model, actions);
  const compare = createCompare(model, actions);
  const chips = createChips(model, actions);
  const finder = createFinder(model, actions);
  const controls = createControls(map, root, actions);
  const frames = createFrames(model, actions);
  const inset = createInset(map, model, hatches.inLegend, actions);
  const ranking = createRanking(model, actions);
  const label = createLabel(model);
  const card = createCard(model, actions);
  const legend = createLegend(model, hatches.inLegend, actions);
  const shelf = createShelf(model, actions);
  const table = createTable(model, actions);
  const embedded = chrome === "embed";
  const colophon = createColophon(model, embedded ? actions.address : null, {
    cite: share ? share.open : actions.cite,
    table: table.show,
  });
  const present = createPresent(model, root, actions, timeline);
  const tips = createTips(root);
  /** @type {Part[]} */
  const parts = [
    createNames(root, map.getContainer(), model, chrome),
    timeline,
    eraBar,
    label,
    legend,
    shelf,
    card,
    finder,
    controls,
    frames,
    inset,
    ranking,
    intro,
    colophon,
    compare,
    chips,
    empty,
    present,
    tips,
  ];
  if (share) parts.push(share);

  const stage = el(
    "div",
    { class: "pfr-stage" },
    ...(embedded ? [] : [controls.node, frames.node, inset.node]),
    empty.node,
    label.node,
  );
  const keys = el("div", { class: "pfr-under" }, legend.keys);
  const options = el(
    "div",
    { class: "pfr-options" },
    legend.method,
    legend.fill,
    full ? compare.node : null,
  );
  const main = el("div", { class: "pfr-main" }, stage, shelf.node, legend.node);
  const when = el("div", { class: "pfr-when" }, timeline.node);
  const slot = el("div", { class: "pfr-slot" });
  const side = el("div", { class: "pfr-side" }, slot, ranking.node);
  const { names, about } = intro;
  const lists = [table];
  const below = lists.map(({ node }) => node);
  const makers = Object.fromEntries(viewsOf(chrome, model).map((name) => [name, MAKERS[name]]));
  const views = createViews(model, actions, makers, {
    mapParts: [names, about, when, main, options, side, ...below],
    card: card.node,
    paint: hatches.inLegend,
    main,
    home: (alone) => (alone && root.classList.contains("pfr-sided") ? slot : stage),
  });
  const tool = share?.node ?? null;
  const masthead = createMasthead(model, actions, [views.tabs, finder.node], tool);
  const bar = createBar(root, finder.node, full);
  ({ full: masthead.node, slim: root, embed: stage })[chrome].append(bar.node);
  const touch = createTouch(stage, () => isPhone(root) && root.matches(".pfr-open"));
  parts.push(masthead, views, bar, touch, createSheet(root, card.node, actions));
  // A view that has the map beside it is read before the map: its heading stands above the map's.
  const placed = {
    full: [
      masthead.node,
      chips.node,
      views.node,
      names,
      about,
      when,
      main,
      keys,
      colophon.node,
      options,
      side,
      ...below,
      eraBar.node,
    ],
    slim: [
      finder.node,
      views.node,
      names,
      when,
      main,
      keys,
      colophon.node,
      options,
      side,
      ...below,
      eraBar.node,
    ],
    embed: [
      masthead.title,
      names,
      when,
      eraBar.node,
      finder.node,
      main,
      colophon.node,
      ...(share ? [share.dialog] : []),
      ...below,
    ],
  };
  if (embedded) {
    masthead.title.className = "pfr-hidden"; // for screen readers
    legend.node.append(...legend.keys.childNodes, legend.method);
  }
  const style = sheet(model.payload.scale, `.pfr[data-pfr="${id}"]`);
  root.append(...placed[chrome], present.node, tips.node);
  const lit = [legend, ranking, shelf]; // what lights up with a state on the map
  const nodes = { root, stage, card, table, legend, label, shelf, inset, views, timeline };
  return { ...nodes, style, parts, lists, lit };
}

/**
 * @param {Chrome} chrome
 * @param {string} id
 */
const createRoot = (chrome, id) =>
  el("section", {
    class: "pfr",
    role: chrome === "slim" ? null : "main",
    "data-chrome": chrome,
    "data-pfr": id,
  });

/**
 * The language of the page, and the names of it, of its map and of its window.
 * @param {HTMLElement} root
 * @param {HTMLElement} container of the Leaflet map
 * @param {Model} model
 * @param {Chrome} chrome
 * @returns {Part}
 */
function createNames(root, container, { payload }, chrome) {
  container.setAttribute("role", "group");
  return {
    update({ words }, changed) {
      if (!changed.language) return;
      const name = words.text(payload.title);
      root.lang = words.interface;
      root.setAttribute("aria-label", name);
      container.setAttribute(
        "aria-label",
        words.t(chrome === "embed" ? "map.label_embed" : "map.label"),
      );
      document.documentElement.lang = words.interface;
      if (chrome !== "slim") document.title = name;
    },
  };
}
