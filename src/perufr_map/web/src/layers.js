/** The states on the Leaflet map: a drawing for each era, outlines, and what takes the pointer. */
import { el, svg } from "./dom.js";
import { createEras } from "./eras.js";
import { SEEN } from "./front.js";
import { createShapes, pathOf, place, pixelsInUnit, unitsInPixel, viewBoxOf } from "./shapes.js";
import { createRest } from "./rest.js";
import { areaOf } from "./room.js";
import { createStill } from "./still.js";
import { spokenOf } from "./steps.js";
import { dissolve } from "./topology.js";

/** @import { Shape } from "./shapes.js" */
/** @import { Area, Point, Polygon } from "./topology.js" */
/** @import { At, Changed, Child, Listeners, Model, State } from "./types.d.ts" */

/**
 * On what it depends who is ringed, and what the ring goes round.
 * @type {(keyof Changed)[]}
 */
const RINGING = ["era", "before", "scores", "members", "selected", "view"];

const DOT = { scored: 3.75, silent: 1.75 }; // radius in px
const ISLET = 30; // px²: a smaller island has no line around it
const TOO_SMALL = 8; // px: below this a state is drawn as its dot

/**
 * @param {L.Map} map
 * @param {Model} model
 * @param {ReturnType<typeof import("./hatches.js").createHatches>} hatches
 * @param {Listeners} listeners
 */
export function createLayers(map, model, hatches, { onHover, onPick, obstacles }) {
  const shapes = createShapes(model.states);
  const [west, south, east, north] = model.payload.frames.world;
  /** @param {Point[]} points @returns {Point[]} where no era has borders, the world's corners */
  const orWorld = (points) =>
    points.length
      ? points
      : [
          [south, west],
          [north, east],
        ];
  const bounds = L.latLngBounds(orWorld(model.states.flatMap(pointsOf))).pad(0.02);
  const viewBox = viewBoxOf(bounds);
  /**
   * An empty SVG that shows the whole map.
   * @param {string} name
   * @param {...Child} children
   */
  const frame = (name, ...children) =>
    svg("svg", { class: name, viewBox, preserveAspectRatio: "none" }, ...children);

  /** @type {Set<Shape>} those drawn as dots at this zoom */
  const small = new Set();
  /** @param {Shape} shape */
  const isDot = (shape) => small.has(shape);
  const size = { pixels: () => pixelsInUnit(map), units: () => unitsInPixel(map) };
  const eras = createEras(model, shapes, hatches.onMap, { frame, isDot, sight, goTo, ...size });
  const outlines = {
    hovered: outline("hovered"),
    selected: outline("selected"),
    walked: outline("walked"),
  };
  const lines = frame(
    "pfr-outlines",
    outlines.selected.node,
    outlines.walked.node,
    outlines.hovered.node,
  );
  const rest = createRest();
  const still = createStill(frame("pfr-still"), shapes, { isDot, isDrawn: model.isDrawn });
  const node = document.createElement("div");
  node.setAttribute("aria-hidden", "true"); // the table says the same in words
  node.append(
    svg("svg", { class: "pfr-defs" }, hatches.defs),
    eras.node,
    lines,
    eras.above,
    still.node,
  );

  // @ts-expect-error Leaflet takes any element here; its types know only of SVG
  const overlay = L.svgOverlay(node, bounds, {
    className: "pfr-states",
    interactive: true,
    bubblingMouseEvents: false,
  }).addTo(map);
  /** @type {State} */
  let state; // none before the first update
  /** @type {string|null} */
  let hovered = null;
  /** @type {string|null} where the keyboard is */
  let walked = null;

  /**
   * Where a state stands in an era (or whenever it stood); null for what has no territory.
   * @param {string} code
   * @param {number} eraNow
   */
  function boundsOf(code, eraNow) {
    const now = model.areasIn(code, eraNow);
    const areas = now.length ? now : model.areas(code);
    const found = L.latLngBounds(
      areas.flatMap((area) => (area.polygons.length ? largest(area.polygons) : pointsOf(area))),
    );
    return found.isValid() ? found : null;
  }

  /** @param {string} code */
  function goTo(code) {
    const bounds = boundsOf(code, state.eraIndex);
    if (bounds) map.panTo(bounds.getCenter(), { animate: map.options.inertia });
  }

  /** What is seen of the map now. */
  function sight() {
    const { x: width, y: height } = map.getSize();
    if (!width || !height) return null;
    const pixels = pixelsInUnit(map);
    const { lat, lng } = map.containerPointToLatLng([0, 0]);
    const style = getComputedStyle(map.getContainer());
    const face = style.fontFamily;
    const unit = parseFloat(style.getPropertyValue("--u")) || 0; // while it is presented
    const place = { left: lng * pixels, top: -lat * pixels, width, height, pixels };
    return { ...place, face, unit, isDot, obstacles: obstacles() };
  }

  /**
   * A line around a state, drawn over its neighbours.
   * @param {"selected"|"hovered"|"walked"} role
   */
  function outline(role) {
    const path = svg("path", { class: "pfr-drawn" });
    const halo = svg("path", { class: "pfr-drawn pfr-around" });
    const land = svg("g");
    const rings = svg("g");
    const chosen = role !== "hovered"; // its line lies outside of its land
    const line = svg("g", { class: `pfr-${role}` }, path, rings);
    let key = "";
    let fill = "";
    return {
      node: chosen ? svg("g", { class: `pfr-round-${role}` }, halo, line, land) : line,
      /** @param {string[]} codes */
      show(codes) {
        const each = codes.map((code) => ({
          together: model.isGroup(code),
          shapes: shapes.filter(isOnMap(code)),
        }));
        const around = each.flatMap((one) => one.shapes);
        const units = unitsInPixel(map);
        const dots = around
          .filter(isDot)
          .map((shape) => ({ shape, radius: units * (radiusOf(shape) + 2) }));
        const outlined = around.filter((shape) => !isDot(shape));
        const paints = chosen ? eras.paintsOf(outlined, state) : [];
        const next = JSON.stringify([
          around.map(({ number }) => number),
          dots.map(({ radius }) => radius),
          units,
        ]);
        const filled = JSON.stringify([next, paints.map(([paint]) => paint)]);
        if (filled === fill) return;
        fill = filled;
        paints.forEach(([paint, group], i) => {
          const there = /** @type {SVGPathElement|undefined} */ (land.children[i]);
          const node = there ?? land.appendChild(svg("path", { class: "pfr-drawn pfr-plain" }));
          const d = group.map((shape) => shape.path).join("");
          if (node.getAttribute("d") !== d) node.setAttribute("d", d);
          node.style.cssText = `fill:${paint}`; // which may have a stroke too
        });
        for (const node of [...land.children].slice(paints.length)) node.remove();
        if (next === key) return; // in another era it is mostly the colour alone that differs
        key = next;
        const d = each.map((one) => lineAround(one.shapes, one.together)).join("");
        path.setAttribute("d", d);
        halo.setAttribute("d", d);
        rings.replaceChildren(...dots.map(({ shape, radius }) => ring(shape, radius)));
      },
    };
  }

  /**
   * The coasts of shapes as a path, without islets.
   * @param {Shape[]} around
   * @param {boolean} together whether without the borders between them
   */
  function lineAround(around, together) {
    const areas = around.flatMap((shape) => (isDot(shape) ? [] : shape.area));
    const rings = together
      ? dissolve(areas, model.arcs)
      : areas.flatMap(({ polygons }) => polygons.flat());
    const least = ISLET / pixelsInUnit(map) ** 2;
    return pathOf(
      rings.filter((ring) => areaOf(ring) >= least),
      "z",
    );
  }

  /**
   * What is on the map of a state, or of a group's members.
   * @param {string} code
   * @returns {(shape: Shape) => boolean}
   */
  function isOnMap(code) {
    const codes = model.isGroup(code) ? model.membersIn(code, state.eraIndex) : [code];
    return (shape) => codes.includes(shape.code) && model.isDrawn(shape.area, state.eraIndex);
  }

  /**
   * Radius of a state's dot now, in px.
   * @param {Shape} shape
   */
  const radiusOf = ({ code }) =>
    model.isFocus(code, state.eraIndex) || model.readingOf(code, state) ? DOT.scored : DOT.silent;

  /**
   * @param {Shape} shape
   * @param {number} radius in the drawing's units
   */
  function ring({ dot }, radius) {
    const [cx, cy] = dot ?? [0, 0];
    return svg("circle", { cx, cy, r: radius, class: "pfr-drawn" });
  }

  /**
   * @param {Area|null} area
   * @param {MouseEvent|null} event
   */
  function hover(area, event) {
    const code = area?.properties.code ?? null;
    if (code !== hovered) outlines.hovered.show(code === null ? [] : [code]);
    hovered = code;
    onHover(code, area, event);
  }

  /**
   * The territory that an event is about, of the era that is shown: right after a step, what
   * takes the pointer is still that of the era before.
   * @param {MouseEvent} event
   * @param {EventTarget|null} target
   */
  function areaUnder(event, target = event.target) {
    const area = still.areaOf(target);
    if (!area || model.isDrawn(area, state.eraIndex)) return area;
    still.update(state.eraIndex);
    return still.areaOf(elementAt(event));
  }

  /** @param {MouseEvent} event */
  function elementAt({ clientX, clientY }) {
    const page = /** @type {Document|ShadowRoot} */ (node.getRootNode());
    return page.elementFromPoint(clientX, clientY);
  }
  /** @param {L.LeafletMouseEvent} event */
  const point = ({ originalEvent }) => hover(areaUnder(originalEvent), originalEvent);
  overlay.on("mouseover", point);
  overlay.on("mousemove", point);
  overlay.on("mouseout", () => hover(null, null));
  /** @type {PointerEvent|null} of a finger, whose click a browser gives to a small neighbour */
  let pressed = null;
  /** @param {PointerEvent} event */
  const press = (event) => (pressed = event.pointerType === "touch" ? event : null);
  map.getContainer().addEventListener("pointerdown", press);
  overlay.on("click", ({ originalEvent }) => {
    const area = (pressed && areaUnder(pressed, elementAt(pressed))) ?? areaUnder(originalEvent);
    if (area) onPick(area.properties.code);
  });

  /** Choose between outlines and dots, and keep what has its size in pixels. */
  function resize() {
    const pixels = pixelsInUnit(map);
    const changed = shapes.filter(
      (shape) => shape.extent * pixels < TOO_SMALL !== small.has(shape),
    );
    for (const shape of changed) {
      if (!small.delete(shape)) small.add(shape);
    }
    hatches.resize(unitsInPixel(map));
    if (changed.length) eras.forget();
  }

  function follow() {
    resize();
    if (!state) return;
    eras.show(state);
    eras.resume();
    still.update(state.eraIndex);
    outlines.selected.show(spokenOf(model.payload, state));
    outlines.hovered.show(hovered === null ? [] : [hovered]);
    walk(walked);
  }

  /** @param {string|null} code */
  function walk(code) {
    walked = code;
    outlines.walked.show(code === null ? [] : [code]);
  }

  const pause = () => eras.pause();
  const relabel = () => eras.relabel();
  map.on("zoomstart", pause);
  map.on("zoomend", follow);
  map.on("moveend", relabel);
  document.fonts?.addEventListener("loadingdone", remeasure);
  resize();

  function remeasure() {
    eras.remeasure();
  }

  return {
    land: orWorld(mainlands(model.states)),
    relabel,

    boundsOf,
    walk,
    edge: eras.edge,

    /**
     * Draw a line around a counterpart, as if the pointer were on it; null draws none.
     * @param {string|null} code
     */
    light(code) {
      if (code === hovered) return;
      hovered = code;
      outlines.hovered.show(code === null ? [] : [code]);
    },

    /**
     * The map of an era as the map is seen now, as a picture.
     * @param {At} at
     */
    copy(at) {
      const { x, y } = map.getSize();
      if (!x || !y || !state) return null;
      const corners = [map.containerPointToLatLng([0, 0]), map.containerPointToLatLng([x, y])];
      const [[left, top], [right, bottom]] = corners.map(({ lat, lng }) => place([lat, lng]));
      const [drawn, names, chips] = eras.copy(at);
      const copy = svg(
        "svg",
        { class: "pfr-copy", viewBox: `${left} ${top} ${right - left} ${bottom - top}` },
        ...drawn,
        svg("g", { class: "pfr-labels" }, ...names),
      );
      const edge = el("div", { class: "pfr-edge" }, el("div", { class: SEEN }, ...chips));
      const copied = el("div", { class: "pfr-copied", "aria-hidden": "true" }, copy, edge);
      copied.inert = true;
      return copied;
    },

    /**
     * @param {State} next
     * @param {Changed} changed
     */
    update(next, changed) {
      state = next;
      const redrawn = changed.era || changed.before || changed.scores || changed.members;
      if (changed.scores) eras.forget();
      if (redrawn) {
        eras.show(state);
        if (changed.first) still.update(state.eraIndex);
        else rest.later(() => still.update(state.eraIndex));
        if (hovered) hover(null, null);
      } else if (changed.language) eras.show(state);
      if (changed.selected) relabel(); // the buttons give way to a card
      if (RINGING.some((name) => changed[name])) {
        outlines.selected.show(spokenOf(model.payload, state));
      }
    },

    destroy() {
      map.off("zoomstart", pause);
      map.off("zoomend", follow);
      map.off("moveend", relabel);
      map.getContainer().removeEventListener("pointerdown", press);
      document.fonts?.removeEventListener("loadingdone", remeasure);
      rest.cancel();
      eras.destroy();
      overlay.remove();
    },
  };
}

/**
 * Points of a territory's coasts, or its dot.
 * @param {Area} area
 * @returns {Point[]}
 */
function pointsOf({ polygons, properties: { dot } }) {
  if (polygons.length) return polygons.flatMap(([ring]) => ring);
  return dot ? [[dot[1], dot[0]]] : [];
}

/**
 * Area of a polygon's box: enough to tell a mainland from an islet.
 * @param {Polygon} polygon
 */
function size(polygon) {
  const bounds = L.latLngBounds(polygon[0]);
  return (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
}

/**
 * Points of the polygon that covers most, so that far islands do not move the view.
 * @param {Polygon[]} polygons
 */
const largest = (polygons) =>
  polygons.reduce((best, polygon) => (size(polygon) > size(best) ? polygon : best))[0];

/**
 * Points of all coasts, without those of islets.
 * @param {Area[]} areas
 */
function mainlands(areas) {
  const polygons = areas.flatMap((area) => area.polygons);
  const smallest = Math.max(...polygons.map(size)) / 2000;
  return polygons.filter((polygon) => size(polygon) >= smallest).flatMap(([ring]) => ring);
}
