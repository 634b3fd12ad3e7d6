/** The states on the Leaflet map: created once, then only restyled. */
import { svg, uid } from "./dom.js";
import { numericTones, toneOf } from "./scale.js";

const DOT = { scored: 3.75, silent: 1.75 }; // radius in px
const TOO_SMALL = 8; // px: below this a state is drawn as its dot
const PATH = { fill: true, weight: 1, bubblingMouseEvents: false };

const radius = ({ scored }) => (scored ? DOT.scored : DOT.silent);

/** Largest side of a state, in map units. */
function extent(area) {
  const bounds = L.latLngBounds(area.polygons.flat(2));
  return bounds.isValid()
    ? Math.max(bounds.getEast() - bounds.getWest(), bounds.getNorth() - bounds.getSouth())
    : 0;
}

function hatch(id, angle, size, width, background, line) {
  const square = { width: size, height: size };
  return svg(
    "pattern",
    { id, ...square, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` },
    svg("rect", { ...square, style: `fill:var(--pfr-${background})` }),
    svg("rect", { width, height: size, style: `fill:var(--pfr-${line})` }),
  );
}

function dots(id, size, r, background, dot) {
  const square = { width: size, height: size };
  return svg(
    "pattern",
    { id, ...square, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { ...square, style: `fill:var(--pfr-${background})` }),
    svg("circle", { cx: size / 2, cy: size / 2, r, style: `fill:var(--pfr-${dot})` }),
  );
}

/**
 * Hatches: one for no data, one per tone for a score, or a change of one, that rests on one
 * event. They lean opposite ways, so that neutral on one event does not pass for no data. When
 * eras are compared, dots stand for data that are new, level lines for data that are no more.
 */
export function createHatches(scale) {
  const silent = uid("silent");
  const single = numericTones(scale).map((tone) => [tone, uid(`single-${tone}`)]);
  const [fresh, gone] = [uid("new"), uid("gone")];
  return {
    silent: `url(#${silent})`,
    single: new Map(single.map(([tone, id]) => [tone, `url(#${id})`])),
    new: `url(#${fresh})`,
    gone: `url(#${gone})`,
    defs: () =>
      svg(
        "defs",
        {},
        hatch(silent, 45, 5, 1.3, "no-data", "no-data-line"),
        single.map(([tone, id]) => hatch(id, -45, 4.5, 1.3, tone, `hatch-${tone}`)),
        dots(fresh, 5, 1.2, "new", "new-line"),
        hatch(gone, 90, 4, 1.2, "gone", "gone-line"),
      ),
  };
}

/**
 * @param {L.Map} map
 * @param {Object} model
 * @param {Object} hatches
 * @param {{onHover: Function, onPick: Function}} listeners called with (code, area, mouse event)
 */
export function createLayers(map, model, hatches, { onHover, onPick }) {
  const { scale } = model.payload;
  const renderer = L.svg({ padding: 0.5 });
  let state = null;
  const outlines = { selected: null, hovered: null };

  // What each state shows: its polygon, its dot, and how it was last drawn.
  const shapes = model.states.map((area, number) => {
    const { dot, status = "independent" } = area.properties;
    return {
      area,
      number,
      code: area.properties.code,
      status,
      extent: dot ? extent(area) : Infinity,
      polygon: area.polygons.length
        ? L.polygon(area.polygons, {
            ...PATH,
            renderer,
            smoothFactor: 0.7,
            className: `pfr-state pfr-${status}`,
          })
        : null,
      dot: dot
        ? L.circleMarker([dot[1], dot[0]], {
            ...PATH,
            renderer,
            radius: DOT.silent,
            className: `pfr-dot pfr-${status}`,
          })
        : null,
      look: null,
      small: false,
    };
  });

  function paintOf(reading) {
    const tone = toneOf(reading, scale);
    const hatched = reading.single ? hatches.single.get(tone) : null;
    return hatches[tone] ?? hatched ?? `var(--pfr-${tone})`;
  }

  function lookOf(shape) {
    if (!model.isDrawn(shape.area, state.eraIndex)) {
      return { shown: false, fill: null, scored: false };
    }
    if (model.isFocus(shape.code)) return { shown: true, fill: "var(--pfr-focus)", scored: true };
    const reading = model.readingOf(shape.code, state);
    if (reading) return { shown: true, fill: paintOf(reading), scored: true };
    const quiet = shape.status === "dependent" || shape.small;
    return {
      shown: true,
      fill: quiet ? "var(--pfr-no-data-line)" : hatches.silent,
      scored: false,
    };
  }

  function paint(layer, shown, look, before, quiet) {
    const node = layer.getElement();
    if (!node) return;
    const display = shown ? "" : "none";
    if (node.style.display !== display) node.style.display = display;
    if (look.fill !== before?.fill) node.style.fill = look.fill ?? "";
    if (quiet && look.scored !== before?.scored) node.classList.toggle("pfr-scored", look.scored);
  }

  /** Update only attributes that differ from what the page shows. */
  function draw(shape) {
    const look = lookOf(shape);
    const before = shape.look;
    look.small = shape.small;
    if (before && ["fill", "shown", "small"].every((key) => before[key] === look[key])) return;
    const asDot = shape.small || !shape.polygon;
    const dependent = shape.status === "dependent";
    if (shape.polygon) paint(shape.polygon, look.shown && !asDot, look, before, dependent);
    if (shape.dot) {
      paint(shape.dot, look.shown && asDot, look, before, true);
      if (look.scored !== before?.scored) shape.dot.setRadius(radius(look));
    }
    shape.look = look;
  }

  function rescale() {
    const scaleNow = map.options.crs.scale(map.getZoom());
    for (const shape of shapes) {
      const small = shape.dot !== null && shape.extent * scaleNow < TOO_SMALL;
      if (small === shape.small && shape.look) continue;
      shape.small = small;
      draw(shape);
    }
    outline("selected", state.selected);
  }

  /** A line around a state, drawn over its neighbours. */
  function outline(role, code) {
    const parts = code === null ? [] : shapes.filter((s) => s.code === code && s.look?.shown);
    const key = parts.map((s) => `${s.number} ${s.small} ${s.look.scored}`).join();
    if (key === outlines[role]?.key) return;
    outlines[role]?.remove();
    const style = {
      renderer,
      interactive: false,
      fill: false,
      className: `pfr-outline pfr-${role}`,
    };
    outlines[role] = L.layerGroup(
      parts.map((s) =>
        s.small || !s.polygon
          ? L.circleMarker(s.dot.getLatLng(), {
              ...style,
              radius: radius(s.look) + 2,
            })
          : L.polygon(s.area.polygons, { ...style, smoothFactor: 0.7 }),
      ),
    ).addTo(map);
    outlines[role].key = key;
  }

  const group = L.featureGroup();
  for (const part of ["polygon", "dot"]) {
    for (const shape of shapes) {
      if (!shape[part]) continue;
      shape[part].shape = shape;
      group.addLayer(shape[part]);
    }
  }
  const lines = model.lines.map(({ properties, paths }) => ({
    eras: properties.eras,
    layer: L.polyline(paths, {
      renderer,
      interactive: false,
      fill: false,
      className: "pfr-frontier",
    }),
  }));

  let hovered = null;
  function hover(shape, event) {
    const code = shape?.code ?? null;
    if (code !== hovered) outline("hovered", (hovered = code));
    onHover(code, shape?.area ?? null, event);
  }
  group.on("mouseover mousemove", ({ propagatedFrom, layer, originalEvent }) =>
    hover((propagatedFrom ?? layer).shape, originalEvent),
  );
  group.on("mouseout", () => hover(null, null));
  group.on("click", ({ propagatedFrom, layer }) => onPick((propagatedFrom ?? layer).shape.code));

  group.addTo(map);
  group.eachLayer((layer) => layer.getElement().setAttribute("data-code", layer.shape.code));
  lines.forEach(({ layer }) => layer.addTo(map));
  const canvas = renderer.getPane().querySelector("svg");
  canvas.prepend(hatches.defs());
  canvas.setAttribute("aria-hidden", "true"); // the table says the same in words
  map.on("zoomend", rescale);

  return {
    land: mainlands(model.states),

    /** Where a state stands in an era (or whenever it stood); null for what has no territory. */
    boundsOf(code, eraNow) {
      const now = model.areasIn(code, eraNow);
      const areas = now.length ? now : model.areas(code);
      const bounds = L.latLngBounds(
        areas.flatMap(({ polygons, properties: { dot } }) =>
          polygons.length ? largest(polygons) : dot ? [[dot[1], dot[0]]] : [],
        ),
      );
      return bounds.isValid() ? bounds : null;
    },

    update(next, changed) {
      state = next;
      const restyled = changed.era || changed.before || changed.scores;
      if (changed.first) rescale();
      if (restyled) shapes.forEach(draw);
      if (changed.era) {
        for (const { layer, eras } of lines) {
          const shown = eras?.includes(state.eraIndex) ?? true;
          layer.getElement().style.display = shown ? "" : "none";
        }
      }
      if (restyled || changed.selected) outline("selected", state.selected);
      if (restyled) hover(null, null);
    },

    destroy() {
      map.off("zoomend", rescale);
      for (const layer of [group, outlines.selected, outlines.hovered, renderer]) layer?.remove();
      lines.forEach(({ layer }) => layer.remove());
    },
  };
}

/** Area of a polygon's box: enough to tell a mainland from an islet. */
function size(polygon) {
  const bounds = L.latLngBounds(polygon[0]);
  return (bounds.getEast() - bounds.getWest()) * (bounds.getNorth() - bounds.getSouth());
}

/** Points of the polygon that covers most, so that far islands do not move the view. */
const largest = (polygons) =>
  polygons.reduce((best, polygon) => (size(polygon) > size(best) ? polygon : best))[0];

/** Points of all coasts, without those of islets. */
function mainlands(areas) {
  const polygons = areas.flatMap((area) => area.polygons);
  const smallest = Math.max(...polygons.map(size)) / 2000;
  return polygons.filter((polygon) => size(polygon) >= smallest).flatMap(([ring]) => ring);
}
