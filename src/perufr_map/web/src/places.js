/** Where each label stands: the rule for names and numbers on the map, without collisions. */
import { COLOURED } from "./ground.js";

/** @import { Box, Ground } from "./ground.js" */

/** @typedef {{x: number, y: number}} Point */
/**
 * @typedef {Object} Form a way to write a label
 * @property {string} lines what stands in it
 * @property {number} width in px
 * @property {number} height
 */
/**
 * @typedef {Object} Item what wants a label; in the order in which they are served
 * @property {string} code
 * @property {number} owner its number on the ground
 * @property {boolean} [region] whether it may hang over the sea
 * @property {{at: Point, form: Form}} [away] where its middle is and what tells of it at the edge:
 *   too little of it is seen for a label outside of it
 * @property {Point} [fixed] where the study wants its middle
 * @property {Form[]} inside those that fit on land, the best first
 * @property {Form[]} outside
 */
/**
 * @typedef {Object} Placed
 * @property {Item} item
 * @property {Form} form
 * @property {number} x its middle
 * @property {number} y
 * @property {Point[]} [leader] from the land to the label
 * @property {boolean} onLand whether it stands on its own land
 */

const AIR = 1.2; // of its width: a label on land has that much room
const GRID = { columns: 17, rows: 15 };
const SPILL = { own: 0.62, plain: 0.04 }; // of a region's label: at least, at most
const TURNS = 24;
const NEAREST = 12; // px of a leader
const PACE = 7;
const FAR = 0.12; // what a pixel of a leader costs
const STEPS = 60; // that a chip moves along the edge
const APART = 3; // px between labels
const EDGE = 4; // px to the edge
const DOWN = 9; // px by which the name of the focus moves along its coast

/**
 * @param {number} x
 * @param {number} y
 * @param {Form} form
 * @param {number} [margin]
 * @returns {Box}
 */
const boxAt = (x, y, { width, height }, margin = 0) => ({
  left: x - width / 2 - margin,
  top: y - height / 2 - margin,
  right: x + width / 2 + margin,
  bottom: y + height / 2 + margin,
});

/**
 * @param {Box} one
 * @param {Box} other
 */
export const overlap = (one, other) =>
  one.left < other.right &&
  one.right > other.left &&
  one.top < other.bottom &&
  one.bottom > other.top;

/**
 * @param {Point} point
 * @param {Box} box
 */
const isIn = ({ x, y }, { left, top, right, bottom }) =>
  x > left && x < right && y > top && y < bottom;

/** @typedef {Point[]} Line points, two pixels apart */

/**
 * @param {Point} from
 * @param {Point} to
 * @returns {Line}
 */
function walk(from, to) {
  const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 2));
  return Array.from({ length: steps + 1 }, (_, i) => ({
    x: from.x + ((to.x - from.x) * i) / steps,
    y: from.y + ((to.y - from.y) * i) / steps,
  }));
}

/**
 * On which side of a line a point is.
 * @param {Line} line
 * @param {Point} point
 */
function sideOf(line, { x, y }) {
  const [from, to] = [line[0], line[line.length - 1]];
  return Math.sign((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x));
}

/**
 * @param {Line} one
 * @param {Line} other
 */
const cross = (one, other) =>
  sideOf(one, other[0]) !== sideOf(one, other[other.length - 1]) &&
  sideOf(other, one[0]) !== sideOf(other, one[one.length - 1]);

/**
 * Place labels; what has no place is left out.
 * @param {Ground} ground
 * @param {Item[]} items
 * @param {{focus: Item|null, obstacles: Box[], farthest: number}} around what is in the way, and
 *   the longest leader in px
 * @returns {{placed: Placed[], chips: Placed[]}} chips stand at the edge, for what is too little in sight
 */
export function placeLabels(ground, items, { focus, obstacles, farthest }) {
  const { width, height } = ground.view;
  const taken = [...obstacles];
  /** @type {Line[]} */
  const leaders = [];
  /** @type {Placed[]} */
  const placed = [];

  /** @param {Box} box */
  const isFree = (box) =>
    box.left >= EDGE &&
    box.top >= EDGE &&
    box.right <= width - EDGE &&
    box.bottom <= height - EDGE &&
    !taken.some((other) => overlap(box, other)) &&
    !leaders.some((line) => line.some((point) => isIn(point, box)));

  /** @param {Placed} label */
  function take(label) {
    placed.push(label);
    taken.push(boxAt(label.x, label.y, label.form, APART));
    return true;
  }

  /** @param {Item} item */
  function placeFixed(item) {
    const [form] = item.outside;
    if (!item.fixed || !form) return false;
    const { x, y } = item.fixed;
    const box = boxAt(x, y, form);
    const { others } = ground.sharesOf(box, item.owner);
    if (others > 0 || !isFree(box)) return false;
    return take({ item, form, x, y, onLand: ground.sharesOf(box, item.owner).own > 0.5 });
  }

  /**
   * Wholly on its own land; of a region most of it.
   * @param {Item} item
   */
  function placeInside(item) {
    const land = ground.landOf(item.owner);
    if (!land) return false;
    const { deepest } = land;
    const points = [deepest];
    for (let i = 0; i < GRID.columns * GRID.rows; i++) {
      const [column, row] = [i % GRID.columns, Math.floor(i / GRID.columns)];
      points.push({
        x: land.left + ((land.right - land.left) * (column + 0.5)) / GRID.columns,
        y: land.top + ((land.bottom - land.top) * (row + 0.5)) / GRID.rows,
      });
    }
    /** @param {Point} point */
    const away = ({ x, y }) => Math.hypot(x - deepest.x, y - deepest.y);
    points.sort((a, b) => away(a) - away(b));
    for (const form of item.inside) {
      const roomy = { ...form, width: form.width * AIR };
      const found = points.find(({ x, y }) => {
        const box = boxAt(x, y, item.region ? form : roomy);
        if (!isFree(box)) return false;
        const { own, plain, others } = ground.sharesOf(box, item.owner);
        if (!item.region) return own === 1;
        return others === 0 && own >= SPILL.own && plain <= SPILL.plain;
      });
      if (found) return take({ item, form, ...found, onLand: true });
    }
    return false;
  }

  /** @param {Item} item */
  function placeFocus(item) {
    const land = ground.landOf(item.owner);
    const [form] = item.outside;
    if (!land || !form) return false;
    const reach = Math.ceil((land.bottom - land.top) / DOWN);
    for (let i = 0; i <= 2 * reach; i++) {
      const y = land.deepest.y + (i % 2 ? -1 : 1) * Math.ceil(i / 2) * DOWN;
      const coast = [y - form.height / 2, y, y + form.height / 2].flatMap(
        (at) => ground.westOf(item.owner, at) ?? [],
      );
      if (!coast.length) continue;
      const x = Math.min(...coast) - 6 - form.width / 2;
      const box = boxAt(x, y, form, 1);
      if (!ground.isColoured(box) && isFree(box)) return take({ item, form, x, y, onLand: false });
    }
    return false;
  }

  /**
   * What a leader costs, and a label at its end.
   * @param {Line} line
   * @param {Box} box
   * @param {number} owner
   * @param {number} angle
   */
  function costOf(line, box, owner, angle) {
    const distance = 2 * (line.length - 1);
    let cost = 0;
    for (const { x, y } of line) {
      const land = ground.at(x, y);
      if (land === owner) continue;
      cost += land >= COLOURED ? 8 : 2;
    }
    const { plain } = ground.sharesOf(box);
    return cost + 110 * plain + 5 * Math.abs(Math.sin(2 * angle)) + FAR * distance;
  }

  /**
   * A label at the end of a leader, and what it costs; null where it must not stand.
   * @param {Item} item
   * @param {Form} form
   * @param {Point} from
   * @param {number} angle
   * @param {number} distance
   */
  function offer({ owner }, form, from, angle, distance) {
    const [across, down] = [Math.cos(angle), Math.sin(angle)];
    const beside = Math.abs(across) > 0.35;
    const end = { x: from.x + across * distance, y: from.y + down * distance };
    const x = end.x + ((beside ? Math.sign(across) : across) * form.width) / 2;
    const y = end.y + ((beside ? down : Math.sign(down)) * form.height) / 2;
    const box = boxAt(x, y, form, 1);
    if (ground.isColoured(box) || !isFree(box)) return null;
    const line = walk(from, end);
    if (leaders.some((other) => cross(line, other))) return null;
    if (line.some((point) => taken.some((other) => isIn(point, other)))) return null;
    return { form, x, y, line, cost: costOf(line, box, owner, angle) };
  }

  /**
   * Beside its land, with a line to it.
   * @param {Item} item
   */
  function placeOutside(item) {
    const land = ground.landOf(item.owner);
    if (!land) return false;
    for (const form of item.outside) {
      /** @type {ReturnType<typeof offer>} */
      let best = null;
      for (let turn = 0; turn < TURNS; turn++) {
        const angle = (turn * 2 * Math.PI) / TURNS;
        for (let distance = NEAREST; distance <= farthest; distance += PACE) {
          if (best && best.cost <= FAR * distance) break; // what is farther costs more
          const offered = offer(item, form, land.deepest, angle, distance);
          if (offered && (!best || offered.cost < best.cost)) best = offered;
        }
      }
      if (!best) continue;
      const { x, y, line } = best;
      leaders.push(line);
      return take({ item, form, x, y, leader: [line[0], line[line.length - 1]], onLand: false });
    }
    return false;
  }

  /**
   * At the edge where it lies, as near to it as there is room.
   * @param {Item} item
   * @returns {Placed[]}
   */
  function placeChip(item) {
    if (!item.away) return [];
    const { at, form } = item.away;
    const [across, down] = [form.width / 2 + EDGE, form.height / 2 + EDGE];
    /** @param {Point} point */
    const inside = ({ x, y }) => ({
      x: Math.min(Math.max(x, across), width - across),
      y: Math.min(Math.max(y, down), height - down),
    });
    const start = inside(at);
    const beside = Math.abs(at.x - start.x) >= Math.abs(at.y - start.y);
    for (let i = 0; i < 2 * STEPS; i++) {
      const shift = (i % 2 ? -1 : 1) * Math.ceil(i / 2) * PACE;
      const { x, y } = beside
        ? inside({ ...start, y: start.y + shift })
        : inside({ ...start, x: start.x + shift });
      if (!isFree(boxAt(x, y, form))) continue;
      taken.push(boxAt(x, y, form, APART));
      return [{ item, form, x, y, onLand: false }];
    }
    return [];
  }

  const free = items.filter((item) => !placeFixed(item));
  if (focus) placeFocus(focus);
  const outside = free.filter((item) => !placeInside(item));
  const chips = outside.flatMap(placeChip);
  for (const item of outside) {
    if (!item.away) placeOutside(item);
  }
  return { placed, chips };
}
