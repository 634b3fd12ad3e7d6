/** Where marks stand that may be anywhere in a span of time: pure layout, the same every time. */

/**
 * @typedef {Object} Item a mark to be placed by its middle
 * @property {number} from how far to the left it may stand
 * @property {number} to how far to the right
 * @property {number} y the height that it should have
 * @property {boolean} fixed whether it stands in the middle of its span alone
 */

/** @typedef {{x: number, y: number}} Place */

const NEAR = 1e-6; // px: less is a touch, not an overlap

/**
 * Where each mark stands. It slides along its span; where that is full, it moves up or down by
 * whole sizes, but never over the line, which parts signs. The freest yield to all others.
 * @param {Item[]} items
 * @param {number} size of a mark, with the gap around it
 * @param {number} line the height that parts signs
 * @returns {Place[]}
 */
export function pack(items, size, line) {
  const order = items.map((_, i) => i);
  /** @param {Item} item */
  const slack = ({ fixed, from, to }) => (fixed ? 0 : Math.max(0, to - from));
  /** @param {Item} item */
  const far = ({ y }) => Math.abs(y - line);
  order.sort(
    (a, b) =>
      Number(items[b].fixed) - Number(items[a].fixed) ||
      slack(items[a]) - slack(items[b]) ||
      far(items[b]) - far(items[a]) ||
      a - b,
  );
  /** @type {Place[]} */
  const placed = [];
  /** @type {Place[]} */
  const found = [];
  for (const i of order) {
    const place = findPlace(items[i], placed, size, line);
    placed.push(place);
    found[i] = place;
  }
  return found;
}

/**
 * The first height, from the right one outwards, at which there is room.
 * @param {Item} item
 * @param {Place[]} placed
 * @param {number} size
 * @param {number} line
 * @returns {Place}
 */
function findPlace(item, placed, size, line) {
  const away = item.y > line ? 1 : -1;
  for (let k = 0; ; k += 1) {
    for (const way of k ? [away, -away] : [away]) {
      const y = item.y + way * k * size;
      if (k && item.y !== line && (y - line) * away < size / 2) continue;
      const x = findRoom(item, y, placed, size);
      if (x !== null) return { x, y };
    }
  }
}

/**
 * The free place nearest to the middle of the span at a height; null where there is none.
 * @param {Item} item
 * @param {number} y
 * @param {Place[]} placed
 * @param {number} size
 */
function findRoom({ from, to, fixed }, y, placed, size) {
  const middle = (from + to) / 2;
  const beside = placed.filter((place) => Math.abs(place.y - y) < size - NEAR).map(({ x }) => x);
  const tried =
    fixed || to < from ? [middle] : [middle, ...beside.flatMap((x) => [x - size, x + size])];
  const free = tried.filter(
    (x) =>
      (x === middle || (x >= from && x <= to)) &&
      beside.every((other) => Math.abs(other - x) >= size - NEAR),
  );
  free.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b);
  return free[0] ?? null;
}

/**
 * @typedef {Object} Label
 * @property {number} x its left edge
 * @property {number} y its middle
 * @property {boolean} before whether it stands to the left of its mark
 */

const STEPS = [0, -17, 17, -34, 34]; // px, up or down from the mark

/**
 * Where labels stand beside their marks, off all marks and each other; null where there is no room.
 * @param {{place: Place, width: number}[]} wanted in the order in which they may choose
 * @param {Place[]} marks
 * @param {{size: number, left: number, right: number, top: number, bottom: number}} room
 * @returns {(Label|null)[]}
 */
export function placeLabels(wanted, marks, { size, left, right, top, bottom }) {
  const half = 8; // px, of a label's height
  /** @type {{x: number, y: number, width: number}[]} */
  const taken = [];
  return wanted.map(({ place, width }) => {
    for (const step of STEPS) {
      for (const before of [true, false]) {
        const gap = size / 2 + (step ? 12 : 5);
        const x = before ? place.x - gap - width : place.x + gap;
        const y = place.y + step;
        const inside = x >= left && x + width <= right && y - half >= top && y + half <= bottom;
        const clear =
          inside &&
          marks.every(
            (mark) =>
              Math.abs(mark.y - y) >= half + size / 2 ||
              mark.x + size / 2 <= x - 2 ||
              mark.x - size / 2 >= x + width + 2,
          ) &&
          taken.every(
            (other) =>
              Math.abs(other.y - y) >= 2 * half ||
              other.x + other.width + 6 <= x ||
              x + width + 6 <= other.x,
          );
        if (!clear) continue;
        taken.push({ x, y, width });
        return { x, y, before };
      }
    }
    return null;
  });
}
