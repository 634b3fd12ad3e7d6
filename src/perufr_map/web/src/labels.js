/** Names and numbers on the map: of the focus, of named states and of regions. */
import { actsOf, withoutAct } from "./acts.js";
import { el, svg } from "./dom.js";
import { CELL, COLOURED, Ground, PLAIN } from "./ground.js";
import { placeLabels } from "./places.js";
import { areaOf, coastOf } from "./room.js";
import { groupToneOf, sizeOf, toneOf } from "./scale.js";
import { PHONE } from "./size.js";

/** @import { Box, View } from "./ground.js" */
/** @import { Form, Item, Placed } from "./places.js" */
/** @import { Coast } from "./room.js" */
/** @import { Shape } from "./shapes.js" */
/** @import { Area } from "./topology.js" */
/** @import { At, Model, Reading, Words } from "./types.d.ts" */

/**
 * @typedef {View & {obstacles: Box[], face: string, unit: number, isDot: (shape: Shape) => boolean}} Sight what
 *   is seen, and what stands on it besides labels
 * @typedef {Item & {tone: string, unsettled: boolean, fresh: boolean, point: boolean, name: string,
 *   short: string, number: string, below: string}} Named
 */

const MOST = 80; // labels that are tried
const NARROW = 600; // px of the map
const WIDE = 1300;
const SIZES = { narrow: 13, usual: 14, wide: 16 }; // px of type
const FARTHEST = { narrow: 110, usual: 150, wide: 190 }; // px of a leader
const PRESENTED = { size: 22.5, farthest: 260 }; // px of a large screen
const SMALL = 0.75; // of the type, but 12 px at least: what a region rests on
const BIG = 1.25; // of the type: a score below its name
const LEAST = 1 / 3; // of a mainland: if less is seen, its name stands at the edge
const CHIP = { padding: 36, height: 30, onPhone: 44 }; // px
const DOT = 4; // px: radius of a state without an outline, with its rim

/** @param {number} size */
const small = (size) => Math.max(12, size * SMALL);

/** @param {number} size of the type above it */
const lineBelow = (size) => small(size) * 1.25;

/** @param {number} width of the map */
const widthClass = (width) => (width < NARROW ? "narrow" : width < WIDE ? "usual" : "wide");

/**
 * @param {Model} model
 * @param {Shape[]} shapes
 * @param {(code: string) => void} goTo moves the map to a state
 */
export function createLabels(model, shapes, goTo) {
  const { scale } = model.payload;
  const pen = document.createElement("canvas").getContext("2d");
  /** @type {Map<string, number>} */
  const widths = new Map();
  /** @type {WeakMap<Area, {main: Coast[], rest: Coast[], size: number}>} */
  const lands = new WeakMap();

  /**
   * Width of a text, in px.
   * @param {string} text
   * @param {string} font
   */
  function widthOf(text, font) {
    const key = `${font}|${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    if (!pen) return Infinity;
    pen.font = font;
    const { width } = pen.measureText(text);
    widths.set(key, width);
    return width;
  }

  /**
   * The mainland of a territory, its area in square units of the map, and its other land.
   * @param {Area} area
   */
  function landOf(area) {
    const known = lands.get(area);
    if (known) return known;
    const polygons = area.polygons.map((rings) => ({ rings, size: areaOf(rings[0]) }));
    const [main, ...rest] = polygons.sort((a, b) => b.size - a.size);
    const land = {
      main: main ? main.rings.map(coastOf) : [],
      rest: rest.flatMap(({ rings }) => rings.map(coastOf)),
      size: main ? main.size : 0,
    };
    lands.set(area, land);
    return land;
  }

  /**
   * Whether somebody stands on the map as a point, without an outline.
   * @param {string} code
   * @param {At} at
   */
  function isPoint(code, at) {
    const areas = model.areasIn(code, at.eraIndex);
    return areas.length > 0 && areas.every(({ polygons }) => !polygons.length);
  }

  /**
   * Who has a label in an era, by |score| and then by name.
   * @param {At} at
   * @param {Words} words
   */
  function namedIn(at, words) {
    const drawn = shapes.filter(({ area }) => model.isDrawn(area, at.eraIndex));
    const homes = new Set(drawn.flatMap(({ code }) => model.homeOf(code, at) ?? []));
    const states = drawn
      .map(({ code }) => code)
      .filter((code) => !model.isFocus(code, at.eraIndex) && !model.isGroupOnly(code, at));
    return [...new Set([...states, ...homes])]
      .flatMap((code) => {
        const reading = model.readingOf(code, at);
        if (!reading) return [];
        const region = homes.has(code);
        const name = words.text(model.nameOf(code, at.eraIndex));
        const short = words.text(model.counterparts.get(code)?.short) || name;
        return { code, reading, region, name, short };
      })
      .sort((a, b) => sizeOf(b.reading) - sizeOf(a.reading) || a.name.localeCompare(b.name))
      .slice(0, MOST);
  }

  /**
   * The statements and states that a region rests on.
   * @param {Reading} reading
   * @param {number} states
   * @param {Words} words
   */
  const basisOf = (reading, states, words) =>
    words.t("region.basis", {
      statements: words.count("statements", (reading.now ?? reading.before)?.events.length ?? 0),
      states: words.count("states", states),
    });

  /**
   * The ways to write a label, with their sizes.
   * @param {{name: string, short: string, number: string, below: string, region: boolean}} label
   * @param {number} size of the type, in px
   * @param {string} face
   */
  function formsOf({ name, short, number, below, region }, size, face) {
    const slant = region ? "italic " : "";
    /** @param {string} text @param {string} lines @returns {Form} */
    const line = (text, lines) => ({
      lines,
      width:
        widthOf(`${text} `, `${slant}600 ${size}px ${face}`) +
        widthOf(number, `700 ${size}px ${face}`),
      height: size * 1.2,
    });
    const [whole, brief] = [line(name, "name"), line(short, "short")];
    const under = widthOf(below, `500 ${small(size)}px ${face}`);
    /** @param {Form} form @returns {Form} the same with what stands below it */
    const onTop = ({ lines, width, height }) => ({
      lines: `${lines} below`,
      width: Math.max(width, under),
      height: height - size * 0.1 + lineBelow(size),
    });
    if (region) {
      const forms = size === SIZES.narrow ? [brief] : [onTop(brief), brief];
      return { inside: forms, outside: forms };
    }
    const stack = {
      lines: "stack",
      width: Math.max(
        widthOf(name, `600 ${size}px ${face}`),
        widthOf(number, `700 ${size * BIG}px ${face}`),
      ),
      height: size * 1.15 + size * BIG * 1.1,
    };
    const outside = name === short ? [whole] : [whole, brief];
    if (!below) return { inside: [stack, brief], outside };
    return { inside: [onTop(stack), stack, brief], outside: [onTop(whole), ...outside] };
  }

  /**
   * Paint who owns the land that is seen, and note who is seen too little.
   * @param {At} at
   * @param {Sight} sight
   * @param {Map<string, number>} owners
   */
  function survey(at, sight, owners) {
    const ground = new Ground(sight);
    const { left, top, pixels, isDot } = sight;
    /** @type {Map<string, {seen: number, size: number}>} */
    const seen = new Map();
    /** @type {{x: number, y: number, owner: number}[]} */
    const dots = [];
    /** @param {string} code @param {number} cells @param {number} size */
    const note = (code, cells, size) => {
      const before = seen.get(code) ?? { seen: 0, size: 0 };
      seen.set(code, { seen: before.seen + cells, size: before.size + size });
    };
    /** @param {Shape} shape @param {string} code @param {number} owner */
    const paint = (shape, code, owner) => {
      const { dot } = shape.area.properties;
      if (isDot(shape) && dot) {
        const [x, y] = [dot[0] * pixels - left, -dot[1] * pixels - top];
        if (owner === PLAIN) return;
        dots.push({ x, y, owner });
        note(code, x > 0 && y > 0 && x < sight.width && y < sight.height ? 1 : 0, 1);
        return;
      }
      const { main, rest, size } = landOf(shape.area);
      note(code, ground.paint(main, owner), size * (pixels / CELL) ** 2);
      ground.paint(rest, owner);
    };
    for (const shape of shapes) {
      const { area, code } = shape;
      if (!model.isDrawn(area, at.eraIndex)) continue;
      const holder = model.homeOf(code, at) ?? code;
      const coloured = model.readingOf(code, at) && !model.isLeftOut(code, at);
      paint(shape, holder, owners.get(holder) ?? (coloured ? COLOURED : PLAIN));
    }
    for (const { x, y, owner } of dots) ground.dot(x, y, DOT, owner); // on top of all land
    ground.seal();
    /**
     * The middle of the mainland of a state of which too little is seen.
     * @param {string} code
     */
    const awayOf = (code) => {
      const found = seen.get(code);
      const [area] = model.areasIn(code, at.eraIndex);
      if (!area || (found && found.seen >= found.size * LEAST)) return null;
      const [coast] = landOf(area).main;
      const [lng, lat] = coast
        ? [(coast.west + coast.east) / 2, (coast.south + coast.north) / 2]
        : (area.properties.dot ?? [0, 0]);
      return { x: lng * pixels - left, y: -lat * pixels - top };
    };
    return { ground, awayOf };
  }

  /**
   * @param {Form} form
   * @param {Named} item
   * @param {number} size
   */
  function linesOf(form, { name, short, number, below }, size) {
    const half = form.height / 2;
    const [what, under] = form.lines.split(" ");
    const first = { y: under || what === "stack" ? size * 0.9 - half : size * 0.35 };
    const foot = half - (under ? lineBelow(size) : 0);
    /** @param {string} text */
    const line = (text) =>
      svg(
        "text",
        first,
        svg("tspan", { class: "pfr-place" }, text),
        ...(number ? [` ${number}`] : []),
      );
    const lines =
      what === "stack"
        ? [
            svg("text", { ...first, class: "pfr-place" }, name),
            svg("text", { y: foot - size * 0.2, style: `font-size:${size * BIG}px` }, number),
          ]
        : [line(what === "name" ? name : short)];
    if (under)
      lines.push(
        svg(
          "text",
          { y: half - 4, class: "pfr-region-basis", style: `font-size:${small(size)}px` },
          below,
        ),
      );
    return lines;
  }

  /**
   * @param {Placed} placed
   * @param {Named} item
   * @param {number} size
   */
  function draw({ form, leader, onLand, x, y }, item, size) {
    const { code, tone, region, unsettled } = item;
    const paint = onLand
      ? `--pfr-halo:var(--pfr-${tone});fill:var(--pfr-ink-${tone},var(--pfr-text))`
      : "";
    const halo = onLand && !region ? `pfr-name-${unsettled ? "hatched" : "bare"}` : "";
    const className = region ? "pfr-region-label" : "pfr-state-label";
    const pointer = leader ? drawLeader(leader, { x, y }, item) : [];
    return svg(
      "g",
      { class: `${className} ${halo}`, style: `font-size:${size}px;${paint}`, "data-label": code },
      ...pointer,
      ...linesOf(form, item, size),
    );
  }

  /**
   * @param {{x: number, y: number}[]} leader
   * @param {{x: number, y: number}} middle of the label
   * @param {Pick<Named, "fresh"|"point">} item whether its score is new: it has a ring; whether it
   *   is a point, whose disc shows its colour
   */
  function drawLeader([from, to], { x, y }, { fresh, point }) {
    const [x1, y1, x2, y2] = [from.x - x, from.y - y, to.x - x, to.y - y];
    return [
      svg("path", { class: "pfr-leader", d: `M${x1} ${y1}L${x2} ${y2}` }),
      fresh ? svg("circle", { class: "pfr-leader-ring", cx: x1, cy: y1, r: 5.5 }) : null,
      point ? null : svg("circle", { class: "pfr-leader-dot", cx: x1, cy: y1, r: 2.6 }),
    ];
  }

  return {
    /** Measure texts anew: another typeface has come. */
    forget: () => widths.clear(),

    /**
     * The labels of an era, and a button at the edge for each of whom too little is seen for one.
     * @param {At} at
     * @param {Words} words
     * @param {Sight} sight
     * @param {number} units of the drawing in a pixel
     */
    layOut(at, words, sight, units) {
      const width = widthClass(sight.width);
      const { unit } = sight;
      const size = unit ? PRESENTED.size * unit : SIZES[width];
      const { face, obstacles, left, top, pixels } = sight;
      const focus = model.focusIn(at.eraIndex);
      const found = namedIn(at, words);
      const owners = new Map([[focus, COLOURED + 1]]);
      found.forEach(({ code }, i) => owners.set(code, COLOURED + 2 + i));
      const { ground, awayOf } = survey(at, sight, owners);
      const acts = actsOf(model.payload, found, width === "narrow");
      /** @type {Named[]} */
      const items = found.map(({ code, reading, region, name, short }, i) => {
        const label = model.counterparts.get(code)?.label;
        const states = region
          ? shapes.filter(
              (s) => model.isDrawn(s.area, at.eraIndex) && model.homeOf(s.code, at) === code,
            )
          : [];
        const codes = new Set(states.map((shape) => shape.code));
        const below = region ? basisOf(reading, codes.size, words) : words.text(acts.get(code));
        const number = words.reading(reading);
        const texts = { name, short, number, below, region };
        const forms = formsOf(texts, size, face);
        const point = awayOf(code) ?? undefined;
        return {
          ...texts,
          ...forms,
          code,
          owner: COLOURED + 2 + i,
          away: point && {
            at: point,
            form: {
              lines: "chip",
              width: (forms.outside.at(-1)?.width ?? 0) + CHIP.padding,
              height: innerWidth < PHONE ? CHIP.onPhone : Math.max(CHIP.height, size * 1.6),
            },
          },
          fixed: label && { x: label[0] * pixels - left, y: -label[1] * pixels - top },
          tone: region ? groupToneOf(reading, scale) : toneOf(reading, scale),
          unsettled: reading.unsettled,
          fresh: reading.became === "new",
          point: isPoint(code, at),
        };
      });
      const name = words.text(model.nameOf(focus, at.eraIndex));
      const texts = { name, short: name, number: "", below: "", region: false };
      /** @type {Named} */
      const home = {
        ...texts,
        ...formsOf(texts, size, face),
        code: focus,
        owner: COLOURED + 1,
        tone: "",
        unsettled: false,
        fresh: false,
        point: isPoint(focus, at),
      };
      const point = isPoint(focus, at);
      /** @param {Named[]} wanted */
      const place = (wanted) =>
        placeLabels(ground, point ? [home, ...wanted] : wanted, {
          focus: point ? null : home, // the name of a point has no land to stand beside
          obstacles,
          farthest: unit ? PRESENTED.farthest * unit : FARTHEST[width],
        });
      const [usual, plain] = [place(items), acts.size ? place(items.map(withoutAct)) : null];
      // No act takes the place of somebody's name.
      const { placed, chips } = plain && plain.placed.length > usual.placed.length ? plain : usual;
      const named = new Map([home, ...items].map((item) => [item.code, item]));
      const nodes = placed.flatMap((label) => {
        const item = named.get(label.item.code);
        if (!item) return [];
        const node = draw(label, item, size);
        const [x, y] = [(label.x + left) * units, (label.y + top) * units];
        node.setAttribute("transform", `translate(${x} ${y}) scale(${units})`);
        return node;
      });
      return {
        nodes,
        chips: chips.flatMap(({ item: { code }, x, y, form }) => {
          const item = named.get(code);
          if (!item) return [];
          const style = `left:${x - form.width / 2}px;top:${y - form.height / 2}px;width:${form.width}px;height:${form.height}px;--fill:var(--pfr-${item.tone})`;
          return el(
            "button",
            {
              type: "button",
              class: item.fresh ? "pfr-chip pfr-new" : "pfr-chip",
              "data-chip": code,
              style,
              onclick: () => goTo(code),
            },
            item.short,
            el("b", {}, item.number),
          );
        }),
      };
    },
  };
}
