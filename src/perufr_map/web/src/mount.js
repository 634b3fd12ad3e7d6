/** A study's relations on a Leaflet map: the parts, their state, and the page around them. */
import { createAlone } from "./alone.js";
import { addressOf, createPermalink, readAddress } from "./address.js";
import { createCamera } from "./camera.js";
import { followTheme, guardWheel } from "./controls.js";
import { createDeferred } from "./deferred.js";
import { createDescription } from "./described.js";
import { createDirection } from "./direction.js";
import { adopt } from "./dom.js";
import { createHatches } from "./hatches.js";
import { tellHeight } from "./host.js";
import { createLayers } from "./layers.js";
import { createPage, viewsOf } from "./layout.js";
import { createModel } from "./model.js";
import { createOpening } from "./opening.js";
import { isPhone } from "./sheet.js";
import { cornerOf, fitWidth, followSize } from "./size.js";
import { createWalker } from "./walker.js";
import { createState, FILLED } from "./state.js";
import { COMPARE, earlierOf } from "./versus.js";
import { createWords } from "./words.js";

/** @import { Payload } from "./payload.d.ts" */
/** @import { Change, Changed, Choices, Chrome, Options } from "./types.d.ts" */

/** @type {Chrome[]} */
const CHROMES = ["full", "slim", "embed"];
const STUDY = "study"; // the frame that it opens on
const WHOLE = "full"; // in the address of a small frame: all of the page
const canHover = matchMedia("(hover: hover)");
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Draw a study on a Leaflet map and build the rest of the page around it.
 * @param {L.Map} map made with `perufr.mapOptions`
 * @param {Payload} payload
 * @param {Options} [options]
 */
export function mount(map, payload, options = {}) {
  const model = createModel(payload);
  const { eras, scale } = model.payload;
  const chrome = chromeOf(options);
  const container = map.getContainer();
  const showAlone = createAlone(model);
  const { state, choices, take, first } = createState(
    model,
    viewsOf(chrome, model),
    options.readers,
  );
  const { permalink, kept } = followAddress(options, chrome, choices, set);
  const hatches = createHatches(scale);
  const page = createPage(model, map, hatches, chrome, {
    setEra: (index) => act({ era: eras[index].id }),
    setBefore: (before) => act({ before }),
    setLanguage: (language) => act({ language }),
    pick: (code, from) => open(code, from),
    setMembers: (filled) => act({ members: filled ? FILLED : null }),
    close: () => close(),
    point: (code) => point(code),
    setView: (view) => act({ view, ...comparing(view) }),
    choose: (change) => act(change),
    setFrame: (frame) => {
      if (!act({ frame })) camera.home({ animate: true }); // back to the one that is chosen
    },
    address: kept ? kept.write : permalink && (() => wholeAddress(choices())),
    cite: options.cite ?? null,
    zoomIn: () =>
      camera.enter(boundsNow(state.selected ?? model.focusIn(state.eraIndex))?.getCenter()),
    copyMap: (at) => [layers.copy(at), shelf.copy(at)].filter((copy) => copy !== null),
    showPlain(plain) {
      if (plain === isPlain) return;
      isPlain = plain;
      for (const part of [layers, shelf, legend]) part.update(onMap(), { before: true });
    },
    whenMoved(task) {
      map.on("moveend", task);
      return () => void map.off("moveend", task);
    },
  });
  let isPlain = false; // whether the map shows scores alone, though two eras are compared
  const onMap = () => (isPlain ? { ...state, before: null, beforeIndex: null } : state);
  const { root, stage, card, legend, label, shelf, inset, views } = page;
  const { style, parts, lists, lit } = page;
  const { open, close } = createOpening(page, container, state, act);
  setTheme(options.theme);
  container.replaceWith(root);
  const stopStyle = adopt(root, style);
  if (root.parentElement === document.body) document.body.classList.add("pfr-body");
  stage.prepend(container);

  const stopTheme = followTheme(root);
  fitWidth(root);
  map.setView([0, 0], 0, { animate: false }); // Leaflet measures nothing before it has a view
  map.invalidateSize({ pan: false });
  const layers = createLayers(map, model, hatches, {
    onHover(code, area, event) {
      light(code);
      label.hover(canHover.matches ? area : null, event, stage);
    },
    onPick: (code) => open(code, container),
    obstacles: () => obstaclesOn(container, root),
  });
  container.after(layers.edge);
  const frame = () => model.payload.frames[state.frame ?? STUDY];
  // On a phone whoever is chosen fills the map above the sheet.
  const chosen = () =>
    state.selected !== null && state.view === null && isPhone(root)
      ? layers.boundsOf(state.selected, state.eraIndex)
      : null;
  const camera = createCamera(
    map,
    layers.land,
    layers.boundsOf(model.focusIn(0), 0)?.getCenter(),
    frame,
    chosen,
    () => cornerOf(root, stage),
  );

  const walker = createWalker(container, model, {
    placeOf: (code) => boundsNow(code)?.getCenter() ?? null,
    inSight: (code) => {
      const place = boundsNow(code)?.getCenter();
      return Boolean(place && map.getBounds().contains(place));
    },
    ring: layers.walk,
    reveal: show,
    open: (code) => open(code, container),
  });
  const chips = /** @type {HTMLCollectionOf<HTMLElement>} */ (layers.edge.children);
  const outside = () => [...chips].map(({ dataset }) => dataset.chip ?? "");
  const description = createDescription(container, model, outside);
  container.after(walker.node, description.node);
  parts.push(walker, description, createDirection(root, payload));

  const later = lists.map((part) =>
    createDeferred(part.node, (changed) => part.update(state, changed)),
  );

  /** @type {string|null} */
  let alight = null;

  /**
   * Light what is listed of a counterpart, or of none.
   * @param {string|null} code
   */
  function light(code) {
    if (code === alight) return;
    alight = code;
    for (const part of lit) part.hover(code);
  }

  /**
   * Light a counterpart on the map, too.
   * @param {string|null} code
   */
  function point(code) {
    layers.light(code);
    light(code);
  }

  /** @param {Changed} changed */
  function update(changed) {
    root.classList.toggle("pfr-open", state.selected !== null);
    layers.update(onMap(), changed);
    for (const part of parts) {
      part.update(part === shelf || part === legend ? onMap() : state, changed);
    }
    if (changed.frame && !changed.first) {
      camera.home({ animate: true });
      settle();
    }
    const { first, language, selected, scores, members } = changed;
    const now = first || language || selected || scores || members;
    for (const list of later) list.add(changed, { now });
  }

  /**
   * What a view changes besides itself: two eras are compared while their view is shown.
   * @param {string|null} view
   * @returns {Change}
   */
  function comparing(view) {
    if (view === COMPARE) return { before: state.before ?? earlierOf(model, state.eraIndex) };
    return state.view === COMPARE ? { before: null } : {};
  }

  /**
   * Show what is valid and new in a change: of the page's owner, or of its address.
   * @param {Change} change
   */
  function set(change) {
    const changed = take(change);
    if (!changed) return false;
    if (changed.category) {
      showAlone(state.category);
      changed.scores = true;
    }
    update(changed);
    if (changed.selected && !changed.frame) reveal();
    return true;
  }

  /**
   * Show a choice of the reader, and report it.
   * @param {Change} change
   */
  function act(change) {
    if (!set(change)) return false;
    kept?.writeLater();
    options.onChange?.(choices(), change);
    return true;
  }

  function reveal() {
    if (isPhone(root)) camera.turn();
    else if (state.selected !== null) show(state.selected);
  }

  /** @param {string} code */
  function show(code) {
    const bounds = layers.boundsOf(code, state.eraIndex);
    if (bounds) camera.reveal(bounds, card.node);
  }

  /** @param {string} code */
  const boundsNow = (code) =>
    model.areasIn(code, state.eraIndex).length ? layers.boundsOf(code, state.eraIndex) : null;

  /** All has its place: what depends on it finds its own. */
  function settle() {
    const inside = root.classList.contains("pfr-legend-inside");
    inset.place(camera.isSea, inside ? legend.node.offsetHeight : 0);
    layers.relabel();
    // Nobody observes a size between the call to print and the sheet.
    if (root.classList.contains("pfr-printing")) page.timeline.measure();
  }

  /** @param {"light"|"dark"|null|undefined} theme */
  function setTheme(theme) {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  const { view, era, compare, selected, language, frame: part, present } = options;
  const members = options.members ? FILLED : null;
  take({ view, era, before: compare?.before, selected, language, members, frame: part, present });
  if (permalink) take(readAddress(location.hash, location.search));
  if (state.category !== null) showAlone(state.category);
  camera.home();
  camera.restore(options.look);
  update(first());
  const stopSize = followSize(root, stage, camera, { place: views.place, settle });
  const stopGuard = guardWheel(map, stage);
  const stopTelling = tellHeight(root, chrome);
  map.on("click", close);
  root.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") close();
  });

  return {
    map,
    root,
    state: choices,
    frames: () => model.payload.frames,
    look: camera.look,
    /** @param {string} id */
    setEra: (id) => void set({ era: id }),
    /** @param {string|null} id */
    compare: (id) => void set({ before: id }),
    /** @param {string|null} code */
    select: (code) => void set({ selected: code }),
    /** @param {string|null} members "1" fills a group's members; null draws them as a region */
    fillMembers: (members) => void set({ members }),
    /** @param {Change} change */
    choose: (change) => void set(change),
    /** @param {string|null} name null for the study's own */
    setFrame: (name) => void set({ frame: name }),
    /** @param {string} code */
    setLanguage: (code) => void set({ language: code }),
    setTheme,
    /**
     * Show the scores of another payload of the same study, in place.
     * @param {Omit<Payload, "topology">} next
     */
    rescore(next) {
      model.takeScores(next);
      model.payload.messages = next.messages; // they name its own method's choices
      state.words = createWords(model.payload, state.language, options.readers);
      update({ scores: true });
    },
    /** Remove everything but the Leaflet map, which belongs to the caller. */
    destroy() {
      for (const part of [...parts, ...later, layers, camera]) part.destroy?.();
      for (const stop of [stopStyle, stopTheme, stopSize, stopGuard, stopTelling]) stop();
      permalink?.destroy();
      map.off("click", close);
      root.replaceWith(container);
    },
  };
}

/**
 * What stands around the map: of a small frame all, where its address asks for the whole page.
 * @param {Options} options
 * @returns {Chrome}
 */
function chromeOf(options) {
  const chrome = CHROMES.find((name) => name === options.chrome) ?? "full";
  const isWhole = chrome === "embed" && new URLSearchParams(location.search).has(WHOLE);
  return isWhole ? "full" : chrome;
}

/**
 * The address of the whole page of a small frame, which the same file holds.
 * @param {Choices} shown
 */
function wholeAddress(shown) {
  const address = new URL(addressOf(shown), location.href);
  address.search = WHOLE;
  return address.href;
}

/**
 * What stands on the map, in its pixels: no label is put under it.
 * @param {HTMLElement} container of the Leaflet map
 * @param {HTMLElement} root
 */
function obstaclesOn(container, root) {
  const { left, top } = container.getBoundingClientRect();
  const nodes = root.querySelectorAll(
    ".pfr-main :is(.pfr-controls,.pfr-tools,.pfr-frames,.pfr-legend,.pfr-inset),.pfr-present>button",
  );
  return [...nodes].map((node) => {
    const box = node.getBoundingClientRect();
    const [x, y] = [box.left - left, box.top - top];
    return { left: x - 4, top: y - 4, right: x + box.width + 4, bottom: y + box.height + 4 };
  });
}

/**
 * A whole page keeps its choices in its address; a frame only takes over those that its own has.
 * @param {Options} options
 * @param {Chrome} chrome
 * @param {() => Choices} choices
 * @param {(change: Change) => void} set
 */
function followAddress(options, chrome, choices, set) {
  const has = options.permalink && chrome !== "slim" && location.protocol !== "about:";
  const permalink = has ? createPermalink(choices, set) : null;
  return { permalink, kept: chrome === "full" ? permalink : null };
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
  doubleClickZoom: canHover.matches, // a finger's first tap has opened a card
  wheelPxPerZoomLevel: 120,
  maxBoundsViscosity: 0.7,
});
